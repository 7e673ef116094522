"""The arithmetic: whatever the classes are called, and however many there are."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.linkage import PerClass, posterior

probability = st.floats(1e-6, 1)


def per_class(classes: int) -> st.SearchStrategy[list[float]]:
    return st.lists(probability, min_size=classes, max_size=classes)


pairs = st.integers(2, 5).flatmap(lambda n: st.tuples(per_class(n), st.lists(per_class(n), max_size=12)))


@given(pairs)
def test_the_classes_share_certainty_among_them(pair: tuple[PerClass, list[PerClass]]) -> None:
    found = posterior(*pair)
    assert len(found) == len(pair[0])
    assert math.fsum(found) == pytest.approx(1)
    assert all(0 <= each <= 1 for each in found)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_shown_changes_nothing(
    pair: tuple[PerClass, list[PerClass]], chance: Random
) -> None:
    prior, shown = pair
    shuffled = chance.sample(shown, len(shown))
    assert posterior(prior, shuffled) == posterior(prior, shown)


@given(pairs)
def test_what_all_classes_show_alike_says_nothing(pair: tuple[PerClass, list[PerClass]]) -> None:
    prior, shown = pair
    assert posterior(prior, [*shown, [0.3] * len(prior)]) == pytest.approx(posterior(prior, shown))


def test_two_classes_are_bayes_rule() -> None:
    assert posterior((1, 99), [(0.9, 0.01), (0.2, 0.4)]) == pytest.approx((0.18 / 0.576, 0.396 / 0.576))


def test_nothing_shown_leaves_what_was_expected() -> None:
    assert posterior((1, 2, 5), []) == pytest.approx((0.125, 0.25, 0.625))


def test_a_thousand_fields_against_do_not_vanish() -> None:
    assert posterior((0.5, 0.5), [(1e-6, 2e-6)] * 1000) == pytest.approx((0, 1))


def test_likelihoods_of_another_number_of_classes_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        posterior((1, 2, 5), [(0.9, 0.1)])
