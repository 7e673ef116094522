"""The evidence in two identities: which level of `weights.toml` each field shows."""

from collections.abc import Iterator
from itertools import product

from bot.matching.contacts import same_phone
from bot.matching.crowds import NOBODY, Held, by_chance, case_key, email_key, phone_key
from bot.matching.levels import BEST_FIRST, Evidence, frequency, initial, row, weakened
from bot.matching.likeness import given_level
from bot.matching.model import ReasonKind
from bot.matching.names import INITIAL
from bot.matching.naming import name_evidence
from bot.matching.prepared import Prepared

CONTACT = frozenset(
    {
        ReasonKind.PHONE_MOBILE,
        ReasonKind.PHONE_LANDLINE,
        ReasonKind.EMAIL_EXACT,
        ReasonKind.CASE_EXACT,
    }
)


def evidence(a: Prepared, b: Prepared, held: Held = NOBODY) -> list[Evidence]:
    """Return what each field that both sides have shows; missing fields show nothing, what many hold shows little."""
    contacts = [*_phones(a, b, held), *_emails(a, b, held), *_cases(a, b, held)]
    return [*name_evidence(a, b), *contacts, *_children(a, b, {each.kind for each in contacts})]


def _phones(a: Prepared, b: Prepared, held: Held) -> Iterator[Evidence]:
    if not (a.phones and b.phones):
        return
    shared = [(x, y) for x, y in product(a.phones, b.phones) if same_phone(x, y)]
    if shared:
        level = "mobile" if any(phone.mobile for phone, _ in shared) else "landline"
        chance = min(by_chance(held, (phone_key(x.national), phone_key(y.national))) for x, y in shared)
        yield weakened(row("phone", level, ReasonKind(f"phone_{level}")), chance)
        return
    all_mobile = all(phone.mobile for phone in a.phones + b.phones)
    yield row("phone" if all_mobile else "phone_landline", "differs", ReasonKind.PHONE_DIFFERS)


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
    yield weakened(row(field, level, ReasonKind(f"{field}_{level}")), chance)


_KEY = {"email": email_key, "case": case_key}


def _children(a: Prepared, b: Prepared, contacts: set[ReasonKind]) -> Iterator[Evidence]:
    if not (a.children and b.children):
        return
    pairs = [(x.first, y.first) for x, y in product(a.children, b.children)]
    complete = [pair for pair in pairs if not any(word.endswith(INITIAL) for word in pair)]
    if not complete:
        yield initial("child", agree=any(x[0] == y[0] for x, y in pairs))
        return
    level = min((given_level(x, y) for x, y in complete), key=BEST_FIRST.index)
    shared = {x for x, y in complete if x == y}
    named = "close" if level == "variant" else level
    said = _another_child(contacts) if named == "differs" else named
    yield row("child", said, ReasonKind(f"child_{named}"), frequency("children", shared))


def _another_child(contacts: set[ReasonKind]) -> str:
    """Who is reached in the same way may well have two children; of a namesake it says much."""
    if contacts & CONTACT:
        return "differs"
    return "differs_too" if contacts else "differs_alone"
