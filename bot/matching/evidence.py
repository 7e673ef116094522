"""The evidence in two identities: which level of `weights.toml` each field shows."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from bot.matching.contacts import (
    Child,
    Phone,
    name_in,
    read_case,
    read_children,
    read_email,
    read_phones,
    same_phone,
    usual_title,
)
from bot.matching.crowds import NOBODY, Held, by_chance, case_key, email_key, phone_key
from bot.matching.likeness import given_level, letters, surname_level, whole
from bot.matching.model import Identity, ReasonKind
from bot.matching.names import INITIAL, Name, Reading, read_name
from bot.matching.tables import Likelihoods, names, weights

SHORTEST_IN_EMAIL = 5
MOST_NAMES = 8
"""Names of one customer that are compared."""
GIVEN = frozenset(ReasonKind(f"given_{level}") for level in ("exact", "variant", "close", "differs"))
CONTACT = frozenset(
    {
        ReasonKind.PHONE_MOBILE,
        ReasonKind.PHONE_LANDLINE,
        ReasonKind.EMAIL_EXACT,
        ReasonKind.CASE_EXACT,
    }
)
HINTS = frozenset({ReasonKind.GIVEN_INITIAL, ReasonKind.TITLE_AGREES, ReasonKind.TITLE_DIFFERS})
BEST_FIRST = ("exact", "variant", "part", "close", "differs")


@dataclass(frozen=True)
class Prepared:
    """An identity read once, to be compared many times; of a customer everything they were written down by."""

    names: tuple[Name, ...]
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    case_refs: tuple[str, ...]
    children: tuple[Child, ...]


@dataclass(frozen=True)
class Evidence:
    """One level of one field, and how likely each of the three classes shows it; `level` is its place in `weights.toml`."""

    kind: ReasonKind
    likelihoods: Likelihoods
    level: tuple[str, str]

    @property
    def ratio(self) -> float:
        """How much more one person shows this than two strangers."""
        return self.likelihoods[0] / self.likelihoods[2]


def prepare(identity: Identity) -> Prepared:
    """Read an identity; never raises, whatever was typed."""
    email, case_ref = read_email(identity.email), read_case(identity.case_ref)
    return Prepared(
        _names_in(identity.name, email),
        read_phones(identity.phone),
        (email,) if email else (),
        (case_ref,) if case_ref else (),
        read_children(identity.child),
    )


def together(known: Iterable[Prepared]) -> Prepared:
    """Everything that one customer was written down by, as one; the order does not matter."""
    rows = list(known)
    return Prepared(
        _completed(dict.fromkeys(name for row in rows for name in row.names)),
        tuple(dict.fromkeys(phone for row in rows for phone in row.phones)),
        tuple(dict.fromkeys(email for row in rows for email in row.emails)),
        tuple(dict.fromkeys(case_ref for row in rows for case_ref in row.case_refs)),
        tuple(dict.fromkeys(child for row in rows for child in row.children)),
    )


def evidence(a: Prepared, b: Prepared, held: Held = NOBODY) -> list[Evidence]:
    """Return what each field that both sides have shows; missing fields show nothing, what many hold shows little."""
    contacts = [*_phones(a, b, held), *_emails(a, b, held), *_cases(a, b, held)]
    return [*_names(a, b), *contacts, *_children(a, b, {each.kind for each in contacts})]


def _row(field: str, level: str, kind: ReasonKind, floor: float = 0.0) -> Evidence:
    same, household, different = weights().people[field][level]
    return Evidence(kind, (same, household, max(different, floor)), (field, level))


def _frequency(kind: str, shared: Iterable[str]) -> float:
    return max((names().frequency[kind].get(word, 0.0) for word in shared), default=0.0)


def _names_in(typed: str | None, email: str | None) -> tuple[Name, ...]:
    """Return the name; where none was typed, the one that an address is made of."""
    name = read_name(typed)
    if not name.readings and email:
        name = read_name(name_in(email))
    return (name,) if name.readings else ()


def _completed(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return the names, and put together what stands apart: Tracey, and Mrs Dowd."""
    known = list(names)[:MOST_NAMES]
    firsts = [name for name in known if name.readings[0].given and not name.readings[0].surname]
    lasts = [name for name in known if name.readings[0].surname and not name.readings[0].given]
    joined = [_joined(first, last) for first, last in product(firsts, lasts)]
    return tuple(dict.fromkeys([*known, *joined]))


def _joined(first: Name, last: Name) -> Name:
    given, surname = first.readings[0], last.readings[0]
    return Name(last.title or first.title, (Reading(given.given, given.middle, surname.surname),))


# Names: every way to read one against every way to read the other; the one that fits best counts.


def _names(a: Prepared, b: Prepared) -> list[Evidence]:
    """Of several names, those count that tell most of the first name; of those, the two that fit best."""
    if not (a.names and b.names):
        return _name_in_email(a, b)
    return max((_best_reading(x, y, a, b) for x, y in product(a.names, b.names)), key=_telling)


def _best_reading(x: Name, y: Name, a: Prepared, b: Prepared) -> list[Evidence]:
    ways = [(r, s) for r, s in product(x.readings, y.readings) if _fits(r, s)]
    return max(([*_reading(r, s, a, b), *_titles(x, y, r, s)] for r, s in ways), key=_fit)


def _telling(found: list[Evidence]) -> tuple[int, float, list[str]]:
    """First names tell more than initials and titles: one mother is not her husband because both are Marlowe."""
    kinds = {evidence.kind for evidence in found}
    return 2 * bool(kinds & GIVEN) + bool(kinds & HINTS), *_fit(found)


def _fit(found: list[Evidence]) -> tuple[float, list[str]]:
    """How well a way to read fits; the kinds settle ties, so that comparing is symmetrical."""
    return math.prod(e.ratio for e in found), [e.kind for e in found]


def _fits(x: Reading, y: Reading) -> bool:
    """Two names both read backwards would only count what reading both forwards counts."""
    return not (x.swapped and y.swapped)


def _reading(x: Reading, y: Reading, a: Prepared, b: Prepared) -> list[Evidence]:
    found = [*_given(x, y), *_surname(x, y, a, b)]
    if x.swapped or y.swapped:
        found.append(_row("order", "swapped", ReasonKind.ORDER_SWAPPED))
    return found


def _given(x: Reading, y: Reading) -> Iterator[Evidence]:
    if not (x.given and y.given):
        return
    ours, theirs = whole(x.given), whole(y.given)
    if ours and theirs:
        level, shared = _best_given(x, y)
        yield _row("given", level, ReasonKind(f"given_{level}"), _frequency("forenames", shared))
        return
    agree = bool(letters(x.given + x.middle) & letters(y.given) | letters(x.given) & letters(y.middle))
    yield _initial("given", agree=agree)


def _best_given(x: Reading, y: Reading) -> tuple[str, set[str]]:
    """Compare first names, and each also with the other side's middle names."""
    pairs = {
        *product(whole(x.given), whole(y.given + y.middle)),
        *product(whole(x.given + x.middle), whole(y.given)),
    }
    pairs.add(("".join(whole(x.given)), "".join(whole(y.given))))
    levels = {pair: given_level(*pair) for pair in pairs}
    level = min(levels.values(), key=BEST_FIRST.index)
    return level, {word for pair, found in levels.items() if found == level for word in pair}


def _initial(field: str, *, agree: bool) -> Evidence:
    level = "initial" if agree else "differs"
    return _row(f"{field}_initial", level, ReasonKind(f"{field}_{level}"))


def _surname(x: Reading, y: Reading, a: Prepared, b: Prepared) -> Iterator[Evidence]:
    if not (x.surname and y.surname):
        return
    ours, theirs = whole(x.surname), whole(y.surname)
    if not (ours and theirs):
        yield _initial("surname", agree=bool(letters(x.surname) & letters(y.surname)))
        return
    level = surname_level(ours, theirs)
    if level in {"close", "differs"} and _shared_middle(x, y):
        level = "part"
    if level == "differs" and (_childs(b, ours) or _childs(a, theirs)):
        level = "of_child"
    floor = _frequency("surnames", {*ours} & {*theirs}) if level in {"exact", "part"} else 0.0
    yield _row("surname", level, ReasonKind(f"surname_{level}"), floor)


def _shared_middle(x: Reading, y: Reading) -> bool:
    ours, theirs = {*whole(x.surname)}, {*whole(y.surname)}
    return bool(ours & {*whole(y.middle)} | theirs & {*whole(x.middle)})


def _childs(other: Prepared, surname: tuple[str, ...]) -> bool:
    words = {word for child in other.children for word in whole(child.rest)}
    return bool(words & {*surname})


def _titles(a: Name, b: Name, x: Reading, y: Reading) -> Iterator[Evidence]:
    ours, theirs = a.title or usual_title(x.given), b.title or usual_title(y.given)
    if not (ours and theirs) or (whole(x.given) and whole(y.given)):
        return
    level = "agrees" if ours == theirs else "differs"
    yield _row("title", level, ReasonKind(f"title_{level}"))


def _name_in_email(a: Prepared, b: Prepared) -> list[Evidence]:
    named, other = (a, b) if a.names else (b, a)
    addresses = set(other.emails) - set(named.emails)
    surnames = {word for name in named.names for word in name.surnames if len(word) >= SHORTEST_IN_EMAIL}
    if not any(word in address for word in surnames for address in addresses):
        return []
    return [_row("surname_in_email", "in_email", ReasonKind.SURNAME_IN_EMAIL)]


# Everything else.


def _weakened(found: Evidence, chance: float) -> Evidence:
    """The same, as far as two people agree in it by chance so often; it never speaks against them."""
    same, household, different = found.likelihoods
    floor = min(chance, same)
    return replace(found, likelihoods=(same, max(household, floor), max(different, floor)))


def _phones(a: Prepared, b: Prepared, held: Held) -> Iterator[Evidence]:
    if not (a.phones and b.phones):
        return
    shared = [(x, y) for x, y in product(a.phones, b.phones) if same_phone(x, y)]
    if shared:
        level = "mobile" if any(phone.mobile for phone, _ in shared) else "landline"
        chance = min(by_chance(held, (phone_key(x.national), phone_key(y.national))) for x, y in shared)
        yield _weakened(_row("phone", level, ReasonKind(f"phone_{level}")), chance)
        return
    all_mobile = all(phone.mobile for phone in a.phones + b.phones)
    yield _row("phone" if all_mobile else "phone_landline", "differs", ReasonKind.PHONE_DIFFERS)


def _emails(a: Prepared, b: Prepared, held: Held) -> Iterator[Evidence]:
    yield from _exactly("email", a.emails, b.emails, held)


def _cases(a: Prepared, b: Prepared, held: Held) -> Iterator[Evidence]:
    yield from _exactly("case", a.case_refs, b.case_refs, held)


def _exactly(field: str, ours: tuple[str, ...], theirs: tuple[str, ...], held: Held) -> Iterator[Evidence]:
    """Something that is either the same or not; of several the one that says most."""
    if not (ours and theirs):
        return
    shared = {*ours} & {*theirs}
    level = "exact" if shared else "differs"
    chance = min((by_chance(held, (_KEY[field](each),)) for each in shared), default=0.0)
    yield _weakened(_row(field, level, ReasonKind(f"{field}_{level}")), chance)


_KEY = {"email": email_key, "case": case_key}


def _children(a: Prepared, b: Prepared, contacts: set[ReasonKind]) -> Iterator[Evidence]:
    if not (a.children and b.children):
        return
    pairs = [(x.first, y.first) for x, y in product(a.children, b.children)]
    complete = [pair for pair in pairs if not any(word.endswith(INITIAL) for word in pair)]
    if not complete:
        yield _initial("child", agree=any(x[0] == y[0] for x, y in pairs))
        return
    level = min((given_level(x, y) for x, y in complete), key=BEST_FIRST.index)
    shared = {x for x, y in complete if x == y}
    named = "close" if level == "variant" else level
    row = _another_child(contacts) if named == "differs" else named
    yield _row("child", row, ReasonKind(f"child_{named}"), _frequency("children", shared))


def _another_child(contacts: set[ReasonKind]) -> str:
    """Who is reached in the same way may well have two children; of a namesake it says much."""
    if contacts & CONTACT:
        return "differs"
    return "differs_too" if contacts else "differs_alone"
