"""Every list that may be empty says so, and what one does next."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NamedTuple

import pytest

from bot import tables
from bot.chat import Opened
from bot.words import cli
from tests.bot import taking
from tests.bot.desk import PHONE, Colleague, Desk
from tests.bot.reading import said


class Empty(NamedTuple):
    """A list with nothing in it: how somebody comes to it, what it says, and the next step that it names."""

    shown: Callable[[Desk], Colleague]
    nothing: str
    next_step: str


def types(words: str, *, manages: bool = False) -> Callable[[Desk], Colleague]:
    def shown(desk: Desk) -> Colleague:
        colleague = desk.helen if manages else desk.amira
        colleague.command(words)
        return colleague

    return shown


def opens_home(colleague: Colleague) -> Colleague:
    event = Opened(**colleague._when())  # type: ignore[arg-type] # noqa: SLF001 - one's own page is no place
    colleague.reply = colleague.desk.bot.handle(event)
    return colleague


def checks_somebody_long_silent(desk: Desk) -> Colleague:
    desk.amira.file("Elizabeth Okafor")
    desk.later(days=60)
    desk.amira.command("check Okafor")
    return desk.amira


def withdraws(colleague: Colleague) -> None:
    colleague.command("mine")
    colleague.press("Withdraw")
    colleague.submit(reasons="Wrong person")


def shows_an_issue_that_lost_its_reports(desk: Desk) -> Colleague:
    for colleague in (desk.amira, desk.priya):
        colleague.file("Elizabeth Okafor", phone=PHONE)
    show = desk.amira.button("Show", desk.amira.message)
    withdraws(desk.amira)
    withdraws(desk.priya)
    desk.helen.send_press(show.action, show.value)
    return desk.helen


def narrows_the_register(desk: Desk) -> Colleague:
    taking.restricted(desk)
    desk.helen.command("restrictions ended")
    return desk.helen


def shows_a_timeline_without_reports(desk: Desk) -> Colleague:
    taking.opened(desk)
    withdraws(desk.amira)
    withdraws(desk.priya)
    desk.helen.send_press("case.timeline", taking.value(desk))
    return desk.helen


def reads_a_case_in_which_nothing_was_done(desk: Desk) -> Colleague:
    taking.opened(desk)
    desk.helen.send_press("case.record", taking.value(desk))
    return desk.helen


LISTS: Mapping[str, Empty] = {
    "my reports": Empty(types("mine"), "You logged nothing in the last month.", "/incident"),
    "home: reports": Empty(lambda desk: opens_home(desk.amira), "You logged nothing", "/incident"),
    "home: promises": Empty(lambda desk: opens_home(desk.amira), "promised nothing", "when you log"),
    "home: away": Empty(lambda desk: opens_home(desk.amira), "No colleague is away", "/incident away"),
    "home: what waits": Empty(lambda desk: opens_home(desk.helen), "Nothing needs you", "/incident cases"),
    "check: nobody": Empty(types("check Okafor"), "No customer fits Okafor", "Try part of the name"),
    "check: somebody new": Empty(types("check Okafor"), "No customer fits Okafor", "/incident"),
    "check: no words": Empty(types("check"), "Whom should I look up?", "/incident check Okafor"),
    "check: no contact": Empty(checks_somebody_long_silent, "No contact in", "/incident"),
    "cases": Empty(types("cases", manages=True), "No case is open.", "Look closer"),
    "case: none fits": Empty(types("case M-0042", manages=True), "M-0042 is no case", "/incident cases"),
    "case: no words": Empty(types("case", manages=True), "Which case?", "/incident case M-0001"),
    "restrictions": Empty(types("restrictions", manages=True), "No restriction was ever", "/incident cases"),
    "restrictions: narrowed": Empty(narrows_the_register, "There is none.", "/incident restrictions"),
    "figures: months": Empty(types("stats", manages=True), "Nothing was logged", "/incident stats 20"),
    "figures: kinds": Empty(
        types("stats", manages=True), "None in this time", "/incident restrictions waiting"
    ),
    "timeline": Empty(shows_a_timeline_without_reports, "No report counts now", "Read the record"),
    "an issue": Empty(shows_an_issue_that_lost_its_reports, "No report is on it", "/incident mine"),
    "record": Empty(reads_a_case_in_which_nothing_was_done, "Nothing was done in it since", "under Next"),
}


@pytest.mark.parametrize("name", LISTS)
def test_it_says_that_there_is_nothing_and_what_comes_next(desk: Desk, name: str) -> None:
    found = LISTS[name]
    shown = found.shown(desk).sees
    assert found.nothing in shown
    assert found.next_step in shown
    for typed in re.findall(r"/incident ?([a-z]*)", shown):
        assert not typed or typed in tables.COMMANDS


def test_a_day_on_which_nothing_waits_is_one_line(desk: Desk) -> None:
    desk.tick(desk.now + timedelta(days=1))
    assert said(desk.managers_channel()[-1]).splitlines()[1:-1] == ["Nothing to report."]


@pytest.mark.parametrize("words", [cli.retried(0), cli.imported(0, 0), cli.would_import(0, 0)])
def test_on_the_command_line_none_is_no_number(words: str) -> None:
    assert "0" not in words
    assert re.search(r"^(No message|The file)", words)
