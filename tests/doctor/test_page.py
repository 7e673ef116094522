"""The page for whoever runs the service names every line of the doctor, and when it is *look* or *broken*: as the tests break it."""

import re
from pathlib import Path

import pytest

from bot.condition import State
from bot.words.doctor import TITLES
from tests.doctor import breaking, test_reaching
from tests.slack import test_doctor as test_doctor_of_slack
from tests.teams import test_doctor as test_doctor_of_teams

PAGE = (Path(__file__).parent.parent.parent / "docs" / "operate.md").read_text("utf-8")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
NEVER = "–"  # noqa: RUF001 - as the page has it
TOLD = {
    (broken.subject, broken.state)
    for tests in (breaking, test_reaching, test_doctor_of_slack, test_doctor_of_teams)
    for broken in tests.EVERYTHING.values()
}
"""Every line with each state that a test brings it to, and mends."""


def rows() -> dict[str, tuple[str, str]]:
    """By title: when to look, and when it is broken."""
    table = PAGE.partition("| line | look | broken | what to do |\n|---|---|---|---|\n")[2].partition("\n\n")[
        0
    ]
    return {title: (look, broken) for title, look, broken, _todo in ROW.findall(table + "\n")}


def test_the_page_has_a_row_for_every_line_and_for_no_other() -> None:
    assert sorted(rows()) == sorted(TITLES.values())


@pytest.mark.parametrize("subject", TITLES)
def test_the_page_says_when_a_line_is_what_the_tests_bring_it_to(subject: str) -> None:
    look, broken = rows()[TITLES[subject]]
    said = {state for state, when in ((State.LOOK, look), (State.BROKEN, broken)) if when != NEVER}
    assert said == {state for told, state in TOLD if told == subject}
