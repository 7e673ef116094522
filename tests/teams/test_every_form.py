"""Every form that there is, filled with the longest and worst: drawn as Teams takes it, and back again as it was typed."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adapters.teams import folding, ids, render
from adapters.teams.inputs import SEVERAL
from adapters.teams.inputs import fields as read
from adapters.teams.render import Showing, Spot
from bot import tables
from bot.cards import ChoicesField, DateTimeField, Form, LookupField, TextField
from tests.bot.every_form import SUBMITTED, asked, recorded
from tests.databases import NewDatabase
from tests.slack.test_every_form import spoilt
from tests.teams.cards import actions, assert_card, inputs
from tests.teams.valid import LARGEST, size

assert asked
LONDON = ZoneInfo("Europe/London")
SHOWINGS = [Showing(LONDON, spot, searches) for spot in Spot for searches in (True, False)]
ROOM = LARGEST - 2048
"""What the activity around a card leaves of a message."""


def typed(card: dict[str, Any]) -> dict[str, Any]:
    """What the client sends of a card's inputs."""
    return {each["id"]: each.get("value", "") for each in inputs(card)}


@pytest.mark.parametrize("action", SUBMITTED)
def test_every_form_is_drawn_whatever_stands_in_it(asked: Mapping[str, list[Form]], action: str) -> None:
    assert asked[action], "nobody was asked this"
    for form in asked[action]:
        for showing in SHOWINGS:
            for drawn in (form, spoilt(form)):
                card = render.form(drawn, showing)
                assert_card(card)
                assert size(card) <= ROOM, (size(card), showing)
                assert not [each for each in actions(card) if ids.FORM in each.get("data", {})]


@pytest.mark.parametrize("action", SUBMITTED)
def test_every_form_comes_back_from_its_own_button_as_it_was_typed(
    asked: Mapping[str, list[Form]], action: str
) -> None:
    for form in map(spoilt, asked[action]):
        for spot in Spot:
            card = render.form(form, Showing(LONDON, spot))
            sent = typed(card)
            kept = folding.unfolded(sent.get(ids.FORM))
            assert kept, f"{action} is too large to travel"
            again = render.refilled(kept, read(sent), spot)
            assert_card(again)
            back = typed(again)
            texts = {each.name for each in form.every_field if isinstance(each, TextField)}
            assert {name: back[name] for name in texts} == {name: sent[name] for name in texts}


def test_fields_are_not_called_as_what_goes_along_with_a_button(asked: Mapping[str, list[Form]]) -> None:
    forms = [form for each in asked.values() for form in each]
    named = {field.name for form in forms for field in form.every_field}
    assert not named & ids.OURS
    several = {f.name for form in forms for f in form.every_field if isinstance(f, ChoicesField)}
    assert several <= SEVERAL
    assert {f.name for form in forms for f in form.every_field if f.name in several} == {
        f.name for form in forms for f in form.every_field if isinstance(f, ChoicesField)
    }


def test_a_moment_is_two_inputs_and_one_value(asked: Mapping[str, list[Form]]) -> None:
    moments = {
        (field.name, read(typed(render.form(spoilt(form), Showing(LONDON))))[field.name])
        for form in asked["report.file"]
        for field in form.every_field
        if isinstance(field, DateTimeField)
    }
    assert moments == {("happened", "2026-11-30T09:00")}


def test_the_look_up_is_a_text_where_the_client_has_none(asked: Mapping[str, list[Form]]) -> None:
    for form in asked["report.file"]:
        kinds = {
            searches: next(
                each["type"]
                for each in inputs(render.form(form, Showing(LONDON, searches=searches)))
                if each["id"] == "customer"
            )
            for searches in (True, False)
        }
        assert any(isinstance(field, LookupField) for field in form.fields)
        assert kinds == {True: "Input.ChoiceSet", False: "Input.Text"}


def test_every_button_that_opens_a_form_is_known_to_do_so(new_sqlite: NewDatabase) -> None:
    opened = {action for each in recorded(new_sqlite) for action in each.openers}
    assert len(opened) > len(tables.OPENERS) / 2
    assert opened <= tables.OPENERS <= set(tables.PRESSES)
