"""Another service's day: a council's housing advice, by its own policy file, through the try-out's real door.

The gates are the same as everywhere; its concerns, numbers, links, words and the step that it leaves out are not.
"""

from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document

from bot import policy
from storage import Store
from storage.tables import Complaint, Restriction
from tests.databases import NewDatabase
from tests.letters.test_document import text
from tests.office import MANAGERS, Office, labels, web
from tests.office.shown import words
from tests.stories import private
from tests.stories.test_the_walk import QUESTIONS, consider, considered_case, key_of, propose, talk, value_of

COUNCIL = policy.packaged("thornbeck")


@pytest.fixture
def council(new_sqlite: NewDatabase) -> Iterator[Office]:
    with Store(new_sqlite()) as store, web.office(store, rules=COUNCIL) as opened:
        yield opened
        opened.settle()
        private.assert_nothing_private(store, "", opened.delivered)


@pytest.fixture
def walked(council: Office) -> Office:
    """Two reports of one pattern, and a case that Grace opened."""
    return considered_case(council, "several_officers")


def test_the_form_asks_for_its_concerns_and_says_what_it_wants_said(council: Office) -> None:
    council.amira.types("/incident")
    asked = next(f for f in council.amira.form["more"] if f["name"] == "concerns")
    assert [each["key"] for each in asked["options"]] == list(COUNCIL.concerns)
    assert COUNCIL.wording["form_note"] in words(council.amira.form)
    council.amira.types("/incident help")
    assert COUNCIL.wording["help_note"] in council.amira.reads_answer()
    assert "Our housing promise" in council.amira.reads_answer()


def test_two_colleagues_are_enough_for_the_managers_to_be_told(walked: Office) -> None:
    shared = [m for m in walked.grace.messages(MANAGERS) if "2 colleagues hold" in words(m)]
    assert shared


def test_the_fairness_check_comes_first_then_the_conversation_then_two_people(walked: Office) -> None:
    amira, grace, owen = walked.amira, walked.grace, walked.owen
    amira.presses_raw("restriction.agree", value_of(walked))
    assert "First a fairness check" in amira.reads_answer()
    grace.presses_raw("case.consider", value_of(walked))
    grace.picks("result", "raise")
    unsure = dict.fromkeys(QUESTIONS, "not_known")
    grace.fills_in(**unsure, result="raise", note="x", speaker=key_of(grace, amira), how="helpline")
    assert "result" in grace.errors()
    grace.fills_in(**dict.fromkeys(QUESTIONS, "nothing_found"))
    amira.presses_raw("restriction.agree", value_of(walked))
    assert "First somebody speaks with the customer" in amira.reads_answer()
    talk(walked, amira)
    propose(amira, walked, "style", details="No shouting", review="2027-02-22")
    amira.presses_raw("restriction.approve", value_of(walked, restriction=1))
    assert "Nobody decides on their own proposal." in amira.reads_answer()
    assert walked.store.read(lambda db: db.get_one(Restriction, 1)).decision == ""
    owen.presses_raw("restriction.notify", value_of(walked, restriction=1))
    assert "approved" in owen.reads_answer()


def test_nothing_lasts_longer_than_its_policy_says_and_what_nobody_reviews_ends(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    talk(walked, walked.amira)
    propose(walked.amira, walked, "style", details="No shouting", review="2027-06-23")
    assert "review" in walked.amira.errors()
    told(walked)
    walked.at("2027-03-05 08:31")
    walked.amira.chooses("C-0001")
    assert "In force" in words(walked.amira.form)
    assert "So does: a night without a place to sleep." in words(walked.amira.form)
    walked.at("2027-03-08 08:31")
    walked.amira.chooses("C-0001")
    assert "In force" not in words(walked.amira.form)


def test_its_letter_says_its_own_words_its_days_and_every_right(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    talk(walked, walked.amira)
    told(walked)
    walked.owen.presses_raw("letter.restriction", value_of(walked, restriction=1))
    said = text(Document(BytesIO(walked.owen.files()["letter M-0001-1.docx"])))
    for part in (
        *("Thornbeck District Council, Housing Advice", "“Fair contact policy for housing advice”"),
        *("We go on working on your housing case.", "a night without a place to sleep"),
        *("We look at this again by Monday 22 February 2027.", "You can ask us once to look at it sooner."),
        *("If we have not looked at it by Monday 8 March 2027, it ends by itself that day.",),
        *(
            "in our corporate complaints procedure, which comes with this letter",
            "complaints@housing.example.org",
        ),
        *("Local Government and Social Care Ombudsman: https://www.lgo.org.uk", "Information Commissioner"),
        *("data@housing.example.org", "A second person, who did not ask for this", "large print"),
    ):
        assert part in said, part
    assert "[check: does this Ombudsman" not in said


def test_it_has_no_block_whatever_happens(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    talk(walked, walked.amira)
    told(walked)
    for day in ("24", "25", "26"):
        walked.at(f"2026-11-{day} 10:00")
        walked.david.reports("C-0001", "Shouted again", concerns=["abusive_words"], details="Shouted")
    for report in ("3", "4", "5"):
        walked.grace.presses_raw("misfit.confirm", value_of(walked))
        walked.grace.fills_in(restriction="1", report=report, serious="yes", reasons="Style was agreed")
    walked.grace.types("/incident case M-0001")
    assert "Propose a block" not in labels(walked.grace.seen)
    walked.grace.presses_raw("block.propose", value_of(walked))
    assert "This service does without this step" in walked.grace.reads_answer()


def test_a_complaint_is_answered_in_ten_working_days(walked: Office) -> None:
    walked.priya.presses_raw("complaint.log", "0:0:0:0:1")
    walked.priya.fills_in(about="Nobody asked me")
    assert "Monday 7 December 2026" in walked.priya.reads_answer()
    assert walked.store.read(lambda db: db.get_one(Complaint, 1)).due_on


def told(service: Office) -> None:
    """A restriction that Amira proposed, Owen approved and the customer was told of."""
    propose(service.amira, service, "style", details="No shouting", review="2027-02-22")
    service.owen.presses_on("decide:1", "Look and decide")
    service.owen.fills_in(agree_because="In proportion, as I see it")
    service.grace.presses_raw("restriction.notify", value_of(service, restriction=1))
    service.grace.fills_in()
