"""Random people press random buttons in random order: what must never happen never does, and there is always a way on."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from bot import escalation, tables
from bot.chat import Press, Submission
from bot.escalation import ABOUT_A_RESTRICTION
from storage import Store
from storage.tables import Restriction
from tests.databases import NewDatabase
from tests.walk import forward, judge
from tests.walk.filling import TYPED, one_of
from tests.walk.leading import A_MISFIT_SHORT, STAGES, lead
from tests.walk.town import Staffing, Town, form_of

SERVICES = (
    Staffing(managers=("helen", "tom")),
    Staffing(managers=("helen", "tom"), reserve=("rhona",)),
    Staffing(managers=("helen",), reserve=("rhona",)),
    Staffing(managers=("helen",), outside=("otto",)),
    Staffing(managers=("helen",)),
)
FAR_ALONE = len(STAGES) - 1
"""How far the straight walk leads where nobody could decide on a manager's block."""
STEPS = (*sorted(set(escalation.STEPS) & set(tables.PRESSES)), "reserve.record", "adjustment.answer")
"""What takes a step; looking at things changes nothing."""
SELDOM = {"case.exclude": 0.1, "case.close": 0.3, "restriction.lift": 0.5, "restriction.withdraw": 0.5}
"""How often a step is tried that ends what others could look into."""
BY_PRESS = frozenset({"restriction.withdraw"})
"""Steps that a press takes, without a form."""
PRESSES = 30
THE_CUSTOMER = "0:0:0:0:1"
"""What a button about the customer carries."""
LIKELY = {
    "case.close": 0.05,
    "case.exclude": 0.05,
    "restriction.lift": 0.2,
    "restriction.withdraw": 0.2,
    "case.consider": 2,
    "case.conversation": 6,
    "restriction.agree": 6,
    "restriction.decide": 6,
    "restriction.notify": 8,
    "misfit.confirm": 6,
    "safety.measure": 6,
    "block.propose": 20,
    "adjustment.answer": 8,
}
"""How often a button is pressed, so that walks get far."""
BEGINNINGS = {
    "a new case": (0, ""),
    "spoken with, a request waits": (2, "a request"),
    "proposed, a complaint about a manager": (3, "a complaint"),
    "approved, a request waits": (4, "a request"),
    "told, and threatened": (5, "a threat"),
    "a misfit short of a block": (A_MISFIT_SHORT, ""),
    "a block proposed, a complaint about a manager": (len(STAGES), "a complaint"),
}
"""How far the straight walk leads before anybody presses at random, and what has happened by then."""
ON_BOTH = (
    "a misfit short of a block",
    "a block proposed, a complaint about a manager",
)
"""Where walks begin on PostgreSQL too."""
ELSEWHERE = ("a new case", "approved, a request waits")
"""Where walks begin under another service's policy too, which has no blocks."""
WALKS = 3
"""How many of each, one less elsewhere; the first of them is a short one."""
MANY = 50
"""How many times more walks with `--hypothesis-profile many`."""
SEEDS = st.integers(0, 2**32 - 1)


class AnyOrder(RuleBasedStateMachine):
    """One customer's cases, pressed about; each walk on a database of its own."""

    new_database: NewDatabase
    beginning: str
    policy: str

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(self.new_database())

    @initialize(
        staffing=st.sampled_from(SERVICES),
        seed=SEEDS,
    )
    def opens(self, staffing: Staffing, seed: int) -> None:
        self.town = Town(self.store, staffing, self.policy)
        far, trouble = BEGINNINGS[self.beginning]
        lead(self.town, far if self.town.may_block else min(far, FAR_ALONE))
        if far == A_MISFIT_SHORT:
            self.managers_try_a_block(seed)
        if far:
            self.proposers_try_to_decide(seed)
        match trouble:
            case "a threat":
                self.town.threatened("amira")
            case "a complaint":
                self.town.excludes(staffing.managers[0], staffing.managers[-1])
                self.whoever_is_complained_about_tries(seed)
            case "a request":
                self.somebody_tries_though_an_answer_waits(seed)
        self.anybody_presses_anything(seed)

    @rule(seed=SEEDS, times=st.integers(1, 4))
    def somebody_presses_what_they_see(self, seed: int, times: int) -> None:
        chance = Random(seed)  # noqa: S311 - a story, no secret
        for _ in range(times):
            self._acts(chance)

    @rule(seed=SEEDS)
    def anybody_presses_anything(self, seed: int) -> None:
        """Whether offered or not, until something opens: a gate left open shows in what comes of it."""
        chance = Random(seed)  # noqa: S311 - a story, no secret
        for _ in range(PRESSES):
            handle = chance.choice(sorted(self.town.people))
            (action,) = chance.choices(STEPS, [SELDOM.get(each, 1.0) for each in STEPS])
            reply = self.town.presses(handle, action, self._value(action, chance))
            if form := form_of(reply):
                self.town.fills_in(handle, form, chance)
            if form or action in BY_PRESS:
                self._judge()

    @rule(seed=SEEDS)
    def managers_try_a_block(self, seed: int) -> None:
        for handle in self.town.staffing.managers:
            self._tries(handle, ("block.propose",), seed)

    @rule(seed=SEEDS)
    def proposers_try_to_decide(self, seed: int) -> None:
        chance = Random(seed)  # noqa: S311 - a story, no secret
        for handle, number in forward.undecided(self.town):
            for action in ("restriction.approve", "block.approve", "safety.approve"):
                value = next((each for each in self.town.values() if each.endswith(f":{number}")), "")
                if self._fills(handle, action, value, chance):
                    self._judge()

    @rule(seed=SEEDS)
    def somebody_tries_though_an_answer_waits(self, seed: int) -> None:
        self.town.report("priya", adjustment=TYPED)
        for handle in ("amira", *self.town.staffing.managers):
            self._tries(handle, sorted(judge.WAIT_FOR_AN_ANSWER), seed)

    @rule(seed=SEEDS)
    def whoever_is_complained_about_tries(self, seed: int) -> None:
        for handle in forward.excluded(self.town):
            self._tries(handle, STEPS, seed)

    @rule(report=st.integers(1, 6), corrects=st.booleans())
    def a_report_counts_no_more(self, report: int, corrects: bool) -> None:  # noqa: FBT001 - hypothesis gives it by name
        before = forward.counting(self.town)
        (self.town.corrects if corrects else self.town.withdraws)(report)
        for lost in before - forward.counting(self.town):
            forward.asks_again(self.town, lost)
        self._judge()

    @rule(handle=st.sampled_from(["amira", "david", "tom"]), seed=SEEDS)
    def they_complain_and_everybody_decides(self, handle: str, seed: int) -> None:
        chance = Random(seed)  # noqa: S311 - a story, no secret
        self._fills(handle, "complaint.log", THE_CUSTOMER, chance)
        for row in forward.complaints_to_decide(self.town):
            for each in chance.sample(sorted(self.town.people), len(self.town.people)):
                self._fills(each, "complaint.decide", f"0:0:0:0:{row}", chance)
        self._judge()

    @rule(handle=st.sampled_from(["amira", "tom"]), seed=SEEDS)
    def they_ask_for_what_the_law_gives_them(self, handle: str, seed: int) -> None:
        form = self._fills(handle, "request.log", THE_CUSTOMER, Random(seed))  # noqa: S311 - a story, no secret
        assert form or self.town.is_gone(handle, self.town.desk.now), "a restriction stops a request"
        self._judge()

    def _tries(self, handle: str, actions: Sequence[str], seed: int) -> None:
        """One after the other, each on what it is about."""
        chance = Random(seed)  # noqa: S311 - a story, no secret
        for action in actions:
            if self._fills(handle, action, self._value(action, chance), chance):
                self._judge()

    def _fills(self, handle: str, action: str, value: str, chance: Random) -> bool:
        """Press, and fill in the form that opens, if one does."""
        form = form_of(self.town.presses(handle, action, value))
        if form:
            self.town.fills_in(handle, form, chance)
        return form is not None

    def _value(self, action: str, chance: Random) -> str:
        """What a button for this step carries now; seldom what it does not."""
        case, *restrictions = self.town.values()
        if chance.random() < 1 / 10:
            return chance.choice(["1:0:0", "1:1:1", "9:9:9", "", "1:0:0:0:1", case, *restrictions])
        return (
            chance.choice(restrictions or [case])
            if action in ABOUT_A_RESTRICTION | {"reserve.record"}
            else case
        )

    @rule(seed=SEEDS, same=st.booleans())
    def something_comes_again(self, seed: int, same: bool) -> None:  # noqa: FBT001 - hypothesis gives it by name
        chance = Random(seed)  # noqa: S311 - a story, no secret
        before = [(who, told) for who, told, _reply in self.town.done if isinstance(told, Press | Submission)]
        if found := one_of(chance, before[-12:]):
            self.town.again(*found, same=same)
            self._judge()

    @rule(handle=st.sampled_from(["amira", "priya", "david", "tom"]), concern=st.integers(0, 4))
    def the_customer_is_in_touch(self, handle: str, concern: int) -> None:
        self.town.report(handle, concern=self.town.concerns[concern])
        self._judge()

    @rule(handle=st.sampled_from(["amira", "priya"]))
    def they_ask_for_another_way(self, handle: str) -> None:
        self.town.report(handle, adjustment=TYPED)

    @rule(handle=st.sampled_from(["amira", "helen"]))
    def somebody_is_threatened(self, handle: str) -> None:
        self.town.threatened(handle)
        self._judge()

    @rule(days=st.sampled_from([1, 1, 2, 3, 5, 40]))
    def days_pass(self, days: int) -> None:
        self.town.days_pass(days)
        self._judge()

    @rule(handle=st.sampled_from(["amira", "tom", "helen", "rhona"]), gone=st.booleans())
    def somebody_leaves_or_returns(self, handle: str, gone: bool) -> None:  # noqa: FBT001 - hypothesis gives it by name
        if handle in self.town.people:
            self.town.goes(handle, gone=gone)
            self._judge()

    def teardown(self) -> None:
        if hasattr(self, "town"):
            for kept in judge.look(self.town):
                for row in kept.restrictions:
                    event(f"{_what(row)} {_reached(row)}")
            assert forward.without_a_way_forward(self.town) == [], judge.look(self.town)[-1]
        self.store.close()

    def _acts(self, chance: Random) -> None:
        """Somebody does something about the case; what leads on is done more often than what ends it."""
        handle = chance.choice(sorted(self.town.people))
        offered = self.town.sees(handle)
        if not offered:
            return
        (button,) = chance.choices(offered, [LIKELY.get(each.action, 1.0) for each in offered])
        reply = self.town.presses(handle, button.action, button.value)
        if form := form_of(reply):
            self.town.fills_in(handle, form, chance)
        self._judge()

    def _judge(self) -> None:
        judge.judge(self.town)


def _what(row: Restriction) -> str:
    if row.interim_until:
        return "measure"
    return "block" if row.kind in judge.BLOCKS else "restriction"


def _reached(row: Restriction) -> str:
    """How far it came, for the statistics."""
    return "told" if row.notified_on else row.ended_how or row.decision or "proposed"


@pytest.mark.parametrize(
    ("staffing", "policy"),
    [*((each, "hampshire") for each in SERVICES), *((each, "thornbeck") for each in SERVICES[::3])],
    ids=str,
)
def test_after_each_stage_somebody_can_take_the_next_step_or_it_is_said_who_has_to_be_named(
    new_sqlite: NewDatabase, staffing: Staffing, policy: str
) -> None:
    with Store(new_sqlite()) as store:
        town = Town(store, staffing, policy)
        forward.goes_on(town, ("case.consider",))
        lead(town, len(STAGES) if town.may_block else FAR_ALONE)
        judge.judge(town)


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("policy", "database", "begun"),
    [
        *(("hampshire", "sqlite", begun) for begun in BEGINNINGS),
        *(("hampshire", "postgresql", begun) for begun in ON_BOTH),
        *(("thornbeck", "sqlite", begun) for begun in ELSEWHERE),
    ],
)
def test_in_any_order_what_must_never_happen_never_does(
    request: pytest.FixtureRequest, policy: str, database: str, begun: str
) -> None:
    class Here(AnyOrder):
        new_database = staticmethod(request.getfixturevalue(f"new_{database}"))
        beginning = begun

    Here.policy = policy
    usual = settings(
        max_examples=(WALKS if policy == "hampshire" else WALKS - 1)
        * (MANY if settings.get_current_profile_name() == "many" else 1),
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        phases=(
            Phase.explicit,
            Phase.generate,
        ),  # a walk that fails is told as it is: shrinking it takes minutes
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Here, settings=usual)
