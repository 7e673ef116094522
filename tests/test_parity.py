"""What there is on one platform there is on the other; what can't be stands in `NOT_IN_TEAMS`, with its reason."""

import ast
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from adapters.slack import manifest as slack_manifest
from adapters.slack import parse as slack_parse
from adapters.slack import render as slack_render
from adapters.teams import elements, manifest, parse, render
from adapters.teams.elements import Drawing, Spot
from adapters.teams.render import Showing
from adapters.web import parse as web_parse
from adapters.web import render as web_render
from bot import cards, tables
from bot.cards import Button, Card, Form
from bot.chat import Event, Person, Press, Role
from tests.stories import conftest as stories
from tests.teams import activities
from tests.teams.conversations import Conversations
from tests.teams.members import of

PARSERS = (web_parse, slack_parse, parse)
AMIRA = Person(staff_id=1, name="Amira Khan", role=Role.WORKER)
LONDON = ZoneInfo("Europe/London")
FOLDER = Path(stories.__file__).parent

PARTS: Mapping[type, Any] = {
    cards.Text: cards.text("said"),
    cards.Quiet: cards.quiet("said"),
    cards.Bullets: cards.bullets(["said"]),
    cards.Facts: cards.Facts((("said", "so"),)),
    cards.Divider: cards.Divider(),
    cards.Copyable: cards.Copyable("said", "so"),
    cards.Image: cards.Image("said.png", b"", "said"),
    cards.Buttons: cards.Buttons((Button("said", "report.file"),)),
}
ONE = (cards.Option("key", "said"),)
FIELDS: Mapping[type, Any] = {
    cards.TextField: cards.TextField("name", "said"),
    cards.NumberField: cards.NumberField("name", "said"),
    cards.ChoiceField: cards.ChoiceField("name", "said", ONE),
    cards.ChoicesField: cards.ChoicesField("name", "said", ONE),
    cards.DateField: cards.DateField("name", "said"),
    cards.DateTimeField: cards.DateTimeField("name", "said"),
    cards.LookupField: cards.LookupField("name", "said"),
}


def events(module: ModuleType) -> set[str]:
    """The kinds of event that a platform tells the bot."""
    kinds = (each for each in vars(module).values() if isinstance(each, type))
    return {each.__name__ for each in kinds if issubclass(each, Event) and each is not Event}


def test_everything_that_people_do_reaches_the_bot_from_everywhere() -> None:
    assert len({frozenset(events(each)) for each in PARSERS}) == 1


def test_every_kind_of_part_and_field_is_drawn_everywhere() -> None:
    assert set(PARTS) == set(get_args(cards.Part))
    assert set(FIELDS) == set(get_args(cards.Field))
    for part in PARTS.values():
        card = Card("Title", (part,))
        assert len({bool(str(drawn)) for drawn in (web_render.card(card), slack_render.message(card))}) == 1
        assert len(render.card(card)["body"]) > 1
    for field in FIELDS.values():
        form = Form("report.file", "Title", (field,), "Save")
        for drawn in (
            web_render.form(form),
            slack_render.form(form, LONDON),
            render.form(form, Showing(LONDON)),
        ):
            assert "said" in str(drawn)


@pytest.mark.parametrize("action", tables.PRESSES)
def test_every_button_comes_back_from_teams_as_what_it_is(action: str) -> None:
    for spot in Spot:
        drawn = elements.button(Button("Label", action, "1:2:3"), Drawing(spot))
        pressed = parse.activity(invoked(drawn))
        assert isinstance(pressed, parse.Incoming)
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


def test_the_same_can_be_begun_outside_of_a_conversation() -> None:
    assert set(manifest.EXTENSIONS) == set(slack_manifest.SHORTCUTS)
    assert set(manifest.EXTENSIONS) <= set(tables.PRESSES)


def test_every_story_is_told_everywhere_but_for_what_is_said_here() -> None:
    assert set(stories.OFFICES) == {"web", "slack", "teams"} == {each.office for each in stories.USUAL}
    told = {
        node.name
        for file in FOLDER.glob("test_*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    assert set(stories.NOT_IN_TEAMS) <= told
    assert len(stories.NOT_IN_TEAMS) == 1
