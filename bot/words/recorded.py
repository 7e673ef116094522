"""What was done in a case, in words: one line a step, and everything that was answered, by whom and when."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import references
from bot.cards import Bold, Card, Part, bullets, line, quiet, text
from bot.words import agreeing, blocking, considering, conversing, ending, gates, kinds, times, walk
from bot.words.misfitting import SERIOUS
from bot.workdays import WorkCalendar
from storage.tables import Case, CaseStep

PROPOSES = frozenset({"restriction.agree", "block.propose", "safety.measure"})
"""Steps that make a restriction; each made one, in this order."""
_MAKES = PROPOSES | {"restriction.import"}
_LABELS: Mapping[str, str] = {
    "result": "Result",
    "note": "Reasons",
    "until": "Watched until",
    "speaker": "Speaks with the customer",
    "by": "By when",
    "held": "Held on",
    "how": "How",
    "explained": "What was explained",
    "view": "Their own view",
    "adjustment": "Another way of communicating they asked for",
    "outcome": "How it ended",
    "kind": "What",
    "replaces": "In place of",
    "contact": "Point of contact",
    "deputy": "Deputy",
    "times": "How many times",
    "per": "In which time",
    "routes": "By which routes",
    "longest": "Longest call, in minutes",
    "closed": "Routes that close",
    "issues": "Issues",
    "details": "In detail",
    "agreement": "Agreement",
    "reasons": "Why",
    **blocking.ACCOUNTS,
    "proportionate": "Why nothing less would do",
    "start": "Start",
    "review": "Review",
    "was_due": "Was due by",
    "exceptions": "What still gets through",
    "agree_because": "Why they agreed",
    "date": "Told on",
    "letter": "Letter",
    "unreviewed": "Working days after its review until it ends by itself",
    "staff": "Takes no decision",
    "looked_into": "The complaint was looked into",
    "since": "What has happened since",
    "changed": "What has changed",
    "needed": "Whether it is still needed",
    "restriction": "Restriction",
    "report": "Report",
    "serious": "Serious",
}
"""What the answers are called, in the order in which they are read; questions of the fairness check come first."""


@dataclass(frozen=True)
class Readers:
    """Who and when: names of colleagues by number, restrictions' references by number, the service's days.

    `rests_on`: the reports that the case was opened on, by reference.
    """

    names: Mapping[int, str]
    restrictions: Mapping[int, str]
    work: WorkCalendar
    today: date
    rests_on: Sequence[str] = ()


def happened(steps: Sequence[CaseStep], case_id: int, known: Mapping[int, str]) -> list[str]:
    """What each step was, with the restriction it was about; `known` references by number."""
    found, made = [], 0
    for step in steps:
        made += step.action in _MAKES
        about = known.get(step.restriction_id or _chosen(step), "")
        reference = references.restriction(case_id, made) if step.action in PROPOSES else about
        said = walk.did(step.action)
        found.append(f"{said} ({reference})" if reference else said)
    return found


def opened(rests_on: Sequence[str], most: int | None = None) -> str:
    """That the case was opened, and on which reports, by reference; `most`: how many of them are named."""
    more = len(rests_on) - (most or len(rests_on))
    named = [*rests_on[:most], *([f"{more} more"] if more > 0 else [])]
    return f"the case was opened, resting on {times.listed(named)}" if named else "the case was opened"


def _chosen(step: CaseStep) -> int:
    """The restriction that somebody chose in the form of a step about the case."""
    chosen = str(json.loads(step.answers or "{}").get("restriction", ""))
    return int(chosen) if chosen.isdecimal() else 0


def record_card(case: Case, steps: Sequence[CaseStep], read: Readers) -> Card:
    """What was done in a case, oldest first, with what was answered."""
    number = case.id or 0
    parts: list[Part] = [_opened(case, read)]
    for step, said in zip(steps, happened(steps, number, read.restrictions), strict=True):
        who, when = (
            read.names.get(step.by_id or 0, gates.BY_ITSELF),
            times.stamp(step.at, read.work, read.today),
        )
        parts += [text(Bold(f"{when}, {who}: "), f"{said}."), *_answers(step, read)]
    if not steps:
        parts.append(quiet("Nothing was done in it since. What comes next stands on its card, under Next."))
    parts.append(quiet("Only you see this. That you looked is recorded."))
    return Card(f"{references.case(number)}: the record", tuple(parts))


def _opened(case: Case, read: Readers) -> Part:
    when = times.stamp(case.opened_at, read.work, read.today)
    who = read.names.get(case.opened_by, "")
    return text(Bold(f"{when}, {who}: "), f"{opened(read.rests_on)}.")


def _answers(step: CaseStep, read: Readers) -> tuple[Part, ...]:
    given: dict[str, str] = json.loads(step.answers or "{}")
    asked = (
        [name for name in considering.QUESTIONS if given.get(name)] if step.action == "case.consider" else []
    )
    found = [
        line(Bold(f"{considering.QUESTIONS[name][0]} "), _value(name, given[name], read)) for name in asked
    ]
    found += [
        line(Bold(f"{said}: "), _value(name, given[name], read))
        for name, said in _LABELS.items()
        if given.get(name) and name not in asked
    ]
    return (bullets(found),) if found else ()


def _value(name: str, given: str, read: Readers) -> str:
    return _READ[name](given, read) if name in _READ else _CHOSEN.get(name, {}).get(given, given)


def _day(given: str, _read: Readers) -> str:
    try:
        return times.full_day(date.fromisoformat(given))
    except ValueError:
        return given


def _colleague(given: str, read: Readers) -> str:
    return read.names.get(int(given), "") if given.isdigit() else given


def _routes(given: str, _read: Readers) -> str:
    return kinds.routes(given.split(","))


def _restriction(given: str, read: Readers) -> str:
    return read.restrictions.get(int(given), given) if given.isdigit() else given


def _report(given: str, _read: Readers) -> str:
    return references.report(int(given)) if given.isdigit() else given


_READ: Mapping[str, Callable[[str, Readers], str]] = {
    **dict.fromkeys(("until", "by", "held", "start", "review", "was_due", "date"), _day),
    **dict.fromkeys(("speaker", "contact", "deputy", "staff"), _colleague),
    **dict.fromkeys(("routes", "closed"), _routes),
    **dict.fromkeys(("restriction", "replaces"), _restriction),
    "report": _report,
}
_CHOSEN: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(considering.QUESTIONS, considering.ANSWERS),
    "result": considering.RESULTS,
    "how": considering.HOWS,
    "outcome": conversing.OUTCOMES,
    "kind": kinds.LABELS,
    "per": kinds.PERIODS,
    "agreement": agreeing.SAID,
    "looked_into": ending.LOOKED_INTO,
    "serious": SERIOUS,
}
