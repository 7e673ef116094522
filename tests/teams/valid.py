"""What Teams would refuse of a message or of an invoke's answer, checked apart from what the adapter believes."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.teams.cards import CARD, MOST_OPTIONS, Wrong, assert_card, check
from tests.teams.conversations import PERSONAL

Payload = dict[str, Any]

LARGEST = 28 * 1024
"""Bytes of a message with everything in it."""
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
IMAGES = {"image/png", "image/jpeg", "image/gif"}
MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
FOUND = "application/vnd.microsoft.search.searchResponse"
SIZES = {"small", "medium", "large"}
TITLE = 64
"""Characters of a dialog's title that Teams shows."""


def size(payload: Any) -> int:  # noqa: ANN401 - JSON
    """Bytes on the wire."""
    return len(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode())


def assert_message(activity: Payload, kind: str) -> None:
    """Raises Wrong where Teams would not take this message in a conversation of this kind."""
    check(activity.get("type") in {"message", "typing"}, f"an activity of type {activity.get('type')}")
    if activity["type"] == "typing":
        return
    attachments = activity.get("attachments") or []
    text = str(activity.get("text") or "")
    check(text.strip() or attachments, "a message with nothing in it")
    check(text.strip() or str(activity.get("summary") or "").strip(), "a notification would say nothing")
    check(activity.get("textFormat") in {None, "markdown", "plain", "xml"}, "a textFormat unknown to Teams")
    check(len(attachments) == 1 or activity.get("attachmentLayout") in {None, "list", "carousel"}, "layout")
    for each in attachments:
        _attachment(each, kind)


def _attachment(attachment: Payload, kind: str) -> None:
    content_type = attachment.get("contentType")
    match content_type:
        case "application/vnd.microsoft.card.adaptive":
            assert_card(attachment.get("content"))
            check(kind == PERSONAL or not _pictures(attachment), "a picture where others read")
        case "application/vnd.microsoft.teams.card.file.consent":
            check(kind == PERSONAL, "a file outside of a personal chat")
            check(attachment.get("name"), "a file without a name")
            content = attachment["content"]
            check(isinstance(content.get("sizeInBytes"), int) and content["sizeInBytes"] > 0, "sizeInBytes")
            check(content.get("description"), "a file without a description")
            for name in ("acceptContext", "declineContext"):
                check(isinstance(content.get(name), dict), name)
        case "application/vnd.microsoft.teams.card.file.info":
            check(kind == PERSONAL, "a file outside of a personal chat")
            check(str(attachment.get("contentUrl", "")).startswith("http"), "a file without an address")
            check({"uniqueId", "fileType"} <= set(attachment["content"]), "a file without its kind")
        case _:
            check(content_type in IMAGES, f"an attachment of type {content_type}")
            check(kind == PERSONAL, "a picture where others read")


def _pictures(attachment: Payload) -> bool:
    return '"data:image' in json.dumps(attachment)


def assert_answer(name: str, status: int, body: Any) -> None:  # noqa: ANN401 - JSON
    """Raises Wrong where Teams would show "something went wrong" on this answer to an invoke."""
    check(status == 200, f"{name} answered with {status}")
    check(name in ANSWERS, f"an invoke {name}")
    check(body is None or size(body) <= LARGEST, f"{name} answered with {size(body)} bytes")
    try:
        ANSWERS[name](body)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise Wrong(f"{name}: {type(wrong).__name__} {wrong}") from None


def _action(body: Payload) -> None:
    check(set(body) == {"statusCode", "type", "value"}, f"keys {set(body)}")
    code, value = body["statusCode"], body["value"]
    match body["type"]:
        case "application/vnd.microsoft.card.adaptive":
            check(code == 200, f"a card with {code}")
            assert_card(value)
        case "application/vnd.microsoft.activity.message":
            check(code == 200, f"a message with {code}")
            check(isinstance(value, str) and value.strip(), "a message without words")
        case "application/vnd.microsoft.error":
            check(400 <= code < 600, f"an error with {code}")
            check(value["code"] and value["message"], "an error without words")
        case other:
            raise Wrong(f"an answer of type {other}")


def _dialog(body: Payload | None) -> None:
    if not body:
        return  # the dialog closes
    check(set(body) <= {"task", "cacheInfo"}, f"keys {set(body)}")
    task = body["task"]
    check(set(task) == {"type", "value"}, f"keys of a task {set(task)}")
    if task["type"] == "message":
        check(isinstance(task["value"], str) and task["value"].strip(), "a message without words")
        return
    check(task["type"] == "continue", f"a task of type {task['type']}")
    shown = task["value"]
    check(set(shown) <= {"title", "height", "width", "card", "completionBotId"}, f"keys {set(shown)}")
    check(0 < len(shown["title"]) <= TITLE, f"a title of {len(shown['title'])}")
    for side in ("height", "width"):
        check(shown.get(side, "medium") in SIZES or isinstance(shown[side], int), f"{side} {shown.get(side)}")
    check(shown["card"]["contentType"] == CARD, "a dialog without an Adaptive Card")
    assert_card(shown["card"]["content"])
    check(not _executes(shown["card"]["content"]), "an Action.Execute in a dialog")


def _executes(card: Payload) -> bool:
    return '"Action.Execute"' in json.dumps(card)


def _opened(body: Payload | None) -> None:
    check(body, "a dialog was asked for and none came")
    _dialog(body)


def _extension(body: Payload | None) -> None:
    check("composeExtension" not in (body or {}), "a result for the compose box instead of a dialog")
    _dialog(body)


def _found(body: Payload) -> None:
    check(body["type"] == FOUND, f"an answer of type {body['type']}")
    results = body["value"]["results"]
    check(len(results) <= MOST_OPTIONS, f"{len(results)} results")
    for each in results:
        check(set(each) == {"title", "value"}, f"keys of a result {set(each)}")
        check(all(isinstance(text, str) and text.strip() for text in each.values()), "an empty result")
    check(len({each["value"] for each in results}) == len(results), "the same result twice")


def _nothing(body: Any) -> None:  # noqa: ANN401 - JSON
    check(not body, "an answer where none is expected")


ANSWERS: Mapping[str, Callable[[Any], None]] = {
    "adaptiveCard/action": _action,
    "task/fetch": _opened,
    "task/submit": _dialog,
    "composeExtension/fetchTask": _opened,
    "composeExtension/submitAction": _extension,
    "application/search": _found,
    "fileConsent/invoke": _nothing,
}
