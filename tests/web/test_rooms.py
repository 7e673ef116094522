from datetime import datetime, timedelta

import pytest

from adapters.web import conversations, roster
from adapters.web.conversations import Rooms
from adapters.web.deliver import WebDeliverer
from bot.cards import Card
from bot.chat import Place, PlaceKind, Role
from tests.web.fakes import T0

ONE, TWO = Card("one"), Card("two")
PAIR = Place("web", PlaceKind.GROUP, "amira,priya")


async def decided(_place: Place, key: str) -> datetime:
    return T0 - timedelta(hours=len(key))


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


def shown(rooms: Rooms, who: str = "amira", place: Place = roster.TEAM) -> list[str]:
    return [said.card.title for said in rooms.messages(place, who) if said.card]


async def test_posting_twice_shows_one_message(rooms: Rooms) -> None:
    deliverer = WebDeliverer(rooms, decided)
    first = await deliverer.post(roster.TEAM, "k", ONE)
    assert await deliverer.post(roster.TEAM, "k", ONE) == first == await deliverer.find(roster.TEAM, "k")
    assert shown(rooms) == ["one"]


async def test_an_edit_changes_the_message_where_it_stands(rooms: Rooms) -> None:
    deliverer = WebDeliverer(rooms, decided)
    name = await deliverer.post(roster.TEAM, "k", ONE)
    await deliverer.post(roster.TEAM, "", ONE)
    await deliverer.edit(roster.TEAM, name, "k", TWO)
    assert shown(rooms) == ["two", "one"]


async def test_an_edit_of_a_forgotten_message_shows_it_anew(rooms: Rooms) -> None:
    await WebDeliverer(rooms, decided).edit(roster.TEAM, "gone", "k", TWO)
    assert shown(rooms) == ["two"]


async def test_nothing_is_found_that_was_not_posted(rooms: Rooms) -> None:
    assert await WebDeliverer(rooms, decided).find(roster.TEAM, "k") is None


async def test_messages_stand_in_the_order_of_their_decisions(rooms: Rooms) -> None:
    deliverer = WebDeliverer(rooms, decided)
    await deliverer.post(roster.TEAM, "x", ONE)
    await deliverer.post(roster.TEAM, "earlier", TWO)
    assert shown(rooms) == ["two", "one"]


def test_a_group_is_seen_by_its_members_only(rooms: Rooms) -> None:
    rooms.post(PAIR, "k", ONE, T0)
    assert rooms.places("priya") == [roster.TEAM, roster.direct("priya"), PAIR]
    assert PAIR not in rooms.places("grace")
    assert shown(rooms, "grace", PAIR) == []
    assert roster.name_of(PAIR, "amira") == "Priya Shah"


def test_a_room_keeps_its_newest_messages(rooms: Rooms) -> None:
    for number in range(conversations.KEPT + 5):
        rooms.say(roster.TEAM, "amira", str(number), T0 + timedelta(seconds=number))
    assert len(rooms.messages(roster.TEAM, "priya")) == conversations.KEPT
    assert rooms.messages(roster.TEAM, "priya")[0].text == "5"


def test_only_those_who_see_a_room_get_a_hint(rooms: Rooms) -> None:
    with rooms.listening("amira") as staff, rooms.listening("guest") as stranger:
        rooms.post(roster.direct("guest"), "k", ONE, T0)
        assert stranger.is_set()
        staff.clear()
        rooms.post(roster.direct("amira"), "k", ONE, T0)
        assert staff.is_set()


def test_the_five_are_three_workers_and_two_managers() -> None:
    roles = [someone.role for someone in roster.PEOPLE]
    assert (roles.count(Role.WORKER), roles.count(Role.MANAGER)) == (3, 2)
    assert roster.profile("amira").email == "amira.khan@example.org"
    assert not roster.profile("guest").confirmed
