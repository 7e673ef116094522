"""Every form that there is, as the bot asks it, filled with the longest and worst: drawn as Slack takes it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, assert_never
from zoneinfo import ZoneInfo

import pytest

from adapters.slack import render
from bot import policy, tables
from bot.app import Bot
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
from bot.chat import Ask, Event, Refresh, Reply
from bot.words import waiting
from storage import Store
from tests.bot import taking, test_forms, test_reserve, walking
from tests.bot.desk import Desk
from tests.bot.test_protecting import protects, threat
from tests.bot.test_resting import withdraw
from tests.databases import NewDatabase
from tests.slack.rendered import HOSTILE, inputs, words
from tests.slack.valid import assert_valid

LONDON = ZoneInfo("Europe/London")
SUBMITTED = sorted(set(tables.SUBMISSIONS) - {"report.look"})
"""Every form; `report.look` is the button of one for platforms without `Change`."""
LEAVES = (waiting.CLOSE, waiting.CANCEL)
"""What the button beside it says: whoever is tired would leave where they mean to do it, or the other way round."""
WORST = f"{HOSTILE} " * 100
WRONG = "Please look at this again."


class Recorder(Bot):
    """The bot, which remembers every form that it asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.store, policy.packaged(), desk.service)
        self.asked: list[Form] = []

    def handle(self, event: Event) -> Reply:
        reply = super().handle(event)
        self.asked += [part.form for part in reply.parts if isinstance(part, Ask | Refresh)]
        return reply


def recording(desk: Desk) -> Recorder:
    desk.bot = recorder = Recorder(desk)
    return recorder


def a_case_is_walked(desk: Desk) -> None:
    """To a restriction, a block and a safety measure, with what is only looked at on the way."""
    taking.opened(desk)
    looks(desk, "case.exclude", "case.close")
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.amira)
    looks(desk, "restriction.decide", "restriction.decline", restriction=1, tom=True)
    taking.approve(desk, desk.tom)
    taking.notify(desk, desk.helen)
    looks(desk, "restriction.lift", "restriction.review", "restriction.request", restriction=1)
    taking.misfits(desk)
    desk.later(days=1)
    taking.incident_of(desk.david, "Shouted")
    looks(desk, "report.fits")
    taking.propose_block(desk, desk.helen)
    looks(desk, "restriction.decide", "block.decline", restriction=2, tom=True)
    withdraw(desk.amira, 1)
    looks(desk, "decision.confirm")
    threat(desk.amira)
    protects(desk.helen)
    looks(desk, "restriction.decide", "safety.decline", restriction=3, tom=True)


def looks(desk: Desk, *actions: str, restriction: int = 0, tom: bool = False) -> None:
    for action in actions:
        (desk.tom if tom else desk.helen).send_press(action, taking.value(desk, restriction))


def a_reserve_decision_is_recorded(desk: Desk) -> None:
    walking.raised_case(desk, speaker="Helen Stone")
    walking.talks(desk.helen)
    walking.proposes(desk.helen)
    test_reserve.opens(desk)


@pytest.fixture(scope="module")
def asked(new_sqlite: NewDatabase) -> Mapping[str, list[Form]]:
    """Every form by its action, each time that it was asked."""
    reserve = test_reserve.ADDRESS
    with Store(new_sqlite()) as one, Store(new_sqlite()) as two, Store(new_sqlite()) as three:
        large, beside = Desk(one), Desk(three)
        small = Desk(two, evenhand_managers="helen@example.org", evenhand_reserve_deciders=reserve)
        recorders = [recording(desk) for desk in (large, small, beside)]
        a_case_is_walked(large)
        a_reserve_decision_is_recorded(small)
        found = [*test_forms.forms(beside), *(form for each in recorders for form in each.asked)]
    return {action: [form for form in found if form.action == action] for action in SUBMITTED}


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
