"""What answers say about thresholds: shares with their ranges, and proposals only where there are labels enough."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.matching import decisions
from bot.matching.decisions import ANSWERS_NEEDED, LINKS_NEEDED, Basis, Suggested, Verdict, wilson

SAME, DIFFERENT, NONE = Verdict.SAME, Verdict.DIFFERENT, Verdict.NONE


def suggested(
    probability: float,
    verdict: Verdict,
    *,
    sure: bool,
    may_be_sure: bool,
    version: str = "1",
    likely: float = 0.45,
) -> Suggested:
    return Suggested(
        probability=probability,
        sure=sure,
        answer=NONE if sure else verdict,
        verdict=verdict,
        basis=Basis(version=version, likely=likely, may_be_sure=may_be_sure),
    )


def asked(probability: float, verdict: Verdict, times: int = 1, version: str = "1") -> list[Suggested]:
    """Questions that could not have been linked without asking."""
    return [suggested(probability, verdict, sure=False, may_be_sure=False, version=version)] * times


def linked(probability: float, verdict: Verdict, times: int = 1) -> list[Suggested]:
    return [suggested(probability, verdict, sure=True, may_be_sure=True)] * times


def near_sure(probability: float, verdict: Verdict, times: int = 1) -> list[Suggested]:
    """Questions that only the threshold kept from being links."""
    return [suggested(probability, verdict, sure=False, may_be_sure=True)] * times


def best(proposal: decisions.Proposal) -> float | None:
    return proposal.best.threshold if proposal.best else None


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_range_is_wilsons_as_newcombe_printed_it_in_1998(
    right: int, of: int, low: float, high: float
) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=0.00005)


def test_so_many_answers_are_the_fewest_with_a_range_of_ten_points_either_way() -> None:
    def half(of: int) -> float:
        return max((high - low) / 2 for low, high in (wilson(right, of) for right in range(of + 1)))

    assert half(ANSWERS_NEEDED) <= 0.1 < half(ANSWERS_NEEDED - 1)


def test_so_many_links_are_the_fewest_that_can_show_98_in_100() -> None:
    assert wilson(LINKS_NEEDED, LINKS_NEEDED)[0] >= 0.98 > wilson(LINKS_NEEDED - 1, LINKS_NEEDED - 1)[0]


def test_precision_and_recall_from_a_threshold_on() -> None:
    found = [*asked(0.9, SAME, 3), *asked(0.9, DIFFERENT), *asked(0.5, SAME), *asked(0.5, DIFFERENT, 2)]
    high, low = decisions.at(0.6, found), decisions.at(0.5, found)
    assert (high.precision.value, high.recall.value, high.f1) == (0.75, 0.75, 0.75)
    assert (low.precision.value, low.recall.value) == (4 / 7, 1.0)
    assert low.f1 == pytest.approx(8 / 11)
    nothing = decisions.at(0.95, found)
    assert (nothing.precision.value, nothing.precision.interval, nothing.f1) == (None, None, 0.0)
    assert decisions.at(0.5, []).f1 is None


def test_between_two_thresholds_every_suggestion_counts_once() -> None:
    found = [
        *asked(0.05, SAME),
        *asked(0.1, DIFFERENT),
        *asked(0.149, SAME),
        *asked(0.95, SAME),
        *asked(1.0, SAME),
    ]
    counted = [decisions.near(step, found) for step in decisions.STEPS]
    assert sum(each.of for each in counted) == 5
    assert [(each.right, each.of) for each in counted if each.of] == [(1, 1), (1, 2), (2, 2)]


def test_the_steps_are_the_numbers_that_people_write() -> None:
    assert decisions.STEPS[0] == 0.05
    assert decisions.STEPS[-1] == 0.95
    assert {0.15, 0.3, 0.35, 0.7} <= {*decisions.STEPS}


def many(*, wrong_low: int) -> list[Suggested]:
    return [*asked(0.9, SAME, 60), *asked(0.55, DIFFERENT, wrong_low), *asked(0.46, SAME, 10)]


def test_the_threshold_with_the_highest_f1_is_proposed() -> None:
    proposal = decisions.likely(many(wrong_low=40), 0.45, 0.45)
    assert (proposal.there, proposal.enough, proposal.changes) == (110, True, True)
    assert best(proposal) == 0.6  # right 60 of 60, of 70; from 0.45 on 70 of 110
    few_wrong = decisions.likely([*many(wrong_low=3), *asked(0.9, SAME, 20)], 0.45, 0.45)
    assert (best(few_wrong), few_wrong.changes) == (0.45, False)


def test_of_equally_good_thresholds_the_one_nearest_to_that_in_use_is_kept() -> None:
    found = asked(0.9, SAME, 100)
    assert best(decisions.likely(found, 0.47, 0.45)) == 0.47
    assert best(decisions.likely(found, 0.95, 0.45)) == 0.9


def test_with_one_answer_too_few_nothing_is_proposed() -> None:
    found = [*asked(0.9, SAME, 50), *asked(0.5, DIFFERENT, 42)]
    short = decisions.likely(found, 0.45, 0.45)
    assert (short.there, short.enough, short.best) == (92, False, None)
    assert best(decisions.likely([*found, *asked(0.5, DIFFERENT)], 0.45, 0.45)) == 0.55


def test_links_that_nobody_took_back_are_no_answers() -> None:
    assert not decisions.likely(linked(0.9, SAME, 500), 0.45, 0.45).enough


def test_below_what_was_ever_asked_nothing_is_proposed() -> None:
    found = [*asked(0.46, SAME, 40), *asked(0.65, DIFFERENT, 60)]
    assert best(decisions.likely(found, 0.6, 0.6)) in {0.6, 0.65}


def test_the_lowest_threshold_with_98_right_in_100_is_proposed_for_links() -> None:
    found = [*linked(0.9, SAME, 200), *near_sure(0.75, SAME, 49), *near_sure(0.75, DIFFERENT)]
    proposal = decisions.sure([*found, *near_sure(0.6, DIFFERENT, 2)], 0.85, 0.45)
    assert (proposal.there, best(proposal), proposal.changes) == (252, 0.75, True)


def test_what_would_be_new_among_the_links_must_be_right_by_itself() -> None:
    good = linked(0.9, SAME, 1000)
    assert best(decisions.sure([*good, *near_sure(0.75, DIFFERENT, 15)], 0.85, 0.45)) == 0.85
    assert best(decisions.sure([*good, *near_sure(0.75, SAME, 49)], 0.85, 0.45)) == 0.85
    assert best(decisions.sure([*good, *near_sure(0.75, SAME, 50)], 0.85, 0.75)) == 0.75


def test_where_links_were_wrong_too_often_a_higher_threshold_is_proposed() -> None:
    found = [*linked(0.96, SAME, 189), *linked(0.86, DIFFERENT, 10)]
    assert best(decisions.sure(found, 0.85, 0.45)) == 0.9
    none_would_do = decisions.sure([*found, *linked(0.97, DIFFERENT, 10)], 0.85, 0.45)
    assert (none_would_do.enough, none_would_do.best) == (True, None)


def test_what_could_not_be_linked_without_asking_says_nothing_about_links() -> None:
    found = [*linked(0.9, SAME, 189), *asked(0.9, DIFFERENT, 50)]
    proposal = decisions.sure(found, 0.85, 0.45)
    assert (proposal.there, best(proposal)) == (189, 0.85)


def test_with_one_link_too_few_nothing_is_proposed_for_links() -> None:
    assert decisions.sure(linked(0.9, SAME, 188), 0.85, 0.45).best is None


def test_unknown_verdicts_and_other_weights_are_left_out() -> None:
    found = [*asked(0.9, SAME), *asked(0.9, NONE), *asked(0.9, SAME, version="2")]
    bare = replace(*asked(0.9, SAME), basis=None)
    kept = decisions.comparable([*found, bare], "1")
    assert len(kept) == 2
    assert len(decisions.labelled(kept)) == 1


def test_all_was_suggested_from_the_highest_threshold_that_ever_counted() -> None:
    def by(likely: Iterable[float]) -> list[Suggested]:
        return [suggested(0.9, SAME, sure=False, may_be_sure=False, likely=each) for each in likely]

    assert decisions.asked_from(by([0.45, 0.6, 0.5]), 0.45) == 0.6
    assert decisions.asked_from([], 0.45) == 0.45
