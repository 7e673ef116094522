"""Safety measures: what one manager may set at once after a threat, and what follows it."""

from collections.abc import Mapping, Sequence

from bot.cards import (
    Bold,
    Card,
    ChoiceField,
    DateField,
    Field,
    Form,
    LookupField,
    Option,
    Part,
    bullets,
    quiet,
    text,
)
from bot.chat import Values
from bot.words import kinds, times
from bot.words.entered import reasoned

CLOSES: Mapping[str, tuple[str, ...]] = {
    "block_telephone": ("block_telephone",),
    "block_electronic": ("block_electronic",),
    "both": ("block_telephone", "block_electronic"),
    "single_contact": ("single_contact",),
    "style": ("style",),
    "other": ("other",),
}
"""What can be set, and the restrictions that it makes."""
REACH = "A way that stays open, for something new, complaints and safety too. They read this."
_BOTH = "No contact by telephone, nor electronic contact"
REVIEW_BEFORE = "The review comes after the day on which the measure would end by itself."
WHOSE = "Choose the customer from the list."


def measure_form(
    value: str,
    customer: str,
    notices: tuple[Part, ...],
    colleagues: tuple[Option, ...],
    values: Values,
    errors: Mapping[str, str],
    ends: str,
) -> Form:
    """What is set at once. `customer` is empty where it has to be chosen; `ends`: the day on which it ends by itself."""
    whose = () if customer else (_customer(values, errors),)
    said = f"In force at once. It ends by itself on {ends}, unless a second person approves it before."
    return Form(
        action="safety.measure",
        title="Set a safety measure",
        submit="Set it now",
        kept=True,
        value=value,
        notices=(*((text(Bold(customer)),) if customer else ()), text(said), *notices),
        fields=(
            *whose,
            _what(values, errors),
            _contact(
                "contact", "Who answers them", "For a single point of contact.", colleagues, values, errors
            ),
            _contact("deputy", "Who deputises", "For a single point of contact.", colleagues, values, errors),
            reasoned(
                "details",
                "In detail",
                "What changes, in words that they understand; they read this.",
                values,
                errors,
            ),
            reasoned(
                "reasons", "Why", "What happened, and why it can't wait. They may read this.", values, errors
            ),
            reasoned("exceptions", "How can they still reach us?", REACH, values, errors),
            _until(values, errors),
        ),
    )


def set_card(named: Sequence[str], ends: str, asked: Sequence[str]) -> Card:
    """What whoever set it reads."""
    who: tuple[Part, ...] = (
        (text(Bold("Asked to approve it: "), times.listed(list(asked))),)
        if asked
        else (text(Bold("Nobody else here may approve it. "), "Name a second manager or a reserve decider."),)
    )
    ending = quiet(f"Colleagues see it from now on. Without a second person it ends by itself on {ends}.")
    return Card("In force from now on", (bullets(named), *who, ending, quiet("Please tell the customer.")))


def not_open(reference: str, why: str) -> Card:
    """Nothing can be set on this."""
    return Card(f"{reference}: no measure can be set", (text(why), quiet("Nothing was changed.")))


def review_late(months: int) -> str:
    """A review too far away."""
    return f"Please choose a day within {times.count(months, 'month')}: nothing is for ever."


def _customer(values: Values, errors: Mapping[str, str]) -> LookupField:
    return LookupField(
        "customer",
        "Customer",
        kinds.typed(values, "customer"),
        help="Whom the threat came from. Name, telephone, e-mail or case reference.",
        required=True,
        error=errors.get("customer", ""),
    )


def _contact(
    name: str,
    label: str,
    about: str,
    colleagues: tuple[Option, ...],
    values: Values,
    errors: Mapping[str, str],
) -> Field:
    value = kinds.typed(values, name)
    return ChoiceField(name, label, colleagues, value, help=about, error=errors.get(name, ""))


def _what(values: Values, errors: Mapping[str, str]) -> ChoiceField:
    return ChoiceField(
        "kind",
        "What protects your colleagues?",
        tuple(Option(kind, kinds.LABELS.get(kind, _BOTH)) for kind in CLOSES),
        kinds.typed(values, "kind"),
        help="Choose the mildest that helps.",
        required=True,
        error=errors.get("kind", ""),
    )


def _until(values: Values, errors: Mapping[str, str]) -> DateField:
    return DateField(
        "review",
        "Review",
        kinds.typed(values, "review"),
        help="If somebody else approves it, it goes on until then at the latest.",
        required=True,
        error=errors.get("review", ""),
    )
