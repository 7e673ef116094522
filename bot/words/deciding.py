"""What somebody reads after a decision, or instead of it."""

from datetime import date

from bot import references
from bot.cards import Button, Buttons, Card, quiet, text
from bot.standing import Standing
from bot.targets import Target
from bot.words import times
from bot.workdays import WorkCalendar


def somebody_was_faster(standing: Standing, work: WorkCalendar, today: date) -> Card:
    """Somebody decided between the drawing of a button and its press."""
    reference = references.issue(standing.issue_id)
    if standing.dismissed_at and standing.needs_nothing:
        who, when = standing.dismissed_by, times.moment(standing.dismissed_at, work, today)
        said = f"{who} decided that no action is needed, {when}."
    elif standing.owner_since and standing.owner:
        when = times.moment(standing.owner_since, work, today)
        named = standing.owner_named_by
        by = f" ({named} decided)" if named and named != standing.owner else ""
        said = f"{standing.owner} replies, since {when}{by}."
    else:
        said = "Nobody is named to reply now."
    return Card(f"{reference}: somebody was faster", (text(said), quiet("Your press changed nothing.")))


def answered_already() -> Card:
    """A question that has its answer."""
    return Card("That is settled already", (quiet("Your press changed nothing."),))


def too_late_to_undo() -> Card:
    """Something was decided after what should be undone."""
    return Card(
        "That can't be undone any more",
        (quiet("It was undone already, or something was decided or logged since. Nothing was changed."),),
    )


def decided_by(name: str) -> Card:
    """A manager pressed Undo below what another manager decided."""
    return Card(
        "Only who decided can undo this", (text(f"{name} decided it."), quiet("Nothing was changed."))
    )


def not_here(name: str) -> Card:
    """A colleague is away, or works here no more."""
    return Card(
        f"{references.initials(name)} is not here at the moment",
        (quiet("Nothing was changed. Leave it with somebody else, or reply yourself."),),
    )


def nobody_to_talk_with() -> Card:
    """No colleague can be reached on this platform."""
    return Card(
        "Nobody else is here to talk with", (quiet("The others who hold this can't be reached here."),)
    )


def talk_opened(issue_id: int) -> Card:
    """A conversation was opened."""
    return Card(
        f"A conversation about {references.issue(issue_id)} is open",
        (quiet("Everybody who holds the issue is in it."),),
    )


def kept_apart(target: Target) -> Card:
    """The customers of a household are locked apart; whoever did it can take it back."""
    undo = Button("Undo", "customer.household", target.value)
    return Card(
        "Kept separate",
        (
            text("From now on neither side's workers are told that the other was in touch."),
            Buttons((undo,)),
        ),
    )


def no_longer_apart() -> Card:
    """The lock is taken back."""
    return Card(
        "No longer kept separate",
        (quiet("Workers are told again that somebody of the household was in touch, and nothing more."),),
    )
