"""What people read about a case: its card, what it waits for, which steps are open and why others are not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import references
from bot.cards import Bold, Button, Buttons, Card, Line, Part, Style, bullets, line, quiet, text
from bot.escalation import Gate, Stage, State
from bot.targets import Target
from bot.turns import Turn
from bot.words import adjusting, evidence, gates, kinds, times
from bot.words.evidence import Evidence
from bot.workdays import WorkCalendar
from storage.tables import Adjustment, Case, CaseStep

SHOW = "case.show"
LABELS: Mapping[str, str] = {
    "case.consider": "Fairness check",
    "case.conversation": "Note how it went",
    "restriction.agree": "Propose a restriction",
    "restriction.decide": "Look and decide",
    "restriction.approve": "Approve",
    "restriction.decline": "Decline",
    "block.approve": "Approve",
    "block.decline": "Decline",
    "reserve.record": "Record a reserve decision",
    "restriction.notify": "Note the notice",
    "restriction.withdraw": "Take back",
    "restriction.lift": "Lift",
    "misfit.confirm": "Confirm a misfit",
    "block.propose": "Propose a block",
    "case.exclude": "A complaint about a colleague",
    "case.close": "Close the case",
}
"""What the button of a step says; the steps of a case in the order of the walk."""
FOLDED = frozenset({"case.exclude", "restriction.lift", "restriction.withdraw"})
"""Steps that stand under More: they are seldom what comes next."""
STATES: Mapping[State, str] = {
    State.PROPOSED: "waits for a decision",
    State.DECLINED: "declined",
    State.APPROVED: "approved, not in force yet",
    State.IN_FORCE: "in force",
    State.REVIEW_DUE: "in force, review overdue",
    State.LIFTED: "lifted",
    State.REPLACED: "replaced",
    State.ENDED: "ended",
}
HISTORY = 12


@dataclass(frozen=True)
class Held:
    """A restriction of the case in a message: kinds and days, nothing that was said.

    `recorded`: who recorded the decision of a reserve decider outside the workspace, 0 where that is not so.
    """

    reference: str
    kind: str
    state: State
    begins: date
    told: bool
    review: date
    value: str
    recorded: int = 0


@dataclass(frozen=True)
class Steps:
    """The steps as the actor finds them: `natural` and `others` may be taken, `folded` too; `shut` by what keeps it so."""

    natural: tuple[Button, ...] = ()
    others: tuple[Button, ...] = ()
    folded: tuple[Button, ...] = ()
    shut: Mapping[Gate, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Shown:
    """A case as its card shows it; `names` of colleagues by number, `value` of its buttons."""

    case: Case
    stage: Stage
    value: str
    evidence: Evidence
    turns: tuple[Turn, ...]
    held: tuple[Held, ...]
    history: Sequence[CaseStep]
    requests: Sequence[Adjustment]
    names: Mapping[int, str]
    work: WorkCalendar
    today: date

    @property
    def reference(self) -> str:
        """The case's reference."""
        return references.case(self.case.id or 0)

    @property
    def title(self) -> str:
        """Which case, whose, and where it stands."""
        return f"{self.reference} · {references.customer(self.case.customer_id)} · {self.stage.value}"

    def initials(self, staff_id: int) -> str:
        """The initials of a colleague."""
        return references.initials(self.names.get(staff_id, "?"))


def private_card(shown: Shown, steps: Steps, more: tuple[Button, ...]) -> Card:
    """The case for a manager alone: evidence, the other side, what is open to them, why the rest is not."""
    found = shown.evidence
    return Card(
        shown.title,
        (
            *_waits(shown),
            *_requests(shown),
            evidence.measures_in_full(found, shown.today),
            *evidence.other_side(found, shown.today),
            *evidence.in_place(found),
            *_held(shown),
            Buttons((*steps.natural, *steps.others), (*steps.folded, *more)),
            *_shut(steps.shut or {}),
            *_history(shown),
            quiet("Only you see this. Counts describe contacts, not a person."),
        ),
    )


def shared_card(shown: Shown, steps: Steps) -> Card:
    """The case in a managers' channel: references, initials, counts and kinds."""
    last = shown.history[-1] if shown.history else None
    latest = (quiet(f"Last: {_step(shown, last)}"),) if last else ()
    show = Button("Show the case", SHOW, shown.value, Style.PLAIN if steps.natural else Style.GO)
    return Card(
        shown.title,
        (
            *_waits(shown),
            *_requests(shown),
            *_shut(steps.shut or {}),
            evidence.measures(shown.evidence, shown.today),
            *evidence.other_side(shown.evidence, shown.today),
            *_held(shown),
            *latest,
            Buttons((*steps.natural, show)),
        ),
        fallback=f"{shown.title}: {_in_short(shown)}",
    )


def closed_card(shown: Shown) -> Card:
    """What stays in a managers' channel of a closed case."""
    last = shown.history[-1] if shown.history else None
    said = (quiet(_step(shown, last)),) if last else ()
    return Card(shown.title, (*said, Buttons((Button("Show the case", SHOW, shown.value),))))


def moved_on(reference: str) -> Card:
    """What is left of a case's message once its stage has changed."""
    return Card(f"{reference} moved on", (quiet("It goes on further down."),))


def colleagues_card(shown: Shown, buttons: tuple[Button, ...]) -> Card:
    """The case for a colleague who is no manager: whose turn it is, and theirs."""
    rest = (Buttons(buttons),) if buttons else ()
    note = Buttons((adjusting.log_button(Target(extra=shown.case.customer_id)),))
    return Card(shown.reference, (*_waits(shown), *rest, note))


def turn_line(turn: Turn, initials: Sequence[str], today: date) -> Line:
    """What a case waits for: whose turn, and since when."""
    return line(Bold(turn.reference), f" {_WAITS[turn.action](turn, initials, today)}")


def nudge_card(reference: str, said: str, buttons: tuple[Button, ...]) -> Card:
    """A message to a colleague about a case."""
    rest = (Buttons(buttons),) if buttons else ()
    return Card(reference, (text(said), *rest), fallback=f"{reference}: {said}")


def nothing_waits(reference: str) -> Card:
    """What is left of a message once the turn is over."""
    return Card(f"{reference}: settled", (quiet("Nothing waits for you here any more."),))


def show_button(value: str) -> Button:
    """Open the case."""
    return Button("Show the case", SHOW, value)


def label(action: str, reference: str = "") -> str:
    """What the button of a step says; `reference` where it is about one restriction."""
    said = LABELS.get(action, action)
    return f"{said}: {reference}" if reference else said


def read_label(reference: str) -> str:
    """Open everything about a restriction."""
    return f"Read {reference}"


def looks(value: str, customer_id: int) -> tuple[Button, ...]:
    """What a manager may look at, each look being recorded; and what the customer needs."""
    return (
        Button("Who is this?", "customer.who", value),
        Button("Read the record", "case.record", value),
        adjusting.log_button(Target(extra=customer_id)),
    )


def was_closed(initials: str) -> str:
    """For the colleagues concerned."""
    return f"{initials} closed the case. Nothing is asked of you any more."


def happened(shown: Shown) -> list[str]:
    """Everything that was done, oldest first."""
    opened = times.stamp(shown.case.opened_at, shown.work, shown.today)
    first = f"{shown.initials(shown.case.opened_by)}, {opened}: the case was opened"
    return [first, *(_step(shown, step) for step in shown.history)]


def _waits(shown: Shown) -> tuple[Part, ...]:
    if not shown.turns:
        return (quiet(_in_short(shown).capitalize() + "."),)
    return (bullets(_turn(shown, turn) for turn in shown.turns),)


def _requests(shown: Shown) -> tuple[Part, ...]:
    """The customer's requests that nobody answered: references and days, and the way to the answer."""
    return tuple(part for each in shown.requests for part in _request(shown, each))


def _request(shown: Shown, asked: Adjustment) -> tuple[Part, ...]:
    when = times.date_of(shown.work.day(asked.logged_at), shown.today)
    said = f"they asked for another way of communicating, noted by {shown.initials(asked.logged_by)}, {when}"
    return (
        text(Bold("Waits for an answer: "), said),
        Buttons((adjusting.answer_button(asked, Style.GO),)),
    )


def _turn(shown: Shown, turn: Turn) -> Line:
    return turn_line(turn, [shown.initials(each) for each in sorted(turn.staff)], shown.today)


def _in_short(shown: Shown) -> str:
    """What it waits for, for a notification; nothing where nobody has to act."""
    if shown.turns:
        return "; ".join("".join(_plain(_turn(shown, turn)[1:])).strip() for turn in shown.turns)
    if shown.stage is Stage.CLOSED:
        return "the case is closed"
    reviews = [held.review for held in shown.held if held.state in {State.IN_FORCE, State.APPROVED}]
    if reviews:
        return f"nothing waits; reviewed by {times.full_day(min(reviews))}"
    return "nothing waits"


def _plain(runs: Iterable[object]) -> list[str]:
    return [run if isinstance(run, str) else getattr(run, "text", "") for run in runs]


def _consider(turn: Turn, _initials: Sequence[str], today: date) -> str:
    if turn.due:
        return f"is watched until {times.date_of(turn.due, today)}: then the fairness check looks again"
    return f"waits for the fairness check, since {times.date_of(turn.since, today)}"


def _speak(turn: Turn, initials: Sequence[str], today: date) -> str:
    by = f" by {times.date_of(turn.due, today)}" if turn.due else ""
    return f"{_listed(initials)} speaks with the customer{by}"


def _agree(turn: Turn, _initials: Sequence[str], today: date) -> str:
    return f"was talked over, {times.date_of(turn.since, today)}: propose a restriction, look again, or close"


def _decide(turn: Turn, initials: Sequence[str], today: date) -> str:
    whom = f"{_listed(initials, 'or')} decides" if initials else "nobody may decide on it"
    return f"{whom}, asked {times.date_of(turn.since, today)}"


def _record(turn: Turn, _initials: Sequence[str], today: date) -> str:
    since = times.date_of(turn.since, today)
    return f"waits for the reserve decider, since {since}: a manager records what they decide"


def _notify(turn: Turn, _initials: Sequence[str], today: date) -> str:
    return f"is approved since {times.date_of(turn.since, today)}: the customer is to be told"


def _review(turn: Turn, _initials: Sequence[str], today: date) -> str:
    return f"is to be reviewed, due {times.date_of(turn.since, today)}"


_WAITS = {
    "case.consider": _consider,
    "case.conversation": _speak,
    "restriction.agree": _agree,
    "restriction.approve": _decide,
    "block.approve": _decide,
    "reserve.record": _record,
    "restriction.notify": _notify,
    "restriction.review": _review,
}


def _listed(initials: Sequence[str], last: str = "and") -> str:
    return times.listed(list(initials)).replace(" and ", f" {last} ")


def _held(shown: Shown) -> tuple[Part, ...]:
    """What is proposed or in force, and what was."""
    if not shown.held:
        return ()
    lines = [_restriction(shown, held) for held in shown.held]
    found = shown.evidence
    serious = f", {found.serious} serious" if found.serious else ""
    misfits = [line(f"{times.count(found.misfits, 'confirmed misfit')}{serious}")] if found.misfits else []
    return (text(Bold("Restrictions")), bullets([*lines, *misfits]))


def _restriction(shown: Shown, held: Held) -> Line:
    today = shown.today
    over = held.state in {State.DECLINED, State.LIFTED, State.REPLACED, State.ENDED}
    told = "" if held.told or over else ", the customer is not told yet"
    begins = f", from {times.date_of(held.begins, today)}"
    review = f"{begins}, review by {times.date_of(held.review, today)}" if not over else ""
    by = f" ({_reserve(shown.initials(held.recorded))})" if held.recorded else ""
    return line(Bold(held.reference), f" {kinds.label(held.kind)}: {STATES[held.state]}{by}{told}{review}")


def _reserve(initials: str) -> str:
    return f"decided by a reserve decider, recorded by {initials}"


def _shut(shut: Mapping[Gate, tuple[str, ...]]) -> tuple[Part, ...]:
    """A line for each thing that keeps steps shut."""
    if not shut:
        return ()
    lines = [
        line(Bold(f"{', '.join(dict.fromkeys(names))}: "), gates.REASONS[gate])
        for gate, names in shut.items()
    ]
    return (text(Bold("Not open now")), bullets(lines))


def _history(shown: Shown) -> tuple[Part, ...]:
    said = happened(shown)
    earlier = len(said) - HISTORY
    left_out = (quiet(f"{earlier} earlier: Read the record."),) if earlier > 0 else ()
    return (text(Bold("History")), *left_out, bullets(said[-HISTORY:]))


def _step(shown: Shown, step: CaseStep) -> str:
    when = times.stamp(step.at, shown.work, shown.today)
    return f"{shown.initials(step.by_id)}, {when}: {gates.STEPS.get(step.action, step.action)}"
