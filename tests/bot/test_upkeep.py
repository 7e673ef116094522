"""Managers are told once what the service needs people to have mended, and see when it is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from bot import cardjson
from bot.cards import Card
from bot.chat import Looked
from bot.condition import GB, MB
from bot.needed import RULES
from storage import Db, Store, audit, backups, leases, outbox, people, reports
from storage.tables import Finding
from tests.bot import taking
from tests.bot.desk import T0, Colleague, Desk
from tests.bot.reading import labels, said
from tests.storage.records import lease, lease_one, put

Happens = Callable[[Desk], object]
FINE = Looked(
    when=T0,
    free=50 * GB,
    held=MB,
    secret_until=date(2027, 11, 30),
    certificate_until=T0 + timedelta(days=80),
)


@pytest.fixture
def desk(store: Store) -> Desk:
    store.write(lambda db: backed_up(db, T0 + timedelta(days=60)))
    return Desk(store)


def backed_up(db: Db, at: datetime) -> None:
    audit.append(db, at=at, staff_id=None, action=backups.ACTION, subject="backup", facts={})


def looks(desk: Desk, when: str = "", /, **seen: object) -> None:
    """The service looks over its machine, at this time in winter."""
    desk.now = datetime.fromisoformat(when).replace(tzinfo=UTC) if when else desk.now
    desk.bot.look(replace(FINE, when=desk.now, **seen))  # type: ignore[arg-type] # names of Looked


def told(colleague: Colleague) -> list[Card]:
    return [each.card for each in colleague.waiting() if each.key.startswith("upkeep:")]


def nothing(_desk: Desk) -> None:
    """Nobody does anything."""


def parks(desk: Desk, target: str = "team") -> None:
    put(desk.store, card=cardjson.encode(Card("News")), target=target)
    leases.park(desk.store, lease_one(desk.store), now=desk.now, trouble="not_in_channel")


def is_delivered(desk: Desk) -> None:
    desk.store.write(outbox.unpark)
    for each in lease(desk.store, desk.now):
        leases.delivered(desk.store, each, f"m{each.message_id}", desk.now)


def leaves_a_promise(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-12-14")
    desk.store.write(lambda db: _leaves(db, "amira@example.org"))


def _leaves(db: Db, email: str) -> None:
    staff = people.by_email(db, email)
    assert staff is not None
    staff.role = "none"


def keeps_the_promise(desk: Desk) -> None:
    def done(db: Db) -> None:
        for promise in reports.promises_of_leavers(db):
            promise.done_at = T0

    desk.store.write(done)


def lets_backups_grow_old(desk: Desk) -> None:
    """None newer than last week's; what is in order begins with one of next year."""
    desk.now += timedelta(days=64)


class Needs(NamedTuple):
    """What people can have mended: a word of what managers read, and after how long of what is so."""

    told: str
    after: timedelta = timedelta(0)
    seen: Mapping[str, object] = {}
    given: Mapping[str, Any] = {}
    begins: Happens = nothing
    mends: Happens = nothing


DAY = timedelta(days=1)
NEEDS = {
    "secret": Needs("runs out on 20 December 2026", seen={"secret_until": date(2026, 12, 20)}),
    "certificate": Needs("runs out on 30 November 2026", seen={"certificate_until": T0 + timedelta(days=7)}),
    "disk": Needs("little room is left", seen={"free": GB - 1}),
    "backups": Needs(
        "the last one is of 22 January 2027",
        begins=lets_backups_grow_old,
        mends=lambda desk: desk.store.write(lambda db: backed_up(db, desk.now)),
        seen={"certificate_until": T0 + timedelta(days=800)},
    ),
    "messages": Needs(
        "1 message could not be delivered", timedelta(hours=1), begins=parks, mends=is_delivered
    ),
    "channel": Needs("no summary", DAY, given={"evenhand_managers_channel": ""}),
    "reached": Needs(
        "kim@example.org never opened Evenhand",
        DAY,
        given={"evenhand_managers": "helen@example.org, tom@example.org, kim@example.org"},
    ),
    "deciders": Needs(
        "nobody can decide on what they propose", DAY, given={"evenhand_managers": "helen@example.org"}
    ),
    "leavers": Needs("AK: 1 promise", 7 * DAY, begins=leaves_a_promise, mends=keeps_the_promise),
}


def test_everything_that_is_needed_is_among_these() -> None:
    assert set(NEEDS) == set(RULES)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", NEEDS)
def test_it_is_told_once_to_managers_and_the_message_says_when_it_is_mended(store: Store, name: str) -> None:
    needs = NEEDS[name]
    wrong = Desk(store, **needs.given)
    needs.begins(wrong)
    begun = wrong.now
    looks(wrong, **needs.seen)
    if needs.after:
        assert told(wrong.helen) == []
    wrong.now = begun + needs.after
    for _hour in range(3):
        looks(wrong, **needs.seen)
        wrong.later(hours=1)
    [card] = told(wrong.helen)
    assert needs.told in said(card)
    assert told(wrong.amira) == []

    needs.mends(wrong)
    mended = Desk(store, now=wrong.now)
    looks(mended, **(needs.seen if needs.mends is not nothing else {}))
    [card] = told(mended.helen)
    assert card.title.startswith("Mended: ")
    assert needs.told not in said(card)


def test_several_things_are_one_message_that_tells_what_lasts(desk: Desk) -> None:
    looks(desk, free=GB - 1, secret_until=date(2026, 12, 1))
    [card] = told(desk.helen)
    assert card.title == "To be looked after: sign-in to Teams and disk"
    desk.later(hours=1)
    looks(desk, free=GB - 1)
    [card] = told(desk.helen)
    assert card.title == "To be looked after: disk"
    assert "Sign-in to Teams: mended, as of Mon 23 Nov 10:00" in said(card)
    assert [len(told(each)) for each in desk.everybody] == [0, 0, 0, 1, 1]


def test_a_secret_is_told_of_a_month_and_a_week_before_and_when_it_is_past(desk: Desk) -> None:
    until = date(2026, 12, 23)
    days = ("11-20", "11-23", "12-04", "12-15", "12-16", "12-22", "12-23", "12-24", "12-29")
    counted = []
    for day in days:
        looks(desk, f"2026-{day} 10:00", secret_until=until)
        counted.append(len(told(desk.helen)))
    assert counted == [0, 1, 1, 1, 2, 2, 2, 3, 3]
    assert "ran out on 23 December 2026" in said(told(desk.helen)[-1])
    looks(desk, "2026-12-30 10:00")
    assert {each.title for each in told(desk.helen)} == {"Mended: sign-in to Teams"}


def test_a_disk_is_told_of_again_once_hardly_any_room_is_left(desk: Desk) -> None:
    for free in (GB - 1, GB - 2, 99 * MB, 98 * MB, GB - 1):
        looks(desk, free=free)
        desk.later(hours=1)
    low, full = told(desk.helen)
    assert low.title == full.title
    looks(desk)
    assert {each.title for each in told(desk.helen)} == {"Mended: disk"}


def test_what_comes_back_within_a_day_is_the_same_and_later_it_is_told_anew(desk: Desk) -> None:
    looks(desk, "2026-11-23 10:00", free=GB - 1)
    looks(desk, "2026-11-23 11:00")
    looks(desk, "2026-11-23 12:00", free=GB - 1)
    [card] = told(desk.helen)
    assert card.title == "To be looked after: disk"
    looks(desk, "2026-11-23 13:00")
    looks(desk, "2026-11-24 14:00", free=GB - 1)
    first, again = told(desk.helen)
    assert (first.title, again.title) == ("Mended: disk", "To be looked after: disk")


@pytest.mark.parametrize(
    ("found", "tells"),
    [
        ("2026-11-24 02:30", "2026-11-24 08:30"),
        ("2026-11-24 18:30", "2026-11-25 08:30"),
        ("2026-11-28 12:00", "2026-11-30 08:30"),
        ("2026-12-25 10:00", "2026-12-29 08:30"),
    ],
    ids=["night", "evening", "weekend", "holiday"],
)
def test_nobody_is_told_when_nobody_reads(desk: Desk, found: str, tells: str) -> None:
    looks(desk, found, free=GB - 1)
    assert told(desk.helen) == []
    desk.now = datetime.fromisoformat(tells).replace(tzinfo=UTC) - timedelta(minutes=1)
    looks(desk, free=GB - 1)
    assert told(desk.helen) == []
    looks(desk, tells, free=GB - 1)
    assert len(told(desk.helen)) == 1


def test_what_is_over_before_anybody_was_told_is_told_to_nobody(desk: Desk) -> None:
    looks(desk, "2026-11-24 02:30", free=GB - 1)
    looks(desk, "2026-11-24 03:30")
    looks(desk, "2026-11-24 09:00")
    assert told(desk.helen) == []
    assert desk.rows(Finding) == []


def test_what_nobody_can_say_just_now_is_neither_found_nor_mended(desk: Desk) -> None:
    looks(desk, free=GB - 1, certificate_until=desk.now)
    looks(desk, free=None, certificate_until=None, unknown=frozenset({"disk", "certificate"}))
    [card] = told(desk.helen)
    assert card.title == "To be looked after: certificate and disk"
    looks(desk, free=None, certificate_until=None)
    [card] = told(desk.helen)
    assert card.title == "Mended: certificate and disk"


def test_a_new_service_has_two_days_for_its_first_backup(store: Store) -> None:
    desk = Desk(store)
    looks(desk, "2026-11-25 09:00")
    assert told(desk.helen) == []
    looks(desk, "2026-11-25 09:01")
    assert "there never was one" in said(told(desk.helen)[0])


def test_where_something_else_makes_backups_nothing_is_said_of_them(store: Store) -> None:
    desk = Desk(store, evenhand_backups="elsewhere")
    looks(desk, "2026-12-01 09:00")
    assert told(desk.helen) == []


def test_of_their_own_channel_managers_are_told_at_once_and_not_again_here(desk: Desk) -> None:
    parks(desk, "managers")
    looks(desk, "2026-11-23 09:00")
    looks(desk, "2026-11-23 11:00")
    assert told(desk.helen) == []


def test_messages_can_be_tried_again_from_there(desk: Desk) -> None:
    parks(desk)
    looks(desk)
    looks(desk, "2026-11-23 10:00")
    [card] = told(desk.helen)
    assert labels(card) == ["Try again"]
    desk.helen.press("Try again", card)
    assert "Trying 1 message again" in desk.helen.sees


def test_a_manager_who_is_away_gets_nothing_and_their_cover_does(desk: Desk) -> None:
    desk.tom.command("away")
    desk.tom.submit(until="2026-11-27", cover=str(desk.priya.person.staff_id))
    looks(desk, free=GB - 1)
    assert [len(told(each)) for each in (desk.helen, desk.priya)] == [1, 1]
    [waits] = [each for each in desk.tom.waiting() if each.key.startswith("upkeep:")]
    assert waits.not_before is not None


def test_the_summary_names_what_lasts_in_one_quiet_line_as_long_as_it_does(desk: Desk) -> None:
    looks(desk, free=GB - 1, secret_until=date(2026, 12, 1))
    desk.tick(T0.replace(day=24))
    assert "Still to be looked after: sign-in to Teams and disk." in said(desk.managers_channel()[-1])
    looks(desk)
    desk.tick(T0.replace(day=25))
    assert "looked after" not in said(desk.managers_channel()[-1])


@pytest.mark.usefixtures("desk")
def test_a_team_that_wants_no_second_person_is_told_once_and_then_left_in_peace(store: Store) -> None:
    alone = Desk(store, evenhand_managers="helen@example.org")
    taking.opened(alone)
    for day in (*range(24, 28), 30):
        looks(alone, f"2026-11-{day} 10:00")
        alone.tick()
    assert len(told(alone.helen)) == 1
    summaries = [each for each in alone.managers_channel() if each.title.startswith("Summary")]
    assert ["Second person" in said(each) for each in summaries] == [False, False, False, False, True]


def test_nothing_is_told_while_there_is_no_manager_and_it_is_once_there_is(store: Store) -> None:
    store.write(lambda db: backed_up(db, T0 + timedelta(days=60)))
    desk = Desk(store, evenhand_managers="rosa@example.org")
    looks(desk, free=GB - 1)
    rosa = desk.colleague("Rosa Lindqvist")
    _ = rosa.person
    looks(desk, free=GB - 1)
    assert told(rosa)[0].title == "To be looked after: disk"
