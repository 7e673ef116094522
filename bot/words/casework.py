"""What people read about a case: its card, what it waits for, which steps are open and why others are not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import references
from bot.cards import Bold, Button, Buttons, Card, Line, Part, Style, bullets, line, quiet, text
from bot.escalation import Gate, Stage, State
from bot.targets import Target
from bot.turns import Turn
from bot.words import adjusting, complaining, evidence, gates, kinds, recorded, times, turning
from bot.words.evidence import Evidence
from bot.workdays import WorkCalendar
from storage.tables import Adjustment, Case, CaseStep, Complaint

STATES: Mapping[State, str] = {
    State.PROPOSED: "waits for a decision",
    State.DECLINED: "declined",
    State.APPROVED: "approved",
    State.IN_FORCE: "in force",
    State.REVIEW_DUE: "in force",
    State.LIFTED: "lifted",
    State.REPLACED: "replaced",
    State.ENDED: "ended",
}
HISTORY = 12
NAMED = 4
"""Reports that the history names of those that a case was opened on; the record names all."""


@dataclass(frozen=True)
class Held:
    """A restriction of the case in a message: kinds and days, nothing that was said.

    `recorded`: who recorded the decision of a reserve decider outside the workspace, 0 where that is not so. `unconfirmed`: a
    safety measure that nobody else has decided on.
    """

    number: int
    reference: str
    kind: str
    state: State
    begins: date
    told: bool
    review: date
    value: str
    lapses: date
    recorded: int = 0
    unconfirmed: bool = False


@dataclass(frozen=True)
class Steps:
    """The steps as the actor finds them: `natural` and `others` may be taken, `folded` too; `shut` by what keeps it so.

    `letters` are the drafts that belong to what comes next, `sent` those of letters that the customer has by now.
    """

    natural: tuple[Button, ...] = ()
    letters: tuple[Button, ...] = ()
    others: tuple[Button, ...] = ()
    folded: tuple[Button, ...] = ()
    sent: tuple[Button, ...] = ()
    shut: Mapping[Gate, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Shown:
    """A case as its card shows it; `names` of colleagues by number, `value` of its buttons.

    `needs_an_answer`: what comes next waits for an answer to what the customer asked for. `rests_on`: the reports that it
    was opened on, by reference.
    """

    case: Case
    stage: Stage
    value: str
    evidence: Evidence
    turns: tuple[Turn, ...]
    held: tuple[Held, ...]
    history: Sequence[CaseStep]
    requests: Sequence[Adjustment]
    complaints: Sequence[Complaint]
    names: Mapping[int, str]
    work: WorkCalendar
    today: date
    needs_an_answer: bool = False
    rests_on: Sequence[str] = ()

    @property
    def reference(self) -> str:
        """The case's reference."""
        return references.case(self.case.id or 0)

    @property
    def title(self) -> str:
        """Which case, whose, and where it stands."""
        return f"{self.reference} · {references.customer(self.case.customer_id)} · {self.stage.value}"

    def initials(self, staff_id: int | None) -> str:
        """The initials of a colleague; nobody did what came by itself."""
        return references.initials(self.names.get(staff_id, "?")) if staff_id else gates.BY_ITSELF

    def turn_of(self, turn: Turn) -> list[str]:
        """The initials of those whose turn it is."""
        return [self.initials(each) for each in sorted(turn.staff)]


def private_card(shown: Shown, steps: Steps, more: tuple[Button, ...]) -> Card:
    """The case for a manager alone: evidence, the other side, what is open to them, why the rest is not."""
    found = shown.evidence
    return Card(
        shown.title,
        (
            *nexts(shown),
            *_requests(shown),
            *evidence.measures_in_full(found, shown.today),
            *evidence.other_side(found, shown.today),
            *evidence.in_place(found),
            *_held(shown),
            Buttons((*steps.natural, *steps.letters, *steps.others), (*steps.folded, *steps.sent, *more)),
            *_shut(steps.shut or {}),
            *_history(shown),
            quiet("Only you see this. Counts describe contacts, not a person."),
        ),
    )


NO_MANAGER_LEFT = (
    "A complaint in this case is about every manager, so nobody here takes a decision in it: whoever looks after "
    "Evenhand names another manager (EVENHAND_MANAGERS). Lifting and closing stay possible."
)


def shared_card(shown: Shown, steps: Steps, *, managed: bool) -> Card:
    """The case in a managers' channel: references, initials, counts and kinds.

    `managed`: there is a manager about whom no complaint in it is.
    """
    latest = (quiet(f"Last: {happened(shown)[-1]}"),) if shown.history else ()
    show = gates.show_button(shown.value)
    show = show if steps.natural else replace(show, style=Style.GO)
    return Card(
        shown.title,
        (
            *(nexts(shown) if managed else (text(NO_MANAGER_LEFT),)),
            *_requests(shown),
            *_shut(steps.shut or {}),
            *evidence.measures(shown.evidence, shown.today),
            *evidence.other_side(shown.evidence, shown.today),
            *_held(shown),
            *latest,
            Buttons((*(steps.natural if managed else ()), show)),
        ),
        fallback=f"{shown.title}: {_in_short(shown)}",
    )


def closed_card(shown: Shown) -> Card:
    """What stays in a managers' channel of a closed case."""
    return Card(shown.title, (quiet(happened(shown)[-1]), Buttons((gates.show_button(shown.value),))))


def moved_on(reference: str) -> Card:
    """What is left of a case's message once its stage has changed."""
    return Card(f"{reference} moved on", (quiet("It goes on further down."),))


def answered(card: Card, shown: Shown, buttons: tuple[Button, ...]) -> Card:
    """What whoever took a step reads: what came of it, and what comes next."""
    rest = (Buttons(buttons),) if buttons else ()
    return Card(card.title, (*card.parts, *nexts(shown), *rest), card.fallback)


def colleagues_card(shown: Shown, buttons: tuple[Button, ...]) -> Card:
    """The case for a colleague who is no manager: whose turn it is, and theirs."""
    rest = (Buttons(buttons),) if buttons else ()
    note = Buttons((adjusting.log_button(Target(extra=shown.case.customer_id)),))
    title = f"{shown.reference} · {references.customer(shown.case.customer_id)}"
    return Card(title, (*nexts(shown), *rest, note))


def nudge_card(reference: str, customer: str, said: str, buttons: tuple[Button, ...]) -> Card:
    """A message to a colleague about a case; `customer` is a reference."""
    rest = (Buttons(buttons),) if buttons else ()
    return Card(f"{reference} · {customer}", (text(said), *rest), fallback=f"{reference}: {said}")


def nothing_waits(reference: str) -> Card:
    """What is left of a message once the turn is over."""
    return Card(f"{reference}: done", (quiet("Nothing waits for you here any more."),))


def read_label(reference: str) -> str:
    """Open everything about a restriction."""
    return f"Read {reference}"


def looks(value: str, customer_id: int) -> tuple[Button, ...]:
    """What a manager may look at, each look being recorded; and what the customer needs."""
    return (
        Button("Show the timeline", "case.timeline", value),
        Button("Who is this?", "customer.who", value),
        Button("Read the record", "case.record", value),
        adjusting.log_button(Target(extra=customer_id)),
        complaining.log_button(customer_id),
    )


def was_closed(initials: str) -> str:
    """For the colleagues concerned."""
    return f"{initials} closed the case. Nothing is asked of you any more."


def happened(shown: Shown) -> list[str]:
    """Everything that was done, oldest first."""
    case_id = shown.case.id or 0
    said = recorded.happened(shown.history, case_id, {held.number: held.reference for held in shown.held})
    done = ((step.by_id, step.at, what) for step, what in zip(shown.history, said, strict=True))
    first = (shown.case.opened_by, shown.case.opened_at, recorded.opened(shown.rests_on, NAMED))
    return [
        f"{shown.initials(by)}, {times.stamp(at, shown.work, shown.today)}: {what}"
        for by, at, what in (first, *done)
    ]


def nexts(shown: Shown) -> tuple[Part, ...]:
    """What comes next in the case, whose turn it is, and by when."""
    if not shown.turns:
        return (text(*_no_turn(shown)),)
    first = (text(Bold(turning.NEXT), turning.FIRST_AN_ANSWER),) if shown.needs_an_answer else ()
    lead = turning.THEN if first else turning.NEXT
    lines = (turning.next_line(turn, shown.turn_of(turn), shown.today, lead) for turn in shown.turns)
    return (*first, *(text(*each) for each in lines))


def _no_turn(shown: Shown) -> Line:
    if shown.stage is Stage.CLOSED:
        return line("The case is closed. Nothing is asked of anybody.")
    kept = [held for held in shown.held if held.state in {State.IN_FORCE, State.APPROVED}]
    if not kept:
        return line("Nothing waits.")
    review = min(held.review for held in kept)
    which = times.listed([held.reference for held in kept if held.review == review])
    said = f"a manager reviews {which} by {times.full_day(review)}. Until then nothing waits."
    return line(Bold(turning.NEXT), said)


def _requests(shown: Shown) -> tuple[Part, ...]:
    """The customer's requests that nobody answered: references and days, and the way to the answer."""
    asked = [part for each in shown.requests for part in _request(shown, each)]
    return (*asked, *(part for each in shown.complaints for part in _complaint(shown, each)))


def _complaint(shown: Shown, row: Complaint) -> tuple[Part, ...]:
    said = complaining.waits(row, shown.work, shown.today)
    return (text(Bold("Complaint: "), said), Buttons((complaining.decide_button(row),)))


def _request(shown: Shown, asked: Adjustment) -> tuple[Part, ...]:
    when = times.date_of(shown.work.day(asked.logged_at), shown.today)
    said = f"they asked for another way of communicating, noted by {shown.initials(asked.logged_by)}, {when}"
    return (
        text(Bold("Waits for an answer: "), said),
        Buttons((adjusting.answer_button(asked, Style.GO),)),
    )


def _in_short(shown: Shown) -> str:
    """The same for a notification."""
    if shown.turns:
        first = (turning.FIRST_AN_ANSWER,) if shown.needs_an_answer else ()
        said = (turning.in_short(turn, shown.turn_of(turn), shown.today) for turn in shown.turns)
        return " ".join((*first, *said))
    return "".join(run if isinstance(run, str) else run.text for run in _no_turn(shown))


def _held(shown: Shown) -> tuple[Part, ...]:
    """What is proposed or in force, and what was."""
    if not shown.held:
        return ()
    lines = [_restriction(shown, held) for held in shown.held]
    found = shown.evidence
    serious = f", {found.serious} serious" if found.serious else ""
    misfits = (
        [line(f"{times.count(found.misfits, 'report')} confirmed not to fit{serious}")]
        if found.misfits
        else []
    )
    return (text(Bold("Restrictions")), bullets([*lines, *misfits]))


def _restriction(shown: Shown, held: Held) -> Line:
    today = shown.today
    begins, review = times.date_of(held.begins, today), f"review by {times.date_of(held.review, today)}"
    match held.state:
        case State.PROPOSED:
            after = f"; from {begins} at the earliest, {review}"
        case State.APPROVED if held.told:
            after = f", and the customer was told; in force from {begins}, {review}"
        case State.APPROVED:
            after = f"; in force once the customer is told, from {begins} at the earliest, {review}"
        case State.IN_FORCE if held.unconfirmed:
            after = f" for safety since {begins}; {_lapses(held, today)} unless somebody else approves it"
        case State.IN_FORCE:
            after = f" since {begins}, {review}"
        case State.REVIEW_DUE:
            due = "Overdue" if held.review < today else "review due today"
            after = f" since {begins}. {due}: {review}; {_lapses(held, today)}"
        case _:
            after = ""
    by = f" ({_reserve(shown.initials(held.recorded))})" if held.recorded else ""
    return line(Bold(held.reference), f" {kinds.label(held.kind)}: {STATES[held.state]}{by}{after}")


def _lapses(held: Held, today: date) -> str:
    return f"it ends by itself on {times.date_of(held.lapses, today)}"


def _reserve(initials: str) -> str:
    return f"decided by a reserve decider, recorded by {initials}"


def _shut(shut: Mapping[Gate, tuple[str, ...]]) -> tuple[Part, ...]:
    """A line for each thing that keeps steps shut; a closed case has said so already."""
    if not shut or Gate.CLOSED in shut:
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
