"""Nobody here may decide: a reserve decider outside the workspace does, and a manager records it as that."""

from tests.office import MANAGERS, Office, words
from tests.office.shared import RESERVE
from tests.stories.test_the_walk import consider, considered_case, newest_case, propose, talk, value_of


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
