"""Every form that there is, as the bot asks it, while a case is walked and everything beside it is opened."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack

import pytest

from bot import kinds, policy, tables
from bot.app import Bot
from bot.cards import Form
from bot.chat import Ask, Event, Press, Refresh, Reply
from bot.words import considering
from storage import Store
from tests.bot import taking, test_complaining, test_forms, test_reserve, walking
from tests.bot.desk import Colleague, Desk
from tests.bot.test_protecting import protects, threat
from tests.bot.test_resting import withdraw
from tests.databases import NewDatabase

SUBMITTED = sorted(set(tables.SUBMISSIONS) - {"report.look"})
"""Every form; `report.look` is the button of one for platforms without `Change`."""


class Recorder(Bot):
    """The bot, which remembers every form that it asked for, and every button that opened one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.store, policy.packaged(), desk.service)
        self.asked: list[Form] = []
        self.openers: set[str] = set()

    def handle(self, event: Event) -> Reply:
        reply = super().handle(event)
        self.asked += [part.form for part in reply.parts if isinstance(part, Ask | Refresh)]
        if isinstance(event, Press) and any(isinstance(part, Ask) for part in reply.parts):
            self.openers.add(event.action)
        return reply


def recorded(new: NewDatabase) -> list[Recorder]:
    """Several services, each of which lived through a part of it."""
    with ExitStack() as opened:
        one, two, three, four = (opened.enter_context(Store(new())) for _ in range(4))
        large, beside = Desk(one), Desk(three)
        reserve = test_reserve.ADDRESS
        small = Desk(two, evenhand_managers="helen@example.org", evenhand_reserve_deciders=reserve)
        outside = Desk(four, evenhand_reserve_deciders=reserve)
        recorders = [recording(desk) for desk in (large, small, beside, outside)]
        a_case_is_walked(large)
        a_reserve_decision_is_recorded(small)
        a_complaint_is_decided_outside(outside)
        assert list(test_forms.forms(beside))
    return recorders


@pytest.fixture(scope="module")
def asked(new_sqlite: NewDatabase) -> Mapping[str, list[Form]]:
    """Every form by its action, each time that it was asked."""
    return forms(recorded(new_sqlite))


def forms(recorders: list[Recorder]) -> Mapping[str, list[Form]]:
    """Every form by its action, each time that it was asked."""
    found = [form for each in recorders for form in each.asked]
    return {action: [form for form in found if form.action == action] for action in SUBMITTED}


def recording(desk: Desk) -> Recorder:
    desk.bot = recorder = Recorder(desk)
    return recorder


def a_case_is_walked(desk: Desk) -> None:
    """To a restriction, a block and a safety measure, with what is only looked at on the way."""
    taking.opened(desk)
    looks(desk, "case.exclude", "case.close")
    answers(desk.helen, "case.consider", "result", considering.RESULTS)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    answers(desk.amira, "restriction.agree", "kind", kinds.AGREED)
    taking.propose(desk, desk.amira)
    looks(desk, "restriction.decide", "restriction.decline", restriction=1, tom=True)
    taking.approve(desk, desk.tom)
    taking.notify(desk, desk.helen)
    looks(desk, "restriction.agree")
    looks(desk, "restriction.lift", "restriction.review", "restriction.request", restriction=1)
    taking.misfits(desk)
    looks(desk, "restriction.review", restriction=1)
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


def a_complaint_is_decided_outside(desk: Desk) -> None:
    taking.restricted(desk)
    test_complaining.complain(desk)
    desk.helen.press("Answer the complaint", desk.helen.message)


def answers(by: Colleague, action: str, field: str, keys: Iterable[str]) -> None:
    """What a form asks further, by each answer to this."""
    for key in keys:
        by.send_press(action, taking.value(by.desk))
        by.change(field, **{field: key})


def looks(desk: Desk, *actions: str, restriction: int = 0, tom: bool = False) -> None:
    for action in actions:
        (desk.tom if tom else desk.helen).send_press(action, taking.value(desk, restriction))


def a_reserve_decision_is_recorded(desk: Desk) -> None:
    walking.raised_case(desk, speaker="Helen Stone")
    walking.talks(desk.helen)
    walking.proposes(desk.helen)
    test_reserve.opens(desk)
