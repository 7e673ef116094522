"""Socket Mode: the whole job without a public address, through hang-ups, and a stop that finishes what is under way."""

import http.client
import logging
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from storage import Store
from tests.databases import NewDatabase
from tests.office import MANAGERS, labels, words
from tests.serving import LONGEST
from tests.slack import members, troubled
from tests.slack.api import OPENING
from tests.slack.faults import Broken, Dropped, Says
from tests.slack.forging import forged_option
from tests.slack.lines import FORM, PATH, Retry
from tests.slack.office import UNHURRIED, SlackOffice, office
from tests.slack.signed import signed
from tests.slack.strained import Pauses
from tests.slack.troubled import AT_ONCE, Troubled, assert_logs_hold_nothing

PHONE = "07700 900321"
AMIRA = members.of("amira")


@pytest.fixture
def service(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[SlackOffice]:
    caplog.set_level(logging.DEBUG)
    with Store(new_sqlite()) as store:
        with office(store, socket_mode=True) as opened:
            yield opened
            opened.settle()
        assert_logs_hold_nothing(store, caplog, opened.workspace, opened.delivered)


def test_the_whole_job_over_socket_mode(service: SlackOffice) -> None:
    amira, priya, david, grace = service.amira, service.priya, service.david, service.grace
    amira.reports("Priscilla Okafor", "Section F provision not delivered", phone=PHONE, child="Tobi")
    assert "No colleague has logged this issue" in amira.reads_answer()
    priya.reports("Mrs P. Okafor", "No TA since half term, plan says 25 hours", phone=PHONE, child="Tobi O")
    if "Same issue" in labels(priya.seen):
        priya.presses("Same issue")
    assert priya.title == "Colleagues are on this too"
    david.reports("Okafor, Priscilla", "Teaching assistant missing, Section F", phone=PHONE, child="Tobi")
    if "Same issue" in labels(david.seen):
        david.presses("Same issue")
    for colleague in (amira, priya, david):
        assert "3 colleagues hold the same issue" in words(colleague.message("issue:1/"))
    grace.presses_on("shared:", "Name who replies", MANAGERS)
    owner = next(o["key"] for o in grace.form["fields"][0]["options"] if o["label"] == "Priya Shah")
    grace.fills_in(owner=owner)
    assert "PS, since Mon 23 Nov 09:00, named by GM" in words(grace.message("shared:", MANAGERS))
    service.at("2026-11-24 08:30")
    assert "Summary for Tuesday" in words(grace.message("summary:2026-11-24", MANAGERS))
    assert "Section F" in words(amira.opens_home().card)
    assert amira.says("hello").title == "What I can do"


def test_what_came_over_the_line_is_logged_as_what_comes_by_the_door(
    service: SlackOffice, caplog: pytest.LogCaptureFixture
) -> None:
    service.amira.types("/incident help")
    service.finish()
    answered = [vars(record) for record in caplog.records if record.getMessage() == "answered"]
    assert {(each["way"], each["status"]) for each in answered} == {("socket", 200)}


def test_a_connection_that_slack_replaces_is_made_anew_and_nothing_is_lost(service: SlackOffice) -> None:
    workspace = service.workspace
    for times in (2, 3):
        service.amira.types("/incident Plan is late")
        workspace.loop.run(workspace.sockets.disconnect())
        workspace.loop.run(workspace.sockets.connected(times))
    service.amira.submits("report.file", customer="Rosa Lindqvist", issue="Plan late")
    assert service.amira.title == "Saved as R-00001"


def test_what_slack_tells_again_over_the_line_counts_once(service: SlackOffice) -> None:
    for number in range(3):
        service.client.say(
            AMIRA, "hello", event_id="Ev01", retry=Retry(number, "timeout") if number else None
        )
    for _ in range(2):
        service.amira.submits("report.file", delivery="same", customer="Rosa Lindqvist", issue="Plan late")
    assert service.amira.title == "Already saved: R-00001"
    service.finish()
    answers = [each for each in service.workspace.sent("chat.postMessage") if not each.get("metadata")]
    assert len(answers) == 1


APP_TOKEN = "xapp-0-fictional"


@pytest.fixture
def strained(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    with (
        Store(new_sqlite()) as store,
        troubled.office(store, caplog, patience=AT_ONCE, app_token=APP_TOKEN) as opened,
    ):
        yield opened


def test_the_http_door_is_shut_without_a_signing_secret(strained: Troubled) -> None:
    body = b"command=%2Fincident"
    connection = http.client.HTTPConnection("127.0.0.1", strained.port, timeout=LONGEST)
    connection.request("POST", PATH, body, {"Content-Type": FORM, **signed(body)})
    assert connection.getresponse().status == 404
    connection.close()


def test_a_slow_database_is_no_trouble_over_socket_mode_either(strained: Troubled) -> None:
    strained.hold()
    strained.client.command(AMIRA, "/incident", "Plan is late")
    strained.until(lambda: strained.workspace.dialog(AMIRA))
    assert "One moment…" in strained.reads(AMIRA)
    strained.release()
    form = strained.before(AMIRA)
    strained.client.enter(form, "customer", forged_option("new:Rosa Lindqvist"))
    strained.finish()
    strained.hold()
    strained.client.submit(form)
    assert "Saving…" in strained.reads(AMIRA)
    strained.release()
    assert "Saved as R-00001" in strained.reads(AMIRA)


def test_a_stop_finishes_what_is_under_way(strained: Troubled) -> None:
    strained.amira.types("/incident Plan is late")
    form = strained.before(AMIRA)
    strained.client.enter(form, "customer", forged_option("new:Rosa Lindqvist"))
    strained.finish()
    strained.hold()
    strained.client.submit(form)
    with ThreadPoolExecutor(1) as threads:
        stopping = threads.submit(strained.stop)
        assert not stopping.done()
        strained.release()
        stopping.result(LONGEST)
    assert "Saved as R-00001" in strained.reads(AMIRA)
    assert strained.number_of() == 1


def test_a_line_that_breaks_without_a_word_is_made_anew(strained: Troubled) -> None:
    workspace = strained.workspace
    workspace.loop.run(workspace.sockets.connected())
    workspace.loop.run(workspace.sockets.close())
    workspace.loop.run(workspace.sockets.connected(2))
    strained.client.command(AMIRA, "/incident", "Plan is late")
    strained.finish()
    assert strained.before(AMIRA).view["callback_id"] == "report.file"


def test_an_address_that_does_not_answer_is_not_tried_for_ever(
    new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    hasty = replace(UNHURRIED, line=0.2)
    with (
        Store(new_sqlite()) as store,
        troubled.office(store, caplog, patience=hasty, app_token=APP_TOKEN) as opened,
    ):
        workspace, base = opened.workspace, opened.workspace.base
        opened.client.command(AMIRA, "/incident", "Plan is late")
        opened.finish()
        workspace.base = "http://127.0.0.1:9/"
        workspace.loop.run(workspace.sockets.close())
        opened.until(lambda: troubled.log_lines(caplog, "Failed to connect"))
        workspace.base = base
        workspace.loop.run(workspace.sockets.connected(2))
        opened.client.command(AMIRA, "/incident", "mine")
        opened.finish()
        assert "Nothing" in opened.reads(AMIRA) or opened.whispered(AMIRA)


def test_what_keeps_a_line_from_opening_is_logged_by_slacks_word_and_tried_again(
    new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    tried, go_on = Counter[str](), threading.Event()

    def noticed() -> None:
        tried["again"] += 1
        assert tried["again"] == 1 or go_on.wait(LONGEST)

    with (
        Store(new_sqlite()) as store,
        troubled.office(store, caplog, pause=Pauses(noticed=noticed), app_token="xapp-wrong") as opened,
    ):
        opened.until(lambda: tried["again"] == 2)
        assert len(troubled.log_lines(caplog, "Socket Mode does not connect: invalid_auth")) == 2
        faults = opened.workspace.faults
        faults.plan(OPENING, Broken(), Broken(200), Dropped(), Says("internal_error"))
        opened.workspace.tokens.app = "xapp-wrong"
        go_on.set()
        opened.client.command(AMIRA, "/incident", "Plan is late")
        opened.finish()
        assert opened.before(AMIRA).view["callback_id"] == "report.file"
