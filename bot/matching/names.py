"""A customer's name as it was typed: titles away, and the ways to read what is left."""

import re
from dataclasses import dataclass

from bot.matching.tables import Names, names
from bot.matching.texts import LONGEST, fold, words

MOST_WORDS = 8
"""Words of a name that are looked at; more is not a name."""

INITIALS_LENGTH = 3
INITIAL = "."
"""Ends a word that is an initial."""

_BRACKETED = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_POSSESSIVE = re.compile(r"\b[^\W\d_]+['\u2019]s\s+(?=[^\W\d_])")
_VOWELS = re.compile(r"[aeiouy]")
_SHORT_SURNAMES = frozenset({"ng", "sz"})


@dataclass(frozen=True)
class Reading:
    """One way to read a name: folded words; an initial ends in a full stop. Any part may be empty."""

    given: tuple[str, ...]
    middle: tuple[str, ...]
    surname: tuple[str, ...]
    swapped: bool = False


@dataclass(frozen=True)
class Name:
    """`title` is `he`, `she` or empty; `readings` is empty where there is no name at all."""

    title: str
    readings: tuple[Reading, ...]

    @property
    def given(self) -> frozenset[str]:
        """Every word that may be a first name, without initials."""
        return frozenset(
            word for r in self.readings for word in r.given + r.middle if not word.endswith(INITIAL)
        )

    @property
    def surnames(self) -> frozenset[str]:
        """Every word that may be a surname or half of one, without initials."""
        return frozenset(
            word for r in self.readings for word in r.surname + r.middle if not word.endswith(INITIAL)
        )


def read_name(typed: str | None) -> Name:
    """Read a name however it was typed; never raises."""
    if not typed:
        return Name("", ())
    table = names()
    chunks = _chunks(typed)
    title, rest = _without_titles(chunks, table)
    titled = any(set(chunk) <= table.titles for chunk in chunks)
    kept = _without_particles(rest, table, titled=titled)[:MOST_WORDS]
    return Name(title, _readings(kept, titled=titled))


Chunk = tuple[str, ...]
"""The parts of one typed word: several where it has hyphens."""


def _chunks(typed: str) -> list[Chunk]:
    text = _POSSESSIVE.sub(" ", _without_brackets(typed[:LONGEST]))
    before, comma, after = text.partition(",")
    if comma and _is_a_note(before, after):
        text = before
    elif comma and words(fold(after)) and len(words(before)) <= INITIALS_LENGTH:
        text = f"{after} {before}"
    spaced = re.sub(r"\s*-\s*", "-", text)
    raw = [word for word in re.split(r"[^\w'\u2019\-\u2010\u2011\u0300-\u036f]+", spaced) if word]
    shouted = all(word.upper() == word for word in raw)
    found = [_chunk(word, shouted=shouted) for word in raw]
    return [chunk for chunk in found if chunk]


def _without_brackets(typed: str) -> str:
    """Drop what stands in brackets, unless only that is in our letters: Оксана (Oksana)."""
    outside = _BRACKETED.sub(" ", typed)
    inside = " ".join(_BRACKETED.findall(typed))
    ours = any(char.isascii() for word in words(fold(outside)) for char in word)
    return outside if ours or not words(fold(inside)) else re.sub(r"[()\[\]]", " ", inside)


def _is_a_note(before: str, after: str) -> bool:
    """Whether what follows a comma is who they are and no first name: Khan, fosters; Charlie, navy mum."""
    said = words(fold(after))
    small = before.strip()[:1].isupper() and any(word[:1].islower() for word in after.split())
    return bool(said) and (small or any(word in names().ignored for word in said))


def _chunk(raw: str, *, shouted: bool) -> Chunk:
    folded = fold(raw).replace("'", " " if re.match(r"(?i)[od]['\u2019]", raw) else "")
    parts = [part for word in folded.split() for part in word.split("-")]
    cleaned = ["".join(char for char in part if char.isalpha()) for part in parts]
    if len(cleaned) == 1 and _is_initials(raw, cleaned[0], shouted=shouted):
        return tuple(letter + INITIAL for letter in cleaned[0])
    return tuple(part for part in cleaned if part)


def _is_initials(raw: str, word: str, *, shouted: bool) -> bool:
    if len(word) <= 1:
        return bool(word)
    if len(word) > INITIALS_LENGTH or word in _SHORT_SURNAMES or word in names().titles:
        return False
    return (raw.isupper() and not shouted) or (word.isascii() and not _VOWELS.search(word))


def _without_titles(chunks: list[Chunk], table: Names) -> tuple[str, list[Chunk]]:
    said = {part for chunk in chunks for part in chunk if part in table.titles}
    he, she = bool(said & table.he), bool(said & table.she)
    title = ("he" if he else "she") if he != she else ""
    rest = [chunk for chunk in chunks if not set(chunk) <= table.titles | table.ignored]
    return title, rest


def _without_particles(chunks: list[Chunk], table: Names, *, titled: bool) -> list[Chunk]:
    """Drop al, ni, de and the like wherever another word follows, but keep a first name such as Al."""
    kept = []
    for at, chunk in enumerate(chunks):
        parts = [p for p in chunk[:-1] if p not in table.particles] + list(chunk[-1:])
        droppable = table.particles if at or titled else table.particles_first
        if len(parts) == 1 and parts[0] in droppable and at < len(chunks) - 1:
            continue
        kept.append(tuple(parts))
    return kept


def _readings(chunks: list[Chunk], *, titled: bool) -> tuple[Reading, ...]:
    """One word may be either name, but after a title it is a surname (Miss Sarah is found read backwards)."""
    if not chunks:
        return ()
    first, last = chunks[0], chunks[-1]
    if len(chunks) == 1:
        alone = Reading((), (), first)
        return (alone,) if titled else (Reading(first, (), ()), alone)
    middle = tuple(part for chunk in chunks[1:-1] for part in chunk)
    return (Reading(first, middle, last), Reading(last, middle, first, swapped=True))
