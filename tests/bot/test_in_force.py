"""Restrictions in force, as a colleague meets them: in the form, after saving, when they check; never for a guess."""

import json
from datetime import date
from typing import Any

import pytest

from bot import kinds
from storage import Db, cases, restrictions
from storage.tables import Absence, Case, Restriction
from tests.bot.desk import PHONE, Desk
from tests.bot.reading import said

AMIRA, PRIYA, DAVID, HELEN, TOM = 1, 2, 3, 4, 5
MEANS: dict[str, tuple[dict[str, Any], str]] = {
    "change_of_communication": ({"closed": ["letter"]}, "Not by letter for now. They were told: One thing."),
    "single_contact": ({"contact": PRIYA, "deputy": DAVID}, "Priya Shah answers. Offer to pass it on."),
    "agreed_frequency": (
        {"times": 2, "per": "week", "routes": ["helpline"], "longest": 20},
        "At most 2 times a week by helpline, calls of at most 20 minutes. Please log it; you need not count.",
    ),
    "style": ({}, "you may end the call kindly; note the words used. They were told: One thing."),
    "open_enquiry_only": ({"issues": ["I-0001"]}, "We reply about I-0001 (Draft plan is late)."),
    "new_issues_only": ({"issues": ["I-0001"]}, "We have answered I-0001 (Draft plan is late)."),
    "other": ({}, "They were told: One thing."),
    "block_telephone": (
        {},
        "We don't talk by telephone for now. You may end the call kindly. How they reach us: By",
    ),
    "block_electronic": ({}, "We don't answer e-mail or messages for now. What comes is still read."),
}


@pytest.fixture
def known(desk: Desk) -> Desk:
    """One customer with a report and a case."""
    desk.amira.file("Elizabeth Okafor", phone=PHONE, concerns=("heavy_demands",))
    row = Case(customer_id=1, opened_by=HELEN, opened_at=desk.now)
    desk.store.write(lambda db: cases.add(db, row))
    return desk


def restrict(desk: Desk, kind: str, terms: dict[str, Any] | None = None, **given: object) -> int:
    """A restriction in force, unless told otherwise."""
    usual: dict[str, Any] = {
        "case_id": 1,
        "customer_id": 1,
        "kind": kind,
        "details": "One thing",
        "terms": json.dumps(terms or {}),
        "agreement": "agreed",
        "reasons": "Reasons nobody shows",
        "exceptions": "By letter to the office",
        "starts_on": date(2026, 11, 20),
        "review_on": date(2027, 5, 20),
        "proposed_by": HELEN,
        "proposed_at": desk.now,
        "decision": "approved",
        "decided_by": TOM,
        "decided_at": desk.now,
        "notified_on": date(2026, 11, 20),
    }
    values: dict[str, Any] = {**usual, **given}
    row = Restriction(**values)
    return desk.store.write(lambda db: restrictions.add(db, row))


def away(desk: Desk, staff: int, cover: int | None = None) -> None:
    row = Absence(staff_id=staff, cover_id=cover, first_day=date(2026, 11, 20), last_day=date(2026, 11, 27))

    def add(db: Db) -> None:
        db.add(row)

    desk.store.write(add)


def chosen(desk: Desk, customer: str = "C-0001") -> str:
    """What Amira's form says."""
    desk.amira.command()
    desk.amira.change("customer", customer=customer)
    return said(desk.amira.notices)


def test_every_kind_is_told() -> None:
    assert set(MEANS) == set(kinds.KINDS)


@pytest.mark.parametrize("kind", MEANS)
def test_each_kind_says_what_it_means_and_two_kind_sentences(known: Desk, kind: str) -> None:
    terms, means = MEANS[kind]
    restrict(known, kind, terms)
    shown = chosen(known)
    assert means in shown
    spoken = shown.partition("You could say: “")[2].partition("”")[0]
    assert sum(spoken.count(end) for end in ".!?") == 2, spoken
    assert "Always gets through: something new" in shown
    assert "Reasons nobody shows" not in shown


@pytest.mark.parametrize(
    "given",
    [
        {"decision": "", "notified_on": None},
        {"decision": "declined", "notified_on": None},
        {"notified_on": None},
        {"starts_on": date(2026, 11, 24)},
        {"ended_how": "lifted", "ended_on": date(2026, 11, 22)},
        {"ended_how": "replaced", "ended_on": date(2026, 11, 22)},
        {"ended_how": "ended", "ended_on": date(2026, 11, 22)},
    ],
)
def test_what_is_not_in_force_is_nobodys_business(known: Desk, given: dict[str, Any]) -> None:
    restrict(known, "style", **given)
    assert "In force" not in chosen(known)
    known.amira.submit(issue="Draft plan again")
    assert "agreed with this customer" not in known.amira.sees


def test_a_restriction_whose_review_is_due_still_counts(known: Desk) -> None:
    restrict(known, "style", review_on=date(2026, 11, 20))
    assert "In force, an agreed style" in chosen(known)


def test_adjustments_come_first_and_what_was_advised_last(known: Desk) -> None:
    known.priya.file("C-0001", "Draft plan", adjustment="Please write")
    restrict(known, "style")
    shown = chosen(known)
    assert shown.index("Please write") < shown.index("In force") < shown.index("Last time")


@pytest.mark.parametrize(
    ("absent", "means"),
    [
        (
            {PRIYA: None},
            "Priya Shah is away until Fri 27 Nov; today David Reed answers. Offer to pass it on.",
        ),
        ({PRIYA: TOM}, "today David Reed answers"),
        ({PRIYA: TOM, DAVID: None}, "today Tom Hill answers"),
        ({PRIYA: None, DAVID: HELEN}, "today Helen Stone answers"),
        ({PRIYA: None, DAVID: None}, "nobody stands in: help as you would anybody, and tell a manager."),
        ({PRIYA: None, DAVID: AMIRA}, "You are their point of contact today for Priya Shah: please go on."),
        ({DAVID: None}, "Priya Shah answers."),
    ],
)
def test_who_answers_today_follows_absences(known: Desk, absent: dict[int, int | None], means: str) -> None:
    restrict(known, "single_contact", {"contact": PRIYA, "deputy": DAVID})
    for staff, cover in absent.items():
        away(known, staff, cover)
    assert means in chosen(known)


def test_the_contact_is_not_sent_to_themselves(known: Desk) -> None:
    restrict(known, "single_contact", {"contact": AMIRA, "deputy": DAVID})
    shown = chosen(known)
    assert "You are their point of contact today: please go on." in shown
    assert "pass on" not in shown


@pytest.mark.parametrize("typed", ["new:Elizabeth Okafor", "Elizabeth Okafor", "not_known"])
def test_a_guess_is_told_nothing_in_the_form_nor_after(known: Desk, typed: str) -> None:
    restrict(known, "style")
    assert "In force" not in chosen(known, typed)
    known.amira.submit(issue="Draft plan is late", phone=PHONE)
    assert "In force" not in known.amira.sees


def test_after_saving_the_reporter_reads_it_at_once_and_nobody_is_accused(known: Desk) -> None:
    restrict(known, "style")
    known.priya.file("C-0001", "School transport")
    assert "What is agreed with this customer" in known.priya.sees
    assert "It was right to log it." in known.priya.sees
    assert "Let us take it calmly" in known.priya.sees
    told = [said(message.card) for message in known.outbox()]
    assert told
    assert not any("In force" in each for each in told)


def test_a_check_shows_it_and_each_contact_once(known: Desk) -> None:
    known.priya.file("C-0001", "School transport", adjustment="Please write")
    restrict(known, "style")
    known.david.command("check C-0001")
    assert "In force, an agreed style" in known.david.sees
    assert "Please write" in known.david.sees
    assert known.david.sees.count("School transport") == 1
    assert "considering" not in known.david.sees
    known.helen.command("check C-0001")
    assert "Open case: M-0001, monitoring" in known.helen.sees
    known.helen.press("Show the case")
    assert known.helen.card.title.startswith("M-0001")
