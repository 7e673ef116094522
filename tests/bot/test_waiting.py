"""What is said when something is slow or did not work: what happened, what to do, and no blame."""

import pytest

from bot.cards import Card, Copyable
from bot.words import waiting
from tests.bot.reading import said

EVERY = [
    waiting.opening(),
    waiting.saving([("What is it about?", "Draft plan")]),
    waiting.not_saved(),
    waiting.not_sure(),
    waiting.cant_tell_now(),
    waiting.not_done(),
    waiting.cant_tell(),
    waiting.expired(),
    waiting.went_wrong(),
    waiting.closed_meanwhile("R-00001"),
    waiting.closed_meanwhile(""),
    waiting.file_offered(),
    waiting.file_gone(),
    waiting.not_in_channel(),
    waiting.opens_again(),
    waiting.kept_now(),
    waiting.misread(),
    Card(waiting.written_to_you()),
    Card(waiting.cant_write()),
    Card(waiting.late()),
]


@pytest.mark.parametrize("shown", EVERY)
def test_it_names_no_platform_and_blames_nobody(shown: object) -> None:
    text = said(shown).lower()
    assert not [word for word in ("slack", "teams", "error", "fail", "invalid", "you must") if word in text]


def test_what_was_typed_can_be_copied_while_it_is_saved() -> None:
    card = waiting.saving(
        [("What is it about?", "Draft plan"), ("Details", "Two\nlines"), ("Telephone", " ")]
    )
    copied = [(part.label, part.text) for part in card.parts if isinstance(part, Copyable)]
    assert copied == [
        ("What you typed, so that you can copy it", "What is it about?: Draft plan\nDetails: Two\nlines")
    ]
    assert "it may not be saved" in said(card)
    assert "/incident mine" in said(card)


def test_nothing_typed_is_said_to_be_typed() -> None:
    assert "you typed" not in said(waiting.saving([]))


def test_a_form_that_was_not_saved_says_that_nothing_is_lost() -> None:
    for line in (waiting.not_saved(), waiting.not_sure(), waiting.cant_tell_now()):
        assert "Nothing you typed is lost." in said(line)
    assert "may be saved, or not" in said(waiting.not_sure())


def test_a_form_closed_too_early_is_told_how_it_ended() -> None:
    assert waiting.closed_meanwhile("R-00001") == Card(
        "Saved: R-00001", waiting.closed_meanwhile("R-00001").parts
    )
    assert waiting.closed_meanwhile("").title == "What you closed was not saved"


@pytest.mark.parametrize(("number", "sentence"), [(1, "1 more part is"), (12, "12 more parts are")])
def test_parts_that_did_not_fit_are_counted(number: int, sentence: str) -> None:
    assert waiting.more_parts(number) == f"{sentence} not shown here."
