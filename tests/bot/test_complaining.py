"""A complaint about how the policy was used: logged by anybody, decided by somebody who had no part in it."""

from io import BytesIO

import pytest
from docx import Document

from bot import erasing, policy
from bot.app import Bot
from bot.chat import File
from storage.tables import AuditEntry, Complaint
from tests.bot.desk import Colleague, Desk
from tests.bot.reading import said
from tests.bot.taking import lift, restricted, value
from tests.bot.test_erasing import erase

SAID = "Nobody asked me before the letter came"
FOUND = {
    "outcome": "partly",
    "effect": "We meet you this week",
    "reasons": "You were rung twice in one morning",
}


@pytest.fixture
def held(desk: Desk) -> Desk:
    """Helen considered and told, and a third manager had no part in it. Tom approved."""
    desk = Desk(
        desk.store,
        evenhand_managers="helen@example.org, tom@example.org, rhona@example.org",
        evenhand_reserve_deciders="otto@example.org",
    )
    rhona(desk).command("help")
    restricted(desk)
    return desk


def rhona(desk: Desk) -> Colleague:
    return desk.colleague("Rhona Reid")


def complain(desk: Desk) -> None:
    desk.priya.command("check C-0001")
    desk.priya.press("They complain about this")
    desk.priya.submit(about=SAID)


def decide(by: Colleague) -> None:
    by.send_press("complaint.decide", "0:0:0:0:1")
    by.fill(FOUND)


def test_whoever_had_no_part_in_it_is_asked_and_nobody_else(held: Desk) -> None:
    complain(held)
    assert "What is in force stays until then." in held.priya.sees
    assert [m.key for m in rhona(held).waiting() if m.key.startswith("complaint:")] == ["complaint:1"]
    for manager in (held.helen, held.tom):
        assert not [m for m in manager.waiting() if m.key.startswith("complaint:")]
        manager.send_press("complaint.decide", "0:0:0:0:1")
        assert "You had a part in this case." in manager.sees
    held.amira.send_press("complaint.decide", "0:0:0:0:1")
    assert "You had a part in this case." in held.amira.sees


def test_it_is_answered_told_and_written_to_the_customer(held: Desk) -> None:
    complain(held)
    third = rhona(held)
    third.press("Answer the complaint", third.message)
    assert SAID in third.sees
    third.fill(FOUND)
    assert third.card.title == "M-0001: the complaint is answered"
    third.press("Answer as a letter")
    [file] = [part for part in third.reply.parts if isinstance(part, File)]
    said = "\n".join(each.text for each in Document(BytesIO(file.content)).paragraphs)
    assert "We meet you this week" in said
    assert SAID in said
    held.priya.press("Read it", held.priya.message)
    assert "You were rung twice" in held.priya.sees
    assert held.rows(Complaint)[0].decided_by == third.person.staff_id
    assert [e.action for e in held.rows(AuditEntry)].count("complaint.decide") == 1


def test_it_waits_on_the_case_and_in_the_summary_until_it_is_answered(held: Desk) -> None:
    complain(held)
    held.helen.command("case M-0001")
    assert "Complaint: they complain about how the policy was used" in held.helen.sees
    held.helen.command("summary")
    assert "M-0001 they complain about how the policy was used" in held.helen.sees
    assert SAID not in held.helen.sees
    decide(rhona(held))
    held.helen.command("summary")
    assert "complain" not in held.helen.sees


def test_it_can_be_made_of_a_closed_case_too_and_what_is_in_force_stays(held: Desk) -> None:
    complain(held)
    held.amira.command("check C-0001")
    assert "In force" in held.amira.sees
    lift(held, held.helen)
    held.helen.send_press("case.close", value(held))
    held.helen.fill({"reasons": "Calm"})
    decide(rhona(held))
    assert held.rows(Complaint)[0].outcome == "partly"


def test_twice_is_once_and_a_second_answer_is_refused(held: Desk) -> None:
    complain(held)
    complain(held)
    assert len(held.rows(Complaint)) == 1
    decide(rhona(held))
    again = rhona(held)
    again.send_press("complaint.decide", "0:0:0:0:1")
    assert "settled already" in again.sees


def test_nobody_who_is_not_concerned_reads_it(held: Desk) -> None:
    complain(held)
    held.david.send_press("complaint.show", "0:0:0:0:1")
    assert SAID not in held.david.sees
    assert "not yours" in held.david.sees


def test_without_a_case_there_is_nothing_to_complain_about(held: Desk) -> None:
    held.david.file("Peter Ash", "How do I appeal?")
    held.david.command("check C-0002")
    assert "They complain about this" not in held.david.sees
    held.david.send_press("complaint.log", "0:0:0:0:2")
    assert "your complaint policy applies" in held.david.sees


def test_where_everybody_had_a_part_an_outside_decision_is_recorded(desk: Desk) -> None:
    desk = Desk(desk.store, evenhand_reserve_deciders="otto@example.org")
    restricted(desk)
    complain(desk)
    desk.helen.press("Answer the complaint", desk.helen.message)
    assert "somebody from outside decides" in desk.helen.sees
    desk.helen.fill(FOUND)
    assert set(desk.helen.errors) == {"recorded"}
    desk.helen.fill({**FOUND, "recorded": "Otto Lang, trustee, 24 November, letter 7"})
    assert desk.rows(Complaint)[0].recorded.startswith("Otto Lang")


def test_where_nobody_is_named_it_waits_and_says_who_to_name(desk: Desk) -> None:
    restricted(desk)
    complain(desk)
    assert "nobody else is named" in said(desk.helen.message)
    assert "you record it" not in said(desk.helen.message)
    desk.helen.send_press("complaint.decide", "0:0:0:0:1")
    assert "EVENHAND_RESERVE_DECIDERS" in desk.helen.sees


def test_a_reserve_decider_in_the_workspace_decides_where_no_manager_may(desk: Desk) -> None:
    desk = Desk(
        desk.store,
        evenhand_reserve_deciders="rosa@example.org",
        evenhand_workers="amira@example.org, priya@example.org, david@example.org",
    )
    rosa = desk.colleague("Rosa Reid")
    rosa.command("help")
    restricted(desk)
    complain(desk)
    assert [m for m in rosa.waiting() if m.key.startswith("complaint:")]
    decide(rosa)
    assert desk.rows(Complaint)[0].decided_by == rosa.person.staff_id


def test_an_answer_is_promised_where_the_policy_file_says_so(held: Desk) -> None:
    rules = policy.packaged()
    rules = rules.model_copy(update={"complaints": rules.complaints.model_copy(update={"days": 10})})
    held.bot = Bot(held.store, rules, held.service)
    complain(held)
    assert "Monday 7 December 2026" in held.priya.sees


def test_nobody_is_erased_while_a_complaint_is_open(held: Desk) -> None:
    complain(held)
    lift(held, held.helen)
    held.helen.send_press("case.close", value(held))
    held.helen.fill({"reasons": "Calm"})
    with pytest.raises(erasing.StillOpen) as still:
        erase(held)
    assert set(still.value.matters) == {"complaint"}
