"""Lists for managers: references, kinds and days; each line leads to its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import references
from bot.cards import Bold, Button, Buttons, Card, Line, Part, bullets, line, quiet, text
from bot.escalation import Stage, State
from bot.turns import Turn
from bot.words import gates, kinds, times, turning

SHOWN = 10
GROUPS: Mapping[str, frozenset[State]] = {
    "Review due or overdue": frozenset({State.REVIEW_DUE}),
    "Waiting": frozenset({State.PROPOSED, State.APPROVED}),
    "In force": frozenset({State.IN_FORCE}),
    "Ended": frozenset({State.LIFTED, State.REPLACED, State.ENDED, State.DECLINED}),
}
"""What needs somebody first."""
FILTERS: Mapping[str, str] = {
    "review": "Review due or overdue",
    "waiting": "Waiting",
    "in force": "In force",
    "ended": "Ended",
}
"""What the register can be narrowed to, as it is typed."""
_ALL = Bold("/incident restrictions")
_HOW_A_CASE_BEGINS: Line = (
    "One begins with ",
    Bold("Look closer"),
    ", on the card of a shared issue or of a colleague who asks for a look. One that is closed: ",
    Bold("/incident case C-0042"),
    ".",
)
_HOW_ONE_IS_PROPOSED: Line = (
    "One is proposed in a case, after the fairness check and a conversation. Open cases: ",
    Bold("/incident cases"),
    ". What was agreed before Evenhand is imported.",
)


@dataclass(frozen=True)
class CaseRow:
    """An open case in a list; `value` of the button that shows it.

    `calm`: references of restrictions in force, and the day since which every contact has fitted.
    """

    reference: str
    customer: str
    stage: Stage
    turns: tuple[Turn, ...]
    value: str
    calm: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class RestrictionRow:
    """A restriction in a list; `since`: from when it stands so."""

    reference: str
    customer: str
    kind: str
    state: State
    since: date
    review: date
    value: str


def cases_card(rows: Sequence[CaseRow], names: Mapping[int, str], today: date, *, whole: bool) -> Card:
    """Open cases by stage, in the order of the walk."""
    if not rows:
        return Card("Open cases", (text("No case is open."), quiet(*_HOW_A_CASE_BEGINS)))
    order = list(Stage)
    sorted_rows = sorted(rows, key=lambda row: order.index(row.stage))
    shown = sorted_rows if whole else sorted_rows[:SHOWN]
    parts: list[Part] = []
    for stage in order:
        here = [row for row in shown if row.stage is stage]
        if here:
            parts.append(text(Bold(f"{stage.value.capitalize()}: {len(here)}")))
            parts.append(bullets(_case(row, names, today) for row in here))
            parts.append(Buttons(tuple(_show(row.reference, row.value) for row in here)))
    parts += _rest(len(rows), len(shown), "cases.all")
    return Card(f"Open cases: {len(rows)}", tuple(parts))


def restrictions_card(
    everything: Sequence[RestrictionRow], today: date, asked: str = "", *, whole: bool
) -> Card:
    """The register: what is to be reviewed, waits, is in force, has ended; narrowed to what was `asked` for."""
    if not everything:
        return Card("Restrictions", (text("No restriction was ever proposed."), quiet(*_HOW_ONE_IS_PROPOSED)))
    rows = [row for row in everything if _wanted(row, asked)]
    if not rows:
        return Card(f"Restrictions: {asked}", (text("There is none."), quiet("For all of them: ", _ALL, ".")))
    order = [row for states in GROUPS.values() for row in rows if row.state in states]
    shown = order if whole else order[:SHOWN]
    parts: list[Part] = []
    for title, states in GROUPS.items():
        here = [row for row in shown if row.state in states]
        if here:
            parts.append(text(Bold(f"{title}: {sum(row.state in states for row in rows)}")))
            parts.append(bullets(_restriction(row, today) for row in here))
            parts.append(Buttons(tuple(_show(row.reference, row.value) for row in here)))
    parts += _rest(len(rows), len(shown), "restrictions.all", asked)
    parts += _narrower(everything, asked)
    narrowed = f" ({asked.upper() if asked.startswith('c-') else asked})" if asked else ""
    return Card(f"Restrictions: {len(rows)}{narrowed}", tuple(parts))


def _wanted(row: RestrictionRow, asked: str) -> bool:
    group = FILTERS.get(asked)
    return row.state in GROUPS[group] if group else not asked or row.customer.lower() == asked


def _narrower(rows: Sequence[RestrictionRow], asked: str) -> tuple[Part, ...]:
    """The way to less of a long register, or back to all of it."""
    if len(rows) <= SHOWN:
        return ()
    typed = ", ".join(FILTERS)
    said = f"To narrow it: /incident restrictions, and one of {typed}, or a customer such as C-0042."
    return (quiet("For all of them: ", _ALL, ".") if asked else quiet(said),)


def _case(row: CaseRow, names: Mapping[int, str], today: date) -> Line:
    initials = [
        [references.initials(names.get(each, "?")) for each in sorted(turn.staff)] for turn in row.turns
    ]
    said = [turning.in_short(turn, who, today) for turn, who in zip(row.turns, initials, strict=True)]
    return line(Bold(row.reference), f" {row.customer}: {' '.join(said) or 'nothing waits.'}")


def _restriction(row: RestrictionRow, today: date) -> Line:
    since = times.date_of(row.since, today)
    over = row.state in GROUPS["Ended"]
    review = "" if over else f", {_review(row.review, today)}"
    state = f"{row.state.value} " if over or row.state in GROUPS["Waiting"] else ""
    return line(
        Bold(row.reference), f" {row.customer} · {kinds.label(row.kind)}, {state}since {since}{review}"
    )


def _review(day: date, today: date) -> str:
    if day < today:
        return f"Overdue: review was due {times.date_of(day, today)}"
    return "review due today" if day == today else f"review by {times.date_of(day, today)}"


def _show(reference: str, value: str) -> Button:
    return Button(reference, gates.SHOW, value)


def _rest(number: int, shown: int, action: str, asked: str = "") -> tuple[Part, ...]:
    return (Buttons((Button(f"Show all {number}", action, asked),)),) if number > shown else ()
