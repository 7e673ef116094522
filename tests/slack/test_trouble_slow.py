"""Where something takes long, everybody is answered in time, and how it ended is said where they see it."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from adapters.slack.handling import USUAL
from storage import Store
from storage.errors import StorageDown, StorageUnsure
from tests.databases import NewDatabase
from tests.slack import members, troubled
from tests.slack.conversations import TEAM
from tests.slack.filling import filled
from tests.slack.office import UNHURRIED
from tests.slack.strained import Done, Pauses
from tests.slack.troubled import AT_ONCE, Troubled

AMIRA, PRIYA = members.of("amira"), members.of("priya")
TRIES = len(USUAL.again) + 1
SLACK_GIVES_UP = 3.0
"""Seconds until Slack shows that the app did not answer, and a trigger opens nothing any more."""


@pytest.fixture
def hasty(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture, pauses: Pauses) -> Iterator[Troubled]:
    """The office in which nobody waits for a look-up."""
    patience = replace(UNHURRIED, suggest=0.01)
    with (
        Store(new_sqlite()) as store,
        troubled.office(store, caplog, patience=patience, pause=pauses) as opened,
    ):
        yield opened


def test_a_slow_form_opens_at_once_and_is_filled_later(office: Troubled) -> None:
    office.hold()
    office.client.command(AMIRA, "/incident", "Plan is late", channel=TEAM)
    office.until(lambda: office.workspace.dialog(AMIRA))
    assert "One moment…" in office.reads(AMIRA)
    office.workspace.hands.move(60)
    office.release()
    form = office.before(AMIRA)
    assert form.view["callback_id"] == "report.file"
    assert form.typed["issue", "issue"] == "Plan is late"
    assert len(office.workspace.dialogs.stacks[AMIRA]) == 1
    assert office.whispered(AMIRA) == []


def test_a_slow_answer_comes_in_the_dialog_too(office: Troubled) -> None:
    office.amira.reports("Rosa Lindqvist", "Plan late")
    office.hold()
    office.client.command(AMIRA, "/incident", "mine", channel=TEAM)
    office.until(lambda: "One moment…" in office.reads(AMIRA))
    office.release()
    assert "Plan late" in office.reads(AMIRA)
    assert office.whispered(AMIRA) == []


def test_a_slow_answer_whose_dialog_did_not_open_comes_as_a_whisper(office: Troubled) -> None:
    office.workspace.dialogs.trigger(AMIRA, "late")
    office.workspace.hands.move(3.1)
    office.hold()
    office.client.command(AMIRA, "/incident", "mine", channel=TEAM, delivery="late")
    office.until(lambda: office.workspace.faults.calls["views.open"])
    office.release()
    assert len(office.whispered(AMIRA)) == 1


def test_a_slow_submission_shows_what_was_typed_and_later_the_outcome(
    office: Troubled, pauses: Pauses
) -> None:
    form = filled(office)
    office.hold()
    office.client.submit(form)
    assert "Saving…" in office.reads(AMIRA)
    for typed in ("Plan late", "Facts and words used", "Rosa Lindqvist"):
        assert typed in office.reads(AMIRA)
    office.release()
    assert "Saved as R-00001" in office.reads(AMIRA)
    assert office.number_of() == 1
    assert USUAL.settle in pauses.asked


def test_the_outcome_never_overtakes_the_acknowledgement(
    new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    gate = threading.Event()

    def noticed() -> None:
        assert gate.wait(30)

    pauses = Pauses(noticed=noticed)
    with (
        Store(new_sqlite()) as store,
        troubled.office(store, caplog, patience=AT_ONCE, pause=pauses) as office,
    ):
        gate.set()
        form = filled(office)
        gate.clear()
        office.hold()
        office.client.submit(form)
        office.until(lambda: office.bot.held)
        for each in office.bot.held:
            each.set()
        office.until(office.number_of)
        assert "Saving…" in office.reads(AMIRA)
        gate.set()
        office.release()
        assert "Saved as R-00001" in office.reads(AMIRA)


def test_a_slow_submission_with_a_mistake_comes_back_filled(office: Troubled) -> None:
    form = filled(office)
    office.client.enter(form, "issue", "x" * 400)
    office.hold()
    office.client.submit(form)
    assert "Saving…" in office.reads(AMIRA)
    office.release()
    assert form.typed["customer", "customer"]["value"] == "new:Rosa Lindqvist"
    assert "fit" in office.reads(AMIRA)
    assert office.number_of() == 0


def closed_meanwhile(office: Troubled) -> None:
    form = filled(office)
    office.hold()
    office.client.submit(form)
    assert "Saving…" in office.reads(AMIRA)
    office.client.close(office.before(AMIRA))
    office.release()


def test_who_closed_the_dialog_is_told_the_outcome(office: Troubled) -> None:
    closed_meanwhile(office)
    [said] = office.told(AMIRA)
    assert "Saved: R-00001" in said
    assert "Rosa" not in said
    assert office.workspace.dialog(AMIRA) is None


def test_who_closed_the_dialog_is_told_that_it_was_not_saved(office: Troubled) -> None:
    form = filled(office)
    office.bot.troubles.extend([StorageDown("trouble")] * TRIES)
    office.hold()
    office.client.submit(form)
    office.client.close(office.before(AMIRA))
    office.release()
    [said] = office.told(AMIRA)
    assert "What you closed was not saved" in said


def test_who_closed_the_dialog_is_told_that_nobody_knows(office: Troubled) -> None:
    form = filled(office)
    office.bot.troubles.extend([Done(StorageUnsure("trouble")), *[StorageDown("trouble")] * (TRIES - 1)])
    office.hold()
    office.client.submit(form)
    office.client.close(office.before(AMIRA))
    office.release()
    [said] = office.told(AMIRA)
    assert "was not saved" not in said
    assert "It may be done, or not." in said


def test_a_look_up_that_takes_long_offers_what_needs_no_search(hasty: Troubled) -> None:
    hasty.amira.reports("Rosa Lindqvist", "Plan late")
    hasty.amira.types("/incident")
    form = hasty.before(AMIRA)
    hasty.hold()
    offered = [each["value"] for each in hasty.client.suggest(form, "customer", "Rosa")]
    assert offered == ["new:Rosa", "not_known"]
    assert [each["value"] for each in hasty.client.suggest(form, "customer", "")] == ["not_known"]


def two_hold_it(office: Troubled) -> None:
    office.amira.reports("Rosa Lindqvist", "Plan late")
    office.priya.reports("C-0001", "Plan late")


def test_a_slow_press_on_a_message_is_answered_in_a_dialog(office: Troubled) -> None:
    two_hold_it(office)
    found = office.amira.message("issue:1/")
    office.hold()
    button = next(b for part in found["card"]["parts"] if part["type"] == "buttons" for b in part["shown"])
    pressing = button["press"]
    office.client.close(office.before(AMIRA))
    office.client.press(AMIRA, pressing.spot, pressing.block_id, pressing.element)
    office.until(lambda: office.workspace.dialog(AMIRA))
    assert "One moment…" in office.reads(AMIRA)
    office.release()
    assert "One moment…" not in office.reads(AMIRA)
    assert "I-0001" in office.reads(AMIRA)


def test_a_slow_press_in_a_dialog_is_answered_there(office: Troubled) -> None:
    two_hold_it(office)
    office.hold()
    pressing = next(
        b["press"]
        for part in office.priya.card["parts"]
        if part["type"] == "buttons"
        for b in part["shown"]
        if b["label"] == "I'll reply"
    )
    office.client.press(PRIYA, pressing.spot, pressing.block_id, pressing.element)
    office.until(lambda: office.bot.held)
    office.workspace.hands.move(60)
    office.release()
    assert "Who replies: you." in office.reads(PRIYA)


def test_a_stop_finishes_what_is_under_way(office: Troubled) -> None:
    form = filled(office)
    office.hold()
    office.client.submit(form)
    with ThreadPoolExecutor(1) as threads:
        stopping = threads.submit(office.stop)
        assert not stopping.done()
        office.release()
        stopping.result(30)
    assert "Saved as R-00001" in office.reads(AMIRA)
    assert office.number_of() == 1


def test_the_usual_patience_leaves_slack_a_second_for_the_way() -> None:
    assert max(USUAL.answer, USUAL.acknowledge, USUAL.suggest) <= SLACK_GIVES_UP - 1
