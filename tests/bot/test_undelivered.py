"""Messages that were set aside: managers see that there are some, and have them tried again."""

from sqlmodel import select

from bot.chat import Place, PlaceKind
from storage import Db, outbox
from storage.tables import AuditEntry, Message
from tests.bot.desk import Desk
from tests.bot.reading import labels, said
from tests.bot.test_home import opens
from tests.bot.test_managers import three


def set_aside(desk: Desk) -> None:
    """The managers' card waits; its channel took it no more."""
    three(desk)

    def work(db: Db) -> None:
        for message in db.exec(select(Message).where(Message.kind == "channel")):
            message.parked_at = desk.now

    desk.store.write(work)


def parked(desk: Desk) -> int:
    return desk.store.read(outbox.counts).parked


def test_a_manager_has_them_tried_again_from_their_own_page(desk: Desk) -> None:
    set_aside(desk)
    assert "1 message could not be delivered" in opens(desk.helen)
    desk.helen.press("Try again")
    assert desk.helen.card.title == "Trying 1 message again"
    assert parked(desk) == 0
    assert "Try again" not in opens(desk.helen)
    assert [e.facts for e in desk.rows(AuditEntry) if e.action == "outbox.retry"] == ['{"messages":1}']


def test_the_summary_has_the_button_once(desk: Desk) -> None:
    set_aside(desk)
    desk.tick(desk.now.replace(day=24))
    summary = next(m.card for m in desk.outbox() if m.key.startswith("summary:"))
    assert labels(summary).count("Try again") == 1


def test_each_summary_says_so_until_they_are_shown(desk: Desk) -> None:
    set_aside(desk)
    desk.tick(desk.now.replace(day=24))
    desk.store.write(outbox.unpark)
    desk.tick(desk.now.replace(day=25))
    first, second = (said(m.card) for m in desk.outbox() if m.key.startswith("summary:"))
    assert "1 message could not be delivered: tell whoever looks after Evenhand" in first
    assert "could not be delivered" not in second


def test_whoever_is_second_is_told_that_nothing_waits(desk: Desk) -> None:
    set_aside(desk)
    for manager in (desk.helen, desk.tom):
        manager.send_press("outbox.retry", "")
    assert desk.tom.card.title == "Nothing waits to be tried again"
    assert [e.action for e in desk.rows(AuditEntry)].count("outbox.retry") == 1


def test_workers_neither_see_it_nor_may_do_it(desk: Desk) -> None:
    set_aside(desk)
    assert "Try again" not in opens(desk.amira)
    desk.amira.send_press("outbox.retry", "")
    assert "Only a manager can do this" in desk.amira.sees
    assert parked(desk) == 1


def test_who_is_told_that_their_channel_is_closed_finds_the_button_there(desk: Desk) -> None:
    managers = Place("web", PlaceKind.CHANNEL, "managers")
    desk.store.write(lambda db: desk.bot.undelivered(db, managers, "is_archived", desk.now))
    assert "Please open it, then press Try again." in said(desk.tom.message)
    assert labels(desk.tom.message) == ["Try again"]
