"""Confirming that a report does not fit a restriction; people never read "misfit", which could be taken for a person."""

from collections.abc import Mapping
from datetime import date

from bot import references
from bot.cards import Card, ChoiceField, Form, Option, Part, quiet, text
from bot.chat import Values
from bot.words import kinds, labels, times
from bot.words.entered import reasoned
from bot.workdays import WorkCalendar
from storage.tables import Misfit, Report

SERIOUS: Mapping[str, str] = {"no": "No", "yes": "Yes: a serious remark, or a threat"}
CONFIRMED_ALREADY = "This was confirmed already. Please choose another report."
NOT_IN_FORCE_THEN = (
    "That restriction was not in force when this came. Please choose another report, or another restriction."
)


def _serious(enough: int | None) -> str:
    """What comes of it where so many reports lead to a block; None: the service proposes none."""
    if enough is None:
        return "Kept with the report; we propose no blocks."
    if enough == 1:
        return "Kept with the report; for a block to be considered one report is enough."
    return f"One serious remark is enough for a block to be considered; else it takes {enough} reports."


def confirm_form(
    value: str,
    restrictions: tuple[Option, ...],
    reports: tuple[Option, ...],
    fields: Values,
    errors: Mapping[str, str],
    *,
    enough: int | None,
    asked: tuple[Part, ...] = (),
) -> Form:
    """Which report, which restriction, and why; `enough` reports lead to a block, where there are any."""

    def choice(name: str, label: str, options: tuple[Option, ...], about: str) -> ChoiceField:
        value, error = str(fields.get(name, "")), errors.get(name, "")
        return ChoiceField(name, label, options, value, help=about, required=True, error=error)

    return Form(
        action="misfit.confirm",
        title="A report doesn't fit",
        submit="Confirm",
        kept=True,
        value=value,
        notices=(
            *asked,
            text(
                "These always fit: contact with the deputy or while the named contact was away, what we asked for, a "
                "new issue, safeguarding, a complaint, an adjustment or information request, a way that we had "
                "closed or answered late."
            ),
        ),
        fields=(
            choice(
                "report", "Which report does not fit?", reports, "Newest first, from while it was in force."
            ),
            choice(
                "restriction", "Which restriction?", restrictions, "The one that the report does not fit."
            ),
            choice(
                "serious",
                "Was it serious?",
                tuple(Option(k, v) for k, v in SERIOUS.items()),
                _serious(enough),
            ),
            reasoned(
                "reasons",
                "Why does it not fit?",
                "What was agreed, and what happened instead. They may read this.",
                fields,
                errors,
            ),
        ),
    )


def nothing_came(reference: str) -> Card:
    """There is no report that could be a misfit."""
    return Card(
        f"{reference}: there is nothing to confirm",
        (
            text("No report came in since the day on which the restriction began."),
            quiet("Nothing was changed."),
        ),
    )


def restriction(reference: str, kind: str) -> str:
    """A restriction to choose."""
    return f"{reference} · {kinds.label(kind)}"


def report(row: Report, work: WorkCalendar, today: date) -> str:
    """A report to choose."""
    when = times.moment(row.happened_at, work, today)
    return f"{references.report(row.id or 0)} · {labels.route(row.route)} · {when}"


def told(row: Report, restriction: str, misfit: Misfit, day: date, today: date) -> str:
    """A confirmed misfit, for whoever decides on a block."""
    serious = ", serious" if misfit.serious else ""
    where = f"{times.date_of(day, today)}, {labels.route(row.route)}, {restriction}{serious}"
    return f"{where}: {misfit.reasons}"


def confirmed(reference: str) -> Card:
    """A misfit is kept."""
    return Card(
        f"{reference} is confirmed not to fit",
        (quiet("It changes nothing by itself. A person decides what follows."),),
    )
