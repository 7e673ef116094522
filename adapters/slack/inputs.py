"""What stands in an open form, as Slack sends it along."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from adapters.payload import BadRequest, Body, clean, listed, mapping, string, within
from adapters.slack import ids
from bot.chat import Values


def fields(view: Body) -> Values:
    """What was filled in, by field; raises BadRequest."""
    filled_in = mapping(within(view, "state").get("values") or {})
    return {
        str(name): _value(mapping(typed))
        for each in filled_in.values()
        for name, typed in mapping(each).items()
    }


def names(view: Body) -> frozenset[str]:
    """The ids of its inputs."""
    return frozenset(str(each.get("block_id")) for each in _blocks(view) if each.get("type") == "input")


def value(view: Body) -> str:
    """Its own value, which went along with it; raises BadRequest."""
    try:
        kept = json.loads(string(view, "private_metadata", "") or "{}")
    except ValueError:
        raise BadRequest("private_metadata") from None
    return string(mapping(kept), "value", "")


def shows_more(view: Body) -> bool:
    """Whether it is unfolded: it has no button left that would unfold it."""
    elements = (each for block in _blocks(view) for each in listed(block.get("elements")))
    return not any(isinstance(each, Mapping) and each.get("action_id") == ids.MORE for each in elements)


def _blocks(view: Body) -> Iterator[Body]:
    return (each for each in listed(view.get("blocks")) if isinstance(each, Mapping))


_READERS: Mapping[str, Callable[[Body], str | tuple[str, ...]]] = {
    "plain_text_input": lambda typed: _typed(typed, "value"),
    "number_input": lambda typed: _typed(typed, "value"),
    "datepicker": lambda typed: _typed(typed, "selected_date"),
    "datetimepicker": lambda typed: _moment(typed.get("selected_date_time")),
    "static_select": lambda typed: _chosen(typed.get("selected_option")),
    "external_select": lambda typed: _chosen(typed.get("selected_option")),
    "radio_buttons": lambda typed: _chosen(typed.get("selected_option")),
    "multi_static_select": lambda typed: _all_chosen(typed.get("selected_options")),
    "checkboxes": lambda typed: _all_chosen(typed.get("selected_options")),
}


def _value(typed: Body) -> str | tuple[str, ...]:
    reader = _READERS.get(string(typed, "type", ""))
    if reader is None:
        raise BadRequest("input type")
    return reader(typed)


def _typed(typed: Body, name: str) -> str:
    value = typed.get(name)
    return "" if value is None else clean(string(typed, name))


def _moment(value: object) -> str:
    """Slack counts seconds since 1970, whatever the zone."""
    if value is None:
        return ""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadRequest("selected_date_time")
    try:
        return datetime.fromtimestamp(value, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return str(value)


def _chosen(option: object) -> str:
    return "" if option is None else clean(string(mapping(option), "value"))


def _all_chosen(options: object) -> tuple[str, ...]:
    if options is None:
        return ()
    if not isinstance(options, list):
        raise BadRequest("selected_options")
    return tuple(_chosen(option) for option in options)
