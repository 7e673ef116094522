"""What a letter quotes may name colleagues: whoever sends it is asked to look, and nothing is taken out."""

import pytest

from bot.letters.facts import Example
from bot.letters.model import Gap
from bot.letters.naming import marked
from bot.words.letters import concern, parts, restriction
from tests.letters import facts
from tests.letters.facts import MONDAY

STAFF = ("Amira Khan", "Will Stone", "Siân ap Rhys")
LOOK = Gap("look", "check")


@pytest.mark.parametrize(
    "quoted",
    [
        "Amira hung up",
        "AMIRA KHAN hung up",
        "amira  khan hung up",
        "I told Khan, twice",
        "(Stone)",
        "Siân said so",
        "Rhys's fault",
    ],
)
def test_a_colleague_who_is_named_is_marked(quoted: str) -> None:
    assert LOOK in marked(quoted, STAFF, LOOK)


@pytest.mark.parametrize(
    "quoted", ["they will call", "a stone's throw", "Amirah", "the rhyme", "ap", "", "They rang"]
)
def test_a_word_that_is_no_name_is_not_marked(quoted: str) -> None:
    assert marked(quoted, STAFF, LOOK) == ((quoted,) if quoted else ())


def test_a_mark_stands_behind_each_name_and_takes_nothing_out() -> None:
    found = marked("Amira and Will Stone said it", STAFF, LOOK)
    assert found == ("Amira ", LOOK, " and Will Stone ", LOOK, " said it")
    assert marked("Amira and I", (), LOOK) == ("Amira and I",)


@pytest.mark.parametrize(
    "example", [Example(MONDAY, "inbox", "Priya's answer"), Example(MONDAY, "inbox", "", "Ask PRIYA")]
)
def test_a_concern_letter_asks_to_look_at_the_names_in_it(example: Example) -> None:
    examples = (("remarks_to_staff", (example,)),)
    assert parts.NAMED.what not in concern.letter(facts.concern(examples=examples)).gaps
    assert parts.NAMED.what in concern.letter(facts.concern(examples=examples, staff=("Priya Shah",))).gaps


@pytest.mark.parametrize("quoted", ["details", "reasons", "proportionate", "view", "attempted"])
def test_a_restriction_letter_asks_to_look_at_the_names_in_it(quoted: str) -> None:
    build = facts.block if quoted == "attempted" else facts.restriction
    assert parts.NAMED.what not in restriction.letter(build(staff=("Priya Shah",))).gaps
    assert (
        parts.NAMED.what in restriction.letter(build(staff=("Priya Shah",), **{quoted: "As Priya said"})).gaps
    )


def test_the_contact_whom_a_restriction_names_is_no_slip() -> None:
    assert parts.NAMED.what not in restriction.letter(facts.restriction(staff=("Amira Khan",))).gaps
