"""Somebody's first moment with the assistant in Slack: three lines in their own messages, once, whatever they did first."""

from collections.abc import Callable

import pytest

from bot.words import welcoming as words
from storage import outbox
from tests.office import MANAGERS, button
from tests.office import words as said
from tests.slack import members
from tests.slack.lines import Retry
from tests.slack.office import SlackOffice

AMIRA = members.of("amira")

FIRST: dict[str, Callable[[SlackOffice], object]] = {
    "opens the home": lambda service: service.client.open_home(AMIRA),
    "opens the messages": lambda service: service.client.open_home(AMIRA, tab="messages"),
    "types the command": lambda service: service.client.command(AMIRA, "/incident"),
    "writes a line": lambda service: service.client.say(AMIRA, "Hello?"),
}


def welcomes(service: SlackOffice) -> list[str]:
    found = service.amira.every_message()
    return [said(each["card"]) for each in found if each["key"] == "welcome"]


@pytest.mark.parametrize("first", FIRST)
def test_whatever_somebody_does_first_welcomes_them(service: SlackOffice, first: str) -> None:
    FIRST[first](service)
    service.finish()
    [welcome] = welcomes(service)
    assert words.TITLE in welcome
    assert "Type /incident when somebody is in touch" in welcome


def test_nothing_that_comes_later_or_again_welcomes_them_twice(service: SlackOffice) -> None:
    for first in FIRST.values():
        first(service)
    for number in range(2):
        retry = Retry(number, "http_timeout") if number else None
        service.client.open_home(AMIRA, tab="messages", event_id="Ev0SAME", retry=retry)
    service.finish()
    assert len(welcomes(service)) == 1


def test_its_button_opens_the_form(service: SlackOffice) -> None:
    service.client.open_home(AMIRA, tab="messages")
    [welcome] = service.amira.every_message()
    service.amira.presses_button(button(welcome, "Log a communication"))
    assert service.amira.title == "Log a communication"


@pytest.mark.parametrize(
    "outsider", [members.GUEST, members.STRANGER, members.UNCONFIRMED], ids=lambda m: m.name
)
def test_who_does_not_belong_is_not_welcomed(service: SlackOffice, outsider: members.Member) -> None:
    service.client.open_home(outsider.id, tab="messages")
    service.finish()
    service.settle()
    assert service.workspace.direct(outsider.id).messages == {}
    assert service.store.read(outbox.counts) == outbox.Counts(waiting=0, parked=0)


def test_where_managers_read_one_line_says_what_will_come(service: SlackOffice) -> None:
    service.begins()
    service.begins()
    [line] = service.grace.every_message(MANAGERS)
    assert "Evenhand writes here, for managers" in said(line["card"])
