"""The local Teams refuses of cards, messages and answers what Teams refuses or does not show."""

import base64
from typing import Any

import pytest

from tests.teams.cards import CARD, Wrong, assert_card
from tests.teams.conversations import CHANNEL, GROUP, PERSONAL
from tests.teams.drawn import CUSTOMER, EXECUTE, ISSUE, OPENER, SUBMIT, TEXT, attached, card, dialog, message
from tests.teams.valid import CONSENT, ERROR, FOUND, MESSAGE, assert_answer, assert_message

PNG = "data:image/png;base64," + base64.b64encode(b"x" * 100).decode()
PICTURE = {"type": "Image", "url": PNG, "altText": "What came when"}


def choices(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    offered = [{"title": "By phone", "value": "helpline"}, {"title": "By letter", "value": "letter"}]
    return {"type": "Input.ChoiceSet", "id": "route", "label": "Route", "choices": offered, **more}


@pytest.mark.parametrize(
    "good",
    [
        card(),
        card(actions=[EXECUTE, OPENER]),
        card(TEXT, ISSUE, CUSTOMER, choices(value="letter"), actions=[SUBMIT]),
        card(choices(isMultiSelect=True, value="letter,helpline")),
        card(PICTURE),
        card(msteams={"width": "full"}),
        card(version="1.2"),
        card({"type": "Input.Date", "id": "day", "label": "Day", "value": "2026-11-23"}),
        card(actions=[EXECUTE] * 6 + [EXECUTE | {"mode": "secondary"}] * 4),
    ],
)
def test_what_teams_shows_is_taken(good: dict[str, Any]) -> None:
    assert_card(good)


@pytest.mark.parametrize(
    ("bad", "because"),
    [
        ({}, "no Adaptive Card"),
        (card(version="1.6"), "not drawn by Teams"),
        (card(version="one"), "version"),
        (card({"type": "TextBlock"}), "text"),
        (card({"type": "TextBlock", "text": "a", "colour": "red"}), "colour"),
        (card({"type": "TextBlok", "text": "a"}), "body.0"),
        (card({"type": "Table", "rows": []}, version="1.4"), "body.0"),
        (card({"type": "TextBlock", "text": " "}), "an empty text"),
        (card(actions=[EXECUTE | {"verb": ""}]), "without a verb"),
        (card(actions=[EXECUTE | {"title": ""}]), "without a label"),
        (card(actions=[EXECUTE | {"data": {"key": "issue:1"}}]), "data with `key`"),
        (card(actions=[OPENER | {"data": {"key": "issue:1"}}]), "data with `key`"),
        (card(actions=[OPENER | {"data": {"msteams": {"type": "task/submit"}}}]), "msteams.type"),
        (card(actions=[EXECUTE] * 7), "7 buttons in a row"),
        (card({"type": "ActionSet", "actions": [EXECUTE] * 7}), "7 buttons in a row"),
        (card(actions=[{"type": "Action.OpenUrl", "title": "a", "url": "http://example.org"}]), "a link to"),
        (card(ISSUE, ISSUE), "inputs with the same id"),
        (card(ISSUE | {"label": ""}), "without a label"),
        (card({n: v for n, v in ISSUE.items() if n != "errorMessage"}), "says nothing where it is empty"),
        (card(ISSUE | {"maxLength": 3, "value": "long"}), "holds more than 3"),
        (card(choices(value="fax")), "not offered"),
        (card(choices(choices=[])), "without choices"),
        (card(choices(choices=[{"title": "a", "value": "k"}] * 2)), "the same choice twice"),
        (card(CUSTOMER | {"choices.data": {"type": "Data.Query"}}), "no dataset"),
        (card({"type": "Input.Date", "id": "day", "label": "Day", "value": "23/11/2026"}), "is set to"),
        (card(PICTURE | {"altText": ""}), "without a description"),
        (card(PICTURE | {"url": PNG + "A" * 20_000}), "bytes in the card"),
        (card(PICTURE | {"url": "http://example.org/a.png"}), "a picture at"),
        (card(msteams={"width": "wide"}), "width"),
    ],
)
def test_what_teams_would_not_show_is_refused(bad: dict[str, Any], because: str) -> None:
    with pytest.raises(Wrong, match=because):
        assert_card(bad)


def test_what_stands_in_a_buttons_data_is_no_part_of_the_card() -> None:
    assert_card(card(actions=[EXECUTE | {"data": {"type": "Input.Text", "fields": [{"type": "Nonsense"}]}}]))


CONSENTING = {
    "contentType": CONSENT,
    "name": "letter.docx",
    "content": {"description": "A letter", "sizeInBytes": 10, "acceptContext": {}, "declineContext": {}},
}


@pytest.mark.parametrize(
    ("good", "kind"),
    [
        (message(), CHANNEL),
        (message(card(PICTURE)), PERSONAL),
        ({"type": "message", "text": "Saved"}, GROUP),
        ({"type": "typing"}, PERSONAL),
        (message() | {"attachments": [CONSENTING]}, PERSONAL),
    ],
)
def test_messages_that_teams_takes(good: dict[str, Any], kind: str) -> None:
    assert_message(good, kind)


@pytest.mark.parametrize(
    ("bad", "kind", "because"),
    [
        ({"type": "message"}, PERSONAL, "nothing in it"),
        ({"type": "invokeResponse"}, PERSONAL, "type invokeResponse"),
        (message(summary=""), PERSONAL, "a notification would say nothing"),
        (message(card(PICTURE)), CHANNEL, "a picture where others read"),
        (message() | {"attachments": [CONSENTING]}, CHANNEL, "a file outside of a personal chat"),
        (message() | {"attachments": [CONSENTING | {"name": ""}]}, PERSONAL, "a file without a name"),
        (message() | {"attachments": [{"contentType": "text/html"}]}, PERSONAL, "type text/html"),
        (message(card(version="1.6")), PERSONAL, "not drawn"),
    ],
)
def test_messages_that_teams_refuses(bad: dict[str, Any], kind: str, because: str) -> None:
    with pytest.raises(Wrong, match=because):
        assert_message(bad, kind)


def results(number: int) -> dict[str, Any]:
    found = [{"title": f"Customer {each}", "value": f"C-{each:04}"} for each in range(number)]
    return {"type": FOUND, "value": {"results": found}}


def redrawn(value: Any, kind: str = CARD, code: int = 200) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"statusCode": code, "type": kind, "value": value}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("adaptiveCard/action", redrawn(card())),
        ("adaptiveCard/action", redrawn("Only a manager can do this", MESSAGE)),
        ("adaptiveCard/action", redrawn({"code": "trouble", "message": "Not saved"}, ERROR, 500)),
        ("task/fetch", dialog(card(ISSUE, actions=[SUBMIT]))),
        ("task/submit", None),
        ("task/submit", {"task": {"type": "message", "value": "Saved"}}),
        ("composeExtension/fetchTask", dialog(card())),
        ("composeExtension/submitAction", dialog(card())),
        ("application/search", results(15)),
        ("application/search", results(0)),
        ("fileConsent/invoke", None),
    ],
)
def test_answers_that_teams_takes(name: str, body: Any) -> None:  # noqa: ANN401 - JSON
    assert_answer(name, 200, body)


@pytest.mark.parametrize(
    ("name", "status", "body", "because"),
    [
        ("adaptiveCard/action", 500, None, "answered with 500"),
        ("adaptiveCard/action", 200, None, "TypeError"),
        ("adaptiveCard/action", 200, card(), "keys"),
        ("adaptiveCard/action", 200, redrawn("", MESSAGE), "without words"),
        ("adaptiveCard/action", 200, redrawn(card(), CARD, 201), "a card with 201"),
        ("adaptiveCard/action", 200, redrawn({"code": "a", "message": "b"}, ERROR), "an error with 200"),
        ("adaptiveCard/action", 200, redrawn(card(TEXT | {"text": "a" * 30_000})), "bytes"),
        ("task/fetch", 200, None, "none came"),
        ("task/fetch", 200, {"task": {"type": "cancel", "value": ""}}, "type cancel"),
        ("task/fetch", 200, dialog(card(), "a" * 65), "a title of 65"),
        ("task/fetch", 200, dialog(card(actions=[EXECUTE])), "an Action.Execute in a dialog"),
        ("task/submit", 200, {"task": {"type": "message", "value": ""}}, "without words"),
        ("composeExtension/submitAction", 200, {"composeExtension": {}}, "instead of a dialog"),
        ("application/search", 200, results(16), "16 results"),
        ("application/search", 200, {"type": FOUND, "value": {}}, "KeyError"),
        ("fileConsent/invoke", 200, {"task": {}}, "none is expected"),
        ("signin/verifyState", 200, None, "an invoke signin"),
    ],
)
def test_answers_that_teams_refuses(name: str, status: int, body: Any, because: str) -> None:  # noqa: ANN401
    with pytest.raises(Wrong, match=because):
        assert_answer(name, status, body)


def test_a_card_is_attached_by_its_own_kind() -> None:
    assert attached(card())["contentType"] == CARD
