"""A press on a message that everybody keeps: what the presser is shown is what the message shows from then on."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy.engine import make_url

from bot.chat import Replace
from storage import Store
from tests.bot.desk import Colleague, Desk, Waiting
from tests.bot.reading import buttons, said
from tests.bot.test_cover import away, named_owner_with_cover, shared_while_amira_is_away
from tests.bot.test_managers import three
from tests.bot.test_settling import dismiss, name_who_replies, withdraws
from tests.bot.test_sharing import two
from tests.databases import NewDatabase

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
Situation = Callable[[Desk], None]


def three_and_a_request(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",), promised="Ring back")
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="Please look")


def refused(desk: Desk) -> None:
    three_and_a_request(desk)
    desk.helen.press("No case needed", desk.managers_channel()[-1])
    desk.helen.submit(reasons="Genuine")


def somebody_replies(desk: Desk) -> None:
    three(desk)
    desk.priya.press("I'll reply", desk.priya.message)


def told_apart(desk: Desk) -> None:
    three(desk)
    desk.priya.press("Different issue", desk.priya.message)


def another_person(desk: Desk) -> None:
    three(desk)
    desk.priya.press("Not the same person", desk.priya.message)


def named(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",))
    name_who_replies(desk, desk.tom)


def dismissed(desk: Desk) -> None:
    three(desk)
    dismiss(desk)


def withdrawn(desk: Desk) -> None:
    three(desk)
    withdraws(desk.priya)


def the_cover_took_it(desk: Desk) -> None:
    shared_while_amira_is_away(desk)
    desk.priya.press("I'll reply", desk.priya.message)


def owner_with_cover(desk: Desk) -> None:
    named_owner_with_cover(desk)


def the_cover_is_away_too(desk: Desk) -> None:
    shared_while_amira_is_away(desk)
    away(desk.priya, desk.helen)


def news_while_a_cover_has_an_older_copy(desk: Desk) -> None:
    """Priya covers twice; in between Amira had newer news of her own."""
    shared_while_amira_is_away(desk)
    desk.later(days=1)
    desk.amira.command("mine")
    desk.amira.press("I'm back")
    desk.david.file("C-0001")
    desk.later(days=1)
    away(desk.amira, desk.priya)
    desk.david.file("C-0001")


def reminded(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-24")
    desk.tick(TUESDAY)


def the_cover_is_reminded(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-24")
    away(desk.amira, desk.priya)
    desk.tick(TUESDAY)


def the_cover_who_was_reminded_is_away(desk: Desk) -> None:
    the_cover_is_reminded(desk)
    away(desk.priya, desk.helen)


def back_after_the_cover_was_reminded(desk: Desk) -> None:
    the_cover_is_reminded(desk)
    desk.amira.command("mine")
    desk.amira.press("I'm back")


SITUATIONS: list[Situation] = [
    two,
    three_and_a_request,
    refused,
    somebody_replies,
    told_apart,
    another_person,
    named,
    dismissed,
    withdrawn,
    shared_while_amira_is_away,
    the_cover_took_it,
    owner_with_cover,
    the_cover_is_away_too,
    news_while_a_cover_has_an_older_copy,
    reminded,
    the_cover_is_reminded,
    the_cover_who_was_reminded_is_away,
    back_after_the_cover_was_reminded,
]


class Scene:
    """A situation, lived through once and begun from again and again."""

    def __init__(self, new: NewDatabase, situation: Situation) -> None:
        self._new, self._url = new, new()
        with Store(self._url) as store:
            desk = Desk(store)
            situation(desk)
            self._now = desk.now

    @contextmanager
    def opened(self) -> Iterator[Desk]:
        url = self._new()
        shutil.copyfile(str(make_url(self._url).database), str(make_url(url).database))
        with Store(url) as store:
            yield Desk(store, now=self._now)


def readers(desk: Desk, message: Waiting) -> list[Colleague]:
    """Who can press what stands in this message."""
    if message.kind == "channel":
        return [desk.helen, desk.tom]
    everybody = [*desk.everybody, desk.colleague("Xavier New")]
    return [each for each in everybody if each.profile.handle in message.target.split(",")]


def presses(desk: Desk) -> list[tuple[int, str, str]]:
    """Each message, reader and button that there is."""
    return [
        (spot, reader.profile.handle, button.label)
        for spot, message in enumerate(desk.outbox())
        for reader in readers(desk, message)
        for button in buttons(message.card)
    ]


def press(desk: Desk, spot: int, handle: str, label: str) -> bool:
    """Press it, and compare what the presser is shown with what the message shows now; whether it was replaced."""
    message = desk.outbox()[spot]
    (reader,) = [each for each in readers(desk, message) if each.profile.handle == handle]
    reader.press(label, message.card)
    shown = [part.card for part in reader.reply.parts if isinstance(part, Replace)]
    now = desk.outbox()[spot].card
    assert shown in ([], [now]), (label, said(shown[0]), said(now))
    return bool(shown)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_message_shows_what_the_press_was_answered_with_also_when_it_is_undone(
    new_sqlite: NewDatabase, situation: Situation
) -> None:
    scene = Scene(new_sqlite, situation)
    with scene.opened() as desk:
        found = presses(desk)
    assert found
    for spot, handle, label in found:
        with scene.opened() as desk:
            if press(desk, spot, handle, label):
                for again in [each for each in presses(desk) if each[1:] == (handle, "Undo")][:1]:
                    press(desk, *again)


def test_no_older_copy_keeps_buttons_that_lead_nowhere(desk: Desk) -> None:
    news_while_a_cover_has_an_older_copy(desk)
    older = [said(card) for colleague in desk.everybody for card in colleague.inbox()[:-1]]
    assert older
    assert all("There is news" in each for each in older)


def test_a_cover_is_not_told_of_news_about_a_message_they_never_had(desk: Desk) -> None:
    two(desk)
    desk.later(days=1)
    away(desk.amira, desk.david)
    desk.priya.file("C-0001")
    assert len(desk.david.inbox()) == 1
    assert "You cover for AK." in said(desk.david.message)


def test_every_copy_of_a_reminder_says_that_it_is_done(desk: Desk) -> None:
    back_after_the_cover_was_reminded(desk)
    desk.amira.press("Done", desk.amira.message)
    assert desk.priya.message.title == desk.amira.message.title == "Done: the promise from R-00001"


def test_a_cover_of_today_is_told_nothing_about_a_promise_kept_before(desk: Desk) -> None:
    reminded(desk)
    away(desk.amira, desk.priya)
    desk.amira.press("Done", desk.amira.message)
    assert desk.priya.inbox() == []
