"""Two customers who are one person, in words: what moves, and how it is taken back."""

from collections.abc import Mapping, Sequence

from bot import limits, references
from bot.cards import Bold, Button, Buttons, Card, Form, LookupField, Part, TextField, quiet, text
from bot.chat import Values
from bot.targets import Target
from bot.words import correcting, kinds, times
from storage.tables import Merge

THE_SAME = "This is the customer themselves. Choose the other record."
TWO_CASES = "Both have an open case. Close one first: its steps stay readable."
MERGED_BEFORE = "Somebody else was merged into this one. Take that back first, or merge the other way round."
KEPT_APART = "Their workers asked that the two are kept apart. They take that back first."
_SAID: Mapping[str, tuple[str, str]] = {
    "report": ("report", "reports"),
    "word": ("word", "words"),
    "adjustment": ("request to communicate differently", "requests to communicate differently"),
    "person_request": ("request", "requests"),
    "safety": ("safety concern", "safety concerns"),
    "case": ("case", "cases"),
    "restriction": ("restriction", "restrictions"),
}


def look_buttons(customer_id: int, merged: Sequence[Merge] | None) -> tuple[Part, ...]:
    """For managers: correct, merge, and take back what was merged into this customer; None: not for this person."""
    if merged is None:
        return ()
    value = Target(extra=customer_id).value
    apart = (unmerge_button(references.customer(row.from_id), row.id or 0) for row in merged)
    same = Button("Same person as another", "customer.merge", value)
    return (Buttons((), (correcting.correct_button(customer_id), same, *apart)),)


def unmerge_button(reference: str, number: int) -> Button:
    """Take a merge back."""
    return Button(f"Not the same person: {reference}", "customer.unmerge", Target(extra=number).value)


def merge_form(
    value: str, customer: str, moved: Mapping[str, list[int]], fields: Values, errors: Mapping[str, str]
) -> Form:
    """Who they are, and what moves."""
    return Form(
        action="customer.merge",
        title="The same person",
        submit="Merge",
        value=value,
        notices=(
            text(Bold(customer)),
            text(f"Moves to the customer whom you choose: {_what(moved)}."),
            quiet(
                "A restriction goes with them and binds that one person. Members of a family are different people. It can be taken back."
            ),
        ),
        fields=(
            LookupField(
                "customer",
                "Is the same person as",
                kinds.typed(fields, "customer"),
                "",
                help="Their record stays, and takes in what moves.",
                required=True,
                error=errors.get("customer", ""),
            ),
            _reasons("How do you know?", kinds.typed(fields, "reasons"), errors.get("reasons", "")),
        ),
    )


def unmerge_form(value: str, source: str, into: str, reasons: str, error: str) -> Form:
    """Why they are two."""
    return Form(
        action="customer.unmerge",
        title="Not the same person",
        submit="Take back",
        value=value,
        notices=(
            text(f"What moved from {source} to {into} goes back to {source}."),
            quiet(
                f"What came since stays with {into}: whoever logged it presses Not the same person where it is {source}'s."
            ),
        ),
        fields=(_reasons("How do you know?", reasons, error),),
    )


def merged(source: str, into: str, moved: Mapping[str, list[int]], number: int) -> Card:
    """They are one by now."""
    return Card(
        f"{source} is {into}",
        (
            text(f"Moved: {_what(moved)}."),
            quiet(f"{source} leads to {into} from now on."),
            Buttons((unmerge_button(source, number),)),
        ),
    )


def unmerged(source: str, into: str) -> Card:
    """They are two again."""
    return Card(f"{source} and {into} are two people", (quiet("What had moved is back."),))


def not_merged() -> Card:
    """Refused: it was taken back, or never was."""
    return Card("These are two people already", (quiet("Your press changed nothing."),))


def _what(moved: Mapping[str, list[int]]) -> str:
    counts = [times.count(len(moved.get(name, [])), *said) for name, said in _SAID.items() if moved.get(name)]
    return times.listed(counts) or "nothing but how they were written down"


def _reasons(label: str, value: str, error: str) -> TextField:
    return TextField(
        "reasons",
        label,
        value,
        help="Kept with both. They may read this.",
        required=True,
        multiline=True,
        limit=limits.REASONS,
        error=error,
    )
