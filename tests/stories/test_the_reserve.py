"""Nobody here may decide: a reserve decider outside the workspace does, and a manager records it as that."""

from tests.office import MANAGERS, Office, button, words
from tests.office.shared import RESERVE
from tests.stories.test_the_walk import (
    consider,
    considered_case,
    newest_case,
    propose,
    restricted,
    talk,
    value_of,
)


def test_where_nobody_here_may_decide_a_manager_records_what_the_reserve_decider_did(
    service: Office,
) -> None:
    considered_case(service)
    grace = service.grace
    consider(service, grace, speaker=service.amira, result="raise")
    talk(service, service.amira)
    grace.presses_raw("case.exclude", value_of(service))
    staff = next(f for f in grace.form["fields"] if f["name"] == "staff")
    owen = next(o["key"] for o in staff["options"] if o["label"] == "Owen Price")
    grace.fills_in(staff=owen, looked_into="no")
    propose(grace, service, "style", details="No shouting", review="2027-05-21")
    assert "a manager records their decision" in grace.reads_answer()

    service.owen.presses_raw("reserve.record", value_of(service, 1))
    assert "A complaint in this case is about you" in service.owen.reads_answer()
    newest = newest_case(grace)
    assert "a manager records what the reserve decider decides on M-0001/1" in words(newest)
    grace.presses_on(str(newest["key"]), "Record a reserve decision: M-0001/1", MANAGERS)
    grace.fills_in(
        decider=RESERVE,
        name="Morag Ellis",
        role="Head of service at the host",
        date="2026-11-23",
        document="Letter, file 12",
        outcome="approved",
        reasons="In proportion, as I read it",
    )
    assert "is approved" in grace.title
    shown = words(newest_case(grace))
    assert "decided by a reserve decider, recorded by GM" in shown
    assert "Morag" not in shown

    grace.presses_raw("restriction.notify", value_of(service, 1))
    grace.fills_in()
    assert "the customer was told" in grace.title


def test_a_colleague_who_may_decide_is_never_gone_round(service: Office) -> None:
    considered_case(service)
    consider(service, service.grace, speaker=service.amira, result="raise")
    talk(service, service.amira)
    propose(service.grace, service, "style", details="No shouting", review="2027-05-21")
    service.grace.presses_raw("reserve.record", value_of(service, 1))
    assert "Somebody here may decide on it" in service.grace.reads_answer()


def test_a_block_that_nobody_reviewed_passes_to_a_reserve_decider_who_has_an_account(
    service_with_reserve: Office,
) -> None:
    service = service_with_reserve
    service.david.types("/incident")
    assert "decide" in service.david.reads_answer()
    blocked(service)
    service.at("2027-06-25 08:30")
    service.at("2027-06-28 08:30")
    service.grace.presses_raw("restriction.review", value_of(service, 2))
    assert "so the reserve decider does" in service.grace.reads_answer()
    asked = [each for each in service.david.messages() if each["key"].startswith("turn:")]
    assert len(asked) == 1
    service.david.presses_button(button(asked[0], "Review"))
    service.david.fills_in(since="Calm post", changed="The plan came", needed="Less would do")
    assert service.david.title == "M-0001/2 is lifted"
    service.amira.types("/incident check C-0001")
    assert "No contact by telephone" not in service.amira.reads_answer()


def blocked(service: Office) -> None:
    """A block of the telephone in force, and its customer told."""
    considered_case(service)
    restricted(service)
    for day, report in (("2026-11-25", "3"), ("2026-11-26", "4")):
        service.at(f"{day} 10:00")
        service.priya.reports("C-0001", "Shouted", concerns=["remarks_to_staff"], details="Shouted")
        service.grace.presses_raw("misfit.confirm", value_of(service))
        service.grace.fills_in(restriction="1", report=report, serious="no", reasons="Style was agreed")
    service.grace.presses_raw("block.propose", value_of(service))
    service.grace.fills_in(
        kind="telephone",
        attempted="Sat down with them",
        since="Screams at whoever answers",
        extreme="Nobody dares to pick up",
        reach="Post to the office",
    )
    service.owen.presses_raw("block.approve", value_of(service, 2))
    service.owen.fills_in(agree_because="Nothing less was left")
    service.grace.presses_raw("restriction.notify", value_of(service, 2))
    service.grace.fills_in()
