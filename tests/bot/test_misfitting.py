"""Misfits: only what came while a restriction counted, about the same customer, and only because a manager says so."""

import pytest

from bot.words import misfitting as words
from storage import Store
from storage.tables import AuditEntry, Misfit, Report
from tests.bot import taking
from tests.bot.desk import HAMPSHIRE, Desk
from tests.bot.taking import value


def test_a_report_from_before_the_restriction_counted_is_not_offered(desk: Desk) -> None:
    taking.restricted(desk)
    desk.helen.send_press("misfit.confirm", value(desk))
    assert "nothing to confirm" in desk.helen.sees


def test_a_report_misfits_only_what_was_in_force_when_it_came(desk: Desk) -> None:
    taking.restricted(desk)
    desk.later(days=1)
    taking.incident(desk, desk.david)
    desk.later(days=1)
    taking.propose(desk, desk.amira)
    taking.approve(desk, desk.tom, 2)
    taking.notify(desk, desk.helen, 2)
    desk.helen.send_press("misfit.confirm", value(desk))
    desk.helen.submit(report="3", restriction="2", serious="yes", reasons="Shouted")
    assert desk.helen.errors == {"report": words.NOT_IN_FORCE_THEN}
    desk.helen.submit(restriction="1")
    assert "R-00003 is confirmed" in desk.helen.sees


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({}, "else it takes 2 reports"),
        ({"block_misfits": 3}, "else it takes 3 reports"),
        ({"block_misfits": 1}, "one report is enough"),
        ({"leave_out": ["block.propose"]}, "we propose no blocks"),
    ],
)
def test_what_serious_comes_to_is_what_the_policy_says(
    store: Store, numbers: dict[str, object], said: str
) -> None:
    walk = HAMPSHIRE.walk.model_copy(update=numbers)
    desk = Desk(store, rules=HAMPSHIRE.model_copy(update={"walk": walk}))
    taking.restricted(desk)
    desk.later(days=1)
    taking.incident_of(desk.david, "Shouted")
    desk.helen.send_press("misfit.confirm", value(desk))
    assert said in desk.helen.sees


def test_what_came_after_a_restriction_was_lifted_misfits_nothing(desk: Desk) -> None:
    taking.restricted(desk)
    desk.later(days=1)
    taking.lift(desk, desk.helen)
    desk.later(days=1)
    taking.incident(desk, desk.david)
    desk.helen.send_press("misfit.confirm", value(desk))
    assert "nothing to confirm" in desk.helen.sees


def test_a_restriction_lifted_before_it_began_never_was_in_force(desk: Desk) -> None:
    taking.proposed(desk)
    taking.approve(desk, desk.tom)
    taking.propose(desk, desk.amira, start="2026-12-01", details="No calls before nine")
    taking.approve(desk, desk.tom, 2)
    taking.notify(desk, desk.helen, 2)
    taking.lift(desk, desk.helen, 1)
    taking.lift(desk, desk.helen, 2)
    desk.later(days=30)
    desk.helen.send_press("misfit.confirm", value(desk))
    assert "Only after a restriction was in force" in desk.helen.sees


def test_a_misfit_of_somebody_else_supports_no_block(desk: Desk) -> None:
    taking.restricted(desk)
    taking.misfits(desk)
    taking.propose_block(desk, desk.helen)
    desk.david.press("Not the same person")
    assert {row.customer_id for row in desk.rows(Report)} == {1, 2}
    desk.tom.send_press("block.approve", value(desk, 2))
    assert "too little is confirmed" in desk.tom.sees


def test_a_misfit_withdrawn_supports_no_block_any_more(desk: Desk) -> None:
    taking.restricted(desk)
    taking.misfits(desk)
    desk.david.command("mine R-00004")
    desk.david.press("Withdraw")
    desk.david.submit(reasons="It was somebody else")
    desk.helen.send_press("block.propose", value(desk))
    assert "too little is confirmed" in desk.helen.sees


def test_the_same_report_is_confirmed_once_for_a_restriction(desk: Desk) -> None:
    taking.restricted(desk)
    taking.misfits(desk)
    taking.misfit(desk, desk.tom, 4)
    assert desk.tom.errors == {"report": words.CONFIRMED_ALREADY}
    assert len(desk.rows(Misfit)) == 2


@pytest.mark.parametrize(
    ("field", "typed"), [("report", "1"), ("report", "99"), ("restriction", "7"), ("serious", "perhaps")]
)
def test_what_was_not_offered_is_not_confirmed(desk: Desk, field: str, typed: str) -> None:
    taking.restricted(desk)
    desk.later(days=1)
    taking.incident(desk, desk.david)
    desk.helen.send_press("misfit.confirm", value(desk))
    usual = {"report": "3", "restriction": "1", "serious": "no", "reasons": "Shouted"}
    desk.helen.fill({**usual, field: typed})
    assert field in desk.helen.errors
    assert desk.rows(Misfit) == []


def test_a_misfit_leaves_references_alone_in_the_audit(desk: Desk) -> None:
    taking.restricted(desk)
    taking.misfits(desk)
    entry = next(row for row in desk.rows(AuditEntry) if row.action == "misfit.confirm")
    assert '"report":"R-00003"' in entry.facts
    assert "Style was agreed" not in entry.facts
