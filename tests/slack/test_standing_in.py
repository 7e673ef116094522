"""The whole service in the local Slack: by signed requests or over Socket Mode, in dialogs, homes and messages."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from storage import Store
from tests.office import MANAGERS, TEAM, words
from tests.slack import conversations
from tests.slack.client import Posted
from tests.slack.conversations import Message
from tests.slack.lines import Retry
from tests.slack.members import of
from tests.slack.office import SlackOffice, office
from tests.slack.said import Said

SAID = "Rosa &lt;rang&gt; &amp; asked: where is the plan?"
"""As Slack tells a message's text."""


@pytest.fixture
def in_socket_mode(store: Store) -> Iterator[SlackOffice]:
    with office(store, socket_mode=True) as opened:
        opened.workspace.loop.run(opened.workspace.sockets.connected())
        yield opened
        opened.settle()


def two_reports(service: SlackOffice) -> None:
    service.amira.reports("Rosa Lindqvist", "Plan late", phone="07700 900101")
    service.priya.reports("C-0001", "Plan late")


def test_colleagues_share_an_issue_over_socket_mode(in_socket_mode: SlackOffice) -> None:
    two_reports(in_socket_mode)
    assert in_socket_mode.priya.title == "Colleagues are on this too"
    in_socket_mode.priya.presses("I'll reply")
    assert "PS, since Mon 23 Nov 09:00" in words(in_socket_mode.amira.message("issue:1/"))


def test_socket_mode_goes_on_after_a_new_connection(in_socket_mode: SlackOffice) -> None:
    sockets = in_socket_mode.workspace.sockets
    in_socket_mode.workspace.loop.run(sockets.disconnect())
    in_socket_mode.workspace.loop.run(sockets.connected(2))
    assert in_socket_mode.amira.types("/incident").title == "Log a communication"


def test_what_was_typed_stays_when_a_customer_is_chosen(service: SlackOffice) -> None:
    two_reports(service)
    service.david.types("/incident")
    service.david.chooses("C-0001", issue="Taxi late", phone="07700 900102")
    stands = {field["name"]: field.get("value") for field in service.david.form["fields"]}
    assert (stands["customer"], stands["issue"], stands["phone"]) == ("C-0001", "Taxi late", "07700 900102")
    assert service.david.seen["part"] == "refresh"
    assert "Amira Khan" in service.david.reads_answer()


def test_the_form_is_filled_with_no_more_than_it_shows(service: SlackOffice) -> None:
    form = service.amira.types("/incident").form
    names = [field["name"] for field in form["fields"]]
    assert names == ["customer", "issue", "route", "happened", "details"]
    with pytest.raises(AssertionError, match="no field"):
        service.amira.fills_in(nonsense="x")


def test_the_home_opens_and_answers_in_a_dialog(service: SlackOffice) -> None:
    two_reports(service)
    service.amira.opens_home()
    assert "Plan late" in service.amira.reads_answer()
    service.amira.presses("Correct")
    assert service.amira.title == "Correct R-00001"


def test_a_message_is_logged_with_its_words_and_where_it_stands(service: SlackOffice) -> None:
    place = service.workspace.place(conversations.TEAM)
    ts = service.workspace.state.conversations.next_ts()
    said = Message(ts, of("priya"), SAID)
    place.messages[ts] = said
    service.client.message_shortcut(of("amira"), "report.message", Posted(place, said))
    service.finish()
    dialog = service.workspace.dialog(of("amira"))
    assert dialog is not None
    details = dialog.typed["details", "details"]
    assert details.startswith("Rosa <rang> & asked: where is the plan?\nhttps://")
    assert details.endswith(f".slack.com/archives/{conversations.TEAM}/p{ts.replace('.', '')}")
    service.amira.chooses("Rosa Lindqvist").fills_in(issue="Plan late")
    assert service.amira.title == "Saved as R-00001"
    service.amira.opens_home().presses("Correct")
    (kept,) = [field["value"] for field in service.amira.form["fields"] if field["name"] == "details"]
    assert kept == details


def test_an_event_that_comes_again_is_answered_again(service: SlackOffice) -> None:
    for retry in (None, Retry(1)):
        service.client.open_home(of("amira"), event_id="Ev1", retry=retry)
        service.finish()
    assert service.workspace.home(of("amira"))


def test_what_somebody_writes_is_answered_with_the_help(service: SlackOffice) -> None:
    assert "/incident" in service.amira.says("what can you do?").reads_answer()


def test_only_managers_read_the_managers_channel(service: SlackOffice) -> None:
    service.at("2026-11-24 08:30")
    assert service.grace.message("summary:", MANAGERS)
    assert service.amira.messages(MANAGERS) == []
    assert service.amira.messages(TEAM) == []


def test_what_slack_refuses_fails_the_test(store: Store) -> None:
    with pytest.raises(AssertionError, match="51 blocks"):
        draw_too_much(store)


def draw_too_much(store: Store) -> None:
    with office(store) as opened, suppress(Said):
        many = [{"type": "divider"}] * 51
        opened.workspace.state.examine({"text": "Too much", "blocks": many}, "invalid_blocks")
