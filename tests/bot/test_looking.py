"""One older report of mine, and looks that are recorded once however often they are delivered."""

import pytest

from storage import deliveries
from storage.tables import AuditEntry, Report
from tests.bot.desk import PHONE, Desk
from tests.bot.reading import labels, said
from tests.bot.test_managers import ask, three
from tests.bot.test_sharing import two


def looks(desk: Desk, action: str) -> list[str]:
    return [entry.subject for entry in desk.rows(AuditEntry) if entry.action == action]


def eleven(desk: Desk) -> None:
    for letter in "ABCDEFGHIJK":
        desk.amira.file(f"{letter}osa {letter}indqvist", promised="Ring back", promised_by="2026-11-24")


def test_a_report_older_than_the_last_ten_can_be_withdrawn(desk: Desk) -> None:
    eleven(desk)
    desk.amira.command("mine")
    assert labels(desk.amira.card).count("Withdraw") == 10
    assert "An older one: /incident mine and its reference, such as R-00001." in desk.amira.sees
    desk.amira.command("mine r-1")
    assert "Aosa Aindqvist" in desk.amira.sees
    assert "Bosa" not in desk.amira.sees
    assert labels(desk.amira.card).count("Done") == 1
    assert "An older one" not in desk.amira.sees
    desk.amira.press("Withdraw")
    desk.amira.submit(reasons="Entered by mistake")
    assert desk.row(Report, 1).withdrawn_at
    desk.amira.command("mine R-00001")
    assert desk.amira.card.title == "R-00001 is withdrawn"


@pytest.mark.parametrize("typed", ["mine R-00001", "mine R-00099"])
def test_only_my_own_report_is_shown_and_nothing_about_others(desk: Desk, typed: str) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.priya.command(typed)
    assert "This is not yours to open or change" in desk.priya.sees


def test_help_says_how_to_reach_an_older_report(desk: Desk) -> None:
    desk.amira.command("help")
    assert "mine R-00001" in desk.amira.sees


def test_the_answer_to_a_report_can_withdraw_it(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.amira.press("Withdraw")
    desk.amira.submit(reasons="Entered by mistake")
    assert desk.row(Report, 1).withdrawn_at


def test_a_look_delivered_twice_is_answered_twice_and_recorded_once(desk: Desk) -> None:
    two(desk)
    first = desk.priya.command("check okafor", delivery="same")
    assert desk.priya.command("check okafor", delivery="same") == first
    assert looks(desk, "customer.check") == ["C-0001"]
    desk.priya.command("check okafor")
    assert looks(desk, "customer.check") == ["C-0001", "C-0001"]
    shown = desk.priya.press("Show", desk.priya.message, delivery="show")
    assert desk.priya.press("Show", desk.priya.message, delivery="show") == shown
    assert looks(desk, "issue.show") == ["I-0001"]


def test_a_customer_chosen_twice_in_one_delivery_is_looked_at_once(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.amira.file("Grace Okafor", phone="07700 900456")
    desk.priya.command("check okafor")
    asked = desk.priya.card
    first = desk.priya.press("Grace Okafor · …456 · C-0002", asked, delivery="same")
    assert desk.priya.press("Grace Okafor · …456 · C-0002", asked, delivery="same") == first
    assert looks(desk, "customer.check") == ["C-0002"]


def test_a_case_looked_at_twice_in_one_delivery_is_recorded_once(desk: Desk) -> None:
    three(desk, concerns=("heavy_demands",))
    desk.helen.press("Look closer", desk.managers_channel()[0])
    first = desk.helen.command("case M-0001", delivery="same")
    assert desk.helen.command("case M-0001", delivery="same") == first
    assert looks(desk, "case.show") == ["M-0001"]


def test_reading_a_request_is_recorded_once_for_each_look(desk: Desk) -> None:
    ask(desk)
    card = desk.managers_channel()[-1]
    first = desk.helen.press("Read the request", card, delivery="same")
    assert desk.helen.press("Read the request", card, delivery="same") == first
    assert looks(desk, "case.request") == ["I-0001"]
    desk.david.send_press("case.request", desk.helen.button("Read the request", card).value)
    assert "This is not yours" in desk.david.sees
    assert looks(desk, "case.request") == ["I-0001"]


def test_a_look_that_was_refused_is_not_taken_for_handled(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.priya.send_press("issue.show", "1:0:0:2:0", delivery="same")
    key = f"{desk.priya.person.staff_id}:same"
    assert desk.store.read(lambda db: deliveries.seen(db, key)) is None
    assert "This is not yours" in said(desk.priya.card)
