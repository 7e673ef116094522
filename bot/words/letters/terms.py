"""What a kind of restriction asks for in particular, said to the customer."""

from collections.abc import Callable, Mapping, Sequence

from bot.kinds import Terms
from bot.words import times
from bot.words.letters import phrases

Said = Callable[[Terms, Mapping[int, str], Mapping[str, str]], Sequence[str]]


def lines(kind: str, terms: Terms, names: Mapping[int, str], issues: Mapping[str, str]) -> tuple[str, ...]:
    """What was chosen for it, a line each. `names` of colleagues by number, `issues` in words by reference."""
    return tuple(_SAID[kind](terms, names, issues)) if kind in _SAID else ()


def _contact(terms: Terms, names: Mapping[int, str], _issues: Mapping[str, str]) -> Sequence[str]:
    contact, deputy = names.get(terms.get("contact") or 0, ""), names.get(terms.get("deputy") or 0, "")
    if not contact:
        return ()
    away = f" When {contact} is away, please ask for {deputy}." if deputy else ""
    return (f"Please contact {contact}.{away}",)


def _frequency(terms: Terms, _names: Mapping[int, str], _issues: Mapping[str, str]) -> Sequence[str]:
    if not terms.get("times") or not terms.get("per"):
        return ()
    ways = [phrases.WAYS[key] for key in terms.get("routes") or () if key in phrases.WAYS]
    how = f", by {_or(ways)}" if ways else ""
    often = f"Up to {times.count(terms['times'], 'time')} a {terms['per']}{how}."
    longest = terms.get("longest")
    return (often, *((f"A call can last up to {times.count(longest, 'minute')}.",) if longest else ()))


def _closed(terms: Terms, _names: Mapping[int, str], _issues: Mapping[str, str]) -> Sequence[str]:
    ways = [phrases.WAYS[key] for key in terms.get("closed") or () if key in phrases.WAYS]
    return (f"Please do not contact us by {_or(ways)}.",) if ways else ()


def _issues_named(terms: Terms, _names: Mapping[int, str], issues: Mapping[str, str]) -> Sequence[str]:
    return [f"“{issues[key]}”" for key in terms.get("issues") or () if key in issues]


def _or(ways: Sequence[str]) -> str:
    return f"{', '.join(ways[:-1])} or {ways[-1]}" if len(ways) > 1 else ways[0]


_SAID: Mapping[str, Said] = {
    "single_contact": _contact,
    "agreed_frequency": _frequency,
    "change_of_communication": _closed,
    "open_enquiry_only": _issues_named,
    "new_issues_only": _issues_named,
}
