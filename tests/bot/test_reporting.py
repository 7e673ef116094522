"""Logging a communication: two fields are enough, mistakes keep what was typed, and all is saved."""

from datetime import UTC, date, datetime

import pytest

from bot.words import mistakes
from storage.tables import Adjustment, Customer, Issue, Promise, Report, ReportConcern
from tests.bot.desk import PHONE, Desk
from tests.bot.reading import labels, said

FILLED = {
    "customer": "new:Elizabeth Okafor",
    "issue": "Draft plan is late",
    "route": "inbox",
    "happened": "2026-11-20T14:10",
    "details": "First line.\nSecond line.",
    "concerns": ("heavy_demands", "other"),
    "minutes": "15",
    "told_us": "no",
    "gets_through": ("new_issue",),
    "child": "Sam",
    "phone": PHONE,
    "email": "liz@example.org",
    "case_ref": "HA-4471",
    "promised": "Ring back",
    "promised_by": "2026-11-30",
    "adjustment": "Please write, do not ring",
}


def test_two_fields_and_one_click_are_enough(desk: Desk) -> None:
    desk.amira.command()
    assert [f.name for f in desk.amira.form.every_field if f.required] == ["customer", "issue"]
    desk.amira.send_form("report.file", {"customer": "Elizabeth Okafor", "issue": "Draft plan is late"})
    assert desk.amira.card.title == "Saved as R-00001"


def test_the_rest_is_defaulted(desk: Desk) -> None:
    desk.amira.send_form("report.file", {"customer": "Elizabeth Okafor", "issue": "Draft plan is late"})
    (report,) = desk.rows(Report)
    assert (report.route, report.happened_at, report.details) == ("helpline", desk.now, "")
    assert (report.minutes, report.told_us, report.child) == (None, "", None)


def test_my_last_route_is_the_next_ones_default(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", route="text_message")
    desk.amira.command()
    desk.priya.command()
    assert desk.amira.values["route"] == "text_message"
    assert desk.priya.values["route"] == "helpline"


def test_now_is_shown_on_the_services_clocks(desk: Desk) -> None:
    desk.now = datetime(2026, 7, 1, 9, 5, tzinfo=UTC)
    desk.amira.command()
    assert desk.amira.values["happened"] == "2026-07-01T10:05"


def test_words_after_the_command_become_the_issue(desk: Desk) -> None:
    desk.amira.command("draft plan\nis late again")
    assert desk.amira.values["issue"] == "draft plan is late again"


def test_everything_typed_is_kept(desk: Desk) -> None:
    desk.amira.file(**FILLED)  # type: ignore[arg-type]
    (report,), (customer,), (issue,) = desk.rows(Report), desk.rows(Customer), desk.rows(Issue)
    assert report.happened_at == datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
    assert (report.issue, report.details) == (FILLED["issue"], FILLED["details"])
    assert (report.route, report.minutes, report.told_us, report.child) == ("inbox", 15, "no", "Sam")
    assert (report.customer_id, report.issue_id) == (customer.id, issue.id)
    assert (customer.name, customer.phone, customer.email) == ("Elizabeth Okafor", PHONE, "liz@example.org")
    assert (customer.case_ref, customer.child) == ("HA-4471", "Sam")
    assert {row.concern for row in desk.rows(ReportConcern)} == {"heavy_demands", "other"}
    (promise,), (adjustment,) = desk.rows(Promise), desk.rows(Adjustment)
    assert (promise.what, promise.due_on) == ("Ring back", date(2026, 11, 30))
    assert (adjustment.request, adjustment.customer_id) == ("Please write, do not ring", customer.id)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("customer", "", mistakes.NEEDED),
        ("customer", "new:", mistakes.NEEDED),
        ("customer", "new: \u200b", mistakes.NEEDED),
        ("customer", "x" * 151, mistakes.too_long(151, 150)),
        ("customer", "C-0042", mistakes.UNKNOWN_CUSTOMER),
        ("issue", "", mistakes.NEEDED),
        ("issue", " \n ", mistakes.NEEDED),
        ("issue", "x" * 151, mistakes.too_long(151, 150)),
        ("route", "pigeon", mistakes.CHOOSE),
        ("happened", "yesterday", mistakes.MOMENT),
        ("happened", "2026-11-23T09:11", mistakes.FUTURE),
        ("happened", "2199-12-31T23:59", mistakes.FUTURE),
        ("happened", "9999-12-31T23:59", mistakes.MOMENT),
        ("happened", "0001-01-05T00:00", mistakes.MOMENT),
        ("details", "x" * 3001, mistakes.too_long(3001, 3000)),
        ("concerns", ("rudeness",), mistakes.CHOOSE),
        ("minutes", "1441", mistakes.whole_number(1440)),
        ("minutes", "\u0661\u0665", mistakes.whole_number(1440)),
        ("told_us", "maybe", mistakes.CHOOSE),
        ("gets_through", ("anything",), mistakes.CHOOSE),
        ("child", "x" * 61, mistakes.too_long(61, 60)),
        ("phone", "12345", mistakes.PHONE),
        ("phone", "0" * 41, mistakes.too_long(41, 40)),
        ("email", "liz at example", mistakes.EMAIL),
        ("email", "a" * 250 + "@example.org", mistakes.too_long(262, 254)),
        ("case_ref", "x" * 61, mistakes.too_long(61, 60)),
        ("promised", "x" * 301, mistakes.too_long(301, 300)),
        ("promised_by", "soon", mistakes.DAY),
        ("promised_by", "2026-11-22", mistakes.PAST),
        ("adjustment", "x" * 301, mistakes.too_long(301, 300)),
    ],
)
def test_a_wrong_field_has_its_message_and_everything_typed_comes_back(
    desk: Desk, name: str, typed: str | tuple[str, ...], message: str
) -> None:
    desk.amira.command()
    filled = {**FILLED, name: typed}
    desk.amira.submit(**filled)  # type: ignore[arg-type]
    assert desk.amira.errors == {name: message}
    assert desk.amira.values == filled
    assert desk.rows(Report) == []
    assert desk.rows(Customer) == []
    assert desk.outbox() == []


def test_several_wrong_fields_are_told_at_once_and_unfolded(desk: Desk) -> None:
    desk.amira.command()
    desk.amira.submit(minutes="ten", email="x")
    assert set(desk.amira.errors) == {"customer", "issue", "minutes", "email"}
    assert desk.amira.form.more_shown


def test_a_form_with_mistakes_can_be_mended_and_saved(desk: Desk) -> None:
    desk.amira.command()
    desk.amira.submit(customer="Elizabeth Okafor", issue="")
    desk.amira.submit(issue="Draft plan is late")
    assert desk.amira.card.title == "Saved as R-00001"


def test_a_message_is_not_from_the_future_but_clocks_differ_a_little(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", happened="2026-11-23T09:10")
    assert desk.amira.card.title == "Saved as R-00001"


@pytest.mark.parametrize("concern", ["remarks_to_staff", "other"])
def test_a_concern_about_words_needs_the_words(desk: Desk, concern: str) -> None:
    desk.amira.file("Elizabeth Okafor", concerns=(concern,))
    assert desk.amira.errors == {"details": mistakes.SAY_WHAT}
    assert desk.amira.values["concerns"] == (concern,)
    desk.amira.submit(details="Said: you are no use.")
    assert desk.amira.card.title == "Saved as R-00001"


def test_a_concern_may_have_something_to_say_to_the_worker(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", concerns=("recorded",))
    assert "Recording can be an adjustment that somebody needs." in desk.amira.sees


def test_a_day_without_a_promise_is_asked_about(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised_by="2026-11-30")
    assert desk.amira.errors == {"promised": mistakes.PROMISE_WHAT}


def test_a_promise_without_a_day_is_due_the_next_working_day(desk: Desk) -> None:
    desk.now = datetime(2026, 12, 24, 15, 0, tzinfo=UTC)
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    assert desk.rows(Promise)[0].due_on == date(2026, 12, 29)
    assert "I'll remind you of your promise on Tuesday 29 December 2026." in desk.amira.sees


def test_a_promise_may_be_for_today(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-23")
    assert desk.rows(Promise)[0].due_on == date(2026, 11, 23)


def test_nobody_knows_the_customer(desk: Desk) -> None:
    desk.amira.file("not_known")
    assert desk.amira.card.title == "Saved as R-00001"
    assert "Not known" in desk.amira.sees
    assert desk.rows(Customer) == []
    assert desk.rows(Report)[0].customer_id is None


def test_not_known_is_shown_in_words_when_the_form_comes_back(desk: Desk) -> None:
    desk.amira.file("not_known", "")
    assert desk.amira.field("customer").shown == "Not known"  # type: ignore[union-attr]
    assert desk.amira.values["customer"] == "not_known"


@pytest.mark.parametrize("typed", ["Liz Okafor (mum)", "new:Liz Okafor (mum)", "  Liz Okafor  ( mum ) "])
def test_a_relationship_may_stand_in_brackets(desk: Desk, typed: str) -> None:
    desk.amira.file(typed)
    (customer,) = desk.rows(Customer)
    assert (customer.name, customer.relationship.strip()) == ("Liz Okafor", "mum")


def test_brackets_alone_are_a_name(desk: Desk) -> None:
    desk.amira.file("(mum)")
    assert desk.rows(Customer)[0].name == "(mum)"


@pytest.mark.parametrize("told", ["yes", "no", "not_asked"])
def test_whether_they_had_contacted_others_is_kept(desk: Desk, told: str) -> None:
    desk.amira.file("Elizabeth Okafor", told_us=told)
    assert desk.rows(Report)[0].told_us == told


def test_a_known_customer_is_not_taken_up_again(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.later(days=20)
    desk.amira.file("C-0001", "School transport refused", email="liz@example.org")
    (customer,) = desk.rows(Customer)
    assert customer.email == "liz@example.org"


def test_what_a_customers_record_holds_already_stays(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.amira.file("C-0001", phone="07700 900999")
    assert desk.rows(Customer)[0].phone == PHONE


def test_the_answer_can_be_copied_for_the_case_system(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", details="Asked for a date.")
    assert "Copy for our case system" in desk.amira.sees
    assert "R-00001 | 23/11/2026 09:00 | Helpline" in desk.amira.sees
    assert "Asked for a date." in desk.amira.sees


def test_alone_on_an_issue_nobody_is_told(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    assert "No colleague has logged this issue." in desk.amira.sees
    assert desk.outbox() == []


def test_my_own_second_report_is_no_colleague(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    assert "You logged this issue before; no colleague has." in desk.amira.sees
    assert desk.outbox() == []


def test_the_button_of_the_help_opens_the_form(desk: Desk) -> None:
    desk.amira.command("help")
    desk.amira.press("Log a communication")
    assert desk.amira.form.action == "report.file"


def test_more_unfolds_the_form_and_what_is_typed_stays(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.priya.command()
    assert not desk.priya.form.more_shown
    desk.priya.change("more", customer="C-0001", issue="So far", route="letter")
    assert desk.priya.form.more_shown
    values = desk.priya.values
    assert (values["customer"], values["issue"], values["route"]) == ("C-0001", "So far", "letter")
    assert "About Elizabeth Okafor" in desk.priya.sees
    assert "Heard from them in 14 days" in desk.priya.sees


MESSAGE = "Rang again about the plan.\nhttps://example.org/archives/C1/p1"


def test_a_message_of_the_chat_becomes_the_details(desk: Desk) -> None:
    desk.amira.send_press("report.message", MESSAGE)
    assert desk.amira.form.action == "report.file"
    assert (desk.amira.values["details"], desk.amira.values["issue"]) == (MESSAGE, "")
    assert desk.amira.notices == ()
    desk.amira.submit(customer="Elizabeth Okafor", issue="Draft plan")
    assert desk.row(Report, 1).details == MESSAGE


def test_of_a_long_message_the_beginning_and_the_link_are_kept_and_that_is_said(desk: Desk) -> None:
    desk.amira.send_press("report.message", "x" * 4000 + "\nhttps://example.org/p1")
    details = str(desk.amira.values["details"])
    assert details == "x" * (3000 - 23) + "\nhttps://example.org/p1"
    assert "The message has 4,023 characters; the details hold 3,000 of them." in desk.amira.sees
    desk.amira.submit(customer="Elizabeth Okafor", issue="Draft plan")
    assert desk.amira.card.title == "Saved as R-00001"


def test_a_long_message_without_a_link_is_cut_at_its_end(desk: Desk) -> None:
    desk.amira.send_press("report.message", "\n".join("y" * 999 for _ in range(5)))
    assert len(str(desk.amira.values["details"])) == 3000


def test_nothing_is_saved_by_opening_looking_or_changing(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    before = desk.rows(Report), desk.outbox()
    desk.priya.command()
    desk.priya.look_up("Okafor")
    desk.priya.change("customer", customer="C-0001")
    assert (desk.rows(Report), desk.outbox()) == before


def test_every_form_names_its_button(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor")
    assert labels(desk.amira.card) == [
        "Correct",
        "Ask a manager",
        "Talked about how they contact us",
        "Note an adjustment",
        "Withdraw",
    ]
    assert "R-00001" in said(desk.amira.card)
