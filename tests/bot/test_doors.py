"""Every action of the tables: repeated deliveries, forged and garbage values, people without the role."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from bot import tables
from bot.chat import Change, Role
from bot.targets import Target
from storage import Db, Store
from tests.bot.desk import T0, Colleague, Desk
from tests.bot.reading import labels, said
from tests.bot.test_managers import three
from tests.bot.test_noticing import household
from tests.bot.test_sharing import asked, two
from tests.databases import NewDatabase

GARBAGE = [
    "",
    "0",
    "x",
    ":::::",
    "1:0:1:1",
    "0:0:0:0:0",
    "999999999:999999999:999999999:999999999:999999999",
    "9999999999:0:0:0:0",
    "999999:0:999999:1:999999",
    "-1:0:1:1:1",
    "1:0:1:1:\u0661",
    "\x00",
    "\ud800",
    "'; drop table report; --",
    "x" * 20_000,
]
FORGED = ["1:0:999999:1:999999", "999999:0:1:1:1", "1:0:1:9:1", "1:0:1:3:1", "2:0:1:1:1", "1:0:2:1:4"]
"""Some of it exists, put together as no button ever was."""

FIELDS = {
    "customer": "C-0001",
    "issue": "Forged",
    "reasons": "Forged",
    "owner": "1",
    "until": "2026-11-30",
    "held": "2026-11-23",
    "explained": "Forged",
    "view": "Forged",
    "trying": "Forged",
    "answer": "Forged",
    "in_place": "Forged",
}
OWN_AND_HARMLESS = {"report.file", "away.set", "away.end", "word.note", "request.log", "summary.all"}
"""These need no value: they begin something of one's own."""

LOOKED = {"audit", "audit_salt", "delivery"}
"""Tables in which looking leaves a trace too."""


def everything(desk: Desk) -> dict[str, list[str]]:
    """All that is on file, without what looking leaves behind."""

    def read(db: Db) -> dict[str, list[str]]:
        found = {}
        for name, table in SQLModel.metadata.tables.items():
            if name not in LOOKED:
                found[name] = sorted(map(repr, db.connection().execute(select(table)).all()))
        return found

    return desk.store.read(read)


def pressed(colleague: Colleague, action: str, value: str) -> None:
    colleague.send_press(action, value)


def submitted(colleague: Colleague, action: str, value: str) -> None:
    colleague.send_form(action, FIELDS, value)


def actions(table: Iterable[str], do: Callable[[Colleague, str, str], None]) -> list[object]:
    return [pytest.param(do, action, id=f"{do.__name__} {action}") for action in table]


ALL = actions(tables.PRESSES, pressed) + actions(tables.SUBMISSIONS, submitted)
MANAGERS_ONLY = actions((a for a, row in tables.PRESSES.items() if row.managers), pressed) + actions(
    (a for a, row in tables.SUBMISSIONS.items() if row.managers), submitted
)
Do = Callable[[Colleague, str, str], None]


def story(desk: Desk) -> None:
    """A shared issue, an incident, a request, a promise, and an adjustment."""
    three(desk, concerns=("heavy_demands",), promised="Ring back", adjustment="Please write")
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="Please look")


@pytest.fixture(scope="module")
def story_url(new_sqlite: NewDatabase) -> str:
    url = new_sqlite()
    with Store(url) as store:
        story(Desk(store))
    return url


@pytest.fixture
def told(story_url: str, new_sqlite: NewDatabase) -> Iterator[Desk]:
    """The story, told once and copied."""
    url = new_sqlite()
    shutil.copyfile(str(make_url(story_url).database), str(make_url(url).database))
    with Store(url) as store:
        yield Desk(store, now=T0 + timedelta(hours=1))


@pytest.mark.parametrize(("do", "action"), ALL)
def test_garbage_in_a_value_gets_a_clear_answer_and_changes_nothing(told: Desk, do: Do, action: str) -> None:
    before = everything(told)
    for value in GARBAGE:
        for colleague in (told.david, told.helen):
            do(colleague, action, value)
            assert len(colleague.reply.parts) == 1
            assert colleague.sees
        if action not in OWN_AND_HARMLESS:
            assert everything(told) == before, value


@pytest.mark.parametrize(("do", "action"), ALL)
def test_a_forged_value_gets_a_clear_answer_from_every_role(told: Desk, do: Do, action: str) -> None:
    told.tom.file("Sunita Shah", "School transport", phone="07700 900456")
    for value in FORGED:
        for colleague in (told.amira, told.david, told.helen):
            do(colleague, action, value)
            assert len(colleague.reply.parts) == 1
            assert colleague.sees
    told.priya.command("mine")


@pytest.mark.parametrize(("do", "action"), MANAGERS_ONLY)
def test_a_worker_cannot_do_what_managers_do(told: Desk, do: Do, action: str) -> None:
    before = everything(told)
    for value in (Target(1).value, Target(1, 0, 3, 3, 1).value, Target(extra=1).value):
        do(told.amira, action, value)
        assert "Only a manager can do this" in told.amira.sees
        assert "Nothing was changed." in told.amira.sees
    assert everything(told) == before


def test_the_managers_actions_are_these() -> None:
    assert {action for action, row in tables.PRESSES.items() if row.managers} >= {
        "issue.assign",
        "issue.dismiss",
        "case.open",
        "case.refuse",
        "summary.all",
    }
    assert {action for action, row in tables.SUBMISSIONS.items() if row.managers} >= {
        "issue.assign",
        "issue.dismiss",
        "case.refuse",
    }
    assert {name for name, row in tables.COMMANDS.items() if row.managers} == {
        "case",
        "cases",
        "restrictions",
        "stats",
        "summary",
    }


@pytest.mark.parametrize(("do", "action"), ALL)
def test_a_guest_can_do_nothing(told: Desk, do: Do, action: str) -> None:
    before, guest = everything(told), told.guest()
    do(guest, action, Target(1, 0, 1, 1, 1).value)
    assert "Evenhand is for the service's own staff" in guest.sees
    assert everything(told) == before


@pytest.mark.parametrize("typed", ["", *tables.COMMANDS, "check okafor", "draft plan"])
def test_a_guest_can_type_nothing(told: Desk, typed: str) -> None:
    before, guest = everything(told), told.guest()
    guest.command(typed)
    assert "Evenhand is for the service's own staff" in guest.sees
    assert everything(told) == before


def test_a_guests_form_is_told_nothing(told: Desk) -> None:
    guest = told.guest()
    assert guest.person.role is Role.NONE
    told.amira.command()
    guest.reply = told.amira.reply
    guest.change("customer", customer="C-0001")
    assert "Evenhand is for the service's own staff" in guest.sees


@pytest.mark.parametrize("do", [pressed, submitted])
@pytest.mark.parametrize("action", ["", "issue.destroy", "report.file.x", "\x00", "\ud800", "x" * 20_000])
def test_an_unknown_action_is_answered(desk: Desk, do: Do, action: str) -> None:
    before = everything(desk)
    do(desk.amira, action, "1:0:0:0:0")
    assert "That button does not lead anywhere any more" in desk.amira.sees
    assert everything(desk) == before


def test_an_unknown_change_is_answered(desk: Desk) -> None:
    desk.amira.command()
    desk.amira.change("issue")
    assert "That button does not lead anywhere any more" in desk.amira.sees


def test_a_change_of_several_values_is_answered(desk: Desk) -> None:
    desk.amira.command()
    event = Change(
        **desk.amira._when(),  # type: ignore[arg-type] # noqa: SLF001 - what a broken client would send
        action="report.file",
        field="customer",
        fields={"customer": ("C-0001", "C-0002"), "child": ("a", "b"), "concerns": "one"},
    )
    desk.amira.reply = desk.bot.handle(event)
    assert desk.amira.form.action == "report.file"


def test_a_submission_delivered_twice_is_one_report(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    for _ in range(2):
        desk.amira.send_form("report.file", {"customer": "Liz Okafor", "issue": "Draft"}, delivery="same")
    assert "Already saved: R-00001" in desk.amira.sees
    assert "This reached us twice. It counts once." in desk.amira.sees
    assert desk.amira.reply.outcome == "R-00001"
    assert len(everything(desk)["report"]) == 1


def test_a_submission_with_mistakes_delivered_twice_is_corrected_twice(desk: Desk) -> None:
    for _ in range(2):
        desk.amira.send_form("report.file", {"customer": "Liz Okafor"}, delivery="same")
        assert desk.amira.errors
    desk.amira.send_form("report.file", {"customer": "Liz Okafor", "issue": "Draft"}, delivery="same")
    assert desk.amira.card.title == "Saved as R-00001"


def test_a_press_delivered_twice_counts_once(desk_anywhere: Desk) -> None:
    desk = desk_anywhere
    two(desk)
    card = desk.priya.card
    desk.priya.press("I'll reply", card, delivery="same")
    after = everything(desk)
    desk.priya.press("I'll reply", card, delivery="same")
    assert "Already saved: I-0001" in desk.priya.sees
    assert everything(desk) == after


def test_a_command_delivered_twice_opens_the_same_form_and_saves_nothing(desk: Desk) -> None:
    first = desk.amira.command("draft plan", delivery="same")
    assert desk.amira.command("draft plan", delivery="same") == first
    assert everything(desk)["report"] == []


@pytest.mark.parametrize(
    ("begin", "label"),
    [
        (two, "Leave it with Amira"),
        (two, "Different issue"),
        (two, "Not the same person"),
        (two, "Talk together"),
        (asked, "Same issue"),
        (asked, "Different issue"),
        (asked, "Not the same person"),
        (household, "Keep separate"),
    ],
)
def test_every_decision_delivered_twice_counts_once(
    desk: Desk, begin: Callable[[Desk], None], label: str
) -> None:
    begin(desk)
    card = desk.priya.card
    desk.priya.press(label, card, delivery="same")
    after = everything(desk)
    desk.priya.press(label, card, delivery="same")
    assert "Already saved: " in desk.priya.sees
    assert everything(desk) == after


def test_undo_delivered_twice_counts_once(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    card = desk.priya.card
    desk.priya.press("Undo", card, delivery="same")
    after = everything(desk)
    desk.priya.press("Undo", card, delivery="same")
    assert everything(desk) == after


def test_a_managers_press_delivered_twice_opens_one_case(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",))
    card = desk.managers_channel()[0]
    desk.helen.press("Look closer", card, delivery="same")
    desk.helen.press("Look closer", card, delivery="same")
    assert "Already saved: M-0001" in desk.helen.sees
    assert len(everything(desk)["case"]) == 1


def test_a_button_forged_to_another_card_shows_a_worker_nothing_of_the_managers(desk: Desk) -> None:
    two(desk)
    desk.amira.send_press("issue.separate", Target(1, 0, 1, 3).value)
    assert "Name who replies" not in desk.amira.sees


def test_a_button_forged_to_somebody_elses_report_shows_nothing_of_it(desk: Desk) -> None:
    two(desk)
    desk.david.file("Sunita Shah", "School transport")
    desk.amira.send_press("issue.take", Target(1, 0, 3, 1).value)
    assert "Sunita" not in desk.amira.sees
    assert "transport" not in desk.amira.sees


def test_an_undo_forged_to_another_issue_undoes_what_it_names_and_nothing_else(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    change = int(desk.priya.button("Undo").value.split(":")[4])
    desk.priya.send_press("issue.undo", Target(999_999, extra=change).value)
    assert "Who repliesNobody yet" in desk.priya.sees


def test_every_message_waiting_can_be_read_and_every_button_leads_somewhere(told: Desk) -> None:
    known = set(tables.PRESSES)
    for message in told.outbox():
        assert said(message.card)
        for label in labels(message.card):
            assert told.amira.button(label, message.card).action in known
    assert any(labels(message.card) for message in told.outbox())
