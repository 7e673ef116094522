"""Same issue, given the same person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import (
    Account,
    Answered,
    ReasonKind,
    Told,
    of_issue,
    read_account,
    same_issue,
    speaks_for_one,
)
from bot.matching.tables import lexicon, weights

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def account(issue: str, details: str = "", *, days: float = 0, route: str = "helpline") -> Account:
    return Account(issue, details, route, T0 + timedelta(days=days))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("No TA since Easter", "one to one support missing"),
        ("Sec F not delivered", "s.42 provision not happening"),
        ("SALT not started", "speech and language therapist still absent"),
        ("SENDIST hearing", "bundle for the tribunal"),
        ("EBSA and a fine", "school refusal, penalty notice"),
        ("AR paperwork", "annual review late"),
        ("taxi stopped", "home to school transport"),
    ],
)
def test_abbreviations_and_plain_words_meet(a: str, b: str) -> None:
    match = same_issue(account(a), account(b, days=2))
    assert ReasonKind.TOPICS_SHARED in {reason.kind for reason in match.reasons}
    assert match.probability > 0.5


def test_an_abbreviation_is_a_whole_word() -> None:
    match = same_issue(account("ot report"), account("not sure whether anything happened"))
    assert ReasonKind.TOPICS_SHARED not in {reason.kind for reason in match.reasons}


def test_the_longer_ago_the_less_likely() -> None:
    found = [same_issue(account("x"), account("y", days=days)).probability for days in (0, 1, 7, 30, 365)]
    assert found == sorted(found, reverse=True)


def test_other_topics_weeks_later_are_another_issue() -> None:
    assert same_issue(account("Taxi late"), account("Dyslexia screening", days=25)).probability < 0.3


@pytest.mark.parametrize("days", [0, 3, 30])
@settings(max_examples=50, deadline=None)
@given(a=st.text(max_size=200), b=st.text(max_size=200))
def test_it_is_symmetrical_and_never_raises(days: int, a: str, b: str) -> None:
    there = same_issue(account(a, b), account(b, a, days=days))
    back = same_issue(account(b, a, days=days), account(a, b))
    assert there.probability == pytest.approx(back.probability)
    assert 0 < there.probability < 1


def test_reasons_name_topics_in_words_for_staff() -> None:
    match = same_issue(account("No TA"), account("one to one gone"))
    labels = {topic.label for topic in lexicon().topics}
    shared = [reason for reason in match.reasons if reason.kind is ReasonKind.TOPICS_SHARED]
    assert shared
    assert set(shared[0].parameters) <= labels


def told(*given: Account) -> list[Told]:
    return [read_account(each) for each in given]


def test_of_several_reports_the_one_that_fits_best_counts() -> None:
    draft, taxi = account("Draft plan"), account("Taxi late", days=5)
    now = read_account(account("comments on the draft", days=6))
    assert of_issue(now, told(draft, taxi)).probability > of_issue(now, told(taxi)).probability


def test_a_refusal_is_nearer_to_its_mediation_than_to_a_taxi() -> None:
    now = read_account(account("Mediation booked", days=3))
    refusal, taxi = (
        of_issue(now, told(account("Refusal to assess"))),
        of_issue(now, told(account("Taxi late"))),
    )
    assert refusal.probability > taxi.probability


def test_a_rare_word_in_both_says_more_than_a_common_one() -> None:
    rare = same_issue(account("Brackenfold again"), account("about Brackenfold", days=1))
    common = same_issue(account("meeting again"), account("about a meeting", days=1))
    assert rare.probability > common.probability


@pytest.mark.parametrize("words", ["same call, another matter", "now the other twin", "New matter: college"])
def test_a_report_that_says_so_is_more_likely_another_issue(words: str) -> None:
    earlier = account("Draft plan")
    silent, said = (
        same_issue(earlier, account("draft", days=1)),
        same_issue(earlier, account("draft", words, days=1)),
    )
    assert said.probability < silent.probability
    assert ReasonKind.NEW_MATTER in {reason.kind for reason in said.reasons}


def test_what_people_said_of_an_issue_before_counts_and_never_decides_alone() -> None:
    earlier, now = told(account("Draft plan")), read_account(account("comments on the draft", days=3))
    silent = of_issue(now, earlier)
    linked, separated = (
        of_issue(now, earlier, Answered(same=2)),
        of_issue(now, earlier, Answered(different=2)),
    )
    assert separated.probability < silent.probability < linked.probability
    assert separated.probability > 0.5
    assert not speaks_for_one(separated.reasons)


def test_another_child_is_more_likely_another_issue() -> None:
    same = replace(account("annual review overdue", days=2), child="Orla")
    other = replace(same, child="Idris")
    earlier = replace(account("annual review late"), child="Orla, y4")
    assert same_issue(earlier, other).probability < same_issue(earlier, same).probability
    assert ReasonKind.OTHER_CHILD in {reason.kind for reason in same_issue(earlier, other).reasons}


def test_every_level_of_the_weight_table_has_three_probabilities_and_every_reason_a_kind() -> None:
    levels = [row for field in weights().people.values() for row in field.values()]
    assert all(0 < probability <= 1 for row in levels for probability in row)
