"""What colleagues and managers read about an issue that several hold: references, initials, counts."""

from datetime import date

from bot import references
from bot.cards import (
    Button,
    Buttons,
    Card,
    Facts,
    Style,
    quiet,
    text,
)
from bot.standing import Holder, Standing
from bot.targets import ANSWER, NUDGE, Target
from bot.words import labels, times
from bot.workdays import WorkCalendar

TITLE = "Colleagues are on this too"


def colleague_card(standing: Standing, viewer_id: int, *, work: WorkCalendar, today: date) -> Card:
    """The one message about an issue that a colleague has."""
    mine = next((h.last_report for h in standing.holders if h.staff_id == viewer_id), 0)
    target = Target(standing.issue_id, standing.version, mine, NUDGE)
    reference = references.issue(standing.issue_id)
    return Card(
        f"{TITLE} · {reference}",
        (
            text(_who_holds(standing)),
            Facts(facts(standing, viewer_id, work, today)),
            Buttons(reply_buttons(standing, viewer_id, target), more_buttons(standing, viewer_id, target)),
        ),
        fallback=f"{TITLE}: {reference}, {replies(standing, viewer_id)}",
    )


def settled_card(issue_id: int, *, moved: bool, undo: Target | None = None) -> Card:
    """What is left of a message that has no more to say."""
    reference = references.issue(issue_id)
    if moved:
        return Card(f"{TITLE} · {reference}", (quiet("There is news: see the newer message."),))
    settled = quiet("Settled: colleagues are no longer on this together with you.")
    back = (Buttons((Button("Undo", "issue.undo", undo.value),)),) if undo else ()
    return Card(reference, (settled, *back))


def reply_buttons(standing: Standing, viewer_id: int, target: Target) -> tuple[Button, ...]:
    """Who replies: the viewer, or a colleague who had it first."""
    found: list[Button] = []
    if standing.owner_id != viewer_id:
        label = "I'll reply" if standing.owner_id is None else "I'll reply instead"
        found.append(Button(label, "issue.take", target.value, Style.GO))
    if standing.owner_id in (None, viewer_id) and (other := first_other(standing, viewer_id)):
        name = other.name.split()[0] if target.card == ANSWER else references.initials(other.name)
        found.append(Button(f"Leave it with {name}", "issue.leave", target.on(other.staff_id).value))
    found.append(Button("Show", "issue.show", target.value))
    return tuple(found)


def more_buttons(standing: Standing, viewer_id: int, target: Target) -> tuple[Button, ...]:
    """What is needed less often; Undo only for who decided last."""
    found: list[Button] = []
    if standing.change_id and standing.change_by == viewer_id:
        found.append(Button("Undo", "issue.undo", target.on(standing.change_id).value))
    if target.report:
        found += [
            Button("Different issue", "issue.separate", target.value),
            Button("Not the same person", "customer.separate", target.value),
        ]
    return (
        *found,
        Button("Talk together", "colleagues.talk", target.value),
        ask_a_manager(target),
    )


def ask_a_manager(target: Target) -> Button:
    """Ask for a look: whoever has to do with an issue may, alone or with colleagues."""
    return Button("Ask a manager", "case.suggest", target.value)


def first_other(standing: Standing, viewer_id: int) -> Holder | None:
    """The colleague here, other than the viewer, whose report is the oldest of the newest ones."""
    others = [holder for holder in standing.holders if holder.staff_id != viewer_id and holder.here]
    return others[-1] if others else None


def replies(standing: Standing, viewer_id: int) -> str:
    """Who replies, in a few words."""
    if standing.owner_id is None:
        return "nobody has said that they reply"
    return "you reply" if standing.owner_id == viewer_id else f"{references.initials(standing.owner)} replies"


def facts(standing: Standing, viewer_id: int, work: WorkCalendar, today: date) -> tuple[tuple[str, str], ...]:
    """Who holds it, how it came in, who replies."""
    last = times.stamp(standing.last, work, today) if standing.last else ""
    return (
        ("Held by", _initials(standing)),
        ("How it came in", _routes(standing)),
        ("Latest", last),
        ("Who replies", _owner(standing, viewer_id, work, today)),
    )


def talk_card(standing: Standing, by: str) -> Card:
    """The first message of a conversation between those who hold an issue."""
    return Card(
        f"Let's talk about {references.issue(standing.issue_id)}",
        (
            text(f"{references.initials(by)} would like to agree who says what, and who replies."),
            quiet("Keep to references and initials here: what is written in chat may be disclosed."),
        ),
    )


def _who_holds(standing: Standing) -> str:
    colleagues_hold = times.count(len(standing.holders), "colleague holds", "colleagues hold")
    about = f" ({references.customer(standing.customer_id)})" if standing.customer_id else ""
    contacts = times.count(standing.reports, "report")
    return f"{colleagues_hold} the same issue from the same person{about}: {contacts}."


def _initials(standing: Standing) -> str:
    several = ((references.initials(h.name), h.reports) for h in standing.holders)
    return ", ".join(f"{who} ({number})" if number > 1 else who for who, number in several)


def _routes(standing: Standing) -> str:
    return ", ".join(
        f"{labels.route(key)} ({number})" if number > 1 else labels.route(key)
        for key, number in standing.routes
    )


def _owner(standing: Standing, viewer_id: int, work: WorkCalendar, today: date) -> str:
    if standing.owner_id is None or standing.owner_since is None:
        return "Nobody yet"
    who = "You" if standing.owner_id == viewer_id else references.initials(standing.owner)
    named = (
        f", named by {references.initials(standing.owner_named_by)}"
        if standing.owner_named_by and standing.owner_named_by != standing.owner
        else ""
    )
    return f"{who}, since {times.stamp(standing.owner_since, work, today)}{named}"
