"""Safety measures: one manager acts at once on a threat, and alone only for so long."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document

from bot.chat import File
from bot.words import mistakes
from bot.words import protecting as words
from storage.tables import AuditEntry, Case, CaseStep, Restriction, Safety
from tests.bot.desk import PHONE, Colleague, Desk
from tests.bot.reading import labels, said
from tests.bot.taking import approve, consider, incident, lift, notify, opened, restriction, states, value

SAID = "I know where you park"
MEASURE = {
    "kind": "block_telephone",
    "details": "No calls for now",
    "reasons": "A threat on the telephone",
    "exceptions": "Write to the office",
}
ENDS = datetime(2026, 12, 7, 0, 1, tzinfo=UTC)
"""Ten working days after the desk's Monday."""


def threat(by: Colleague, customer: str = "C-0001", danger: str = "to_staff") -> None:
    by.command("safety")
    by.fill({"said": f"{SAID} ({by.desk.now})", "danger": danger, "customer": customer})


def protects(by: Colleague, number: int = 1, /, **more: str) -> None:
    """Set a measure from what was raised."""
    by.send_press("safety.measure", f"0:0:0:0:{number}")
    by.fill({**MEASURE, **more})


@pytest.fixture
def threatened(desk: Desk) -> Desk:
    desk.amira.file("Priscilla Okafor", phone="07700 900321")
    threat(desk.amira)
    return desk


def in_force(desk: Desk) -> bool:
    desk.priya.command("check C-0001")
    return "In force, " in desk.priya.sees


def test_one_manager_sets_it_without_a_conversation_and_it_is_in_force_at_once(threatened: Desk) -> None:
    helen = threatened.helen
    helen.press("I've got this", helen.message)
    helen.press("Set a safety measure")
    assert "It ends by itself on Monday 7 December 2026" in helen.sees
    helen.submit(**MEASURE)
    assert helen.card.title == "In force from now on"
    assert "Asked to approve it: Tom Hill" in helen.sees
    assert states(threatened) == ["in_force"]
    assert in_force(threatened)
    assert "It is in force already, and ends by itself on Mon 7 Dec" in said(threatened.tom.message)
    row = restriction(threatened)
    assert (row.interim_until, row.review_on, row.safety_id) == (date(2026, 12, 7), date(2027, 2, 23), 1)


def test_it_opens_a_case_where_none_is_open_and_goes_into_the_one_that_is(desk: Desk) -> None:
    opened(desk)
    threat(desk.amira)
    protects(desk.helen)
    assert [case.id for case in desk.rows(Case)] == [1]
    assert restriction(desk).case_id == 1


def test_a_case_that_begins_with_a_measure_shows_it_without_any_report_of_concern(threatened: Desk) -> None:
    protects(threatened.helen)
    threatened.helen.command("case M-0001")
    shown = threatened.helen.sees
    assert (
        "for safety since Mon 23 Nov; it ends by itself on Mon 7 Dec unless somebody else approves it"
        in shown
    )
    assert (
        "TH decides on M-0001/1, which is in force for safety. Without that it ends by itself on Mon 7 Dec."
        in shown
    )
    assert "a manager tells the customer about M-0001/1, which is in force for safety" in shown
    threatened.helen.press("Show the timeline")
    threatened.helen.command("case M-0001")
    threatened.helen.press("Read the record")
    assert "a safety measure was set (M-0001/1)" in threatened.helen.sees


def test_it_ends_by_itself_the_moment_its_day_comes_and_managers_are_told(threatened: Desk) -> None:
    protects(threatened.helen)
    threatened.now = datetime(2026, 12, 6, 23, 59, tzinfo=UTC)
    assert states(threatened) == ["in_force"]
    assert in_force(threatened)
    threatened.now = ENDS
    assert not in_force(threatened)
    threatened.tick(ENDS.replace(hour=8, minute=40))
    row = restriction(threatened)
    assert (row.ended_how, row.ended_on) == ("ended", date(2026, 12, 7))
    for manager in (threatened.helen, threatened.tom):
        assert any("nobody else approved it" in said(card) for card in manager.inbox())
    assert [s.by_id for s in threatened.rows(CaseStep) if s.action == "restriction.end"] == [None]


def test_too_late_nobody_approves_it(threatened: Desk) -> None:
    protects(threatened.helen)
    threatened.now = ENDS
    threatened.tom.send_press("restriction.decide", value(threatened, 1))
    assert "does not wait for a decision any more" in threatened.tom.sees
    threatened.helen.send_press("case.close", value(threatened))
    threatened.helen.fill({"reasons": "It is calm"})
    assert restriction(threatened).ended_how == "ended"


def test_approved_by_a_second_person_it_goes_on_until_its_review_and_then_to_the_reserve(
    threatened: Desk,
) -> None:
    protects(threatened.helen, kind="style")
    approve(threatened, threatened.tom)
    assert "It goes on until its review." in threatened.tom.sees
    assert "It goes on until its review." in said(threatened.helen.message)
    threatened.now = datetime(2027, 2, 22, 9, 0, tzinfo=UTC)
    assert in_force(threatened)
    threatened.now = datetime(2027, 3, 30, 9, 0, tzinfo=UTC)
    threatened.helen.send_press("restriction.review", value(threatened, 1))
    assert "reserve" in threatened.helen.sees
    threatened.now = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
    assert not in_force(threatened)


def test_renewed_it_is_looked_at_again_within_six_months_and_lifting_is_the_usual_outcome(
    threatened: Desk,
) -> None:
    protects(threatened.helen)
    approve(threatened, threatened.tom)
    threatened.now = datetime(2027, 2, 23, 9, 0, tzinfo=UTC)
    tom = threatened.tom
    tom.send_press("restriction.review", value(threatened, 1))
    assert tom.values["outcome"] == "lift"
    offered = [option.key for option in tom.field("outcome").options]  # type: ignore[union-attr] # a choice
    assert offered == ["lift", "renew"]
    said_so = {"since": "Nothing", "changed": "Nothing", "needed": "Still afraid", "reasons": "Still afraid"}
    tom.fill({**said_so, "outcome": "renew", "review": "2027-08-24"})
    assert set(tom.errors) == {"review"}
    tom.fill({**said_so, "outcome": "renew", "review": "2027-07-23"})
    assert restriction(threatened).review_on == date(2027, 7, 23)


def test_declined_by_a_second_person_it_is_over_at_once(threatened: Desk) -> None:
    protects(threatened.helen)
    threatened.tom.send_press("safety.decline", value(threatened, 1))
    threatened.tom.fill({"reasons": "Less would do"})
    assert states(threatened) == ["declined"]
    assert not in_force(threatened)
    assert "It has ended." in said(threatened.helen.message)


def test_whoever_set_it_does_not_approve_it(threatened: Desk) -> None:
    protects(threatened.helen)
    for action in ("restriction.decide", "safety.approve"):
        threatened.helen.send_press(action, value(threatened, 1))
        assert "Nobody decides on their own proposal" in threatened.helen.sees


def test_no_other_steps_decide_on_it(threatened: Desk) -> None:
    protects(threatened.helen)
    for action in ("block.approve", "restriction.approve", "block.decline"):
        threatened.tom.send_press(action, value(threatened, 1))
        assert restriction(threatened).decision == ""


def test_one_threat_carries_one_measure(threatened: Desk) -> None:
    protects(threatened.helen)
    lift(threatened, threatened.helen)
    threatened.tom.send_press("safety.measure", "0:0:0:0:1")
    assert threatened.tom.card.title == "S-0001: no measure can be set"
    threatened.tom.send_press("safety.measure", value(threatened))
    assert "once for each" in threatened.tom.sees
    threatened.later(minutes=1)
    threat(threatened.priya)
    protects(threatened.tom, 2)
    assert states(threatened) == ["lifted", "in_force"]


def test_an_old_threat_carries_none(threatened: Desk) -> None:
    threatened.now = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
    threatened.helen.send_press("safety.measure", "0:0:0:0:1")
    assert threatened.helen.card.title == "S-0001: no measure can be set"


def test_safeguarding_carries_none(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", phone=PHONE)
    threat(desk.amira, danger="someone")
    desk.helen.press("I've got this", desk.helen.message)
    assert "Set a safety measure" not in labels(desk.helen.card)
    desk.helen.send_press("safety.measure", "0:0:0:0:1")
    assert desk.helen.card.title == "S-0001: no measure can be set"


@pytest.mark.parametrize("number", ["9", "0"])
def test_what_was_never_raised_leads_nowhere(threatened: Desk, number: str) -> None:
    threatened.helen.send_press("safety.measure", f"0:0:0:0:{number}")
    assert threatened.helen.card.title == "That button does not lead anywhere any more"


def test_whose_it_was_is_asked_where_nobody_said(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", phone=PHONE)
    threat(desk.amira, customer="")
    protects(desk.helen, customer="somebody")
    assert desk.helen.errors == {"customer": words.WHOSE}
    assert desk.rows(Restriction) == []
    desk.helen.submit(customer="C-0001")
    assert desk.helen.card.title == "In force from now on"
    assert desk.row(Safety, 1).customer_id == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"kind": ""}, {"kind": mistakes.CHOOSE}),
        ({"kind": "agreed_frequency"}, {"kind": mistakes.CHOOSE}),
        ({"reasons": ""}, {"reasons": mistakes.NEEDED}),
        ({"kind": "single_contact"}, {"contact": mistakes.CHOOSE, "deputy": mistakes.CHOOSE}),
        ({"review": "2026-12-07"}, {"review": words.REVIEW_BEFORE}),
        ({"review": "2027-05-24"}, {"review": words.review_late(6)}),
        ({"review": ""}, {"review": mistakes.DAY}),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(
    threatened: Desk, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    protects(threatened.helen, **typed)
    assert threatened.helen.errors == wrong
    assert threatened.rows(Case) == []
    assert threatened.rows(Restriction) == []


def test_both_ways_are_two_measures_on_one_threat(threatened: Desk) -> None:
    protects(threatened.helen, kind="both")
    assert [row.kind for row in threatened.rows(Restriction)] == ["block_telephone", "block_electronic"]
    approve(threatened, threatened.tom, 1)
    assert states(threatened) == ["in_force", "in_force"]
    threatened.now = ENDS
    assert states(threatened)[0] == "in_force"
    threatened.tick(ENDS.replace(hour=8, minute=40))
    assert [row.ended_how for row in threatened.rows(Restriction)] == ["", "ended"]


def test_the_customer_is_told_at_once_and_their_request_for_another_way_stops_nothing(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", phone=PHONE, adjustment="Please write to me")
    threat(desk.amira)
    protects(desk.helen)
    notify(desk, desk.helen)
    assert restriction(desk).notified_on == date(2026, 11, 23)
    approve(desk, desk.tom)
    assert restriction(desk).decision == "approved"


def test_while_it_is_in_force_no_fairness_check_is_made_and_afterwards_it_is(desk: Desk) -> None:
    incident(desk, desk.amira)
    threat(desk.amira)
    protects(desk.helen)
    desk.helen.send_press("case.consider", value(desk))
    assert "Something is proposed or in force" in desk.helen.sees
    lift(desk, desk.tom)
    consider(desk, desk.helen, "watch")
    assert [s.action for s in desk.rows(CaseStep)][-1] == "case.consider"


def test_whoever_set_it_takes_it_back(threatened: Desk) -> None:
    protects(threatened.helen)
    threatened.helen.send_press("restriction.withdraw", value(threatened, 1))
    assert states(threatened) == ["ended"]


def test_a_worker_sets_none(threatened: Desk) -> None:
    threatened.amira.send_press("safety.measure", "0:0:0:0:1")
    assert "Only a manager can do this" in threatened.amira.sees


def test_whom_a_complaint_is_about_sets_none(desk: Desk) -> None:
    opened(desk)
    threat(desk.amira)
    desk.tom.send_press("case.exclude", value(desk))
    desk.tom.fill({"staff": str(desk.helen.person.staff_id), "looked_into": "no"})
    desk.helen.send_press("safety.measure", "0:0:0:0:1")
    assert "A complaint in this case is about you" in desk.helen.sees


def test_a_manager_alone_is_told_that_nobody_else_may_approve_it(desk: Desk) -> None:
    alone = Desk(desk.store, evenhand_managers="helen@example.org")
    alone.amira.file("Priscilla Okafor", phone=PHONE)
    threat(alone.amira)
    protects(alone.helen)
    assert "Nobody else here may approve it." in alone.helen.sees
    alone.helen.command("summary")
    assert (
        "a second manager or a reserve decider, whom you name first, decides on M-0001/1" in alone.helen.sees
    )


def written(desk: Desk) -> str:
    """The letter as the customer reads it."""
    desk.helen.send_press("letter.read", value(desk, 1))
    return desk.helen.sees


def test_the_letter_says_that_one_manager_decided_and_when_it_ends_by_itself(threatened: Desk) -> None:
    protects(threatened.helen)
    letter = written(threatened)
    assert "These are our reasons: A threat on the telephone" in letter
    assert "You can reach us like this: Write to the office" in letter
    assert "One manager decided this. A second person looks at it now." in letter
    assert "This ends by itself on Monday 7 December 2026." in letter
    assert "tried" not in letter
    threatened.helen.command("case M-0001")
    threatened.helen.press("Letter: M-0001/1")
    assert threatened.helen.card.title == "M-0001/1: a draft letter"


def test_once_a_second_person_agreed_the_letter_says_so_and_when_it_is_looked_at_again(
    threatened: Desk,
) -> None:
    protects(threatened.helen)
    approve(threatened, threatened.tom)
    letter = written(threatened)
    assert "A second person, who did not ask for this, has checked it" in letter
    assert "We look at this again by Tuesday 23 February 2027." in letter
    assert "someone from outside our team decides if it goes on" in letter
    assert "If no one has looked at it by Thursday 22 April 2027, it ends by itself that day." in letter


def outcome(desk: Desk) -> str:
    desk.helen.command("case M-0001")
    desk.helen.press("Outcome letter: M-0001/1")
    [file] = [part for part in desk.helen.reply.parts if isinstance(part, File)]
    return "\n".join(each.text for each in Document(BytesIO(file.content)).paragraphs)


def test_a_customer_who_was_told_of_it_is_told_that_it_ended_by_itself_and_not_that_nobody_reviewed_it(
    threatened: Desk,
) -> None:
    protects(threatened.helen)
    notify(threatened, threatened.helen)
    threatened.tick(ENDS.replace(hour=8, minute=40))
    assert "a letter waits on the case" in said(threatened.helen.message)
    letter = outcome(threatened)
    assert "So the limit has ended by itself." in letter
    assert "This is so from Monday 7 December 2026." in letter
    assert "We did not do that in time" not in letter
    assert "A threat on the telephone" not in letter


def test_a_customer_who_was_told_of_it_is_told_that_a_second_person_said_no_and_why(
    threatened: Desk,
) -> None:
    protects(threatened.helen)
    notify(threatened, threatened.helen)
    threatened.later(days=1)
    threatened.tom.send_press("safety.decline", value(threatened, 1))
    threatened.tom.fill({"reasons": "It was meant for somebody else"})
    letter = outcome(threatened)
    assert "A second person has looked at it and said no. So the limit has ended." in letter
    assert "It was meant for somebody else" in letter
    assert "This is so from Tuesday 24 November 2026." in letter


@pytest.mark.parametrize("declined", [True, False])
def test_whoever_never_heard_of_it_gets_no_letter_about_its_end(threatened: Desk, *, declined: bool) -> None:
    protects(threatened.helen)
    if declined:
        threatened.tom.send_press("safety.decline", value(threatened, 1))
        threatened.tom.fill({"reasons": "No"})
    threatened.tick(ENDS.replace(hour=8, minute=40))
    threatened.helen.send_press("letter.outcome", value(threatened, 1))
    assert threatened.helen.card.title == "M-0001/1: no outcome letter"


def test_audit_names_the_threat_and_the_day_on_which_it_ends(threatened: Desk) -> None:
    protects(threatened.helen)
    by_action = {entry.action: entry for entry in threatened.rows(AuditEntry)}
    assert '"until": "2026-12-07"' in by_action["safety.measure"].facts.replace('":"', '": "')
    assert '"safety": "S-0001"' in by_action["case.open"].facts.replace('":"', '": "')
