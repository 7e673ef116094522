"""What can be typed, and what happens to everything else."""

import pytest

from bot import tables
from bot.tables import COMMANDS
from bot.words import replies
from storage.tables import AuditEntry
from tests.bot.desk import PHONE, Desk
from tests.bot.reading import labels


@pytest.mark.parametrize("name", ["incident", "contact"])
def test_both_names_open_the_form(desk: Desk, name: str) -> None:
    desk.amira.command("", name=name)
    assert desk.amira.form.action == "report.file"
    assert desk.amira.notices == ()


def test_help_lists_every_command(desk: Desk) -> None:
    desk.amira.command("HELP")
    assert set(replies.COMMANDS) == {"", *COMMANDS}
    for usage, does in desk.bot.commands:
        assert usage in desk.amira.sees
        assert does in desk.amira.sees


@pytest.mark.parametrize(
    "typed",
    [
        "help with the form",
        "summary of the plan is wrong",
        "away from school",
        "mine is late",
        "case closed too early",
    ],
)
def test_a_sentence_that_begins_like_a_command_is_an_issue(desk: Desk, typed: str) -> None:
    desk.helen.command(typed)
    assert desk.helen.form.action == "report.file"
    assert desk.helen.values["issue"] == typed


@pytest.mark.parametrize(("typed", "meant"), [("chekc", "check"), ("summry", "summary"), ("helpp", "help")])
def test_a_word_that_is_nearly_a_command_is_pointed_out(desk: Desk, typed: str, meant: str) -> None:
    desk.amira.command(typed)
    assert desk.amira.values["issue"] == typed
    assert f"If you meant /incident {meant}, close this and type that." in desk.amira.sees


def test_ordinary_words_are_not_corrected(desk: Desk) -> None:
    desk.amira.command("draft plan late")
    assert desk.amira.notices == ()


def test_twenty_thousand_characters_open_the_form_with_what_fits(desk: Desk) -> None:
    desk.amira.command("draft plan " * 2000)
    issue = desk.amira.values["issue"]
    assert len(issue) <= 150
    assert str(issue).startswith("draft plan draft plan")
    desk.amira.submit(customer="Elizabeth Okafor")
    assert desk.amira.card.title == "Saved as R-00001"


@pytest.mark.parametrize(
    "typed", ["\x00", "\u202e\u202e", "\ud800", "🦉" * 50, "<!channel> @here", "' or 1=1"]
)
def test_strange_text_opens_the_form(desk: Desk, typed: str) -> None:
    desk.amira.command(typed)
    assert desk.amira.form.action == "report.file"


def test_check_shows_recent_contact_and_is_recorded(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE, concerns=("heavy_demands",))
    desk.priya.command("check okafor")
    assert "Elizabeth Okafor · …123 · C-0001" in desk.priya.sees
    assert "today 09:00 · helpline · Amira Khan: Draft plan is late (Daily or several" in desk.priya.sees
    assert "That you looked is recorded." in desk.priya.sees
    looked = [e for e in desk.rows(AuditEntry) if e.action == "customer.check"]
    assert [(e.subject, e.staff_id) for e in looked] == [("C-0001", desk.priya.person.staff_id)]


def test_check_asks_whom_where_several_fit(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.amira.file("Grace Okafor", phone="07700 900456")
    desk.priya.command("check okafor")
    assert "Whom do you mean?" in desk.priya.sees
    assert len(labels(desk.priya.card)) == 2
    desk.priya.press("Grace Okafor · …456 · C-0002")
    assert desk.priya.card.title == "Grace Okafor · …456 · C-0002"


def test_check_offers_the_first_few_of_many(desk: Desk) -> None:
    for number in range(10):
        desk.amira.file(f"{'ABCDEFGHIJ'[number]}nna Okafor", phone=f"07700 9004{number}0")
    desk.priya.command("check okafor")
    assert len(labels(desk.priya.card)) == 8
    assert "There are more" in desk.priya.sees


@pytest.mark.parametrize("typed", ["check", "check   "])
def test_check_asks_whom(desk: Desk, typed: str) -> None:
    desk.amira.command(typed)
    assert "Whom should I look up?" in desk.amira.sees


@pytest.mark.parametrize("typed", ["shah", "\ud800", "x" * 20_000, "C-0099", "+", "@"])
def test_check_says_when_nobody_fits(desk: Desk, typed: str) -> None:
    desk.amira.file("Elizabeth Okafor")
    desk.amira.command(f"check {typed}")
    assert "Nobody found" in desk.amira.sees


@pytest.mark.parametrize("typed", ["summary", "case M-0001", "case"])
def test_a_worker_cannot_type_what_managers_type(desk: Desk, typed: str) -> None:
    desk.amira.command(typed)
    assert "Only a manager can do this" in desk.amira.sees


def test_words_that_do_not_fit_into_the_issue_go_into_the_details(desk: Desk) -> None:
    desk.amira.command("Plan " * 100)
    assert len(str(desk.amira.values["issue"])) == 150
    assert desk.amira.values["details"] == ("Plan " * 100).strip()


@pytest.mark.parametrize("name", sorted(replies.TAKES))
def test_a_command_with_words_that_it_does_not_take_says_what_it_takes(desk: Desk, name: str) -> None:
    desk.helen.command(f"{name} such words as these")
    assert desk.helen.form.action == "report.file"
    assert f"If you meant /incident {name}, which takes {replies.TAKES[name]}" in desk.helen.sees


def test_what_a_command_takes_is_told_of_each_that_does_not_take_everything() -> None:
    assert set(replies.TAKES) == {
        name for name, row in tables.COMMANDS.items() if not row.fits("such words as these")
    }
