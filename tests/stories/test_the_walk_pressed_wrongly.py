"""The walk pressed wrongly: old buttons, absurd days, too much text, the wrong person; each reads what to do instead."""

import pytest

from tests.office import MANAGERS, Office, labels, words
from tests.stories.test_the_walk import (
    consider,
    considered_case,
    newest_case,
    propose,
    restricted,
    talk,
    value_of,
)


@pytest.fixture
def walked(service: Office) -> Office:
    """A case that Grace opened."""
    return considered_case(service)


def test_ones_own_old_button_says_so_and_leads_to_the_case(walked: Office) -> None:
    old = value_of(walked)
    consider(walked, walked.grace, speaker=walked.amira, result="watch")
    walked.grace.presses_raw("case.consider", old)
    assert walked.grace.title == "M-0001: this button is older than the case"
    walked.grace.presses("Show the case")
    assert walked.grace.title == "M-0001 · C-0001 · watching"


def test_a_shut_step_says_what_would_open_it_and_leads_to_the_case(walked: Office) -> None:
    walked.grace.presses_raw("restriction.agree", value_of(walked))
    assert "First a fairness check with the result" in walked.grace.reads_answer()
    assert labels(walked.grace.seen) == ["Show the case"]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("2026-11-24", "This is still to come."),
        ("2026-11-20", "The fairness check that asks for it was on Mon 23 Nov."),
        ("0001-01-01", "Please give a day"),
    ],
)
def test_a_conversation_was_held_between_the_check_and_today(walked: Office, held: str, said: str) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    walked.amira.presses_raw("case.conversation", value_of(walked))
    walked.amira.fills_in(held=held, how="helpline", explained="Calls", view="Worried", outcome="agreed")
    assert said in walked.amira.errors()["held"]


def test_a_word_that_would_be_over_is_asked_about(walked: Office) -> None:
    walked.amira.types("/incident word Okafor")
    walked.amira.fills_in(held="2026-08-01", explained="Calls", view="Worried", trying="One of us")
    assert "this one is over" in walked.amira.errors()["held"]


def test_what_was_typed_in_any_script_is_read_as_it_was_typed(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    walked.amira.presses_raw("case.conversation", value_of(walked))
    typed = "<script>alert(1)</script> 👩‍👧 \u202eعربي *bold*"
    walked.amira.fills_in(held="2026-11-23", how="helpline", explained=typed, view="v", outcome="agreed")
    propose(walked.amira, walked, "style", details="d" * 1000, review="2027-05-21")
    walked.owen.presses_on("decide:1", "Look and decide")
    assert "<script>alert(1)</script> 👩‍👧 عربي *bold*" in walked.owen.reads_answer()
    assert "d" * 1000 in walked.owen.reads_answer()


def test_too_long_a_line_is_told_its_length_and_nothing_is_decided(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    talk(walked, walked.amira)
    propose(walked.amira, walked, "style", details="No shouting", review="2027-05-21")
    walked.owen.presses_on("decide:1", "Look and decide")
    walked.owen.fills_in(agree_because="y" * 10_000)
    assert "300 fit" in walked.owen.errors()["agree_because"]
    walked.owen.fills_in(agree_because="In proportion, as I see it")
    assert "is approved" in walked.owen.title


def test_whoever_proposed_proposes_more_or_takes_it_back_from_their_own_message(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    talk(walked, walked.amira)
    propose(walked.amira, walked, "style", details="No shouting", review="2027-05-21")
    walked.settle()
    walked.amira.presses_on("turn:1/2", "Take back: M-0001/1")
    walked.settle()
    assert "was taken back" in words(walked.owen.message("decide:1"))
    walked.amira.presses_on("turn:1/2", "Propose a restriction")
    assert walked.amira.title == "Propose a restriction"


def test_nothing_can_be_confirmed_where_nothing_came(walked: Office) -> None:
    restricted(walked)
    walked.grace.presses_raw("misfit.confirm", value_of(walked))
    assert walked.grace.title == "M-0001: there is nothing to confirm"


def test_the_record_is_read_in_words_without_any_key(walked: Office) -> None:
    restricted(walked)
    walked.grace.presses_raw("case.record", value_of(walked))
    read = walked.grace.reads_answer()
    assert "Did we handle it properly? Checked, nothing in their favour" in read
    assert "a restriction was approved (M-0001/1)" in read
    assert "How it ended: They heard it; nothing is agreed" in read
    for key in ("nothing_found", "agree because", "agree_because", "no_change", "helpline:"):
        assert key not in read


def test_a_closed_case_says_that_nothing_is_asked_of_anybody(walked: Office) -> None:
    walked.owen.presses_raw("case.close", value_of(walked))
    walked.owen.fills_in(reasons="Two separate, genuine questions.")
    walked.grace.types("/incident case M-0001")
    assert "Nothing is asked of anybody." in walked.grace.reads_answer()
    assert "Not open now" not in walked.grace.reads_answer()
    assert labels(walked.grace.message("case:1/2", MANAGERS)) == ["Show the case"]


def test_what_the_customer_asked_for_comes_first_and_the_card_says_so(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    walked.amira.presses_raw("case.conversation", value_of(walked))
    walked.amira.fills_in(
        held="2026-11-23",
        how="helpline",
        explained="Five calls a day",
        view="Worried",
        adjustment="By e-mail, because of her hearing",
        outcome="agreed",
    )
    said = words(newest_case(walked.grace))
    assert "Next: a manager answers the customer's request for another way of communicating." in said
    assert "Then: AK or a manager proposes a restriction" in said
    assert "Propose a restriction" not in labels(walked.amira.seen)


def test_who_tries_again_to_speak_was_asked_already_and_is_reminded(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    walked.amira.presses_raw("case.conversation", value_of(walked))
    walked.amira.fills_in(held="2026-11-23", how="helpline", explained="Rang twice", outcome="not_reached")
    walked.settle()
    assert "Note how it went" in labels(walked.amira.message("turn:1/"))
    walked.at("2026-12-01 08:30")
    walked.settle()
    asked = [m for m in walked.amira.messages() if m["key"].startswith("turn:1/")]
    assert [labels(each) for each in asked][-1] == [
        "Talking points",
        "Note how it went",
        "Concern letter",
        "Read as the customer",
    ]


def test_what_is_watched_asks_for_nothing_before_its_day(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="watch")
    assert labels(walked.grace.seen) == ["Show the case"]
    assert "it is watched until Tue 23 Feb 2027" in walked.grace.reads_answer()


def test_the_longest_texts_that_fit_are_read_whole_on_every_screen(walked: Office) -> None:
    grace, amira = walked.grace, walked.amira
    for number in range(3):
        amira.types("/incident word Okafor")
        amira.fills_in(
            held="2026-11-23", explained="É" * 2000, view="Ü" * 2000, trying=f"{number}" + "&" * 1999
        )
    consider(walked, grace, speaker=amira, result="raise")
    amira.presses_raw("case.conversation", value_of(walked))
    said = {"explained": "<&>" * 666, "view": "Ö" * 2000, "outcome": "agreed"}
    amira.fills_in(held="2026-11-23", how="helpline", **said)
    amira.presses_raw("restriction.agree", value_of(walked))
    long = {
        "details": "&" * 1000,
        "reasons": "<" * 1000,
        "proportionate": "Ä" * 1000,
        "exceptions": "ß" * 1000,
    }
    amira.fills_in(kind="other", agreement="agreed", start="2026-11-24", review="2027-05-21", **long)
    walked.owen.presses_on("decide:1", "Look and decide")
    for text in (said["explained"], said["view"], *long.values()):
        assert text in walked.owen.reads_answer()
    grace.presses_raw("case.record", value_of(walked))
    for text in (said["explained"], said["view"], *long.values(), "That you looked is recorded."):
        assert text in grace.reads_answer()


def test_the_answer_to_a_step_leads_on_to_the_case_and_from_there_to_the_next_step(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.grace, result="raise")
    walked.grace.presses("Note how it went")
    assert walked.grace.title == "How did it go?"
    said = {"held": "2026-11-23", "how": "helpline", "explained": "Calls", "view": "Worried"}
    walked.grace.fills_in(**said, outcome="agreed")
    walked.grace.presses("Show the case")
    assert walked.grace.title == "M-0001 · C-0001 · raising"
    walked.grace.presses("Propose a restriction")
    assert walked.grace.title == "Propose a restriction"
