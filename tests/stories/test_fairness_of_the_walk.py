"""What keeps the walk fair, through every door: who judges, what counts, when it is looked at again."""

import pytest

from tests.office import MANAGERS, Colleague, Office, labels, words
from tests.stories.test_the_walk import (
    PHONE,
    consider,
    considered_case,
    newest_case,
    propose,
    restricted,
    talk,
    value_of,
)


@pytest.fixture
def walked(service: Office) -> Office:
    return considered_case(service)


def reports(worker: Colleague) -> None:
    worker.reports(
        "Priscilla Okafor", "Rings about the same plan", phone=PHONE, concerns=["several_advisers"]
    )
    if "Same issue" in labels(worker.seen):
        worker.presses("Same issue")


def test_whoever_alone_reported_it_leaves_the_judging_to_another(service: Office) -> None:
    for _time in range(2):
        reports(service.grace)
    service.owen.types("/incident help")
    service.priya.reports("Priscilla Okafor", "Rings about the same plan", phone=PHONE)
    if "Same issue" in labels(service.priya.seen):
        service.priya.presses("Same issue")
    service.priya.presses("Ask a manager")
    service.priya.fills_in(reasons="Grace hears this every day.")
    service.grace.presses_on("request:", "Look closer", MANAGERS)
    service.grace.presses_raw("case.consider", value_of(service))
    assert "You alone reported it, so another manager judges it." in service.grace.reads_answer()
    consider(service, service.owen, speaker=service.amira, result="watch")
    assert "watching" in words(newest_case(service.owen))


def test_what_came_before_or_was_somebody_else_s_supports_no_block(walked: Office) -> None:
    grace = walked.grace
    restricted(walked)
    grace.presses_raw("misfit.confirm", value_of(walked))
    assert "nothing to confirm" in grace.title
    for day in ("2026-11-25", "2026-11-26"):
        walked.at(f"{day} 10:00")
        walked.david.reports("C-0001", "Shouted again", concerns=["remarks_to_staff"], details="Shouted")
        grace.presses_raw("misfit.confirm", value_of(walked))
        report = "3" if day == "2026-11-25" else "4"
        grace.fills_in(restriction="1", report=report, serious="no", reasons="Style was agreed")
    walked.david.presses("Not the same person")
    grace.presses_raw("block.propose", value_of(walked))
    assert "too little is confirmed" in grace.reads_answer()


def test_a_review_in_august_moves_to_a_day_when_people_are_here(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="raise")
    talk(walked, walked.amira)
    propose(walked.amira, walked, "style", details="No shouting", review="2027-08-16")
    assert "moved earlier" in walked.amira.reads_answer()
    assert "30 July 2027" in walked.amira.reads_answer()


def test_a_watch_that_ended_comes_back_to_the_managers(walked: Office) -> None:
    consider(walked, walked.grace, speaker=walked.amira, result="watch")
    before = len(walked.grace.messages(MANAGERS))
    walked.at("2027-02-22 09:00")
    told = len(walked.grace.messages(MANAGERS))
    walked.at("2027-02-23 09:00")
    assert len(walked.grace.messages(MANAGERS)) > told >= before
    assert "makes the fairness check again" in words(newest_case(walked.grace))
