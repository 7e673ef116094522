"""Why, in words: every kind of reason has a sentence or is silent on purpose."""

import pytest

from bot.matching import Forms, Reason, ReasonKind
from bot.words import reasons

SILENT = {
    ReasonKind.TITLE_AGREES,
    ReasonKind.TITLE_DIFFERS,
    ReasonKind.COMPLAINT_FORM,
    ReasonKind.TOPICS_NEAR,
    ReasonKind.SAME_CHILD,
}
"""A title says next to nothing, and is guessed at times; a complaint form only ever speaks against; that one topic often
follows another is hard to say in a line; that the child is the same was said of the person."""

PARAMETERS = {ReasonKind.TIME_APART: ("2",), ReasonKind.TOPICS_SHARED: ("annual review",)}


@pytest.mark.parametrize("kind", ReasonKind)
def test_a_reason_has_one_sentence_or_is_silent_on_purpose(kind: ReasonKind) -> None:
    about_person = Reason(ReasonKind.SURNAME_INITIAL, 1.0)
    alone = reasons.sentences([about_person])
    both = reasons.sentences([about_person, Reason(kind, 1.0, PARAMETERS.get(kind, ()))])
    assert len(both) - len(alone) == (0 if kind in SILENT else 1)
    assert all(not sentence[0].islower() and sentence.endswith(".") for sentence in both)
    assert not any(char.isdigit() for sentence in both for char in sentence.replace("2 days", ""))


def test_what_is_just_the_same_is_one_sentence_what_says_most_first() -> None:
    kinds = (ReasonKind.SURNAME_EXACT, ReasonKind.TIME_APART, ReasonKind.CHILD_EXACT, ReasonKind.PHONE_MOBILE)
    said = reasons.sentences([Reason(kind, 1.0, PARAMETERS.get(kind, ())) for kind in kinds])
    assert said == ("The same mobile number, surname and child's first name.", "Reported 2 days apart.")


def test_what_speaks_against_stands_at_the_end() -> None:
    found = [Reason(ReasonKind.SURNAME_DIFFERS, -1.0), Reason(ReasonKind.PHONE_MOBILE, 4.0)]
    assert reasons.sentences(found) == ("The same mobile number.", "But the surnames differ.")


def test_a_chosen_customer_is_said_to_be_chosen() -> None:
    said = reasons.sentences([Reason(ReasonKind.TIME_APART, -1.0, ("0",))])
    assert said == ("You chose the same customer.", "Reported on the same day.")


@pytest.mark.parametrize(
    ("days", "said"),
    [("0", "Reported on the same day."), ("1", "Reported 1 day apart."), ("12", "Reported 12 days apart.")],
)
def test_time_is_said_in_days(days: str, said: str) -> None:
    assert said in reasons.sentences([Reason(ReasonKind.TIME_APART, -1.0, (days,))])


def test_topics_are_named() -> None:
    reason = Reason(ReasonKind.TOPICS_SHARED, 1.0, ("annual review", "transport to school", "suspension"))
    assert "Both about annual review, transport to school and suspension." in reasons.sentences([reason])


def test_topics_too_common_to_name_are_not_named() -> None:
    assert reasons.sentences([Reason(ReasonKind.PHONE_MOBILE, 1), Reason(ReasonKind.TOPICS_SHARED, 1)]) == (
        "The same mobile number.",
    )


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        (Forms("Liz", "Elizabeth", short=True), "Liz is short for Elizabeth."),
        (Forms("Kateryna", "Katya", short=False), "Kateryna and Katya are forms of one name."),
    ],
)
def test_two_forms_of_a_first_name_are_said_where_they_may_be_seen(forms: Forms, said: str) -> None:
    variant = [Reason(ReasonKind.GIVEN_VARIANT, 3.7)]
    assert reasons.sentences(variant, forms) == (said,)
    assert reasons.sentences(variant) == ("The first names are forms of one name.",)


def test_another_child_is_said_once() -> None:
    both = [Reason(ReasonKind.CHILD_DIFFERS, -3.0), Reason(ReasonKind.OTHER_CHILD, -1.9)]
    assert reasons.sentences(both) == ("But the child's name differs.",)
    assert "But it is about another child." in reasons.sentences(both[1:])
