"""What letters around a review say: the invitation before it, and what came of it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from bot import escalation, kinds, references, steps
from bot.context import Context
from bot.fields import Reader
from bot.letters import exceptions, gathering, outcomes
from bot.letters.facts import OUTCOMES, OutcomeFacts, ReviewFacts
from bot.steps import About
from bot.words.letters import review as words
from storage.records import number_of
from storage.tables import Restriction


def invitation(ctx: Context, about: About, row: Restriction) -> ReviewFacts:
    """What holds, how they can tell us their view, and by when."""
    limited = row.kind == "agreed_frequency"  # telling us their view does not count
    closed = frozenset[str]() if limited else kinds.closed(row.kind, kinds.terms_of(row))
    return ReviewFacts(
        **gathering.usual(ctx, about, since=_began(row)),
        **gathering.days_of(ctx, _began(row), row.review_on, is_block=kinds.passes(row), told=row),
        **_what(ctx, about, row),
        ways=tuple(way for way in words.WAYS if way not in closed),
        tell_by=tell_by(ctx, row.review_on),
    )


def tell_by(ctx: Context, review_on: date) -> date:
    """Until when they can tell us their view: before the review, where that still gives them a day."""
    usual = ctx.service.work.next_working(ctx.today, ctx.policy.walk.view_days)
    before = date.fromordinal(review_on.toordinal() - 1)
    return min(usual, before) if before > ctx.today else usual


def outcome(ctx: Context, about: About, row: Restriction) -> OutcomeFacts:
    """What came of it, as it is kept."""
    step = outcomes.last(about, outcomes.REVIEW, "restriction.lift")
    said = step.answers if step else {}
    decided = step.day if step else ctx.today
    came = _Came(
        outcomes.result(about), decided, row.review_on, said.get("reasons", ""), said.get("since", "")
    )
    if came.outcome in {"block_declined", "measure_declined"}:
        day = ctx.service.work.day(row.decided_at) if row.decided_at else decided
        came = replace(came, decided_on=day, reasons=row.decided_why, since="")
    return _outcome(ctx, about, row, replace(came, decided_on=row.ended_on or came.decided_on))


def reviewed(ctx: Context, about: About, row: Restriction, form: Reader) -> OutcomeFacts:
    """The same from what somebody has filled in so far of a review, or of lifting it (which asks for no outcome)."""
    chosen = form.choice("outcome", OUTCOMES) if "outcome" in form.fields else "lift"
    came = _Came(chosen, ctx.today, form.day("review"), form.long("reasons"), form.long("since"))
    return _outcome(ctx, about, row, came)


@dataclass(frozen=True)
class _Came:
    outcome: str
    decided_on: date
    review_on: date | None
    reasons: str
    since: str


def _outcome(ctx: Context, about: About, row: Restriction, came: _Came) -> OutcomeFacts:
    return OutcomeFacts(
        **gathering.usual(ctx, about, since=_began(row)),
        **gathering.days_of(
            ctx, _began(row), came.review_on, is_block=kinds.passes(row), told=_as_told(row, came)
        ),
        **_what(ctx, about, row),
        outcome=came.outcome,
        decided_on=came.decided_on,
        reasons=came.reasons,
        since=came.since,
        still=_still(about),
    )


def _as_told(row: Restriction, came: "_Came") -> Restriction | None:
    """What the customer knows of its days, unless this letter tells them anew."""
    return row if came.review_on == row.review_on else None


class _What(TypedDict):
    kind: str
    terms: tuple[str, ...]
    details: str
    exceptions: str
    reach: str


def _what(ctx: Context, about: About, row: Restriction) -> _What:
    """What was told of it; of a block, `details` are its reasons and no part of what holds."""
    blocks, reach = kinds.is_extreme(row), kinds.passes(row)
    return {
        "kind": row.kind,
        "terms": gathering.terms_of(ctx, about, row.kind, kinds.terms_of(row)),
        "details": "" if blocks else row.details,
        "exceptions": "" if reach else exceptions.beside_what_always_does(row.exceptions),
        "reach": row.exceptions if reach else "",
    }


def _began(row: Restriction) -> date:
    return max(row.starts_on, row.notified_on or row.starts_on)


def _still(about: About) -> tuple[str, ...]:
    """What else holds for the customer in this case, as its letter called it."""
    case_id, mine = number_of(about.case), about.kept.number if about.kept else 0
    others = [each for each in about.now.restrictions if each.number != mine]
    return tuple(
        references.restriction(case_id, steps.ordinal(about.now, each.number))
        for each in others
        if escalation.state(each, about.now.today) in escalation.HOLDS
    )
