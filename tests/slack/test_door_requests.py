"""Slack's door lets in what Slack signed, once, and answers everything else shortly: nothing is handled, nothing breaks."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping

import pytest

from storage import Store
from tests.databases import NewDatabase
from tests.serving import LONGEST
from tests.slack import members, troubled
from tests.slack.lines import FORM, JSON, PATH, Answer, Retry, form
from tests.slack.said import Payload
from tests.slack.signed import signed
from tests.slack.troubled import Troubled

AMIRA = members.of("amira")
COMMAND = form(
    {
        "command": "/incident",
        "text": "Plan is late",
        "user_id": AMIRA,
        "team_id": members.TEAM_ID,
        "channel_id": "C0TEAM",
        "trigger_id": "1.2.3",
    }
)


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    with Store(new_sqlite()) as store, troubled.office(store, caplog) as opened:
        yield opened


def send(
    office: Troubled,
    body: bytes,
    content_type: str = FORM,
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "POST",
    path: str = PATH,
) -> Answer:
    """One request with these very bytes, signed unless told otherwise."""
    given = {"Content-Type": content_type, **(signed(body) if headers is None else headers)}
    connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=LONGEST)
    try:
        connection.request(method, path, body, {name: value for name, value in given.items() if name})
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode())
    finally:
        connection.close()


def assert_turned_away(office: Troubled, answer: Answer, *statuses: int) -> None:
    """Shortly, without a word about our insides, and nothing was handled or asked of Slack."""
    assert answer.status in (statuses or range(400, 500)), answer
    assert len(answer.body) < 100
    assert "Traceback" not in answer.body
    office.finish()
    assert office.bot.asked == []
    assert office.workspace.everything == []


def test_what_slack_signed_comes_in(office: Troubled) -> None:
    assert send(office, COMMAND.encode()).status == 200
    office.finish()
    assert len(office.bot.asked) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=\u00e4"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "-1"},
    ],
    ids=["wrong", "empty", "no ASCII", "no time", "no number", "no digits", "huge", "negative"],
)
def test_a_wrong_signature_is_refused(office: Troubled, changed: Mapping[str, str]) -> None:
    body = COMMAND.encode()
    assert_turned_away(office, send(office, body, headers={**signed(body), **changed}), 400, 401)


def test_a_missing_signature_is_refused(office: Troubled) -> None:
    body = COMMAND.encode()
    assert_turned_away(office, send(office, body, headers={}), 401)
    for missing in signed(body):
        left = {name: value for name, value in signed(body).items() if name != missing}
        assert_turned_away(office, send(office, body, headers=left), 401)


def test_anothers_secret_is_refused(office: Troubled) -> None:
    body = COMMAND.encode()
    assert_turned_away(office, send(office, body, headers=signed(body, secret="0another0secret")), 401)


@pytest.mark.parametrize("seconds", [-301, 301, -86_400])
def test_what_was_signed_over_five_minutes_from_now_is_refused(office: Troubled, seconds: float) -> None:
    body = COMMAND.encode()
    assert_turned_away(office, send(office, body, headers=signed(body, at=time.time() + seconds)), 401)


def test_a_body_that_was_changed_is_refused(office: Troubled) -> None:
    body = COMMAND.encode()
    assert_turned_away(office, send(office, body + b"&text=more", headers=signed(body)), 401)


MALFORMED: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", FORM),
    "empty JSON": (b"", JSON),
    "no type": (b"", ""),
    "no form": (b"Dear Sir or Madam", "text/plain"),
    "half JSON": (b'{"type": "event_callback", ', JSON),
    "half a payload": (b"payload=%7B%22type%22", FORM),
    "an empty payload": (b"payload=", FORM),
    "a list": (b"payload=%5B1%5D", FORM),
    "a number": (b"payload=5", FORM),
    "nothing": (b"payload=null", FORM),
    "a word": (b"payload=%22word%22", FORM),
    "a JSON list": (b"[1, 2]", JSON),
    "bad UTF-8": (b"payload=\xff\xfe\x00", FORM),
    "bad UTF-8 as JSON": (b'{"type": "\xff"}', JSON),
    "unknown charset": (COMMAND.encode(), f"{FORM}; charset=klingon"),
    "multipart": (b"--x\r\n\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    "deep": (b"payload=" + b"%5B" * 60_000, FORM),
    "another kind": (b'{"type": "no_such_thing"}', JSON),
    "an event that is a word": (b'{"type": "event_callback", "event": "message"}', JSON),
    "an event of no type": (b'{"type": "event_callback", "event": {}}', JSON),
    "an event of a strange type": (b'{"type": "event_callback", "event": {"type": ["message"]}}', JSON),
    "an unknown event": (b'{"type": "event_callback", "event": {"type": "reaction_added"}}', JSON),
    "no actions": (b'{"type": "block_actions", "actions": []}', JSON),
    "actions that are a number": (b'{"type": "block_actions", "actions": 5}', JSON),
    "a press by nobody": (b'{"type": "block_actions", "actions": [{"action_id": "issue.take"}]}', JSON),
    "a view that is a number": (b'{"type": "view_submission", "view": 5}', JSON),
    "a view by nobody": (b'{"type": "view_submission", "view": {"callback_id": "report.file"}}', JSON),
    "a look-up by nobody": (b'{"type": "block_suggestion", "action_id": "customer", "value": "x"}', JSON),
    "a shortcut by nobody": (b'{"type": "shortcut", "callback_id": "report.file"}', JSON),
    "a closed view": (b'{"type": "view_closed", "view": {"callback_id": "report.file"}}', JSON),
    "a command by nobody": (b"command=%2Fincident&text=x", FORM),
    "authorizations of another shape": (b'{"type": "event_callback", "authorizations": [5]}', JSON),
    "a team of another shape": (b'{"type": "block_actions", "team": 5, "user": 5}', JSON),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_nobody_can_read_is_answered_shortly_and_does_nothing(office: Troubled, name: str) -> None:
    body, content_type = MALFORMED[name]
    assert_turned_away(office, send(office, body, content_type))
    assert send(office, COMMAND.encode()).status == 200


@pytest.mark.parametrize("name", MALFORMED)
def test_what_nobody_signed_is_never_a_mistake_of_ours(office: Troubled, name: str) -> None:
    body, content_type = MALFORMED[name]
    assert_turned_away(office, send(office, body, content_type, {}), 400, 401)


def test_what_is_far_too_long_is_not_read(office: Troubled) -> None:
    body = b"payload=" + b"x" * 1_200_000
    assert_turned_away(office, send(office, body), 413)


def test_only_one_address_and_one_method_answer(office: Troubled) -> None:
    assert_turned_away(office, send(office, b"", method="GET"), 405)
    assert_turned_away(office, send(office, COMMAND.encode(), path="/slack/events/more"), 404)


def test_slack_may_ask_whether_somebody_answers(office: Troubled) -> None:
    challenge = {"type": "url_verification", "token": "x", "challenge": "3eZbrw1aB"}
    answer = send(office, json.dumps(challenge).encode(), JSON)
    assert (answer.status, answer.body) == (200, '{"challenge": "3eZbrw1aB"}')
    assert send(office, b"token=x&ssl_check=1").status == 200
    assert office.bot.asked == []


def test_nobody_else_may_ask(office: Troubled) -> None:
    challenge = {"type": "url_verification", "token": "x", "challenge": "3eZbrw1aB"}
    assert_turned_away(office, send(office, json.dumps(challenge).encode(), JSON, {}), 401)


def test_a_submission_sent_again_to_the_byte_counts_once(office: Troubled) -> None:
    office.amira.reports("Rosa Lindqvist", "Plan late")
    again = office.door.replay()
    office.finish()
    assert (again.status, office.number_of()) == (200, 1)
    assert "Already saved: R-00001" in again.body


def test_a_press_sent_again_to_the_byte_counts_once(office: Troubled) -> None:
    office.amira.reports("Rosa Lindqvist", "Plan late")
    office.priya.reports("C-0001", "Plan late")
    office.priya.presses("I'll reply")
    before = office.amira.message("issue:1/")
    office.door.replay()
    office.finish()
    assert office.amira.message("issue:1/")["card"]["title"] == before["card"]["title"]
    assert "Already saved: I-0001" in str(top_view(office, office.priya.id))


def test_a_command_sent_again_leaves_the_open_form_alone(office: Troubled) -> None:
    office.amira.types("/incident Plan is late")
    before = office.workspace.dialog(AMIRA)
    assert before is not None
    view_id, drawn = before.id, before.view
    office.door.replay()
    office.finish()
    after = office.workspace.dialog(AMIRA)
    assert after is not None
    assert (after.id, after.view) == (view_id, drawn)
    assert office.number_of() == 0


def test_an_event_told_again_draws_the_home_once_more_and_nothing_else(office: Troubled) -> None:
    office.client.open_home(AMIRA, event_id="Ev01")
    office.client.open_home(AMIRA, event_id="Ev01", retry=Retry(1, "http_timeout"))
    office.finish()
    labels = {each.label for each in office.workspace.everything}
    assert "views.publish" in labels
    assert not [label for label in labels if label.startswith(("chat.postEphemeral", "views.open"))]
    assert office.told(AMIRA) == []


def test_a_typed_line_told_again_is_answered_once(office: Troubled) -> None:
    office.client.say(AMIRA, "hello", event_id="Ev02")
    office.finish()
    for number in (1, 2, 3):
        office.client.say(AMIRA, "hello", event_id="Ev02", retry=Retry(number, "http_timeout"))
    office.finish()
    assert len(office.told(AMIRA)) == 1
    office.client.say(AMIRA, "hello again", event_id="Ev03")
    office.finish()
    assert len(office.told(AMIRA)) == 2


def test_a_typed_line_that_was_never_answered_is_answered_when_told_again(office: Troubled) -> None:
    office.client.say(AMIRA, "hello", event_id="Ev04", retry=Retry(1, "http_error"))
    office.finish()
    assert len(office.told(AMIRA)) == 1


def test_what_the_assistant_and_other_bots_write_is_not_answered(office: Troubled) -> None:
    common: Payload = {"type": "message", "channel": "D0", "channel_type": "im", "ts": "1.1", "text": "hello"}
    for who in (
        {"user": members.BOT_USER, "bot_id": members.BOT_ID, "app_id": members.APP_ID},
        {"user": "U0OTHERBOT", "bot_id": "B0OTHERBOT"},
        {"user": AMIRA, "subtype": "message_changed"},
        {"user": AMIRA, "channel_type": "channel"},
    ):
        office.client.happens(common | who)
    office.finish()
    assert office.bot.asked == []


def top_view(office: Troubled, user: str) -> Payload:
    dialog = office.workspace.dialog(user)
    assert dialog is not None
    return dialog.view
