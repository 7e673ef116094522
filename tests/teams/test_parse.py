"""What is typed in Teams becomes a command; what others could read is not handled as typed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.teams import parse
from adapters.teams.incoming import Incoming
from bot.chat import Command, Person, Role
from tests.teams.members import BOT, of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AMIRA = Person(1, "Amira Khan", Role.WORKER)


def typed(said: str, kind: str) -> Incoming:
    """What comes of a line typed in a conversation of this kind."""
    body: dict[str, Any] = {"type": "message", "id": "1", "text": said, "from": of("amira").sender()}
    body |= {"conversation": {"id": "19:place", "conversationType": kind}, "recipient": {"id": BOT}}
    found = parse.activity(body)
    assert isinstance(found, Incoming)
    return found


def command(found: Incoming) -> tuple[str, str]:
    event = found.event(AMIRA, NOW)
    assert isinstance(event, Command)
    return event.name, event.text


@pytest.mark.parametrize("said", ["incident check Okafor", "check Okafor", "incident Okafor rang again"])
@pytest.mark.parametrize("kind", ["channel", "groupChat"])
def test_what_others_can_read_is_not_looked_up(said: str, kind: str) -> None:
    found = typed(said, kind)
    assert (found.public, command(found)) == (True, ("incident", "help"))


@pytest.mark.parametrize(
    ("said", "text"), [("incident", ""), ("incident mine", "mine"), ("summary", "summary")]
)
def test_the_bare_word_of_a_command_is_taken_anywhere(said: str, text: str) -> None:
    for kind in ("channel", "groupChat", "personal"):
        found = typed(said, kind)
        assert (found.public, command(found)) == (False, ("incident", text))


def test_between_somebody_and_us_what_they_type_is_what_they_asked() -> None:
    assert command(typed("/incident check Okafor", "personal")) == ("incident", "check Okafor")
    assert command(typed("check Okafor", "personal")) == ("incident", "check Okafor")
    assert command(typed("Mrs Okafor rang again", "personal")) == ("incident", "help")
