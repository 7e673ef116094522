"""What is said about files that are imported on day one: by line, what is wrong and what to do."""

from collections.abc import Sequence
from datetime import date

from bot.words import times

STEP = "restriction.import"
BEFORE = "before"
"""How a restriction was agreed that was in force before Evenhand."""
REASONS = "Agreed before Evenhand; the reasons stand in the file of that time."
NO_NAME = "the name is empty"
SAME_MANAGER = "decided_by and second_manager are the same person: name two managers"
NO_DETAILS = (
    "details is empty: say what was agreed, as the customer was told (of a block: how they can reach us)"
)
NOT_YET = "starts_on and told_on lie in the past: only what is in force already is imported"


def missing(names: Sequence[str], columns: Sequence[str]) -> str:
    """Columns that a file lacks."""
    return f"no column {', '.join(names)}. The first line names the columns: {','.join(columns)}"


def no_customer(typed: str) -> str:
    """Whom it is about."""
    return (
        f"no customer {typed[:20] or '(empty)'}: use the reference, such as C-0042 (import customers first)"
    )


def erased_customer(typed: str) -> str:
    """Nothing is written about somebody who was erased."""
    return f"{typed[:20]} was erased: nothing is kept about them any more"


def merged_customer(typed: str, now: str) -> str:
    """Their records are another's."""
    return f"{typed[:20]} was merged: write {now}, who they are by now, if that is whom you mean"


def too_long(name: str, limit: int) -> str:
    """More than a form takes."""
    return f"{name} is too long: {limit} characters at most"


def no_manager(name: str) -> str:
    """A manager who is not known."""
    return f"{name}: no manager with this e-mail address has opened Evenhand (they type /incident help once)"


def no_day(name: str) -> str:
    """A day that can't be read."""
    return f"{name}: write the day as 2026-11-30"


def review_within(days: int, last: date) -> str:
    """The first review is soon."""
    return f"review_on: after today and within {days} days, so by {times.in_full(last)}"


def no_kind(kind: str, known: Sequence[str]) -> str:
    """A kind that can't be imported."""
    return f"kind {kind[:30] or '(empty)'}: one of {', '.join(known)}"


def term(name: str, said: str) -> str:
    """What a kind asks for in particular."""
    return f"{name}: {said[0].lower()}{said[1:].rstrip('.')}"
