"""A block: for extreme cases, after a restriction in force and later misfits, by two people, for six months at most."""

from datetime import date

import pytest

from bot.chat import Role
from bot.words import agreeing as agreeing_words
from bot.words import blocking as words
from bot.words import mistakes
from storage.tables import AuditEntry, Restriction
from tests.bot import taking
from tests.bot.desk import Desk, Typed
from tests.bot.reading import said
from tests.bot.taking import value


@pytest.fixture
def extreme(desk: Desk) -> Desk:
    """A restriction in force, and two later reports confirmed not to fit it."""
    taking.restricted(desk)
    taking.misfits(desk)
    return desk


def blocks(desk: Desk) -> list[str]:
    return [row.kind for row in desk.rows(Restriction) if row.kind.startswith("block_")]


def test_only_a_manager_proposes_one(extreme: Desk) -> None:
    extreme.amira.send_form("block.propose", taking.BLOCK, value(extreme))
    assert "Only a manager can do this" in extreme.amira.sees
    assert blocks(extreme) == []


def test_without_a_restriction_in_force_that_the_customer_knew_there_is_none(desk: Desk) -> None:
    taking.proposed(desk)
    taking.approve(desk, desk.tom)
    desk.helen.send_press("block.propose", value(desk))
    assert "Only after a restriction was in force and the customer knew of it" in desk.helen.sees


def test_one_misfit_is_too_few_unless_it_is_serious(desk: Desk) -> None:
    taking.restricted(desk)
    desk.later(days=1)
    taking.incident(desk, desk.david)
    taking.misfit(desk, desk.helen, 3)
    desk.helen.send_press("block.propose", value(desk))
    assert "too little is confirmed" in desk.helen.sees
    desk.later(days=1)
    taking.incident(desk, desk.david)
    taking.misfit(desk, desk.helen, 4, serious=True)
    taking.propose_block(desk, desk.helen)
    assert blocks(desk) == ["block_telephone"]


def test_what_came_before_the_restriction_began_supports_none(desk: Desk) -> None:
    taking.restricted(desk)
    taking.incident(desk, desk.david)
    desk.helen.send_press("block.propose", value(desk))
    assert "too little is confirmed" in desk.helen.sees


def test_another_manager_decides_and_the_proposer_never(extreme: Desk) -> None:
    taking.propose_block(extreme, extreme.helen)
    extreme.helen.send_form("block.approve", {"agree_because": "Yes"}, value(extreme, 2))
    assert "Nobody decides on their own proposal" in extreme.helen.sees
    taking.approve(extreme, extreme.tom, 2)
    taking.notify(extreme, extreme.helen, 2)
    extreme.later(days=1)
    assert taking.states(extreme) == ["in_force", "in_force"]


def test_a_sole_manager_needs_the_reserve_decider(extreme: Desk) -> None:
    alone = Desk(extreme.store, now=extreme.now, evenhand_managers="helen@example.org")
    assert alone.tom.person.role is Role.WORKER
    alone.helen.send_press("block.propose", value(alone))
    assert "name a second manager or a reserve decider" in alone.helen.sees
    reserve = Desk(
        extreme.store,
        now=extreme.now,
        evenhand_managers="helen@example.org",
        evenhand_reserve_deciders="rosa@example.org",
    )
    rosa = reserve.colleague("Rosa Lindqvist")
    _ = rosa.person
    taking.propose_block(reserve, reserve.helen)
    taking.approve(reserve, rosa, 2)
    assert taking.states(reserve) == ["in_force", "approved"]


def test_both_ways_are_two_blocks_each_decided_for_itself(extreme: Desk) -> None:
    taking.propose_block(extreme, extreme.helen, kind="both")
    assert blocks(extreme) == ["block_telephone", "block_electronic"]
    taking.approve(extreme, extreme.tom, 2)
    extreme.tom.send_form("block.decline", {"reasons": "E-mail is calm"}, value(extreme, 3))
    assert taking.states(extreme) == ["in_force", "approved", "declined"]


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("kind", "letter", mistakes.CHOOSE),
        ("kind", "", mistakes.CHOOSE),
        ("attempted", " ", mistakes.NEEDED),
        ("since", "", mistakes.NEEDED),
        ("extreme", "", mistakes.NEEDED),
        ("reach", "", mistakes.NEEDED),
        ("review", "2027-05-27", agreeing_words.review_late(6)),
        ("review", "2026-11-25", agreeing_words.REVIEW_BEFORE),
        ("review", "", mistakes.DAY),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    extreme: Desk, field: str, typed: str, wrong: str
) -> None:
    taking.propose_block(extreme, extreme.helen, **{field: typed})
    assert extreme.helen.errors == {field: wrong}
    assert blocks(extreme) == []


def test_it_is_reviewed_within_six_months(extreme: Desk) -> None:
    taking.propose_block(extreme, extreme.helen)
    assert taking.restriction(extreme, 2).review_on == date(2027, 5, 26)


@pytest.mark.parametrize("step", ["propose", "approve", "notify"])
def test_an_unanswered_request_stops_each_of_its_steps(extreme: Desk, step: str) -> None:
    if step != "propose":
        taking.propose_block(extreme, extreme.helen)
    if step == "notify":
        taking.approve(extreme, extreme.tom, 2)
    extreme.priya.file("C-0001", "Asks", adjustment="Large print, please")
    action = "restriction.notify" if step == "notify" else f"block.{step}"
    extreme.tom.send_press(action, value(extreme, 0 if step == "propose" else 2))
    assert "a manager answers that first" in extreme.tom.sees


def withdrawn(desk: Desk) -> None:
    """One of the two reports is withdrawn."""
    desk.david.command("mine R-00004")
    desk.david.press("Withdraw")
    desk.david.submit(reasons="Somebody else")


def test_a_block_whose_grounds_were_withdrawn_is_declined_and_nothing_else(extreme: Desk) -> None:
    taking.propose_block(extreme, extreme.helen)
    withdrawn(extreme)
    extreme.tom.send_press("restriction.decide", value(extreme, 2))
    assert extreme.tom.form.action == "block.decline"
    assert "too little is confirmed" in extreme.tom.sees
    extreme.tom.submit(reasons="The grounds are gone")
    assert taking.states(extreme) == ["in_force", "declined"]


def test_an_approved_block_whose_grounds_were_withdrawn_is_lifted_and_never_in_force(extreme: Desk) -> None:
    taking.propose_block(extreme, extreme.helen)
    taking.approve(extreme, extreme.tom, 2)
    withdrawn(extreme)
    extreme.helen.send_press("restriction.notify", value(extreme, 2))
    assert "too little is confirmed" in extreme.helen.sees
    taking.lift(extreme, extreme.helen, 2)
    assert taking.states(extreme) == ["in_force", "lifted"]


def test_a_restriction_that_was_lifted_meanwhile_was_in_force_all_the_same(extreme: Desk) -> None:
    extreme.later(days=1)
    taking.lift(extreme, extreme.helen)
    taking.propose_block(extreme, extreme.helen)
    assert taking.states(extreme) == ["lifted", "proposed"]


def test_two_managers_at_once_propose_one(extreme: Desk) -> None:
    before = value(extreme)
    fields: dict[str, Typed] = {**taking.BLOCK, "review": "2027-05-20"}
    for manager in (extreme.helen, extreme.tom):
        manager.send_form("block.propose", fields, before)
    assert "somebody was faster" in extreme.tom.sees
    assert blocks(extreme) == ["block_telephone"]


def test_the_audit_holds_what_rebuilds_the_register(extreme: Desk) -> None:
    taking.propose_block(extreme, extreme.helen, kind="both")
    entries = [row for row in extreme.rows(AuditEntry) if row.action == "block.propose"]
    assert ['"kind":"block_telephone"' in row.facts for row in entries] == [True, False]
    assert all('"customer":"C-0001"' in row.facts and '"agreement":"decided"' in row.facts for row in entries)
    assert not any("Screams" in row.facts for row in entries)


def test_the_form_says_how_far_away_a_review_may_be_as_the_policy_file_has_it(extreme: Desk) -> None:
    extreme.helen.send_press("block.propose", value(extreme))
    assert "At most 6 months away" in said(extreme.helen.form)


@pytest.mark.parametrize("kind", ["block_telephone", "block_electronic"])
def test_a_block_may_be_called_by_its_kind(extreme: Desk, kind: str) -> None:
    taking.propose_block(extreme, extreme.helen, kind=kind)
    assert blocks(extreme) == [kind]
    taking.propose_block(extreme, extreme.helen, kind=kind, reach="")
    assert "reach" in extreme.helen.errors


def test_while_one_block_waits_it_is_not_proposed_again_and_the_other_way_may_be(extreme: Desk) -> None:
    taking.propose_block(extreme, extreme.helen)
    for again in ("telephone", "both", "block_telephone"):
        taking.propose_block(extreme, extreme.tom, kind=again)
        assert extreme.tom.errors == {"kind": words.WAITS}
    assert [option.key for option in extreme.tom.field("kind").options] == ["electronic"]  # type: ignore[union-attr]
    taking.approve(extreme, extreme.tom, 2)
    taking.propose_block(extreme, extreme.helen)
    assert extreme.helen.errors == {"kind": words.WAITS}
    taking.propose_block(extreme, extreme.helen, kind="electronic")
    assert blocks(extreme) == ["block_telephone", "block_electronic"]
    extreme.helen.send_press("block.propose", value(extreme))
    assert "Blocks of both ways wait already." in extreme.helen.sees


def test_a_block_in_force_may_be_proposed_anew_once(extreme: Desk) -> None:
    taking.propose_block(extreme, extreme.helen)
    taking.approve(extreme, extreme.tom, 2)
    taking.notify(extreme, extreme.helen, 2)
    extreme.later(days=1)
    taking.propose_block(extreme, extreme.helen)
    assert taking.states(extreme) == ["in_force", "in_force", "proposed"]
    taking.propose_block(extreme, extreme.tom)
    assert extreme.tom.errors == {"kind": words.WAITS}
