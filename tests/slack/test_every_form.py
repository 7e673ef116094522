"""Every form that there is, as the bot asks it, filled with the longest and worst: drawn as Slack takes it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, assert_never
from zoneinfo import ZoneInfo

import pytest

from adapters.slack import render
from bot.cards import (
    ChoiceField,
    ChoicesField,
    DateField,
    DateTimeField,
    Field,
    Form,
    LookupField,
    NumberField,
    TextField,
    text,
)
from bot.words import waiting
from tests.bot.every_form import SUBMITTED, asked
from tests.slack.rendered import HOSTILE, inputs, words
from tests.slack.valid import assert_valid

assert asked
LONDON = ZoneInfo("Europe/London")
LEAVES = (waiting.CLOSE, waiting.CANCEL)
"""What the button beside it says: whoever is tired would leave where they mean to do it, or the other way round."""
WORST = f"{HOSTILE} " * 100
WRONG = "Please look at this again."


def worst(field: Field) -> Field:
    """The field holding the longest and worst that it may, with a mistake beside it."""
    holds: dict[str, Any] = {}
    match field:
        case TextField(limit=limit, multiline=multiline):
            holds = {"value": (WORST if multiline else WORST.replace("\n", " "))[:limit]}
        case NumberField(most=most):
            holds = {"value": str(most)}
        case ChoiceField(options=options):
            holds = {"value": options[-1].key if options else ""}
        case ChoicesField(options=options):
            holds = {"value": tuple(option.key for option in options)}
        case DateField():
            holds = {"value": "2026-11-30"}
        case DateTimeField():
            holds = {"value": "2026-11-30T09:00"}
        case LookupField():
            holds = {"value": "C-0042", "shown": WORST[:150]}
        case _:
            assert_never(field)
    return replace(field, error=WRONG, **holds)


def spoilt(form: Form) -> Form:
    return replace(
        form,
        fields=tuple(worst(field) for field in form.fields),
        more=tuple(worst(field) for field in form.more),
        notices=(*form.notices, text(WORST)),
    )


@pytest.mark.parametrize("action", SUBMITTED)
def test_every_form_is_drawn_whatever_stands_in_it(asked: Mapping[str, list[Form]], action: str) -> None:
    assert asked[action], "nobody was asked this"
    for form in asked[action]:
        assert len(form.submit) <= 24
        assert form.submit not in LEAVES
        for drawn in (form, spoilt(form)):
            view = render.form(drawn, LONDON, more_shown=True)
            assert_valid(view)
            assert_valid(render.form(drawn, LONDON))
            for field in drawn.every_field:
                assert field.label in words(view)
                assert field.error in words(view)


@pytest.mark.parametrize("action", SUBMITTED)
def test_every_field_keeps_the_longest_that_it_takes(asked: Mapping[str, list[Form]], action: str) -> None:
    for form in map(spoilt, asked[action]):
        drawn = inputs(render.form(form, LONDON, more_shown=True))
        for field in form.every_field:
            if isinstance(field, TextField):
                assert drawn[field.name]["initial_value"] == field.value
            elif field.value:
                assert any(name.startswith("initial") for name in drawn[field.name]), field.name


def test_the_worst_text_really_is_long(asked: Mapping[str, list[Form]]) -> None:
    texts = [
        f for form in map(spoilt, asked["report.file"]) for f in form.every_field if isinstance(f, TextField)
    ]
    assert all(len(field.value) == field.limit for field in texts)
