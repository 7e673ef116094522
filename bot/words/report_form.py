"""The dialog in which a report is logged or corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import limits, references
from bot.cards import (
    ChoiceField,
    ChoicesField,
    DateField,
    DateTimeField,
    Field,
    Form,
    LookupField,
    NumberField,
    Option,
    Part,
    TextField,
    quiet,
)
from bot.chat import Values
from bot.policy import Policy
from bot.words import labels

PLACEHOLDER_NEW = "new:"
NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Draft:
    """What the form shows: values and mistakes by field, the customer's label, notices.

    `more_shown`: *More* was pressed, whatever is in there. `gone`: concerns that are ticked and not in the policy any more.
    """

    values: Values
    errors: Mapping[str, str] = field(default_factory=dict)
    customer_shown: str = ""
    notices: tuple[Part, ...] = ()
    more_shown: bool = False
    gone: tuple[str, ...] = ()

    def value(self, name: str) -> str:
        """What a field shows."""
        found = self.values.get(name, "")
        return found if isinstance(found, str) else ",".join(found)

    def values_of(self, name: str) -> tuple[str, ...]:
        """What a field of many choices shows."""
        found = self.values.get(name, ())
        return (found,) if isinstance(found, str) and found else tuple(found)

    def error(self, name: str) -> str:
        """What is wrong with a field."""
        return self.errors.get(name, "")


def report_form(draft: Draft, policy: Policy) -> Form:
    """Log a communication."""
    return Form(
        action="report.file",
        title="Log a communication",
        submit="Save",
        fields=_first(draft),
        more=_more(draft, policy),
        more_label="More: concerns, promise, contact details",
        more_shown=draft.more_shown or any(f.error or f.value for f in _more(draft, policy)),
        notices=(*draft.notices, *(quiet(said) for said in policy.words.added("form_note"))),
        notices_after="customer",
    )


def correction_form(draft: Draft, policy: Policy, reference: str, value: str) -> Form:
    """Correct a report; what it said before is kept."""
    return Form(
        action="report.correct",
        title=f"Correct {reference}",
        submit="Save correction",
        value=value,
        fields=_what_happened(draft),
        more=_about_it(draft, policy),
        more_shown=True,
        notices=draft.notices,
    )


def withdrawal_form(reference: str, value: str, reasons: str, error: str) -> Form:
    """Withdraw a report."""
    return Form(
        action="report.withdraw",
        title=f"Withdraw {reference}",
        submit="Withdraw",
        value=value,
        fields=(
            TextField(
                "reasons",
                "Why should it not count?",
                reasons,
                help="The report stays on file with your reason, and counts nowhere.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=error,
            ),
        ),
    )


def _first(draft: Draft) -> tuple[Field, ...]:
    return (
        LookupField(
            "customer",
            "Customer",
            draft.value("customer"),
            draft.customer_shown,
            help="Name, telephone, e-mail, case reference or child's first name.",
            required=True,
            watch=True,
            error=draft.error("customer"),
        ),
        *_what_happened(draft),
    )


def _what_happened(draft: Draft) -> tuple[Field, ...]:
    return (
        TextField(
            "issue",
            "What is it about?",
            draft.value("issue"),
            help="One line.",
            required=True,
            limit=limits.LINE,
            error=draft.error("issue"),
        ),
        ChoiceField(
            "route",
            "How did it come in?",
            options(labels.ROUTES),
            draft.value("route"),
            error=draft.error("route"),
        ),
        DateTimeField("happened", "When?", draft.value("happened"), error=draft.error("happened")),
        TextField(
            "details",
            "Details",
            draft.value("details"),
            help="Facts and words used. They may read this.",
            multiline=True,
            limit=limits.DETAILS,
            error=draft.error("details"),
        ),
    )


def _about_it(draft: Draft, policy: Policy) -> tuple[Field, ...]:
    return (
        ChoicesField(
            "concerns",
            "Concerns",
            (
                *(Option(key, concern.label) for key, concern in policy.concerns.items()),
                *(Option(key, f"{policy.label(key)} (not in our policy any more)") for key in draft.gone),
            ),
            draft.values_of("concerns"),
            help="Leave empty for an ordinary contact.",
            error=draft.error("concerns"),
        ),
        NumberField(
            "minutes", "Minutes it took", draft.value("minutes"), most=1440, error=draft.error("minutes")
        ),
        ChoiceField(
            "told_us",
            "Did they say they had contacted others?",
            options(labels.TOLD_US),
            draft.value("told_us"),
            error=draft.error("told_us"),
        ),
        ChoicesField(
            "gets_through",
            "Was it one of these?",
            options(labels.GETS_THROUGH),
            draft.values_of("gets_through"),
            help="They always get through, whatever is agreed with the customer.",
            error=draft.error("gets_through"),
        ),
    )


def _more(draft: Draft, policy: Policy) -> tuple[Field, ...]:
    return (
        *_about_it(draft, policy),
        *_contact(draft),
        TextField(
            "promised",
            "What I promised",
            draft.value("promised"),
            help="You are reminded on the day.",
            limit=limits.SHORT,
            error=draft.error("promised"),
        ),
        DateField(
            "promised_by",
            "By when",
            draft.value("promised_by"),
            help="Empty means the next working day.",
            error=draft.error("promised_by"),
        ),
        TextField(
            "adjustment",
            "A different way of communicating that they need or asked for",
            draft.value("adjustment"),
            limit=limits.SHORT,
            error=draft.error("adjustment"),
        ),
    )


def _contact(draft: Draft) -> tuple[Field, ...]:
    """How to reach somebody new; of a customer whom we know only what was typed already."""
    lines = (
        _line(draft, "child", "Child's first name"),
        _line(draft, "phone", "Telephone"),
        _line(draft, "email", "E-mail"),
        _line(draft, "case_ref", "Case reference"),
    )
    known = references.number(draft.value("customer"), "C") is not None
    return tuple(each for each in lines if not known or each.value or each.error)


def _line(draft: Draft, name: str, label: str) -> TextField:
    return TextField(name, label, draft.value(name), error=draft.error(name))


def options(labelled: Mapping[str, str]) -> tuple[Option, ...]:
    """Choices from their labels."""
    return tuple(Option(key, label) for key, label in labelled.items())
