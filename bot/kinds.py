"""Kinds of restriction: the policy's list, what each asks for, and which ways to us it may close."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot import references
from bot.cards import Option
from bot.fields import Reader
from bot.words import mistakes
from bot.words.labels import ROUTES
from storage.audit import Json
from storage.tables import Restriction

TELEPHONE = frozenset({"helpline", "worker_phone"})
E_MAIL = frozenset({"inbox", "worker_email"})
ELECTRONIC = E_MAIL | {"text_message", "social_media"}
MAY_CLOSE = tuple(route for route in ROUTES if route not in {"complaint_form", "third_party"})
"""Routes that a restriction may close: complaints always get through."""
PERIODS = ("day", "week", "month")
MOST_TIMES, MOST_MINUTES = 99, 240

Terms = Mapping[str, Any]

_WORDS_FOR: Mapping[str, frozenset[str]] = {
    r"phone|\b(call|ring)": TELEPHONE,
    r"mail|\bwrit": E_MAIL,
    r"\b(text|sms|whatsapp)": frozenset({"text_message"}),
    r"\b(letter|post)": frozenset({"letter"}),
    r"\b(visit|meet|face to face|in person)": frozenset({"in_person"}),
}
"""How people write about routes."""


@dataclass(frozen=True)
class Offered:
    """What a form about a customer can offer: who works here, and the customer's issues; `closed` already: routes.

    `about`: the issue that the case was opened on.
    """

    colleagues: tuple[Option, ...]
    issues: tuple[Option, ...]
    closed: frozenset[str] = frozenset()
    about: str = ""

    @property
    def colleague_keys(self) -> tuple[str, ...]:
        """The keys of the colleagues."""
        return tuple(option.key for option in self.colleagues)

    @property
    def issue_keys(self) -> tuple[str, ...]:
        """The references of the issues."""
        return tuple(option.key for option in self.issues)


@dataclass(frozen=True)
class Kind:
    """`asks`: fields beside the usual ones. `told`: whether `details` has to say what changes. `routes`: see `closed`."""

    asks: tuple[str, ...] = ()
    told: bool = True
    routes: frozenset[str] = frozenset()


AGREED: Mapping[str, Kind] = {
    "change_of_communication": Kind(("closed",)),
    "single_contact": Kind(("contact", "deputy"), told=False),
    "agreed_frequency": Kind(("times", "per", "routes", "longest"), told=False),
    "style": Kind(),
    "open_enquiry_only": Kind(("issues",), told=False),
    "new_issues_only": Kind(("issues",), told=False),
    "other": Kind(),
}
"""What can be agreed or decided after a conversation (policy: list of restrictions)."""
BLOCKS: Mapping[str, Kind] = {
    "block_telephone": Kind(routes=TELEPHONE),
    "block_electronic": Kind(routes=ELECTRONIC),
}
"""Extreme cases (policy): each closes one way to us, so that a review can open one of two again."""
KINDS = {**AGREED, **BLOCKS}


ONCE = frozenset({"single_contact"})
"""Kinds of which a customer can have one at a time."""


def terms_of(restriction: Restriction) -> Terms:
    """What its kind asked for in particular, by field."""
    found: Terms = json.loads(restriction.terms or "{}")
    return found


def is_measure(restriction: Restriction) -> bool:
    """Whether one manager set it at once, for safety."""
    return restriction.interim_until is not None


def is_extreme(restriction: Restriction) -> bool:
    """Whether it is a block of the policy's extreme cases: a safety measure closes a way for another reason."""
    return restriction.kind in BLOCKS and not is_measure(restriction)


def passes(restriction: Restriction) -> bool:
    """Whether it goes to the reserve deciders where nobody has reviewed it."""
    return restriction.kind in BLOCKS or is_measure(restriction)


def closed(kind: str, terms: Mapping[str, Any]) -> frozenset[str]:
    """The routes that a restriction closes, or limits to some number of times."""
    routes = terms.get("closed", ()) if kind == "change_of_communication" else ()
    if kind == "agreed_frequency":
        routes = terms.get("routes") or MAY_CLOSE
    return KINDS[kind].routes | frozenset(routes)


def closed_by(rows: Iterable[Restriction]) -> frozenset[str]:
    """The routes that these close altogether, blocks left aside."""
    return frozenset(route for row in rows for route in terms_of(row).get("closed", ()))


def may_need(adjustment: str, closed: frozenset[str]) -> bool:
    """Whether an adjustment may need one of these routes: it names one, or names no route at all.

    Informs people, decides nothing: "not by telephone" names the telephone too.
    """
    said = adjustment.lower()
    meant = {route for words, routes in _WORDS_FOR.items() if re.search(words, said) for route in routes}
    return not meant or bool(meant & closed)


def read(form: Reader, kind: str, offered: Offered) -> dict[str, Json]:
    """What a kind asks for in particular; what is wrong is noted in the form, by field."""
    return {name: READERS[name](form, offered) for name in AGREED[kind].asks}


def _contact(form: Reader, offered: Offered) -> Json:
    chosen = form.choice("contact", offered.colleague_keys, required=True)
    return int(chosen) if chosen else None


def _deputy(form: Reader, offered: Offered) -> Json:
    chosen = form.choice("deputy", offered.colleague_keys, required=len(offered.colleagues) > 1)
    if chosen and chosen == form.raw("contact"):
        form.errors["deputy"] = mistakes.SAME_PERSON
    return int(chosen) if chosen else None


def _times(form: Reader, _offered: Offered) -> Json:
    number = form.number("times", most=MOST_TIMES)
    if not number and "times" not in form.errors:
        form.errors["times"] = mistakes.AT_LEAST_ONCE
    return number


def _per(form: Reader, _offered: Offered) -> Json:
    return form.choice("per", PERIODS, required=True)


def _routes(form: Reader, _offered: Offered) -> Json:
    return list(form.choices("routes", MAY_CLOSE))


def _longest(form: Reader, _offered: Offered) -> Json:
    minutes = form.number("longest", most=MOST_MINUTES)
    if minutes == 0:
        form.errors["longest"] = mistakes.AT_LEAST_ONCE
    return minutes


def _closed(form: Reader, offered: Offered) -> Json:
    """Closing every way by telephone or by e-mail is a block, which only the policy's extreme cases allow.

    One after the other too.
    """
    routes = form.choices("closed", MAY_CLOSE)
    if any(way & set(routes) and way <= {*routes, *offered.closed} for way in (TELEPHONE, E_MAIL)):
        form.errors["closed"] = mistakes.A_BLOCK
    return list(routes)


def issues_assumed(fields: Mapping[str, object], kind: str) -> bool:
    """Whether issues are asked for and the form had no field for them, so that nobody left them out on purpose."""
    return "issues" in AGREED[kind].asks and "issues" not in fields


def _issues(form: Reader, offered: Offered) -> Json:
    """The issues that are open, or closed; where the form had no field for them, what restricts least and can be known.

    We go on about every issue that we know; or only what the case is about is closed.
    """
    issues = form.choices("issues", offered.issue_keys)
    if "issues" not in form.fields:
        closes = form.raw("kind") == "new_issues_only"
        issues = tuple(each for each in offered.issue_keys if not closes or each == offered.about)
    if not issues and "issues" not in form.errors:
        form.errors["issues"] = mistakes.CHOOSE
    return sorted(issues, key=lambda each: references.number(each, "I") or 0)


READERS: Mapping[str, Callable[[Reader, Offered], Json]] = {
    "contact": _contact,
    "deputy": _deputy,
    "times": _times,
    "per": _per,
    "routes": _routes,
    "longest": _longest,
    "closed": _closed,
    "issues": _issues,
}
