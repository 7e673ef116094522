"""The published numbers and words that matching goes by, read from the packaged data files once."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from bot.matching.linkage import FieldTable
from bot.matching.texts import fold

ANY_ENDING = "*"
WEIGHTS = "weights.toml"
PER = 100_000
"""The frequencies of names in `names.toml` count people of so many."""

Likelihoods = tuple[float, float, float]
"""How often a level is seen between records of one person, of one household, of two strangers."""


@dataclass(frozen=True)
class Weights:
    """`weights.toml`."""

    version: str
    prior: Likelihoods
    people: FieldTable
    whose: Mapping[str, float]
    issues: Mapping[str, float]
    thresholds: Mapping[str, float]


@dataclass(frozen=True)
class Names:
    """`names.toml`; `heads` gives for each variant the first spelling of each of its lines."""

    he: frozenset[str]
    she: frozenset[str]
    titles: frozenset[str]
    ignored: frozenset[str]
    particles: frozenset[str]
    particles_first: frozenset[str]
    heads: Mapping[str, frozenset[str]]
    usually: Mapping[str, str]
    frequency: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Topic:
    """Something customers contact about; `pattern` finds the ways to say it in folded text."""

    key: str
    label: str
    weight: float
    pattern: re.Pattern[str]
    near: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """`lexicon.toml`."""

    version: str
    topics: tuple[Topic, ...]
    follow_up: re.Pattern[str]
    new_matter: re.Pattern[str]
    stop: frozenset[str]


def _text(name: str) -> str:
    return resources.files("bot.matching").joinpath(name).read_text("utf-8")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


_NONE: Mapping[str, Sequence[str]] = MappingProxyType({})
_OWN: dict[str, float] = {}


_SAYS: dict[str, tuple[str, ...]] = {}


def use(thresholds: Mapping[str, float], says: Mapping[str, Sequence[str]] = _NONE) -> None:
    """Let these thresholds count before the packaged ones, and topics be said in these words too.

    Said once, before anything is compared.
    """
    _OWN.clear()
    _OWN.update(thresholds)
    _SAYS.clear()
    _SAYS.update({topic: tuple(map(fold, words)) for topic, words in says.items()})
    weights.cache_clear()
    lexicon.cache_clear()


def packaged_topics() -> frozenset[str]:
    """Return the keys of the topics of `lexicon.toml`."""
    return frozenset(_read("lexicon.toml")["topic"])


def packaged_thresholds() -> Mapping[str, float]:
    """Return the thresholds of `weights.toml`, whatever counts before them."""
    found: Mapping[str, float] = _read(WEIGHTS)["thresholds"]
    return found


def packaged_text() -> str:
    """Return `weights.toml` as it is written, to say on which line something stands."""
    return _text(WEIGHTS)


@cache
def weights() -> Weights:
    """Return the weight table, with the thresholds in use."""
    data = _read(WEIGHTS)
    prior = data["prior"]
    people = {
        field: {level: (row[0], row[1], row[2]) for level, row in levels.items()}
        for field, levels in data["people"].items()
    }
    return Weights(
        version=data["version"],
        prior=(prior["same"], prior["household"], prior["different"]),
        people=people,
        whose=data["whose"],
        issues=data["issues"],
        thresholds={**data["thresholds"], **_OWN},
    )


def _heads(lines: str) -> Mapping[str, frozenset[str]]:
    heads: dict[str, set[str]] = {}
    for line in filter(None, map(str.split, lines.splitlines())):
        for name in line:
            heads.setdefault(name, set()).add(line[0])
    return MappingProxyType({name: frozenset(found) for name, found in heads.items()})


@cache
def names() -> Names:
    """Return the table of names."""
    data = _read("names.toml")
    titles = frozenset(data["titles_he"] + data["titles_she"] + data["titles_any"])
    usual = data["usual_title"]
    usually = {name: title for title in ("he", "she") for name in usual[title].split()}
    return Names(
        he=frozenset(data["titles_he"]),
        she=frozenset(data["titles_she"]),
        titles=titles,
        ignored=frozenset(data["suffixes"] + data["relations"]),
        particles=frozenset(data["particles"]),
        particles_first=frozenset(data["particles_first"]),
        heads=_heads(data["variants"]),
        usually=usually,
        frequency={
            kind: {name: count / PER for name, count in data[kind].items()}
            for kind in ("surnames", "forenames", "children")
        },
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    alternatives = "|".join(
        re.escape(phrase.removesuffix(ANY_ENDING)) + (r"\w*" if phrase.endswith(ANY_ENDING) else "")
        for phrase in longest_first
    )
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


@cache
def lexicon() -> Lexicon:
    """Return the domain's topics and the ways to say them."""
    data = _read("lexicon.toml")
    topics = tuple(
        Topic(
            key,
            row["label"],
            row.get("weight", 1.0),
            _any_of([*row["says"], *_SAYS.get(key, ())]),
            frozenset(row.get("near", ())),
        )
        for key, row in data["topic"].items()
    )
    return Lexicon(
        data["version"],
        topics,
        _any_of(data["follow_up"]),
        _any_of(data["new_matter"]),
        frozenset(data["stop"].split()),
    )


@cache
def _rarities() -> tuple[Mapping[str, float], float]:
    data = _read("words.toml")
    known = {stem: float(band) for band, line in data["rarity"].items() for stem in line.split()}
    return MappingProxyType(known), data["unknown"]


def rarity(stem: str) -> float:
    """Return how much the beginning of a word says: the natural logarithm of 1 / the share of reports with it."""
    known, unknown = _rarities()
    return known.get(stem, unknown)
