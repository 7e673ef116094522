"""Draft letters come to one person alone, say what the case holds, and can be read beforehand as the customer would."""

from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Docx
from sqlmodel import select

from bot.words.letters import parts
from storage import Db
from storage.tables import AuditEntry
from tests.letters.test_document import CONCERN, OUTCOMES_SAY, RESTRICTION, REVIEW, headings, text
from tests.office import Colleague, Office, labels
from tests.stories.test_the_walk import consider, considered_case, key_of, propose, talk, value_of

CONCERN_LETTER = "letter M-0001.docx"
FIRST, SECOND = "letter M-0001-1.docx", "letter M-0001-2.docx"
"""What the drafts are called."""
DECIDED = ("How you can contact us", "Our policy", "What we decided", *RESTRICTION[3:])
OTHERS = "Transport to Weston school"


@pytest.fixture
def raised(service: Office) -> Office:
    """A case in which Amira is asked to speak with the customer; another customer is on file too."""
    considered_case(service)
    service.david.reports("Noor Haddad", OTHERS, phone="07700 900555", concerns=["copied_in"])
    consider(service, service.grace, speaker=service.amira, result="raise")
    return service


def test_the_speaker_gets_the_draft_of_a_concern_letter(raised: Office) -> None:
    amira = raised.amira
    amira.presses_on("turn:1/", "Concern letter")
    letter = read(amira, CONCERN_LETTER)
    assert tuple(headings(letter)) == CONCERN
    said = text(letter)
    assert "Dear Priscilla Okafor," in said
    assert "Monday 23 November 2026, by phone, to our helpline." in said
    assert "Please contact Amira Khan." in said
    assert "on Tuesday 23 February 2027" in said
    assert "[fill in: the customer's address]" in said
    assert OTHERS not in said
    assert "Haddad" not in said


def test_the_concern_letter_is_read_as_the_customer_before_anything_is_sent(raised: Office) -> None:
    raised.amira.presses_on("turn:1/", "Read as the customer")
    assert "How we keep in touch" in raised.amira.reads_answer()
    assert "Please contact Amira Khan" in raised.amira.reads_answer()
    assert OTHERS not in raised.amira.reads_answer()
    assert raised.amira.files() == {}
    raised.grace.types("/incident case M-0001")
    raised.grace.presses("Read as the customer")
    assert "Dear Priscilla Okafor" in raised.grace.reads_answer()
    read_by = raised.store.read(lambda db: entries(db, "concern.preview"))
    assert len(read_by) == 2
    raised.david.presses_raw("concern.preview", value_of(raised))
    assert raised.david.title == "This is not yours to open or change"


def test_the_concern_letter_is_read_from_the_fairness_check_once_raising_is_chosen(service: Office) -> None:
    considered_case(service)
    service.grace.presses_raw("concern.preview", value_of(service))
    assert service.grace.title == "M-0001: no concern letter"
    service.grace.presses_raw("case.consider", value_of(service))
    assert "Read as the customer" not in labels(service.grace.seen)
    service.grace.picks("result", "raise")
    speaker = key_of(service.grace, service.amira)
    service.grace.presses_in_form("Read as the customer", handled="for_customer", speaker=speaker)
    assert "Please contact Amira Khan" in service.grace.reads_answer()
    assert f"[fill in: {parts.FELL_SHORT}]" in service.grace.reads_answer()
    service.grace.goes_back()
    assert "Fairness check" in service.grace.title
    assert service.store.read(lambda db: entries(db, "concern.preview")) == []


def test_the_card_that_hands_a_letter_over_lists_what_is_missing(raised: Office) -> None:
    raised.grace.types("/incident case M-0001")
    raised.grace.presses("Concern letter")
    assert CONCERN_LETTER in raised.grace.files()
    if "card" in raised.grace.seen:
        assert raised.grace.title == "M-0001: a draft letter"
        assert "the customer's address" in raised.grace.reads_answer()
        assert "Evenhand sends nothing to customers" in raised.grace.reads_answer()


def test_the_restriction_letter_says_all_that_was_decided(raised: Office) -> None:
    owen = approved(raised)
    assert "Letter: M-0001/1" in labels(owen.types("/incident case M-0001").seen)
    owen.presses("Letter: M-0001/1")
    letter = read(owen, FIRST)
    assert tuple(headings(letter)) == DECIDED
    said = text(letter)
    for part in (
        "“Unreasonably persistent and/or vexatious customer communication policy”",
        "No shouting",
        "These are our reasons: Nothing changed",
        "Why less would not be enough: A word did not help",
        "This is how you see it, as we noted it: “Worried”",
        "This starts on Monday 23 November 2026.",
        "We look at this again by Friday 21 May 2027.",
        "If we have not looked at it by Monday 21 June 2027, it ends by itself that day.",
        "Local Government and Social Care Ombudsman",
        "Information Commissioner",
        "large print",
    ):
        assert part in said, part
    assert OTHERS not in said


def test_a_block_has_a_letter_of_its_own(raised: Office) -> None:
    grace, owen = raised.grace, raised.owen
    extreme(raised)
    letter = text(read(grace, SECOND))
    assert "We do not take calls from you on our phone lines." in letter
    assert "You can reach us like this: Post to the office" in letter
    assert "These are our reasons: Screams at whoever answers" in letter
    assert "We tried other ways first: Sat down with them" in letter
    assert "someone from outside our team decides" in letter
    assert "If no one has looked at it by" in letter
    assert SECOND not in owen.files()


def test_who_was_not_reached_reads_that_we_tried(raised: Office) -> None:
    amira, owen = raised.amira, raised.owen
    for how in ("helpline", "inbox", "letter"):
        amira.presses_raw("case.conversation", value_of(raised))
        amira.fills_in(held="2026-11-23", how=how, explained="Rang out", outcome="not_reached")
    propose(amira, raised, "style", details="No shouting", review="2027-05-21")
    decide(raised)
    owen.presses_raw("letter.restriction", value_of(raised, restriction=1))
    letter = text(read(owen, FIRST))
    assert "We tried to reach you on Monday 23 November 2026 by phone" in letter
    assert "on Monday 23 November 2026 by letter." in letter
    assert "We did not reach you." in letter


def test_a_letter_owns_up_to_what_we_did_late(service: Office) -> None:
    service.amira.reports(
        "Priscilla Okafor", "Draft plan", phone="07700 900321", promised="Ring back", promised_by="2026-11-23"
    )
    service.at("2026-11-25 10:00")
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")
    service.amira.presses_on("turn:1/", "Concern letter")
    letter = text(read(service.amira, CONCERN_LETTER))
    assert "There is 1 thing that we said we would do for you and did not do in time." in letter
    assert "While you waited, you were in touch" in letter


def test_whoever_sends_a_letter_is_asked_to_look_where_a_colleague_is_named(raised: Office) -> None:
    talk(raised, raised.amira)
    propose(raised.amira, raised, "style", details="Not to shout at David", review="2027-05-21")
    raised.owen.presses_on("decide:1", "Look and decide")
    raised.owen.presses_in_form("Read as the customer", agree_because="As I see it")
    mark = "[check: a colleague is named here: leave the name in, or take it out]"
    assert f"David {mark}" in raised.owen.reads_answer().replace("*", "")
    raised.owen.goes_back()
    raised.owen.fills_in(agree_because="As I see it")
    raised.owen.presses_raw("letter.restriction", value_of(raised, restriction=1))
    assert f"Not to shout at David {mark}" in text(read(raised.owen, FIRST))


def test_odd_text_stands_in_a_letter_as_it_was_typed(raised: Office) -> None:
    talk(raised, raised.amira)
    odd = "<b>5 & 6</b> </w:t>\n[fill in: nothing] " + "long " * 150
    propose(raised.amira, raised, "style", details=odd, review="2027-05-21")
    decide(raised)
    raised.owen.presses_raw("letter.restriction", value_of(raised, restriction=1))
    assert odd.strip() in text(read(raised.owen, FIRST))


def test_a_proposal_is_read_as_the_customer_before_it_is_saved(raised: Office) -> None:
    talk(raised, raised.amira)
    amira = raised.amira
    before = value_of(raised)
    amira.presses_raw("restriction.agree", before)
    amira.picks("kind", "style")
    amira.presses_in_form("Read as the customer", details="No shouting, please", reasons="Words on Monday")
    shown = amira.reads_answer()
    assert amira.title == "Read as the customer"
    for part in (
        "Priscilla Okafor",
        "Our reference: M-0001/1",
        "No shouting, please",
        "Words on Monday",
        "[fill in: why nothing less",
    ):
        assert part in shown, part
    amira.goes_back()
    kept = {field["name"]: field.get("value") for field in amira.form["fields"]}
    assert kept["details"] == "No shouting, please"
    assert value_of(raised) == before
    assert not amira.files()


def test_whoever_decides_and_whoever_tells_them_reads_it_first(raised: Office) -> None:
    talk(raised, raised.amira)
    propose(raised.amira, raised, "style", details="No shouting", review="2027-05-21")
    raised.owen.presses_on("decide:1", "Look and decide")
    raised.owen.presses_in_form("Read as the customer", agree_because="As I see it")
    assert "No shouting" in raised.owen.reads_answer()
    raised.owen.goes_back()
    assert raised.owen.form["fields"][0]["value"] == "As I see it"
    raised.owen.fills_in(agree_because="As I see it")
    raised.owen.types("/incident case M-0001")
    raised.owen.presses("Note that they were told: M-0001/1")
    raised.owen.presses_in_form("Read as the customer", date="2026-11-23")
    assert "Friday 21 May 2027" in raised.owen.reads_answer()
    raised.owen.goes_back()
    raised.owen.presses_in_form("Restriction letter")
    assert FIRST in raised.owen.files()


def test_before_a_review_the_customer_is_asked_how_they_see_it(raised: Office) -> None:
    owen = approved(raised)
    told(raised)
    owen.types("/incident case M-0001")
    assert "Review letter: M-0001/1" not in labels(owen.seen)
    raised.at("2027-05-04 10:00")
    owen.types("/incident case M-0001")
    owen.presses("Review letter: M-0001/1")
    letter = read(owen, "review letter M-0001-1.docx")
    assert tuple(headings(letter)) == REVIEW
    said = text(letter)
    for part in (
        "No shouting",
        "It began on Monday 23 November 2026.",
        "Please tell us by Tuesday 18 May 2027 if you can.",
        "by phone",
        "We look at this again by Friday 21 May 2027.",
    ):
        assert part in said, part


def test_lifting_is_read_as_the_customer_first_and_has_a_letter(raised: Office) -> None:
    owen = approved(raised)
    told(raised)
    raised.at("2027-03-01 10:00")
    owen.presses_raw("restriction.lift", value_of(raised, restriction=1))
    owen.presses_in_form("Read as the customer", reasons="It went well since December")
    assert "What we set before does not hold any more." in owen.reads_answer()
    assert "It went well since December" in owen.reads_answer()
    owen.goes_back()
    owen.fills_in(reasons="It went well since December")
    owen.presses("Outcome letter")
    letter = read(owen, "outcome letter M-0001-1.docx")
    assert tuple(headings(letter)) == OUTCOMES_SAY["lift"]
    said = text(letter)
    assert "This is so from Monday 1 March 2027." in said
    assert "These are our reasons: It went well since December" in said
    raised.grace.types("/incident case M-0001")
    assert "Outcome letter: M-0001/1" in labels(raised.grace.seen)


def test_around_a_review_there_is_no_letter_before_its_time(raised: Office) -> None:
    owen = approved(raised)
    owen.presses_raw("letter.review", value_of(raised, restriction=1))
    assert owen.title == "M-0001/1: no review letter"
    told(raised)
    owen.presses_raw("letter.outcome", value_of(raised, restriction=1))
    assert owen.title == "M-0001/1: no outcome letter"
    for action in ("letter.review", "letter.outcome", "outcome.preview"):
        raised.amira.presses_raw(action, value_of(raised, restriction=1))
        assert raised.amira.title == "Only a manager can do this"
    owen.presses_raw("restriction.lift", value_of(raised, restriction=1))
    owen.fills_in(reasons="A mistake")
    owen.presses_raw("letter.review", value_of(raised, restriction=1))
    assert owen.title == "M-0001/1: no review letter"


def test_a_block_that_was_declined_can_be_told(raised: Office) -> None:
    extreme(raised, decided="Decline instead")
    raised.grace.types("/incident case M-0001")
    raised.grace.presses("Outcome letter: M-0001/2")
    letter = text(read(raised.grace, "outcome letter M-0001-2.docx"))
    assert "Someone else looked at that and said no." in letter
    assert "These are our reasons: Less would do" in letter
    assert "[check: do they know that this was asked for?" in letter


def test_a_letter_is_only_for_those_who_may_and_only_when_its_time_has_come(raised: Office) -> None:
    raised.david.presses_raw("letter.concern", value_of(raised))
    assert raised.david.title == "This is not yours to open or change"
    talk(raised, raised.amira)
    propose(raised.amira, raised, "style", details="No shouting", review="2027-05-21")
    raised.grace.presses_raw("letter.restriction", value_of(raised, restriction=1))
    assert raised.grace.title == "M-0001/1: no letter"
    raised.amira.presses_raw("letter.restriction", value_of(raised, restriction=1))
    assert raised.amira.title == "Only a manager can do this"
    raised.david.presses_raw("letter.read", value_of(raised, restriction=1))
    assert raised.david.title == "This is not yours to open or change"
    assert not any(each.files() for each in (raised.david, raised.grace, raised.amira))


def test_before_a_concern_is_raised_there_is_no_letter(service: Office) -> None:
    considered_case(service)
    service.grace.presses_raw("letter.concern", value_of(service))
    assert service.grace.title == "M-0001: no concern letter"


def test_who_took_which_letter_is_recorded_and_not_what_it_says(raised: Office) -> None:
    raised.amira.presses_on("turn:1/", "Concern letter")
    (entry,) = raised.store.read(lambda db: entries(db, "letter.concern"))
    assert (entry.subject, entry.facts) == ("M-0001", "{}")
    assert entry.staff_id


def entries(db: Db, action: str) -> list[AuditEntry]:
    """What the audit chain says of an action."""
    return list(db.exec(select(AuditEntry).where(AuditEntry.action == action)))


def read(colleague: Colleague, name: str) -> Docx:
    return Document(BytesIO(colleague.files()[name]))


def decide(service: Office) -> None:
    service.owen.presses_on("decide:1", "Look and decide")
    service.owen.fills_in(agree_because="Fair, and in proportion")


def approved(service: Office) -> Colleague:
    """A restriction that Owen approved, and nobody was told of."""
    talk(service, service.amira)
    propose(service.amira, service, "style", details="No shouting", review="2027-05-21")
    decide(service)
    return service.owen


def told(service: Office) -> None:
    """The customer was told of it."""
    service.owen.presses_raw("restriction.notify", value_of(service, restriction=1))
    service.owen.fills_in()


def extreme(service: Office, decided: str = "", *, proposed: bool = False) -> None:
    """A block of the telephone, approved, whose letter Grace takes; or declined; or only `proposed`."""
    grace, owen = service.grace, service.owen
    talk(service, service.amira)
    propose(service.amira, service, "style", details="No shouting", review="2027-05-21")
    decide(service)
    grace.presses_raw("restriction.notify", value_of(service, restriction=1))
    grace.fills_in()
    for day, report in (("2026-11-25", "4"), ("2026-11-26", "5")):
        service.at(f"{day} 10:00")
        service.david.reports("C-0001", "Shouted again", concerns=["remarks_to_staff"], details="Shouted")
        grace.presses_raw("misfit.confirm", value_of(service))
        grace.fills_in(restriction="1", report=report, serious="no", reasons="Style was agreed")
    grace.presses_raw("block.propose", value_of(service))
    block = {
        "kind": "both",
        "attempted": "Sat down with them",
        "since": "Screams at whoever answers",
        "extreme": "Nobody dares to pick up",
        "reach": "Post to the office",
    }
    grace.presses_in_form("Read as the customer", **block)
    before = grace.reads_answer()
    assert "They get 2 letters, M-0001/2 and M-0001/3." in before
    assert "We do not take calls from you on our phone lines." in before
    assert "We do not answer e-mails and other online messages from you." in before
    assert "Post to the office" in before
    assert before.count("Sat down with them") == 1
    grace.goes_back()
    grace.fills_in(**(block | {"kind": "telephone"}))
    if proposed:
        return
    owen.presses_on("decide:2", "Look and decide")
    if decided:
        owen.presses_in_form(decided)
        owen.fills_in(reasons="Less would do")
        return
    owen.fills_in(agree_because="Nothing less was left")
    grace.presses_raw("letter.restriction", value_of(service, restriction=2))
