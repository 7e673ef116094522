"""The doctor: each thing that can be wrong gets a line that says what to do, and none once it is mended."""

import json
import re
from collections.abc import Sequence

import pytest

from adapters.doctoring.lines import Line, for_machines, total, worst
from bot.condition import State
from bot.words import doctor as words
from bot.words.doctor import settings as settings_words
from tests.doctor.breaking import EVERYTHING
from tests.doctor.looked_over import (
    Given,
    examined,
    in_order,
)


async def fails() -> Sequence[Line]:
    raise ZeroDivisionError


@pytest.mark.parametrize("name", EVERYTHING)
async def test_everything_that_breaks_is_told_with_its_cure_and_fine_once_mended(url: str, name: str) -> None:
    broken, given = EVERYTHING[name], Given()
    in_order(url)
    broken.breaks(url, given)
    lines = await examined(url, **given)
    wrong = [each for each in lines if each.state is not State.FINE]
    assert {each.subject for each in wrong} == {broken.subject}
    assert worst(lines) is broken.state
    assert all(each.todo for each in wrong)
    broken.mends(url, given)
    lines = await examined(url, **given)
    assert worst(lines) is State.FINE, lines


async def test_every_line_is_among_what_breaks(url: str) -> None:
    in_order(url)
    lines = await examined(url, evenhand_reserve_deciders="chair@host.example.org")
    subjects = {line.subject for line in lines} - {words.VERSION, words.SLACK, words.METRICS}
    assert subjects <= {broken.subject for broken in EVERYTHING.values()}


async def test_a_program_that_watches_gets_the_same_under_names_that_stay(url: str) -> None:
    lines = await examined(url, evenhand_managers="")
    told = json.loads(json.dumps(for_machines(lines, "1.2")))
    assert set(told) == {"version", "state", "lines"}
    assert (told["version"], told["state"]) == ("1.2", "broken")
    assert {frozenset(each) for each in told["lines"]} == {frozenset({"subject", "state", "said", "todo"})}
    (managers,) = [each for each in told["lines"] if each["subject"] == "managers"]
    assert managers["state"] == "broken"


def test_every_line_has_a_title_and_every_title_its_own() -> None:
    assert len(set(words.TITLES.values())) == len(words.TITLES)
    assert all(re.fullmatch(r"[a-z_]+", subject) for subject in words.TITLES)


async def test_a_service_in_order_is_fine_throughout(url: str) -> None:
    in_order(url)
    lines = await examined(url)
    assert worst(lines) is State.FINE, lines
    assert [line.subject for line in lines] == [
        words.VERSION,
        words.SETTINGS,
        words.POLICY,
        words.MATCHING,
        words.MANAGERS,
        words.CHANNEL,
        words.SAFETY,
        words.METRICS,
        words.CALENDAR,
        words.DISK,
        words.DATABASE,
        words.TABLES,
        words.BACKUPS,
        words.AUDIT,
        words.SUMMARY,
        words.PARKED,
        words.WAITING,
        words.DECIDERS,
        words.REACHED,
        words.LEAVERS,
        words.RUNNING,
        words.SLACK,
    ]
    assert not any(line.todo for line in lines)


async def test_no_platform_deserves_a_look(url: str) -> None:
    lines = await examined(url, platform=False)
    assert Line(State.LOOK, words.SETTINGS, *settings_words.NO_PLATFORM) in lines


async def test_a_check_that_fails_is_a_line_and_not_the_end() -> None:
    (found,) = await total(words.SLACK, fails)
    assert found.state is State.BROKEN
    assert "ZeroDivisionError" in found.said
    assert found.todo


def test_the_worst_line_counts() -> None:
    look, broken = Line(State.LOOK, "", ""), Line(State.BROKEN, "", "")
    assert worst([]) is State.FINE
    assert worst([look]) is State.LOOK
    assert worst([broken, look]) is State.BROKEN
