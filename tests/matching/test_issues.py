"""Same issue, given the same person."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import (
    Account,
    Identity,
    IssueMatch,
    Likeness,
    Outcome,
    PersonMatch,
    Reason,
    ReasonKind,
    compare,
    judge,
    same_issue,
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


def test_only_a_sure_person_links_at_once() -> None:
    person = compare(
        Identity("Liz Marlowe", phone="07700 900123"), Identity("Liz Marlowe", phone="07700900123")
    )
    topic = (Reason(ReasonKind.TOPICS_SHARED, 2.5, ("transport",)),)
    assert judge(person, IssueMatch(0.95, topic)) is Likeness.SURE
    assert judge(person, IssueMatch(0.6, topic)) is Likeness.LIKELY
    assert judge(person, IssueMatch(0.1, topic)) is Likeness.UNLIKELY
    unsure = PersonMatch(Outcome.SAME, person.probability, 0.0, sure=False, reasons=())
    assert judge(unsure, IssueMatch(0.95, topic)) is Likeness.LIKELY


def test_one_day_alone_does_not_link_at_once_and_differing_topics_never_do() -> None:
    person = PersonMatch(Outcome.SAME, 1.0, 0.0, sure=True, reasons=())
    topic = Reason(ReasonKind.TOPICS_SHARED, 2.5, ("transport",))
    differ = Reason(ReasonKind.TOPICS_DIFFER, -1.2)
    assert judge(person, IssueMatch(0.99, ())) is Likeness.LIKELY
    assert judge(person, IssueMatch(0.99, (topic, differ))) is Likeness.LIKELY


def test_every_level_of_the_weight_table_has_three_probabilities_and_every_reason_a_kind() -> None:
    levels = [row for field in weights().people.values() for row in field.values()]
    assert all(0 < probability <= 1 for row in levels for probability in row)
