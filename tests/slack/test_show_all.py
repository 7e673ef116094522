"""*Show all* under a message that was too long opens the rest, in a channel, a direct and a group message."""

from collections.abc import Iterator

import pytest

from adapters.slack.ids import PLATFORM
from bot import cardjson
from bot.cards import Card, text
from bot.chat import Place, PlaceKind
from storage import Db, Store, outbox
from tests.databases import NewDatabase
from tests.office.shown import button
from tests.slack import conversations, members, reading, troubled
from tests.slack.client import Posted
from tests.slack.troubled import Troubled

AMIRA, PRIYA, DAVID, GRACE = (members.of(name) for name in ("amira", "priya", "david", "grace"))
LAST = "The last line of a long card"
LONG = Card("Long", (*(text(f"Line {number}") for number in range(60)), text(LAST)))
PLACES = {
    "a channel": (Place(PLATFORM, PlaceKind.CHANNEL, conversations.MANAGERS), GRACE),
    "a direct message": (Place(PLATFORM, PlaceKind.PERSON, AMIRA), AMIRA),
    "a group message": (Place(PLATFORM, PlaceKind.GROUP, f"{AMIRA},{PRIYA}"), PRIYA),
}


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    with Store(new_sqlite()) as store, troubled.office(store, caplog) as opened:
        for each in (opened.amira, opened.priya, opened.david, opened.grace):
            each.types("/incident help")
        yield opened


def shown(office: Troubled, place: Place) -> Posted:
    """The long card, shown in this place."""

    def put(db: Db) -> None:
        kind, card = place.kind.value, cardjson.encode(LONG)
        outbox.put(
            db, platform=PLATFORM, kind=kind, target=place.target, key="long:1", card=card, at=office.now()
        )

    office.store.write(put)
    office.later(0)
    office.until(lambda: office.counts.waiting == 0)
    found = [
        Posted(conversation, message)
        for conversation in office.workspace.state.conversations.by_id.values()
        for message in conversation.messages.values()
        if message.metadata and message.metadata["event_payload"]["key"] == "long:1"
    ]
    (posted,) = found
    return posted


def presses_show_all(office: Troubled, user: str, posted: Posted) -> None:
    card = reading.card(posted.said.blocks, posted)
    pressing = button({"card": card}, "Show all")["press"]
    office.client.press(user, posted, pressing.block_id, pressing.element)
    office.finish()


@pytest.mark.parametrize("name", PLACES)
def test_show_all_opens_the_rest_for_whoever_may_read_it(office: Troubled, name: str) -> None:
    place, reader = PLACES[name]
    posted = shown(office, place)
    assert LAST not in str(posted.said.blocks)
    presses_show_all(office, reader, posted)
    assert LAST in office.reads(reader)


@pytest.mark.parametrize("name", PLACES)
def test_show_all_shows_nothing_to_anybody_else(office: Troubled, name: str) -> None:
    place, _reader = PLACES[name]
    posted = shown(office, place)
    presses_show_all(office, DAVID, posted)
    said = " ".join(office.whispered(DAVID))
    assert "Line 1" not in said
    assert office.workspace.dialog(DAVID) is None
    assert said
