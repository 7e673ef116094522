"""A card drawn before a merge writes to whoever the customer is by now, and nothing about somebody who was erased."""

import pytest

from bot.chat import Ask
from bot.targets import Target
from storage.tables import (
    Adjustment,
    Complaint,
    PersonRequest,
    Word,
)
from tests.bot.desk import Desk
from tests.bot.merging import assert_nobody_shares_an_issue, merge, whose
from tests.bot.taking import (
    close_case,
    lift,
    restricted,
    value,
)
from tests.bot.test_erasing import erase


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
    drawn.helen.send_press("restriction.review", value(drawn, 1))
    assert "nobody answered yet" in drawn.helen.sees


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
