"""When Slack refuses, limits or loses an answer: what people read about it is true, and says what helps."""

from collections.abc import Iterator

import pytest

from adapters.again import AGAIN
from storage import Store
from tests.databases import NewDatabase
from tests.office.shown import button
from tests.slack import members, reading, troubled
from tests.slack.conversations import TEAM
from tests.slack.dialogs import Dialog
from tests.slack.faults import Broken, Dropped, Fault, Limited, Says, Silent
from tests.slack.forging import forged_option
from tests.slack.strained import Pauses
from tests.slack.troubled import AT_ONCE, Troubled

AMIRA, GRACE = members.of("amira"), members.of("grace")
LATE = "The form did not open in time"
OURS = ["token_revoked", "account_inactive", "missing_scope"]
DOCTOR = "evenhand doctor"


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture, pauses: Pauses) -> Iterator[Troubled]:
    """The office in which everything comes in time."""
    with Store(new_sqlite()) as store, troubled.office(store, caplog, pause=pauses) as opened:
        yield opened


@pytest.fixture
def slow(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture, pauses: Pauses) -> Iterator[Troubled]:
    """The office in which nobody waits: what is not done at once shows "One moment…" or "Saving…"."""
    with (
        Store(new_sqlite()) as store,
        troubled.office(store, caplog, patience=AT_ONCE, pause=pauses) as opened,
    ):
        yield opened


def asks_for_the_form(office: Troubled) -> str:
    """What only Amira reads where the form should have opened."""
    before = len(office.whispered(AMIRA))
    office.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM)
    office.finish()
    return " ".join(office.whispered(AMIRA)[before:])


@pytest.mark.parametrize("error", OURS)
def test_while_the_app_itself_is_refused_nobody_is_told_to_try_again(office: Troubled, error: str) -> None:
    office.amira.types("/incident")
    office.workspace.tokens.trouble = error
    said = asks_for_the_form(office)
    assert DOCTOR in said
    assert "again" not in said
    office.workspace.tokens.trouble = ""
    assert office.amira.types("/incident Plan is late").title == "Log a communication"


@pytest.mark.parametrize("error", OURS)
def test_who_is_not_known_yet_is_told_the_same(office: Troubled, error: str) -> None:
    office.workspace.tokens.trouble = error
    said = asks_for_the_form(office)
    assert DOCTOR in said
    assert "in a minute" not in said
    office.workspace.tokens.trouble = ""
    assert office.amira.types("/incident").title == "Log a communication"


@pytest.mark.parametrize("error", OURS)
def test_what_was_typed_comes_back_to_who_can_not_be_looked_up(office: Troubled, error: str) -> None:
    form = filled(office)
    office.later(25 * 3600)
    office.workspace.tokens.trouble = error
    office.client.submit(form)
    office.finish()
    assert DOCTOR in office.reads(AMIRA)
    assert "Nothing you typed is lost" in office.reads(AMIRA)
    assert form.typed["issue", "issue"] == "Plan late"


@pytest.mark.parametrize("error", OURS)
def test_a_whisper_that_failed_once_says_it_the_next_time(office: Troubled, error: str) -> None:
    office.amira.types("/incident")
    office.workspace.tokens.trouble = error
    office.workspace.faults.plan("response_url", Broken(404))
    office.client.command(AMIRA, "/incident", "help", channel=TEAM)
    office.finish()
    office.client.command(AMIRA, "/incident", channel=TEAM)
    office.finish()
    assert DOCTOR in " ".join(office.whispered(AMIRA))
    assert LATE not in " ".join(office.whispered(AMIRA))


UNHEARD: list[Fault] = [Broken(), Silent(acted=False), Silent(acted=True), Dropped(acted=True)]
"""Nobody knows whether Slack did it."""


@pytest.mark.parametrize("fault", UNHEARD, ids=str)
def test_a_form_that_may_be_open_is_not_said_to_be_shut(office: Troubled, fault: Fault) -> None:
    office.workspace.faults.plan("views.open", fault)
    office.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM)
    office.until(lambda: office.workspace.faults.met["views.open"])
    office.workspace.release()
    office.finish()
    said = " ".join(office.whispered(AMIRA))
    assert "If no form is open" in said
    assert LATE not in said
    assert (office.workspace.dialog(AMIRA) is not None) == getattr(fault, "acted", False)


def filled(office: Troubled) -> Dialog:
    """The report form, filled in and ready to be submitted."""
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.client.enter(form, "customer", forged_option("new:Rosa Lindqvist"))
    office.finish()
    office.client.enter(form, "issue", "Plan late")
    return form


def submitted_slowly(office: Troubled, *faults: Fault) -> None:
    """A form was submitted, shows "Saving…", and its outcome meets these faults."""
    form = filled(office)
    office.hold()
    office.client.submit(form)
    assert "Saving…" in office.reads(AMIRA)
    office.workspace.faults.plan("views.update", *faults)


def ends(office: Troubled) -> None:
    """Let everything be answered, silent connections ended."""
    office.until(lambda: office.bot.held)
    office.bot.holding = False
    for each in office.bot.held:
        each.set()
    faults = office.workspace.faults
    office.until(lambda: faults.met["views.update"])
    office.workspace.release()
    office.finish()


@pytest.mark.parametrize("fault", [Limited("7"), *UNHEARD, Dropped()], ids=str)
def test_an_outcome_that_did_not_get_through_is_shown_at_the_next_try(slow: Troubled, fault: Fault) -> None:
    submitted_slowly(slow, fault)
    ends(slow)
    assert "Saved as R-00001" in slow.reads(AMIRA)
    assert slow.told(AMIRA) == []
    assert slow.number_of() == 1


def test_an_outcome_waits_as_long_as_slack_says(slow: Troubled, pauses: Pauses) -> None:
    submitted_slowly(slow, Limited("7"))
    ends(slow)
    assert 7.0 in pauses.asked


@pytest.mark.parametrize("fault", [Broken(), Limited("1"), Limited("900")], ids=str)
def test_an_outcome_that_never_gets_through_is_told_without_blaming_anybody(
    slow: Troubled, fault: Fault, pauses: Pauses
) -> None:
    submitted_slowly(slow, *[fault] * (len(AGAIN) + 1))
    ends(slow)
    [said] = slow.told(AMIRA)
    assert "Saved: R-00001" in said
    assert "You closed" not in said
    assert "Saving…" in said
    assert max(pauses.asked) < 60


def test_who_may_have_read_the_outcome_before_closing_it_is_not_told_otherwise(slow: Troubled) -> None:
    submitted_slowly(slow, *[Dropped(acted=True)] * len(AGAIN), Says("not_found"))
    ends(slow)
    [said] = slow.told(AMIRA)
    assert "Saved: R-00001" in said
    assert "You closed" not in said


def test_an_outcome_that_slack_refuses_is_told_without_blaming_anybody(slow: Troubled) -> None:
    submitted_slowly(slow, Says("invalid_arguments"))
    ends(slow)
    [said] = slow.told(AMIRA)
    assert "Saved: R-00001" in said
    assert "You closed" not in said


def test_an_outcome_is_not_shown_again_over_what_somebody_did_since(slow: Troubled) -> None:
    submitted_slowly(slow, Silent(acted=True))
    slow.until(lambda: slow.bot.held)
    slow.bot.holding = False
    for each in slow.bot.held:
        each.set()
    slow.until(lambda: "Saved as R-00001" in slow.reads(AMIRA))
    dialog = slow.before(AMIRA)
    pressing = button({"card": reading.card(dialog.view["blocks"], dialog)}, "Correct")["press"]
    slow.client.press(AMIRA, pressing.spot, pressing.block_id, pressing.element, pressing.option)
    slow.until(lambda: "Correct R-00001" in slow.reads(AMIRA))
    slow.workspace.release()
    slow.finish()
    assert "Correct R-00001" in slow.reads(AMIRA)


@pytest.mark.parametrize("fault", [Limited("7"), *UNHEARD, Dropped()], ids=str)
def test_a_form_that_is_held_back_is_filled_at_the_next_try(slow: Troubled, fault: Fault) -> None:
    slow.hold()
    slow.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM)
    slow.until(lambda: slow.workspace.dialog(AMIRA))
    slow.workspace.faults.plan("views.update", fault)
    ends(slow)
    assert slow.before(AMIRA).typed["issue", "issue"] == "Plan is late"
    assert slow.whispered(AMIRA) == []


@pytest.mark.parametrize("fault", [Broken(), Limited("1")], ids=str)
def test_a_form_that_is_never_filled_says_what_to_do(slow: Troubled, fault: Fault) -> None:
    slow.hold()
    slow.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM)
    slow.until(lambda: slow.workspace.dialog(AMIRA))
    slow.workspace.faults.plan("views.update", *[fault] * (len(AGAIN) + 1))
    ends(slow)
    said = " ".join(slow.whispered(AMIRA))
    assert "One moment…" in said
    assert LATE not in said


def test_an_answer_that_is_held_back_is_shown_at_the_next_try(slow: Troubled) -> None:
    slow.hold()
    slow.client.command(AMIRA, "/incident", "help", channel=TEAM)
    slow.until(lambda: slow.workspace.dialog(AMIRA))
    slow.workspace.faults.plan("views.update", Limited("1"))
    ends(slow)
    assert "/incident check" in slow.reads(AMIRA)
    assert slow.whispered(AMIRA) == []


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
def test_a_picture_that_was_not_sent_is_not_said_to_be_there(office: Troubled, method: str) -> None:
    office.amira.reports("Rosa Lindqvist", "Plan late")
    office.workspace.faults.plan(method, Broken())
    office.client.command(GRACE, "/incident", "stats", channel=TEAM)
    office.finish()
    said = " ".join(office.whispered(GRACE))
    assert "could not be sent" in said
    assert "is in your direct messages" not in said
    office.client.command(GRACE, "/incident", "stats", channel=TEAM)
    office.finish()
    assert "is in your direct messages" in office.whispered(GRACE)[-1]
    assert len(office.grace.pictures()) == 1
