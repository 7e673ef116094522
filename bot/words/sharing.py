"""What colleagues and managers read about an issue that several hold: references, initials, counts."""

from datetime import date

from bot import references
from bot.cards import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    Facts,
    Form,
    Option,
    Part,
    Style,
    TextField,
    quiet,
    text,
)
from bot.standing import Holder, Standing
from bot.targets import ANSWER, MANAGERS, NUDGE, Target
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


def managers_card(standing: Standing, days: int, *, work: WorkCalendar, today: date) -> Card:
    """The one card about a shared issue in the managers' channel."""
    target = Target(standing.issue_id, standing.version, 0, MANAGERS)
    if not standing.shared:
        return _no_longer_shared(standing)
    heading = f"{times.count(len(standing.holders), 'colleague holds', 'colleagues hold')} one issue"
    return Card(
        f"{heading} · {references.issue(standing.issue_id)}",
        (
            text(
                f"Within {times.count(days, 'day')}, from one customer. Regular contact can be genuine: "
                "naming who replies is often all it needs."
            ),
            Facts(_managers_facts(standing, work, today)),
            *_decision(standing, target, work, today),
        ),
        fallback=f"{heading}: {references.issue(standing.issue_id)}, {replies(standing, 0)}",
    )


def _no_longer_shared(standing: Standing) -> Card:
    reference = references.issue(standing.issue_id)
    gone = "Reports were withdrawn or moved: several colleagues no longer hold this. Nothing waits for you."
    return Card(f"No longer shared · {reference}", (quiet(gone),), fallback=f"No longer shared: {reference}")


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
    if target.report:
        found += [
            Button("Different issue", "issue.separate", target.value),
            Button("Not the same person", "customer.separate", target.value),
        ]
    found += [
        Button("Talk together", "colleagues.talk", target.value),
        Button("Ask a manager", "case.suggest", target.value),
    ]
    if standing.change_id and standing.change_by == viewer_id:
        found.append(Button("Undo", "issue.undo", target.on(standing.change_id).value))
    return tuple(found)


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
    last = times.moment(standing.last, work, today) if standing.last else ""
    return (
        ("Who", _initials(standing)),
        ("How it came in", _routes(standing)),
        ("Latest", last),
        ("Replies", _owner(standing, viewer_id, work, today)),
    )


def assign_form(standing: Standing, target: Target, staff: tuple[Option, ...], error: str) -> Form:
    """Name who replies."""
    return Form(
        action="issue.assign",
        title="Name who replies",
        submit="Name them",
        value=target.value,
        fields=(
            ChoiceField(
                "owner",
                f"Who replies on {references.issue(standing.issue_id)}?",
                staff,
                str(standing.owner_id or ""),
                help="Everybody who holds the issue is told.",
                required=True,
                error=error,
            ),
        ),
    )


def dismiss_form(standing: Standing, target: Target, reasons: str, error: str) -> Form:
    """Say why nothing is needed."""
    return Form(
        action="issue.dismiss",
        title="No action needed",
        submit="Save",
        value=target.value,
        fields=(
            TextField(
                "reasons",
                f"Why does {references.issue(standing.issue_id)} need nothing more?",
                reasons,
                help="For example: two separate, genuine questions. Kept with the issue.",
                required=True,
                multiline=True,
                limit=1000,
                error=error,
            ),
        ),
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
    return f"{who}, since {times.moment(standing.owner_since, work, today)}{named}"


def _managers_facts(standing: Standing, work: WorkCalendar, today: date) -> tuple[tuple[str, str], ...]:
    customer = references.customer(standing.customer_id) if standing.customer_id else "not known"
    late = standing.late_promises
    return (
        ("Customer", customer),
        *facts(standing, 0, work, today),
        ("Reports", f"{standing.reports}, {standing.incidents} with a concern"),
        ("Said they had contacted others", f"{standing.told_us} of {standing.reports}"),
        ("Our promises to them that were late", str(late) if late else "none"),
    )


def _decision(standing: Standing, target: Target, work: WorkCalendar, today: date) -> tuple[Part, ...]:
    undo = _managers_undo(standing, target)
    if standing.dismissed_at and standing.needs_nothing:
        when = times.moment(standing.dismissed_at, work, today)
        settled = quiet(f"No action needed: {references.initials(standing.dismissed_by)}, {when}.")
        return (settled, *((Buttons(undo),) if undo else ()))
    look = (Button("Look closer", "case.open", target.value),) if standing.incidents else ()
    named = standing.owner_id is not None
    assign = Button(
        "Name somebody else" if named else "Name who replies",
        "issue.assign",
        target.value,
        Style.PLAIN if named else Style.GO,
    )
    dismiss = () if named else (Button("No action needed", "issue.dismiss", target.value),)
    return (Buttons((assign, *dismiss, *look, *undo)),)


def _managers_undo(standing: Standing, target: Target) -> tuple[Button, ...]:
    """Everybody sees it there; only who decided can undo."""
    if not standing.managers_decided_last:
        return ()
    return (Button("Undo", "issue.undo", target.on(standing.change_id).value),)
