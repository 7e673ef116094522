"""What a case waits for, in a sentence: what comes next, whose turn it is, and by when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot import references
from bot.cards import Bold, Line, line
from bot.turns import Turn
from bot.words import times

SHOWN = 4
NEXT, THEN = "Next: ", "Then: "
FIRST_AN_ANSWER = "a manager answers the customer's request for another way of communicating."


def next_line(turn: Turn, initials: Sequence[str], today: date, lead: str) -> Line:
    """One turn; `initials` of the colleagues whose it is, where it is not every manager's."""
    return line(Bold(lead), in_short(turn, initials, today))


def in_short(turn: Turn, initials: Sequence[str], today: date) -> str:
    """The same without its beginning, for a notification."""
    return _SAID[turn.action](turn, initials, today)


def _consider(turn: Turn, _initials: Sequence[str], today: date) -> str:
    if turn.anew:
        return "a manager makes a fairness check and names somebody else to speak with the customer: who was named can't."
    if turn.due is None:
        return f"a manager makes the fairness check. It has waited since {times.date_of(turn.since, today)}."
    until = times.date_of(turn.due, today)
    if turn.due > today:
        return f"it is watched until {until}; then a manager makes the fairness check again."
    return f"a manager makes the fairness check again. It was watched until {until}."


def _speak(turn: Turn, initials: Sequence[str], today: date) -> str:
    said = f"{_either(initials)} speaks with the customer"
    if turn.due is None:
        return f"{said}."
    by = times.date_of(turn.due, today)
    return f"{said}. That was due by {by}." if turn.due < today else f"{said} by {by}."


def _agree(turn: Turn, initials: Sequence[str], today: date) -> str:
    who = _either([*initials, "a manager"])
    if turn.instead_of:
        return f"{who} proposes what is to take the place of {turn.instead_of}, as its review wants."
    since = times.date_of(turn.since, today)
    return f"{who} proposes a restriction, or a manager closes the case or watches it. The conversation was noted on {since}."


def _close(turn: Turn, _initials: Sequence[str], today: date) -> str:
    since = times.date_of(turn.since, today)
    return f"a manager closes the case, or proposes something else. Nothing has been in force since {since}."


def _decide(turn: Turn, initials: Sequence[str], today: date) -> str:
    since = times.date_of(turn.since, today)
    if not initials:
        return f"{turn.reference} needs a second person, and nobody here may decide: name a second manager or a reserve decider. Proposed on {since}."
    by = f", best by {times.date_of(turn.reminded, today)}" if turn.reminded else ""
    return f"{_either(initials)} decides on {turn.reference}{by}. Asked on {since}."


def _confirm(turn: Turn, initials: Sequence[str], today: date) -> str:
    who = _either(initials) or "a second manager or a reserve decider, whom you name first,"
    ends = f" Without that it ends by itself on {times.date_of(turn.ends, today)}." if turn.ends else ""
    return f"{who} decides on {turn.reference}, which is in force for safety.{ends}"


def _record(turn: Turn, _initials: Sequence[str], today: date) -> str:
    since = times.date_of(turn.since, today)
    return f"a manager records what the reserve decider decides on {turn.reference}. It has waited since {since}."


def _notify(turn: Turn, _initials: Sequence[str], today: date) -> str:
    if turn.ends:
        return f"a manager tells the customer about {turn.reference}, which is in force for safety, and notes it here."
    since = times.date_of(turn.since, today)
    return f"a manager tells the customer about {turn.reference} and notes it here. Approved on {since}."


def _too_late(turn: Turn, _initials: Sequence[str], today: date) -> str:
    since = times.date_of(turn.since, today)
    return f"a manager lifts {turn.reference}, and proposes it anew: its review was due on {since}, before it was in force."


def _review(turn: Turn, initials: Sequence[str], today: date) -> str:
    due = times.date_of(turn.due or today, today)
    if turn.asked:
        return f"a manager reviews {turn.reference} by {due}: the customer asked for it."
    ends = f" Without a review it ends by itself on {times.date_of(turn.ends, today)}." if turn.ends else ""
    who = _either(initials or ["a manager"]) if turn.managers or initials else ""
    if who and turn.due and turn.due > today:
        return f"{who} reviews {turn.reference} by {due}."
    late = "Due today." if turn.due == today else f"Overdue since {due}."
    if not who:
        return (
            f"nobody reviewed {turn.reference} in time. A manager lifts it, or proposes a block anew.{ends}"
        )
    return f"{who} reviews {turn.reference}. {late}{ends}"


def _whether_it_fits(turn: Turn, _initials: Sequence[str], today: date) -> str:
    named = [references.report(each) for each in turn.reports[:SHOWN]]
    more = len(turn.reports) - SHOWN
    which = times.listed([*named, *([f"{more} more"] if more > 0 else [])])
    fit = "fits" if len(turn.reports) == 1 else "fit"
    since = times.date_of(turn.since, today)
    return f"a manager says whether {which} {fit} what was agreed. The question has waited since {since}."


def _look_again(turn: Turn, _initials: Sequence[str], today: date) -> str:
    due = times.date_of(turn.due or today, today)
    late = "was due by" if turn.due and turn.due < today else "by"
    return f"a manager looks again at what was decided, {late} {due}: a report that it rests on counts no more as it did."


def _propose_block(turn: Turn, _initials: Sequence[str], _today: date) -> str:
    return f"a manager proposes a block, as the review of {turn.instead_of} wants."


_SAID: Mapping[str, Callable[[Turn, Sequence[str], date], str]] = {
    "case.consider": _consider,
    "case.conversation": _speak,
    "restriction.agree": _agree,
    "case.close": _close,
    "restriction.approve": _decide,
    "block.approve": _decide,
    "safety.approve": _confirm,
    "reserve.record": _record,
    "restriction.notify": _notify,
    "restriction.lift": _too_late,
    "restriction.review": _review,
    "decision.confirm": _look_again,
    "block.propose": _propose_block,
    "misfit.confirm": _whether_it_fits,
}


def _either(initials: Sequence[str]) -> str:
    return times.listed(list(initials)).replace(" and ", " or ")
