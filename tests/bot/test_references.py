"""References and initials."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import references, targets
from bot.targets import Target

NUMBERS = st.integers(1, 999_999_999)


@pytest.mark.parametrize(
    ("letter", "write"),
    [
        ("C", references.customer),
        ("R", references.report),
        ("I", references.issue),
        ("M", references.case),
    ],
)
@given(number=NUMBERS)
def test_a_reference_is_read_as_it_was_written(letter: str, write: Callable[[int], str], number: int) -> None:
    written = write(number)
    assert references.number(written, letter) == number
    assert references.number(f" {written.lower()} ", letter) == number


def test_references_look_as_people_know_them() -> None:
    assert references.customer(42) == "C-0042"
    assert references.report(123) == "R-00123"
    assert references.issue(7) == "I-0007"
    assert references.case(9) == "M-0009"


@pytest.mark.parametrize(
    "typed", ["", "C-", "C-0000", "R-0042", "C-42x", "C-٤٢", "C--42", "42", "C-99999999999", "C-4 2"]
)
def test_what_is_no_reference_has_no_number(typed: str) -> None:
    assert references.number(typed, "C") is None


@given(st.text())
def test_any_text_is_a_reference_or_none(typed: str) -> None:
    number = references.number(typed, "C")
    assert number is None or number > 0


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amira Khan", "AK"),
        ("amira khan", "AK"),
        ("Amira", "A"),
        ("Anne-Marie Example", "AE"),
        ("Anne-Marie", "AM"),
        ("Jo de la Cruz", "JC"),
        ("  Priya   Shah ", "PS"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_initials_are_two_letters_at_most(name: str, initials: str) -> None:
    assert references.initials(name) == initials


@given(st.builds(Target, *[st.integers(0, 999_999_999)] * 5))
def test_a_buttons_value_is_read_as_it_was_written(target: Target) -> None:
    assert targets.read(target.value) == target


@pytest.mark.parametrize(
    "value", ["", "1", "1:2:3:4", "1:2:3:4:5:6", "a:0:0:0:0", "-1:0:0:0:0", "1:0:0:0:\u0665"]
)
def test_a_value_that_is_not_ours_is_recognised(value: str) -> None:
    assert targets.read(value) is None
    assert targets.read(value + "0" * 12) is None
