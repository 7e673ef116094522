"""What we hold beside each question of the fairness check: few words, from what is on file."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from bot.fairness import OnFile
from bot.words import times
from storage.tables import Adjustment

_LONGEST: Final = 120
_NEWEST: Final = 3


def beside(question: str, held: OnFile, today: date) -> str:
    """What bears on a question; nothing for one that only people can answer."""
    return _HELD[question](held, today) if question in _HELD else ""


def _timely(held: OnFile, _today: date) -> str:
    if not held.promises:
        return ""
    late = f"{held.late} of {times.count(held.promises, 'promise')} to them {_was(held.late)} late."
    came = f" {held.while_late} of {times.count(len(held.reports), 'contact')} came while we were late."
    return late + (came if held.while_late else "")


def _genuine(held: OnFile, _today: date) -> str:
    return f"{times.count(len(held.reports), 'contact')} about {times.count(held.issues, 'issue', 'different issues')}."


def _told_us(held: OnFile, _today: date) -> str:
    if not held.told_us:
        return ""
    return f"in {held.told_us} of {times.count(len(held.reports), 'contact')} they said whom else they had contacted."


def _asked_for(held: OnFile, _today: date) -> str:
    asked = [_short(each.request) for each in held.adjustments[-_NEWEST:]]
    return f"they asked for: {'; '.join(asked)}." if asked else ""


def _adjustments(held: OnFile, _today: date) -> str:
    if not held.adjustments:
        return "no request noted."
    return " ".join(f"{_short(each.request)}: {_answer(each)}." for each in held.adjustments[-_NEWEST:])


def _answer(asked: Adjustment) -> str:
    if asked.answered_at is None:
        return "no answer yet"
    return f"in place: {_short(asked.in_place)}" if asked.in_place else "answered, nothing in place"


def _words(held: OnFile, today: date) -> str:
    if not held.words:
        return "no word with them is noted yet."
    return f"a word with them on {times.listed([times.date_of(each.held_on, today) for each in held.words])}."


def _evidence(held: OnFile, _today: date) -> str:
    few = "" if held.enough else " No concern came often enough to raise it."
    return f"{times.count(held.incidents, 'dated report')} with a concern.{few}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _short(typed: str) -> str:
    line = " ".join(typed.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


_HELD: Final[Mapping[str, Callable[[OnFile, date], str]]] = {
    "handled": _told_us,
    "timely": _timely,
    "genuine": _genuine,
    "circumstances": _asked_for,
    "adjustments": _adjustments,
    "meeting": _words,
    "evidence": _evidence,
}
