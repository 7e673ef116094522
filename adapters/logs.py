"""What a service writes into its log: one line for each thing that happened, for people or for machines, nothing private."""

import asyncio
import logging
import secrets
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import PurePath
from types import TracebackType
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from bot.settings import LOG_JSON

log = logging.getLogger(__name__)
_aloud = logging.getLogger("adapters.aloud")

DEEPEST = 5
"""Places named of where an error came from, the last first."""

Fields = MutableMapping[str, Any]


def for_machines(shape: str) -> bool:
    """Whether lines are JSON: where the setting says so, or says nothing and nobody watches."""
    return shape == LOG_JSON or not (shape or sys.stderr.isatty())


def set_up(shape: str) -> None:
    """Write what is logged from now on to standard error, and what is said aloud to standard output."""
    lines = formatter(machines=for_machines(shape))
    _write(logging.getLogger(), logging.StreamHandler(), lines)
    _write(_aloud, logging.StreamHandler(sys.stdout), lines)
    _aloud.propagate = False
    logging.getLogger("adapters").setLevel(logging.INFO)


def say(sentence: str) -> None:
    """Tell whoever started the program, as a line of JSON among the others."""
    _aloud.info("%s", sentence)


def formatter(*, machines: bool) -> logging.Formatter:
    """How a line is written."""
    told = (
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _in_a_word,
    )
    written = (
        structlog.processors.JSONRenderer()
        if machines
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=told,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, written],
    )


@contextmanager
def request() -> Iterator[None]:
    """Everything logged about what came in, also by what goes on after its answer, has one number: ours, made by chance."""
    with bound_contextvars(request=secrets.token_hex(8)):
        yield


@contextmanager
def message(number: int) -> Iterator[None]:
    """Everything logged while a message is delivered has its number."""
    with bound_contextvars(message=number):
        yield


def unexpected(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """What nobody waited for went wrong; asyncio's own line would quote it."""
    error = context.get("exception")
    log.error("nobody waited for what went wrong: %s", type(error).__name__, exc_info=error)


def place(began: TracebackType | None) -> str:
    """Where in the program an error came from, the innermost first."""
    frames = reversed(list(traceback.walk_tb(began)))
    return " ".join([f"{PurePath(frame.f_code.co_filename).stem}:{line}" for frame, line in frames][:DEEPEST])


def _write(logger: logging.Logger, handler: logging.Handler, lines: logging.Formatter) -> None:
    handler.setFormatter(lines)
    logger.handlers[:] = [handler]


def _in_a_word(_logger: object, _method: str, fields: Fields) -> Fields:
    """An error by its kind and where it came from: what it says of itself may quote what was typed."""
    fields.pop("stack_info", None)
    kind, _error, began = fields.pop("exc_info", None) or (None, None, None)
    if kind:
        fields.update(error=kind.__name__, at=place(began))
    return fields
