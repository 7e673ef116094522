"""A form's fields as inputs; an input's id is the field's name."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import assert_never

from adapters.lines import blank
from adapters.payload import Payload
from adapters.teams import ids, text
from adapters.teams.limits import LIMITS
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
from bot.words import mistakes, waiting

_WHOLE = re.compile(r"-?[0-9]{1,9}")


def field(asked: Field, zone: tzinfo, *, strict: bool, searches: bool) -> Iterator[Payload]:
    """A field, what helps with it, and what is wrong with it, in this order; `zone` is the service's.

    `strict`: the client may insist on what is required; where a form has other buttons than its own, it must not.
    `searches`: the client can look up while somebody types.
    """
    for element in _inputs(asked, zone, searches=searches):
        named = {**_needed(asked, strict=strict), "spacing": "Medium"}
        yield {**element, **named} if element["id"] == asked.name else element
    if not blank(asked.help):
        yield from text.paragraphs((asked.help,), size="Small", isSubtle=True)
    if not blank(asked.error):
        yield from text.paragraphs((f"⚠ {asked.error}",), color="Attention")


def _needed(asked: Field, *, strict: bool) -> Payload:
    label = {"label": text.plain(asked.label, "option")}
    if not asked.required:
        return label
    if strict:
        return {**label, "isRequired": True, "errorMessage": mistakes.NEEDED}
    return {"label": waiting.needed(label["label"])}


def _inputs(asked: Field, zone: tzinfo, *, searches: bool) -> tuple[Payload, ...]:  # noqa: PLR0911 - one arm per kind
    match asked:
        case TextField():
            return (_typed(asked),)
        case NumberField():
            return (_number(asked),)
        case ChoiceField(value=value):
            return _choices(asked, (value,), {"style": "compact"})
        case ChoicesField(value=values):
            return _choices(asked, values, {"style": "expanded", "isMultiSelect": True, "wrap": True})
        case DateField(name=name, value=value):
            return ({"type": "Input.Date", "id": name, **_value(_day(value))},)
        case DateTimeField():
            return _moment(asked, zone)
        case LookupField():
            return (_lookup(asked, searches=searches),)
    assert_never(asked)


def _value(value: object) -> Payload:
    return {} if value in (None, "") else {"value": value}


def _typed(asked: TextField) -> Payload:
    """What is longer than the field allows comes back whole, so that its writer can shorten it."""
    value = asked.value[: LIMITS["input"]]
    several = {"isMultiline": True} if asked.multiline or "\n" in value else {}
    longest = max(asked.limit, len(value), 1)
    return {"type": "Input.Text", "id": asked.name, "maxLength": longest, **several, **_value(value)}


def _number(asked: NumberField) -> Payload:
    typed = int(asked.value) if _WHOLE.fullmatch(asked.value) else None
    allowed = typed is not None and asked.least <= typed <= asked.most
    bounds = {"min": asked.least, "max": asked.most}
    return {"type": "Input.Number", "id": asked.name, **bounds, **_value(typed if allowed else None)}


def _choices(asked: ChoiceField | ChoicesField, chosen: Sequence[str], kind: Payload) -> tuple[Payload, ...]:
    """What is offered, and what of that is chosen; Teams draws no list without choices, and joins keys with commas."""
    offered = {each.key: choice(each) for each in asked.options if each.key and "," not in each.key}
    drawn = list(offered.values())[: LIMITS["options"]]
    value = ",".join(key for key in offered if key in chosen)
    whole = {"type": "Input.ChoiceSet", "id": asked.name, "choices": drawn, **kind, **_value(value)}
    return (whole,) if drawn else ()


def choice(offered: Option) -> Payload:
    """A choice; what is quiet beside it elsewhere stands behind it here."""
    whole = f"{offered.label} · {offered.hint}" if offered.hint else offered.label
    return {"title": text.option(whole), "value": offered.key}


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def _moment(asked: DateTimeField, zone: tzinfo) -> tuple[Payload, Payload]:
    """Teams has no input for a moment: a day and a time, on the service's clocks."""
    try:
        read = datetime.fromisoformat(asked.value)
        local = read.astimezone(zone) if read.tzinfo else read
        day, time = local.date().isoformat(), f"{local:%H:%M}"
    except (ValueError, OverflowError):
        day = time = ""
    at = {"type": "Input.Time", "id": f"{asked.name}{ids.TIME}", "label": waiting.TIME, **_value(time)}
    return {"type": "Input.Date", "id": asked.name, **_value(day)}, at


def _lookup(asked: LookupField, *, searches: bool) -> Payload:
    """A look-up while somebody types; only text where the client has none: the bot reads both."""
    if not searches:
        shown = asked.value.removeprefix("new:")[: LIMITS["option"]]
        return {"type": "Input.Text", "id": asked.name, "maxLength": LIMITS["option"], **_value(shown)}
    chosen = [choice(Option(asked.value, asked.shown or asked.value))] if asked.value else []
    asks = {"choices.data": {"type": "Data.Query", "dataset": asked.name}}
    return {
        "type": "Input.ChoiceSet",
        "id": asked.name,
        "style": "filtered",
        "choices": chosen,
        **asks,
        **_value(asked.value),
    }
