"""Every button that the bot knows, drawn and pressed in Teams: it comes back as what it is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.teams import elements, parse
from adapters.teams.elements import Drawing, Spot
from adapters.teams.incoming import Incoming
from bot import tables
from bot.cards import Button
from bot.chat import Person, Press, Role
from tests.teams import activities
from tests.teams.conversations import Conversations
from tests.teams.members import of

AMIRA = Person(staff_id=1, name="Amira Khan", role=Role.WORKER)


@pytest.mark.parametrize("action", tables.PRESSES)
def test_every_button_comes_back_from_teams_as_what_it_is(action: str) -> None:
    for spot in Spot:
        drawn = elements.button(Button("Label", action, "1:2:3"), Drawing(spot))
        pressed = parse.activity(invoked(drawn))
        assert isinstance(pressed, Incoming)
        event = pressed.event(AMIRA, datetime.now(UTC))
        assert isinstance(event, Press)
        assert (event.action, event.value) == (action, "1:2:3")


def invoked(drawn: dict[str, Any]) -> dict[str, Any]:
    """What Teams sends once this button is pressed."""
    amira = of("amira")
    base = activities.common(amira, Conversations().personal(amira), "https://smba.example.org/uk/")
    if drawn["type"] == "Action.Execute":
        told = {"type": "Action.Execute", "verb": drawn["verb"], "data": drawn["data"]}
        return activities.invoke(base, "adaptiveCard/action", {"action": told})
    opens = "msteams" in drawn["data"]
    return activities.invoke(base, "task/fetch" if opens else "task/submit", {"data": drawn["data"]})
