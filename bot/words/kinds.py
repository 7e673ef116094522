"""Kinds of restriction in words: their names, what each asks, what is agreed, and what colleagues can say."""

from collections.abc import Callable, Mapping

from bot import kinds
from bot.cards import ChoiceField, ChoicesField, Field, NumberField, Option
from bot.chat import Values
from bot.kinds import Offered, Terms
from bot.words import labels, times

LABELS: Mapping[str, str] = {
    "change_of_communication": "A change in how we communicate",
    "single_contact": "A single point of contact",
    "agreed_frequency": "An agreed number of contacts",
    "style": "An agreed style of communicating",
    "open_enquiry_only": "We reply only about an open enquiry",
    "new_issues_only": "We reply only to new issues",
    "other": "Something else",
    "block_telephone": "No contact by telephone",
    "block_electronic": "No electronic contact",
}
BLOCKED = frozenset(kinds.BLOCKS)
HELP: Mapping[str, str] = {
    "change_of_communication": "What changes: length, one issue per e-mail, copying in, saying who else was contacted, "
    "which routes. In words that they understand; they read this.",
    "single_contact": "If more is to be said. They read this.",
    "agreed_frequency": "If more is to be said. They read this.",
    "style": "Which style was not all right, and what we ask for instead. They read this.",
    "open_enquiry_only": "If more is to be said. They read this.",
    "new_issues_only": "If more is to be said. They read this.",
    "other": "In words that they understand; they read this.",
}
PERIODS = {"day": "a day", "week": "a week", "month": "a month"}
ALWAYS = (
    "New concerns on their merits; worries about anybody's safety; a complaint or an appeal, about this too; "
    "requests for records, corrections and information; whatever the law asks of us. "
    "What gets no reply is still read."
)
"""What always gets through, whatever is restricted (POLICY, "never be forgotten")."""
_ASKED_OF: Mapping[str, str] = {
    "open_enquiry_only": "Which issues are open?",
    "new_issues_only": "Which issues are closed?",
}


def label(kind: str) -> str:
    """A kind inside a message."""
    return LABELS.get(kind, kind)


def options() -> tuple[Option, ...]:
    """The kinds that can be agreed."""
    return tuple(Option(kind, LABELS[kind]) for kind in kinds.AGREED)


def fields(kind: str, offered: Offered, values: Values, errors: Mapping[str, str]) -> tuple[Field, ...]:
    """What the chosen kind asks for in particular."""
    asks = kinds.AGREED[kind].asks if kind in kinds.AGREED else ()
    return tuple(_FIELDS[name](kind, offered, values, errors.get(name, "")) for name in asks)


def said(kind: str, terms: Terms, names: Mapping[int, str]) -> str:
    """What a kind asked for in particular, in words; empty where there is nothing. Names stand in it."""
    return _SAID[kind](terms, names) if kind in _SAID else ""


def routes(keys: list[str]) -> str:
    """Routes in a sentence."""
    return times.listed([labels.route(key) for key in keys])


def typed(values: Values, name: str) -> str:
    """What a field holds."""
    value = values.get(name, "")
    return value if isinstance(value, str) else ",".join(value)


def chosen(values: Values, name: str) -> tuple[str, ...]:
    """The keys that a field holds."""
    value = values.get(name, ())
    return tuple(part for part in ([value] if isinstance(value, str) else value) if part)


def _contact(_kind: str, offered: Offered, values: Values, error: str) -> Field:
    asked = "Their point of contact"
    value = typed(values, "contact")
    return ChoiceField("contact", asked, offered.colleagues, value, required=True, error=error)


def _deputy(_kind: str, offered: Offered, values: Values, error: str) -> Field:
    return ChoiceField(
        "deputy",
        "Who deputises",
        offered.colleagues,
        typed(values, "deputy"),
        help="While the contact is away.",
        required=len(offered.colleagues) > 1,
        error=error,
    )


def _times(_kind: str, _offered: Offered, values: Values, error: str) -> Field:
    return NumberField(
        "times",
        "How many times",
        typed(values, "times"),
        required=True,
        least=1,
        most=kinds.MOST_TIMES,
        error=error,
    )


def _per(_kind: str, _offered: Offered, values: Values, error: str) -> Field:
    per = tuple(Option(key, said) for key, said in PERIODS.items())
    return ChoiceField("per", "In which time", per, typed(values, "per"), required=True, error=error)


def _routes(_kind: str, _offered: Offered, values: Values, error: str) -> Field:
    return ChoicesField(
        "routes",
        "By which routes",
        _route_options(),
        chosen(values, "routes"),
        help="None ticked: whatever the route.",
        error=error,
    )


def _longest(_kind: str, _offered: Offered, values: Values, error: str) -> Field:
    return NumberField(
        "longest",
        "Longest call, in minutes",
        typed(values, "longest"),
        most=kinds.MOST_MINUTES,
        error=error,
    )


def _closed(_kind: str, _offered: Offered, values: Values, error: str) -> Field:
    return ChoicesField(
        "closed",
        "Which routes close",
        _route_options(),
        chosen(values, "closed"),
        help="None, if only the way of writing or calling changes.",
        error=error,
    )


def _issues(kind: str, offered: Offered, values: Values, error: str) -> Field:
    asked, value = _ASKED_OF[kind], chosen(values, "issues")
    about = "As they are on file. Something new is answered whatever is chosen."
    return ChoicesField("issues", asked, offered.issues, value, help=about, required=True, error=error)


def _route_options() -> tuple[Option, ...]:
    return tuple(Option(key, labels.ROUTE_SEEN[key].capitalize()) for key in kinds.MAY_CLOSE)


_FIELDS: Mapping[str, Callable[[str, Offered, Values, str], Field]] = {
    "contact": _contact,
    "deputy": _deputy,
    "times": _times,
    "per": _per,
    "routes": _routes,
    "longest": _longest,
    "closed": _closed,
    "issues": _issues,
}


def _contacts(terms: Terms, names: Mapping[int, str]) -> str:
    deputy = f", deputy {names.get(terms['deputy'], '?')}" if terms.get("deputy") else ""
    return f"{names.get(terms.get('contact', 0), '?')}{deputy}"


def _frequency(terms: Terms, _names: Mapping[int, str]) -> str:
    ways = f" by {routes(terms['routes'])}" if terms.get("routes") else ""
    longest = f", calls of at most {times.count(terms['longest'], 'minute')}" if terms.get("longest") else ""
    often = times.count(terms.get("times", 0), "time")
    return f"At most {often} {PERIODS.get(terms.get('per', ''), '')}{ways}{longest}"


def _closed_routes(terms: Terms, _names: Mapping[int, str]) -> str:
    return f"Not by {routes(terms['closed'])}" if terms.get("closed") else ""


def _open_issues(terms: Terms, _names: Mapping[int, str]) -> str:
    return f"Open: {times.listed(terms.get('issues', []))}"


def _closed_issues(terms: Terms, _names: Mapping[int, str]) -> str:
    return f"Closed: {times.listed(terms.get('issues', []))}"


_SAID: Mapping[str, Callable[[Terms, Mapping[int, str]], str]] = {
    "single_contact": _contacts,
    "agreed_frequency": _frequency,
    "change_of_communication": _closed_routes,
    "open_enquiry_only": _open_issues,
    "new_issues_only": _closed_issues,
}
