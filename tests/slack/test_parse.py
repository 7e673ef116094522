"""What Slack sends becomes events; what can't be read is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.payload import BadRequest
from adapters.slack import ids, inputs, parse
from adapters.slack.incoming import Incoming, Surface
from adapters.slack.markup import plain
from bot.chat import Change, Command, Event, Lookup, Opened, Person, Place, PlaceKind, Press, Role, Submission

Payload = dict[str, Any]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AMIRA = Person(1, "Amira Khan", Role.WORKER)


USER = {"id": "U0AMIRA", "username": "amira", "team_id": "T0HOME"}
COMMON: Payload = {"user": USER, "team": {"id": "T0HOME", "domain": "sendiass"}, "trigger_id": "13.37.abc"}


def slash(text: str = "", channel: str = "C0TEAM") -> Payload:
    return {
        "command": "/incident",
        "text": text,
        "user_id": "U0AMIRA",
        "team_id": "T0HOME",
        "channel_id": channel,
        "trigger_id": "13.37.abc",
        "response_url": "https://hooks.example.org/commands/1",
    }


def open_form(**inputs: Payload) -> Payload:
    return {
        "id": "V1",
        "type": "modal",
        "hash": "156.abc",
        "callback_id": "report.file",
        "private_metadata": '{"value": "7:1"}',
        "blocks": [{"type": "input", "block_id": name} for name in inputs],
        "state": {"values": {name: {name: typed} for name, typed in inputs.items()}},
    }


def pressed(action: Payload, **about: Payload) -> Payload:
    container = {"type": "message", "channel_id": "C0TEAM", "is_ephemeral": False}
    message = {"channel": {"id": "C0TEAM"}, "container": container} if "view" not in about else {}
    return {**COMMON, "type": "block_actions", "actions": [action], **message, **about}


def told(incoming: Incoming | None) -> Any:  # noqa: ANN401 - each test knows its event
    assert incoming is not None
    return incoming.event(AMIRA, NOW)


def test_a_slash_command_has_its_name_its_words_and_its_place() -> None:
    incoming = parse.command(slash("check Okafor"))
    event = told(incoming)
    assert isinstance(event, Command)
    assert (event.name, event.text, event.delivery) == ("incident", "check Okafor", "slack:13.37.abc")
    assert event.where == Place("slack", PlaceKind.CHANNEL, "C0TEAM")
    assert (incoming.user, incoming.team, incoming.surface) == ("U0AMIRA", "T0HOME", Surface.COMMAND)


def test_a_command_in_direct_messages_happens_at_that_person_s() -> None:
    event: Event = told(parse.command(slash(channel="D0123")))
    assert event.where == Place("slack", PlaceKind.PERSON, "U0AMIRA")


def test_a_button_has_its_action_without_what_made_it_unique() -> None:
    event = told(parse.action(pressed({"type": "button", "action_id": "customer.check:2", "value": "0:4"})))
    assert event == Press(
        action="customer.check",
        value="0:4",
        who=AMIRA,
        where=Place("slack", PlaceKind.CHANNEL, "C0TEAM"),
        when=NOW,
        delivery="slack:13.37.abc",
    )


@pytest.mark.parametrize("kind", ["overflow", "static_select"])
def test_a_menu_s_option_carries_action_and_value(kind: str) -> None:
    chosen = {"text": {"type": "plain_text", "text": "Undo"}, "value": f"issue.undo{ids.JOIN}7:1|x"}
    event = told(parse.action(pressed({"type": kind, "action_id": ids.MENU, "selected_option": chosen})))
    assert (event.action, event.value) == ("issue.undo", "7:1|x")


@pytest.mark.parametrize(
    ("container", "surface"), [({"is_ephemeral": True}, Surface.WHISPER), ({}, Surface.MESSAGE)]
)
def test_where_a_button_stood_is_known(container: Payload, surface: Surface) -> None:
    body = pressed({"type": "button", "action_id": "issue.take"}, container=container)
    assert parse.action(body).surface is surface


def test_a_button_of_the_home_is_known_as_such() -> None:
    body = pressed({"type": "button", "action_id": "promise.done"}, view={"type": "home", "id": "V1"})
    assert parse.action(body).surface is Surface.HOME


def test_a_watched_field_changed() -> None:
    chosen = {"type": "external_select", "selected_option": {"value": "C-0042"}}
    view = open_form(customer=chosen, issue={"type": "plain_text_input", "value": "Plan late"})
    body = pressed({**chosen, "action_id": "customer", "block_id": "customer"}, view=view)
    event = told(parse.action(body))
    assert isinstance(event, Change)
    assert (event.action, event.field, event.value) == ("report.file", "customer", "7:1")
    assert event.fields == {"customer": "C-0042", "issue": "Plan late"}


def test_a_watched_choice_of_a_form_is_a_change_and_a_menu_beside_it_stays_a_press() -> None:
    option = {"text": {"type": "plain_text", "text": "Undo"}, "value": f"issue.undo{ids.JOIN}7:1"}
    chosen = {"type": "static_select", "selected_option": {"value": "not_known"}}
    view = open_form(handled=chosen)
    event = told(parse.action(pressed({**chosen, "action_id": "handled", "block_id": "handled"}, view=view)))
    assert isinstance(event, Change)
    assert (event.action, event.field, event.fields) == ("report.file", "handled", {"handled": "not_known"})
    menu = {"type": "static_select", "action_id": ids.MENU, "block_id": "b7", "selected_option": option}
    assert isinstance(told(parse.action(pressed(menu, view=view))), Press)


def test_more_is_a_change_of_the_form() -> None:
    event = told(parse.action(pressed({"type": "button", "action_id": ids.MORE}, view=open_form())))
    assert isinstance(event, Change)
    assert (event.action, event.field) == ("report.file", "more")


def test_a_submission_has_every_kind_of_input() -> None:
    option = {"value": "helpline"}
    view = open_form(
        issue={"type": "plain_text_input", "value": "Plan \ud800 late"},
        details={"type": "plain_text_input", "value": None},
        minutes={"type": "number_input", "value": "12"},
        route={"type": "static_select", "selected_option": option},
        told_us={"type": "radio_buttons", "selected_option": None},
        concerns={"type": "multi_static_select", "selected_options": [{"value": "a"}, {"value": "b"}]},
        days={"type": "checkboxes", "selected_options": []},
        promised_by={"type": "datepicker", "selected_date": "2026-11-30"},
        happened={"type": "datetimepicker", "selected_date_time": 1795424400},
        customer={"type": "external_select", "selected_option": {"value": "new:Rosa"}},
    )
    event = told(parse.submission({**COMMON, "type": "view_submission", "view": view}))
    assert isinstance(event, Submission)
    assert event.fields == {
        "issue": "Plan ? late",
        "details": "",
        "minutes": "12",
        "route": "helpline",
        "told_us": "",
        "concerns": ("a", "b"),
        "days": (),
        "promised_by": "2026-11-30",
        "happened": "2026-11-23T09:00:00+00:00",
        "customer": "new:Rosa",
    }


def test_plain_text_in_the_look_up_is_taken_as_it_is() -> None:
    view = open_form(customer={"type": "plain_text_input", "value": "Rosa Lindqvist"})
    assert told(parse.submission({**COMMON, "view": view})).fields == {"customer": "Rosa Lindqvist"}


def test_what_is_typed_into_a_look_up() -> None:
    incoming = parse.suggestion({**COMMON, "action_id": "customer", "value": "ros", "view": open_form()})
    event = told(incoming)
    assert isinstance(event, Lookup)
    assert (event.field, event.typed, incoming.typed) == ("customer", "ros", "ros")


def test_the_home_was_opened_and_other_tabs_say_nothing() -> None:
    happened = {"type": "app_home_opened", "user": "U0AMIRA", "tab": "home", "channel": "D1"}
    body = {"team_id": "T0HOME", "event_id": "Ev1", "event": happened}
    event = told(parse.opened(body))
    assert isinstance(event, Opened)
    assert event.delivery == "slack:Ev1"
    messages = parse.opened({**body, "event": {**happened, "tab": "messages"}})
    assert messages
    assert messages.surface is Surface.TALK
    assert parse.opened({**body, "event": {**happened, "tab": "about"}}) is None


@pytest.mark.parametrize(
    "unlike", [{"subtype": "message_changed"}, {"bot_id": "B1"}, {"channel_type": "channel"}]
)
def test_only_a_person_s_own_new_line_to_the_assistant_is_answered(unlike: Payload) -> None:
    happened = {"user": "U0AMIRA", "channel": "D1", "channel_type": "im", "text": "check Okafor"}
    body = {"team_id": "T0HOME", "event_id": "Ev1", "event": happened}
    assert told(parse.talk(body)).text == "help"
    assert parse.talk({**body, "event": {**happened, **unlike}}) is None


def test_a_message_s_words_and_link_go_along() -> None:
    body = {
        **COMMON,
        "type": "message_action",
        "callback_id": "report.message",
        "channel": {"id": "C0TEAM"},
        "message": {"ts": "1795424400.000100", "text": "Rang <tel:07700900321|07700 900321> &amp; shouted"},
    }
    event = told(parse.shortcut(body))
    assert event.action == "report.message"
    assert event.value.splitlines() == [
        "Rang 07700 900321 (tel:07700900321) & shouted",
        "https://sendiass.slack.com/archives/C0TEAM/p1795424400000100",
    ]


@pytest.mark.parametrize(
    ("marked", "seen"),
    [
        ("<https://example.org|the plan>", "the plan (https://example.org)"),
        ("<https://example.org>", "https://example.org"),
        ("<@U0AMIRA|amira> and <!channel>", "amira and !channel"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
    ],
)
def test_markup_becomes_the_words_that_people_saw(marked: str, seen: str) -> None:
    assert plain(marked) == seen


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["user", "view", "actions", "event", "channel", "container", "state", "values", "text", "type", "value"]
)
READERS = (
    parse.command,
    parse.shortcut,
    parse.action,
    parse.submission,
    parse.suggestion,
    parse.opened,
    parse.talk,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(KEYS, JSON, max_size=6), st.sampled_from([*COMMON, ""]))
def test_whatever_is_sent_is_read_or_refused(body: Payload, missing: str) -> None:
    whole = {**COMMON, **body}
    whole.pop(missing, None)
    for reader in READERS:
        try:
            incoming = reader(whole)
        except BadRequest:
            continue
        if incoming:
            told(incoming)
            inputs.shows_more(incoming.view)
            inputs.names(incoming.view)
