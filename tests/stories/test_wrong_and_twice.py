"""Wrong input, the same twice, people who don't belong: a clear answer, nothing lost, nothing doubled."""

import pytest
from sqlmodel import func, select

from bot import tables
from storage import Db
from storage.tables import AuditEntry, Report
from tests.office import Office, words
from tests.stories.crowd import ten_thousand

HOSTILE = [
    "x" * 20_000,
    "\u202egnp.exe\u202c \u200f\u200eعربي",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 é\u0301\u0301\u0301",
    "nul\x00byte\x07bell",
    "<script>alert(1)</script> <!channel> <@U123> *bold* [a](javascript:alert(1)) &amp; `code`",
    "'; drop table report; --",
    '=HYPERLINK("http://example.org")',
    "{{7*7}} ${7*7} %s %n",
    "\ud800 half a character",
]


def reports_of(service: Office) -> int:
    def count(db: Db) -> int:
        return db.exec(select(func.count()).select_from(Report)).one()

    return service.store.read(count)


def test_a_submission_delivered_twice_counts_once_and_names_the_reference(service: Office) -> None:
    for _ in range(2):
        service.amira.submits("report.file", delivery="same", customer="Rosa Lindqvist", issue="Plan late")
    assert service.amira.title == "Already saved: R-00001"
    assert reports_of(service) == 1


def test_a_press_delivered_twice_counts_once(service: Office) -> None:
    service.amira.reports("Rosa Lindqvist", "Plan late", phone="07700 900101")
    service.priya.reports("C-0001", "Plan late")
    answer = dict(service.priya.seen)
    service.priya.presses("I'll reply", delivery="same")
    service.priya.seen = answer
    service.priya.presses("I'll reply", delivery="same")
    assert service.priya.title == "Already saved: I-0001"


def test_a_command_delivered_twice_opens_the_form_again_and_writes_nothing(service: Office) -> None:
    for _ in range(2):
        assert service.amira.types("/incident").title == "Log a communication"
    assert reports_of(service) == 0


@pytest.mark.parametrize(
    "value", ["1:0:1:1:0", "1:0:1:3:1", "garbage", "9" * 5000], ids=["answer", "managers", "garbage", "long"]
)
def test_a_button_that_nobody_drew_gets_a_clear_answer_and_changes_nothing(
    service: Office, value: str
) -> None:
    service.amira.reports(
        "Rosa Lindqvist", "Plan late", phone="07700 900101", details="Words for Amira and Priya"
    )
    service.priya.reports("C-0001", "Plan late")
    before = words(service.amira.message("issue:1/"))
    for action in [*tables.PRESSES, "no.such.thing"]:
        service.david.presses_raw(action, value)
        assert service.david.seen["part"] in {"whisper", "replace", "ask"}
        assert "Words for Amira" not in service.david.reads_answer()
    assert words(service.amira.message("issue:1/")) == before
    assert reports_of(service) == 2


def test_a_command_that_is_recorded_is_recorded_once_however_often_it_arrives(service: Office) -> None:
    service.amira.reports("Rosa Lindqvist", "Plan late")

    def looks(db: Db) -> int:
        return len(db.exec(select(AuditEntry).where(AuditEntry.action == "customer.check")).all())

    for _ in range(2):
        service.priya.types("/incident check lindqvist", delivery="same")
        assert "Plan late" in service.priya.reads_answer()
    assert service.store.read(looks) == 1


def test_a_form_that_nobody_opened_gets_a_clear_answer(service: Office) -> None:
    for action in [*tables.SUBMISSIONS, "no.such.form"]:
        service.grace.submits(action, "7:7:7:7:7")
        assert service.grace.seen["part"] in {"whisper", "replace", "refresh"}
    assert reports_of(service) == 0


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_saved_or_refused_beside_its_field_and_comes_back_whole(
    service: Office, typed: str
) -> None:
    amira = service.amira.reports(f"Rosa {typed}"[:140], typed, details=typed)
    if amira.seen["part"] == "refresh":
        assert set(amira.errors()) <= {"customer", "issue", "details"}
        assert "fit" in amira.errors()["issue"]
        drawn = {each["name"]: each.get("value") for each in amira.form["fields"]}
        assert drawn["details"] == typed
        assert reports_of(service) == 0
    else:
        assert amira.title == "Saved as R-00001"
        amira.presses("Correct")
        service.grace.types("/incident check rosa")
        assert "Only you see this" in service.grace.reads_answer()
    amira.types(f"/incident {typed}")
    assert amira.title == "Log a communication"


def test_nothing_filled_in_says_what_is_needed(service: Office) -> None:
    service.amira.submits("report.file")
    assert service.amira.errors() == {"customer": "Please fill this in.", "issue": "Please fill this in."}


def test_a_guest_is_refused_kindly_whatever_they_try(service: Office) -> None:
    guest = service.guest
    for tried in (
        guest.types("/incident check Okafor"),
        guest.submits("report.file", customer="Rosa", issue="Plan late"),
        guest.presses_raw("issue.take", "1:0:0:2:0"),
        guest.chooses("C-0001"),
    ):
        assert tried.title == "Evenhand is for the service's own staff"
    assert guest.looks_up("ro") == []
    assert reports_of(service) == 0


def test_a_worker_can_do_nothing_that_is_for_managers(service: Office) -> None:
    for action in [action for action, row in tables.PRESSES.items() if row.managers]:
        service.amira.presses_raw(action, "1:0:0:3:0")
        assert service.amira.title == "Only a manager can do this", action
    for action in [action for action, row in tables.SUBMISSIONS.items() if row.managers]:
        service.amira.submits(action, "1:0:0:3:0", reasons="because", owner="1")
        assert service.amira.title == "Only a manager can do this", action
    service.amira.types("/incident summary")
    assert service.amira.title == "Only a manager can do this"


def test_the_look_up_finds_one_among_ten_thousand(service: Office) -> None:
    ten_thousand(service.store)
    offered = service.amira.looks_up("quennell")
    assert offered[-2:] == ["new:quennell", "not_known"]
    assert len(offered) == 3
    assert words(service.amira.seen).startswith("C-10000 Zora Quennell")
    assert len(service.amira.looks_up("sm")) == 10
    assert len(service.amira.looks_up("07700 900")) == 10
