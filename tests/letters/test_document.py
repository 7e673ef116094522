"""A letter is a Word document with everything in its place, whatever was typed."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph

from bot.letters.document import docx
from bot.letters.facts import OUTCOMES
from bot.letters.model import Letter
from bot.words.letters import complaint, concern, outcome, parts, phrases, restriction, review
from tests.letters import facts

CONCERN = (
    "How we keep in touch",
    "What happened",
    "Why this is difficult",
    "What we ask",
    "Who to contact",
    "How long we look at this",
    "What may follow",
    "If you need something different",
    "Our policy",
    "If you do not agree",
    "With this letter",
)
RESTRICTION = (
    "How you can contact us",
    "Our policy",
    "What we agreed with you",
    "Why",
    "From when",
    "How to reach us now",
    "What always gets through",
    "When we look at this again",
    "If you do not agree",
    "Your data",
    "If you need something different",
    "With this letter",
)
REVIEW = (
    "We look again at how you can contact us",
    "What holds now",
    "What we look at",
    "How you can tell us what you think",
    "What may come of it",
    "What always gets through",
    "When we look at this again",
    "Our policy",
    "If you do not agree",
    "Your data",
    "If you need something different",
    "With this letter",
)
DECISION = ("How you can contact us from now on", "Our policy", "What we decided", "From when")
AFTER = ("If you do not agree", "Your data", "If you need something different", "With this letter")
OUTCOMES_SAY = {
    "lift": (*DECISION, "Why", "How to reach us now", *AFTER),
    "renew": (
        *(*DECISION, "Why", "How to reach us now"),
        *("What always gets through", "When we look at this again", *AFTER),
    ),
    "vary": (*DECISION, "Why", "What always gets through", *AFTER),
    "ended": (*DECISION[:2], "What has ended", "From when", "How to reach us now", *AFTER),
    "measure_ended": (*DECISION[:2], "What has ended", "From when", "How to reach us now", *AFTER),
    "measure_declined": (*DECISION, "Why", "How to reach us now", *AFTER),
    "block_declined": (*DECISION, "Why", "What always gets through", *AFTER),
}
COMPLAINT = (
    "Our answer to your complaint",
    "What your complaint is about",
    "What we found",
    "What changes",
    "Our policy",
    *AFTER,
)
LETTERS: dict[str, Callable[[], Letter]] = {
    "concern": lambda: concern.letter(facts.concern()),
    "restriction": lambda: restriction.letter(facts.restriction()),
    "block": lambda: restriction.letter(facts.block()),
    "review": lambda: review.letter(facts.review()),
    "complaint": lambda: complaint.letter(facts.complaint()),
    **{name: partial(lambda name: outcome.letter(facts.outcome(name)), name) for name in OUTCOMES},
}


@pytest.fixture(params=LETTERS)
def letter(request: pytest.FixtureRequest) -> Letter:
    return LETTERS[request.param]()


def test_a_concern_letter_has_every_section_in_order() -> None:
    assert headings(opened(concern.letter(facts.concern()))) == CONCERN


def test_a_restriction_letter_has_every_section_in_order() -> None:
    assert headings(opened(restriction.letter(facts.restriction()))) == RESTRICTION


def test_an_invitation_to_a_review_has_every_section_in_order() -> None:
    assert headings(opened(review.letter(facts.review()))) == REVIEW


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_letter_about_an_outcome_has_every_section_in_order(name: str) -> None:
    assert headings(opened(outcome.letter(facts.outcome(name)))) == OUTCOMES_SAY[name]


def test_an_answer_to_a_complaint_has_every_section_in_order() -> None:
    assert headings(opened(complaint.letter(facts.complaint()))) == COMPLAINT


def test_an_invitation_says_what_we_look_at_and_how_and_by_when_they_can_tell_us() -> None:
    said = text(opened(review.letter(facts.review(ways=("letter", "inbox")))))
    for part in (
        "Please contact Amira Khan.",
        "It began on Monday 1 June 2026.",
        "what has changed for you",
        "Please tell us by Monday 30 November 2026 if you can.",
        "in a letter, in your own words",
        "in an e-mail",
        "through someone who speaks for you",
        "We look at this again by Tuesday 1 December 2026.",
        "If we have not looked at it by Monday 4 January 2027, it ends by itself that day.",
    ):
        assert part in said, part
    assert "by phone" not in said
    block = text(opened(review.letter(facts.review(**facts.BLOCK))))
    assert "If no one has looked at it by Monday 1 February 2027, it ends by itself that day." in block


def test_what_still_holds_beside_it_is_said_where_something_ends() -> None:
    alone = text(opened(outcome.letter(facts.outcome("lift"))))
    assert "You can reach us as anyone else can" in alone
    beside = text(opened(outcome.letter(facts.outcome("lift", still=("M-0009/2",)))))
    assert "still holds. Our reference there is M-0009/2." in beside
    assert "as anyone else can" not in beside


def test_what_goes_on_says_until_when_and_what_ended_by_itself_that_we_were_late() -> None:
    goes_on = text(opened(outcome.letter(facts.outcome("renew"))))
    assert "We look at this again by Tuesday 1 December 2026." in goes_on
    ended = text(opened(outcome.letter(facts.outcome("ended", reasons=""))))
    assert "We did not do that in time. We are sorry." in ended
    assert "the reasons, with dates" not in ended


def test_an_outcome_that_is_open_or_without_reasons_is_a_gap() -> None:
    gaps = outcome.letter(facts.outcome("", reasons="")).gaps
    assert "what was decided: it ends, goes on, or changes" in gaps
    assert "the reasons, with dates and examples" in gaps
    assert set(complaint.letter(facts.complaint(about="", outcome="", effect="", reasons="")).gaps) >= {
        "what the complaint is about, in plain words",
        "if the complaint is upheld, in part or not",
        "what changes now, or that nothing does",
        "the reasons",
    }


def test_a_block_that_was_declined_is_told_only_to_whom_it_is_known() -> None:
    known = "do they know that this was asked for? If not, do not send this letter"
    assert known in outcome.letter(facts.outcome("block_declined")).gaps
    assert known not in outcome.letter(facts.outcome("renew")).gaps


@pytest.mark.parametrize("name", ["lift", "vary", "ended"])
@pytest.mark.parametrize("kind", phrases.UNTIL_NOW)
def test_nobody_can_read_what_is_over_as_what_holds(name: str, kind: str) -> None:
    over = facts.outcome(name, kind=kind, details="Two calls a week.", still=("M-0009/2",))
    said = text(opened(outcome.letter(over)))
    assert phrases.KINDS[kind] not in said
    assert "Until now " in said
    assert "“Please contact Amira Khan. When Amira Khan is away, please ask for David Reed.”" in said
    assert "“Two calls a week.”" in said


def test_what_somebody_complained_of_is_quoted() -> None:
    said = text(opened(complaint.letter(facts.complaint())))
    assert "This is what you told us, as we noted it: “Nobody asked me before the letter came.”" in said


def test_what_is_quoted_already_is_quoted_once() -> None:
    said = text(
        opened(outcome.letter(facts.outcome("lift", kind="new_issues_only", terms=("“Draft plan”",))))
    )
    assert "““" not in said


@pytest.mark.parametrize("kind", phrases.WOULD_HAVE)
def test_a_block_that_nobody_agreed_to_reads_as_what_would_have_been(kind: str) -> None:
    said = text(opened(outcome.letter(facts.outcome("block_declined", **(facts.BLOCK | {"kind": kind})))))
    assert phrases.WOULD_HAVE[kind] in said
    assert phrases.KINDS[kind] not in said


def test_what_was_not_agreed_is_called_a_decision() -> None:
    assert "What we decided" in headings(opened(restriction.letter(facts.block())))


def test_it_opens_like_a_letter(letter: Letter) -> None:
    first = [p.text for p in opened(letter).paragraphs[:6]]
    assert first[1] == "[fill in: our name, address, phone number and e-mail]"
    assert first[2] == "Priscilla Okafor\n[fill in: the customer's address]"
    assert first[3] == f"Monday 23 November 2026\nOur reference: {letter.reference}"
    assert first[4] == "Dear Priscilla Okafor,"
    assert first[5] == letter.title


def test_every_gap_stands_out_and_is_listed(letter: Letter) -> None:
    runs = [run for p in opened(letter).paragraphs for run in p.runs]
    marked = [run for run in runs if run.style.name == "To be added"]
    assert {run.text.partition(": ")[2].rstrip("]") for run in marked} == {letter.check.what, *letter.gaps}
    assert all(run.font.highlight_color == WD_COLOR_INDEX.YELLOW for run in marked)
    assert {run.text for run in runs if run.text.startswith("[")} == {run.text for run in marked}


def test_a_letter_from_no_facts_is_all_gaps_and_never_open_ended() -> None:
    empty = facts.restriction(
        customer="", terms=(), reasons="", proportionate="", starts_on=None, review_on=None, ends_on=None
    )
    gaps = restriction.letter(empty).gaps
    for what in (
        "the customer's name",
        "what exactly changes",
        "the day on which this starts",
        "the review date",
    ):
        assert what in gaps


def test_headings_and_lists_are_real_ones_and_the_language_is_known(letter: Letter) -> None:
    document = opened(letter)
    used = {p.style.name for p in document.paragraphs if p.style}
    assert {"Heading 1", "List Bullet", "Title"} <= used
    languages = {e.get(f"{{{W}}}val") for e in document.styles.element.iter(f"{{{W}}}lang")}
    assert languages == {"en-GB"}
    assert document.core_properties.language == "en-GB"


def test_the_file_tells_of_nobody_and_of_no_other_day(letter: Letter) -> None:
    about = opened(letter).core_properties
    assert (about.title, about.subject) == (letter.title, letter.reference)
    assert about.author == about.last_modified_by == about.comments == ""
    assert about.created == about.modified == datetime(2026, 11, 23, 12, tzinfo=about.created.tzinfo)
    assert docx(letter) == docx(letter)


def test_the_page_is_a4(letter: Letter) -> None:
    section = opened(letter).sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin)
    assert [round(each.mm) for each in sizes if each] == [210, 297, 25]


def test_neither_a_signature_nor_a_list_begins_a_page_alone(letter: Letter) -> None:
    lines = opened(letter).paragraphs
    signed = next(n for n, p in enumerate(lines) if p.text == "Yours sincerely")
    assert all(p.paragraph_format.keep_with_next for p in lines[signed - 1 : -1])
    before = [one for one, two in pairwise(lines) if is_item(two) and not is_item(one)]
    assert all(p.paragraph_format.keep_with_next or p.style.name == "Heading 1" for p in before if p.style)


def test_pages_that_are_set_are_links_and_others_are_left_out() -> None:
    page = "https://example.org/policy?a=1&b=<2>"
    linked = opened(concern.letter(facts.concern(policy_page=page)))
    assert links(linked) == [page, page]
    assert links(opened(concern.letter(facts.concern()))) == []
    assert "read it here:" not in text(opened(concern.letter(facts.concern())))


@pytest.mark.parametrize(
    "odd",
    [
        '<b>& </w:t> "quoted" \' ]]>',
        "zero\x00bell\x07escape\x1bhalf\ud800nothing\ufffe",
        "one\ntwo\r\nthree\ttab",
        "\u202eright to left\u202c 🙂 é ﷽",
        "x" * 20_000,
        "word " * 4_000,
    ],
)
def test_odd_text_is_text(odd: str) -> None:
    document = opened(restriction.letter(facts.restriction(customer=odd, reasons=odd, view=odd)))
    kept = "".join(c for c in odd if c not in "\x00\x07\x1b\ud800\ufffe").replace("\r\n", "\n\n")
    assert kept.strip() in text(document)
    assert headings(document) == RESTRICTION


def test_a_block_goes_to_somebody_else_before_it_ends_and_everything_else_ends_by_itself() -> None:
    ends = text(opened(restriction.letter(facts.restriction())))
    assert "by Monday 28 June 2027, it ends by itself that day." in ends
    goes_on = text(opened(restriction.letter(facts.block())))
    assert "by Monday 28 June 2027, someone from outside our team decides if it goes on." in goes_on
    assert "If no one has looked at it by Monday 26 July 2027, it ends by itself that day." in goes_on


def test_who_was_not_reached_reads_when_and_how_we_tried() -> None:
    tried = ((date(2026, 11, 16), "helpline"), (date(2026, 11, 17), "inbox"), (date(2026, 11, 19), "letter"))
    said = text(opened(restriction.letter(facts.restriction(tried=tried, spoken_on=None, view=""))))
    assert (
        "We tried to reach you on Monday 16 November 2026 by phone, on Tuesday 17 November 2026 by e-mail and on "
        "Thursday 19 November 2026 by letter."
    ) in said
    assert restriction.NOT_REACHED in said
    reached = text(opened(restriction.letter(facts.restriction(tried=tried))))
    assert "We tried to reach you on Monday 16 November 2026 by phone" in reached
    assert restriction.NOT_REACHED not in reached
    assert "We tried to reach you" not in text(opened(restriction.letter(facts.restriction())))


def test_what_was_tried_before_a_block_is_in_its_letter_alone() -> None:
    assert "We tried other ways first: Sat down with you twice" in text(
        opened(restriction.letter(facts.block(attempted="Sat down with you twice")))
    )
    assert "what we tried before" in restriction.letter(facts.block()).gaps
    assert "We tried other ways first" not in text(opened(restriction.letter(facts.restriction())))


@pytest.mark.parametrize(
    "build",
    [
        lambda **more: concern.letter(facts.concern(**more)),
        lambda **more: restriction.letter(facts.restriction(**more)),
    ],
)
def test_a_letter_says_where_we_were_late_ourselves(build: Callable[..., Letter]) -> None:
    late = text(opened(build(late=2, while_late=3)))
    assert (
        "We were late too. There are 2 things that we said we would do for you and did not do in time."
        in late
    )
    assert "While you waited, you were in touch 3 times. We are sorry." in late
    once = text(opened(build(late=1)))
    assert "There is 1 thing" in once
    assert "While you waited" not in once
    assert "We were late" not in text(opened(build()))
    assert parts.FELL_SHORT in build(fell_short=True).gaps
    assert parts.FELL_SHORT not in build(late=1).gaps


def opened(letter: Letter) -> Docx:
    return Document(BytesIO(docx(letter)))


def is_item(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and paragraph.style.name == "List Bullet"


def headings(document: Docx) -> tuple[str, ...]:
    return tuple(p.text for p in document.paragraphs if p.style and p.style.name in {"Title", "Heading 1"})


def text(document: Docx) -> str:
    return "\n".join(p.text for p in document.paragraphs)


def links(document: Docx) -> list[str]:
    found = [link.address for p in document.paragraphs for link in p.hyperlinks]
    fixed = {parts.OMBUDSMAN_PAGE, parts.COMMISSIONER_PAGE}
    return [each for each in found if each not in fixed]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
