"""A form that Slack tells of while somebody fills it in: each choice at once, a text once the hands rest."""

import threading
from collections.abc import Iterator

import pytest

from adapters.slack import render
from adapters.slack.handling import USUAL
from bot.cards import ChoiceField, DateField, Form, NumberField, Option, TextField
from bot.chat import Change, Submission
from storage import Store
from storage.tables import FormDraft, Word
from tests.databases import NewDatabase
from tests.office.shared import LONDON
from tests.serving import LONGEST
from tests.slack import members, troubled
from tests.slack.dialogs import Dialog
from tests.slack.rendered import Payload
from tests.slack.strained import Pauses
from tests.slack.troubled import Troubled
from tests.slack.valid import assert_valid

AMIRA = members.of("amira")
FIELDS = (
    TextField("said", "Said", multiline=True),
    NumberField("times", "Times"),
    ChoiceField("how", "How", (Option("letter", "Letter"),)),
    DateField("day", "Day"),
)


def drawn(form: Form) -> Payload:
    view = render.form(form, LONDON)
    assert_valid(view)
    return view


@pytest.fixture
def resting() -> threading.Event:
    """Set once the hands rest."""
    return threading.Event()


@pytest.fixture
def office(
    new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture, resting: threading.Event
) -> Iterator[Troubled]:
    def noticed() -> None:
        assert resting.wait(LONGEST)

    pauses = Pauses(noticed=noticed)
    with Store(new_sqlite()) as store, troubled.office(store, caplog, pause=pauses) as found:
        found.amira.reports("Rosa Lindqvist", "Plan is late")
        yield found


def writing(office: Troubled) -> Dialog:
    """A word with a customer, half written."""
    office.amira.types("/incident word Lindqvist")
    form = office.before(AMIRA)
    for text in ("F", "Fi", "Five calls"):
        office.client.enter(form, "explained", text)
    return form


def changes(office: Troubled) -> list[Change]:
    return [event for event in office.bot.asked if isinstance(event, Change) and event.action == "word.note"]


def test_of_a_text_only_the_last_letter_is_kept_and_nothing_is_shown_over_it(
    office: Troubled, resting: threading.Event
) -> None:
    form = writing(office)
    assert changes(office) == []
    resting.set()
    office.finish()
    (change,) = changes(office)
    assert change.fields["explained"] == "Five calls"
    assert office.number_of(FormDraft) == 1
    assert office.before(AMIRA) is form


def test_a_text_is_kept_although_the_dialog_is_closed_before_the_hands_rest(
    office: Troubled, resting: threading.Event
) -> None:
    office.client.close(writing(office))
    resting.set()
    office.finish()
    office.amira.types("/incident word Lindqvist")
    assert office.before(AMIRA).typed["explained", "explained"] == "Five calls"


def test_what_was_submitted_meanwhile_is_no_draft_again(office: Troubled, resting: threading.Event) -> None:
    form = writing(office)
    for name in ("view", "trying"):
        office.client.enter(form, name, "Fine")
    office.client.submit(form)
    resting.set()
    office.finish()
    assert office.number_of(Word) == 1
    assert changes(office) == []
    assert isinstance(office.bot.asked[-1], Submission)
    office.amira.types("/incident word Lindqvist")
    assert not office.before(AMIRA).typed.get(("explained", "explained"))


def test_a_letter_counts_as_of_when_it_was_written_however_long_it_rests(
    office: Troubled, resting: threading.Event
) -> None:
    writing(office)
    written = office.now()
    office.later(1)
    resting.set()
    office.finish()
    (change,) = changes(office)
    assert change.when == written


def test_hands_rest_for_a_second() -> None:
    assert USUAL.rest == 1.0


@pytest.mark.parametrize("kept", [True, False])
def test_every_input_of_a_kept_form_is_told_and_texts_letter_by_letter(*, kept: bool) -> None:
    blocks = drawn(Form("a", "A", FIELDS, "Save", kept=kept))["blocks"]
    assert [block.get("dispatch_action", False) for block in blocks] == [kept] * len(FIELDS)
    letters = {"trigger_actions_on": ["on_character_entered"]} if kept else None
    said, times, *others = (block["element"].get("dispatch_action_config") for block in blocks)
    assert (said, times) == (letters, letters)
    assert others == [None, None]


def test_a_kept_form_is_closed_not_cancelled() -> None:
    assert drawn(Form("a", "A", FIELDS, "Save", kept=True))["close"]["text"] == "Close"
    assert drawn(Form("a", "A", FIELDS, "Save"))["close"]["text"] == "Cancel"
