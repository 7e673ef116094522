"""What a customer can be found by: only customers who share a key are ever compared."""

import re
from collections.abc import Iterable

from bot.matching.contacts import read_case, read_email
from bot.matching.crowds import Key, case_key, email_key, phone_key
from bot.matching.likeness import letters, roots, sound, surname_core, whole, written_apart
from bot.matching.model import Identity
from bot.matching.names import Reading, read_name
from bot.matching.prepared import Prepared, prepare
from bot.matching.tables import names
from bot.matching.texts import LONGEST, LONGEST_KEY, fold, words

KEYS_VERSION = "2"
"""To be changed with every change of what keys are made of: the next start then makes everybody's anew."""

MOST_SOUNDS = 3
MOST_PHONES = 3
MOST_ROOTS = 2
MOST_KEYS = 32
COMMON_SURNAME = 0.0005
"""A surname of so many people is no key alone."""

TAILS = (6, 4, 3)
LOOKUP_KINDS = ("at_name", "at_child", "at_phone", "at_email", "at_case")

_NUMBER = re.compile(r"[+(\d][\d\s()+./\-]*")
_ABROAD = re.compile(r"^(?:\+|00)44\s*(?:\(0\))?")


def keys(identity: Identity) -> frozenset[Key]:
    """Return the blocking keys of an identity, at most 32; strangers seldom share one."""
    read = prepare(identity)
    ordered = dict.fromkeys([*_contact_keys(read), *_name_keys(read), *_crossed(read)])
    return _short(list(ordered)[:MOST_KEYS])


def _short(found: Iterable[Key]) -> frozenset[Key]:
    return frozenset((kind, value[:LONGEST_KEY]) for kind, value in found)


def _contact_keys(read: Prepared) -> Iterable[Key]:
    yield from (phone_key(phone.national) for phone in read.phones[:MOST_PHONES])
    yield from map(email_key, read.emails)
    yield from map(case_key, read.case_refs)


def _crossed(read: Prepared) -> Iterable[Key]:
    """Return a number, address or reference that many hold together with a name, or half of one, that many have."""
    readings = [reading for reading in _readings(read) if not reading.swapped]
    whole_names = [name for _, name in _whole_names(read)][:MOST_ROOTS]
    surnames = _sounds_of(part for r in readings for part in whole(r.surname))[:MOST_ROOTS]
    given = _roots(word for r in readings for word in whole(r.given[:1]))
    for kind, contact in _contact_keys(read):
        yield from ((f"{kind}+name", f"{contact} {name}") for name in whole_names)
        yield from ((f"{kind}+surname", f"{contact} {surname}") for surname in surnames)
        yield from ((f"{kind}+given", f"{contact} {first}") for first in given)


def _name_keys(read: Prepared) -> Iterable[Key]:
    sounds, children = _sounds(read), _roots(child.first for child in read.children)
    yield from (("surname", s) for s in _sounds(read, common=False))
    yield from (("child", child.first) for child in read.children)
    yield from (("given", first) for first in _roots(_firsts(read)))
    yield from _whole_names(read)
    yield from (("child+surname", f"{c} {s}") for c in children for s in sounds)
    yield from (("child+given", f"{c} {g}") for c in children for g in _roots(_firsts(read)))
    yield from _letters_and_surnames(read)


def _firsts(read: Prepared) -> list[str]:
    return [word for r in _readings(read) for word in whole(r.given[:1])]


def _readings(read: Prepared) -> list[Reading]:
    return [reading for name in read.names for reading in name.readings]


def _whole_names(read: Prepared) -> Iterable[Key]:
    """Return first name and surname by sound, the same whichever was typed first."""
    for reading in _readings(read)[:1]:
        for first in _roots(whole(reading.given[:1])):
            for last in _sounds_of(whole(reading.surname))[:MOST_ROOTS]:
                yield "name", " ".join(sorted((sound(first), last)))


def _letters_and_surnames(read: Prepared) -> Iterable[Key]:
    for reading in _readings(read):
        for letter in sorted(letters(reading.given[:1])):
            for last in _sounds_of(whole(reading.surname))[:MOST_ROOTS]:
                yield "letter+surname", f"{letter} {last}"


def _sounds(read: Prepared, *, common: bool = True) -> list[str]:
    frequency = {**names().frequency["surnames"], **names().frequency["forenames"]}
    parts = dict.fromkeys(part for r in _readings(read) for part in whole(r.surname))
    wanted = [part for part in parts if common or frequency.get(part, 0.0) < COMMON_SURNAME]
    return _sounds_of(wanted)[:MOST_SOUNDS]


def _sounds_of(surname: Iterable[str]) -> list[str]:
    cores = [form for part in surname for form in sorted(written_apart(surname_core(part)))]
    return list(dict.fromkeys(sound(core) for core in cores))


def _roots(given: Iterable[str]) -> list[str]:
    found = dict.fromkeys(root for name in given for root in _heads(name))
    return list(found)[:MOST_ROOTS]


def _heads(given: str) -> list[str]:
    """Return what a first name's spellings and short forms have in common, the surest first."""
    own = sorted(names().heads.get(given, ()))
    return [*own, *sorted(roots(given) - {given, *own}), given]


def lookup_keys(identity: Identity) -> frozenset[Key]:
    """Return what somebody may type to find this customer: words of the names, numbers, their ends."""
    read = prepare(identity)
    found = {("at_name", word) for word in _typed_words(identity.name)}
    found |= {("at_child", word) for word in _typed_words(identity.child)}
    for phone in read.phones:
        ends = {phone.national[-tail:] for tail in TAILS}
        found |= {("at_phone", digits) for digits in {phone.national, *ends}}
    found |= {("at_email", email) for email in read.emails}
    found |= {("at_case", case_ref) for case_ref in read.case_refs}
    return _short(found)


def whole_keys(typed: str) -> frozenset[Key]:
    """Return the keys of a telephone number, an e-mail address or a case reference that was typed whole; a name has none."""
    return frozenset(_contact_keys(prepare(Identity(phone=typed, email=typed, case_ref=typed))))


def lookup_prefix(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds to look in and the beginnings that one customer's look-up keys must all have.

    No beginnings: nothing was typed that could be looked for.
    """
    text = typed[:LONGEST].strip()
    if "@" in text:
        return LOOKUP_KINDS, _starts([read_email(text) or "".join(fold(text).split())])
    if _NUMBER.fullmatch(text):
        return LOOKUP_KINDS, _starts([_digits(text)])
    found = [start for word in fold(text).split() for start in _beginnings(word)]
    said = [start for start in found if start not in names().titles] or found
    return LOOKUP_KINDS, _starts(said)


def _starts(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(start[:LONGEST_KEY] for start in said if start))


def _digits(typed: str) -> str:
    return re.sub(r"\D", "", _ABROAD.sub("0", typed.strip())) if typed else ""


def _beginnings(word: str) -> list[str]:
    if any(char.isdigit() for char in word):
        return [digits] if (digits := read_case(word)) else []
    return words(word.replace("'", ""))


def _typed_words(typed: str | None) -> set[str]:
    """Return every word, hyphenated names also in one, without titles; brackets and all."""
    if not typed:
        return set()
    folded = fold(typed[:LONGEST]).replace("'", "")
    parts = words(folded)
    joined = [word.replace("-", "") for word in re.findall(r"[^\W_]+(?:-[^\W_]+)+", folded)]
    surnames = read_name(typed).surnames
    return ({*parts, *joined} | surnames) - names().titles
