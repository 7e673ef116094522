"""Keys that find candidates, and what can be typed to find a customer."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Identity, keys, lookup_keys, lookup_prefix

anything = st.none() | st.text(max_size=80)
identities = st.builds(
    Identity, name=anything, email=anything, phone=anything, case_ref=anything, child=anything
)
LIZ = Identity("Elizabeth Marlowe-Finch", "liz.m@example.org", "+44 7700 900123", "S-4100", "Rowan M")


def finds(typed: str, identity: Identity = LIZ) -> bool:
    kinds, starts = lookup_prefix(typed)
    held = [value for kind, value in lookup_keys(identity) if kind in kinds]
    return bool(starts) and all(any(value.startswith(start) for value in held) for start in starts)


@pytest.mark.parametrize(
    "other",
    [
        Identity("Liz Finch", child="Rowan"),
        Identity("Mrs Marlowe"),
        Identity("Marlowe Elizabeth"),
        Identity("Beth Marlow"),
        Identity(None, "LIZ.M@example.org"),
        Identity(None, None, "07700900123"),
        Identity(None, None, None, "s4100"),
        Identity("E Finch"),
    ],
)
def test_other_ways_to_write_a_customer_share_a_key(other: Identity) -> None:
    assert keys(LIZ) & keys(other)


def test_a_common_surname_alone_is_no_key() -> None:
    assert not keys(Identity("Sarah Smith")) & keys(Identity("David Smith"))


@pytest.mark.parametrize(
    "typed",
    [
        "Eliz", "marlowe", "Finch", "mrs marl", "MARLOWE-FI", "marlowef", "liz.m@", "07700 9001",
        "+44 7700 900", "07700900123", "0123", "123", "s-41", "S4100", "rowan", "marlowe 123", "rowan finch",
    ],
)  # fmt: skip
def test_whatever_is_typed_of_a_customer_finds_them(typed: str) -> None:
    assert finds(typed)


@pytest.mark.parametrize("typed", ["marlowe okoro", "0124", "s-42", "🙂", "", "   ", "\x00"])
def test_what_is_not_theirs_does_not_find_them(typed: str) -> None:
    assert not finds(typed)


@settings(max_examples=200, deadline=None)
@given(identities)
def test_keys_are_few_and_never_raise_whatever_was_typed(identity: Identity) -> None:
    found = keys(identity)
    assert len(found) <= 32
    assert all("\x00" not in value for _, value in found | lookup_keys(identity))


@pytest.mark.parametrize(
    "typed", ["\x00", "\u202eabc", "🙂" * 50, "a" * 20_000, "\ud800", "+44", "(((", "@", "-'-"]
)
def test_hostile_text_is_only_text(typed: str) -> None:
    identity = Identity(typed, typed, typed, typed, typed)
    _kinds, prefixes = lookup_prefix(typed)
    kept = [value for _kind, value in keys(identity) | lookup_keys(identity)]
    assert all(re.fullmatch(r"[A-Za-z0-9@ ]{1,200}", value) for value in (*kept, *prefixes))
