"""What gets through is said once: what always does by the letter, what was added beside it."""

import pytest

from bot.letters.exceptions import beside_what_always_does
from bot.words.kinds import ALWAYS


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (ALWAYS, ""),
        ("", ""),
        (f"{ALWAYS} Her appeal on 4 May.", "Her appeal on 4 May."),
        (f"Her appeal. {ALWAYS}", "Her appeal."),
        (ALWAYS.replace("whatever the law asks of us.", "her appeal."), "her appeal."),
        (ALWAYS.replace("; requests", ";\nRequests").rstrip("."), ""),
        (
            "New concerns; a complaint about this; anything about Mr. Green, at 3.30 pm",
            "anything about Mr. Green, at 3.30 pm",
        ),
        ("A complaint by telephone", "A complaint by telephone"),
        ("Calls on Monday; calls on Friday", "Calls on Monday; calls on Friday"),
    ],
)
def test_the_usual_text_is_not_said_twice(typed: str, said: str) -> None:
    assert beside_what_always_does(typed) == said
