"""Sentences in a service's own words: which can be, what they must still say, and where they are read."""

import dataclasses
import tomllib
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from adapters.slack import render as slack
from adapters.teams import render as teams
from adapters.web import render as web
from bot import policy
from bot.__main__ import commands
from bot.cards import Card, bullets
from bot.letters.document import docx
from bot.letters.facts import OwnPhrases
from bot.letters.model import Gap, Letter, Link
from bot.words import in_force, replies, report_form
from bot.words.in_force import Agreed, Answers
from bot.words.letters import cards as letter_cards
from bot.words.letters import complaint, concern, outcome, restriction, review
from bot.words.report_form import Draft
from bot.words.sentences import PARAGRAPH, SAID, SENTENCES, TITLE
from bot.words.wording import USUAL, Wording
from tests.bot.reading import said
from tests.bot.test_policy import PACKAGED, line_of, mistakes
from tests.letters import facts
from tests.slack.rendered import HOSTILE, words
from tests.slack.valid import assert_valid
from tests.teams.test_render_any import assert_taken

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 11, 23)
MARK = "Zanzibar"
"""Stands in every sentence of the service's own, and nowhere else."""


def own_of(key: str) -> str:
    """What a service says of its own: the facts that it must give, and the mark."""
    return " ".join((MARK, *(f"{{{each}}}" for each in sorted(SENTENCES[key].placeholders))))


OWN = {key: own_of(key) for key in SENTENCES}


def with_words(text: str) -> str:
    return f"{PACKAGED}\n[wording]\n{text}\n"


def agreed(kind: str, wording: Wording, *, mine: bool = False) -> Agreed:
    answers = Answers("Priya Shah", "Priya Shah", away=False, back=None, mine=mine)
    return Agreed(
        reference="M-0001/1",
        kind=kind,
        terms={},
        details="One thing",
        exceptions="",
        issues=(),
        answers=answers if kind == "single_contact" else None,
        review=MONDAY,
        request="",
        wording=wording,
    )


def every_letter(wording: Wording) -> list[Letter]:
    """One of each kind."""
    theirs: dict[str, object] = {"wording": wording}
    return [
        concern.letter(facts.concern(**theirs)),
        restriction.letter(facts.restriction(**theirs)),
        restriction.letter(facts.block(**theirs)),
        restriction.letter(facts.block(kind="block_electronic", **theirs)),
        review.letter(facts.review(**theirs)),
        *(outcome.letter(facts.outcome(name, **theirs)) for name in ("lift", "renew")),
        complaint.letter(facts.complaint(**theirs)),
    ]


def everything_said(wording: Wording) -> str:
    """All that a service may say in its own words, as people read it."""
    rules = policy.packaged().model_copy(
        update={"wording": dict(wording.own), "links": policy.packaged("thornbeck").links}
    )
    read = [letter_cards.as_the_customer_reads(each) for each in every_letter(wording)]
    kinds = [key.removeprefix("say_") for key in SENTENCES if key.startswith("say_") and "as_the" not in key]
    spoken = [agreed(kind, wording) for kind in kinds] + [agreed("single_contact", wording, mine=True)]
    lines = [in_force.lines((each,), MONDAY) for each in spoken]
    shown = [*read, *(Card("x", (bullets(each),)) for each in lines), replies.help_card(rules)]
    return "\n".join([*map(said, shown), said(report_form.report_form(Draft({}), rules))])


@pytest.mark.parametrize("key", SENTENCES)
def test_each_is_read_somewhere_in_place_of_the_usual_one(key: str) -> None:
    assert MARK not in everything_said(USUAL)
    assert MARK in everything_said(Wording({key: OWN[key]}))


def test_whatever_a_service_says_its_letters_keep_what_protects_the_customer() -> None:
    """Where each letter has it in Evenhand's words."""
    named = {"what_to_expect", "complaints_policy"}
    own = Wording({key: said for key, said in OWN.items() if key not in named})
    pairs = [
        (_text(usual), _text(now)) for usual, now in zip(every_letter(USUAL), every_letter(own), strict=True)
    ]
    for fact in PROTECTING:
        kept = [(fact in usual, fact in now) for usual, now in pairs]
        assert (True, True) in kept, fact
        assert (True, False) not in kept, fact


PROTECTING = (
    "Unreasonably persistent and/or vexatious customer communication policy",
    "Friday 28 May 2027",
    "Monday 28 June 2027",
    "Tuesday 1 December 2026",
    "Monday 30 November 2026",
    "Tuesday 23 February 2027",
    "It ends then, unless there are good reasons to go on.",
    "it ends by itself that day",
    "You can ask us once to look at it sooner.",
    "complaints policy",
    "It will not be held against you.",
    "Local Government and Social Care Ombudsman",
    "https://www.lgo.org.uk",
    "You can ask to see what we hold about you.",
    "https://ico.org.uk",
    "You can always tell us or ask us about these things:",
    "a complaint about us, or about this letter",
    "We read all that you send us, even when we do not answer.",
    "Tell us if you need us to do things in another way.",
    "Nothing changes for now. You can go on asking us for help.",
    "We would talk with you first.",
    "A second person, who did not ask for this, has checked it and agreed to it.",
    "Priscilla Okafor",
)
"""A review date, how to complain, the Ombudsman, data rights, what always gets through."""


def _text(letter: Letter) -> str:
    runs = (run for line in letter.lines for run in (*line, "\n"))
    return "".join(
        run.what if isinstance(run, Gap) else run.url if isinstance(run, Link) else run for run in runs
    )


WRONG = {
    "a slip in a key": ('concern_titel = "How we talk"', "concern_titel: is not known here; did you mean concern_title?"),
    "a key of nowhere": ('zebra = "x"', "zebra: is not known here"),
    "a placeholder of another sentence": (
        'concern_title = "Dear {customer}"',
        "concern_title: {customer} is no placeholder of this sentence; it has none",
    ),
    "an attribute of something": (
        'letter_policy = "{policy} {0.__class__}"',
        "letter_policy: {0.__class__} is no placeholder of this sentence; it has {policy}",
    ),
    "an attribute of a placeholder": (
        'letter_policy = "{policy} {policy.__class__}"',
        "letter_policy: {policy.__class__} is no placeholder of this sentence; it has {policy}",
    ),
    "a format": ('letter_policy = "{policy!r:>99}"', "letter_policy: {policy!r:>99} is no placeholder"),
    "a brace alone": ('letter_policy = "{policy} }"', "letter_policy: has a brace that is part of no placeholder"),
    "no review day": (
        'letter_review = "We look again some day. {how_reviews_work}"',
        "letter_review: must still say {review_day}: the customer needs it",
    ),
    "no word of how reviews work": (
        'letter_review = "We look again on {review_day}."',
        "letter_review: must still say {how_reviews_work}: the customer needs it",
    ),
    "nowhere to complain": (
        'letter_complain = "You can ring us."',
        "letter_complain: must still say {complaints_policy}: the customer needs it",
    ),
    "no Ombudsman": (
        'letter_ombudsman = "You can go further."',
        "letter_ombudsman: must still say {ombudsman}, {ombudsman_page}: the customer needs it",
    ),
    "no name of the policy": ('letter_policy = "A copy comes with this."', "letter_policy: must still say {policy}"),
    "no day to tell us by": ('review_tell_by = "Tell us:"', "review_tell_by: must still say {day}"),
    "nothing": ('concern_title = ""', "concern_title: must say something; take the line out for the usual words"),
    "blanks": ('letter_rights_more = "  "', "letter_rights_more: must say something"),
    "too long a title": (f'concern_title = "{"x" * (TITLE + 1)}"', f"concern_title: has {TITLE + 1} characters; {TITLE} fit"),
    "too long a paragraph": (
        f'concern_opening = "{"x" * (PARAGRAPH + 1)}"',
        f"concern_opening: has {PARAGRAPH + 1} characters; {PARAGRAPH} fit",
    ),
    "too long a thing to say": (f'say_style = "{"x" * (SAID + 1)}"', f"say_style: has {SAID + 1} characters; {SAID} fit"),
    "a title on two lines": ('concern_title = "One\\nTwo"', "concern_title: must be plain words on one line"),
    "a title with markup": ('concern_title = "*One*"', "concern_title: must be plain words on one line"),
    "a thing to say on two lines": ('say_style = "One\\nTwo"', "say_style: holds a character that can't be seen"),
    "a direction character": ('concern_opening = "a \\u202e b"', "concern_opening: holds a character that can't be seen"),
    "a kind of person": (
        'concern_opening = "You are a vexatious customer."',
        "concern_opening: says “vexatious”: a letter says what was done",
    ),
    "a number": ("concern_title = 7", "concern_title: must be text between quotation marks"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_can_not_be_said_is_one_line_with_its_key(tmp_path: Path, what: str) -> None:
    text, told = WRONG[what]
    wrong = with_words(text)
    (found,) = mistakes(tmp_path, wrong)
    assert found.startswith(f"ours.toml, line {line_of(wrong, text.partition(' =')[0])}: wording.{told}")
    assert "\n" not in found


def test_every_mistake_in_what_is_said_is_told_at_once(tmp_path: Path) -> None:
    told = mistakes(tmp_path, with_words('zebra = "x"\nconcern_title = ""\nletter_review = "Soon."'))
    assert [each.split(": ")[1] for each in told] == [
        "wording.zebra",
        "wording.concern_title",
        "wording.letter_review",
    ]


def test_what_somebody_typed_is_never_a_placeholder() -> None:
    """A customer who is called like one, and a policy's name with braces that never came from a file."""
    letter = concern.letter(facts.concern(customer="{contact}", contact="{deputy} {0.__class__}"))
    assert "Dear {contact}," in _text(letter)
    assert "Please contact {deputy} {0.__class__}." in _text(letter)


@pytest.mark.parametrize("key", sorted(set(SENTENCES) - {"form_note", "help_note"}))
def test_markup_in_a_services_own_words_is_read_and_does_nothing(key: str) -> None:
    """As it is with the usual ones: the loader refuses it in titles, and the renderers never take it for more."""
    wording = Wording({key: f"{HOSTILE} {OWN[key]}"})
    shown = [letter_cards.as_the_customer_reads(each) for each in every_letter(wording)]
    kinds = [
        each.removeprefix("say_") for each in SENTENCES if each.startswith("say_") and "as_the" not in each
    ]
    lines = [in_force.lines((agreed(kind, wording),), MONDAY) for kind in kinds]
    mine = in_force.lines((agreed("single_contact", wording, mine=True),), MONDAY)
    shown += [Card("x", (bullets([*(line for each in lines for line in each), *mine]),))]
    changed = [each for each in shown if MARK in said(each)]
    assert changed
    for card in changed:
        assert_valid(slack.message(card))
        assert_taken(teams.card(card))
        assert "<!channel> <@U0123456> *bold*" in said(card)
        assert "*bold*" in words(slack.message(card))
        assert "<!channel>" not in [
            block.get("text", {}).get("text") for block in slack.message(card)["blocks"]
        ]


@pytest.mark.parametrize("note", ["form_note", "help_note"])
def test_markup_in_a_note_for_staff_does_nothing_either(note: str) -> None:
    rules = policy.packaged().model_copy(update={"wording": {note: HOSTILE}})
    card, form = replies.help_card(rules), report_form.report_form(Draft({}), rules)
    assert_valid(slack.message(card))
    assert_valid(slack.form(form, LONDON, more_shown=False))
    assert_taken(teams.card(card))
    assert_taken(teams.form(form, teams.Showing(LONDON)))
    assert "<!channel>" in said(form if note == "form_note" else card)
    assert "<!channel>" in str(web.form(form) if note == "form_note" else web.card(card))


def test_the_longest_words_of_its_own_fit_on_every_platform_and_in_word() -> None:
    longest = {key: f"{OWN[key]} {'word ' * 200}"[: sentence.limit] for key, sentence in SENTENCES.items()}
    assert policy.Policy.model_validate(
        {**tomllib.loads(PACKAGED), "wording": {k: v.strip() for k, v in longest.items()}}
    )
    for letter in every_letter(Wording(longest)):
        card = letter_cards.as_the_customer_reads(letter)
        assert_valid(slack.message(card))
        for part in teams.cards(card):
            assert_taken(part)
        assert docx(letter)


def listed() -> list[str]:
    """What `evenhand policy wording` prints, without the marks that make comments of it."""
    done = CliRunner().invoke(commands, ["policy", "wording"])
    assert done.exit_code == 0, done.output
    return [line.removeprefix("# ") for line in done.output.splitlines()]


def test_every_sentence_is_printed_ready_to_copy() -> None:
    lines = listed()
    read = tomllib.loads("\n".join(lines[lines.index("[wording]") :]))["wording"]
    assert read == {key: sentence.usual for key, sentence in SENTENCES.items()}


def test_what_is_printed_can_be_used_as_it_is_and_changes_nothing(tmp_path: Path) -> None:
    lines = listed()
    same = [line for line in lines[lines.index("[wording]") :] if '= ""' not in line]
    file = tmp_path / "ours.toml"
    file.write_text(PACKAGED + "\n".join(same), "utf-8")
    rules = policy.load(file)
    assert everything_said(rules.words) == everything_said(USUAL)


def test_a_service_that_named_its_ombudsman_has_nothing_to_check() -> None:
    named = facts.restriction(ombudsman="Housing Ombudsman", ombudsman_page="https://housing.example.org")
    letter = restriction.letter(named)
    assert "you can go to the Housing Ombudsman: https://housing.example.org" in _text(letter)
    assert not [gap for gap in letter.gaps if "Ombudsman" in gap]
    assert [gap for gap in restriction.letter(facts.restriction()).gaps if "Ombudsman" in gap]


def test_a_concern_has_the_words_of_its_own_service() -> None:
    own = OwnPhrases(happened="You rang at night.", why="We sleep then.", ask="Ring by day.")
    theirs = facts.concern(phrases={"several_advisers": own})
    assert "You rang at night." in _text(concern.letter(theirs))
    assert "Ring by day." in _text(concern.letter(theirs))
    part = facts.concern(phrases={"several_advisers": dataclasses.replace(own, why="")})
    assert "Each adviser has to start again" in _text(concern.letter(part))


def test_what_a_page_is_called_is_said_wherever_a_letter_names_it() -> None:
    asked = facts.concern(
        examples=(("beyond_what_to_expect", ()),), wording=Wording({"what_to_expect": "Our promise"})
    )
    said = _text(concern.letter(asked))
    assert said.count("“Our promise”") == 2
    assert "What to Expect" not in said


def test_the_second_examples_letters_lack_less_than_the_first_ones() -> None:
    """What its file says for good is no gap that somebody fills in each time."""
    council = policy.packaged("thornbeck")
    theirs = {
        "wording": council.words,
        "ombudsman": council.ombudsman.name,
        "ombudsman_page": council.ombudsman.page,
    }
    lacks = concern.letter(facts.concern(**theirs)).gaps
    assert len(lacks) < len(concern.letter(facts.concern()).gaps)
    assert "the customer's address" in lacks
    assert "our name, address, phone number and e-mail" not in lacks


def run(*words: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(commands, ["policy", *words], env={"COLUMNS": "60"})
    return done.exit_code, done.output.splitlines()


@pytest.mark.parametrize("name", policy.EXAMPLES)
def test_an_example_is_printed_as_it_is_packaged(name: str) -> None:
    code, lines = run("example", name)
    assert code == 0
    assert "\n".join(lines) == policy.example(name).rstrip("\n")


def test_an_example_that_there_is_not_is_told_so() -> None:
    assert run("example", "atlantis") == (2, ["There is no such example. There is: hampshire, thornbeck"])


def test_a_file_is_checked_without_anything_else_being_set_up(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    bare = policy.example("thornbeck").replace('why = "The people who work there could not go home."\n', "")
    good.write_text(bare, "utf-8")
    code, told = run("check", str(good))
    assert code == 0
    assert told == [
        "good.toml can be used: 8 concerns, 13 sentences in words of its own.",
        "Left out: block.propose.",
        "Letters have a gap to fill in for: stays_on, other (set happened, why and ask to close it).",
    ]
    bad.write_text(with_words('zebra = "x"\nconcern_title = ""'), "utf-8")
    code, told = run("check", str(bad))
    assert code == 2
    assert [each.split(": ")[1] for each in told] == ["wording.zebra", "wording.concern_title"]
