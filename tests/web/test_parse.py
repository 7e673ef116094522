import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web import parse, words
from bot import chat

AMIRA = chat.Person(1, "Amira Khan", chat.Role.WORKER)
HERE = chat.Place("web", chat.PlaceKind.PERSON, "amira")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ABOUT: dict[str, Any] = {"who": AMIRA, "where": HERE, "when": NOW, "delivery": "web:d1"}


def event(**body: object) -> chat.Event:
    return parse.event({"delivery": "d1"} | body, AMIRA, HERE, NOW)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"type": "command", "name": "incident"}, chat.Command(name="incident", **ABOUT)),
        (
            {"type": "command", "name": "/contact", "text": "x"},
            chat.Command(name="contact", text="x", **ABOUT),
        ),
        ({"type": "line", "text": "/incident  mine "}, chat.Command(name="incident", text="mine", **ABOUT)),
        (
            {"type": "line", "text": "check Okafor"},
            chat.Command(name="incident", text="check Okafor", **ABOUT),
        ),
        ({"type": "line", "text": "/incidnet x"}, chat.Command(name="incidnet", text="x", **ABOUT)),
        (
            {"type": "press", "action": "issue.take", "value": "7"},
            chat.Press(action="issue.take", value="7", **ABOUT),
        ),
        (
            {
                "type": "submit",
                "action": "report.file",
                "fields": {"customer": "C-0042", "concerns": ["a", "b"]},
            },
            chat.Submission(
                action="report.file", fields={"customer": "C-0042", "concerns": ("a", "b")}, **ABOUT
            ),
        ),
        (
            {"type": "submit", "action": "report.file", "fields": {"minutes": 5}, "value": "v"},
            chat.Submission(action="report.file", fields={"minutes": "5"}, value="v", **ABOUT),
        ),
        (
            {"type": "change", "action": "report.file", "field": "customer", "fields": {}},
            chat.Change(action="report.file", field="customer", **ABOUT),
        ),
        (
            {"type": "lookup", "field": "customer", "typed": "oka"},
            chat.Lookup(field="customer", typed="oka", **ABOUT),
        ),
        ({"type": "opened"}, chat.Opened(**ABOUT)),
    ],
)
def test_each_type_becomes_its_event(body: dict[str, Any], expected: chat.Event) -> None:
    assert event(**body) == expected


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, words.TYPE),
        ({"type": "explode"}, words.TYPE),
        ({"type": ["press"]}, words.TYPE),
        ({"type": "press"}, words.FIELD_TEXTS["action"]),
        ({"type": "press", "action": "a" * 201}, words.FIELD_TEXTS["action"]),
        ({"type": "press", "action": "a", "value": 7}, words.FIELD_TEXTS["value"]),
        ({"type": "submit", "action": "a", "fields": "x"}, words.FIELDS),
        ({"type": "submit", "action": "a", "fields": {"x": {"y": 1}}}, words.FIELDS),
        ({"type": "submit", "action": "a", "fields": {"x": True}}, words.FIELDS),
        ({"type": "opened", "delivery": ""}, words.DELIVERY),
        ({"type": "opened", "delivery": "d" * 101}, words.DELIVERY),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(body: dict[str, Any], sentence: str) -> None:
    with pytest.raises(parse.BadRequest, match="^" + sentence[:20]):
        event(**body)


@pytest.mark.parametrize("raw", [b"", b"\xff", b"[1]", b"null", b"[" * 100_000, b'{"a":' * 100_000])
def test_a_body_that_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(parse.BadRequest):
        parse.body(raw)


def test_halves_of_characters_become_question_marks() -> None:
    body = parse.body(b'{"delivery": "d1", "type": "press", "action": "a", "value": "x\\ud83dy"}')
    read = parse.event(body, AMIRA, HERE, NOW)
    assert isinstance(read, chat.Press)
    assert read.value == "x?y"


def test_only_a_line_without_a_slash_is_the_persons_own_words() -> None:
    assert parse.line({"type": "line", "text": " good morning "}) == "good morning"
    assert parse.line({"type": "line", "text": "/incident"}) is None
    assert parse.line({"type": "command", "name": "incident"}) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = ["type", "who", "place", "delivery", "action", "value", "fields", "field", "typed", "name", "text"]
TYPES = ["command", "line", "press", "submit", "change", "lookup", "opened"]
BODIES = st.builds(
    lambda body, kind: {"delivery": "d1"} | body | kind,
    st.dictionaries(st.sampled_from(KEYS), JSON),
    st.fixed_dictionaries({}, optional={"type": st.sampled_from(TYPES)}),
)


@given(BODIES)
def test_any_object_is_either_an_event_or_refused(body: dict[str, Any]) -> None:
    read = parse.body(json.dumps(body).encode())
    try:
        parse.who(read)
        parse.place(read)
        parse.line(read)
        assert parse.event(read, AMIRA, HERE, NOW).delivery.startswith("web:")
    except parse.BadRequest as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - both ends are right, and only these
