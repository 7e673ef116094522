"""Reads a TOML file of the service's own; a mistake is named by its line and key."""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.words import installing
from bot.words import own_files as words

M = TypeVar("M", bound=BaseModel)
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_KEY = "[key]"


class FileMistake(Exception):
    """The file can't be used; `mistakes` says why, a line each."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class Within(ValueError):
    """What is wrong inside a table: by key, what about it."""

    def __init__(self, found: Sequence[tuple[tuple[str, ...], str]]) -> None:
        super().__init__("; ".join(said for _where, said in found))
        self.found = found


def load(model: type[M], path: Path) -> M:
    """What this file holds; raises FileMistake."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise FileMistake((words.not_text(path.name),)) from None
    except OSError as problem:
        raise FileMistake((installing.unreadable(str(path), type(problem).__name__),)) from None
    return parse(model, text, path.name)


def parse(model: type[M], text: str, name: str) -> M:
    """What the text of a file of this name holds; raises FileMistake."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise FileMistake((_not_toml(text, name, str(problem)),)) from None
    except ValidationError as problem:
        found = (each for error in problem.errors() for each in _mistakes(model, error))
        raise FileMistake(tuple(_said(text, name, where, what) for where, what in found)) from None


def line_of(text: str, where: tuple[str, ...]) -> int:
    """The line that sets this key, else the heading it belongs under, else the first one that belongs to it, else 1."""
    best, deepest, section = 0, 0, ""
    first = 0
    for number, content in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[([^\[\]]+)\]", content):
            section = heading[1].strip().replace('"', "")
            here = section
        elif setting := re.match(r"\s*([\w.\"-]+)\s*=", content):
            key = setting[1].replace('"', "")
            here = f"{section}.{key}" if section else key
        else:
            continue
        path = tuple(here.split("."))
        if len(path) > deepest and path == where[: len(path)]:
            best, deepest = number, len(path)
        if not first and path[: len(where)] == where:
            first = number
    return best or first or 1


def _not_toml(text: str, name: str, problem: str) -> str:
    """What can't be read at all, by its line."""
    lines = text.splitlines()
    found = _AT.search(problem)
    number = int(found[1]) if found and found[1] else max(len(lines), 1)
    said = _AT.sub("", problem)
    content = lines[number - 1] if number <= len(lines) else ""
    if said.startswith("Cannot overwrite a value"):
        return installing.mistake(name, number, content.partition("=")[0].strip(), words.TWICE)
    if said.startswith("Cannot declare"):
        return installing.mistake(name, number, content.strip(), words.HEADING_TWICE)
    return words.not_toml(name, number, said)


def _mistakes(model: type[BaseModel], error: ErrorDetails) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where a mistake is, and what it is, in plain words."""
    where = tuple(str(each) for each in error["loc"] if each != _KEY)
    given: dict[str, Any] = error.get("ctx", {})
    if isinstance(inside := given.get("error"), Within):
        yield from (((*where, *deeper), said) for deeper, said in inside.found)
    elif _KEY in error["loc"]:
        yield where, words.KEY
    elif error["type"] == "extra_forbidden":
        yield where, words.unknown_key(where[-1], _known(model, where[:-1]))
    else:
        yield where, words.plainly(error["type"], given, error["msg"])


def _known(model: type[BaseModel], where: tuple[str, ...]) -> Collection[str]:
    """What may be set there."""
    for name in where:
        field = model.model_fields.get(name)
        found = field.annotation if field else model
        model = next(each for each in (found, *get_args(found)) if _is_part(each)) if found else model
    return model.model_fields


def _is_part(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, BaseModel)


def _said(text: str, name: str, where: tuple[str, ...], what: str) -> str:
    return installing.mistake(name, line_of(text, where), ".".join(where), what)
