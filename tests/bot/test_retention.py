"""Nothing is kept for ever: old records are told of a week before and erased, younger ones and open ones stay."""

from datetime import date, timedelta

import pytest

from storage import audit
from storage.tables import Case, Customer, KnownAs, MatchKey, Report, Restriction
from tests.bot.desk import Desk
from tests.bot.taking import lift, restricted, value
from tests.bot.test_erasing import SAID

OLD = "Quillon Zephyrine"


@pytest.fixture
def old(desk: Desk) -> Desk:
    """One contact of long ago."""
    desk.amira.file(OLD, f"{SAID} plan", phone="07700 900777", details=f"{SAID} said")
    return desk


def mornings(desk: Desk, until: date, *, step: int = 1) -> None:
    while desk.now.date() < until:
        desk.later(days=min(step, (until - desk.now.date()).days))
        desk.tick()


def summaries(desk: Desk) -> dict[str, str]:
    return {m.key[-10:]: str(m.card) for m in desk.outbox() if m.key.startswith("summary:")}


def test_an_old_contact_is_told_of_a_week_before_and_goes_after_twelve_months(old: Desk) -> None:
    mornings(old, date(2027, 10, 29), step=30)
    assert old.rows(Report)[0].issue
    mornings(old, date(2027, 11, 23))
    told = [day for day, card in summaries(old).items() if "older than we keep them" in card]
    assert told == ["2027-11-15", "2027-11-22"]
    assert old.rows(Report)[0].issue
    mornings(old, date(2027, 11, 25))
    [report] = old.rows(Report)
    assert (report.issue, report.details) == ("", "")
    assert report.erased_at
    assert old.rows(Customer)[0].name == ""
    assert not old.rows(KnownAs)
    assert not old.rows(MatchKey)
    assert old.store.read(audit.verify) is None


def test_nothing_goes_that_was_not_told_of_a_week_before(old: Desk) -> None:
    old.later(days=500)
    old.tick()
    assert old.rows(Report)[0].issue
    mornings(old, old.now.date() + timedelta(days=6))
    assert old.rows(Report)[0].issue
    mornings(old, old.now.date() + timedelta(days=9))
    assert not old.rows(Report)[0].issue


def test_a_younger_contact_keeps_the_customer_and_only_the_old_one_goes(old: Desk) -> None:
    mornings(old, date(2027, 10, 1), step=30)
    old.priya.file("C-0001", "A new question")
    mornings(old, date(2027, 12, 10))
    first, second = old.rows(Report)
    assert (first.issue, second.issue) == ("", "A new question")
    assert old.rows(Customer)[0].name == OLD
    old.amira.command("check Quillon")
    assert OLD in old.amira.sees
    old.david.file("Quillon Zephyrine", "A new question", phone="07700 900777")
    assert len(old.rows(Customer)) == 1


def test_what_led_to_a_case_is_kept_two_years_after_its_end_and_goes_then(desk: Desk) -> None:
    restricted(desk)
    desk.later(days=30)
    lift(desk, desk.helen)
    desk.helen.send_press("case.close", value(desk))
    desk.helen.fill({"reasons": "Calm"})
    mornings(desk, date(2028, 12, 1), step=30)
    assert all(row.issue for row in desk.rows(Report))
    assert desk.row(Case, 1).erased_at is None
    mornings(desk, date(2029, 1, 10))
    assert desk.row(Case, 1).erased_at
    assert not any(row.issue for row in desk.rows(Report))
    assert desk.rows(Restriction)[0].details == ""
    assert desk.rows(Restriction)[0].kind == "style"
    assert desk.rows(Customer)[0].name == ""
    assert desk.store.read(audit.verify) is None


def test_an_open_case_and_an_open_request_are_never_touched(desk: Desk) -> None:
    restricted(desk)
    desk.david.file("Peter Ash", "Plan", adjustment="Please write")
    mornings(desk, date(2027, 11, 1), step=30)
    mornings(desk, date(2027, 12, 20))
    assert all(row.issue for row in desk.rows(Report))


def test_what_is_erased_is_not_told_of_again(old: Desk) -> None:
    mornings(old, date(2027, 11, 1), step=30)
    mornings(old, date(2028, 1, 31))
    told = [day for day, card in summaries(old).items() if "older than we keep them" in card]
    assert max(told) <= "2027-11-22"
