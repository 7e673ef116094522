"""Small cards and messages that Teams takes, for tests to spoil."""

from typing import Any

from tests.teams.cards import CARD

Payload = dict[str, Any]
TEXT: Payload = {"type": "TextBlock", "text": "Colleagues are on this too", "wrap": True}
EXECUTE: Payload = {
    "type": "Action.Execute",
    "title": "I'll reply",
    "verb": "issue.take",
    "data": {"value": "I-1"},
}
OPENER: Payload = {
    "type": "Action.Submit",
    "title": "Log a communication",
    "data": {"action": "report.file", "msteams": {"type": "task/fetch"}},
}
SUBMIT: Payload = {"type": "Action.Submit", "title": "Save", "data": {"action": "report.file"}}
ISSUE: Payload = {
    "type": "Input.Text",
    "id": "issue",
    "label": "Issue",
    "isRequired": True,
    "errorMessage": "Say what it is about",
}
CUSTOMER: Payload = {
    "type": "Input.ChoiceSet",
    "id": "customer",
    "label": "Customer",
    "choices": [],
    "style": "filtered",
    "choices.data": {"type": "Data.Query", "dataset": "customer"},
}


def card(*body: Payload, actions: list[Payload] | None = None, **more: Any) -> Payload:  # noqa: ANN401 - JSON
    """A card of these parts."""
    drawn = list(body) or [TEXT]
    return {"type": "AdaptiveCard", "version": "1.5", "body": drawn, "actions": actions or [], **more}


def attached(content: Payload) -> Payload:
    """A card as a message carries it."""
    return {"contentType": CARD, "content": content}


def message(*cards: Payload, **more: Any) -> Payload:  # noqa: ANN401 - JSON
    """A message of these cards."""
    shown = {"type": "message", "summary": "Colleagues are on this too"}
    return shown | {"attachments": [attached(each) for each in cards or (card(),)], **more}


def dialog(content: Payload, title: str = "Log a communication") -> Payload:
    """The answer that opens or redraws a dialog."""
    return {"task": {"type": "continue", "value": {"title": title, "card": attached(content)}}}
