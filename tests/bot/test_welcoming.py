"""The welcome: three lines, once, to whoever is new; and one line where managers read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from bot import policy
from bot.app import Bot
from bot.cards import Buttons, Card
from bot.chat import Opened, Reply, Role
from bot.welcoming import KEY
from bot.words import welcoming as words
from storage import Store
from tests.bot.desk import MANAGERS, Colleague, Desk, Waiting
from tests.bot.reading import said

ADDRESS = "chair@host.example.org"


def welcomes(desk: Desk, target: str) -> list[Waiting]:
    return [each for each in desk.whole_outbox() if (each.key, each.target) == (KEY, target)]


def lines(card: Card) -> list[str]:
    """What it says, a line each, its title and its button aside."""
    parts = tuple(part for part in card.parts if not isinstance(part, Buttons))
    return said(Card("", parts)).splitlines()


def comes(desk: Desk, name: str, **given: object) -> Colleague:
    """Somebody who was never seen here does something."""
    newcomer = desk.colleague(name, **given)
    newcomer.command("help")
    return newcomer


def test_a_new_worker_reads_three_lines(desk: Desk) -> None:
    comes(desk, "Nadia Hart")
    [welcome] = welcomes(desk, "nadia")
    assert welcome.card.title == "Welcome to Evenhand"
    assert lines(welcome.card) == [
        "Note here what a customer sent or said: you see at once whether colleagues are on the same issue, and who replies.",
        "Type /incident when somebody is in touch: who it was, and one line, is enough.",
        "Only you see your answers. What others read carries references and initials, no names. Help: /incident help.",
    ]


def test_a_new_manager_reads_what_comes_to_managers(store: Store) -> None:
    desk = Desk(store, evenhand_managers="helen@example.org, nadia@example.org")
    comes(desk, "Nadia Hart")
    *_same, third = lines(welcomes(desk, "nadia")[0].card)
    assert "What needs a manager comes here and to your channel." in third


def test_a_reserve_decider_reads_that_there_is_nothing_to_type(store: Store) -> None:
    desk = Desk(store, evenhand_reserve_deciders="nadia@example.org")
    comes(desk, "Nadia Hart")
    [welcome] = welcomes(desk, "nadia")
    assert len(lines(welcome.card)) == 3
    assert "There is nothing to type." in said(welcome.card)
    assert "/incident" not in said(welcome.card)


@pytest.mark.parametrize("role", [Role.WORKER, Role.MANAGER, Role.RESERVE])
def test_it_is_three_lines_that_a_phone_shows_without_scrolling(role: Role) -> None:
    found = lines(words.newcomer(role))
    assert len(found) == 3
    assert max(map(len, found)) <= 125


def test_its_button_opens_the_form(desk: Desk) -> None:
    newcomer = comes(desk, "Nadia Hart")
    newcomer.press("Log a communication", welcomes(desk, "nadia")[0].card)
    assert newcomer.form.action == "report.file"


def test_nobody_reads_it_twice(desk: Desk) -> None:
    newcomer = comes(desk, "Nadia Hart")
    newcomer.command("help", delivery="the same")
    newcomer.command("help", delivery="the same")
    desk.later(days=400)
    comes(desk, "Nadia Hart-Khan", handle="nadia", email="nadia@example.org")
    comes(desk, "Nadia Hart", platform="slack", handle="U0NADIA")
    assert [
        each.wanted for each in desk.whole_outbox() if each.key == KEY and "adia" in each.target.lower()
    ] == [1]


def test_two_servers_that_meet_somebody_at_once_say_it_once(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    bots = [desk.bot, *(Bot(desk.store, policy.packaged(), desk.service) for _ in range(3))]
    profile = desk.colleague("Nadia Hart").profile
    with ThreadPoolExecutor(len(bots)) as at_once:
        met = list(at_once.map(lambda bot: bot.admit(profile, desk.now), bots))
    assert len(set(met)) == 1
    assert [each.wanted for each in welcomes(desk, "nadia")] == [1]


def test_guests_and_people_of_others_read_nothing(desk: Desk) -> None:
    before = desk.whole_outbox()
    desk.guest().command("help")
    comes(desk, "Nadia Hart", confirmed=False)
    assert desk.whole_outbox() == before


def test_who_left_and_came_back_is_no_newcomer(desk: Desk) -> None:
    gone = desk.colleague("David Reed", confirmed=False)
    assert gone.person.role is Role.NONE
    assert desk.david.person.role is Role.WORKER
    assert welcomes(desk, "david") == []


def opened(newcomer: Colleague, when: datetime, *, added: bool) -> Reply:
    event = Opened(who=newcomer.person, where=MANAGERS, when=when, delivery="", added=added)
    return newcomer.desk.bot.handle(event)


def test_who_only_added_the_assistant_reads_the_welcome_and_no_empty_page(desk: Desk) -> None:
    assert opened(desk.colleague("Nadia Hart"), desk.now, added=True) == Reply()


def test_who_opens_their_page_sees_it_on_the_first_day_too(desk: Desk) -> None:
    assert opened(desk.colleague("Nadia Hart"), desk.now, added=False).parts


def test_who_adds_it_once_more_sees_their_page(desk: Desk) -> None:
    newcomer = comes(desk, "Nadia Hart")
    desk.later(days=1)
    assert opened(newcomer, desk.now, added=True).parts


def test_where_managers_read_it_says_once_what_will_come(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    with ThreadPoolExecutor(2) as at_once:
        list(
            at_once.map(
                lambda bot: bot.begin(desk.now), [desk.bot, Bot(desk.store, policy.packaged(), desk.service)]
            )
        )
    desk.bot.begin(desk.now)
    [line] = welcomes(desk, "managers")
    assert line.wanted == 1
    assert "each issue that 3 colleagues hold" in said(line.card)
    assert "a summary at 08:30 on working days" in said(line.card)


def test_where_managers_have_read_already_it_says_nothing(desk: Desk) -> None:
    desk.tick()
    assert desk.managers_channel()
    desk.bot.begin(desk.now)
    assert welcomes(desk, "managers") == []
