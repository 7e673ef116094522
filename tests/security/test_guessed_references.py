"""Attack: a curious colleague guesses numbers and edits what buttons carry. Nothing that is not theirs is shown or changed.

Garbage in every value, before any case was opened, is in tests/bot/test_doors.py; here a case has been walked, and David
had no part in it.
"""

import json
import shutil
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.engine import make_url

from adapters.web import roster
from bot import tables
from bot.chat import Role
from bot.targets import Target
from storage import Store
from storage.tables import AuditEntry, Message
from tests.bot.desk import Colleague, Desk
from tests.bot.test_doors import FIELDS, everything
from tests.databases import NewDatabase
from tests.office import web
from tests.office.shared import MONDAY
from tests.security.walked import HIDDEN, walk

TARGETS = (
    (1, 0, 1, 1, 0),
    (1, 1, 2, 3, 1),
    (1, 3, 2, 4, 2),
    (0, 0, 0, 0, 1),
    (0, 0, 1, 1, 1),
    (2, 0, 9, 1, 9),
)
HOSTILE = (
    *(Target(*numbers).value for numbers in TARGETS),
    *("1:6:1", "1:7:1", "1:8:0", "1:999999999:1", "2:1:0", "1:x:1", "M-0003", '{"case": 1}'),
    *("1:1:1'; drop table restriction; --", "1:1:0\x00", "1:1:1" * 3_000),
)
"""Other numbers, other versions, other types, other scripts, SQL, far too much."""

CHOOSES = frozenset(
    {
        *("customer.check", "report.file", "report.look", "adjustment.log", "complaint.log", "request.log"),
        *("word.note", "safety.raise"),
    }
)
"""What is about a customer whom somebody chose: every colleague may look up every customer."""
CHOSEN = {"Zqname", "zqissue", "zqsaid"}
"""Who they are, and what was said last: that is what looking up is for."""
BEGINS = {
    **{form: {"form_draft"} for form in tables.KEPT},
    "report.file": {"report", "issue", "suggestion", "message"},
    "word.note": {"word", "message", "form_draft"},
    "away.set": {"absence"},
}
"""What somebody may begin of their own."""

Do = Callable[[Colleague, str, str], None]


def press(colleague: Colleague, action: str, value: str) -> None:
    colleague.send_press(action, value)


def submit(colleague: Colleague, action: str, value: str) -> None:
    colleague.send_form(action, FIELDS, value)


WAYS: tuple[tuple[Do, str, bool], ...] = (
    *((press, action, row.managers) for action, row in tables.PRESSES.items()),
    *((submit, action, row.managers) for action, row in tables.SUBMISSIONS.items()),
)


@pytest.fixture(scope="module")
def walked_url(new_sqlite: NewDatabase) -> str:
    url = new_sqlite()
    with Store(url) as store, web.office(store) as office:
        walk(office)
    return url


@pytest.fixture
def desk(walked_url: str, new_sqlite: NewDatabase) -> Iterator[Desk]:
    """The service after the walk, copied."""
    url = new_sqlite()
    shutil.copyfile(str(make_url(walked_url).database), str(make_url(url).database))
    with Store(url) as store:
        yield Desk(store, now=MONDAY, evenhand_managers=",".join(roster.MANAGERS_EMAILS))


def at(desk: Desk, handle: str) -> Colleague:
    found = Colleague(desk, roster.profile(handle))
    assert found.person.role is Role.WORKER
    return found


def hidden_in(colleague: Colleague) -> set[str]:
    """The words of others that somebody sees in what they were answered."""
    return {word for word in HIDDEN if word in repr(colleague.reply)}


def test_the_words_are_there_to_be_found(desk: Desk) -> None:
    """On file: else it would be easy to show none of them."""
    kept = repr(everything(desk))
    assert [word for word in HIDDEN if word not in kept] == []


def test_a_worker_reads_only_a_manager_whatever_a_managers_button_carries(desk: Desk) -> None:
    david = at(desk, "david")
    before = everything(desk)
    for do, action, managers in WAYS:
        for value in HOSTILE if managers else ():
            do(david, action, value)
            assert david.card.title == "Only a manager can do this", (action, value)
    assert everything(desk) == before


def test_no_value_shows_or_changes_what_is_not_theirs(desk: Desk) -> None:
    david = at(desk, "david")
    before = everything(desk)
    for do, action, managers in WAYS:
        if not managers and not (do is submit and action in BEGINS):
            shows_nothing_of_others(david, do, action)
    assert everything(desk) == before


@pytest.mark.parametrize("action", [each for each in BEGINS if not tables.SUBMISSIONS[each].managers])
def test_what_somebody_begins_changes_nothing_of_others(desk: Desk, action: str) -> None:
    david = at(desk, "david")
    before = everything(desk)
    shows_nothing_of_others(david, submit, action)
    after = everything(desk)
    assert {name for name in after if after[name] != before[name]} <= BEGINS[action]
    assert all(set(before[name]) <= set(after[name]) for name in after if name != "message")


def test_whatever_shows_who_somebody_is_is_on_record(desk: Desk) -> None:
    david, shown = at(desk, "david"), set()
    number = david.person.staff_id
    for do, action, managers in WAYS:
        for value in () if managers else HOSTILE[: len(TARGETS)]:
            do(david, action, value)
            if "Zqname" in hidden_in(david):
                shown.add("report.file" if action == "report.look" else action)
    noted = [entry for entry in desk.rows(AuditEntry) if entry.staff_id == number]
    on_record = {entry.action for entry in noted} | {json.loads(entry.facts).get("form") for entry in noted}
    assert {"adjustment.log", "complaint.log", "request.log", "report.file", "customer.check"} <= shown
    assert shown <= on_record


def shows_nothing_of_others(david: Colleague, do: Do, action: str) -> None:
    for value in HOSTILE:
        do(david, action, value)
        assert len(david.reply.parts) == 1
        assert hidden_in(david) <= (CHOSEN if action in CHOOSES else set()), (action, value)


def test_no_number_opens_a_message_to_somebody_else(desk: Desk) -> None:
    david, sent = at(desk, "david"), desk.rows(Message)
    assert len(sent) > 5
    for number in range(len(sent) + 2):
        for value in (str(number), Target(extra=number).value, f"web:person:grace:{number}"):
            david.send_press("message.all", value)
            assert not hidden_in(david)
    for message in sent:
        david.send_press("message.all", message.key)
        assert not hidden_in(david)


TYPED = (
    *("case M-0001", "case M-0003", "case C-0001", "cases", "restrictions", "restrictions C-0001", "stats"),
    *(
        "mine R-00001",
        "mine R-00002",
        "mine R-00009",
        "check C-0002",
        "check C-0009",
        "request C-0009",
        "word C-0009",
    ),
)


def test_no_reference_that_is_typed_shows_what_is_not_theirs(desk: Desk) -> None:
    david = at(desk, "david")
    before = everything(desk)
    for typed in TYPED:
        david.command(typed)
        assert not hidden_in(david), typed
    assert everything(desk) == before
