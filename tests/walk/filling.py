"""What people type into forms: mostly what is asked for, now and then nonsense."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, TypeVar

from bot.cards import ChoiceField, ChoicesField, DateField, Field, Form, NumberField, TextField

PRIVATE: Final = "quagga"
"""Stands in every name and every text that is typed: it may never show in a shared place."""
TYPED: Final = f"They said {PRIVATE} to all of us on Monday."
CHECKED: Final = frozenset({"for_customer", "nothing_found", "not_known"})
LIKELY: Final[Mapping[str, Sequence[str]]] = {
    "result": (*["raise"] * 8, "watch", "not_unreasonable"),
    "outcome": ("no_change", "did_not_agree", "agreed", "not_reached", "not_reached"),
    "how": ("helpline", "inbox", "letter"),
    "serious": ("no", "no", "yes"),
}
"""What is chosen more often than by chance, so that walks get far."""

SELDOM: Final[Mapping[str, float]] = {"adjustment": 0.05, "view": 0.95, "note": 0.95}
"""How often a text is typed that may be left out."""

T = TypeVar("T")


def filled(form: Form, chance: Random, today: date) -> dict[str, str | tuple[str, ...]]:
    """The form filled in; once in a dozen times a field holds nonsense."""
    fields = {field.name: _entry(field, chance) for field in form.every_field}
    if chance.random() < 1 / 12:
        fields[chance.choice(form.every_field).name] = _nonsense(chance, today)
    return fields


def _entry(field: Field, chance: Random) -> str | tuple[str, ...]:
    match field:
        case ChoiceField(options=options) if options:
            return _chosen(field, [option.key for option in options], chance)
        case ChoicesField(options=options):
            return (chance.choice(options).key,) if options else ()
        case TextField(value=value):
            said = field.required or chance.random() < SELDOM.get(field.name, 0.5)
            return value or (TYPED[: field.limit] if said else "")
        case NumberField():
            return "2"
        case DateField(value=value):
            return value
    return field.value


def _chosen(field: ChoiceField, keys: list[str], chance: Random) -> str:
    if set(keys) == CHECKED:
        return "nothing_found" if chance.random() < 0.98 else chance.choice(keys)
    likely = [key for key in LIKELY.get(field.name, ()) if key in keys]
    return chance.choice(likely or keys)


def _nonsense(chance: Random, today: date) -> str:
    far = today + timedelta(days=chance.choice((-400, -1, 0, 1, 190, 400)))
    return chance.choice(("", "nonsense", "0", "-1", f"{far}", f"{PRIVATE} " * 600))


def one_of(chance: Random, found: Sequence[T]) -> T | None:
    """Any of these, if there is one."""
    return chance.choice(found) if found else None
