"""Which drafts a manager is offered on a case: to raise a concern, to tell of what was approved, around a review."""

from collections.abc import Iterator
from datetime import timedelta

from bot import escalation, references, steps
from bot.cards import Button
from bot.context import Context
from bot.escalation import Kept
from bot.letters import outcomes
from bot.steps import About
from bot.words.letters import cards as words
from storage.records import number_of

OVER = 3
"""The newest outcomes that a case's card offers a letter for."""


def offered(ctx: Context, about: About) -> tuple[Button, ...]:
    """The buttons, what comes first in the walk first; none for whoever a complaint is about."""
    if about.now.actor in about.now.excluded:
        return ()
    found = [*_told(about), *_invited(ctx, about), *_came(ctx, about)]
    if not found and escalation.was_raised(about.now) and not about.now.closed:
        return words.concern_buttons(about.value)
    return tuple(found)


def _told(about: About) -> Iterator[Button]:
    for kept in escalation.open_restrictions(about.now):
        if kept.decision or kept.interim:
            yield words.restriction_button(*_named(about, kept))


def _invited(ctx: Context, about: About) -> Iterator[Button]:
    soon = ctx.today + timedelta(days=ctx.policy.walk.invite_days)
    for kept in about.now.restrictions:
        if kept.review_on <= soon and escalation.state(kept, ctx.today) in escalation.HOLDS:
            yield words.review_button(*_named(about, kept))


def _came(ctx: Context, about: About) -> list[Button]:
    each_of = (steps.of_case(ctx, about.case, kept.number) for kept in about.now.restrictions)
    over = [one for one in each_of if one and outcomes.result(one)]
    return [words.outcome_button(one.value, one.reference) for one in over[-OVER:]]


def _named(about: About, kept: Kept) -> tuple[str, str]:
    """The value of a button about a restriction, and the restriction's reference."""
    case_id, place = number_of(about.case), steps.ordinal(about.now, kept.number)
    return f"{case_id}:{about.case.version}:{kept.number}", references.restriction(case_id, place)
