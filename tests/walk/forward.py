"""Whether there is always a way on: somebody who can take the next step, end what waits, or confirm what was decided."""

from datetime import timedelta
from itertools import product

from sqlmodel import select

from storage import Db
from storage.tables import Report, ReportConcern, Restriction
from tests.bot.reading import said
from tests.walk.judge import Kept, excluded_by, look, managers_here
from tests.walk.town import Town, cards_of, form_of

DECIDED = (
    "case.consider",
    "restriction.approve",
    "block.approve",
    "reserve.approve",
    "safety.approve",
    "restriction.review",
    "misfit.confirm",
    "decision.confirm",
)
"""The steps that rest on reports (DESIGN: a withdrawal removes the report, and managers confirm again)."""
NAME_SOMEBODY = "name a second manager or a reserve decider"


def goes_on(town: Town, actions: tuple[str, ...]) -> None:
    """Fail unless somebody can take one of these steps, or whoever tries and the card read who must be named first."""
    refusals: list[str] = []
    handles = sorted(town.people, key=lambda handle: handle not in {*town.staffing.managers, "amira"})
    for value, action, handle in product(town.values()[::-1], actions, handles):
        reply = town.presses(handle, action, value)
        if form_of(reply):
            return
        refusals += [said(card) for card in cards_of(reply)]
    (card,) = cards_of(town.types(town.staffing.managers[0], "case C-0001"))
    assert any(NAME_SOMEBODY in each for each in refusals), f"nobody can go on with {actions}"
    assert NAME_SOMEBODY in said(card), f"the card does not say who is missing for {actions}"


def asks_again(town: Town, report: int) -> None:
    """Fail unless a manager can confirm what was decided on a report that counts no more as it did."""
    kept = look(town)[-1]
    decided = [step.at for step in kept.taken(*DECIDED)]
    rested = decided and kept.reports[report].logged_at <= decided[-1]
    able = managers_here(town, kept, town.desk.now) - excluded_by(kept, town.desk.now + timedelta(minutes=1))
    if kept.case.closed_at or not rested or not able:
        return
    value = town.values()[0]
    assert _somebody_may(town, ("decision.confirm",), value), f"nobody is asked again though {report} is lost"


def counting(town: Town) -> set[int]:
    """The reports that can speak against the customer: with a concern, and not withdrawn."""

    def read(db: Db) -> set[int]:
        ticked = set(db.exec(select(ReportConcern.report_id)))
        return {
            row.id or 0 for row in db.exec(select(Report)) if row.withdrawn_at is None and row.id in ticked
        }

    return town.store.read(read)


def excluded(town: Town) -> list[str]:
    """Whom a complaint in the newest case is about."""
    kept = look(town)[-1]
    return sorted(kept.handles[each] for each in excluded_by(kept, town.desk.now + timedelta(minutes=1)))


def undecided(town: Town) -> list[tuple[str, int]]:
    """Who proposed what nobody has decided on."""
    kept = look(town)[-1]
    waiting = (row for row in kept.restrictions if not row.decision and not row.ended_how)
    return [(kept.handles[row.proposed_by], row.id or 0) for row in waiting]


def complaints_to_decide(town: Town) -> list[int]:
    """The complaints that nobody has decided on."""
    return [row.id or 0 for kept in look(town) for row in kept.complaints if row.decided_at is None]


def without_a_way_forward(town: Town) -> list[str]:
    """What waits in the open case though nobody may do anything about it that leads on.

    Where every manager left, somebody must be named first.
    """
    kept = look(town)[-1]
    if kept.case.closed_at or not managers_here(town, kept, town.desk.now):
        return []
    values = {value.rpartition(":")[2]: value for value in town.values()}
    open_still = [row for row in kept.restrictions if row.decision != "declined" and not row.ended_how]
    found = []
    for row in open_still:
        steps = (
            ("restriction.lift",)
            if row.decision
            else (
                "restriction.decline",
                "block.decline",
                "safety.decline",
                "restriction.lift",
                "reserve.record",
            )
        )
        takes_back = not row.decision and _may_take_back(town, kept, row)
        if not row.decision and not row.interim_until and _says_that_a_manager_is_missing(town, kept):
            continue
        if not takes_back and not _somebody_may(town, steps, values[str(row.id)]):
            found.append(f"restriction {row.id}")
    if not open_still and not _somebody_may(town, ("case.close",), values["0"]):
        found.append("case")
    return found


def _says_that_a_manager_is_missing(town: Town, kept: Kept) -> bool:
    """Where a complaint is about every manager, a proposal waits until another is named, as the case's card says."""
    here = managers_here(town, kept, town.desk.now)
    if here - excluded_by(kept, town.desk.now + timedelta(minutes=1)):
        return False
    return any("names another manager" in said(card) for card in town.desk.managers_channel())


def _may_take_back(town: Town, kept: Kept, row: Restriction) -> bool:
    handle = kept.handles[row.proposed_by]
    return not town.is_gone(handle, town.desk.now) and row.proposed_by not in excluded_by(kept, town.desk.now)


def _somebody_may(town: Town, actions: tuple[str, ...], value: str) -> bool:
    return any(
        form_of(town.presses(handle, action, value)) is not None
        for handle in town.people
        for action in actions
    )
