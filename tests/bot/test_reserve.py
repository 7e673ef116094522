"""A reserve decider outside the workspace: recorded by a manager, shown as recorded, never a way round colleagues."""

import pytest

from bot.cards import Form
from storage import Store
from storage.tables import AuditEntry, OutsideDecision, Restriction
from tests.bot.desk import T0, Desk
from tests.bot.reading import labels, said
from tests.bot.walking import agreed_case, proposes, raised_case, talks, value_of

ADDRESS = "chair@host.example.org"
DECIDED = {
    "name": "Morag Ellis",
    "role": "Head of service at the host",
    "date": "2026-11-23",
    "document": "Letter of 23 November, file 12",
    "outcome": "approved",
    "reasons": "In proportion, as I read it",
}
"""What a manager records."""


@pytest.fixture
def alone(store: Store) -> Desk:
    """Helen is the only manager, speaks with the customer herself, and has proposed."""
    desk = Desk(store, evenhand_managers="helen@example.org", evenhand_reserve_deciders=ADDRESS)
    raised_case(desk, speaker="Helen Stone")
    talks(desk.helen)
    proposes(desk.helen)
    return desk


def case_card(desk: Desk) -> str:
    return said([m.card for m in desk.outbox() if m.key.startswith("case:1/")][-1])


def opens(desk: Desk) -> Form:
    card = [m.card for m in desk.outbox() if m.key.startswith("case:1/")][-1]
    desk.helen.press("Record a reserve decision: M-0001/1", card)
    return desk.helen.form


def test_with_one_manager_the_decision_is_recorded_with_who_what_and_where(alone: Desk) -> None:
    assert "a manager records their decision from the case's card" in said(alone.helen.card)
    assert "a manager records what the reserve decider decides on M-0001/1" in case_card(alone)
    form = opens(alone)
    assert [f.value for f in form.fields if f.name == "decider"] == [ADDRESS]
    alone.helen.fill(DECIDED)
    assert "is approved" in alone.helen.card.title
    (row,), (kept,) = alone.rows(Restriction), alone.rows(OutsideDecision)
    assert (row.decision, row.decided_by) == ("approved", alone.helen.person.staff_id)
    assert (kept.name, kept.role, kept.document) == ("Morag Ellis", DECIDED["role"], DECIDED["document"])


def test_it_is_shown_as_recorded_everywhere_and_the_name_in_no_message(alone: Desk) -> None:
    opens(alone)
    alone.helen.fill(DECIDED)
    assert "decided by a reserve decider, recorded by HS" in case_card(alone)
    everything = " ".join(said(message.card) for message in alone.outbox())
    assert "Morag" not in everything
    assert ADDRESS not in everything
    alone.helen.send_press("restriction.show", value_of(alone, 1))
    assert "Morag Ellis, Head of service at the host (reserve decider), Mon 23 Nov" in alone.helen.sees
    assert "Recorded by Helen Stone; document: Letter of 23 November, file 12." in alone.helen.sees


def test_the_audit_says_who_recorded_it_and_for_whom_without_a_name(alone: Desk) -> None:
    opens(alone)
    alone.helen.fill(DECIDED)
    (entry,) = [e for e in alone.rows(AuditEntry) if e.action == "reserve.approve"]
    assert entry.staff_id == alone.helen.person.staff_id
    assert '"recorded_for":"reserve_decider"' in entry.facts.replace(": ", ":")
    assert "Morag" not in entry.facts


def test_once_recorded_the_customer_is_told_as_after_any_approval(alone: Desk) -> None:
    opens(alone)
    alone.helen.fill(DECIDED)
    alone.helen.send_press("restriction.notify", value_of(alone, 1))
    alone.helen.submit()
    assert "the customer was told" in alone.helen.card.title


def test_a_refusal_is_recorded_too(alone: Desk) -> None:
    opens(alone)
    alone.helen.fill(DECIDED | {"outcome": "declined", "reasons": "A word first"})
    assert alone.row(Restriction, 1).decision == "declined"
    assert alone.helen.send_press("restriction.notify", value_of(alone, 1))
    assert "this step is not open" in alone.helen.card.title


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"decider": "somebody@example.org"}, "decider"),
        ({"document": ""}, "document"),
        ({"name": ""}, "name"),
        ({"role": ""}, "role"),
        ({"date": "2026-11-22"}, "date"),
        ({"date": "2026-11-24"}, "date"),
        ({"outcome": ""}, "outcome"),
        ({"reasons": ""}, "reasons"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    alone: Desk, wrong: dict[str, str], field: str
) -> None:
    opens(alone)
    alone.helen.fill(DECIDED | wrong)
    assert set(alone.helen.errors) == {field}
    assert alone.row(Restriction, 1).decision == ""


def test_who_may_decide_here_is_not_gone_round(store: Store) -> None:
    desk = agreed_case(Desk(store, evenhand_reserve_deciders=ADDRESS))
    proposes(desk.helen)
    desk.helen.send_press("reserve.record", value_of(desk, 1))
    assert "Somebody here may decide on it" in desk.helen.sees
    assert not any("Record a reserve decision" in label for m in desk.outbox() for label in labels(m.card))


def test_a_reserve_decider_in_the_workspace_decides_themselves(alone: Desk) -> None:
    reserve = alone.colleague("Morag Ellis", email=ADDRESS, handle="chair")
    _ = reserve.person
    alone.helen.send_press("reserve.record", value_of(alone, 1))
    assert "Somebody here may decide on it" in alone.helen.sees
    alone.tick(T0.replace(day=24))
    reserve.press("Look and decide", reserve.message)
    reserve.submit(agree_because="In proportion")
    assert alone.row(Restriction, 1).decided_by == reserve.person.staff_id


def test_without_a_named_reserve_decider_nothing_is_recorded(store: Store) -> None:
    desk = Desk(store, evenhand_managers="helen@example.org")
    raised_case(desk, speaker="Helen Stone")
    talks(desk.helen)
    desk.helen.send_press("restriction.agree", value_of(desk))
    assert "name a second manager or a reserve decider first" in desk.helen.sees
    desk.helen.command("summary")
    assert "nobody else may decide on what a manager proposes" in desk.helen.sees


def test_a_colleague_who_takes_no_decision_is_no_reserve_decider_outside(store: Store) -> None:
    desk = Desk(
        store,
        evenhand_managers="helen@example.org",
        evenhand_workers="amira@example.org, priya@example.org, david@example.org",
        evenhand_reserve_deciders="amira@example.org",
    )
    raised_case(desk, speaker="Helen Stone")
    talks(desk.helen)
    desk.helen.send_press("case.exclude", value_of(desk))
    desk.helen.submit(staff=str(desk.amira.person.staff_id), looked_into="no")
    desk.helen.send_press("restriction.agree", value_of(desk))
    assert "name a second manager or a reserve decider first" in desk.helen.sees


def test_a_worker_can_neither_open_nor_record_it(alone: Desk) -> None:
    value = value_of(alone, 1)
    alone.amira.send_press("reserve.record", value)
    assert alone.amira.card.title == "Only a manager can do this"
    alone.amira.send_form("reserve.record", {**DECIDED, "decider": ADDRESS}, value)
    assert alone.rows(OutsideDecision) == []


def test_an_unanswered_request_stops_the_approval_and_never_the_refusal(alone: Desk) -> None:
    alone.amira.file("C-0001", adjustment="Please write")
    opens(alone)
    form = alone.helen.form
    alone.helen.fill(DECIDED)
    assert "a manager answers that first" in alone.helen.sees
    values = {f.name: f.value for f in form.fields}
    alone.helen.send_form("reserve.record", {**values, **DECIDED, "outcome": "declined"}, form.value)
    assert alone.row(Restriction, 1).decision == "declined"
