"""Whether a contact seems not to fit, kind by kind: what fits, what seems not to, and what is never a misfit."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot import judging, kinds
from bot.judging import Always, Contact, Why
from bot.words import labels

AMIRA, PRIYA, DAVID = 1, 2, 3
BEGAN, LATER = date(2026, 11, 2), date(2026, 11, 9)
USUAL = Contact("inbox", AMIRA, "I-0007", date(2026, 10, 1), BEGAN)
TERMS: dict[str, dict[str, Any]] = {
    "change_of_communication": {"closed": ["helpline"]},
    "single_contact": {"contact": PRIYA, "deputy": DAVID},
    "agreed_frequency": {"times": 2, "per": "week", "routes": ["inbox", "helpline"], "longest": 15},
    "style": {},
    "open_enquiry_only": {"issues": ["I-0001"]},
    "new_issues_only": {"issues": ["I-0007"]},
    "other": {},
    "block_telephone": {},
    "block_electronic": {},
}
MISFITS: dict[str, tuple[Contact, Why]] = {
    "change_of_communication": (replace(USUAL, route="helpline"), Why.ROUTE),
    "single_contact": (USUAL, Why.PERSON),
    "agreed_frequency": (replace(USUAL, earlier=2), Why.OFTEN),
    "style": (replace(USUAL, remarks=True), Why.REMARKS),
    "open_enquiry_only": (USUAL, Why.OTHER_ISSUE),
    "new_issues_only": (USUAL, Why.CLOSED_ISSUE),
    "block_telephone": (replace(USUAL, route="worker_phone"), Why.ROUTE),
    "block_electronic": (replace(USUAL, route="text_message"), Why.ROUTE),
}
FITS = [
    ("change_of_communication", USUAL),
    ("single_contact", replace(USUAL, reporter=PRIYA)),
    ("single_contact", replace(USUAL, reporter=DAVID)),
    ("agreed_frequency", replace(USUAL, earlier=1)),
    ("agreed_frequency", replace(USUAL, earlier=9, route="letter")),
    ("agreed_frequency", replace(USUAL, minutes=60)),
    ("agreed_frequency", replace(USUAL, route="helpline", minutes=15)),
    ("style", replace(USUAL, remarks=False)),
    ("open_enquiry_only", replace(USUAL, issue="I-0001")),
    ("open_enquiry_only", replace(USUAL, issue_since=LATER)),
    ("new_issues_only", replace(USUAL, issue="I-0008")),
    ("other", replace(USUAL, remarks=True, earlier=99)),
    ("block_telephone", USUAL),
    ("block_electronic", replace(USUAL, route="letter")),
]
EVERY_KIND = (Always.SAFEGUARDING, Always.COMPLAINT, Always.INFORMATION, Always.ASKED, Always.ADJUSTMENT)
"""What is never a misfit, whatever the kind."""


def asked(kind: str, contact: Contact) -> Why | None:
    return judging.seems_not_to_fit(kind, TERMS[kind], contact)


def test_an_issue_of_the_very_day_on_which_it_began_was_known_by_then() -> None:
    assert asked("open_enquiry_only", replace(USUAL, issue_since=BEGAN)) is Why.OTHER_ISSUE
    assert asked("open_enquiry_only", replace(USUAL, issue_since=date(2026, 11, 3))) is None


def test_every_kind_is_judged() -> None:
    assert set(TERMS) == set(kinds.KINDS)
    assert {*MISFITS, "other"} == set(kinds.KINDS)
    assert {kind for kind, _contact in FITS} == set(kinds.KINDS)


@pytest.mark.parametrize("kind", MISFITS)
def test_each_kind_has_what_seems_not_to_fit(kind: str) -> None:
    contact, why = MISFITS[kind]
    assert asked(kind, contact) is why


@pytest.mark.parametrize(("kind", "contact"), FITS)
def test_what_fits_is_no_question(kind: str, contact: Contact) -> None:
    assert asked(kind, contact) is None


@pytest.mark.parametrize("kind", MISFITS)
@pytest.mark.parametrize("reason", [*EVERY_KIND, Always.NOT_THEIRS])
def test_what_always_gets_through_is_never_a_misfit_of_any_kind(kind: str, reason: Always) -> None:
    contact = replace(MISFITS[kind][0], always=frozenset({reason}))
    assert asked(kind, contact) is None
    assert judging.always_fits(kind, TERMS[kind], contact) >= {reason}


@pytest.mark.parametrize("kind", [kind for kind in MISFITS if kind != "style"])
@pytest.mark.parametrize("reason", [Always.NEW, Always.OUR_SIDE])
def test_something_new_and_what_came_while_we_were_late_fit_except_for_how_it_was_said(
    kind: str, reason: Always
) -> None:
    assert asked(kind, replace(MISFITS[kind][0], always=frozenset({reason}))) is None
    rude = replace(MISFITS["style"][0], always=frozenset({reason}))
    assert asked("style", rude) is Why.REMARKS


@pytest.mark.parametrize(
    ("kind", "fits"),
    [
        ("single_contact", True),
        ("change_of_communication", True),
        ("block_telephone", True),
        ("block_electronic", True),
        ("agreed_frequency", False),
        ("style", False),
        ("open_enquiry_only", False),
        ("new_issues_only", False),
    ],
)
def test_that_the_contact_was_away_explains_another_way_to_us(kind: str, *, fits: bool) -> None:
    away = replace(MISFITS[kind][0], always=frozenset({Always.CONTACT_AWAY}))
    assert (asked(kind, away) is None) is fits


def test_contact_with_the_deputy_is_said_to_fit() -> None:
    with_deputy = replace(USUAL, reporter=DAVID)
    assert judging.always_fits("single_contact", TERMS["single_contact"], with_deputy) == {Always.DEPUTY}
    assert judging.always_fits("style", TERMS["style"], with_deputy) == frozenset()


def test_a_long_call_seems_not_to_fit_where_a_length_was_agreed() -> None:
    long = replace(USUAL, route="helpline", minutes=16)
    assert asked("agreed_frequency", long) is Why.LONG
    no_length = {**TERMS["agreed_frequency"], "longest": None}
    assert judging.seems_not_to_fit("agreed_frequency", no_length, long) is None


def test_without_routes_every_way_counts_but_those_that_always_stay_open() -> None:
    terms = {"times": 1, "per": "day", "routes": []}
    assert judging.counts(terms, "letter")
    assert not judging.counts(terms, "complaint_form")


@pytest.mark.parametrize(
    ("per", "one", "other", "same"),
    [
        ("day", "2026-11-09", "2026-11-09", True),
        ("day", "2026-11-09", "2026-11-10", False),
        ("week", "2026-11-09", "2026-11-15", True),
        ("week", "2026-11-15", "2026-11-16", False),
        ("week", "2026-12-28", "2027-01-03", True),
        ("month", "2026-11-01", "2026-11-30", True),
        ("month", "2026-11-30", "2026-12-01", False),
        ("month", "2025-11-30", "2026-11-30", False),
    ],
)
def test_periods_are_those_of_the_calendar(per: str, one: str, other: str, *, same: bool) -> None:
    first, second = (judging.period_of(per, date.fromisoformat(day)) for day in (one, other))
    assert (first == second) is same


def test_what_the_form_offers_is_what_always_gets_through() -> None:
    assert list(labels.GETS_THROUGH) == [each.value for each in Always][: len(labels.GETS_THROUGH)]
