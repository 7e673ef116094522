"""What one platform has, every platform has; what one can't have stands here, with the reason."""

import ast
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest

from adapters.slack import manifest as slack_manifest
from adapters.slack import render as slack
from adapters.teams import manifest as teams_manifest
from adapters.teams import render as teams
from adapters.web import render as web
from bot import cards, chat, policy, tables
from bot.cards import Button, Buttons, Card, Form, Option
from bot.words import replies, waiting
from tests.office import LONDON
from tests.stories import conftest as stories

ROOT = Path(__file__).parents[1]
STORIES = ROOT / "tests" / "stories"
PLATFORMS = ("slack", "teams", "web")
SIGN = "Quennell"
"""A word that nobody writes."""

CARD: Mapping[str, Callable[[Card], object]] = {"slack": slack.message, "teams": teams.card, "web": web.card}
FORM: Mapping[str, Callable[[Form], object]] = {
    "slack": lambda asked: slack.form(asked, LONDON),
    "teams": lambda asked: teams.form(asked, teams.Showing(LONDON)),
    "web": web.form,
}

PARTS: Mapping[type, cards.Part] = {
    cards.Text: cards.text(SIGN),
    cards.Quiet: cards.quiet(SIGN),
    cards.Bullets: cards.bullets([(SIGN,)]),
    cards.Facts: cards.Facts(((SIGN, SIGN),)),
    cards.Divider: cards.Divider(),
    cards.Copyable: cards.Copyable("Copy", SIGN),
    cards.Image: cards.Image("chart.png", b"png", SIGN, about=SIGN),
    cards.Buttons: Buttons((Button(SIGN, "report.file"),), (Button("More", "issue.leave"),)),
}
OFFERED = (Option("one", "One"), Option("two", "Two"))
FIELDS: Mapping[type, cards.Field] = {
    cards.TextField: cards.TextField("f", SIGN),
    cards.NumberField: cards.NumberField("f", SIGN),
    cards.ChoiceField: cards.ChoiceField("f", SIGN, OFFERED),
    cards.ChoicesField: cards.ChoicesField("f", SIGN, OFFERED),
    cards.DateField: cards.DateField("f", SIGN),
    cards.DateTimeField: cards.DateTimeField("f", SIGN),
    cards.LookupField: cards.LookupField("f", SIGN),
}
SENT_BESIDE = {("slack", cards.Image), ("teams", cards.Image)}
"""Pictures of a private answer go to their reader as messages of their own: tests/stories/test_the_timeline.py."""
NOT_IN_THE_MENU = {"case": "Teams' menu has room for twelve; every case is a press away from `cases`"}
BY_NAME = {
    "message.all": "*Show all* under what was too long: the adapters draw that button themselves",
    "report.file": "a shortcut, without a card",
    "report.message": "a shortcut on somebody's message; the try-out has no messages of people's own",
    "report.look": "Teams tells nothing while somebody fills in a form: a button of the form does",
}
"""What an adapter knows by its name; everything else goes through every adapter unread."""
SAMPLE = {"past.py", "walks.py"}
"""The try-out's made-up past, which is lived through the bot."""


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("kind", get_args(cards.Part), ids=lambda kind: kind.__name__)
def test_every_part_of_a_card_is_drawn(platform: str, kind: type) -> None:
    drawn = CARD[platform](Card("Title", (PARTS[kind],)))
    if kind is cards.Divider:
        assert drawn != CARD[platform](Card("Title"))
    elif (platform, kind) in SENT_BESIDE:
        assert waiting.picture_sent() in json.dumps(drawn)
    else:
        assert SIGN in json.dumps(drawn)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("kind", get_args(cards.Field), ids=lambda kind: kind.__name__)
def test_every_field_of_a_form_is_drawn_with_its_mistake(platform: str, kind: type) -> None:
    asked = FIELDS[kind]
    assert SIGN in json.dumps(FORM[platform](Form("report.file", "Title", (asked,), "Save")))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_reply_is_told_and_everything_that_people_do_is_read(platform: str) -> None:
    named = _named_in(platform)
    told = {kind.__name__ for kind in get_args(chat.ReplyPart)}
    done = {kind.__name__ for kind in chat.Event.__subclasses__()}
    assert told | done <= named


def test_every_command_is_offered_in_each_menu() -> None:
    asked = {word for word in replies.COMMANDS if word}
    typed = {command["usage_hint"] for command in slack_manifest.manifest()["features"]["slash_commands"]}
    assert all(word in hint for word in asked for hint in typed)
    named = {c["command"] for c in slack_manifest.manifest()["features"]["slash_commands"]}
    assert named == {f"/{name}" for name in tables.NAMES}
    (bot,) = _teams()["bots"]
    offered = {each["title"] for listed in bot["commandLists"] for each in listed["commands"]}
    assert offered == {f"incident {word}".strip() for word in replies.COMMANDS} - {
        f"incident {word}" for word in NOT_IN_THE_MENU
    }


def test_every_shortcut_is_offered_on_each_platform_that_has_any() -> None:
    (extension,) = _teams()["composeExtensions"]
    assert {each["id"] for each in extension["commands"]} == set(slack_manifest.SHORTCUTS)
    assert set(slack_manifest.SHORTCUTS) <= set(tables.PRESSES)


def test_no_platform_knows_an_action_that_the_others_do_not() -> None:
    actions = {*tables.PRESSES, *tables.SUBMISSIONS}
    known = {platform: actions & _texts_in(platform) - BY_NAME.keys() for platform in PLATFORMS}
    assert known == {platform: set() for platform in PLATFORMS}


def test_every_story_is_told_on_every_platform() -> None:
    assert set(stories.OFFICES) == set(PLATFORMS) == {told.office for told in stories.USUAL}
    assert {told.database for told in stories.USUAL} == set(stories.DATABASES)


def test_the_stories_left_out_somewhere_are_counted() -> None:
    told = {name for path in STORIES.glob("test_*.py") for name in _functions(path)}
    assert set(stories.NOT_IN_TEAMS) <= told
    assert len(stories.NOT_IN_TEAMS) == 1


def test_no_story_asks_where_it_is_told() -> None:
    for path in STORIES.glob("test_*.py"):
        asked = set(_texts(path)) & {*PLATFORMS}
        assert not asked, f"{path.name} knows {asked}"


def _teams() -> dict[str, Any]:
    about = teams_manifest.About(
        str(UUID(int=1)), "https://evenhand.example.org", "1.0.0", policy.packaged().links
    )
    return teams_manifest.manifest(about)


def _modules(platform: str) -> list[Path]:
    return sorted((ROOT / "adapters" / platform).glob("*.py"))


def _named_in(platform: str) -> set[str]:
    """Every name that the adapter's code uses."""
    trees = (ast.parse(path.read_text("utf-8")) for path in _modules(platform))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {each.id for each in nodes if isinstance(each, ast.Name)} | {
        each.attr for each in nodes if isinstance(each, ast.Attribute)
    }


def _texts_in(platform: str) -> set[str]:
    return {text for path in _modules(platform) if path.name not in SAMPLE for text in _texts(path)}


def _texts(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _functions(path: Path) -> list[str]:
    return [
        each.name for each in ast.parse(path.read_text("utf-8")).body if isinstance(each, ast.FunctionDef)
    ]
