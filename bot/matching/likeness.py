"""How alike two first names or two surnames are: the levels of `weights.toml`."""

import re
from collections.abc import Iterable
from functools import cache

import jellyfish
from nicknames import NickNamer
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from bot.matching.names import INITIAL
from bot.matching.tables import names

LONGEST_WORD = 40
SHORTEST_TYPO = 4
"""Letters below which one wrong letter makes another name: Ian, Ivan."""

SHORTEST_START = 3
SHORTEST_END = 4
"""Letters of a short form that begins, or ends, the full name."""

ALIKE = 0.92
SOUNDS_AND_ALIKE = 0.80
MOST_ROOTS = 6

_LENITED = re.compile(r"^([bcdfgmpst])h(?=[aeiou]|r|l|n)")
_ARTICLE = re.compile(r"^(?:al|el|o)(?=\w{5})")
_SILENT_E = re.compile(r"(?<=\w\w)e+$")
_FEMININE = (
    (re.compile(r"(?<=[sc]k)a$"), "i"),  # Wisniewska, Wisniewski
    (re.compile(r"(?<=[oe]v)a$"), ""),  # Ivanova, Ivanov
)


@cache
def _nicknamer() -> NickNamer:
    return NickNamer()


def roots(given: str) -> frozenset[str]:
    """Return the full names a first name may stand for, itself included, at most six."""
    own = names().heads.get(given, frozenset())
    fuller = sorted(_nicknamer().canonicals_of(given)) if given.isascii() else []
    fuller_heads = {head for name in fuller for head in names().heads.get(name, ())}
    ordered = dict.fromkeys([given, *sorted(own), *fuller, *sorted(fuller_heads)])
    return frozenset(list(ordered)[:MOST_ROOTS])


def sound(word: str) -> str:
    """Return how a word sounds in English, or the word itself where that says nothing (other scripts)."""
    plain = _SILENT_E.sub("", word[:LONGEST_WORD])
    return (jellyfish.metaphone(plain) if plain.isascii() else "") or plain


def surname_core(surname: str) -> str:
    """Return a surname without what changes with grammar: lenition, feminine ending."""
    core = _LENITED.sub(r"\1", surname)
    core = re.sub(r"^mc(?=\w{3})", "mac", core)
    for ending, plain in _FEMININE:
        core = ending.sub(plain, core)
    return core


def written_apart(core: str) -> frozenset[str]:
    """Return a surname with and without an article that may have grown into it: Alrashid, Obrien."""
    return frozenset({core, surname_core(_ARTICLE.sub("", core))})


def close(a: str, b: str) -> bool:
    """Whether one is the other mistyped, or typed as heard."""
    a, b = sorted((a[:LONGEST_WORD], b[:LONGEST_WORD]))
    if min(len(a), len(b)) < SHORTEST_TYPO:
        return False
    alike = JaroWinkler.similarity(a, b)
    if alike >= ALIKE or DamerauLevenshtein.distance(a, b) == 1:
        return True
    return alike >= SOUNDS_AND_ALIKE and sound(a) == sound(b)


def cut_short(a: str, b: str) -> bool:
    """Whether one is the beginning of the other, or its end: Beth, Bethany; Kelly, Kellyanne; Sade, Folasade."""
    short, long = sorted((a, b), key=len)
    return (long.startswith(short) and len(short) >= SHORTEST_START) or (
        long.endswith(short) and len(short) >= SHORTEST_END
    )


def whole(parts: Iterable[str]) -> tuple[str, ...]:
    """Return the parts that are words, not initials."""
    return tuple(part for part in parts if not part.endswith(INITIAL))


def letters(parts: Iterable[str]) -> frozenset[str]:
    """Return the first letter of every part."""
    return frozenset(part[0] for part in parts if part)


def given_level(a: str, b: str) -> str:
    """Compare two first names: `exact`, `variant`, `close` or `differs`."""
    if a == b:
        return "exact"
    if roots(a) & roots(b) or cut_short(a, b):
        return "variant"
    return "close" if close(a, b) else "differs"


def surname_level(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    """Compare two surnames of one or more parts: `exact`, `part`, `close` or `differs`."""
    if "".join(a) == "".join(b):
        return "exact"
    cores_a, cores_b = tuple(map(surname_core, a)), tuple(map(surname_core, b))
    if "".join(cores_a) == "".join(cores_b):
        return "exact"
    if set(cores_a) & set(cores_b):
        return "part"
    whole_a, whole_b = "".join(cores_a), "".join(cores_b)
    if written_apart(whole_a) & written_apart(whole_b):
        return "close"
    pairs = [(whole_a, whole_b), *((x, y) for x in cores_a for y in cores_b)]
    return "close" if any(close(x, y) for x, y in pairs) else "differs"
