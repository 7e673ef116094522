"""A different way of communicating: noted by anybody, answered by a manager, told to who noted it."""

import pytest

from storage.tables import Adjustment, AuditEntry
from tests.bot.desk import Desk
from tests.bot.reading import buttons, labels, said
from tests.bot.walking import agreed_case, opened_case, proposes, value_of

ASKED = "Please write, she cannot follow calls"


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A case of a customer who needs something that nobody answered."""
    opened_case(desk)
    desk.david.command("check Okafor")
    desk.david.press("Note an adjustment")
    desk.david.submit(request=ASKED)
    return desk


def case_card(desk: Desk) -> str:
    return said([m.card for m in desk.outbox() if m.key.startswith("case:1/")][-1])


def answers(desk: Desk, in_place: str = "We write") -> None:
    card = [m.card for m in desk.outbox() if m.key.startswith("case:1/")][-1]
    desk.tom.press("Answer the request", card)
    assert ASKED in desk.tom.sees
    desk.tom.submit(answer="Of course", in_place=in_place)


def test_a_worker_notes_it_and_the_case_card_names_it_with_the_way_to_the_answer(asked: Desk) -> None:
    assert "A manager answers it, and you are told." in asked.david.sees
    assert "Waits for an answer: they asked for another way of communicating, noted by DR" in case_card(asked)
    assert ASKED not in case_card(asked)


def test_the_answer_takes_it_off_the_card_and_tells_who_noted_it_without_what_was_said(asked: Desk) -> None:
    answers(asked)
    assert "Waits for an answer" not in case_card(asked)
    assert "C-0001" in asked.david.message.title
    assert "TH answered. Something is in place." in said(asked.david.message)
    assert "We write" not in said(asked.david.message)
    asked.david.press("Read the answer", asked.david.message)
    assert "In place: We write" in asked.david.sees
    asked.priya.send_press("adjustment.show", buttons(asked.david.message)[0].value)
    assert asked.priya.card.title == "This is not yours to open or change"


def test_what_is_in_place_stands_in_the_report_form(asked: Desk) -> None:
    answers(asked)
    asked.amira.command()
    asked.amira.change("customer", customer="C-0001")
    assert "Adjustment in place: We write" in asked.amira.sees


def test_nothing_that_restricts_is_open_before_the_answer_and_what_was_written_waits(desk: Desk) -> None:
    agreed_case(desk)
    amira = desk.amira
    amira.send_press("restriction.agree", value_of(desk))
    form = amira.form
    desk.david.command("check Okafor")
    desk.david.press("Note an adjustment")
    desk.david.submit(request=ASKED)
    typed = {f.name: f.value for f in form.every_field} | {"kind": "style", "reasons": "Five calls"}
    amira.send_form("restriction.agree", typed, form.value)
    assert "a manager answers that first" in amira.sees
    assert len(desk.drafts) == 1
    answers(desk)
    proposes(amira)
    assert amira.card.title == "Proposed"


def test_the_same_request_twice_is_one(asked: Desk) -> None:
    asked.david.command("check Okafor")
    asked.david.press("Note an adjustment")
    asked.david.submit(request=ASKED)
    assert len(asked.rows(Adjustment)) == 1


def test_a_request_belongs_to_the_report_that_it_was_noted_on(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.press("Note an adjustment")
    desk.amira.submit(request=ASKED)
    (row,) = desk.rows(Adjustment)
    assert (row.customer_id, row.report_id) == (1, 1)


def test_an_empty_request_is_asked_for_again(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.press("Note an adjustment")
    desk.amira.submit()
    assert "request" in desk.amira.errors
    assert desk.rows(Adjustment) == []


def test_who_answers_their_own_note_is_not_told_of_it(desk: Desk) -> None:
    desk.helen.file("Elizabeth Okafor", adjustment=ASKED)
    before = len(desk.helen.inbox())
    desk.helen.command("check Okafor")
    desk.helen.press("Answer the request")
    desk.helen.submit(answer="Of course")
    assert len(desk.helen.inbox()) == before


def test_each_way_in_leaves_its_entry_in_the_audit(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", adjustment=ASKED)
    desk.amira.command("word Okafor")
    desk.amira.submit(explained="Calls", view="Worried", trying="Fridays", adjustment="Large print")
    logged = [entry for entry in desk.rows(AuditEntry) if entry.action == "adjustment.log"]
    assert [entry.subject for entry in logged] == ["C-0001", "C-0001"]
    assert all(ASKED not in entry.facts for entry in logged)


def test_a_report_about_the_customer_shows_on_the_case_card(desk: Desk) -> None:
    opened_case(desk)
    assert "2 reports" in case_card(desk)
    desk.david.file("C-0001", "Called again", concerns=("several_advisers",))
    assert "3 reports" in case_card(desk)


def test_only_managers_answer(asked: Desk) -> None:
    asked.priya.command("check Okafor")
    assert "Answer the request" not in labels(asked.priya.card)
    asked.priya.send_press("adjustment.answer", "0:0:0:0:1")
    assert asked.priya.card.title == "Only a manager can do this"
