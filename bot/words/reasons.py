"""Why the bot thinks that a report belongs to an issue, in words; never a figure."""

from collections.abc import Callable, Sequence

from bot.matching import Forms, Reason, ReasonKind
from bot.words import times

_SAME: dict[ReasonKind, str] = {
    ReasonKind.PHONE_MOBILE: "mobile number",
    ReasonKind.EMAIL_EXACT: "e-mail address",
    ReasonKind.CASE_EXACT: "case reference",
    ReasonKind.PHONE_LANDLINE: "landline",
    ReasonKind.GIVEN_EXACT: "first name",
    ReasonKind.SURNAME_EXACT: "surname",
    ReasonKind.CHILD_EXACT: "child's first name",
}
"""What is just the same, said in one sentence, what says most first."""

_SAID: dict[ReasonKind, str] = {
    ReasonKind.CHILD_CLOSE: "Nearly the same child's first name.",
    ReasonKind.CHILD_INITIAL: "The child's initial fits.",
    ReasonKind.GIVEN_VARIANT: "The first names are forms of one name.",
    ReasonKind.GIVEN_CLOSE: "The first names are nearly the same.",
    ReasonKind.GIVEN_INITIAL: "The first name's initial fits.",
    ReasonKind.SURNAME_PART: "Part of the surname is the same.",
    ReasonKind.SURNAME_CLOSE: "The surnames are nearly the same.",
    ReasonKind.SURNAME_INITIAL: "The surname's initial fits.",
    ReasonKind.SURNAME_OF_CHILD: "The surname is the child's.",
    ReasonKind.SURNAME_IN_EMAIL: "The surname is in the e-mail address.",
    ReasonKind.ORDER_SWAPPED: "First name and surname stand the other way round.",
    ReasonKind.WORDS_SHARED: "Described in similar words.",
    ReasonKind.FOLLOW_UP: "The report says it is not the first time.",
    ReasonKind.LINKED_BEFORE: "Other reports were said to be about it.",
}

_DIFFERS: dict[ReasonKind, str] = {
    ReasonKind.GIVEN_DIFFERS: "But the first names differ.",
    ReasonKind.SURNAME_DIFFERS: "But the surnames differ.",
    ReasonKind.PHONE_DIFFERS: "But the telephone numbers differ.",
    ReasonKind.EMAIL_DIFFERS: "But the e-mail addresses differ.",
    ReasonKind.CASE_DIFFERS: "But the case references differ.",
    ReasonKind.CHILD_DIFFERS: "But the child's name differs.",
    ReasonKind.TOPICS_DIFFER: "But the topics differ.",
    ReasonKind.OTHER_CHILD: "But it is about another child.",
    ReasonKind.SEPARATED_BEFORE: "But another report was said to be about something else.",
    ReasonKind.NEW_MATTER: "But the report says that it is another matter.",
}


_SAID_BY: dict[ReasonKind, set[ReasonKind]] = {ReasonKind.OTHER_CHILD: {ReasonKind.CHILD_DIFFERS}}
"""What needs not be said where the other is."""


_FORMS = {ReasonKind.GIVEN_VARIANT}
"""Said with the names themselves where they may be seen."""


def _days(reason: Reason) -> str:
    days = int(float(reason.parameters[0])) if reason.parameters else 0
    return "Reported on the same day." if days == 0 else f"Reported {times.count(days, 'day')} apart."


def _topics(reason: Reason) -> str:
    return f"Both about {times.listed(list(reason.parameters))}." if reason.parameters else ""


_BUILT: dict[ReasonKind, Callable[[Reason], str]] = {
    ReasonKind.TIME_APART: _days,
    ReasonKind.TOPICS_SHARED: _topics,
}


def sentences(found: Sequence[Reason], forms: Forms | None = None) -> tuple[str, ...]:
    """The reasons that help a person judge: about the person first, what speaks against at the end.

    `forms`: the two first names where they are forms of one, for the eyes of whoever may see both.
    """
    said = [_of_names(forms) if forms and reason.kind in _FORMS else _sentence(reason) for reason in found]
    differs = {reason.kind for reason in found}
    against = [
        _DIFFERS.get(reason.kind, "") for reason in found if not _SAID_BY.get(reason.kind, set()) & differs
    ]
    named_person = any(reason.kind in {*_SAME, *_SAID, *_DIFFERS} for reason in found if _of_person(reason))
    chosen = [] if named_person else ["You chose the same customer."]
    return tuple(part for part in (*chosen, _same(found), *said, *against) if part)


def _same(found: Sequence[Reason]) -> str:
    kinds = {reason.kind for reason in found}
    same = [said for kind, said in _SAME.items() if kind in kinds]
    return f"The same {times.listed(same)}." if same else ""


def _of_names(forms: Forms) -> str:
    if forms.short:
        return f"{forms.one} is short for {forms.other}."
    return f"{forms.one} and {forms.other} are forms of one name."


def _sentence(reason: Reason) -> str:
    built = _BUILT.get(reason.kind)
    return built(reason) if built else _SAID.get(reason.kind, "")


def _of_person(reason: Reason) -> bool:
    return reason.kind not in {
        ReasonKind.TIME_APART,
        ReasonKind.TOPICS_SHARED,
        ReasonKind.TOPICS_DIFFER,
        ReasonKind.WORDS_SHARED,
        ReasonKind.FOLLOW_UP,
        ReasonKind.COMPLAINT_FORM,
        ReasonKind.TOPICS_NEAR,
        ReasonKind.NEW_MATTER,
        ReasonKind.SAME_CHILD,
        ReasonKind.OTHER_CHILD,
        ReasonKind.LINKED_BEFORE,
        ReasonKind.SEPARATED_BEFORE,
    }
