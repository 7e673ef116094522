"""The check that other tests rely on finds what Slack would refuse."""

import copy
from typing import Any

import pytest

from adapters.slack import render
from bot.cards import Card, text
from tests.slack.rendered import Payload
from tests.slack.test_render_cards import EVERYTHING
from tests.slack.test_render_forms import FORM, LONDON
from tests.slack.valid import assert_valid

PLAIN = {"type": "plain_text", "text": "x"}


def button(**changed: Any) -> Payload:  # noqa: ANN401 - whatever a test makes wrong
    return {"type": "button", "text": PLAIN, "action_id": "a", **changed}


def actions(*elements: Payload) -> Payload:
    return {"type": "actions", "elements": list(elements)}


def rich(*elements: Payload) -> Payload:
    return {"type": "rich_text", "elements": list(elements)}


def typed(**element: Any) -> Payload:  # noqa: ANN401 - whatever a test makes wrong
    return {"type": "input", "block_id": "b", "label": PLAIN, "element": {"action_id": "b", **element}}


def option(number: int = 1, **changed: Any) -> Payload:  # noqa: ANN401 - whatever a test makes wrong
    return {"text": PLAIN, "value": str(number), **changed}


def of_length(number: int) -> Payload:
    return {**PLAIN, "text": "x" * number}


CONFIRM = {"title": PLAIN, "text": PLAIN, "confirm": PLAIN, "deny": PLAIN}
SECTION = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
MENU = {"type": "static_select", "action_id": "b"}

WRONG_BLOCKS: dict[str, Payload] = {
    "block type": {"type": "telepathy"},
    "header: 151": {"type": "header", "text": of_length(151)},
    "header: text of type": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "header: empty": {"type": "header", "text": {"type": "plain_text", "text": " "}},
    "section: 3001": {"type": "section", "text": of_length(3001)},
    "without text and fields": {"type": "section"},
    "11 fields": {"type": "section", "fields": [PLAIN] * 11},
    "field: 2001": {"type": "section", "fields": [of_length(2001)]},
    "11 elements in a context": {"type": "context", "elements": [PLAIN] * 11},
    "26 elements in actions": actions(*(button(action_id=str(n)) for n in range(26))),
    "0 elements in actions": actions(),
    "action_ids twice": actions(button(), button()),
    "button: 76": actions(button(text=of_length(76))),
    "button's value": actions(button(value="x" * 2001)),
    "style 'loud'": actions(button(style="loud")),
    "confirm title: 101": actions(button(confirm={**CONFIRM, "title": of_length(101)})),
    "confirm text: 301": actions(button(confirm={**CONFIRM, "text": of_length(301)})),
    "confirm button: 31": actions(button(confirm={**CONFIRM, "confirm": of_length(31)})),
    "deny button: 31": actions(button(confirm={**CONFIRM, "deny": of_length(31)})),
    "6 options": actions({"type": "overflow", "action_id": "o", "options": [option(n) for n in range(6)]}),
    "empty run": rich({**SECTION, "elements": [{"type": "text", "text": ""}]}),
    "without elements": rich({**SECTION, "elements": []}),
    "rich text without": rich(),
    "other than a web page": rich({**SECTION, "elements": [{"type": "link", "url": "x:y", "text": "x"}]}),
    "style of a list": rich({"type": "rich_text_list", "style": "star", "elements": [SECTION]}),
    "other than sections": rich({"type": "rich_text_list", "style": "bullet", "elements": [rich()]}),
    "keys of divider": {"type": "divider", "text": PLAIN},
    "block_ids twice": {"type": "divider", "block_id": "twice"},
    "length of a block_id": {"type": "divider", "block_id": "x" * 256},
}
WRONG_INPUTS: dict[str, Payload] = {
    "label: 2001": {**typed(type="datepicker"), "label": of_length(2001)},
    "hint: 2001": {**typed(type="datepicker"), "hint": of_length(2001)},
    "button in an input": typed(**button()),
    "0 options": typed(**MENU, options=[]),
    "101 options": typed(**MENU, options=[option(n) for n in range(101)]),
    "value twice": typed(**MENU, options=[option(), option()]),
    "options or option_groups": typed(**MENU),
    "option: 76": typed(**MENU, options=[option(text=of_length(76))]),
    "value of 151": typed(**MENU, options=[option(value="x" * 151)]),
    "value of 0": typed(**MENU, options=[option(value="")]),
    "not offered": typed(**MENU, options=[option()], initial_option=option(2)),
    "placeholder: 151": typed(**MENU, options=[option()], placeholder=of_length(151)),
    "11 options": typed(type="checkboxes", options=[option(n) for n in range(11)]),
    "initial_options without": typed(type="checkboxes", options=[option()], initial_options=[]),
    "max_length 3001": typed(type="plain_text_input", max_length=3001),
    "max_length 0": typed(type="plain_text_input", max_length=0),
    "initial_value of 3": typed(type="plain_text_input", max_length=2, initial_value="xxx"),
    "initial_value of 0": typed(type="plain_text_input", initial_value=""),
    "min_value 0": typed(type="number_input", is_decimal_allowed=False, min_value=0),
    "outside its range": typed(
        type="number_input", is_decimal_allowed=False, max_value="5", initial_value="6"
    ),
    "initial_date": typed(type="datepicker", initial_date="tomorrow"),
    "ten digits": typed(type="datetimepicker", initial_date_time=12),
}


def wrong(payload: Payload, why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        assert_valid(payload)


@pytest.mark.parametrize("why", WRONG_BLOCKS)
def test_a_wrong_block_is_found_and_named(why: str) -> None:
    twice = {"type": "divider", "block_id": "twice"}
    wrong({"text": "x", "blocks": [twice, WRONG_BLOCKS[why]]}, why)
    wrong({"type": "home", "blocks": [twice, WRONG_BLOCKS[why]]}, why)


@pytest.mark.parametrize("why", WRONG_INPUTS)
def test_a_wrong_input_is_found_and_named(why: str) -> None:
    form = render.form(FORM, LONDON)
    wrong({**form, "blocks": [*form["blocks"], WRONG_INPUTS[why]]}, why)


def test_a_wrong_message_is_found() -> None:
    block = {"type": "divider"}
    assert_valid({"text": "x", "blocks": [block] * 50})
    wrong({"text": "x", "blocks": [block] * 51}, "51 blocks")
    wrong({"text": "", "blocks": []}, "without text and blocks")
    wrong({"text": "x", "blocks": [typed(type="datepicker")]}, "an input in a message")
    heavy = render.dialog(Card("", (text("x" * 15_000),)))["blocks"]
    wrong({"text": "x", "blocks": heavy}, "msg_blocks_too_long")


def test_a_wrong_view_is_found() -> None:
    form = render.form(FORM, LONDON)
    wrong({**form, "title": of_length(25)}, "title: 25")
    wrong({**form, "submit": of_length(25)}, "submit: 25")
    wrong({**form, "private_metadata": "x" * 3001}, "private_metadata")
    wrong({**form, "callback_id": "x" * 256}, "callback_id")
    wrong({**form, "blocks": []}, "0 blocks")
    wrong({**form, "blocks": [{"type": "divider"}] * 101}, "101 blocks")
    wrong({**form, "state": {}}, "keys of a view")
    wrong({name: form[name] for name in form if name != "submit"}, "inputs without submit")
    wrong({**render.home(EVERYTHING), "close": PLAIN}, "a home with close")
    long = [{"type": "section", "text": of_length(3000)}] * 90
    wrong({"type": "home", "blocks": long}, "view_too_large")


def test_what_is_right_is_left_alone() -> None:
    for payload in (render.message(EVERYTHING, "k"), render.dialog(EVERYTHING), render.form(FORM, LONDON)):
        before = copy.deepcopy(payload)
        assert_valid(payload)
        assert payload == before
