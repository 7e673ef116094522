"""An identity read once, to be compared many times."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from bot.matching.contacts import (
    Child,
    Phone,
    name_in,
    read_case,
    read_children,
    read_email,
    read_phones,
)
from bot.matching.model import Identity
from bot.matching.names import Name, Reading, read_name

MOST_NAMES = 8
"""Names of one customer that are compared."""


@dataclass(frozen=True)
class Prepared:
    """An identity read once, to be compared many times; of a customer everything they were written down by."""

    names: tuple[Name, ...]
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    case_refs: tuple[str, ...]
    children: tuple[Child, ...]


def prepare(identity: Identity) -> Prepared:
    """Read an identity; never raises, whatever was typed."""
    email, case_ref = read_email(identity.email), read_case(identity.case_ref)
    return Prepared(
        _names_in(identity.name, email),
        read_phones(identity.phone),
        (email,) if email else (),
        (case_ref,) if case_ref else (),
        read_children(identity.child),
    )


def together(known: Iterable[Prepared]) -> Prepared:
    """Everything that one customer was written down by, as one; the order does not matter."""
    rows = list(known)
    return Prepared(
        _completed(dict.fromkeys(name for row in rows for name in row.names)),
        tuple(dict.fromkeys(phone for row in rows for phone in row.phones)),
        tuple(dict.fromkeys(email for row in rows for email in row.emails)),
        tuple(dict.fromkeys(case_ref for row in rows for case_ref in row.case_refs)),
        tuple(dict.fromkeys(child for row in rows for child in row.children)),
    )


def _names_in(typed: str | None, email: str | None) -> tuple[Name, ...]:
    """Return the name; where none was typed, the one that an address is made of."""
    name = read_name(typed)
    if not name.readings and email:
        name = read_name(name_in(email))
    return (name,) if name.readings else ()


def _completed(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return the names, and put together what stands apart: Tracey, and Mrs Dowd."""
    known = list(names)[:MOST_NAMES]
    firsts = [name for name in known if name.readings[0].given and not name.readings[0].surname]
    lasts = [name for name in known if name.readings[0].surname and not name.readings[0].given]
    joined = [_joined(first, last) for first, last in product(firsts, lasts)]
    return tuple(dict.fromkeys([*known, *joined]))


def _joined(first: Name, last: Name) -> Name:
    given, surname = first.readings[0], last.readings[0]
    return Name(last.title or first.title, (Reading(given.given, given.middle, surname.surname),))
