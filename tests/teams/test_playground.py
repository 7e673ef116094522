"""What the Agents Playground has not got is drawn for it in another way, and nothing else is changed."""

from typing import Any

from adapters.teams import parse
from adapters.teams.incoming import Incoming
from adapters.teams.playground import suited
from bot.chat import Person, Press, Role
from tests.storage.records import T0
from tests.teams.cards import actions, assert_card, inputs
from tests.teams.drawn import CUSTOMER, EXECUTE, ISSUE, OPENER, SUBMIT, TEXT, card, dialog, message
from tests.teams.members import of

ANYBODY = Person(1, "Amira Khan", Role.WORKER)


def test_a_button_that_would_open_a_dialog_is_pressed_like_any_other() -> None:
    drawn = card(TEXT, actions=[EXECUTE, OPENER, SUBMIT])
    shown: dict[str, Any] = suited(message(drawn))["attachments"][0]["content"]
    assert_card(shown)
    untouched, pressed, submits = actions(shown)
    assert (untouched, submits) == (EXECUTE, SUBMIT)
    assert (pressed["type"], pressed["title"]) == ("Action.Execute", OPENER["title"])
    assert pressed["verb"] == "report.file"
    assert "msteams" not in pressed["data"]


def test_such_a_press_reaches_the_bot_as_the_press_that_it_is() -> None:
    (pressed,) = actions(suited(card(actions=[OPENER | {"data": {**OPENER["data"], "value": "R-1"}}])))
    filled_in = {**pressed["data"], "issue": "of a form on the same card"}
    action = {"type": "Action.Execute", "verb": pressed["verb"], "data": filled_in}
    about = {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "id": "f:1",
        "serviceUrl": "http://127.0.0.1:9/",
    }
    who = {"from": of("amira").sender(), "conversation": {"id": "a:1", "conversationType": "personal"}}
    found = parse.activity({**about, **who, "value": {"action": action}})
    assert isinstance(found, Incoming)
    event = found.event(ANYBODY, T0)
    assert isinstance(event, Press)
    assert (event.action, event.value) == ("report.file", "R-1")


def test_a_look_up_is_plain_text_that_keeps_what_was_chosen() -> None:
    chosen = {
        "choices": [{"title": "New: Noor", "value": "new:Noor"}],
        "value": "new:Noor",
        "isRequired": True,
    }
    shown = suited(dialog(card(ISSUE, CUSTOMER | chosen | {"errorMessage": "Who was it?"})))
    drawn = shown["task"]["value"]["card"]["content"]
    assert_card(drawn)
    issue, customer = inputs(drawn)
    assert issue == ISSUE
    assert (customer["type"], customer["id"], customer["value"]) == ("Input.Text", "customer", "Noor")
    assert (customer["label"], customer["isRequired"]) == ("Customer", True)


def test_what_comes_back_with_a_press_is_left_as_it_is() -> None:
    kept = {"data": {"form": {"choices.data": {"type": "Data.Query"}, "msteams": {}}}}
    assert suited(EXECUTE | kept) == EXECUTE | kept
