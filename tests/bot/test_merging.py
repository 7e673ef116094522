"""Two records of one person become one, and two again: reports, words, cases and restrictions move rightly."""

import pytest

from storage import audit
from storage.tables import (
    AuditEntry,
    Case,
    Customer,
    CustomerPair,
    Restriction,
)
from tests.bot.desk import Desk
from tests.bot.merging import merge, on_file_twice, whose
from tests.bot.taking import (
    close_case,
    lift,
    look_closer,
    restricted,
    states,
)
from tests.bot.test_erasing import erase
from tests.walk import register


@pytest.fixture
def twice(desk: Desk) -> Desk:
    return on_file_twice(desk)


def test_everything_moves_and_the_old_reference_leads_on(twice: Desk) -> None:
    twice.helen.command("check C-0001")
    twice.helen.press("Same person as another")
    assert "2 reports, 1 case and 1 restriction" in twice.helen.sees
    twice.helen.submit(customer="C-0002", reasons="Same card shown")
    assert twice.helen.card.title == "C-0001 is C-0002"
    assert whose(twice) == [2, 2, 2]
    assert twice.row(Case, 1).customer_id == 2
    assert twice.row(Restriction, 1).customer_id == 2
    twice.amira.command("check C-0001")
    assert "C-0002" in twice.amira.card.title
    assert "In force" in twice.amira.sees
    twice.amira.command("check 900888")
    assert "In force" in twice.amira.sees
    twice.amira.file("C-0001", "One more question")
    assert whose(twice) == [2, 2, 2, 2]
    assert states(twice) == ["in_force"]


def test_it_is_one_person_for_the_look_up_by_either_way_of_writing(twice: Desk) -> None:
    merge(twice)
    twice.priya.command()
    for typed in ("Okafor", "Osei", "900888", "900321"):
        found = [each.key for each in twice.priya.look_up(typed) if each.key.startswith("C-")]
        assert found == ["C-0002"], typed


def test_taken_back_everything_is_as_it_was_and_what_came_since_stays(twice: Desk) -> None:
    before = whose(twice)
    merge(twice)
    twice.amira.file("C-0002", "Came since")
    twice.helen.command("check C-0002")
    twice.helen.press("Not the same person: C-0001")
    assert "What came since stays with C-0002" in twice.helen.sees
    twice.helen.submit(reasons="Two sisters")
    assert twice.helen.card.title == "C-0001 and C-0002 are two people"
    assert whose(twice) == [*before, 2]
    assert twice.row(Case, 1).customer_id == 1
    assert twice.row(Restriction, 1).customer_id == 1
    twice.amira.command("check C-0002")
    assert "In force" not in twice.amira.sees
    twice.amira.command("check C-0001")
    assert "In force" in twice.amira.sees
    assert [(row.low_id, row.high_id, row.verdict) for row in twice.rows(CustomerPair)] == [
        (1, 2, "different")
    ]
    twice.helen.send_press("customer.unmerge", "0:0:0:0:1")
    assert "two people already" in twice.helen.sees


def test_the_chain_alone_rebuilds_the_register_after_both(twice: Desk) -> None:
    for step in ("merge", "unmerge"):
        if step == "merge":
            merge(twice)
        else:
            twice.helen.command("check C-0002")
            twice.helen.press("Not the same person: C-0001")
            twice.helen.submit(reasons="Two sisters")
        assert twice.store.read(register.rebuilt) == twice.store.read(register.kept), step
    assert twice.store.read(audit.verify) is None
    done = [row.action for row in twice.rows(AuditEntry)]
    assert done.count("customer.merge") == done.count("customer.unmerge") == 1


def test_two_open_cases_are_never_made_one(desk: Desk) -> None:
    restricted(desk)
    for worker in (desk.amira, desk.priya):
        worker.file(
            "C-0002" if worker is desk.priya else "Cilla Osei",
            "Rings",
            phone="07700 900888",
            concerns=("recorded",),
            details="As said",
        )
    look_closer(desk, desk.tom)
    assert len(desk.rows(Case)) == 2
    merge(desk)
    assert "Both have an open case." in desk.helen.errors["customer"]
    lift(desk, desk.helen)
    close_case(desk, desk.helen)
    merge(desk)
    assert desk.helen.card.title == "C-0001 is C-0002"


@pytest.mark.parametrize(
    ("into", "said"), [("C-0001", "the customer themselves"), ("new:Nobody", "choose a customer")]
)
def test_only_another_known_customer_can_be_the_same_person(twice: Desk, into: str, said: str) -> None:
    merge(twice, into=into)
    assert said in twice.helen.errors["customer"]
    assert not any(row.merged_into for row in twice.rows(Customer))


def test_only_managers_merge_and_reasons_are_kept(twice: Desk) -> None:
    twice.amira.command("check C-0001")
    assert "Same person as another" not in twice.amira.sees
    twice.amira.send_press("customer.merge", "0:0:0:0:1")
    assert "Only a manager can do this" in twice.amira.sees
    merge(twice, reasons=" ")
    assert twice.helen.errors["reasons"]


def test_whoever_is_erased_is_erased_with_all_that_was_merged_into_them(twice: Desk) -> None:
    merge(twice)
    lift(twice, twice.helen)
    close_case(twice, twice.helen)
    twice.helen.command("check C-0002")
    twice.helen.press("Answer the request")
    twice.helen.submit(answer="Yes")
    erase(twice, 2)
    assert not [row.name for row in twice.rows(Customer) if row.name]
