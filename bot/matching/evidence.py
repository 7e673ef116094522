"""The evidence in two identities: which level of `weights.toml` each field shows."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from bot.matching.contacts import (
    Child,
    Phone,
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
BEST_FIRST = ("exact", "variant", "part", "close", "differs")


@dataclass(frozen=True)
class Prepared:
    """An identity read once, to be compared many times."""

    name: Name
    phones: tuple[Phone, ...]
    email: str | None
    case_ref: str | None
    children: tuple[Child, ...]


@dataclass(frozen=True)
class Evidence:
    """One level of one field, and how likely each of the three classes shows it."""

    kind: ReasonKind
    likelihoods: Likelihoods

    @property
    def ratio(self) -> float:
        """How much more one person shows this than two strangers."""
        return self.likelihoods[0] / self.likelihoods[2]


def prepare(identity: Identity) -> Prepared:
    """Read an identity; never raises, whatever was typed."""
    return Prepared(
        read_name(identity.name),
        read_phones(identity.phone),
        read_email(identity.email),
        read_case(identity.case_ref),
        read_children(identity.child),
    )


def evidence(a: Prepared, b: Prepared, held: Held = NOBODY) -> list[Evidence]:
    """Return what each field that both sides have shows; missing fields show nothing, what many hold shows little."""
    return [*_names(a, b), *_phones(a, b, held), *_emails(a, b, held), *_cases(a, b, held), *_children(a, b)]


def _row(field: str, level: str, kind: ReasonKind, floor: float = 0.0) -> Evidence:
    same, household, different = weights().people[field][level]
    return Evidence(kind, (same, household, max(different, floor)))


def _frequency(kind: str, shared: Iterable[str]) -> float:
    return max((names().frequency[kind].get(word, 0.0) for word in shared), default=0.0)


# Names: every way to read one against every way to read the other; the one that fits best counts.


def _names(a: Prepared, b: Prepared) -> list[Evidence]:
    if not (a.name.readings and b.name.readings):
        return _name_in_email(a, b)
    ways = [_reading(x, y, a, b) for x, y in product(a.name.readings, b.name.readings) if _fits(x, y)]
    return max(ways, key=_fit)


def _fit(found: list[Evidence]) -> tuple[float, list[str]]:
    """How well a way to read fits; the kinds settle ties, so that comparing is symmetrical."""
    return math.prod(e.ratio for e in found), [e.kind for e in found]


def _fits(x: Reading, y: Reading) -> bool:
    """Two names both read backwards would only count what reading both forwards counts."""
    return not (x.swapped and y.swapped)


def _reading(x: Reading, y: Reading, a: Prepared, b: Prepared) -> list[Evidence]:
    found = [*_given(x, y), *_surname(x, y, a, b), *_titles(x, y, a, b)]
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


def _titles(x: Reading, y: Reading, a: Prepared, b: Prepared) -> Iterator[Evidence]:
    ours, theirs = a.name.title or usual_title(x.given), b.name.title or usual_title(y.given)
    if not (ours and theirs) or (whole(x.given) and whole(y.given)):
        return
    level = "agrees" if ours == theirs else "differs"
    yield _row("title", level, ReasonKind(f"title_{level}"))


def _name_in_email(a: Prepared, b: Prepared) -> list[Evidence]:
    named, address = (a, b.email) if a.name.readings else (b, a.email)
    if not address or named.email == address:
        return []
    surnames = {word for word in named.name.surnames if len(word) >= SHORTEST_IN_EMAIL}
    if not any(word in address for word in surnames):
        return []
    return [_row("surname_in_email", "in_email", ReasonKind.SURNAME_IN_EMAIL)]


# Everything else.


def _weakened(found: Evidence, chance: float) -> Evidence:
    """The same, as far as two people agree in it by chance so often; it never speaks against them."""
    same, household, different = found.likelihoods
    floor = min(chance, same)
    return Evidence(found.kind, (same, max(household, floor), max(different, floor)))


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
    if a.email and b.email:
        level = "exact" if a.email == b.email else "differs"
        chance = by_chance(held, (email_key(a.email),)) if level == "exact" else 0.0
        yield _weakened(_row("email", level, ReasonKind(f"email_{level}")), chance)


def _cases(a: Prepared, b: Prepared, held: Held) -> Iterator[Evidence]:
    if a.case_ref and b.case_ref:
        level = "exact" if a.case_ref == b.case_ref else "differs"
        chance = by_chance(held, (case_key(a.case_ref),)) if level == "exact" else 0.0
        yield _weakened(_row("case", level, ReasonKind(f"case_{level}")), chance)


def _children(a: Prepared, b: Prepared) -> Iterator[Evidence]:
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
    yield _row("child", named, ReasonKind(f"child_{named}"), _frequency("children", shared))
