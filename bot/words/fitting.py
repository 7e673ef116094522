"""What seems not to fit a restriction and what always fits, in words: for the reporter, for managers, for the record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import limits, references
from bot.cards import Bold, Card, ChoiceField, Form, Option, Part, TextField, bullets, line, quiet, text
from bot.chat import Values
from bot.judging import Always, Why
from bot.words import kinds, times

WHY: Mapping[Why, str] = {
    Why.ROUTE: "it came by a way that is closed",
    Why.PERSON: "it did not go to the agreed contact",
    Why.OFTEN: "it is more often than agreed",
    Why.LONG: "the call was longer than agreed",
    Why.REMARKS: "it has remarks to a colleague",
    Why.OTHER_ISSUE: "it is about another issue, and not a new one",
    Why.CLOSED_ISSUE: "it is about an issue that we have answered",
}
ALWAYS: Mapping[Always, str] = {
    Always.NEW: "it is something new",
    Always.SAFEGUARDING: "it is a worry about somebody's safety",
    Always.COMPLAINT: "it is a complaint or an appeal",
    Always.INFORMATION: "it is a request for records or information",
    Always.ASKED: "we rang them, or had asked them to get in touch",
    Always.OUR_SIDE: "we were late, or the way they should use was closed",
    Always.ADJUSTMENT: "it asks for another way of communicating",
    Always.NOT_THEIRS: "it came from somebody else",
    Always.CONTACT_AWAY: "their contact here was away",
    Always.DEPUTY: "it went to the deputy",
}


@dataclass(frozen=True)
class Asked:
    """An open question: a report, the restriction's reference and kind, and what about it seems not to fit."""

    report: int
    restriction: int
    reference: str
    kind: str
    why: Why
    day: date


def always(reasons: Collection[Always]) -> str:
    """Why a report can't be confirmed not to fit."""
    said = times.listed([ALWAYS[each] for each in Always if each in reasons])
    return f"This always fits: {said}."


def for_reporter(asked: Sequence[Asked]) -> tuple[Part, ...]:
    """What whoever logged it reads at once: a question to managers, and no reproach to anybody."""
    if not asked:
        return ()
    found = (line(f"{_what(each)}: {WHY[each.why]}.") for each in asked)
    return (
        text(Bold("It seems not to fit this")),
        bullets(found),
        quiet(
            "A manager looks at it; it may fit after all. If something on the form says more, such as that we had "
            "asked them to ring, correct it."
        ),
    )


def for_managers(asked: Sequence[Asked], today: date) -> tuple[Part, ...]:
    """The open questions, above a manager's form."""
    if not asked:
        return ()
    found = (
        line(
            Bold(references.report(each.report)),
            f", {times.date_of(each.day, today)}, and {each.reference} ({kinds.label(each.kind)}): {WHY[each.why]}",
        )
        for each in asked
    )
    return (text(Bold("Seems not to fit")), bullets(found))


def fits_form(
    value: str, asked: Sequence[Asked], fields: Values, errors: Mapping[str, str], today: date
) -> Form:
    """Which report fits after all, and why."""
    numbers = tuple(dict.fromkeys(each.report for each in asked))
    options = tuple(Option(str(number), references.report(number)) for number in numbers)
    chosen = str(fields.get("report", options[0].key if options else ""))
    return Form(
        action="report.fits",
        title="It fits after all",
        submit="It fits",
        kept=True,
        value=value,
        notices=for_managers(asked, today),
        fields=(
            ChoiceField(
                "report",
                "Which report fits after all?",
                options,
                chosen,
                help="The question about it is answered for every restriction that it seemed not to fit.",
                required=True,
                error=errors.get("report", ""),
            ),
            TextField(
                "reasons",
                "Why does it fit?",
                str(fields.get("reasons", "")),
                help="What gets through anyway, or was read too strictly. They may read this.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=errors.get("reasons", ""),
            ),
        ),
    )


def fits(reference: str) -> Card:
    """A manager said that a report fits."""
    return Card(
        f"{reference} fits after all", (quiet("It is not asked about again, unless it is corrected."),)
    )


def _what(asked: Asked) -> str:
    label = kinds.label(asked.kind)
    return f"{label[0].upper()}{label[1:]}"
