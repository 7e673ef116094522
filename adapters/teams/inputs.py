"""What stands in a form's inputs, as Teams sends it along."""

from adapters.payload import BadRequest, Body, clean
from adapters.teams import ids
from bot.chat import Values

SEVERAL = frozenset({"concerns", "gets_through", "closed", "routes", "days", "issues"})
"""Fields of which several may be chosen: Teams joins those with commas."""


def fields(data: Body) -> Values:
    """What stands in the inputs, by field; a day and its time are one moment."""
    found = {str(name): _value(value) for name, value in data.items() if name not in ids.OURS}
    times = {name.removesuffix(ids.TIME): found.pop(name) for name in [*found] if name.endswith(ids.TIME)}
    for name, time in times.items():
        day = found.get(name, "")
        if isinstance(day, str) and day and "T" not in day:
            found[name] = f"{day}T{time or '00:00'}"
    return {name: _several(value) if name in SEVERAL else value for name, value in found.items()}


def _value(value: object) -> str | tuple[str, ...]:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(clean(each) for each in value)
    raise BadRequest("input")


def _digits(value: float) -> str:
    try:
        return str(int(value)) if float(value).is_integer() else str(value)
    except (OverflowError, ValueError):
        raise BadRequest("number") from None


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(each for each in value.split(",") if each)
