"""Whose report it is: nothing typed is lost, nothing of one customer sticks to another, nobody merges silently."""

from bot.cards import Card
from storage.tables import Adjustment, Customer, CustomerPair, Report, Suggestion
from tests.bot import taking
from tests.bot.desk import PHONE, Desk
from tests.bot.reading import labels, said
from tests.bot.test_sharing import asked, two

OTHER = "07700 900999"


def keys_found(desk: Desk, typed: str) -> set[str]:
    return {option.key for option in desk.david.look_up(typed)} - {f"new:{typed}", "not_known"}


def test_contact_details_of_a_person_without_a_name_are_kept(desk: Desk) -> None:
    desk.amira.file("not_known", phone=OTHER, adjustment="Large print")
    assert keys_found(desk, "900999") == {"C-0001"}
    assert [row.customer_id for row in desk.rows(Adjustment)] == [1]
    assert "Name not known" in desk.amira.sees


def test_what_a_wrong_report_said_of_a_customer_goes_with_it(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", phone=PHONE)
    desk.priya.file("C-0001", phone=OTHER, email="other@example.org", child="Zed")
    desk.priya.press("Not the same person")
    was = desk.row(Customer, 1)
    assert (was.phone, was.email, was.child) == (PHONE, None, None)
    assert desk.row(Customer, 2).phone == OTHER
    assert desk.row(Customer, 2).name == ""


def test_what_a_withdrawn_report_said_of_a_customer_counts_no_more(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor")
    desk.priya.file("C-0001", "Another question", email="other@example.org")
    desk.priya.command("mine")
    desk.priya.press("Withdraw")
    desk.priya.submit(reasons="I chose the wrong customer")
    assert desk.row(Customer, 1).email is None
    assert keys_found(desk, "other@example.org") == set()
    assert keys_found(desk, "okafor") == {"C-0001"}


def test_a_customer_whom_others_chose_stays_known_when_the_report_that_named_them_moves(desk: Desk) -> None:
    asked(desk)
    question = desk.priya.card
    desk.david.file("C-0002", "A taxi does not come")
    desk.priya.press("Same issue", question)
    assert keys_found(desk, "okafor") == {"C-0001", "C-0002"}


def test_two_people_may_send_the_same_delivery_id(desk: Desk) -> None:
    for colleague, name in ((desk.amira, "Rosa Lindqvist"), (desk.priya, "Anna Petrova")):
        colleague.command()
        colleague.submit(customer=name, issue="A question", delivery="x1")
    assert len(desk.rows(Report)) == 2


def test_after_not_the_same_person_the_others_words_stay_shut(desk: Desk) -> None:
    two(desk)
    show = desk.priya.button("Show")
    desk.priya.press("Not the same person")
    desk.priya.send_press(show.action, show.value)
    assert desk.priya.card.title == "This is not yours to open or change"


def test_a_button_on_one_issue_answers_no_question_about_another(desk: Desk) -> None:
    asked(desk)
    desk.david.file("C-0002", "Draft plan is late, again")
    if "Same issue" in labels(desk.david.card):
        desk.david.press("Same issue")
    desk.priya.press("Different issue", desk.priya.message)
    assert [(s.issue_id, s.answer) for s in desk.rows(Suggestion) if s.report_id == 2] == [(1, "")]
    assert desk.row(Report, 2).issue_id not in {1, 2}


def test_a_question_about_an_issue_that_was_withdrawn_is_not_asked(desk: Desk) -> None:
    asked(desk)
    question = desk.priya.card
    desk.amira.command("mine")
    desk.amira.press("Withdraw")
    desk.amira.submit(reasons="Logged twice")
    desk.priya.press("Same issue", question)
    assert desk.priya.card.title == "That is settled already"
    assert desk.row(Report, 2).issue_id == 2


def test_a_lock_between_two_customers_outlives_not_the_same_person_and_its_undo(desk: Desk) -> None:
    asked(desk)
    question = desk.priya.card
    pair = CustomerPair(low_id=1, high_id=2, verdict="keep_apart", by_id=None, at=desk.now)
    desk.store.write(lambda db: db.add(pair))
    for pressed in ("Not the same person", "Undo"):
        desk.priya.press(pressed, question if pressed != "Undo" else None)
        assert [row.verdict for row in desk.rows(CustomerPair)] == ["keep_apart"], pressed


def test_somebody_taken_for_a_known_customer_is_said_and_can_be_told_apart(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "School transport", phone=PHONE, child="Tobi")
    desk.later(days=31)
    desk.priya.file("Priscilla Okafor", "Mediation certificate", phone=PHONE, child="Tobi")
    assert desk.priya.card.title == "Saved as R-00002"
    assert "Taken for a customer whom we knew" in desk.priya.sees
    assert "The same mobile number" in desk.priya.sees
    desk.priya.press("Not the same person")
    assert [report.customer_id for report in desk.rows(Report)] == [1, 2]


def test_somebody_in_touch_lately_about_something_else_can_be_told_apart(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "School transport", phone=PHONE, child="Tobi")
    desk.later(days=29)
    desk.priya.file("Priscilla Okafor", "Mediation certificate", phone=PHONE, child="Tobi")
    assert "Possibly the same issue" in desk.priya.sees
    assert "The same mobile number" in desk.priya.sees
    desk.priya.press("Not the same person")
    assert [report.customer_id for report in desk.rows(Report)] == [1, 2]


def test_what_a_colleague_answered_about_an_issue_is_a_reason_for_the_next_one(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "Taxi late", phone=PHONE, child="Tobi")
    desk.later(days=1)
    desk.priya.file("Mrs Okafor", "Taxi is late, and the driver changed", phone=PHONE)
    desk.priya.press("Different issue")
    desk.later(days=1)
    desk.david.file("Mrs Okafor", "Late taxi", phone=PHONE)
    assert "But another report was said to be about something else." in desk.david.sees
    assert "Same issue" in labels(desk.david.card)


def test_ones_own_earlier_report_can_be_told_apart(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "Taxi late", phone=PHONE, child="Tobi")
    desk.later(days=1)
    desk.amira.file("Priscilla Okafor", "Taxi late", phone=PHONE, child="Tobi")
    assert {report.issue_id for report in desk.rows(Report)} == {1}
    desk.amira.press("Different issue")
    assert {report.issue_id for report in desk.rows(Report)} == {1, 2}


def test_a_number_or_an_address_in_place_of_a_name_goes_where_it_belongs(desk: Desk) -> None:
    desk.amira.file("07700 900142")
    desk.amira.file("new:rosa@example.org")
    assert [(c.name, c.phone, c.email) for c in desk.rows(Customer)] == [
        ("", "07700 900142", None),
        ("", None, "rosa@example.org"),
    ]
    desk.priya.file("Rosa Lindqvist", "Another question", phone="07700900142")
    assert "C-0001" in keys_found(desk, "900142")


def test_one_day_and_one_person_alone_do_not_link_different_topics(desk: Desk) -> None:
    desk.amira.file("Rosa Lindqvist", "School transport stopped", phone=PHONE)
    desk.priya.file("C-0001", "Mediation certificate")
    assert {report.issue_id for report in desk.rows(Report)} == {1, 2}


def test_my_own_report_before_is_not_called_a_colleague(desk: Desk) -> None:
    desk.amira.file("Rosa Lindqvist", "School transport stopped")
    desk.amira.file("R Lindqvist", "School transport has stopped")
    assert desk.amira.card.title == "Did you log this before?"
    assert "Amira" not in desk.amira.sees


def test_a_case_s_card_tells_at_once_that_a_report_was_somebody_else_s(desk: Desk) -> None:
    taking.opened(desk)
    assert "2 reports" in said(case_card(desk))
    desk.priya.file("C-0001", "Rings again")
    desk.priya.press("Not the same person")
    assert "2 reports" in said(case_card(desk))
    desk.priya.press("Undo")
    assert "3 reports" in said(case_card(desk))


def case_card(desk: Desk) -> Card:
    return [m.card for m in desk.outbox() if m.key.startswith("case:1/")][-1]
