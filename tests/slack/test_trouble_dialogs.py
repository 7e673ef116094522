"""When a dialog can't be opened, is changed twice at once or was closed: people are told, and what they typed stays."""

from collections.abc import Iterator

import pytest

from adapters.slack import render
from bot.words import waiting
from storage import Store
from tests.databases import NewDatabase
from tests.slack import members, troubled
from tests.slack.conversations import TEAM
from tests.slack.dialogs import Dialog
from tests.slack.faults import Broken, Dropped, Fault, Limited, Says
from tests.slack.forging import forged_option, forged_press
from tests.slack.troubled import Troubled
from tests.stories.test_the_walk import consider, considered_case

AMIRA, PRIYA = members.of("amira"), members.of("priya")
LATE = "The form did not open in time"


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    with Store(new_sqlite()) as store, troubled.office(store, caplog) as opened:
        yield opened


def too_late(office: Troubled, user: str) -> str:
    """A delivery whose trigger has passed already."""
    office.workspace.dialogs.trigger(user, "late")
    office.workspace.hands.move(3.1)
    return "late"


def test_a_command_that_is_answered_too_late_asks_to_be_typed_again(office: Troubled) -> None:
    late = too_late(office, AMIRA)
    office.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM, delivery=late)
    office.finish()
    [said] = office.whispered(AMIRA)
    assert LATE in said
    assert "Please type the command" in said
    assert (office.told(AMIRA), office.workspace.dialog(AMIRA)) == ([], None)
    assert office.workspace.messages(TEAM) == []
    assert office.amira.types("/incident Plan is late").title == "Log a communication"


def test_a_shortcut_that_is_answered_too_late_is_answered_in_a_direct_message(office: Troubled) -> None:
    office.client.shortcut(AMIRA, "report.file", delivery=too_late(office, AMIRA))
    office.finish()
    [said] = office.told(AMIRA)
    assert LATE in said
    assert office.workspace.dialog(AMIRA) is None


@pytest.mark.parametrize("error", ["exchanged_trigger_id", "invalid_trigger_id", "invalid_arguments"])
def test_a_form_that_slack_does_not_open_says_so(office: Troubled, error: str) -> None:
    office.workspace.faults.plan("views.open", Says(error))
    office.client.command(AMIRA, "/incident", channel=TEAM)
    office.finish()
    [said] = office.whispered(AMIRA)
    assert LATE in said


@pytest.mark.parametrize("fault", [Broken(), Broken(200), Limited("5"), Dropped()], ids=str)
def test_a_form_that_did_not_get_through_says_so(office: Troubled, fault: Fault) -> None:
    office.workspace.faults.plan("views.open", fault)
    office.client.command(AMIRA, "/incident", channel=TEAM)
    office.finish()
    assert len(office.whispered(AMIRA)) == 1


def test_an_answer_over_three_dialogs_stands_in_place_of_the_topmost(office: Troubled) -> None:
    office.amira.types("/incident")
    for deep, action, said in (
        (2, "no.such.thing", "That button does not lead anywhere"),
        (3, "no.such.thing", "That button does not lead anywhere"),
        (3, "summary.all", "Only a manager can do this"),
    ):
        press_forged(office, office.before(AMIRA), action)
        assert len(office.workspace.dialogs.stacks[AMIRA]) == deep
        assert said in office.reads(AMIRA)
    assert office.workspace.dialogs.stacks[AMIRA][0].view["callback_id"] == "report.file"


def test_an_answer_that_finds_the_dialog_closed_breaks_nothing(office: Troubled) -> None:
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.hold()
    office.client.enter(form, "customer", forged_option("new:Rosa"))
    office.until(lambda: office.bot.held)
    office.client.close(form)
    office.release()
    assert office.workspace.dialog(AMIRA) is None
    assert office.amira.types("/incident").title == "Log a communication"


@pytest.mark.parametrize("first", [0, 1], ids=["the older first", "the newer first"])
def test_the_newest_change_wins_whichever_answer_comes_first(office: Troubled, first: int) -> None:
    two_customers(office)
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.client.enter(form, "issue", "Typed while it is slow")
    office.hold()
    office.client.enter(form, "customer", forged_option("C-0001"))
    office.until(lambda: len(office.bot.held) == 1)
    office.client.enter(form, "customer", forged_option("C-0002"))
    office.until(lambda: len(office.bot.held) == 2)
    office.bot.held[first].set()
    office.until(lambda: first == 0 or "About Anna" in office.reads(AMIRA))
    office.release()
    assert "About Anna Petrova" in office.reads(AMIRA)
    assert "About Rosa Lindqvist" not in office.reads(AMIRA)
    assert form.typed["issue", "issue"] == "Typed while it is slow"
    assert form.typed["customer", "customer"]["value"] == "C-0002"


def test_a_redraw_says_what_it_redraws_so_that_slack_can_refuse_an_older_one(office: Troubled) -> None:
    office.amira.types("/incident")
    form = office.before(AMIRA)
    was = form.hash
    office.client.enter(form, "customer", forged_option("new:Rosa"))
    office.finish()
    [sent] = office.workspace.sent("views.update")
    assert sent["hash"] == was != form.hash


def test_a_redraw_that_meets_what_we_drew_ourselves_meanwhile_is_tried_over_that(office: Troubled) -> None:
    two_customers(office)
    office.amira.types("/incident")
    form = office.before(AMIRA)
    before = form.hash
    office.client.enter(form, "issue", "Typed before")
    office.client.enter(form, "customer", forged_option("C-0002"))
    office.finish()
    drawn = form.hash
    office.hold()
    form.hash = before  # the client had not heard of the first redraw yet
    office.client.enter(form, "customer", forged_option("C-0001"))
    office.until(lambda: office.bot.held)
    form.hash = drawn
    office.release()
    office.finish()
    assert "About Rosa Lindqvist" in office.reads(AMIRA)
    assert form.typed["issue", "issue"] == "Typed before"


def test_a_redraw_whose_forerunner_slack_may_have_shown_is_tried_over_whatever_stands_there(
    office: Troubled,
) -> None:
    two_customers(office)
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.workspace.faults.plan("views.update", Dropped(acted=False), Says("hash_conflict"))
    for customer in ("C-0002", "C-0001"):
        office.client.enter(form, "customer", forged_option(customer))
        office.finish()
    assert "About Rosa Lindqvist" in office.reads(AMIRA)


def test_a_redraw_never_covers_what_another_server_shows_meanwhile(office: Troubled) -> None:
    two_customers(office)
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.hold()
    office.client.enter(form, "customer", forged_option("C-0001"))
    office.until(lambda: office.bot.held)
    shown_elsewhere(office, form)
    office.release()
    assert "Plan late" in office.reads(AMIRA)
    assert "About Rosa Lindqvist" not in office.reads(AMIRA)


def test_a_form_that_a_button_asks_for_never_covers_what_another_server_shows_meanwhile(
    office: Troubled,
) -> None:
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.hold()
    office.client.press(AMIRA, form, "forged", forged_press("report.file", ""))
    office.until(lambda: office.bot.held)
    shown_elsewhere(office, form)
    office.release()
    assert "Plan late" in office.reads(AMIRA)
    assert (len(office.workspace.dialogs.stacks[AMIRA]), office.told(AMIRA)) == (1, [])


def test_what_a_button_decided_is_said_on_top_of_what_another_server_shows_meanwhile(
    office: Troubled,
) -> None:
    office.amira.reports("Rosa Lindqvist", "Plan late", phone="07700 900321")
    office.priya.reports("Rosa Lindqvist", "Plan late", phone="07700 900321")
    answer = office.before(PRIYA)
    office.hold()
    office.client.press(PRIYA, answer, "forged", forged_press("issue.take", value_of(answer, "issue.take")))
    office.until(lambda: office.bot.held)
    shown_elsewhere(office, answer)
    office.release()
    below, _above = office.workspace.dialogs.stacks[PRIYA]
    assert "What is it about?" in str(below.view)
    assert "Who replies: you" in office.reads(PRIYA)


@pytest.mark.parametrize("acted", [True, False], ids=["shown", "not shown"])
def test_what_a_button_asks_for_is_drawn_again_where_slack_may_not_have_heard(
    office: Troubled, *, acted: bool
) -> None:
    two_customers(office)
    office.amira.types("/incident Plan late")
    form = office.before(AMIRA)
    office.workspace.faults.plan("views.update", Dropped(acted=acted))
    office.client.press(AMIRA, form, "forged", forged_press("report.file", ""))
    office.finish()
    assert "Plan late" not in office.reads(AMIRA)
    assert office.told(AMIRA) == []


def test_a_button_pressed_over_what_we_drew_ourselves_meanwhile_is_answered_over_that(
    office: Troubled,
) -> None:
    two_customers(office)
    office.amira.types("/incident Plan late")
    form = office.before(AMIRA)
    before = form.hash
    office.client.enter(form, "customer", forged_option("C-0001"))
    office.finish()
    drawn, form.hash = form.hash, before  # the client had not heard of the redraw yet
    office.hold()
    office.client.press(AMIRA, form, "forged", forged_press("report.file", ""))
    office.until(lambda: office.bot.held)
    form.hash = drawn
    office.release()
    assert "About Rosa Lindqvist" not in office.reads(AMIRA)


def test_a_late_redraw_never_covers_what_was_saved(office: Troubled) -> None:
    two_customers(office)
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.client.enter(form, "issue", "Plan late")
    office.hold()
    office.client.enter(form, "customer", forged_option("C-0001"))
    office.until(lambda: office.bot.held)
    office.bot.holding = False
    office.client.submit(form)
    assert "Saved as R-00003" in office.reads(AMIRA)
    office.release()
    assert "Saved as R-00003" in office.reads(AMIRA)


def test_a_redraw_that_slack_does_not_take_leaves_the_form_as_it_is(office: Troubled) -> None:
    office.amira.types("/incident")
    form = office.before(AMIRA)
    office.client.enter(form, "issue", "Typed before")
    office.workspace.faults.plan("views.update", Broken(), Limited("1"))
    for _ in range(2):
        office.client.enter(form, "customer", forged_option("new:Rosa"))
        office.finish()
    assert form.typed["issue", "issue"] == "Typed before"
    office.client.submit(form)
    assert "Saved as R-00001" in office.reads(AMIRA)


@pytest.mark.parametrize("fault", [Broken(404), Broken(500), Limited(), Dropped()], ids=str)
def test_an_answer_that_can_not_be_whispered_opens_in_a_dialog(office: Troubled, fault: Fault) -> None:
    office.amira.reports("Rosa Lindqvist", "Plan late")
    office.client.close(office.before(AMIRA))
    office.workspace.faults.plan("response_url", fault)
    office.client.command(AMIRA, "/incident", "mine", channel=TEAM)
    office.finish()
    assert "Plan late" in office.reads(AMIRA)
    assert office.workspace.messages(TEAM) == []


def test_a_form_that_opens_late_is_told_even_where_a_whisper_fails(office: Troubled) -> None:
    late = too_late(office, AMIRA)
    office.workspace.faults.plan("response_url", Broken(404))
    office.client.command(AMIRA, "/incident", channel=TEAM, delivery=late)
    office.finish()
    [said] = office.told(AMIRA)
    assert LATE in said


def test_when_no_way_is_open_nothing_breaks_and_the_next_thing_works(
    office: Troubled, caplog: pytest.LogCaptureFixture
) -> None:
    faults = office.workspace.faults
    for method in ("response_url", "views.open", "chat.postMessage", "conversations.open"):
        faults.plan(method, Broken(), times=5)
    office.client.command(AMIRA, "/incident", "mine", channel=TEAM)
    office.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM)
    office.client.shortcut(AMIRA, "report.file")
    office.finish()
    assert troubled.log_lines(caplog, "http_500")
    faults.clear()
    assert office.amira.reports("Rosa Lindqvist", "Plan late").title == "Saved as R-00001"


def test_a_home_that_can_not_be_shown_breaks_nothing(office: Troubled) -> None:
    office.workspace.faults.plan("views.publish", Broken(), Says("hash_conflict"))
    for _ in range(2):
        office.client.open_home(AMIRA)
        office.finish()
    assert office.workspace.home(AMIRA) is None
    office.client.open_home(AMIRA)
    office.finish()
    assert office.workspace.home(AMIRA) is not None


def two_customers(office: Troubled) -> None:
    office.priya.reports("Rosa Lindqvist", "Something else")
    office.priya.reports("Anna Petrova", "Another thing")


def shown_elsewhere(office: Troubled, dialog: Dialog) -> None:
    """Another server shows something in this dialog."""
    elsewhere = render.dialog(waiting.saving((("What is it about?", "Plan late"),)))
    office.workspace.dialogs.redraw(dialog, office.workspace.dialogs.examined(elsewhere, "modal"))


def value_of(dialog: Dialog, action: str) -> str:
    """What a button of this dialog carries."""
    buttons = [each for block in dialog.view["blocks"] for each in block.get("elements", ())]
    return next(str(each["value"]) for each in buttons if each.get("action_id") == action)


def press_forged(office: Troubled, dialog: Dialog, action: str) -> None:
    office.client.press(dialog.user, dialog, "forged", forged_press(action, ""))
    office.finish()


def test_a_letter_that_slack_does_not_take_is_not_announced_as_sent(office: Troubled) -> None:
    considered_case(office)
    consider(office, office.grace, speaker=office.amira, result="raise")
    office.workspace.faults.plan("upload", Broken())
    office.amira.presses_on("turn:1/", "Concern letter")
    assert "The file could not be sent just now" in " ".join(office.whispered(AMIRA))
    office.amira.presses_on("turn:1/", "Concern letter")
    assert list(office.amira.files()) == ["letter M-0001.docx"]
