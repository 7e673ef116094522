"""Whether a contact seems not to fit a restriction, and what always fits. It only ever asks: a manager says.

Sources: POLICY, "Restrictions and their details", and its list of what is never a misfit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from bot import kinds
from bot.kinds import Terms


class Always(StrEnum):
    """What always gets through; the first six can be ticked on a report."""

    NEW = "new_issue"
    SAFEGUARDING = "safeguarding"
    COMPLAINT = "complaint"
    INFORMATION = "information_request"
    ASKED = "asked"
    OUR_SIDE = "our_side"
    ADJUSTMENT = "adjustment"
    NOT_THEIRS = "not_theirs"
    CONTACT_AWAY = "contact_away"
    DEPUTY = "deputy"


class Why(StrEnum):
    """What about a contact seems not to fit."""

    ROUTE = "route"
    PERSON = "person"
    OFTEN = "often"
    LONG = "long"
    REMARKS = "remarks"
    OTHER_ISSUE = "other_issue"
    CLOSED_ISSUE = "closed_issue"


@dataclass(frozen=True)
class Contact:
    """A report as it is compared.

    `issue_since`: the day on which its issue was first heard of. `earlier`: contacts before it in the period that was
    agreed. `began`: the day from which the restriction counted. `remarks`: a concern about the words used is ticked.
    """

    route: str
    reporter: int
    issue: str
    issue_since: date
    began: date
    remarks: bool = False
    minutes: int | None = None
    always: frozenset[Always] = frozenset()
    earlier: int = 0


def seems_not_to_fit(kind: str, terms: Terms, contact: Contact) -> Why | None:
    """What seems not to fit; None where it fits, or always gets through."""
    return None if always_fits(kind, terms, contact) else _ASKS[kind](terms, contact)


def always_fits(kind: str, terms: Terms, contact: Contact) -> frozenset[Always]:
    """Why a contact is never a misfit of a restriction of this kind; nothing: it may be one."""
    with_deputy = kind == "single_contact" and contact.reporter == terms.get("deputy")
    found = contact.always | ({Always.DEPUTY} if with_deputy else frozenset())
    return frozenset(found) - _NO_REASON.get(kind, _NOT_ABOUT_WHOM)


def period_of(per: str, day: date) -> tuple[int, int, int]:
    """The day, the week from Monday to Sunday, or the month of the calendar that a day lies in."""
    match per:
        case "week":
            year, week, _ = day.isocalendar()
            return year, week, 0
        case "month":
            return day.year, day.month, 0
        case _:
            return day.year, day.month, day.day


def counts(terms: Terms, route: str) -> bool:
    """Whether a contact by this route is one of those whose number was agreed."""
    return route in kinds.closed("agreed_frequency", terms)


_NOT_ABOUT_WHOM = frozenset({Always.CONTACT_AWAY})
_NO_REASON: Mapping[str, frozenset[Always]] = {
    "style": frozenset({Always.NEW, Always.OUR_SIDE, Always.CONTACT_AWAY}),
    **dict.fromkeys(
        ("single_contact", "change_of_communication", "block_telephone", "block_electronic"), frozenset()
    ),
}
"""By kind, what does not speak for a contact: rude words stay rude when something is new, or when we are late; that
the contact was away explains another way to us and nothing else."""


def _route(kind: str, terms: Terms, contact: Contact) -> Why | None:
    return Why.ROUTE if contact.route in kinds.closed(kind, terms) else None


def _person(terms: Terms, contact: Contact) -> Why | None:
    return None if contact.reporter == terms.get("contact") else Why.PERSON


def _frequency(terms: Terms, contact: Contact) -> Why | None:
    if not counts(terms, contact.route):
        return None
    if contact.earlier >= terms.get("times", 0):
        return Why.OFTEN
    longest = terms.get("longest") if contact.route in kinds.TELEPHONE else None
    return Why.LONG if longest and (contact.minutes or 0) > longest else None


def _style(_terms: Terms, contact: Contact) -> Why | None:
    return Why.REMARKS if contact.remarks else None


def _open_only(terms: Terms, contact: Contact) -> Why | None:
    """What was first heard of since it began is new, however often it comes up."""
    known = contact.issue_since <= contact.began
    return Why.OTHER_ISSUE if known and contact.issue not in terms.get("issues", ()) else None


def _new_only(terms: Terms, contact: Contact) -> Why | None:
    return Why.CLOSED_ISSUE if contact.issue in terms.get("issues", ()) else None


def _people_say(_terms: Terms, _contact: Contact) -> Why | None:
    """Whether it fits can't be told from what is kept: only a manager says so."""
    return None


_ASKS: Mapping[str, Callable[[Terms, Contact], Why | None]] = {
    "change_of_communication": partial(_route, "change_of_communication"),
    "single_contact": _person,
    "agreed_frequency": _frequency,
    "style": _style,
    "open_enquiry_only": _open_only,
    "new_issues_only": _new_only,
    "other": _people_say,
    "block_telephone": partial(_route, "block_telephone"),
    "block_electronic": partial(_route, "block_electronic"),
}
