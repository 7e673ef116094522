"""Away: the cover gets the messages, nothing is pushed at whoever is away, and all waits for them."""

from datetime import UTC, date, datetime

import pytest

from bot.words import mistakes
from storage import outbox
from storage.tables import Absence, Staff
from tests.bot.desk import PHONE, Colleague, Desk
from tests.bot.reading import labels, said


def away(colleague: Colleague, cover: Colleague | None = None, until: str = "2026-11-27") -> None:
    colleague.command("away")
    colleague.submit(until=until, cover=str(cover.person.staff_id) if cover else "")


def reported_by_priya(desk: Desk) -> None:
    desk.priya.file("Liz Okafor", phone=PHONE)


def due(desk: Desk, target: str) -> list[str]:
    """Keys of the messages that may be sent by now."""
    return [
        m.key
        for m in desk.outbox()
        if m.target == target and (m.not_before is None or m.not_before <= desk.now)
    ]


def test_the_cover_gets_the_message_and_knows_for_whom(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, cover=desk.david)
    reported_by_priya(desk)
    assert "You cover for AK." in said(desk.david.message)
    assert "2 colleagues hold the same issue" in said(desk.david.message)


def test_the_cover_may_show_and_take_it(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, cover=desk.david)
    reported_by_priya(desk)
    desk.david.press("Show", desk.david.message)
    assert "Draft plan is late" in desk.david.sees
    desk.david.press("I'll reply", desk.david.message)
    assert "Who repliesDR" in said(desk.priya.message)
    assert "Who repliesYou" in said(desk.david.message)


def test_the_cover_goes_on_seeing_how_it_stands(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, cover=desk.david)
    reported_by_priya(desk)
    desk.priya.press("I'll reply")
    assert "You cover for AK." in said(desk.david.message)
    assert "Who repliesPS" in said(desk.david.message)


def test_nothing_reaches_somebody_away_before_they_are_back(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, cover=desk.david)
    reported_by_priya(desk)
    assert due(desk, "amira") == []
    desk.now = datetime(2026, 11, 28, 7, 59, tzinfo=UTC)
    assert due(desk, "amira") == []
    desk.now = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
    assert due(desk, "amira") == ["issue:1/2026-11-23"]


def test_without_cover_the_message_waits_and_nobody_else_has_it(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira)
    assert "Your messages wait until you are back." in desk.amira.sees
    reported_by_priya(desk)
    assert due(desk, "amira") == []
    assert [m.not_before for m in desk.amira.waiting()] == [datetime(2026, 11, 28, 8, 0, tzinfo=UTC)]
    assert desk.david.inbox() == []


def test_the_cover_who_holds_it_too_has_one_message_of_their_own(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, cover=desk.priya)
    reported_by_priya(desk)
    (message,) = desk.priya.inbox()
    assert "You cover for" not in said(message)


def test_im_back_ends_it_and_lets_the_messages_through(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, cover=desk.david)
    reported_by_priya(desk)
    desk.later(days=1)
    desk.amira.command("mine")
    assert "You are away until Fri 27 Nov." in desk.amira.sees
    desk.amira.press("I'm back")
    assert desk.amira.card.title == "Welcome back"
    assert due(desk, "amira") == ["issue:1/2026-11-23"]
    desk.amira.command("mine")
    assert "I'm back" not in labels(desk.amira.card)


def test_after_coming_back_the_cover_gets_nothing_new(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, cover=desk.david)
    desk.amira.press("I'm back")
    reported_by_priya(desk)
    assert desk.david.inbox() == []
    assert due(desk, "amira") == ["issue:1/2026-11-23"]


def test_a_new_absence_replaces_the_one_before(desk: Desk) -> None:
    away(desk.amira, cover=desk.david)
    away(desk.amira, cover=desk.priya, until="2026-11-25")
    assert [(a.cover_id, a.last_day, a.ended_at is None) for a in desk.rows(Absence)] == [
        (desk.david.person.staff_id, date(2026, 11, 27), False),
        (desk.priya.person.staff_id, date(2026, 11, 25), True),
    ]


def test_the_form_offers_the_next_working_day_and_colleagues_but_not_oneself(desk: Desk) -> None:
    desk.now = datetime(2026, 12, 24, 9, 0, tzinfo=UTC)
    desk.amira.command("away")
    assert desk.amira.values["until"] == "2026-12-29"
    offered = {option.label for option in desk.amira.field("cover").options}  # type: ignore[union-attr]
    assert offered == {"Priya Shah", "David Reed", "Helen Stone", "Tom Hill"}


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("until", "", mistakes.DAY),
        ("until", "Friday", mistakes.DAY),
        ("until", "9999-12-31", mistakes.DAY),
        ("until", "2026-11-22", mistakes.PAST),
        ("cover", "99", mistakes.CHOOSE),
        ("cover", "1", mistakes.CHOOSE),
        ("days", ("someday",), mistakes.CHOOSE),
    ],
)
def test_a_wrong_field_is_named(desk: Desk, name: str, typed: str | tuple[str, ...], message: str) -> None:
    desk.amira.command("away")
    desk.amira.fill({name: typed})
    assert desk.amira.errors == {name: message}
    assert desk.amira.values[name] == typed
    assert desk.rows(Absence) == []


def test_the_usual_working_days_are_kept(desk: Desk) -> None:
    desk.amira.command("away")
    desk.amira.submit(days=("mon", "tue"))
    assert desk.row(Staff, 1).working_days == "mon,tue"
    desk.amira.command("away")
    assert desk.amira.values["days"] == ("mon", "tue")


def test_the_summary_says_who_is_away_and_who_covers(desk: Desk) -> None:
    away(desk.amira, cover=desk.david)
    away(desk.priya)
    desk.helen.command("summary")
    assert "AK (covered by DR)" in desk.helen.sees
    assert "PS" in desk.helen.sees


def test_a_reminder_goes_to_the_cover_too(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    away(desk.amira, cover=desk.david)
    desk.tick(datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    assert "You cover for AK." in said(desk.david.message)
    assert due(desk, "amira") == []
    assert desk.store.read(lambda db: outbox.due(db, desk.now)) == 2
