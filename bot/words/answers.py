"""What a worker reads right after saving, and the small answers to presses."""

from dataclasses import dataclass
from datetime import date

from bot import references
from bot.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Copyable,
    Facts,
    Part,
    Style,
    bullets,
    quiet,
    text,
)
from bot.standing import Holder, Standing
from bot.targets import ANSWER, Target
from bot.words import fitting, in_force, labels, looking, sharing, times
from bot.words.adjusting import log_button
from bot.words.fitting import Asked
from bot.words.in_force import Agreed
from bot.words.safety import threat_button
from bot.workdays import WorkCalendar
from storage.tables import Report

_POSSIBLY = (
    "Possibly the same issue: this person was in touch lately, about something that reads differently."
)
_LEAVE_IT = "No colleague is told unless you say that it is the same. You may leave this unanswered."


@dataclass(frozen=True)
class Saved:
    """All that the answer to a report shows; `question` is where an issue that may be the same stands.

    `possibly`: what was told speaks rather against it, so that it is only mentioned.

    `customer` is for the worker's eyes, `named` for another system. `agreed`: restrictions in force, where the worker chose
    the customer. `threat`: offer to tell all managers that it was one; `raised` is the reference where that was done. `why` is about the issue, `why_same` about the person alone, who was taken for one we knew.
    """

    report: Report
    customer: str
    named: str
    standing: Standing
    question: Standing | None
    possibly: bool
    why: tuple[str, ...]
    why_same: tuple[str, ...]
    prompts: tuple[str, ...]
    household: tuple[int, ...]
    remind_on: date | None
    agreed: tuple[Agreed, ...]
    asked: tuple[Asked, ...]
    threat: bool
    raised: str


def saved_card(saved: Saved, viewer_id: int, work: WorkCalendar, today: date) -> Card:
    """The answer to a report: saved, who else is on it and why, and what the worker can do."""
    if saved.question:
        asked = _saved_as(saved) if saved.possibly else _asked(saved.question, viewer_id)
        title, middle = asked, _question(saved, viewer_id, work, today)
    elif saved.standing.together_with(viewer_id):
        title, middle = sharing.TITLE, _shared(saved, viewer_id, work, today)
    else:
        title, middle = _saved_as(saved), _alone(saved)
    agreed = (*in_force.saved(saved.agreed, today), *fitting.for_reporter(saved.asked))
    return Card(title, (*_opening(saved, title), *_threat(saved), *agreed, *middle, *_closing(saved, work)))


def _saved_as(saved: Saved) -> str:
    return f"Saved as {references.report(saved.report.id or 0)}"


def _opening(saved: Saved, title: str) -> tuple[Part, ...]:
    reference = references.report(saved.report.id or 0)
    found: list[Part] = []
    if reference not in title:
        found.append(text(Bold(f"Saved as {reference}."), f" {saved.customer}"))
    else:
        found.append(text(saved.customer))
    if saved.household:
        found.append(
            text(
                Bold("Someone else connected with this child has been in touch. "),
                "Separate customers: tell neither about the other.",
            )
        )
    return tuple(found)


def _threat(saved: Saved) -> tuple[Part, ...]:
    if saved.raised:
        return (text(Bold(f"{saved.raised}: "), "managers were told that this was a threat."),)
    return (Buttons((threat_button(saved.report.id or 0),)),) if saved.threat else ()


def _shared(saved: Saved, viewer_id: int, work: WorkCalendar, today: date) -> tuple[Part, ...]:
    standing = saved.standing
    target = Target(standing.issue_id, standing.version, saved.report.id or 0, ANSWER)
    return (
        Facts(_holders(standing, viewer_id, work, today)),
        *_because(saved.why),
        text(Bold("Who replies: "), _owner(standing, viewer_id)),
        Buttons(
            sharing.reply_buttons(standing, viewer_id, target),
            (*sharing.more_buttons(standing, viewer_id, target), *_own_more(saved, target)),
        ),
    )


def _asked(question: Standing, viewer_id: int) -> str:
    others = any(holder.staff_id != viewer_id for holder in question.holders)
    return "Are colleagues on this too?" if others else "Did you log this before?"


def _question(saved: Saved, viewer_id: int, work: WorkCalendar, today: date) -> tuple[Part, ...]:
    question = saved.question
    if question is None:
        return ()
    report = saved.report.id or 0
    target = Target(question.issue_id, question.version, report, ANSWER)
    return (
        text(_POSSIBLY if saved.possibly else "This may be the same issue from the same person. Is it?"),
        Facts(_holders(question, viewer_id, work, today)),
        *_because(saved.why),
        *((quiet(_LEAVE_IT),) if saved.possibly else ()),
        Buttons(
            (
                Button("Same issue", "issue.link", target.value, Style.PLAIN if saved.possibly else Style.GO),
                Button("Different issue", "issue.separate", target.value),
                Button("Not the same person", "customer.separate", target.value),
            ),
            (Button("Show", "issue.show", target.value), *_own_more(saved, target)),
        ),
    )


def _alone(saved: Saved) -> tuple[Part, ...]:
    standing = saved.standing
    target = Target(standing.issue_id, standing.version, saved.report.id or 0, ANSWER)
    undo = (
        (Button("Undo", "issue.undo", target.on(standing.change_id).value),)
        if standing.change_id and standing.change_by == saved.report.reporter_id
        else ()
    )
    return (
        quiet(_nobody_else(saved)),
        *_known_before(saved),
        Buttons(
            (*undo, _correct(saved, target)),
            (*_not_them(saved, target), *_look(saved, target), *_rarely(saved, target)),
        ),
    )


def _nobody_else(saved: Saved) -> str:
    if saved.report.customer_id is None:
        return "Without a customer Evenhand can't tell who else is on this."
    if saved.standing.reports > 1:
        return "You logged this issue before; no colleague has."
    return "No colleague has logged this issue."


def _known_before(saved: Saved) -> tuple[Part, ...]:
    """Nobody is taken for somebody else behind the worker's back."""
    if not saved.why_same:
        return ()
    return (text(Bold("Taken for a customer whom we knew")), bullets(saved.why_same))


def _not_them(saved: Saved, target: Target) -> tuple[Button, ...]:
    """What was taken for one can be told apart: the issue, where there is an earlier report on it, and the person."""
    earlier = saved.standing.reports > 1
    issue = (Button("Different issue", "issue.separate", target.value),) if earlier else ()
    person = (Button("Not the same person", "customer.separate", target.value),)
    return (*issue, *(person if earlier or saved.why_same else ()))


def _look(saved: Saved, target: Target) -> tuple[Button, ...]:
    return (sharing.ask_a_manager(target),) if saved.report.customer_id else ()


def _own_more(saved: Saved, target: Target) -> tuple[Button, ...]:
    return (_correct(saved, target), *_rarely(saved, target))


def _correct(saved: Saved, target: Target) -> Button:
    return Button("Correct", "report.correct", _mine(saved, target))


def _rarely(saved: Saved, target: Target) -> tuple[Button, ...]:
    word = (Button(labels.WORD, "word.note", _mine(saved, target)),) if saved.report.customer_id else ()
    asked = (log_button(Target(report=target.report)),) if saved.report.customer_id else ()
    return (*word, *asked, Button("Withdraw", "report.withdraw", _mine(saved, target)))


def _mine(saved: Saved, target: Target) -> str:
    return Target(report=target.report, version=saved.report.version).value


def _closing(saved: Saved, work: WorkCalendar) -> tuple[Part, ...]:
    found: list[Part] = [quiet(prompt) for prompt in saved.prompts]
    if saved.remind_on:
        found.append(quiet(f"I'll remind you of your promise on {times.full_day(saved.remind_on)}."))
    found.append(Copyable("Copy for our case system", copy_text(saved, work)))
    if saved.household:
        button = looking.keep_separate(saved.report.customer_id or 0, saved.household[0])
        found.append(Buttons((button,)))
    return tuple(found)


def copy_text(saved: Saved, work: WorkCalendar) -> str:
    """The report as text for the service's own case system."""
    report = saved.report
    when = f"{work.local(report.happened_at):%d/%m/%Y %H:%M}"
    top = f"{references.report(report.id or 0)} | {when} | {labels.route(report.route).capitalize()}"
    return "\n".join(part for part in (top, saved.named, report.issue, report.details) if part)


def _because(why: tuple[str, ...]) -> tuple[Part, ...]:
    return (text(Bold("Why we think so")), bullets(why)) if why else ()


def _holders(
    standing: Standing, viewer_id: int, work: WorkCalendar, today: date
) -> tuple[tuple[str, str], ...]:
    return tuple(
        ("You" if holder.staff_id == viewer_id else holder.name, _held(holder, work, today))
        for holder in standing.holders
    )


def _held(holder: Holder, work: WorkCalendar, today: date) -> str:
    several = f" · {times.count(holder.reports, 'report')}" if holder.reports > 1 else ""
    away = f" · {_away(holder)}" if holder.away else ""
    return f"{labels.route(holder.route)}, {times.moment(holder.last, work, today)}{several}{away}"


def _away(holder: Holder) -> str:
    return f"away today, covered by {holder.cover}" if holder.cover else "away today, nobody covers"


def _owner(standing: Standing, viewer_id: int) -> str:
    if standing.owner_id is None:
        return "nobody has said so yet."
    return "you." if standing.owner_id == viewer_id else f"{standing.owner}."


def already_done(outcome: str, now: Card | None) -> Card:
    """A platform delivered the same thing twice; `now` is its answer as things stand."""
    parts = now.parts if now else ()
    return Card(f"Already saved: {outcome}", (quiet("This reached us twice. It counts once."), *parts))
