"""The rows of the walk as stories: each ends with what people see, in whichever office it is told."""

from collections.abc import Callable

from sqlmodel import col, select

from storage import Db
from storage.tables import Message
from tests.office import MANAGERS, Colleague, Office, labels, words
from tests.office.shared import RESERVE
from tests.stories.test_the_walk import (
    PHONE,
    consider,
    considered_case,
    newest_case,
    propose,
    restricted,
    value_of,
)

Row = Callable[[Office], None]
ROWS: dict[str, Row] = {}
REVIEW = "2027-05-21"
KINDS: dict[str, dict[str, object]] = {
    "change_of_communication": {"details": "One e-mail a week", "closed": ["social_media"]},
    "single_contact": {},
    "agreed_frequency": {"times": "2", "per": "week", "routes": ["helpline"], "longest": "15"},
    "style": {"details": "No shouting"},
    "open_enquiry_only": {"issues": ["I-0001"]},
    "new_issues_only": {"issues": ["I-0001"]},
    "other": {"details": "We write the agenda together"},
}
"""What each kind of the policy's list asks for; who the single contact is stands in the form."""


def row(story: Row) -> Row:
    """Told in every office, and counted among the rows that were lived."""
    ROWS[story.__name__] = story
    return story


@row
def a_word_is_had_with_the_customer(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    service.amira.presses("Talked about how they contact us")
    service.amira.fills_in(
        held="2026-11-23", explained="Five calls a day", view="Worried", trying="One call on Fridays"
    )
    assert service.amira.title == "Noted: you had a word"
    service.priya.chooses("C-0001")
    assert "We had a word" in words(service.priya.form)


@row
def a_worker_asks_for_a_look_and_is_told_that_no_case_is_needed(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    service.amira.presses("Ask a manager")
    service.amira.fills_in(reasons="Please look at this")
    service.grace.presses_on("request:", "No case needed", MANAGERS)
    service.grace.fills_in(reasons="A genuine question, twice")
    service.amira.presses_on("request:", "Read why")
    assert "A genuine question, twice" in service.amira.reads_answer()


@row
def a_manager_looks_closer(service: Office) -> None:
    considered_case(service)
    assert service.grace.title == "M-0001 · C-0001 · considering"


@row
def the_check_finds_nothing_unreasonable(service: Office) -> None:
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="not_unreasonable")
    assert "closed" in words(newest_case(service.grace))


@row
def the_check_says_to_watch(service: Office) -> None:
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="watch")
    assert "is watched until" in words(newest_case(service.grace))


def _talk(outcome: str) -> Row:
    def story(service: Office) -> None:
        raised(service)
        talk(service.amira, service, outcome)
        assert "Propose a restriction" in labels(service.amira.seen)

    story.__name__ = f"the_conversation_ends_{outcome}"
    return story


for _outcome in ("agreed", "no_change", "did_not_agree"):
    row(_talk(_outcome))


@row
def nobody_reaches_them_before_two_ways_and_a_letter(service: Office) -> None:
    raised(service)
    for how in ("helpline", "inbox", "letter"):
        service.amira.presses_raw("restriction.agree", value_of(service))
        assert "First somebody speaks with the customer" in service.amira.reads_answer()
        talk(service.amira, service, "not_reached", how=how, view="")
    assert "that counts as an attempt" in service.amira.reads_answer()
    propose(service.amira, service, "style", details="No shouting", review=REVIEW)
    assert service.amira.title == "Proposed"


def _agree(kind: str) -> Row:
    def story(service: Office) -> None:
        raised(service)
        talk(service.amira, service, "agreed")
        amira = service.amira
        amira.presses_raw("restriction.agree", value_of(service))
        amira.picks("kind", kind)
        asked = {"contact": option(amira, 0), "deputy": option(amira, 1)} if kind == "single_contact" else {}
        amira.fills_in(
            agreement="agreed",
            reasons="Nothing changed",
            proportionate="A word did not help",
            review=REVIEW,
            **asked,
            **KINDS[kind],
        )
        assert amira.title == "Proposed"
        service.owen.presses_on("decide:1", "Look and decide")
        service.owen.fills_in(agree_because="In proportion, as I see it")
        assert "is approved" in service.owen.title

    story.__name__ = f"a_restriction_of_the_kind_{kind}_is_proposed_and_approved"
    return story


for _kind in KINDS:
    row(_agree(_kind))


@row
def a_proposal_is_declined_and_another_taken_back(service: Office) -> None:
    raised(service)
    talk(service.amira, service, "no_change")
    propose(service.amira, service, "style", details="No shouting", review=REVIEW)
    service.owen.presses_raw("restriction.decline", value_of(service, 1))
    service.owen.fills_in(reasons="A word first")
    assert "is declined" in service.owen.title
    service.amira.presses_on("decided:1", "Read why")
    assert "Owen Price" in service.amira.reads_answer()
    assert "A word first" in service.amira.reads_answer()
    propose(service.amira, service, "style", details="No shouting", review=REVIEW)
    service.amira.presses_raw("restriction.withdraw", value_of(service, 2))
    assert service.amira.title == "M-0001/2 is taken back"


@row
def the_customer_is_told_it_is_lifted_and_the_case_is_closed(service: Office) -> None:
    considered_case(service)
    restricted(service)
    assert "the customer was told" in service.grace.title
    service.grace.presses_raw("restriction.lift", value_of(service, 1))
    service.grace.fills_in(reasons="It is calm again")
    assert service.grace.title == "M-0001/1 is lifted"
    service.grace.presses_raw("case.close", value_of(service))
    service.grace.fills_in(reasons="All is well")
    assert service.grace.title == "M-0001 is closed"


SAID = {"since": "Calm calls", "changed": "The plan came", "needed": "Less would do"}


@row
def a_review_lifts_it_as_usual(service: Office) -> None:
    considered_case(service)
    restricted(service)
    service.at("2027-03-01 10:00")
    service.grace.presses_raw("restriction.review", value_of(service, 1))
    assert "ends by itself on" in words(service.grace.form)
    service.grace.fills_in(**SAID)
    assert service.grace.title == "M-0001/1 is lifted"
    assert "Outcome letter" in labels(service.grace.seen)


@row
def a_review_renews_it_with_reasons(service: Office) -> None:
    considered_case(service)
    restricted(service)
    service.at("2027-03-01 10:00")
    service.grace.presses_raw("restriction.review", value_of(service, 1))
    service.grace.fills_in(**SAID, outcome="renew", review="2027-06-30")
    assert "reasons" in service.grace.errors()
    service.grace.fills_in(**SAID, outcome="renew", review="2027-06-30", reasons="Twice a day in May")
    assert service.grace.title == "M-0001/1 goes on"
    assert "Wed 30 Jun" in words(newest_case(service.grace))


@row
def a_review_wants_something_else_in_its_place(service: Office) -> None:
    considered_case(service)
    restricted(service)
    service.at("2026-11-26 10:00")
    service.grace.presses_raw("restriction.review", value_of(service, 1))
    service.grace.fills_in(**SAID, outcome="vary", reasons="One call a week is enough")
    service.grace.presses("Propose a restriction")
    service.grace.fills_in(
        details="Calls on Fridays",
        agreement="agreed",
        reasons="They asked for it",
        proportionate="It is less",
        review=REVIEW,
    )
    service.owen.presses_on("decide:2", "Look and decide")
    service.owen.fills_in(agree_because="It is less than before")
    service.owen.presses_raw("restriction.notify", value_of(service, 2))
    service.owen.fills_in()
    service.at("2026-11-30 10:00")
    service.grace.types("/incident restrictions")
    assert "replaced since" in service.grace.reads_answer()


@row
def a_review_wants_a_block(service: Office) -> None:
    considered_case(service)
    restricted(service)
    misfits(service)
    service.owen.presses_raw("restriction.review", value_of(service, 1))
    service.owen.fills_in(**SAID, outcome="block", reasons="It got worse")
    assert "Propose a block" in labels(service.owen.seen)


@row
def the_customer_asks_for_a_review(service: Office) -> None:
    considered_case(service)
    restricted(service)
    service.at("2026-12-01 10:00")
    service.priya.presses_raw("restriction.request", value_of(service, 1))
    service.priya.fills_in(date="2026-12-01", view="I have calmed down")
    assert "You can tell them so." in service.priya.reads_answer()
    service.priya.presses_raw("restriction.request", value_of(service, 1))
    assert "They asked for a review already" in service.priya.reads_answer()
    assert "the customer asked for it" in words(newest_case(service.grace))


@row
def a_complaint_is_about_a_colleague(service: Office) -> None:
    considered_case(service)
    service.owen.presses_raw("case.exclude", value_of(service))
    service.owen.fills_in(staff=option(service.owen, 0, "staff", "Grace Morgan"), looked_into="yes")
    assert service.owen.title == "Grace Morgan takes no decision in M-0001"


@row
def a_block_is_declined_and_another_approved(service: Office) -> None:
    considered_case(service)
    restricted(service)
    misfits(service)
    for number in (2, 3):
        service.grace.presses_raw("block.propose", value_of(service))
        service.grace.fills_in(
            kind="telephone",
            attempted="Sat down with them",
            since="Screams at whoever answers",
            extreme="Nobody dares to pick up",
            reach="Post to the office",
        )
        assert service.grace.title == "Proposed"
        if number == 2:
            service.owen.presses_raw("block.decline", value_of(service, number))
            service.owen.fills_in(reasons="Less would do")
            assert "is declined" in service.owen.title
    service.owen.presses_raw("block.approve", value_of(service, 3))
    service.owen.fills_in(agree_because="Nothing less was left")
    assert "is approved" in service.owen.title


@row
def a_report_seems_not_to_fit_and_fits_after_all(service: Office) -> None:
    considered_case(service)
    restricted(service)
    service.at("2026-11-25 10:00")
    service.david.reports("C-0001", "Shouted again", concerns=["remarks_to_staff"], details="Shouted")
    assert "a manager says whether R-00003 fits what was agreed" in words(newest_case(service.grace))
    service.grace.presses_on(str(newest_case(service.grace)["key"]), "Fits after all", MANAGERS)
    service.grace.fills_in(reasons="They were quoting somebody")
    assert service.grace.title == "R-00003 fits after all"


@row
def a_request_to_communicate_differently_is_noted_and_answered(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    service.amira.presses("Note an adjustment")
    service.amira.fills_in(request="Please write")
    service.grace.types("/incident check C-0001")
    service.grace.presses("Answer the request")
    service.grace.fills_in(answer="We write from now on.", in_place="Write, don't ring")
    assert service.grace.title == "Answered"
    assert "Something is in place." in words(service.amira.message("adjustment:1"))


def _safety(answer: str) -> Row:
    def story(service: Office) -> None:
        service.grace.types("/incident help")
        service.amira.types("/incident safety")
        service.amira.fills_in(said="I know where you park", danger="to_staff")
        service.grace.presses_on("safety:1", "I've got this")
        assert service.grace.title == "S-0001: you have this"
        service.amira.presses_on("raised:1", answer)
        assert "AK" in words(service.grace.message("check_in:1"))

    story.__name__ = f"a_threat_is_taken_and_a_check_in_answered_{answer[:2].lower()}"
    return story


for _answer in ("Yes, please", "No, thank you"):
    row(_safety(_answer))


def _measure(outcome: str) -> Row:
    def story(service: Office) -> None:
        set_after_a_threat(service)
        service.owen.presses_on("decide:1", "Look and decide")
        if outcome == "declined":
            service.owen.presses("Decline instead")
        service.owen.fills_in(**{"reasons" if outcome == "declined" else "agree_because": "As I see it"})
        assert f"is {outcome}" in service.owen.title
        service.priya.chooses("C-0001")
        assert ("In force" in words(service.priya.form)) is (outcome == "approved")

    story.__name__ = f"a_measure_is_set_after_a_threat_and_{outcome}"
    return story


for _outcome in ("approved", "declined"):
    row(_measure(_outcome))


@row
def a_measure_that_nobody_else_agrees_to_ends_by_itself_after_ten_working_days(service: Office) -> None:
    set_after_a_threat(service)
    service.at("2026-12-04 09:00")
    service.priya.chooses("C-0001")
    assert "In force" in words(service.priya.form)
    service.at("2026-12-07 09:00")
    service.priya.chooses("C-0001")
    assert "In force" not in words(service.priya.form)
    service.grace.types("/incident restrictions")
    assert "ended since Mon 7 Dec" in service.grace.reads_answer()


def _withdrawn(service: Office) -> None:
    service.priya.types("/incident mine R-00002")
    service.priya.presses("Withdraw")
    service.priya.fills_in(reasons="It was about somebody else")


def _corrected(service: Office) -> None:
    service.priya.types("/incident mine R-00002")
    service.priya.presses("Correct")
    service.priya.fills_in(concerns=[], details="It was the first call that day")


def _separated(service: Office) -> None:
    service.amira.presses_on("issue:1", "Not the same person")


def _confirmed(how: str, changes: Row, said: str) -> Row:
    def story(service: Office) -> None:
        considered_case(service)
        restricted(service)
        service.at("2026-11-25 10:00")
        changes(service)
        assert "looks again at what was decided" in words(newest_case(service.grace))
        service.grace.presses_raw("decision.confirm", value_of(service))
        assert said in words(service.grace.form)
        service.grace.fills_in(reasons="The other report shows the same")
        assert service.grace.title == "M-0001: what was decided still holds"
        assert "looks again" not in words(newest_case(service.grace))

    story.__name__ = f"a_report_is_{how}_and_what_was_decided_is_confirmed"
    return story


for _how, _changes, _said in (
    ("withdrawn", _withdrawn, "R-00002 was withdrawn"),
    ("corrected", _corrected, "R-00002 was corrected"),
    ("separated", _separated, "R-00001 is about somebody else"),
):
    row(_confirmed(_how, _changes, _said))


@row
def a_customer_complains_and_an_outside_decider_answers(service: Office) -> None:
    considered_case(service)
    restricted(service)
    service.priya.types("/incident check C-0001")
    service.priya.presses("They complain about this")
    service.priya.fills_in(about="Nobody asked me before the letter came", received="2026-11-23")
    assert "Somebody who had no part in it looks at it" in service.priya.reads_answer()
    service.grace.types("/incident case M-0001")
    service.grace.presses("Answer the complaint")
    service.grace.fills_in(
        recorded="Morag Ellis, head of service, letter 12",
        outcome="partly",
        effect="We meet them this week",
        reasons="They were rung twice in one morning",
    )
    assert service.grace.title == "M-0001: the complaint is answered"
    assert "Answer as a letter" in labels(service.grace.seen)
    service.priya.presses_on("complaint:1", "Read it")
    assert "They were rung twice" in service.priya.reads_answer()


@row
def a_customer_asks_for_their_own_records_and_gets_them(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    service.amira.types("/incident request Okafor")
    service.amira.fills_in(kind="file", details="All of it", asked="2026-11-23")
    assert "Due by" in service.amira.reads_answer()
    service.grace.types("/incident summary")
    assert "C-0001 asks for their own records: due by Wed 23 Dec" in service.grace.reads_answer()
    service.grace.types("/incident check C-0001")
    service.grace.presses("Done: their own records")
    service.grace.fills_in(done="Handed over", date="2026-11-23")
    assert "GM did it" in words(service.amira.message("asked:1"))


def _reserve(outcome: str) -> Row:
    def story(service: Office) -> None:
        raised(service)
        talk(service.amira, service, "no_change")
        service.grace.presses_raw("case.exclude", value_of(service))
        service.grace.fills_in(staff=option(service.grace, 0, "staff", "Owen Price"), looked_into="no")
        propose(service.grace, service, "style", details="No shouting", review=REVIEW)
        service.grace.presses_raw("reserve.record", value_of(service, 1))
        service.grace.fills_in(
            decider=RESERVE,
            name="Morag Ellis",
            role="Head of service at the host",
            date="2026-11-23",
            document="Letter, file 12",
            outcome=outcome,
            reasons="As I read it",
        )
        assert f"is {outcome}" in service.grace.title
        assert "recorded by GM" in words(newest_case(service.grace))

    story.__name__ = f"a_reserve_decider_outside_has_{outcome}"
    return story


for _outcome in ("approved", "declined"):
    row(_reserve(_outcome))


@row
def a_customer_is_known_by_another_name_and_number_and_a_manager_corrects_it(service: Office) -> None:
    service.amira.reports("Priscila Okafor", "Rings several of us", phone=PHONE)
    service.grace.types("/incident request Okafor")
    service.grace.fills_in(kind="correction", details="That is not my number", asked="2026-11-23")
    service.grace.presses("Correct their record")
    service.owen.types("/incident check C-0001")
    service.owen.presses("Correct their record")
    service.grace.fills_in(
        name="Priscilla Okafor", phone="07700 900654", before="wrong", reasons="She rang and spelt it"
    )
    assert service.grace.title == "C-0001 is corrected"
    service.owen.fills_in(child="Zoe", reasons="She said so")
    assert service.owen.title == "C-0001 was changed meanwhile"
    assert "Grace Morgan corrected it last" in service.owen.reads_answer()
    service.priya.types("/incident")
    assert "C-0001" in service.priya.looks_up("900654")
    assert "C-0001" not in service.priya.looks_up(PHONE)
    service.grace.presses("Done: a correction")
    service.grace.fills_in(done="Name and number put right", date="2026-11-23")
    assert "GM did it" not in service.grace.title
    assert service.grace.title == "C-0001: done"


@row
def two_records_are_one_person_and_then_two(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    service.david.reports("Cilla Osei", "Where is my form?", phone="07700 900888")
    service.grace.types("/incident check C-0001")
    service.grace.presses("Same person as another")
    service.grace.fills_in(customer="C-0002", reasons="Same card shown")
    assert service.grace.title == "C-0001 is C-0002"
    service.grace.presses("Not the same person: C-0001")
    service.grace.fills_in(reasons="Two sisters")
    assert service.grace.title == "C-0001 and C-0002 are two people"


@row
def a_promise_is_kept(service: Office) -> None:
    service.amira.reports("Priscilla Okafor", "Plan", promised="Ring back", promised_by="2026-11-24")
    service.amira.types("/incident mine")
    service.amira.presses("Done")
    assert "Ring back" not in service.amira.reads_answer()


@row
def what_could_not_be_delivered_is_tried_again(service: Office) -> None:
    service.grace.types("/incident help")
    service.amira.reports("Priscilla Okafor", "Rings several of us", phone=PHONE)
    service.amira.presses("Ask a manager")
    service.amira.fills_in(reasons="Please look at this")
    service.settle()
    set_aside(service)
    before = len(service.delivered)
    service.grace.types("/incident summary")
    assert "1 message could not be delivered" in service.grace.reads_answer()
    assert len(service.delivered) == before
    service.grace.presses("Try again")
    assert service.grace.title == "Trying 1 message again"
    service.settle()
    assert len(service.delivered) == before + 1
    service.grace.types("/incident summary")
    assert "could not be delivered" not in service.grace.reads_answer()


def set_aside(service: Office) -> None:
    """The newest message was to say something else, and its platform would not take that."""

    def work(db: Db) -> None:
        newest = db.exec(select(Message).order_by(col(Message.id).desc())).first()
        assert newest is not None
        newest.wanted, newest.parked_at = newest.wanted + 1, newest.changed_at

    service.store.write(work)


def set_after_a_threat(service: Office) -> None:
    """Amira is threatened on the phone, and Grace sets a measure at once, which colleagues see."""
    service.grace.types("/incident help")
    service.owen.types("/incident help")
    said, ticked = "I know where you park", ["remarks_to_staff"]
    service.amira.reports("Priscilla Okafor", "Rings", phone=PHONE, concerns=ticked, details=said)
    service.amira.presses("This was a threat")
    service.amira.fills_in()
    service.grace.presses_on("safety:1", "I've got this")
    service.grace.presses("Set a safety measure")
    typed = {"details": "No calls for now", "reasons": "Said on the phone", "exceptions": "Write to us"}
    service.grace.fills_in(kind="block_telephone", **typed)
    assert service.grace.title == "In force from now on"
    service.priya.chooses("C-0001")
    assert "In force" in words(service.priya.form)


def raised(service: Office) -> None:
    """A case in which Amira is to speak with the customer."""
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")


def talk(by: Colleague, service: Office, outcome: str, **more: object) -> None:
    """Note how it went."""
    by.presses_raw("case.conversation", value_of(service))
    usual: dict[str, object] = {
        "held": "2026-11-23",
        "how": "helpline",
        "explained": "Five calls a day",
        "view": "Worried",
    }
    by.fills_in(**(usual | more), outcome=outcome)


def misfits(service: Office) -> None:
    """Two reports from after the restriction began, confirmed not to fit it."""
    for day in ("2026-11-25", "2026-11-26"):
        service.at(f"{day} 10:00")
        service.david.reports("C-0001", "Shouted again", concerns=["remarks_to_staff"], details="Shouted")
    for report in ("3", "4"):
        service.grace.presses_raw("misfit.confirm", value_of(service))
        service.grace.fills_in(restriction="1", report=report, serious="no", reasons="Style was agreed")


def option(by: Colleague, number: int, field: str = "contact", label: str = "") -> str:
    """A key that a field of the open form offers: by its place, or by what it says."""
    offered = next(f["options"] for f in by.form["fields"] if f["name"] == field)
    fitting = [each for each in offered if each["label"].startswith(label)]
    return str(fitting[number]["key"])
