"""A head start: the straight walk, so that random ones begin at every stage of it."""

from collections.abc import Callable
from typing import Final

from bot.chat import Values
from bot.words import considering
from tests.walk.filling import PRIVATE, TYPED
from tests.walk.town import Town, form_of


class Shut(AssertionError):
    """A step that can't be taken as the case stands."""


def lead(town: Town, far: int) -> None:
    """Take the first so many of `STAGES`, each as it should be done."""
    for stage in STAGES[:far]:
        stage(town)


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


def _misfitted(town: Town) -> None:
    for handle in ("priya", "david"):
        town.days_pass(2)
        town.report(handle, concern="remarks_to_staff")
    for report in ("4", "5"):
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
    _misfitted,
    _block_proposed,
)


def _manager(town: Town) -> str:
    return town.staffing.managers[0]


def _does(town: Town, handle: str, action: str, told: Values, *, restriction: int = 0) -> None:
    values = town.values()
    form = form_of(town.presses(handle, action, values[restriction])) if restriction < len(values) else None
    if form is None:
        raise Shut(action)
    usual = {field.name: field.value for field in form.every_field}
    town.submits(handle, form, {**usual, **told})
