"""Every form that there is, as the bot asks it, each time that it was asked while a service lived through everything."""

from collections.abc import Mapping

import pytest

from bot import kinds, policy, tables
from bot.app import Bot
from bot.cards import Form
from bot.chat import Ask, Event, Refresh, Reply
from storage import Store
from tests.bot import taking, test_forms, test_reserve, walking
from tests.bot.desk import Desk
from tests.bot.test_protecting import protects, threat
from tests.bot.test_resting import withdraw
from tests.databases import NewDatabase

SUBMITTED = sorted(set(tables.SUBMISSIONS) - {"report.look"})
"""Every form; `report.look` is the button of one for platforms without `Change`."""


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
    looks_at_every_kind(desk)
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


def looks_at_every_kind(desk: Desk) -> None:
    desk.amira.send_press("restriction.agree", taking.value(desk))
    for kind in kinds.AGREED:
        desk.amira.change("kind", kind=kind)


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
