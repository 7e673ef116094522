"""Which drafts a manager is offered on a case: to raise a concern, to tell of what was approved, around a review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot import escalation, references, steps
from bot.cards import Button
from bot.context import Context
from bot.escalation import Kept
from bot.grounds import was_reached
from bot.letters import outcomes
from bot.steps import About
from bot.words.letters import cards as words
from storage.records import number_of

OVER = 3
"""The newest outcomes that a case's card offers a letter for."""
FRESH = timedelta(days=7)
"""For how long an outcome is something that the customer has yet to be told; later its letter was sent."""


@dataclass(frozen=True)
class Offered:
    """The buttons, what comes first in the walk first: `due` now, or `sent` by now as far as is known."""

    due: tuple[Button, ...] = ()
    sent: tuple[Button, ...] = ()


def offered(ctx: Context, about: About) -> Offered:
    """The drafts that belong to the case; none for whoever a complaint is about."""
    if about.now.actor in about.now.excluded:
        return Offered()
    found = [*_told(about), *_invited(ctx, about), *_came(ctx, about)]
    if not found and escalation.was_raised(about.now) and not about.now.closed:
        gone = was_reached(about.now)
        found = [(button, gone) for button in words.concern_buttons(about.value)]
    due, sent = (tuple(button for button, gone in found if gone is which) for which in (False, True))
    return Offered(due, sent)


_Draft = tuple[Button, bool]
"""A button, and whether its letter was sent by now."""


def _told(about: About) -> Iterator[_Draft]:
    for kept in escalation.open_restrictions(about.now):
        if kept.decision or kept.interim:
            yield words.restriction_button(*_named(about, kept)), kept.notified_on is not None


def _invited(ctx: Context, about: About) -> Iterator[_Draft]:
    soon = ctx.today + timedelta(days=ctx.policy.walk.invite_days)
    for kept in about.now.restrictions:
        if kept.review_on <= soon and escalation.state(kept, ctx.today) in escalation.HOLDS:
            yield words.review_button(*_named(about, kept)), False


def _came(ctx: Context, about: About) -> list[_Draft]:
    each_of = (steps.of_case(ctx, about.case, kept.number) for kept in about.now.restrictions)
    over = [one for one in each_of if one and outcomes.result(one)]
    return [(words.outcome_button(one.value, one.reference), _is_old(ctx, one)) for one in over[-OVER:]]


def _is_old(ctx: Context, about: About) -> bool:
    number = about.kept.number if about.kept else 0
    days = [step.day for step in about.now.steps if step.restriction == number]
    return not days or max(days) + FRESH < ctx.today


def _named(about: About, kept: Kept) -> tuple[str, str]:
    """The value of a button about a restriction, and the restriction's reference."""
    case_id, place = number_of(about.case), steps.ordinal(about.now, kept.number)
    return f"{case_id}:{about.case.version}:{kept.number}", references.restriction(case_id, place)
