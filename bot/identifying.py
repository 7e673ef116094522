"""Whose report is it? Informs a human; nothing merges silently."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot import matching
from bot.context import Context
from bot.matching import Identity, Outcome, PersonMatch
from storage import customers, matchkeys
from storage.tables import Customer, KnownAs

CANDIDATES = 50
"""Customers compared at most: those who share most blocking keys."""


@dataclass(frozen=True)
class Candidate:
    """A customer that an identity was compared with, and how it went."""

    customer_id: int
    match: PersonMatch


def candidates(ctx: Context, identity: Identity) -> list[Candidate]:
    """Customers who may be this person or of their household, likeliest first."""
    ids = matchkeys.candidates(ctx.db, matching.keys(identity), CANDIDATES)
    best: dict[int, PersonMatch] = {}
    written = {(known.customer_id, identity_of(known)) for known in customers.known_as(ctx.db, ids)}
    for customer_id, earlier in written:
        match = matching.compare(identity, earlier)
        held = best.get(customer_id)
        if held is None or _order(match) > _order(held):
            best[customer_id] = match
    found = [Candidate(number, match) for number, match in best.items()]
    return sorted(found, key=lambda c: (_order(c.match), -c.customer_id), reverse=True)


def same(found: Iterable[Candidate]) -> list[Candidate]:
    """Those who may be the same person."""
    return [candidate for candidate in found if candidate.match.outcome is Outcome.SAME]


def household(found: Iterable[Candidate]) -> list[int]:
    """Customers of the same household."""
    return [c.customer_id for c in found if c.match.outcome is Outcome.HOUSEHOLD]


def write_down(ctx: Context, customer_id: int, identity: Identity, report_id: int) -> None:
    """Keep how a report wrote the customer down."""
    row = KnownAs(
        customer_id=customer_id,
        report_id=report_id,
        name=identity.name or "",
        email=identity.email,
        phone=identity.phone,
        case_ref=identity.case_ref,
        child=identity.child,
    )
    ctx.db.add(row)
    ctx.db.flush()
    rekey(ctx, customer_id)


def rekey(ctx: Context, customer_id: int) -> None:
    """Make a customer's keys again from how they are written down now."""
    matchkeys.replace(ctx.db, customer_id, all_keys(customers.known_as(ctx.db, [customer_id])))


def all_keys(known: Iterable[KnownAs]) -> set[tuple[str, str]]:
    """The blocking and look-up keys of a customer."""
    found: set[tuple[str, str]] = set()
    for row in known:
        found |= matching.keys(identity_of(row)) | matching.lookup_keys(identity_of(row))
    return found


def identity_of(known: KnownAs | Customer) -> Identity:
    """How a customer is, or was, written down."""
    return Identity(
        name=known.name or None,
        email=known.email,
        phone=known.phone,
        case_ref=known.case_ref,
        child=known.child,
    )


def fill_in(customer: Customer, identity: Identity) -> None:
    """What a customer's record lacks is filled from a report; what it holds stays."""
    customer.email = customer.email or identity.email
    customer.phone = customer.phone or identity.phone
    customer.case_ref = customer.case_ref or identity.case_ref
    customer.child = customer.child or identity.child


def _order(match: PersonMatch) -> tuple[bool, bool, float]:
    return match.outcome is Outcome.SAME, match.outcome is Outcome.HOUSEHOLD, match.probability
