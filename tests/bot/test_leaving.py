"""Who left, lost their role or is complained about: what they were to do comes back to those who are here."""

from bot import roles
from bot.cards import Card
from bot.chat import Role
from bot.policy import packaged
from storage import directory
from storage.tables import Approver, AuditEntry, DirectoryEntry, DirectoryGroup, Issue, Staff
from tests.bot import taking
from tests.bot.desk import Colleague, Desk, service
from tests.bot.reading import labels, said
from tests.bot.taking import value
from tests.bot.test_managers import three


def leaves(desk: Desk, colleague: Colleague) -> None:
    """Their platform says that they are none of ours any more; they write no more."""
    handle = colleague.profile.handle
    gone = DirectoryEntry(platform="web", handle=handle, name=colleague.profile.name, checked_at=desk.now)
    desk.store.write(lambda db: directory.put(db, gone))


def next_morning(desk: Desk) -> None:
    desk.later(days=1)
    desk.tick(desk.now.replace(hour=9))


def role_of(desk: Desk, colleague: Colleague) -> str:
    return next(row.role for row in desk.rows(Staff) if row.name == colleague.profile.name)


def asked(desk: Desk, number: int = 1) -> set[str]:
    names = {row.id: row.name for row in desk.rows(Staff)}
    return {names[row.staff_id] for row in desk.rows(Approver) if row.restriction_id == number}


def test_who_left_has_no_role_from_the_next_morning_on(desk: Desk) -> None:
    leaves(desk, desk.tom)
    next_morning(desk)
    assert role_of(desk, desk.tom) == Role.NONE
    assert role_of(desk, desk.helen) == Role.MANAGER


def test_who_is_named_as_a_manager_no_more_is_none_even_if_they_never_write(desk: Desk) -> None:
    alone = service(evenhand_managers="helen@example.org")
    desk.store.write(lambda db: roles.recheck(db, alone))
    assert role_of(desk, desk.tom) == Role.WORKER


def test_a_manager_by_a_group_of_which_nothing_is_known_just_now_stays_one(desk: Desk) -> None:
    grouped = service(evenhand_managers="slack:S0123")
    desk.store.write(lambda db: roles.recheck(db, grouped))
    assert role_of(desk, desk.tom) == Role.MANAGER
    told = DirectoryGroup(platform="slack", handle="S0123", members="", checked_at=desk.now)
    desk.store.write(lambda db: directory.put_group(db, told))
    desk.store.write(lambda db: roles.recheck(db, grouped))
    assert role_of(desk, desk.tom) == Role.WORKER


def test_what_waits_for_a_manager_who_left_is_put_before_another(desk: Desk) -> None:
    third = Desk(desk.store, evenhand_managers="helen@example.org, tom@example.org, rosa@example.org")
    taking.opened(third)
    taking.consider(third, third.helen)
    taking.talk(third, third.amira)
    taking.propose(third, third.helen)
    assert asked(third) == {"Tom Hill"}
    rosa = third.colleague("Rosa Lindqvist")
    assert rosa.person.role is Role.MANAGER
    leaves(third, third.tom)
    next_morning(third)
    assert asked(third) == {"Rosa Lindqvist"}
    assert "You are asked to decide" in said(rosa.message)
    taking.approve(third, rosa)
    assert "is approved" in rosa.sees


def test_where_nobody_else_is_left_the_reserve_decider_is_asked_and_may_decide(desk: Desk) -> None:
    reserve = Desk(desk.store, evenhand_reserve_deciders="rosa@example.org")
    rosa = reserve.colleague("Rosa Lindqvist")
    assert rosa.person.role is Role.RESERVE
    taking.opened(reserve)
    taking.consider(reserve, reserve.helen)
    taking.talk(reserve, reserve.amira)
    taking.propose(reserve, reserve.helen)
    leaves(reserve, reserve.tom)
    next_morning(reserve)
    assert asked(reserve) == {"Rosa Lindqvist"}
    entry = next(row for row in reserve.rows(AuditEntry) if row.action == "restriction.ask")
    assert (entry.subject, entry.staff_id) == ("M-0001", None)
    taking.approve(reserve, rosa)
    assert "is approved" in rosa.sees


def test_who_decided_before_they_left_decided(desk: Desk) -> None:
    taking.proposed(desk)
    taking.approve(desk, desk.tom)
    leaves(desk, desk.tom)
    next_morning(desk)
    assert taking.states(desk) == ["approved"]


def test_a_conversation_of_somebody_who_left_comes_back_to_the_managers(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    leaves(desk, desk.amira)
    next_morning(desk)
    card = case_cards(desk)[-1]
    assert "names somebody else to speak with the customer" in said(card)
    assert "Fairness check" in labels(card)
    assert "moved on" in case_cards(desk)[-2].title
    taking.consider(desk, desk.tom, speaker=str(desk.priya.person.staff_id))
    taking.talk(desk, desk.priya)
    assert "Propose a restriction" in labels(desk.priya.card)


def test_a_conversation_of_somebody_complained_about_comes_back_at_once(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    desk.tom.send_press("case.exclude", value(desk))
    desk.tom.submit(staff=str(desk.amira.person.staff_id), looked_into="no")
    assert "names somebody else to speak with the customer" in said(case_cards(desk)[-1])
    assert "Note how it went" not in labels(desk.amira.message)


def test_who_was_to_reply_and_left_replies_no_more(desk: Desk) -> None:
    three(desk)
    desk.helen.press("Name who replies", desk.managers_channel()[0])
    desk.helen.submit(owner=str(desk.priya.person.staff_id))
    leaves(desk, desk.priya)
    next_morning(desk)
    assert desk.row(Issue, 1).owner_id is None
    assert labels(desk.managers_channel()[0]) == ["Name who replies", "No action needed"]


def test_what_somebody_who_left_replied_to_long_ago_is_left_alone(desk: Desk) -> None:
    three(desk)
    desk.helen.press("Name who replies", desk.managers_channel()[0])
    desk.helen.submit(owner=str(desk.priya.person.staff_id))
    desk.later(days=packaged().windows.issue_days)
    leaves(desk, desk.priya)
    next_morning(desk)
    assert desk.row(Issue, 1).owner_id is not None


def case_cards(desk: Desk) -> list[Card]:
    return [m.card for m in desk.outbox() if m.kind == "channel" and m.key.startswith("case:")]


def test_a_proposal_that_nobody_is_left_to_decide_on_is_told_with_what_to_do_and_taken_back(
    desk: Desk,
) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.helen)
    before = len(case_cards(desk))
    leaves(desk, desk.tom)
    next_morning(desk)
    assert asked(desk) == set()
    assert len(case_cards(desk)) == before + 1
    assert "nobody here may decide: name a second manager or a reserve decider" in said(case_cards(desk)[-1])
    desk.tick(desk.now.replace(day=25))
    assert len(case_cards(desk)) == before + 1
    desk.helen.send_press("restriction.withdraw", value(desk, 1))
    assert taking.states(desk) == ["ended"]


def test_whom_a_complaint_is_about_is_not_reminded_to_speak(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    desk.helen.send_press("case.exclude", value(desk))
    desk.helen.submit(staff=str(desk.amira.person.staff_id), looked_into="no")
    before = len(desk.amira.inbox())
    desk.tick(desk.now.replace(day=30))
    assert len(desk.amira.inbox()) == before


def promised_and_left(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "Plan", promised="Ring the school", promised_by="2026-11-25")
    desk.david.file("Peter Ash", "Appeal", promised="Write", promised_by="2026-11-25")
    leaves(desk, desk.amira)
    next_morning(desk)


def test_what_a_leaver_promised_is_told_to_each_manager_once_and_to_nobody_else(desk: Desk) -> None:
    promised_and_left(desk)
    next_morning(desk)
    next_morning(desk)
    for manager in (desk.helen, desk.tom):
        [told] = [m for m in manager.waiting() if m.key.startswith("promise:")]
        assert told.card.title == "AK left: a promise from R-00001 is open"
        assert "Ring the school" not in said(told.card)
    assert not [m for m in desk.priya.waiting() if m.key.startswith("promise:")]


def test_a_manager_reads_what_a_leaver_promised_and_ends_it_for_everybody(desk: Desk) -> None:
    promised_and_left(desk)
    desk.tom.command("mine")
    assert "Ring the school" in desk.tom.sees
    assert "To the customer of R-00001, by Amira Khan" in desk.tom.sees
    assert "Write" not in desk.tom.sees
    desk.helen.press("Done", desk.helen.message)
    assert desk.helen.card.title == "Done: the promise from R-00001"
    assert desk.tom.message.title == "Done: the promise from R-00001"
    desk.tom.command("mine")
    assert "Ring the school" not in desk.tom.sees
    next_morning(desk)
    assert "a promise by AK" not in said(desk.managers_channel()[-1])
    assert "a promise by DR" in said(desk.managers_channel()[-1])


def test_a_promise_of_somebody_who_is_here_is_theirs_and_no_workers(desk: Desk) -> None:
    promised_and_left(desk)
    desk.helen.send_press("promise.done", "0:0:0:0:2")
    assert "not yours" in desk.helen.sees
    desk.priya.send_press("promise.done", "0:0:0:0:1")
    assert "not yours" in desk.priya.sees


def single_contact(desk: Desk) -> None:
    """Priya is the customer's point of contact, David deputises."""
    priya, david = (str(each.person.staff_id) for each in (desk.priya, desk.david))
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.amira, kind="single_contact", details="", contact=priya, deputy=david)
    taking.approve(desk, desk.tom)
    taking.notify(desk, desk.helen)


def told_that_the_contact_left(colleague: Colleague) -> int:
    return sum("has left. Please review it" in said(card) for card in colleague.inbox())


def test_where_a_single_point_of_contact_left_it_is_said_and_a_manager_is_asked_once(desk: Desk) -> None:
    single_contact(desk)
    next_morning(desk)
    assert told_that_the_contact_left(desk.helen) == 0
    leaves(desk, desk.priya)
    for _morning in range(2):
        next_morning(desk)
        assert (told_that_the_contact_left(desk.helen), told_that_the_contact_left(desk.tom)) == (1, 0)
    desk.amira.command("check C-0001")
    assert (
        "Priya Shah has left; David Reed answers until a manager has somebody else named." in desk.amira.sees
    )
    leaves(desk, desk.david)
    next_morning(desk)
    desk.amira.command("check C-0001")
    assert "Priya Shah has left and nobody stands in" in desk.amira.sees
    assert "“Your contact here looks after this for you" in desk.amira.sees
    asked = next(card for card in desk.helen.inbox() if "has left. Please review" in said(card))
    desk.helen.press("Show the case", asked)
    desk.helen.press("Review: M-0001/1")
    assert desk.helen.form.action == "restriction.review"
