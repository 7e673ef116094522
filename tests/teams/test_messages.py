"""What the outbox shows in Teams: for several people at once, too long for one message, and whose fate nobody knows."""

from collections.abc import Iterator

import pytest

from adapters.teams.ids import PLATFORM
from bot import cardjson
from bot.cards import Card, text
from bot.chat import Place, PlaceKind
from storage import Db, Store, outbox
from tests.databases import NewDatabase
from tests.office import MANAGERS, labels, words
from tests.slack.faults import Dropped
from tests.teams import cards, conversations, office
from tests.teams.members import of
from tests.teams.office import TeamsOffice

LAST = "The last line of a long card"
LONG = Card("Long", (*(text(f"Line {number} {'x' * 200}") for number in range(200)), text(LAST)))


@pytest.fixture
def teams(new_sqlite: NewDatabase) -> Iterator[TeamsOffice]:
    with Store(new_sqlite()) as store, office.office(store) as opened:
        yield opened


def put(teams: TeamsOffice, place: Place, card: Card, key: str = "long:1") -> None:
    def keep(db: Db) -> None:
        kind = place.kind.value
        shown = cardjson.encode(card)
        outbox.put(db, platform=PLATFORM, kind=kind, target=place.target, key=key, card=shown, at=teams.now())

    teams.store.write(keep)
    teams.settle()


def test_colleagues_who_want_to_talk_get_a_link_that_begins_the_chat(teams: TeamsOffice) -> None:
    teams.amira.reports("Priscilla Okafor", "Taxi does not come", phone="07700 900321", child="Tobi")
    teams.priya.reports("Mrs Okafor", "School transport again", phone="07700 900321", child="Tobi")
    if teams.priya.title != "Colleagues are on this too":
        teams.priya.presses("Same issue")
    teams.priya.presses("Talk together")
    for colleague in (teams.amira, teams.priya):
        card = colleague.message("talk:1")["card"]
        links = [run["url"] for part in card["parts"] for run in part.get("runs", []) if "url" in run]
        assert links == [
            "https://teams.microsoft.com/l/chat/0/0?users=amira.khan@example.org,priya.shah@example.org"
        ]
        assert "Okafor" not in words(card)


def test_what_is_too_long_for_a_message_is_shown_whole_on_demand_and_to_nobody_else(
    teams: TeamsOffice,
) -> None:
    teams.grace.types("/incident help")
    teams.amira.types("/incident help")
    put(teams, Place(PLATFORM, PlaceKind.CHANNEL, conversations.MANAGERS), LONG)
    shown = teams.grace.message("long:1", MANAGERS)
    assert LAST not in words(shown)
    assert labels(shown) == ["Show all"]
    before = set(teams.tenant.personal(of("grace")).messages)
    teams.grace.presses_on("long:1", "Show all", MANAGERS)
    told = [
        each for each in teams.tenant.from_bot(teams.tenant.personal(of("grace"))) if each.id not in before
    ]
    assert len(told) > 1
    assert LAST in told[-1].read_by(of("grace"))
    teams.amira.presses_raw("message.all", "long:1")
    assert "Line 1" not in teams.amira.reads_answer()


def test_what_may_have_arrived_is_shown_once_more_rather_than_not_at_all(teams: TeamsOffice) -> None:
    teams.tenant.faults.plan("post", Dropped(acted=True))
    put(teams, Place(PLATFORM, PlaceKind.CHANNEL, conversations.MANAGERS), Card("Once"))
    teams.at("2026-11-23 09:05")
    there = teams.tenant.from_bot(teams.tenant.place(conversations.MANAGERS))
    said = [" ".join(cards.texts(card)) for each in there for card in each.cards]
    assert said.count("Once") == 2
    assert teams.grace.message("long:1", MANAGERS)


def test_somebody_whom_nobody_met_gets_their_message_in_a_chat_that_we_begin(teams: TeamsOffice) -> None:
    david = of("david")
    put(teams, Place(PLATFORM, PlaceKind.PERSON, david.aad), Card("Hello"))
    [said] = teams.tenant.from_bot(teams.tenant.personal(david))
    assert "Hello" in said.read_by(david)
    assert [each["members"] for each in teams.tenant.payloads("create")] == [[{"id": david.aad}]]
