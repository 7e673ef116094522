"""Somebody's first moment with the assistant in Teams: three lines in their own chat, once, with the word that is typed here."""

from collections.abc import Iterator

import pytest

from storage import Store
from tests.databases import NewDatabase
from tests.office import MANAGERS, button
from tests.office import words as said
from tests.teams import members, office
from tests.teams.conversations import MANAGERS as MANAGERS_CHANNEL
from tests.teams.members import of
from tests.teams.office import TeamsOffice

AMIRA = of("amira")


@pytest.fixture
def teams(new_sqlite: NewDatabase) -> Iterator[TeamsOffice]:
    with Store(new_sqlite()) as store, office.office(store) as opened:
        yield opened


def read(teams: TeamsOffice, who: members.Member) -> list[str]:
    """Everything that the bot wrote to somebody alone."""
    teams.finish()
    teams.settle()
    found = teams.tenant.from_bot(teams.tenant.personal(who))
    return [str(each.cards) for each in found]


def test_whoever_adds_it_reads_the_welcome_and_nothing_else(teams: TeamsOffice) -> None:
    teams.client.install(AMIRA)
    [welcome] = read(teams, AMIRA)
    assert "Welcome to Evenhand" in welcome
    [shown] = teams.amira.every_message()
    assert "Type incident when somebody is in touch" in said(shown["card"])
    assert "Help: incident help" in said(shown["card"])


def test_what_it_says_to_type_works(teams: TeamsOffice) -> None:
    teams.client.install(AMIRA)
    assert teams.amira.types("incident").title == "Log a communication"
    assert teams.amira.types("incident help").title == "What I can do"


def test_its_button_opens_the_form(teams: TeamsOffice) -> None:
    teams.client.install(AMIRA)
    [welcome] = teams.amira.every_message()
    teams.amira.presses_button(button(welcome, "Log a communication"))
    assert teams.amira.title == "Log a communication"


def test_who_writes_first_is_welcomed_too(teams: TeamsOffice) -> None:
    teams.amira.types("help")
    assert [each["key"] for each in teams.amira.every_message()] == ["welcome"]


def test_adding_it_again_shows_ones_page_and_no_second_welcome(teams: TeamsOffice) -> None:
    teams.client.install(AMIRA)
    read(teams, AMIRA)
    teams.client.remove(AMIRA)
    teams.at("2026-11-24 10:00")
    teams.client.install(AMIRA)
    first, *rest = read(teams, AMIRA)
    assert "Welcome to Evenhand" in first
    assert "Welcome to Evenhand" not in str(rest)
    assert "My reports and promises" in str(rest)


def test_a_guest_is_told_what_guests_are_told(teams: TeamsOffice) -> None:
    gill = of("gill")
    teams.client.install(gill)
    told = str(read(teams, gill))
    assert "Welcome" not in told
    assert "ask the person who looks after Evenhand" in told


def test_where_managers_read_one_line_says_what_will_come(teams: TeamsOffice) -> None:
    teams.begins()
    teams.begins()
    [line] = teams.grace.every_message(MANAGERS)
    assert "Evenhand writes here, for managers" in said(line["card"])
    assert "What waits now: incident summary" in said(line["card"])


def test_the_line_for_managers_waits_until_the_app_is_added_to_their_team(teams: TeamsOffice) -> None:
    place = teams.tenant.place(MANAGERS_CHANNEL)
    teams.tenant.remove_bot(place)
    teams.begins()
    assert teams.tenant.from_bot(place) == []
    teams.client.install(of("grace"), place)
    teams.finish()
    [line] = teams.grace.every_message(MANAGERS)
    assert "Evenhand writes here, for managers" in said(line["card"])
