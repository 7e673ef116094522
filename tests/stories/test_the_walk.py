"""From a concern to a restriction that the customer was told of: by buttons, in order, by two people."""

import pytest

from storage import Db, cases
from tests.office import MANAGERS, Colleague, Office, labels, words

PHONE = "07700 900321"
QUESTIONS = (
    "handled",
    "timely",
    "new_information",
    "genuine",
    "other_route",
    "circumstances",
    "adjustments",
    "meeting",
    "evidence",
    "rights",
)


@pytest.fixture
def walked(service: Office) -> Office:
    """A case that Grace opened."""
    return considered_case(service)


def considered_case(service: Office, concern: str = "several_advisers") -> Office:
    """Two incidents of one customer about one issue, and a case that Grace opened."""
    for worker in (service.amira, service.priya):
        worker.reports(
            "Priscilla Okafor",
            "Rings several of us about the same plan",
            phone=PHONE,
            concerns=[concern],
        )
        if "Same issue" in labels(worker.seen):
            worker.presses("Same issue")
    service.owen.types("/incident help")  # whoever was never here can't be asked
    service.priya.presses("Ask a manager")
    service.priya.fills_in(reasons="Three of us hear the same every day.")
    service.grace.presses_on("request:", "Look closer", MANAGERS)
    return service


def test_a_case_opens_with_what_is_on_file_and_what_comes_next(walked: Office) -> None:
    assert walked.grace.title == "M-0001 · C-0001 · considering"
    said = walked.grace.reads_answer()
    assert "2 reports" in said
    assert "Fairness check" in labels(walked.grace.seen)
    assert "Propose a restriction" not in labels(walked.grace.seen)
    assert "Priscilla" not in words(walked.grace.message("case:1/", MANAGERS))


def test_the_whole_walk_ends_with_a_restriction_that_the_customer_knows(walked: Office) -> None:
    grace, owen, amira = walked.grace, walked.owen, walked.amira
    consider(walked, grace, speaker=amira, result="raise")
    assert "raising" in words(newest_case(grace))

    talk(walked, amira)
    propose(amira, walked, "style", details="No shouting", review="2027-05-21")
    assert amira.title == "Proposed"
    assert "Owen Price and Grace Morgan" in amira.reads_answer()

    grace.presses_on("decide:1", "Look and decide")
    grace.fills_in(agree_because="Fair, and in proportion")
    assert "is approved" in grace.title
    assert "approved" in words(walked.amira.message("decided:1"))

    owen.types("/incident case M-0001")
    owen.presses("Note that they were told: M-0001/1")
    owen.fills_in()
    assert "the customer was told" in owen.title
    walked.at("2026-11-24 09:00")
    assert "monitoring" in words(newest_case(grace))


def test_an_extreme_case_ends_with_a_block_by_two_managers_and_everything_can_be_lifted(
    walked: Office,
) -> None:
    grace, owen = walked.grace, walked.owen
    restricted(walked)
    grace.presses_raw("block.propose", value_of(walked))
    assert "too little is confirmed" in grace.reads_answer()

    for day in ("2026-11-25", "2026-11-26"):
        walked.at(f"{day} 10:00")
        walked.david.reports("C-0001", "Shouted again", concerns=["remarks_to_staff"], details="Shouted")
    for report in ("3", "4"):
        grace.presses_raw("misfit.confirm", value_of(walked))
        grace.fills_in(restriction="1", report=report, serious="no", reasons="Style was agreed")
    grace.presses_raw("block.propose", value_of(walked))
    grace.fills_in(
        kind="telephone",
        attempted="Sat down with them",
        since="Screams at whoever answers",
        extreme="Nobody dares to pick up",
        reach="Post to the office",
    )
    assert grace.title == "Proposed"
    grace.presses_raw("block.approve", value_of(walked, restriction=2))
    assert "Nobody decides on their own proposal." in grace.reads_answer()
    owen.presses_on("decide:2", "Look and decide")
    owen.fills_in(agree_because="Nothing less was left")
    owen.presses_raw("restriction.notify", value_of(walked, restriction=2))
    owen.fills_in()
    assert "the customer was told" in owen.title

    for number in (1, 2):
        grace.presses_raw("restriction.lift", value_of(walked, restriction=number))
        grace.fills_in(reasons="It is calm again")
        assert "is lifted" in grace.title
    grace.presses_raw("case.close", value_of(walked))
    grace.fills_in(reasons="All is well")
    assert grace.title == "M-0001 is closed"


def test_who_is_complained_about_decides_nothing_and_others_are_asked(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    talk(walked, walked.amira)
    walked.owen.presses_raw("case.exclude", value_of(walked))
    staff = next(f for f in walked.owen.form["fields"] if f["name"] == "staff")
    grace = next(o["key"] for o in staff["options"] if o["label"] == "Grace Morgan")
    walked.owen.fills_in(staff=grace, looked_into="no")
    assert walked.owen.title == "Grace Morgan takes no decision in M-0001"
    propose(walked.amira, walked, "style", details="No shouting", review="2027-05-21")
    assert "Asked to decide: Owen Price" in walked.amira.reads_answer()
    walked.grace.presses_raw("restriction.approve", value_of(walked, restriction=1))
    assert "A complaint in this case is about you" in walked.grace.reads_answer()


def test_a_declined_proposal_restricts_nothing_and_the_proposer_reads_why(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    talk(walked, walked.amira)
    propose(walked.amira, walked, "style", details="No shouting", review="2027-05-21")
    walked.owen.presses_on("decide:1", "Look and decide")
    walked.owen.presses_raw("restriction.decline", value_of(walked, restriction=1))
    walked.owen.fills_in(reasons="A word first")
    assert "is declined" in walked.owen.title
    walked.amira.presses_on("decided:1", "Read why")
    assert "Declined." in walked.amira.reads_answer()
    assert "A word first" in walked.amira.reads_answer()
    walked.david.presses_raw("restriction.show", value_of(walked, restriction=1))
    assert walked.david.title == "This is not yours to open or change"


def test_who_the_customer_is_opens_for_managers_alone(walked: Office) -> None:
    walked.grace.presses("Who is this?")
    assert "Priscilla Okafor" in walked.grace.reads_answer()
    walked.david.presses_raw("customer.who", value_of(walked))
    assert walked.david.title == "Only a manager can do this"
    walked.grace.presses_raw("case.record", value_of(walked))
    assert walked.grace.title == "M-0001: the record"


def test_nobody_approves_their_own_proposal(walked: Office) -> None:
    grace = walked.grace
    consider(walked, grace, speaker=grace, result="raise")
    grace.presses_raw("case.conversation", value_of(walked))
    grace.fills_in(held="2026-11-23", how="helpline", explained="Calls", view="Worried", outcome="agreed")
    propose(grace, walked, "style", details="No shouting", review="2027-05-21")
    grace.presses_raw("restriction.approve", value_of(walked, restriction=1))
    assert "Nobody decides on their own proposal." in grace.reads_answer()


def test_no_restriction_without_a_conversation(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    walked.grace.presses_raw("restriction.agree", value_of(walked))
    assert "First somebody speaks with the customer" in walked.grace.reads_answer()


def test_what_is_not_known_yet_allows_only_watching(walked: Office) -> None:
    walked.grace.presses_raw("case.consider", value_of(walked))
    walked.grace.picks("result", "raise")
    walked.grace.fills_in(result="raise", speaker=key_of(walked.grace, walked.amira), how="helpline")
    assert "result" in walked.grace.errors()
    walked.grace.fills_in(result="watch", note="Let us see")
    assert "watching" in words(newest_case(walked.grace))


def test_who_comes_second_is_told_who_was_first(walked: Office) -> None:
    old = value_of(walked)
    consider(walked, walked.grace, speaker=walked.amira, result="watch")
    walked.owen.presses_raw("case.close", old)
    assert "somebody was faster" in walked.owen.title
    assert "Grace Morgan" in walked.owen.reads_answer()


def test_a_case_that_needs_nothing_is_closed_and_everybody_concerned_is_told(walked: Office) -> None:
    walked.owen.presses_raw("case.close", value_of(walked))
    walked.owen.fills_in(reasons="Two separate, genuine questions.")
    assert walked.owen.title == "M-0001 is closed"
    walked.owen.presses_raw("case.consider", value_of(walked))
    assert "The case is closed." in walked.owen.reads_answer()


def consider(service: Office, manager: Colleague, *, speaker: Colleague, result: str) -> None:
    """Make the fairness check."""
    manager.presses_raw("case.consider", value_of(service))
    answers = dict.fromkeys(QUESTIONS, "nothing_found")
    if result == "raise":
        manager.picks("result", "raise")
        key = key_of(manager, speaker)
        manager.fills_in(**answers, result="raise", note="Looked at all of it", speaker=key, how="helpline")
    else:
        manager.fills_in(**answers, result=result, note="Looked at all of it")


def key_of(manager: Colleague, speaker: Colleague) -> str:
    """The colleague among those who may speak with the customer, in the open form."""
    found = next(f for f in manager.form["fields"] if f["name"] == "speaker")
    return str(next(o["key"] for o in found["options"] if o["label"].startswith(full_name(speaker))))


def talk(service: Office, speaker: Colleague) -> None:
    """Speak with the customer and note it."""
    speaker.presses_raw("case.conversation", value_of(service))
    speaker.fills_in(
        held="2026-11-23", how="helpline", explained="Five calls a day", view="Worried", outcome="no_change"
    )


def restricted(service: Office) -> None:
    """A restriction in force that Amira proposed and Owen approved."""
    consider(service, service.grace, speaker=service.amira, result="raise")
    talk(service, service.amira)
    propose(service.amira, service, "style", details="No shouting", review="2027-05-21")
    service.owen.presses_on("decide:1", "Look and decide")
    service.owen.fills_in(agree_because="In proportion, as I see it")
    service.grace.presses_raw("restriction.notify", value_of(service, restriction=1))
    service.grace.fills_in()


def propose(by: Colleague, service: Office, kind: str, **fields: object) -> None:
    by.presses_raw("restriction.agree", value_of(service))
    by.fills_in(
        kind=kind,
        agreement="decided",
        reasons="Nothing changed",
        proportionate="A word did not help",
        start="2026-11-23",
        **fields,
    )


def value_of(service: Office, restriction: int = 0) -> str:
    """The value of a button of the case as it stands now."""

    def version(db: Db) -> int:
        found = cases.get(db, 1)
        assert found
        return found.version

    return f"1:{service.store.read(version)}:{restriction}"


def newest_case(manager: Colleague) -> dict[str, object]:
    found = [m for m in manager.messages(MANAGERS) if m["key"].startswith("case:1/")]
    return found[-1]


def full_name(colleague: Colleague) -> str:
    return {"amira": "Amira Khan", "grace": "Grace Morgan"}[colleague.handle]
