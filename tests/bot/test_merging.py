"""Two records of one person become one, and two again: reports, words, cases and restrictions move rightly."""

import pytest

from bot.cards import Card
from bot.chat import Ask
from bot.targets import ANSWER, Target
from storage import audit
from storage.tables import (
    Adjustment,
    AuditEntry,
    Case,
    Complaint,
    Customer,
    CustomerPair,
    Issue,
    PersonRequest,
    Report,
    Restriction,
    Safety,
    Suggestion,
    Word,
)
from tests.bot.desk import Colleague, Desk
from tests.bot.reading import buttons
from tests.bot.taking import (
    approve,
    close_case,
    consider,
    lift,
    look_closer,
    notify,
    opened,
    propose,
    restricted,
    states,
    talk,
)
from tests.bot.test_erasing import erase
from tests.walk import register


@pytest.fixture
def twice(desk: Desk) -> Desk:
    """C-0001 has a restriction in force; C-0002 is the same person, written down otherwise."""
    restricted(desk)
    desk.later(days=1)
    desk.david.file("Cilla Osei", "Where is my form?", phone="07700 900888", adjustment="Please write")
    return desk


def merge(desk: Desk, source: str = "C-0001", into: str = "C-0002", reasons: str = "Same card shown") -> None:
    desk.helen.command(f"check {source}")
    desk.helen.press("Same person as another")
    desk.helen.submit(customer=into, reasons=reasons)


def unmerge(desk: Desk, source: str = "C-0001", into: str = "C-0002") -> None:
    desk.helen.command(f"check {into}")
    desk.helen.press(f"Not the same person: {source}")
    desk.helen.submit(reasons="Two sisters")


def whose(desk: Desk) -> list[int | None]:
    return [row.customer_id for row in desk.rows(Report)]


def assert_nobody_shares_an_issue(desk: Desk) -> None:
    """All reports of an issue have one customer or none, and it is the issue's."""
    owners = {row.id: row.customer_id for row in desk.rows(Issue)}
    assert [(row.customer_id, row.id) for row in desk.rows(Report)] == [
        (owners[row.issue_id], row.id) for row in desk.rows(Report)
    ]
    theirs = {row.id: row.customer_id for row in desk.rows(Report)}
    asked = [row for row in desk.rows(Suggestion) if not row.answer]
    assert [row for row in asked if theirs[row.report_id] != owners[row.issue_id]] == []


def verdicts(desk: Desk) -> dict[tuple[int, int], str]:
    return {(row.low_id, row.high_id): row.verdict for row in desk.rows(CustomerPair)}


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


def test_what_came_since_on_an_issue_that_goes_back_gets_an_issue_of_its_own(twice: Desk) -> None:
    merge(twice)
    twice.david.file("C-0002", "Rings about the plan", details="As said")
    if "Same issue" in twice.david.sees:
        twice.david.press("Same issue")
    assert twice.row(Report, 4).issue_id == twice.row(Report, 1).issue_id
    twice.amira.file("C-0002", "Rings about the plan", details="As said")
    unmerge(twice)
    assert whose(twice) == [1, 1, 2, 2, 2]
    assert_nobody_shares_an_issue(twice)
    assert twice.row(Report, 4).issue_id == twice.row(Report, 5).issue_id != twice.row(Report, 1).issue_id
    told = [str(m.card) for m in twice.david.waiting() if m.key.startswith("issue:1/")]
    assert told
    assert all("Settled: colleagues are no longer on this" in card for card in told)


def test_neither_colleague_sees_what_the_other_person_said(twice: Desk) -> None:
    merge(twice)
    twice.david.file("C-0002", "Rings about the plan", details="Lives with her aunt now")
    if "Same issue" in twice.david.sees:
        twice.david.press("Same issue")
    unmerge(twice)
    for colleague in (twice.priya, twice.david):
        for message in colleague.waiting():
            for found in shows(colleague, message.card):
                assert not ("Lives with her aunt" in found and "As said" in found)
    twice.priya.command("check C-0001")
    assert "aunt" not in twice.priya.sees


def shows(colleague: Colleague, card: Card) -> list[str]:
    """What Show gives on a message, if it has that."""
    found = []
    for each in buttons(card):
        if each.label == "Show":
            colleague.send_press(each.action, each.value)
            found.append(colleague.sees)
    return found


def test_a_report_of_theirs_that_was_joined_meanwhile_to_the_others_issue_leaves_it(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "Draft plan is late", phone="07700 900321")
    desk.david.file("Cilla Osei", "Taxi did not come", phone="07700 900888")
    merge(desk)
    desk.amira.file("C-0002", "Taxi did not come again")
    if "Same issue" in desk.amira.sees:
        desk.amira.press("Same issue")
    desk.amira.command("mine R-00001")
    unmerge(desk)
    assert_nobody_shares_an_issue(desk)


def test_what_hangs_on_a_report_or_a_case_goes_back_with_it(desk: Desk) -> None:
    opened(desk)
    consider(desk, desk.helen)
    desk.later(days=1)
    desk.david.file("Cilla Osei", "Where is my form?", phone="07700 900888")
    merge(desk)
    talk(desk, desk.amira)
    propose(desk, desk.amira)
    approve(desk, desk.tom)
    notify(desk, desk.helen)
    desk.amira.command("mine R-00001")
    desk.amira.press("Talked about how they contact us")
    desk.amira.submit(explained="Calls", view="Worried", trying="Fridays", adjustment="In writing")
    desk.amira.send_press("safety.raise", Target(report=1).value)
    desk.amira.submit(said="I come round")
    unmerge(desk)
    assert desk.row(Restriction, 1).customer_id == desk.row(Case, 1).customer_id == 1
    assert [row.customer_id for row in desk.rows(Word)] == [1]
    assert [row.customer_id for row in desk.rows(Adjustment)] == [1]
    assert [row.customer_id for row in desk.rows(Safety)] == [1]
    assert desk.store.read(register.rebuilt) == desk.store.read(register.kept)


def keep_apart(desk: Desk) -> None:
    """Priya locks the household apart, on the answer to her report."""
    desk.priya.send_press("customer.keep_apart", Target(issue=2, report=2, card=ANSWER, extra=1).value)
    assert "separate" in desk.priya.sees


def family(desk: Desk) -> Desk:
    """C-0002 shares a child with C-0001; C-0003 is C-0001 again, by another name and telephone."""
    desk.amira.file("Priscilla Okafor", "Plan", phone="07700 900321", child="Ada Okafor")
    desk.priya.file("Daniel Okafor", "Taxi", phone="07700 900555", child="Ada Okafor")
    desk.david.file("Cilla Osei", "Where is my form?", phone="07700 900888")
    assert verdicts(desk) == {(1, 2): "household"}
    return desk


def test_the_household_and_a_lock_stay_with_the_person(desk: Desk) -> None:
    family(desk)
    merge(desk, into="C-0003")
    assert verdicts(desk)[2, 3] == "household"
    desk.priya.command("check C-0003")
    assert "connected with this child" in desk.priya.sees
    unmerge(desk, into="C-0003")
    assert verdicts(desk) == {(1, 2): "household", (1, 3): "different"}


def test_a_lock_is_carried_to_the_new_number_and_stays_with_both_afterwards(desk: Desk) -> None:
    family(desk)
    keep_apart(desk)
    merge(desk, into="C-0003")
    assert verdicts(desk)[2, 3] == "keep_apart"
    desk.priya.command("check C-0003")
    assert "connected with this child" not in desk.priya.sees
    unmerge(desk, into="C-0003")
    assert verdicts(desk) == {(1, 2): "keep_apart", (1, 3): "different"}


def test_a_lock_that_was_put_while_they_were_one_holds_for_both(desk: Desk) -> None:
    family(desk)
    merge(desk, into="C-0003")
    keep_apart(desk)
    unmerge(desk, into="C-0003")
    assert verdicts(desk) == {(1, 2): "keep_apart", (2, 3): "keep_apart", (1, 3): "different"}


def test_two_whom_a_worker_keeps_apart_are_not_merged_nor_by_way_of_a_third(desk: Desk) -> None:
    family(desk)
    keep_apart(desk)
    merge(desk, into="C-0002")
    assert "kept apart" in desk.helen.errors["customer"]
    merge(desk, into="C-0003")
    merge(desk, source="C-0002", into="C-0003")
    assert "kept apart" in desk.helen.errors["customer"]


def test_a_lock_that_was_taken_back_meanwhile_is_taken_back_for_both(desk: Desk) -> None:
    family(desk)
    keep_apart(desk)
    merge(desk, into="C-0003")
    desk.priya.send_press("customer.household", Target(issue=2, extra=1).value)
    unmerge(desk, into="C-0003")
    assert verdicts(desk) == {(1, 2): "household", (1, 3): "different"}


def test_a_button_of_before_locks_whoever_they_are_by_now(desk: Desk) -> None:
    family(desk)
    merge(desk, source="C-0002", into="C-0003")
    keep_apart(desk)
    assert verdicts(desk)[1, 3] == "keep_apart"
    desk.priya.press("Undo")
    assert verdicts(desk)[1, 3] == "household"


@pytest.fixture
def drawn(desk: Desk) -> Desk:
    """Everybody has a card of C-0001 before them, who is merged into C-0002 meanwhile."""
    restricted(desk)
    desk.later(days=1)
    desk.david.file("Cilla Osei", "Where is my form?", phone="07700 900888")
    for colleague in desk.everybody:
        colleague.command("check C-0001")
    merge(desk)
    return desk


def test_a_request_noted_on_a_card_of_before_is_the_persons_by_now(drawn: Desk) -> None:
    drawn.amira.press("Note a request")
    drawn.amira.submit(kind="file", details="All of it")
    assert [row.customer_id for row in drawn.rows(PersonRequest)] == [2]
    drawn.helen.command("check C-0002")
    assert "Done: their own records" in drawn.helen.sees


def test_an_adjustment_noted_on_a_card_of_before_waits_for_its_answer(drawn: Desk) -> None:
    drawn.david.press("Note an adjustment")
    drawn.david.submit(request="Please write")
    assert [row.customer_id for row in drawn.rows(Adjustment)] == [2]
    drawn.helen.command("check C-0002")
    assert "Answer the request" in drawn.helen.sees
    drawn.helen.command("case M-0001")
    assert "Please write" in drawn.helen.sees or "adjustment" in drawn.helen.sees


def test_a_complaint_noted_on_a_card_of_before_is_about_their_newest_case(drawn: Desk) -> None:
    drawn.amira.press("They complain about this")
    drawn.amira.submit(about="Nobody asked me")
    assert [row.case_id for row in drawn.rows(Complaint)] == [1]


def test_a_word_and_a_look_on_cards_of_before_are_the_persons_by_now(drawn: Desk) -> None:
    drawn.amira.send_press("word.note", Target(report=1).value)
    drawn.amira.submit(explained="Calls", view="Worried", trying="Fridays")
    assert [row.customer_id for row in drawn.rows(Word)] == [2]
    drawn.priya.send_press("customer.check", Target(extra=1).value)
    assert "C-0002" in drawn.priya.card.title


def test_undoing_a_link_of_before_gives_the_report_to_whoever_has_its_issue(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "Draft plan is late", phone="07700 900321")
    desk.priya.file("Priscilla Okafor", "Draft plan still late", phone="07700 900321")
    if "Same issue" in desk.priya.sees:
        desk.priya.press("Same issue")
    else:
        desk.priya.press("Different issue")
    card = desk.priya.card
    desk.david.file("Cilla Osei", "Taxi", phone="07700 900888")
    merge(desk, into="C-0002")
    desk.priya.press("Undo", card)
    assert whose(desk) == [2, 2, 2]
    assert_nobody_shares_an_issue(desk)


@pytest.mark.parametrize("action", ["request.log", "adjustment.log", "complaint.log", "customer.check"])
def test_nothing_is_written_about_somebody_who_was_erased(drawn: Desk, action: str) -> None:
    lift(drawn, drawn.helen)
    close_case(drawn, drawn.helen)
    erase(drawn, 2)
    drawn.david.send_press(action, Target(extra=1).value)
    assert not [part for part in drawn.david.reply.parts if isinstance(part, Ask)]
    drawn.david.command()
    drawn.david.fill({"customer": "C-0002", "issue": "Once more"})
    assert drawn.david.errors["customer"]
