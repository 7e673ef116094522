"""Every form explains itself: what comes of it, who is told, and what each field is about that isn't obvious."""

from collections.abc import Mapping

import pytest

from bot import tables
from bot.cards import ChoiceField, ChoicesField, DateField, Field, Form, LookupField, Quiet, TextField
from bot.words.submitting import AFTERWARDS
from tests.bot.desk import Desk
from tests.bot.every_form import SUBMITTED, asked
from tests.bot.reading import said

assert asked

NOT_ABOUT_A_CUSTOMER = frozenset({"away.set"})
OBVIOUS = {
    "route": "ways that everybody knows",
    "how": "the same",
    "told_us": "yes, no, didn't ask",
    "per": "a day, a week, a month",
    "contact": "colleagues, by name; the deputy's help says what the contact is for",
    "decider": "people whom the installer named",
}
"""Choices whose label and options say it all."""
ON_THE_PHONE = frozenset({"report.file"})
"""A form that somebody fills in while they talk: the less there is to read, the better."""
SHORT, LONG = 90, 140
"""Characters: one line on a phone, held upright, is about 40."""


def needs_help(field: Field) -> bool:
    """Whether a label alone leaves open what to write, what an option means, or which day counts."""
    match field:
        case TextField(multiline=multiline):
            return multiline
        case ChoiceField(name=name) | ChoicesField(name=name):
            return name not in OBVIOUS
        case DateField() | LookupField():
            return True
        case _:
            return False


def first_line(form: Form) -> str:
    """The quiet line about what comes of it: above everything, or last of what stands among the fields or under a warning."""
    at = -1 if form.notices_after or form.action == "safety.raise" else 0
    line = form.notices[at]
    assert isinstance(line, Quiet)
    return said(line)


@pytest.mark.parametrize("action", SUBMITTED)
def test_every_form_says_what_comes_of_it_and_what_the_customer_gets(
    asked: Mapping[str, list[Form]], action: str
) -> None:
    for form in asked[action]:
        line = first_line(form)
        assert line == AFTERWARDS[action]
        assert "customer" in line or action in NOT_ABOUT_A_CUSTOMER
        assert len(line) <= (SHORT if action in ON_THE_PHONE else LONG)
        assert said(form).count(line) == 1


@pytest.mark.parametrize("action", SUBMITTED)
def test_every_field_that_is_not_obvious_is_explained(asked: Mapping[str, list[Form]], action: str) -> None:
    fields = {field.name: field for form in asked[action] for field in form.every_field if needs_help(field)}
    assert [name for name, field in fields.items() if not field.help] == []


def test_what_counts_as_obvious_is_asked_somewhere(asked: Mapping[str, list[Form]]) -> None:
    named = {field.name for forms in asked.values() for form in forms for field in form.every_field}
    assert set(OBVIOUS) <= named


def test_on_the_phone_there_is_one_line_and_no_paragraph_to_read(asked: Mapping[str, list[Form]]) -> None:
    for form in asked["report.file"]:
        assert sum(isinstance(part, Quiet) for part in form.notices) == 1
        assert max(len(field.help) for field in form.every_field) <= SHORT


def test_help_is_short_enough_to_be_read(asked: Mapping[str, list[Form]]) -> None:
    helped = {field.help for forms in asked.values() for form in forms for field in form.every_field}
    assert [each for each in sorted(helped) if len(each) > 200] == []


def test_a_form_that_comes_back_says_it_once_more(desk: Desk) -> None:
    desk.amira.command()
    desk.amira.submit(customer="", issue="")
    assert desk.amira.errors
    assert first_line(desk.amira.form) == AFTERWARDS["report.file"]


def test_what_is_known_of_the_customer_comes_before_it(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", adjustment="Please write")
    desk.priya.command()
    desk.priya.change("customer", customer="C-0001")
    assert len(desk.priya.form.notices) > 1
    assert first_line(desk.priya.form) == AFTERWARDS["report.file"]


def test_in_danger_the_number_to_ring_comes_first(desk: Desk) -> None:
    desk.amira.command("safety")
    assert "Call 999 first" in said(desk.amira.form.notices[0])


def test_nothing_is_explained_that_is_no_form() -> None:
    assert set(AFTERWARDS) == set(SUBMITTED) == set(tables.SUBMISSIONS) - {"report.look"}
