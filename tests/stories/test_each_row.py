"""Every row of the walk is lived in every office, and no action of the walk is left without its story."""

import json
from collections.abc import Iterator

import pytest
from sqlmodel import select

from bot import escalation, kinds, tables
from bot.words import complaining, considering, conversing, requesting, reviewing
from storage import Db, Store
from storage.tables import AuditEntry, CaseStep, Restriction
from tests.databases import NewDatabase
from tests.office import Office, web
from tests.stories.rows_beside import ROWS

BESIDE_STEPS = frozenset(
    {
        *("word.note", "case.suggest", "case.refuse", "case.open", "adjustment.log", "adjustment.answer"),
        *("safety.raise", "safety.take", "safety.check_in", "safety.no_check_in"),
        *("request.log", "request.done", "complaint.log", "complaint.decide"),
        *("customer.correct", "customer.merge", "customer.unmerge", "promise.done", "outbox.retry"),
        *("away.set", "away.end"),
    }
)
"""Actions of the walk that are no step of a case."""
WALK = BESIDE_STEPS | escalation.STEPS.keys()
UNDER_DECISIONS = frozenset({"report.correct", "report.withdraw", "customer.separate"})
"""What takes a report away from under decisions; each is lived too."""
LOOKS = frozenset(
    {
        *("case.show", "case.record", "case.request", "case.points", "case.timeline", "customer.who"),
        *("restriction.show", "restriction.decide", "restriction.preview", "block.preview"),
        *("adjustment.show", "reserve.record", "safety.show", "request.show", "complaint.show"),
    }
)
"""What is only looked at, and screens that lead to two steps."""
SHARED = frozenset({"customer.separate", "customer.keep_apart", "customer.household", "customer.check"})
"""What belongs to the main job, and is told there."""


@pytest.mark.parametrize("story", ROWS)
def test_each_row_of_the_walk(service: Office, story: str) -> None:
    ROWS[story](service)


def test_no_action_of_the_walk_is_left_without_a_story(new_sqlite: NewDatabase) -> None:
    """What was done is read from the audit chain, where an entry stands only for what was really done."""
    lived = [did for story in ROWS for did in _lived(new_sqlite, story)]
    done = {action for action, _answers in lived}
    assert done >= WALK | UNDER_DECISIONS
    for action, field, every in (
        ("case.consider", "result", considering.RESULTS),
        ("case.conversation", "outcome", conversing.OUTCOMES),
        ("restriction.agree", "kind", kinds.AGREED),
        ("restriction.review", "outcome", reviewing.OUTCOMES),
        ("request.log", "kind", requesting.KINDS),
        ("complaint.decide", "outcome", complaining.OUTCOMES),
    ):
        assert {answers[field] for did, answers in lived if did == action and field in answers} == set(every)


def test_every_action_of_the_walk_in_the_tables_is_known_here() -> None:
    ours = {
        "word",
        "case",
        "restriction",
        "misfit",
        "block",
        "adjustment",
        "reserve",
        "safety",
        "request",
        "complaint",
        "customer",
        "promise",
        "outbox",
        "away",
    }
    every = (*tables.PRESSES, *tables.SUBMISSIONS)
    named = {each for each in every if each.split(".")[0] in ours or each in escalation.STEPS}
    led_to = {"reserve.approve", "reserve.decline"}  # one form, by its outcome
    assert named - LOOKS - SHARED == WALK - led_to


def _lived(new_sqlite: NewDatabase, story: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What a story did: each action, with what was answered where it is a step, else with the facts of its entry."""
    with Store(new_sqlite()) as store, web.office(store) as service:
        ROWS[story](service)
        service.settle()
        yield from store.read(_done)


def _done(db: Db) -> list[tuple[str, dict[str, str]]]:
    entries = [(each.action, json.loads(each.facts)) for each in db.exec(select(AuditEntry))]
    steps = [(each.action, json.loads(each.answers or "{}")) for each in db.exec(select(CaseStep))]
    assert {each.kind for each in db.exec(select(Restriction))} <= kinds.KINDS.keys()
    return entries + steps
