"""Restrictions in force, for the colleague who hears from the customer: what each means now, and what to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.cards import Bold, Button, Line, Part, bullets, line, quiet, text
from bot.kinds import Terms
from bot.words import kinds, reviewing, times
from bot.words.wording import USUAL, Wording

CONTACT_LEFT = (
    "The point of contact that the customer was told of has left. Please review it: change it to somebody who is here, "
    "or lift it."
)
STILL = (
    "Always gets through: something new, worry about anybody's safety, a complaint, a request for another way of "
    "communicating, for records or information. Log it as usual."
)
"""What every colleague may take on, whatever is restricted (POLICY, "never be forgotten")."""


@dataclass(frozen=True)
class Answers:
    """Who answers somebody with a single point of contact: `today` is empty where nobody is here. `back`: last day away.

    `left`: the contact works here no more.
    """

    contact: str
    today: str
    away: bool
    back: date | None
    mine: bool
    left: bool = False


@dataclass(frozen=True)
class Agreed:
    """A restriction in force; `issues` are those that it names, `details` and `exceptions` what the customer was told.

    `request`: the value of the button that notes that they ask for a review; empty where they have asked.
    `wording`: how the service says things.
    """

    reference: str
    kind: str
    terms: Terms
    details: str
    exceptions: str
    issues: tuple[str, ...]
    answers: Answers | None
    review: date
    request: str
    wording: Wording = USUAL


def lines(agreed: tuple[Agreed, ...], today: date) -> list[Line]:
    """Each restriction with what it means for this contact and what to say; then what always gets through."""
    found = [_line(each, today) for each in agreed]
    return [*found, line(_still(agreed))] if found else []


def saved(agreed: tuple[Agreed, ...], today: date) -> tuple[Part, ...]:
    """The same after a report was saved: nobody did anything wrong by taking the call."""
    if not agreed:
        return ()
    return (
        text(Bold("What is agreed with this customer")),
        bullets(_line(each, today) for each in agreed),
        quiet("It was right to log it. ", _still(agreed)),
    )


def requests(agreed: tuple[Agreed, ...]) -> tuple[Button, ...]:
    """Where they may still ask for a review."""
    return tuple(reviewing.request_button(each.request, each.reference) for each in agreed if each.request)


def means(agreed: Agreed, today: date) -> str:
    """What a restriction means for a contact now, in a sentence or two."""
    return _MEANS[agreed.kind](agreed, today)


def say(agreed: Agreed) -> str:
    """Two kind sentences to say to the customer."""
    if agreed.answers and agreed.answers.mine:
        return f"“{agreed.wording.text('say_as_the_contact')}”"
    contact = agreed.answers and (agreed.answers.today or _still_here(agreed.answers))
    return f"“{agreed.wording.text(f'say_{agreed.kind}', contact=contact or 'Your contact here')}”"


def _still(agreed: tuple[Agreed, ...]) -> str:
    """What always gets through, and what does besides at this service."""
    more = agreed[0].wording.added("letter_gets_through_more")
    return " ".join((STILL, *(f"So does: {_sentence(each)}" for each in more)))


def _still_here(answers: Answers) -> str:
    return "" if answers.left else answers.contact


def _line(agreed: Agreed, today: date) -> Line:
    label = kinds.label(agreed.kind)
    said = f"{means(agreed, today)} You could say: "
    return line(Bold(f"In force, {label[0].lower()}{label[1:]}: "), said, say(agreed))


def _changed(agreed: Agreed, _today: date) -> str:
    ways = agreed.terms.get("closed")
    closed = f"Not by {kinds.routes(ways)} for now." if ways else "They may contact us; the way changed."
    return _with_details(closed, agreed)


def _contact(agreed: Agreed, today: date) -> str:
    return _with_details(_who(agreed.answers, today), agreed) if agreed.answers else ""


def _who(answers: Answers, today: date) -> str:
    if answers.mine:
        stands_in = f" for {answers.contact}" if answers.away else ""
        return f"You are their point of contact today{stands_in}: please go on."
    if not answers.away:
        return f"{answers.contact} answers. Offer to pass it on."
    if answers.left:
        return _left(answers)
    back = f" until {times.day(answers.back, today)}" if answers.back else ""
    if not answers.today:
        return f"{answers.contact} is away{back} and nobody stands in: help as you would anybody, and tell a manager."
    return f"{answers.contact} is away{back}; today {answers.today} answers. Offer to pass it on."


def _left(answers: Answers) -> str:
    if not answers.today:
        return (
            f"{answers.contact} has left and nobody stands in: help as you would anybody, and tell a manager, who has "
            "somebody else named."
        )
    return f"{answers.contact} has left; {answers.today} answers until a manager has somebody else named. Offer to pass it on."


def _frequency(agreed: Agreed, _today: date) -> str:
    said = kinds.said(agreed.kind, agreed.terms, {})
    return _with_details(f"{said}. Please log it; you need not count.", agreed)


def _style(agreed: Agreed, _today: date) -> str:
    said = "Help as usual. If it gets rude, you may end the call kindly; note the words used."
    return _with_details(said, agreed)


def _open_only(agreed: Agreed, _today: date) -> str:
    said = f"We reply about {times.listed(list(agreed.issues))}. Note what else they say: it is read."
    return _with_details(said, agreed)


def _new_only(agreed: Agreed, _today: date) -> str:
    said = f"We have answered {times.listed(list(agreed.issues))}. Listen for what is new: that is looked at."
    return _with_details(said, agreed)


def _other(agreed: Agreed, _today: date) -> str:
    return _with_details("This was agreed or decided.", agreed)


def _no_telephone(agreed: Agreed, _today: date) -> str:
    return _still_reach("We don't talk by telephone for now. You may end the call kindly.", agreed)


def _no_electronic(agreed: Agreed, _today: date) -> str:
    return _still_reach("We don't answer e-mail or messages for now. What comes is still read.", agreed)


def _with_details(said: str, agreed: Agreed) -> str:
    return f"{said} They were told: {_sentence(agreed.details)}" if agreed.details else said


def _still_reach(said: str, agreed: Agreed) -> str:
    return f"{said} How they reach us: {_sentence(agreed.exceptions)}" if agreed.exceptions else said


def _sentence(typed: str) -> str:
    """What somebody typed, on one line and with an end."""
    said = " ".join(typed.split())
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


_MEANS: Mapping[str, Callable[[Agreed, date], str]] = {
    "change_of_communication": _changed,
    "single_contact": _contact,
    "agreed_frequency": _frequency,
    "style": _style,
    "open_enquiry_only": _open_only,
    "new_issues_only": _new_only,
    "other": _other,
    "block_telephone": _no_telephone,
    "block_electronic": _no_electronic,
}
