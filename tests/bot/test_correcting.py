"""A customer's own data: a manager corrects it, what stood there is kept, and nobody is taken for somebody else."""

import pytest

from bot.chat import Values
from storage.tables import AuditEntry, Customer, CustomerRevision, KnownAs, Report
from tests.bot.desk import Colleague, Desk
from tests.bot.merging import merge
from tests.bot.reading import labels
from tests.bot.test_erasing import erase

PHONE, OTHER = "07700 900321", "07700 900654"


@pytest.fixture
def known(desk: Desk) -> Desk:
    """C-0001, written down with a slip in the name and somebody else's number."""
    desk.amira.file("Priscila Okafor (mother)", "How do I appeal?", phone=PHONE, child="Zoe")
    return desk


def opens(by: Colleague) -> None:
    by.command("check C-0001")
    by.press("Correct their record")


def correct(by: Colleague, before: str = "known", reasons: str = "They rang", **typed: str) -> None:
    opens(by)
    by.submit(before=before, reasons=reasons, **typed)


def found(desk: Desk, typed: str) -> list[str]:
    desk.priya.command()
    return [each.key for each in desk.priya.look_up(typed) if each.key.startswith("C-")]


def test_what_we_hold_stands_there_and_what_is_right_stands_there_afterwards(known: Desk) -> None:
    opens(known.helen)
    held = {"name": "Priscila Okafor", "relationship": "mother", "phone": PHONE, "child": "Zoe"}
    assert known.helen.values == {**held, "email": "", "case_ref": "", "before": "known", "reasons": ""}
    known.helen.submit(name="Priscilla Okafor", email="priscilla@example.org", reasons="They rang")
    assert known.helen.card.title == "C-0001 is corrected"
    known.amira.command("check C-0001")
    assert "Priscilla Okafor · mother" in known.amira.card.title
    row = known.row(Customer, 1)
    assert (row.email, row.phone, row.child) == ("priscilla@example.org", PHONE, "Zoe")


def test_what_stood_there_is_kept_with_the_reason_and_the_chain_holds_no_word_of_it(known: Desk) -> None:
    correct(known.helen, name="Priscilla Okafor", reasons="Her letter shows it")
    [row] = known.rows(CustomerRevision)
    assert (row.name, row.phone, row.reasons) == ("Priscila Okafor", PHONE, "Her letter shows it")
    entry = known.rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("customer.correct", "C-0001")
    assert '"fields": ["name"]' in entry.facts.replace('":[', '": [')
    assert "Okafor" not in entry.facts
    assert "letter" not in entry.facts


def test_by_what_was_right_once_they_are_recognised_as_well(known: Desk) -> None:
    correct(known.helen, name="Priscilla Adeyemi", phone=OTHER)
    for typed in ("Okafor", "Adeyemi", "900321", "900654"):
        assert found(known, typed) == ["C-0001"], typed
    known.david.file("Priscila Okafor", "Another question", phone=PHONE, child="Zoe")
    assert known.rows(Report)[-1].customer_id == 1
    assert known.row(Customer, 1).phone == OTHER


def test_by_what_was_wrong_nobody_is_recognised_any_more(known: Desk) -> None:
    known.david.file("C-0001", "Once more", phone="+44 7700 900 321")
    correct(known.helen, "wrong", name="Priscilla Adeyemi", phone=OTHER)
    assert found(known, "Okafor") == []
    assert found(known, "900321") == []
    assert found(known, "Adeyemi") == ["C-0001"]
    known.david.file("Marlon Reid", "My appeal", phone=PHONE)
    assert known.rows(Report)[-1].customer_id == 2


def test_an_emptied_line_is_gone_and_another_number_that_is_on_file_stands_there(known: Desk) -> None:
    correct(known.helen, phone="", child="")
    assert (known.row(Customer, 1).phone, known.row(Customer, 1).child) == (None, None)
    assert found(known, "900321") == []
    correct(known.helen, phone=PHONE)
    known.david.file("C-0001", "Once more", phone=OTHER)
    assert known.row(Customer, 1).phone == PHONE
    correct(known.helen, phone="")
    assert known.row(Customer, 1).phone == OTHER


def test_a_correction_can_be_corrected_back(known: Desk) -> None:
    correct(known.helen, "wrong", phone=OTHER)
    correct(known.helen, "wrong", phone=PHONE)
    assert known.row(Customer, 1).phone == PHONE
    assert found(known, "900654") == []
    assert [row.phone for row in known.rows(CustomerRevision)] == [PHONE, OTHER]


def test_a_withdrawn_report_does_not_bring_back_what_was_wrong(known: Desk) -> None:
    correct(known.helen, phone=OTHER)
    known.amira.command("mine")
    known.amira.press("Withdraw")
    known.amira.submit(reasons="Logged twice")
    assert known.row(Customer, 1).phone == OTHER


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"reasons": ""}, "reasons"),
        ({"name": ""}, "name"),
        ({"email": "nobody"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"before": "perhaps"}, "before"),
        ({}, "name"),
    ],
)
def test_what_is_missing_or_no_change_is_said_beside_its_field(
    known: Desk, typed: dict[str, str], wrong: str
) -> None:
    opens(known.helen)
    known.helen.submit(**{"relationship": "mother", "reasons": "They rang", **typed})
    assert list(known.helen.errors) == [wrong]
    assert known.rows(CustomerRevision) == []


def test_a_field_that_was_not_sent_stays_as_it_is(known: Desk) -> None:
    opens(known.helen)
    fields: Values = {"child": "Zoë", "reasons": "They rang"}
    known.helen.send_form("customer.correct", fields, known.helen.form.value)
    row = known.row(Customer, 1)
    assert (row.name, row.phone, row.child) == ("Priscila Okafor", PHONE, "Zoë")


def test_whoever_is_second_is_told_who_was_faster_and_overwrites_nothing(known: Desk) -> None:
    opens(known.tom)
    correct(known.helen, phone=OTHER)
    known.tom.submit(name="Priscilla Okafor", reasons="They wrote")
    assert known.tom.card.title == "C-0001 was changed meanwhile"
    assert "Helen Stone corrected it last, today 09:00" in known.tom.sees
    assert OTHER in known.tom.sees
    known.tom.press("Correct their record")
    known.tom.submit(name="Priscilla Okafor", reasons="They wrote")
    row = known.row(Customer, 1)
    assert (row.name, row.phone) == ("Priscilla Okafor", OTHER)


def test_what_a_report_brought_meanwhile_is_not_emptied(known: Desk) -> None:
    opens(known.tom)
    known.david.file("C-0001", "Once more", email="okafor@example.org")
    known.tom.submit(name="Priscilla Okafor", reasons="They wrote")
    assert "changed meanwhile" in known.tom.card.title
    assert known.row(Customer, 1).email == "okafor@example.org"


def test_only_managers_correct_and_only_who_is_there(known: Desk) -> None:
    known.priya.command("check C-0001")
    assert "Correct their record" not in labels(known.priya.card)
    known.priya.send_press("customer.correct", "0:0:0:0:1")
    assert "Only a manager can do this" in known.priya.sees
    known.helen.send_press("customer.correct", "0:0:0:0:9")
    assert "does not lead anywhere" in known.helen.sees
    known.david.file("Cilla Osei", "Where is my form?")
    merge(known)
    known.helen.send_press("customer.correct", "0:0:0:0:1")
    assert "does not lead anywhere" in known.helen.sees


def test_a_request_for_a_correction_leads_a_manager_there_and_back_to_done(known: Desk) -> None:
    known.amira.command("request Okafor")
    known.amira.submit(kind="correction", details="My number is another")
    assert "Correct their record" not in labels(known.amira.card)
    known.helen.command("request Okafor")
    known.helen.submit(kind="correction", details="So is my name")
    known.helen.press("Correct their record")
    known.helen.submit(phone=OTHER, reasons="They rang")
    known.helen.press("Done: a correction")
    assert "Correct their record, in /incident check C-0001" in known.helen.sees


def test_another_kind_of_request_offers_no_correction(known: Desk) -> None:
    known.helen.command("request Okafor")
    known.helen.submit(kind="file")
    assert labels(known.helen.card) == []


def test_corrections_move_with_a_merge_and_come_back(known: Desk) -> None:
    correct(known.helen, "wrong", phone=OTHER)
    known.david.file("Cilla Osei", "Where is my form?", phone="07700 900888")
    merge(known)
    assert found(known, "900654") == ["C-0002"]
    assert [row.customer_id for row in known.rows(CustomerRevision)] == [2]
    known.helen.press("Not the same person: C-0001")
    known.helen.submit(reasons="Two sisters")
    assert found(known, "900654") == ["C-0001"]
    assert known.row(Customer, 1).phone == OTHER


def test_erased_is_erased_with_what_stood_there_before(known: Desk) -> None:
    correct(known.helen, phone=OTHER)
    erase(known)
    assert known.rows(CustomerRevision) == []
    assert known.rows(KnownAs) == []
