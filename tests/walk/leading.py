"""A head start: the straight walk, so that random ones begin at every stage of it."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.chat import Values
from bot.words import considering
from tests.walk import forward
from tests.walk.filling import PRIVATE, TYPED
from tests.walk.town import Town, form_of


class Shut(AssertionError):
    """A step that can't be taken as the case stands."""


def lead(town: Town, far: int) -> None:
    """Take the first so many of `STAGES`, each as it should be done: after each of them somebody can take the next."""
    for stage in STAGES[:far]:
        stage(town)
        following = [each for each in NEXT.get(stage, ()) if each not in town.rules.walk.leave_out]
        if following:
            forward.goes_on(town, tuple(following))


def _raised(town: Town) -> None:
    speaker = next(number for number, handle in town.numbers().items() if handle == "amira")
    checked = dict.fromkeys(considering.QUESTIONS, "nothing_found")
    told = {"note": TYPED, "result": "raise", "speaker": str(speaker), "how": "helpline"}
    _does(town, _manager(town), "case.consider", {**checked, **told})


def _spoken(town: Town) -> None:
    told = {"explained": TYPED, "view": TYPED, "outcome": "no_change", "how": "helpline", "adjustment": ""}
    _does(town, "amira", "case.conversation", told)


def _proposed(town: Town) -> None:
    told = {
        "kind": "style",
        "details": TYPED,
        "agreement": "decided",
        "reasons": TYPED,
        "proportionate": TYPED,
    }
    _does(town, "amira", "restriction.agree", {**told, "exceptions": f"What {PRIVATE} needs"})


def _approved(town: Town) -> None:
    _does(town, _manager(town), "restriction.approve", {"agree_because": TYPED}, restriction=1)


def _notified(town: Town) -> None:
    _does(town, _manager(town), "restriction.notify", {}, restriction=1)


def _once_misfitted(town: Town) -> None:
    _misfits(town, "priya", "4")


def _twice_misfitted(town: Town) -> None:
    _misfits(town, "david", "5")


def _misfits(town: Town, handle: str, report: str) -> None:
    town.days_pass(2)
    town.report(handle, concern=town.concerns[1])
    told = {"restriction": "1", "report": report, "serious": "no", "reasons": TYPED}
    _does(town, _manager(town), "misfit.confirm", told)


def _block_proposed(town: Town) -> None:
    told = dict.fromkeys(("attempted", "since", "extreme", "reach"), TYPED)
    _does(town, _manager(town), "block.propose", {"kind": "telephone", **told})


STAGES: Final[tuple[Callable[[Town], None], ...]] = (
    _raised,
    _spoken,
    _proposed,
    _approved,
    _notified,
    _once_misfitted,
    _twice_misfitted,
    _block_proposed,
)
A_MISFIT_SHORT: Final = STAGES.index(_once_misfitted) + 1
"""How far to lead so that one report is lacking for a block."""
NEXT: Final[Mapping[Callable[[Town], None], tuple[str, ...]]] = {
    _raised: ("case.conversation",),
    _spoken: ("restriction.agree",),
    _proposed: ("restriction.decide",),
    _approved: ("restriction.notify",),
    _once_misfitted: ("misfit.confirm",),
    _twice_misfitted: ("block.propose",),
    _block_proposed: ("restriction.decide", "reserve.record"),
}
"""What comes next after each stage; once the customer was told, nothing does before it begins."""


def _manager(town: Town) -> str:
    return town.staffing.managers[0]


def _does(town: Town, handle: str, action: str, told: Values, *, restriction: int = 0) -> None:
    values = town.values()
    form = form_of(town.presses(handle, action, values[restriction])) if restriction < len(values) else None
    if form is None:
        raise Shut(action)
    usual = {field.name: field.value for field in form.every_field}
    town.submits(handle, form, {**usual, **told})
