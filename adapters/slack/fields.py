"""A form's fields as input blocks; block_id and action_id are the field's name."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import assert_never

from adapters.lines import blank
from adapters.payload import Payload
from adapters.slack import elements, text
from adapters.slack.limits import LIMITS
from bot.cards import (
    ChoiceField,
    ChoicesField,
    DateField,
    DateTimeField,
    Field,
    LookupField,
    NumberField,
    Option,
    TextField,
)

_WHOLE = re.compile(r"-?[0-9]{1,9}")
_TEN_DIGITS = range(1_000_000_000, 10_000_000_000)
"""Seconds that a datetimepicker takes: from 2001 on."""


def field(asked: Field, zone: tzinfo, *, kept: bool = False) -> Iterator[Payload]:
    """A field, and below it what is wrong with it; `zone` is the service's.

    Of a `kept` form Slack tells every change: of a choice once it is made, of a text letter by letter.
    """
    element = _element(asked, zone)
    if element:
        yield _input(asked, {**element, "action_id": asked.name}, kept=kept)
    else:  # Slack draws no menu without options
        yield _note(f"{asked.label}: …")
    if not blank(asked.error):
        yield _note(f"⚠ {asked.error}")


def _input(asked: Field, element: Payload, *, kept: bool) -> Payload:
    hint = {} if blank(asked.help) else {"hint": text.plain(asked.help, "hint")}
    watched = kept or (isinstance(asked, ChoiceField | LookupField) and asked.watch)
    if kept and isinstance(asked, TextField | NumberField):
        element = {**element, "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    return {
        "type": "input",
        "block_id": asked.name,
        "label": text.plain(asked.label, "label"),
        "element": element,
        "optional": not asked.required,
        **hint,
        **({"dispatch_action": True} if watched else {}),
    }


def _note(said: str) -> Payload:
    return {"type": "context", "elements": [text.plain(said, "paragraph")]}


def _element(asked: Field, zone: tzinfo) -> Payload | None:  # noqa: PLR0911 - one arm per kind
    match asked:
        case TextField():
            return _typed(asked)
        case NumberField():
            return _number(asked)
        case ChoiceField():
            return _choice(asked)
        case ChoicesField():
            return _choices(asked)
        case DateField(value=value):
            return {"type": "datepicker", **_initial("initial_date", _day(value))}
        case DateTimeField(value=value):
            return {"type": "datetimepicker", **_initial("initial_date_time", _seconds(value, zone))}
        case LookupField():
            return _lookup(asked)
    assert_never(asked)


def _initial(name: str, value: object) -> Payload:
    return {} if value in (None, "", []) else {name: value}


def _typed(asked: TextField) -> Payload:
    """What is longer than the field allows comes back whole, so that its writer can shorten it."""
    value = asked.value[: LIMITS["input"]]
    return {
        "type": "plain_text_input",
        "multiline": asked.multiline or "\n" in value,
        "max_length": min(max(asked.limit, len(value), 1), LIMITS["input"]),
        **_initial("initial_value", value),
    }


def _number(asked: NumberField) -> Payload:
    typed = int(asked.value) if _WHOLE.fullmatch(asked.value) else None
    allowed = typed is not None and asked.least <= typed <= asked.most
    return {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": str(asked.least),
        "max_value": str(asked.most),
        **_initial("initial_value", str(typed) if allowed else ""),
    }


def _choice(asked: ChoiceField) -> Payload | None:
    drawn = elements.options(asked.options)
    chosen = _chosen(drawn, [asked.value])
    initial = {"initial_option": chosen[0]} if chosen else {}
    return {"type": "static_select", **elements.grouped(drawn), **initial} if drawn else None


def _choices(asked: ChoicesField) -> Payload | None:
    drawn = elements.options(asked.options)
    kind = "checkboxes" if len(drawn) <= LIMITS["checkboxes"] else "multi_static_select"
    initial = _initial("initial_options", _chosen(drawn, asked.value))
    return {"type": kind, **elements.grouped(drawn), **initial} if drawn else None


def _chosen(drawn: Sequence[Payload], keys: Sequence[str]) -> list[Payload]:
    return [option for option in drawn if option["value"] in keys]


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def _seconds(value: str, zone: tzinfo) -> int | None:
    """A local time, or a moment with its own zone, as seconds."""
    try:
        read = datetime.fromisoformat(value)
        seconds = int((read if read.tzinfo else read.replace(tzinfo=zone)).timestamp())
    except (ValueError, OverflowError):
        return None
    return seconds if seconds in _TEN_DIGITS else None


def _lookup(asked: LookupField) -> Payload:
    """A look-up that opens with what it offers before anything is typed."""
    key = asked.value[: LIMITS["option_value"]]
    chosen = elements.options([Option(key, asked.shown or asked.value)])
    initial = {"initial_option": chosen[0]} if chosen else {}
    return {"type": "external_select", "min_query_length": 0, **initial}
