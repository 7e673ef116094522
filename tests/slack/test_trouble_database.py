"""A broken database: nothing typed is lost, nothing is saved twice, and people read what became of it."""

from collections.abc import Iterator

import pytest

from adapters.slack.handling import USUAL
from storage import Store
from storage.errors import StorageBusy, StorageDown, StorageUnsure
from tests.databases import NewDatabase
from tests.slack import members, troubled
from tests.slack.filling import assert_all_typed_stands, filled
from tests.slack.strained import Done, Pauses
from tests.slack.troubled import Troubled

AMIRA, PRIYA = members.of("amira"), members.of("priya")
TRIES = len(USUAL.again) + 1


@pytest.fixture
def patient(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture, pauses: Pauses) -> Iterator[Troubled]:
    """The office in which everything comes in time."""
    with Store(new_sqlite()) as store, troubled.office(store, caplog, pause=pauses) as opened:
        yield opened


@pytest.mark.parametrize("kind", [StorageDown, StorageBusy], ids=["down", "busy"])
def test_a_form_that_could_not_be_saved_comes_back_filled_and_is_saved_once_later(
    patient: Troubled, pauses: Pauses, kind: type[StorageDown | StorageBusy]
) -> None:
    form = filled(patient)
    patient.bot.troubles.extend([kind("trouble")] * TRIES)
    patient.client.submit(form)
    patient.finish()
    assert "This was not saved yet." in patient.reads(AMIRA)
    assert_all_typed_stands(form)
    assert pauses.asked == list(USUAL.again)
    assert patient.number_of() == 0
    patient.client.submit(form)
    assert "Saved as R-00001" in patient.reads(AMIRA)
    assert patient.number_of() == 1


def test_a_slow_form_that_could_not_be_saved_comes_back_filled_too(office: Troubled) -> None:
    form = filled(office)
    office.hold()
    office.bot.troubles.extend([StorageDown("trouble")] * TRIES)
    office.client.submit(form)
    office.release()
    assert "This was not saved yet." in office.reads(AMIRA)
    assert_all_typed_stands(form)
    office.client.submit(form)
    office.finish()
    assert "Saved as R-00001" in office.reads(AMIRA)
    assert office.number_of() == 1


def test_a_form_that_comes_back_twice_says_why_once(patient: Troubled) -> None:
    form = filled(patient)
    for _ in range(2):
        patient.bot.troubles.extend([StorageDown("trouble")] * TRIES)
        patient.client.submit(form)
    assert patient.reads(AMIRA).count("This was not saved yet.") == 1
    assert_all_typed_stands(form)


def test_a_short_trouble_is_not_noticed(patient: Troubled) -> None:
    form = filled(patient)
    patient.bot.troubles.extend([StorageBusy("trouble"), StorageDown("trouble")])
    patient.client.submit(form)
    assert "Saved as R-00001" in patient.reads(AMIRA)


def test_what_was_saved_though_nobody_knew_is_not_saved_again(patient: Troubled) -> None:
    form = filled(patient)
    patient.bot.troubles.append(Done(StorageUnsure("trouble")))
    patient.client.submit(form)
    assert "Already saved: R-00001" in patient.reads(AMIRA)
    assert patient.number_of() == 1


UNSURE: dict[str, list[Exception | Done]] = {
    "always": [StorageUnsure("trouble")] * TRIES,
    "saved, then down": [Done(StorageUnsure("trouble")), *[StorageDown("trouble")] * (TRIES - 1)],
    "in between": [StorageBusy("trouble"), StorageUnsure("trouble"), *[StorageBusy("trouble")] * (TRIES - 2)],
}


@pytest.mark.parametrize("name", UNSURE)
def test_what_may_be_saved_is_said_to_be_unsure(patient: Troubled, name: str) -> None:
    form = filled(patient)
    patient.bot.troubles.extend(UNSURE[name])
    patient.client.submit(form)
    assert "This may be saved, or not." in patient.reads(AMIRA)
    assert "/incident mine" in patient.reads(AMIRA)
    assert_all_typed_stands(form)


def test_a_mistake_of_ours_brings_the_filled_form_back_and_logs_its_kind_only(
    patient: Troubled, caplog: pytest.LogCaptureFixture
) -> None:
    form = filled(patient)
    patient.bot.troubles.append(RuntimeError("Rosa Lindqvist"))
    patient.client.submit(form)
    assert "This may be saved, or not." in patient.reads(AMIRA)
    assert_all_typed_stands(form)
    assert troubled.log_lines(caplog, "RuntimeError")


@pytest.mark.parametrize(
    "trouble", [StorageDown("trouble"), StorageUnsure("trouble"), RuntimeError("Rosa Lindqvist")], ids=str
)
def test_a_look_up_that_fails_offers_what_needs_no_search(patient: Troubled, trouble: Exception) -> None:
    patient.amira.reports("Rosa Lindqvist", "Plan late")
    patient.amira.types("/incident")
    form = patient.before(AMIRA)
    patient.bot.troubles.extend([trouble] * TRIES)
    offered = [each["value"] for each in patient.client.suggest(form, "customer", "Rosa")]
    assert offered == ["new:Rosa", "not_known"]


def test_a_press_that_could_not_be_done_says_so(patient: Troubled) -> None:
    patient.amira.types("/incident")
    for troubles, said in (
        ([StorageDown("trouble")] * TRIES, "Nothing was changed."),
        (UNSURE["saved, then down"], "It may be done, or not."),
        ([RuntimeError("Rosa Lindqvist")], "It may be done, or not."),
    ):
        patient.bot.troubles.extend(troubles)
        patient.amira.presses_raw("issue.take", "1:0:0:2:0")
        assert said in patient.amira.reads_answer()


def test_a_home_during_trouble_says_so(patient: Troubled) -> None:
    patient.bot.troubles.extend([StorageDown("trouble")] * TRIES)
    assert patient.amira.opens_home().title == "This did not work just now"
    assert patient.amira.opens_home().title != "This did not work just now"
