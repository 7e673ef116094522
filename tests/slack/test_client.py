"""The local client sends what Slack's client sends, and shows what Slack's client would show."""

import json
from collections.abc import Iterator

import pytest

from tests.slack.client import Client, Posted, Whispered
from tests.slack.conversations import MANAGERS, TEAM, Message
from tests.slack.dialogs import Dialog
from tests.slack.lines import FORM, HttpLine, Retry, form
from tests.slack.listening import Listening, listening
from tests.slack.members import TEAM_ID, of
from tests.slack.said import Arguments, Payload
from tests.slack.workspace import Workspace

AMIRA, GRACE = of("amira"), of("grace")
YES, NO = ({"text": {"type": "plain_text", "text": label}, "value": label.lower()} for label in ("Yes", "No"))
BUTTON: Payload = {
    "type": "button",
    "action_id": "issue.take",
    "value": "7.1",
    "text": {"type": "plain_text", "text": "I'll reply"},
}
ROW: Payload = {"type": "actions", "block_id": "row", "elements": [BUTTON]}
MENU: Payload = {"type": "overflow", "action_id": "menu", "options": [YES, NO]}


@pytest.fixture
def app(slack: Workspace) -> Iterator[tuple[Listening, Client, HttpLine]]:
    with listening(slack) as opened:
        yield opened


@pytest.fixture
def heard(app: tuple[Listening, Client, HttpLine]) -> Listening:
    return app[0]


@pytest.fixture
def client(app: tuple[Listening, Client, HttpLine]) -> Client:
    return app[1]


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def entry(name: str, kind: str, **more: object) -> Payload:
    watched = {"dispatch_action": True} if more.pop("watch", False) else {}
    element = {"type": kind, "action_id": name, **more}
    return {"type": "input", "block_id": name, "label": plain(name), "element": element, **watched}


FIELDS: tuple[Payload, ...] = (
    entry("customer", "external_select", min_query_length=0, watch=True),
    entry("issue", "plain_text_input", initial_value="Plan late"),
    entry("told_us", "static_select", options=[YES, NO]),
    entry("concerns", "checkboxes", options=[YES, NO]),
    entry("by", "datepicker"),
    entry("happened", "datetimepicker", initial_date_time=1795424400),
    entry("minutes", "number_input", is_decimal_allowed=False),
)


def drawn(*fields: Payload) -> Payload:
    return {
        "type": "modal",
        "callback_id": "report.file",
        "private_metadata": '{"value":"1"}',
        "title": plain("A form"),
        "submit": plain("Save"),
        "blocks": list(fields),
    }


def opened(slack: Workspace, *fields: Payload) -> Dialog:
    asked = Arguments({"trigger_id": slack.dialogs.trigger(AMIRA), "view": drawn(*(fields or FIELDS))})
    slack.dialogs.open(asked)
    dialog = slack.dialog(AMIRA)
    assert dialog
    return dialog


def fill(dialog: Dialog, **values: object) -> None:
    for name, value in values.items():
        dialog.typed[name, name] = value


def redraw(slack: Workspace, dialog: Dialog, *fields: Payload) -> None:
    slack.dialogs.update(Arguments({"view_id": dialog.id, "view": drawn(*fields)}))


def typed(dialog: Dialog) -> Payload:
    values: Payload = dialog.shape()["state"]["values"]
    return {name: inputs[name] for name, inputs in values.items()}


def test_a_command_carries_what_slack_sends(heard: Listening, client: Client) -> None:
    client.command(AMIRA, "/incident", "check Okafor", channel=TEAM)
    (sent,) = heard.heard
    assert (sent["command"], sent["text"], sent["user_id"]) == ("/incident", "check Okafor", AMIRA)
    assert (sent["team_id"], sent["channel_id"], sent["channel_name"]) == (TEAM_ID, TEAM, "team")
    assert sent["trigger_id"]
    assert sent["response_url"].startswith("http://127.0.0.1:")


def test_an_answer_to_a_command_is_whispered(slack: Workspace, heard: Listening, client: Client) -> None:
    heard.answer = {"response_type": "ephemeral", "text": "Only you"}
    client.command(AMIRA, "/incident", "help")
    assert [said.text for said in slack.ephemerals(AMIRA)] == ["Only you"]


def test_the_same_delivery_has_the_same_trigger(heard: Listening, client: Client) -> None:
    for delivery in ("same", "same", ""):
        client.command(AMIRA, "/incident", delivery=delivery)
    first, second, other = heard.heard
    assert first["trigger_id"] == second["trigger_id"] != other["trigger_id"]
    assert first["response_url"] == second["response_url"] != other["response_url"]


def test_a_press_on_a_message_brings_the_message(slack: Workspace, heard: Listening, client: Client) -> None:
    place = slack.place(MANAGERS)
    message = Message("1.000001", "U0EVENHAND", "Shared", [ROW])
    client.press(GRACE, Posted(place, message), "row", BUTTON)
    (sent,) = heard.heard
    assert sent["type"] == "block_actions"
    container = {"type": "message", "message_ts": "1.000001", "channel_id": MANAGERS, "is_ephemeral": False}
    assert sent["container"] == container
    assert (sent["channel"]["id"], sent["message"]["blocks"]) == (MANAGERS, [ROW])
    (action,) = sent["actions"]
    assert {name: action[name] for name in ("type", "action_id", "block_id", "value")} == {
        "type": "button",
        "action_id": "issue.take",
        "block_id": "row",
        "value": "7.1",
    }


def test_a_press_on_a_whisper_leaves_out_its_words(
    slack: Workspace, heard: Listening, client: Client
) -> None:
    whispered = slack.state.whisper(AMIRA, TEAM, {"text": "Only you", "blocks": [ROW]})
    client.press(AMIRA, Whispered(slack.place(TEAM), whispered), "row", MENU, NO)
    (sent,) = heard.heard
    assert sent["container"]["is_ephemeral"]
    assert "message" not in sent
    assert sent["response_url"]
    assert sent["actions"][0]["selected_option"] == NO


def test_a_submission_brings_what_stands_in_every_kind_of_input(
    slack: Workspace, heard: Listening, client: Client
) -> None:
    dialog = opened(slack)
    fill(dialog, customer=YES, told_us=NO, concerns=[YES], by="2026-11-24", minutes="5")
    client.submit(dialog)
    (sent,) = heard.heard
    values = {name: inputs[name] for name, inputs in sent["view"]["state"]["values"].items()}
    assert values == {
        "customer": {"type": "external_select", "selected_option": YES},
        "issue": {"type": "plain_text_input", "value": "Plan late"},
        "told_us": {"type": "static_select", "selected_option": NO},
        "concerns": {"type": "checkboxes", "selected_options": [YES]},
        "by": {"type": "datepicker", "selected_date": "2026-11-24"},
        "happened": {"type": "datetimepicker", "selected_date_time": 1795424400},
        "minutes": {"type": "number_input", "value": "5"},
    }
    view = sent["view"]
    assert (view["id"], view["hash"], view["root_view_id"]) == (dialog.id, dialog.hash, dialog.root)
    assert (view["callback_id"], json.loads(view["private_metadata"])) == ("report.file", {"value": "1"})
    assert slack.dialog(AMIRA) is None


def test_what_is_needed_is_asked_for_before_anything_is_sent(
    slack: Workspace, heard: Listening, client: Client
) -> None:
    dialog = opened(slack, *FIELDS[:2])
    with pytest.raises(AssertionError, match="customer"):
        client.submit(dialog)
    assert heard.heard == []


def test_what_was_typed_is_kept_where_the_input_stays(slack: Workspace) -> None:
    dialog = opened(slack)
    fill(dialog, issue="What I typed", minutes="5")
    redraw(
        slack,
        dialog,
        entry("issue", "plain_text_input", initial_value="Another beginning"),
        entry("minutes:2", "number_input", is_decimal_allowed=False, initial_value="9"),
        entry("by", "plain_text_input", initial_value="another kind"),
    )
    stands = {name: state.get("value") for name, state in typed(dialog).items()}
    assert stands == {"issue": "What I typed", "minutes:2": "9", "by": "another kind"}


def test_what_is_left_out_of_a_redraw_is_forgotten(slack: Workspace) -> None:
    dialog = opened(slack)
    fill(dialog, minutes="5")
    redraw(slack, dialog, *FIELDS[:2])
    redraw(slack, dialog, *FIELDS)
    assert typed(dialog)["minutes"]["value"] is None


def test_only_a_watched_input_is_told_at_once(slack: Workspace, heard: Listening, client: Client) -> None:
    dialog = opened(slack)
    client.enter(dialog, "issue", "Taxi late")
    assert heard.heard == []
    client.enter(dialog, "customer", YES)
    (sent,) = heard.heard
    assert sent["actions"][0]["selected_option"] == YES
    assert sent["view"]["state"]["values"]["issue"]["issue"]["value"] == "Taxi late"
    assert sent["container"] == {"type": "view", "view_id": dialog.id}


def test_a_look_up_is_asked_while_somebody_types(slack: Workspace, heard: Listening, client: Client) -> None:
    heard.answer = {"options": [YES, NO]}
    assert client.suggest(opened(slack), "customer", "oka") == [YES, NO]
    (sent,) = heard.heard
    assert (sent["type"], sent["action_id"], sent["value"]) == ("block_suggestion", "customer", "oka")
    assert "trigger_id" not in sent


def test_errors_stand_beside_their_inputs_and_go_when_they_are_mended(
    slack: Workspace, heard: Listening, client: Client
) -> None:
    dialog = opened(slack, FIELDS[1])
    heard.answer = {"response_action": "errors", "errors": {"issue": "Too long."}}
    client.submit(dialog)
    assert slack.dialog(AMIRA) is dialog
    assert dialog.errors == {"issue": "Too long."}
    assert typed(dialog)["issue"]["value"] == "Plan late"
    client.enter(dialog, "issue", "Short")
    assert dialog.errors == {}


def test_a_submission_can_change_push_or_close_dialogs(
    slack: Workspace, heard: Listening, client: Client
) -> None:
    dialog = opened(slack, FIELDS[1])
    heard.answer = {"response_action": "update", "view": drawn(FIELDS[6])}
    client.submit(dialog)
    assert slack.dialog(AMIRA) is dialog
    assert list(typed(dialog)) == ["minutes"]
    fill(dialog, minutes="5")
    heard.answer = {"response_action": "push", "view": drawn(FIELDS[1])}
    client.submit(dialog)
    above = slack.dialog(AMIRA)
    assert above
    assert above.previous == dialog.id
    heard.answer = {}
    client.submit(above)
    assert slack.dialog(AMIRA) is dialog
    heard.answer = {"response_action": "clear"}
    client.submit(dialog)
    assert slack.dialog(AMIRA) is None


def test_shortcuts_carry_their_trigger(slack: Workspace, heard: Listening, client: Client) -> None:
    client.shortcut(AMIRA, "report.file")
    message = Message("1.000001", GRACE, "They wrote again")
    client.message_shortcut(AMIRA, "report.message", Posted(slack.place(TEAM), message))
    menu, on_message = heard.heard
    assert (menu["type"], on_message["type"]) == ("shortcut", "message_action")
    assert menu["trigger_id"]
    assert on_message["message"]["text"] == "They wrote again"
    assert (on_message["message_ts"], on_message["channel"]["id"]) == ("1.000001", TEAM)


def test_events_are_repeated_with_the_same_id_and_say_so(heard: Listening, client: Client) -> None:
    client.open_home(AMIRA, event_id="Ev1")
    client.open_home(AMIRA, event_id="Ev1", retry=Retry(1, "http_timeout"))
    client.say(AMIRA, "hello")
    client.happens({"type": "user_change", "user": {"id": AMIRA}})
    assert [body["event"]["type"] for body in heard.heard] == [
        "app_home_opened",
        "app_home_opened",
        "message",
        "user_change",
    ]
    assert [body["event_id"] for body in heard.heard][:2] == ["Ev1", "Ev1"]
    assert heard.headers[1]["X-Slack-Retry-Num"] == "1"
    assert heard.headers[1]["X-Slack-Retry-Reason"] == "http_timeout"
    assert heard.heard[2]["event"]["channel_type"] == "im"


def test_a_closed_dialog_is_told_where_that_was_asked(
    slack: Workspace, heard: Listening, client: Client
) -> None:
    client.close(opened(slack, FIELDS[1]))
    assert heard.heard == []
    dialog = opened(slack, FIELDS[1])
    dialog.view["notify_on_close"] = True
    client.close(dialog)
    assert heard.heard[0]["type"] == "view_closed"


def test_a_wrong_signature_is_not_let_in(app: tuple[Listening, Client, HttpLine]) -> None:
    heard, _client, line = app
    body = form({"command": "/incident", "user_id": AMIRA})
    for wrong in ({"X-Slack-Signature": "v0=0"}, {"X-Slack-Request-Timestamp": "1000000000"}):
        assert line.post(body, FORM, wrong).status == 401
    assert heard.heard == []
