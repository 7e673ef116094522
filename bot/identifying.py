"""Whose report is it? Informs a human; nothing merges silently."""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass
from datetime import UTC

from bot import matching
from bot.context import Context
from bot.fields import one_line
from bot.matching import Forms, Held, Identity, Key, Outcome, PersonMatch, Reason
from storage import customers, matchkeys
from storage.customers import Way
from storage.records import keep
from storage.tables import Customer, KnownAs, Report

_CONTACT = ("email", "phone", "case_ref", "child")
_ADDRESSES = frozenset({"email", "phone", "case_ref"})
"""What has one way of being read, however it is typed."""
CANDIDATES = 50
"""Customers compared at most: those who share more or rarer keys, then those seen last."""
WAYS = 8
"""Ways in which each of them was written down that are compared at most, the newest."""


@dataclass(frozen=True)
class Candidate:
    """A customer that an identity was compared with, and how it went."""

    customer_id: int
    match: PersonMatch


def candidates(ctx: Context, identity: Identity) -> list[Candidate]:
    """Customers who may be this person or of their household, likeliest first.

    Each is compared with everything they were written down by; who fits as well as another is half as likely.
    """
    holders = matchkeys.holders(ctx.db, matching.keys(identity), matching.MANY)
    ids = matching.worth_comparing(holders, CANDIDATES)
    compare = matching.comparing(identity, _held(holders))
    matches = {number: compare(written) for number, written in _written(ctx, ids).items()}
    found = [Candidate(number, match) for number, match in matching.one_of(matches).items()]
    return sorted(found, key=lambda c: (_order(c.match), -c.customer_id), reverse=True)


def why_same(ctx: Context, report_id: int) -> tuple[Reason, ...]:
    """Why the person whom a report wrote down was taken for a customer whom we knew before; may be empty."""
    known = customers.known_from(ctx.db, report_id)
    if known is None or not known.name:
        return ()
    before = customers.ways(ctx.db, [known.customer_id], WAYS, before=known.id)
    if not before:
        return ()
    identity = identity_of(known)
    held = _held(matchkeys.holders(ctx.db, matching.keys(identity), matching.MANY))
    return matching.comparing(identity, held)(map(identity_of, before)).reasons


def forms(ctx: Context, report_id: int, customer_id: int) -> Forms | None:
    """The first names that a report and a customer's other reports wrote down, where they are forms of one."""
    known = customers.known_from(ctx.db, report_id)
    if known is None:
        return None
    before = customers.ways(ctx.db, [customer_id], WAYS)
    return matching.forms_of_one_name(known.name, [way.name for way in before if way.name != known.name])


def same(found: Iterable[Candidate]) -> list[Candidate]:
    """Those who may be the same person."""
    return [candidate for candidate in found if candidate.match.outcome is Outcome.SAME]


def household(found: Iterable[Candidate]) -> list[int]:
    """Customers of the same household."""
    return [c.customer_id for c in found if c.match.outcome is Outcome.HOUSEHOLD]


def write_down(ctx: Context, customer_id: int, identity: Identity, report_id: int | None) -> int:
    """Keep how a report wrote the customer down; without a report, how we know them anyway. Gives its number."""
    row = KnownAs(
        customer_id=customer_id,
        report_id=report_id,
        name=identity.name or "",
        email=identity.email,
        phone=identity.phone,
        case_ref=identity.case_ref,
        child=identity.child,
    )
    number = keep(ctx.db, row)
    _add(ctx, customer_id, row)
    return number


def _add(ctx: Context, customer_id: int, row: KnownAs) -> None:
    """What `refresh` makes of one more way to write somebody down, without reading all those before."""
    customer = customers.get(ctx.db, customer_id)
    for name in _CONTACT if customer else ():
        setattr(customer, name, getattr(customer, name) or getattr(row, name))
    ctx.db.flush()
    matchkeys.add(ctx.db, customer_id, all_keys([row]))


def see(ctx: Context, report: Report) -> None:
    """The customer reported again: of a key that many hold, those seen last are found first."""
    if report.customer_id:
        matchkeys.see(ctx.db, report.customer_id, report.happened_at.astimezone(UTC).date())


def unwrite(ctx: Context, customer_id: int, field: str, value: str) -> None:
    """This was wrong: from now on nobody is recognised by it, however it was written."""
    for row in customers.known_as(ctx.db, [customer_id]):
        if _alike(field, getattr(row, field) or "", value):
            setattr(row, field, "" if field == "name" else None)
    ctx.db.flush()


def refresh(ctx: Context, customer_id: int) -> None:
    """Make a customer's contact details and keys again from the reports that count now; corrections come first."""
    customer = customers.get(ctx.db, customer_id)
    known = customers.known_as(ctx.db, [customer_id])
    if customer:
        first = [*customers.corrections(ctx.db, customer_id), *known]
        for name in _CONTACT:
            setattr(customer, name, next((found for row in first if (found := getattr(row, name))), None))
        ctx.db.flush()
    matchkeys.replace(ctx.db, customer_id, all_keys(known))


def all_keys(known: Iterable[KnownAs]) -> set[tuple[str, str]]:
    """The blocking and look-up keys of a customer."""
    found: set[tuple[str, str]] = set()
    for identity in {identity_of(row) for row in known}:
        found |= matching.keys(identity) | matching.lookup_keys(identity)
    return found


def _held(holders: Mapping[Key, Sized]) -> Held:
    """How many hold each key, as far as was read."""
    return {key: len(some) for key, some in holders.items()}


def identity_of(known: KnownAs | Customer | Way) -> Identity:
    """How a customer is, or was, written down."""
    return Identity(
        name=known.name or None,
        email=known.email,
        phone=known.phone,
        case_ref=known.case_ref,
        child=known.child,
    )


def _alike(field: str, one: str, other: str) -> bool:
    """Whether two values of a field are the same but for how they were typed."""
    if one_line(one).casefold() == one_line(other).casefold():
        return bool(one)
    if field not in _ADDRESSES:
        return False
    mine, theirs = (matching.keys(Identity(**{field: each})) for each in (one, other))
    return bool(mine) and mine == theirs


def _written(ctx: Context, ids: Iterable[int]) -> Mapping[int, list[Identity]]:
    """How these customers were written down, in whatever way."""
    found: dict[int, list[Identity]] = {}
    for known in customers.ways(ctx.db, ids, WAYS):
        found.setdefault(known.customer_id, []).append(identity_of(known))
    return found


def _order(match: PersonMatch) -> tuple[bool, bool, float]:
    return match.outcome is Outcome.SAME, match.outcome is Outcome.HOUSEHOLD, match.probability
