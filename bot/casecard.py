"""The card of a case: what is on file, what it waits for, and a button for every step that is open."""

from dataclasses import replace

from bot import escalation, measuring, opening, references, steps, turns
from bot.cards import Button, Card, Style
from bot.chat import Role
from bot.context import Context
from bot.escalation import Gate, Kept, State
from bot.letters import offering
from bot.steps import About
from bot.turns import Turn
from bot.words import casework as words
from bot.words import gates, walk
from bot.words.casework import Held, Shown
from storage import cases, complaints, customers, people, restrictions
from storage.records import number_of
from storage.tables import Adjustment, Case, Restriction

ABOUT_FIT = frozenset({"report.fits", "misfit.confirm"})
"""Two answers to one question: neither is suggested."""
CHOICES = frozenset({"restriction.agree"})
"""After a conversation a restriction may be proposed, the case closed or watched: none of them is suggested."""
NOBODY = 0
"""Stands for any manager who has nothing to do with the case."""


def case_card(ctx: Context, about: About) -> Card:
    """The case as it stands now: for a manager with every step, for others with what they are asked for."""
    about = as_it_stands(ctx, about.case)
    shown, found = _shown(ctx, about), _steps(ctx, about)
    if not ctx.manages:
        return words.colleagues_card(shown, found.natural)
    return words.private_card(shown, found, _more(about, shown))


def answered(ctx: Context, case: Case, card: Card) -> Card:
    """The answer to a step: what came of it, what comes next, and the buttons that lead there."""
    about = as_it_stands(ctx, case)
    return words.answered(card, _shown(ctx, about), _left_to_do(ctx, about))


def speakers_card(ctx: Context, about: About) -> Card:
    """What whoever spoke with the customer keeps once their turn is over: what comes next, and what they may still do."""
    speaker = people.get(ctx.db, about.now.speaker)
    manages = speaker.role == Role.MANAGER
    about = replace(about, now=replace(about.now, actor=about.now.speaker, manages=manages))
    return words.colleagues_card(_shown(ctx, about), _left_to_do(ctx, about))


def _left_to_do(ctx: Context, about: About) -> tuple[Button, ...]:
    """What waits for this person; for a manager the case itself, for others whatever is open to them."""
    found = _steps(ctx, about)
    if about.now.manages:
        return (*found.natural, gates.show_button(about.value))
    return (*found.natural, *found.others, *found.folded)


def as_it_stands(ctx: Context, case: Case) -> About:
    """A case as it stands after whatever was done."""
    return About(case, steps.situation(ctx, case), None, None)


def shared_card(ctx: Context, about: About) -> Card:
    """The same for everybody in the channel: what any manager may do who has nothing to do with the case."""
    now = replace(about.now, actor=NOBODY, manages=True)
    about = replace(about, now=now)
    shown, found = _shown(ctx, about), _steps(ctx, about)
    if now.closed:
        return words.closed_card(shown)
    shut = {gate: names for gate, names in (found.shut or {}).items() if gate in WAITS_FOR_OTHERS}
    managed = bool(now.managers - now.excluded)
    return words.shared_card(shown, replace(found, shut=shut), managed=managed)


WAITS_FOR_OTHERS = frozenset({Gate.ADJUSTMENT})
"""What keeps steps shut until somebody does something else first."""


def _shown(ctx: Context, about: About) -> Shown:
    found = turns.turns(ctx, about)
    return Shown(
        case=about.case,
        stage=escalation.stage(about.now),
        value=steps.value_of(about.case),
        evidence=measuring.evidence(ctx, about),
        turns=found,
        held=tuple(_held(ctx, about, row) for row in cases.restrictions(ctx.db, number_of(about.case))),
        history=cases.steps(ctx.db, number_of(about.case)),
        requests=_requests(ctx, about),
        complaints=complaints.open_of(ctx.db, number_of(about.case)),
        names=people.names(ctx.db),
        work=ctx.service.work,
        today=ctx.today,
        needs_an_answer=any(_waits_for_an_answer(about, turn) for turn in found),
        rests_on=opening.rests_on(ctx, about.case),
    )


def _waits_for_an_answer(about: About, turn: Turn) -> bool:
    """Whether what the customer asked for has to be answered before this step."""
    if turn.action not in escalation.STEPS:
        return False
    return Gate.ADJUSTMENT in escalation.shut(turn.action, about.now, about.now.restriction(turn.restriction))


def _requests(ctx: Context, about: About) -> list[Adjustment]:
    """What the customer asked for and nobody answered, as long as the case is open."""
    asked = [] if about.now.closed else customers.adjustments(ctx.db, about.case.customer_id)
    return [each for each in asked if each.answered_at is None]


def _held(ctx: Context, about: About, row: Restriction) -> Held:
    case_id, number = number_of(about.case), number_of(row)
    kept = about.now.restriction(number)
    return Held(
        number=number,
        reference=references.restriction(case_id, steps.ordinal(about.now, number)),
        kind=row.kind,
        state=escalation.state(kept, about.now.today) if kept else State.ENDED,
        begins=max(row.starts_on, row.notified_on or row.starts_on),
        told=row.notified_on is not None,
        review=row.review_on,
        value=steps.value_of(about.case, row),
        lapses=kept.lapses_on if kept else row.review_on,
        recorded=_recorder(ctx, row),
        unconfirmed=bool(kept and kept.interim and not row.decision),
    )


def _recorder(ctx: Context, row: Restriction) -> int:
    """Who recorded the decision of a reserve decider outside the workspace; nobody where that is not so."""
    return row.decided_by or 0 if restrictions.outside(ctx.db, number_of(row)) else NOBODY


def _steps(ctx: Context, about: About) -> words.Steps:
    """Every step that is open to the actor, what comes next first; and what keeps the others shut."""
    waited = {
        (_shown_as(turn.action), turn.restriction)
        for turn in turns.turns(ctx, about)
        if not turn.rests(ctx.today)
    }
    natural: dict[str, Button] = {}
    others: dict[str, Button] = {}
    folded: dict[str, Button] = {}
    shut: dict[Gate, list[str]] = {}
    for action, kept in _offered(about):
        closed = escalation.shut(action, about.now, kept)
        button = _button(about, action, kept)
        if closed:
            shut.setdefault(closed[0], []).append(walk.label(action, _reference(about, kept)))
        elif action in ABOUT_FIT and about.now.questions:
            natural[button.label] = button
        elif (_shown_as(action), kept.number if kept else 0) in waited:
            natural[button.label] = button if action in CHOICES else replace(button, style=Style.GO)
        elif walk.STEPS[action].folded:
            folded[button.label] = button
        elif button.label not in natural:
            others[button.label] = button
    drafts = offering.offered(ctx, about)
    return words.Steps(
        tuple(natural.values()),
        drafts.due,
        tuple(others.values()),
        tuple(folded.values()),
        drafts.sent,
        {gate: tuple(names) for gate, names in shut.items()},
    )


def _offered(about: About) -> list[tuple[str, Kept | None]]:
    """Every step with what it would be about: those on a restriction only where it waits for them."""
    found: list[tuple[str, Kept | None]] = [
        (action, None)
        for action in escalation.STEPS
        if action not in escalation.ABOUT_A_RESTRICTION
        if about.now.threats
        or action != "safety.measure"  # most cases know no threat: not a word of it there
        if about.now.questions or action != "report.fits"
        if about.now.lost or action != "decision.confirm"  # nothing is to be confirmed anew in most cases
    ]
    for kept in escalation.open_restrictions(about.now):
        found += [(action, kept) for action in _on(about, kept)]
    return sorted(found, key=lambda each: _ORDER.get(_shown_as(each[0]), len(_ORDER)))


_ORDER = {action: place for place, action in enumerate(walk.STEPS)}


def _on(about: About, kept: Kept) -> tuple[str, ...]:
    """The steps that can be taken on a restriction where it stands."""
    match escalation.state(kept, about.now.today):
        case State.PROPOSED:
            which = "block" if kept.is_block else "restriction"
            mine = ("restriction.withdraw",) if kept.proposed_by == about.now.actor else ()
            theirs = ("reserve.approve", "reserve.decline") if turns.left_to_reserve(about.now, kept) else ()
            found = (f"{which}.approve", f"{which}.decline", *mine, *theirs)
        case State.APPROVED:
            found = ("restriction.lift",) if kept.notified_on else ("restriction.notify", "restriction.lift")
        case _:
            told = ("restriction.notify",) if kept.interim and not kept.notified_on else ()
            decide = _on_unconfirmed(about, kept) if escalation.is_undecided(kept, about.now.today) else ()
            after = () if decide else ("restriction.review", "restriction.request")
            found = (*decide, *told, *after, "restriction.lift")
    return tuple(action for action in found if action in escalation.STEPS)


def _on_unconfirmed(about: About, kept: Kept) -> tuple[str, ...]:
    """The steps on a safety measure that a second person has yet to decide on."""
    theirs = ("reserve.approve", "reserve.decline") if turns.left_to_reserve(about.now, kept) else ()
    return ("safety.approve", "safety.decline", *theirs)


def _shown_as(action: str) -> str:
    """Approving and declining are one button that leads to one screen."""
    if action in {"reserve.approve", "reserve.decline"}:
        return "reserve.record"
    return "restriction.decide" if action.endswith((".approve", ".decline")) else action


def _button(about: About, action: str, kept: Kept | None) -> Button:
    shown_as = _shown_as(action)
    label = walk.label(shown_as, _reference(about, kept))
    return Button(label, shown_as, _value(about, kept), confirm=walk.STEPS[shown_as].confirm)


def _value(about: About, kept: Kept | None) -> str:
    return f"{number_of(about.case)}:{about.case.version}:{kept.number if kept else 0}"


def _reference(about: About, kept: Kept | None) -> str:
    """The reference of a restriction; empty where a step is about the case."""
    return (
        references.restriction(number_of(about.case), steps.ordinal(about.now, kept.number)) if kept else ""
    )


def _more(about: About, shown: Shown) -> tuple[Button, ...]:
    """What a manager may look at."""
    value = about.value
    read = tuple(
        Button(words.read_label(held.reference), "restriction.show", held.value) for held in shown.held
    )
    return (*words.looks(value, about.case.customer_id), *read)
