"""Raising something for safety: the form, what follows it, and the messages that interrupt people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import limits
from bot.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    LookupField,
    Part,
    Style,
    TextField,
    quiet,
    text,
)
from bot.chat import Values
from bot.targets import Target
from bot.words import times
from bot.words.report_form import options

TO_STAFF, SOMEONE = "to_staff", "someone"
DANGERS: Mapping[str, str] = {
    TO_STAFF: "A threat to me or a colleague",
    SOMEONE: "Somebody may be harmed (safeguarding)",
}
IN_SHORT: Mapping[str, str] = {
    TO_STAFF: "A threat to staff",
    SOMEONE: "Somebody may be harmed: safeguarding, not this policy",
}
THREAT = "This was a threat"
MEASURE = "Set a safety measure"
GOT_IT = "I've got this"
_BOT = " This bot is not an emergency line. You may end the call."
_LEAD = "Safeguarding follows your safeguarding procedure, not the policy on communication: the safeguarding lead decides."


@dataclass(frozen=True)
class Raised:
    """Something that was raised, as people are told of it: references, initials and times only.

    `phone` is the number to ring, or empty; `customer` a reference, or empty.
    """

    number: int
    reference: str
    danger: str
    by: str
    since: str
    customer: str
    phone: str


def danger() -> Part:
    """What comes before all else."""
    return text(Bold("Someone in danger now? Call 999 first."), _BOT)


def threat_button(report: int) -> Button:
    """From a report that says so."""
    return Button(THREAT, "safety.raise", Target(report=report).value, Style.STOP)


def raise_form(
    value: str, fields: Values, errors: Mapping[str, str], shown: str = "", before: str = ""
) -> Form:
    """What was said or done. `before`: what the writer raised a moment ago, by its reference."""
    lately = f"You raised {before} a moment ago, and managers were told. Go on if this is something else."
    return Form(
        action="safety.raise",
        title="Safety",
        submit="Tell all managers now",
        value=value,
        notices=(danger(), *((quiet(lately),) if before else ())),
        fields=(
            TextField(
                "said",
                "What was said or done?",
                str(fields.get("said", "")),
                help="The words used, where you know them. They may read this.",
                required=True,
                multiline=True,
                limit=limits.DETAILS,
                error=errors.get("said", ""),
            ),
            ChoiceField(
                "danger",
                "What is it?",
                options(DANGERS),
                str(fields.get("danger", "")),
                help="Where somebody may be harmed, safeguarding leads are told too.",
                required=True,
                error=errors.get("danger", ""),
            ),
            LookupField(
                "customer",
                "Customer, if you know",
                str(fields.get("customer", "")),
                shown,
                help="May stay empty.",
                error=errors.get("customer", ""),
            ),
        ),
    )


def ring(phone: str, otherwise: str = "a manager") -> str:
    """Whom to ring; `otherwise`: whom, where no number is set."""
    if phone:
        return f"Ring {phone}."
    return f"Ring {otherwise}, or whoever your rules for lone working name."


def raised_card(about: Raised, told: Sequence[str], *, here: bool, unseen: int, minutes: int) -> Card:
    """For whoever raised it: who was told, and what to do meanwhile.

    `here`: somebody of them is not away today. `unseen`: managers who never opened Evenhand, so that nothing reaches
    them.
    """
    lead = (text(_LEAD),) if about.danger == SOMEONE else ()
    never = times.count(unseen, "manager has", "managers have")
    missed = (quiet(f"{never} never opened Evenhand, so they can't be reached here."),) if unseen else ()
    if not told:
        return Card(
            f"{about.reference} is kept, but nobody could be told",
            (
                danger(),
                text(Bold("No manager is reached by Evenhand. "), ring(about.phone), " Do that now."),
                *missed,
                *lead,
            ),
        )
    again = f" If nobody answers, they are told again after {times.count(minutes, 'minute')}."
    away = () if here else (text(Bold("All of them are away today. "), ring(about.phone)),)
    return Card(
        f"{about.reference}: all managers are told",
        (
            danger(),
            text(f"Told now: {times.listed(list(told))}.{again}"),
            *away,
            *missed,
            *((quiet(f"You can't wait? {ring(about.phone)}"),) if here else ()),
            *lead,
        ),
    )


def interrupting(about: Raised, *, again: bool) -> Card:
    """For a manager, wherever they are: no name, and nothing that was said."""
    customer = f" {about.customer}." if about.customer else ""
    title = f"{about.reference}: nobody has taken this yet" if again else f"{about.reference}: safety"
    return Card(
        title,
        (
            text(Bold(f"{IN_SHORT[about.danger]}."), f" {about.by} raised it, {about.since}.{customer}"),
            *((text("Can't take it? ", ring(about.phone, "another manager")),) if again else ()),
            Buttons((_take(about), _read(about))),
        ),
        fallback=f"{title}. {IN_SHORT[about.danger]}",
    )


def channel_card(about: Raised) -> Card:
    """For the managers' channel: the reference, and that managers were told."""
    said = quiet("Managers have a message of their own. Nobody has taken it yet.")
    return Card(f"{about.reference}: safety", (said, Buttons((_take(about),))))


def sent_again(about: Raised) -> Card:
    """An older message, where there is a newer one."""
    return Card(f"{about.reference}: sent again", (quiet("There is a newer message."),))


def taken_card(about: Raised, by: str, when: str) -> Card:
    """For everybody who was told."""
    return Card(f"{about.reference}: {by} has this", (quiet(f"Since {when}."), Buttons((_read(about),))))


def channel_taken(about: Raised, by: str, when: str) -> Card:
    """The same in the channel."""
    return Card(f"{about.reference}: {by} has this", (quiet(f"Since {when}."),))


def yours(about: Raised, by: str, parts: tuple[Part, ...], *, may_protect: bool) -> Card:
    """For whoever has it now: what was said."""
    first = text(
        Bold(f"{by} raised it, {about.since}. "), "Speak with them first; they know that you have it."
    )
    return Card(f"{about.reference}: you have this", (first, *parts, *_protect(about, offered=may_protect)))


def said_parts(kind: str, said: str, customer: str) -> tuple[Part, ...]:
    """What was raised, for whoever may read it."""
    lead = (text(_LEAD),) if kind == SOMEONE else ()
    whom = (text(Bold("Customer: "), customer),) if customer else ()
    return (text(Bold(f"{IN_SHORT[kind]}. "), said), *whom, *lead)


def read_card(about: Raised, taken: str, parts: tuple[Part, ...], *, may_protect: bool) -> Card:
    """What was raised, and who has it."""
    has = f"{taken} has this." if taken else "Nobody has taken it yet."
    first = text(Bold(f"{about.by} raised it, {about.since}. "), has)
    looked = quiet("Only you see this. That you looked is recorded.")
    return Card(about.reference, (first, *parts, *_protect(about, offered=may_protect), looked))


def _protect(about: Raised, *, offered: bool) -> tuple[Part, ...]:
    """The way to a measure that one manager may set alone."""
    value = Target(extra=about.number).value
    return (Buttons((Button(MEASURE, "safety.measure", value),)),) if offered else ()


def waiting_card(about: Raised, minutes: int) -> Card:
    """For whoever raised it: nobody answered yet."""
    said = f"Nobody has taken it for {times.count(minutes, 'minute')}. Managers were told again."
    return Card(f"{about.reference}: nobody has answered yet", (text(said), text(Bold(ring(about.phone)))))


def has_it(about: Raised, by: str) -> Card:
    """For whoever raised it: who has it, and the question after it."""
    target = Target(extra=about.number).value
    return Card(
        f"{about.reference}: {by} has this",
        (
            text("Want someone to check in with you?"),
            Buttons(
                (
                    Button("Yes, please", "safety.check_in", target, Style.GO),
                    Button("No, thank you", "safety.no_check_in", target),
                )
            ),
        ),
    )


def has_it_answered(about: Raised, by: str, *, wanted: bool) -> Card:
    """The same once the question has its answer."""
    said = f"{by} knows that you would like a check-in." if wanted else f"{by} knows that you are all right."
    return Card(f"{about.reference}: {by} has this", (quiet(said),))


def thanks(by: str, *, wanted: bool) -> Card:
    """The answer is told to whoever has it."""
    said = f"{by} is told and gets in touch with you." if wanted else f"{by} is told."
    return Card("Thank you", (quiet(said),))


def check_in(about: Raised, *, wanted: bool) -> Card:
    """For whoever has it: what the colleague answered."""
    said = "would like somebody to check in with them" if wanted else "doesn't need a check-in now"
    return Card(f"{about.reference}: {about.by} {said}", (quiet("They were asked after you took it."),))


def taken_already(about: Raised, by: str, when: str, *, mine: bool) -> Card:
    """For whoever comes second."""
    who = "you have" if mine else f"{by} has"
    return Card(f"{about.reference}: {who} this already", (quiet(f"Since {when}. Nothing was changed."),))


def not_your_own(about: Raised) -> Card:
    """Whoever raised it is not alone with it."""
    return Card(
        f"{about.reference}: somebody else takes this", (text(f"You raised it. {ring(about.phone)}"),)
    )


def not_taken(about: Raised) -> Card:
    """Nobody can be asked to check in before somebody has it."""
    return Card(f"{about.reference}: nobody has taken this yet", (text(ring(about.phone)),))


def take_button(number: int) -> Button:
    """I've got this."""
    return Button(GOT_IT, "safety.take", Target(extra=number).value, Style.GO)


def _take(about: Raised) -> Button:
    return take_button(about.number)


def _read(about: Raised) -> Button:
    return Button("Read what happened", "safety.show", Target(extra=about.number).value)
