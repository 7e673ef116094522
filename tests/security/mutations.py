"""A payload as it was recorded, and what somebody made of it: other types, keys left out, depth, length, odd characters."""

import copy
from collections.abc import Iterator
from typing import Any
from zlib import crc32

from hypothesis import strategies as st

Json = Any
Path = tuple[str | int, ...]

TYPES: tuple[Json, ...] = (None, True, 0, -1, 1e308, 10**30, "", [], {}, [None], [[]], [{}], {"x": {}})
TEXTS = (
    "{}",
    "{}\x00\x1b[31m\n{}",
    "\ud800{}",
    "'; drop table {}; --",
    "<!channel> ={}",
    "../../{}/etc/passwd",
)
DEPTH, LENGTH = 150, 60_000


def mutated(payload: Json) -> st.SearchStrategy[Json]:
    """The same with one to three places changed."""
    return st.lists(_changes(), min_size=1, max_size=3).map(lambda changes: _changed(payload, changes))


def _changes() -> st.SearchStrategy[tuple[int, str]]:
    """How far along the payload, and what is done there."""
    kinds = (*map(repr, TYPES), *TEXTS, "drop", "deep", "long")
    return st.tuples(st.integers(0, 10_000), st.sampled_from(kinds))


def _changed(payload: Json, changes: list[tuple[int, str]]) -> Json:
    whole = copy.deepcopy(payload)
    for far, kind in changes:
        if places := list(_places(whole)):
            _change(whole, places[far % len(places)], kind)
    return whole


def _places(payload: Json, here: Path = ()) -> Iterator[Path]:
    inside = payload.items() if isinstance(payload, dict) else enumerate(payload)
    for name, value in inside:
        yield (*here, name)
        if isinstance(value, dict | list):
            yield from _places(value, (*here, name))


def _change(whole: Json, path: Path, kind: str) -> None:
    parent = whole
    for name in path[:-1]:
        parent = parent[name]
    if kind == "drop":
        del parent[path[-1]]
    else:
        parent[path[-1]] = _instead(kind, f"Zq{crc32(repr(path).encode()):x}z")


def _instead(kind: str, word: str) -> Json:
    """What stands there then; its word is used in no other place, so that it can be told where it came from."""
    if kind in TEXTS:
        return kind.replace("{}", word)
    if kind == "long":
        return word * (LENGTH // len(word))
    if kind == "deep":
        deep: Json = word
        for _ in range(DEPTH):
            deep = [deep]
        return deep
    return copy.deepcopy(next(each for each in TYPES if repr(each) == kind))
