"""What managers read about a shared issue, and the forms with which they settle it."""

from datetime import date

from bot import limits, references
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
from bot.standing import Standing
from bot.targets import MANAGERS, Target
from bot.words import times
from bot.words.sharing import facts, replies
from bot.workdays import WorkCalendar


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
                help="Best whoever knows the customer or the issue.",
                required=True,
                error=error,
            ),
        ),
    )


def named_card(issue_id: int, name: str) -> Card:
    """Somebody was named; what follows from it."""
    title = f"{name} replies on {references.issue(issue_id)}"
    return Card(title, (quiet("Everybody who holds it is told. The card in the channel says it too."),))


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
                limit=limits.REASONS,
                error=error,
            ),
        ),
    )


def _managers_facts(standing: Standing, work: WorkCalendar, today: date) -> tuple[tuple[str, str], ...]:
    customer = references.customer(standing.customer_id) if standing.customer_id else "not known"
    late = standing.late_promises
    case = (("Case", f"{references.case(standing.case_id)} is open"),) if standing.case_id else ()
    return (
        ("Customer", customer),
        *case,
        *facts(standing, 0, work, today),
        ("Reports", f"{standing.reports}, {standing.incidents or 'none'} with a concern"),
        ("Said they had contacted others", f"{standing.told_us} of {standing.reports}"),
        ("Our promises to them that were late", str(late) if late else "none"),
    )


def _decision(standing: Standing, target: Target, work: WorkCalendar, today: date) -> tuple[Part, ...]:
    undo = _managers_undo(standing, target)
    if standing.dismissed_at and standing.needs_nothing:
        when = times.stamp(standing.dismissed_at, work, today)
        settled = quiet(f"No action needed: {references.initials(standing.dismissed_by)}, {when}.")
        return (settled, *((Buttons(undo),) if undo else ()))
    return (Buttons((*settling_buttons(standing), *undo)),)


def settling_buttons(standing: Standing) -> tuple[Button, ...]:
    """What managers may do about a shared issue now."""
    target = Target(standing.issue_id, standing.version, 0, MANAGERS)
    look_label = "Show the case" if standing.case_id else "Look closer"
    look = (Button(look_label, "case.open", target.value),) if standing.incidents else ()
    named = standing.owner_id is not None
    assign = Button(
        "Name somebody else" if named else "Name who replies",
        "issue.assign",
        target.value,
        Style.PLAIN if named else Style.GO,
    )
    dismiss = () if named else (Button("No action needed", "issue.dismiss", target.value),)
    return (assign, *dismiss, *look)


def _managers_undo(standing: Standing, target: Target) -> tuple[Button, ...]:
    """Everybody sees it there; only who decided can undo."""
    if not standing.managers_decided_last:
        return ()
    return (Button("Undo", "issue.undo", target.on(standing.change_id).value),)
