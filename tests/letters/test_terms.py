"""What was chosen for a restriction, in the customer's words."""

import pytest

from bot import kinds
from bot.words import considering
from bot.words.letters import phrases, terms

NAMES = {1: "Amira Khan", 2: "David Reed"}
ISSUES = {"I-0007": "School transport", "I-0009": "Draft plan"}


@pytest.mark.parametrize(
    ("kind", "chosen", "said"),
    [
        ("single_contact", {"contact": 1, "deputy": None}, ("Please contact Amira Khan.",)),
        (
            "single_contact",
            {"contact": 1, "deputy": 2},
            ("Please contact Amira Khan. When Amira Khan is away, please ask for David Reed.",),
        ),
        ("agreed_frequency", {"times": 1, "per": "week"}, ("Up to 1 time a week.",)),
        (
            "agreed_frequency",
            {"times": 2, "per": "month", "routes": ["helpline", "letter"], "longest": 20},
            (
                "Up to 2 times a month, by calling our helpline or letter.",
                "A call can last up to 20 minutes.",
            ),
        ),
        (
            "change_of_communication",
            {"closed": ["inbox", "letter", "in_person"]},
            ("Please do not contact us by e-mail to our shared address, letter or coming to see us.",),
        ),
        ("open_enquiry_only", {"issues": ["I-0007"]}, ("“School transport”",)),
        ("new_issues_only", {"issues": ["I-0007", "I-0009"]}, ("“School transport”", "“Draft plan”")),
        ("style", {}, ()),
    ],
)
def test_each_kind_says_what_was_chosen(kind: str, chosen: kinds.Terms, said: tuple[str, ...]) -> None:
    assert terms.lines(kind, chosen, NAMES, ISSUES) == said


@pytest.mark.parametrize("kind", kinds.AGREED)
def test_what_is_not_chosen_yet_is_left_out(kind: str) -> None:
    half = {"contact": None, "deputy": None, "times": None, "per": "", "closed": [], "issues": ["I-0404"]}
    assert terms.lines(kind, half, NAMES, ISSUES) == ()


def test_every_kind_and_every_way_to_us_has_words() -> None:
    assert set(phrases.KINDS) == set(kinds.KINDS) == set(phrases.UNTIL_NOW)
    assert set(phrases.WOULD_HAVE) == set(kinds.BLOCKS)
    assert set(phrases.WAYS) == set(kinds.MAY_CLOSE)
    assert set(phrases.TRIED) == set(considering.HOWS)
