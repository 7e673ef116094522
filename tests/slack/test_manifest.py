"""The manifest says what the code can do: nothing less, nothing more."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from adapters import slack
from adapters.slack import learning
from adapters.slack.manifest import EVENTS, SHORTCUTS, manifest, scopes
from adapters.slack.web_api import METHODS
from bot import tables
from bot.words import replies

PUBLIC = "https://evenhand.example.org"
DOOR = f"{PUBLIC}/slack/events"
APP = Path(slack.__file__).with_name("app.py").read_text("utf-8")

CALLED = re.compile(r"""\b(?:call|_ask)\(\s*"([A-Za-z]+\.[A-Za-z.]+)\"""")
"""A method of Slack's where it is called."""

LONGEST = {
    ("display_information", "name"): 35,
    ("display_information", "description"): 140,
    ("display_information", "long_description"): 4000,
    ("features", "bot_user", "display_name"): 80,
    ("features", "slash_commands", "command"): 32,
    ("features", "slash_commands", "description"): 2000,
    ("features", "slash_commands", "usage_hint"): 1000,
    ("features", "shortcuts", "name"): 24,
    ("features", "shortcuts", "description"): 150,
    ("features", "shortcuts", "callback_id"): 255,
}
"""Slack's limits, in characters."""


def at(told: Any, *path: str) -> list[Any]:  # noqa: ANN401 - JSON
    """Every value at this path, through lists."""
    if isinstance(told, list):
        return [value for each in told for value in at(each, *path)]
    return at(told[path[0]], *path[1:]) if path else [told]


@pytest.fixture(params=["", PUBLIC], ids=["socket mode", "public address"])
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    return manifest(public_url=request.param)


def test_every_name_of_the_command_is_there_and_no_other(told: dict[str, Any]) -> None:
    assert sorted(at(told, "features", "slash_commands", "command")) == sorted(f"/{n}" for n in tables.NAMES)


def test_the_hint_says_every_word_that_can_be_typed(told: dict[str, Any]) -> None:
    for hint in at(told, "features", "slash_commands", "usage_hint"):
        assert set(re.findall(r"\w+", hint)) >= set(tables.COMMANDS)
        assert set(hint.rpartition(": ")[2].split(", ")) == set(replies.COMMANDS) - {""}


def test_every_method_that_asks_for_scopes_is_really_called() -> None:
    sources = Path(slack.__file__).parent.glob("*.py")
    called = {name for each in sources for name in CALLED.findall(each.read_text("utf-8"))}
    assert called == set(METHODS)


def test_shortcuts_are_actions_that_the_bot_knows(told: dict[str, Any]) -> None:
    assert at(told, "features", "shortcuts", "callback_id") == list(SHORTCUTS)
    assert set(SHORTCUTS) <= set(tables.PRESSES)
    assert {s["callback_id"]: s["type"] for s in told["features"]["shortcuts"]} == {
        "report.file": "global",
        "report.message": "message",
    }


def test_the_events_are_those_that_the_door_listens_to(told: dict[str, Any]) -> None:
    listened = {*re.findall(r'\.event\("([a-z_]+)"\)', APP), *learning.EVENTS}
    assert {event.partition(".")[0] for event in EVENTS} == listened
    assert at(told, "settings", "event_subscriptions", "bot_events") == sorted(EVENTS)


def test_the_scopes_are_those_of_the_methods_the_events_and_the_commands(told: dict[str, Any]) -> None:
    of_methods = {scope for needed in METHODS.values() for scope in needed}
    of_events = {scope for needed in EVENTS.values() for scope in needed}
    listed = at(told, "oauth_config", "scopes", "bot")
    assert set(listed) == of_methods | of_events | {"commands"} == scopes()
    assert len(listed) == len(set(listed))
    assert "user" not in told["oauth_config"]["scopes"]


def test_everything_fits_what_slack_accepts(told: dict[str, Any]) -> None:
    for path, longest in LONGEST.items():
        for text in at(told, *path):
            assert 0 < len(text) <= longest, path
    assert len(told["display_information"]["long_description"]) >= 175
    assert re.fullmatch("#[0-9a-f]{6}", told["display_information"]["background_color"])


def test_people_can_write_to_it_and_it_has_a_home(told: dict[str, Any]) -> None:
    assert told["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert told["settings"]["interactivity"]["is_enabled"] is True


def test_it_is_one_workspaces_app_with_a_token_that_stays(told: dict[str, Any]) -> None:
    assert told["settings"]["org_deploy_enabled"] is False
    assert told["settings"]["token_rotation_enabled"] is False


def test_without_a_public_address_slack_is_asked_for_socket_mode() -> None:
    told = manifest()
    assert told["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(told)


@pytest.mark.parametrize("given", [PUBLIC, f"{PUBLIC}/"])
def test_with_a_public_address_slack_calls_the_one_door(given: str) -> None:
    told = manifest(public_url=given)
    settings = told["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == DOOR
    assert settings["interactivity"]["request_url"] == DOOR
    assert settings["interactivity"]["message_menu_options_url"] == DOOR
    assert set(at(told, "features", "slash_commands", "url")) == {DOOR}


def test_what_is_typed_comes_as_it_was_typed(told: dict[str, Any]) -> None:
    assert set(at(told, "features", "slash_commands", "should_escape")) == {False}
