"""Two people press opposite buttons in the same moment: one wins, the other is told who, what, and when."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from storage.tables import Case, Restriction
from tests.office import Colleague, Office
from tests.stories import test_the_walk as walk
from tests.stories.test_the_letters import extreme

Does = Callable[[], Colleague]


def at_once(one: Does, other: Does) -> None:
    """Both do what they do in the same moment."""
    together = Barrier(2)

    def does(what: Does) -> None:
        together.wait(20)
        what()

    with ThreadPoolExecutor(2) as both:
        for asked in (both.submit(does, one), both.submit(does, other)):
            asked.result(60)


def reads_who_and_when(loser: Colleague, winner: str, when: str) -> None:
    """Whoever was slower reads who was faster, and when."""
    said = loser.reads_answer()
    assert winner in said
    assert when in said


def talked(service: Office) -> None:
    walk.considered_case(service)
    walk.consider(service, service.grace, speaker=service.amira, result="raise")
    walk.talk(service, service.amira)


def row(service: Office, number: int) -> Restriction:
    found = service.store.read(lambda db: db.get(Restriction, number))
    assert found is not None
    return found


def test_of_an_approval_and_a_taking_back_at_once_one_counts(service: Office) -> None:
    talked(service)
    walk.propose(service.amira, service, "style", details="No shouting", review="2027-05-21")
    service.at("2026-11-23 11:05")
    value = walk.value_of(service, restriction=1)
    at_once(
        lambda: service.owen.submits("restriction.approve", value, agree_because="In proportion"),
        lambda: service.amira.presses_raw("restriction.withdraw", value),
    )
    kept = row(service, 1)
    assert bool(kept.decision) is not bool(kept.ended_how)
    loser, winner = (
        (service.amira, "Owen Price") if kept.decision == "approved" else (service.owen, "Amira Khan")
    )
    reads_who_and_when(loser, winner, "today 11:05")


def test_of_closing_and_proposing_at_once_one_counts(service: Office) -> None:
    talked(service)
    service.at("2026-11-23 11:05")
    value = walk.value_of(service)
    at_once(
        lambda: service.grace.submits("case.close", value, reasons="It is calm again"),
        lambda: service.amira.submits(
            "restriction.agree",
            value,
            kind="style",
            details="No shouting",
            agreement="decided",
            reasons="Nothing changed",
            proportionate="A word did not help",
            exceptions="New issues",
            start="2026-11-23",
            review="2027-05-21",
        ),
    )
    case = service.store.read(lambda db: db.get(Case, 1))
    proposed = service.store.read(lambda db: db.get(Restriction, 1))
    assert case is not None
    assert bool(case.closed_at) is not bool(proposed)
    loser, winner = (service.amira, "Grace Morgan") if case.closed_at else (service.grace, "Amira Khan")
    reads_who_and_when(loser, winner, "today 11:05")


def test_of_approving_a_block_and_taking_it_back_at_once_one_counts(service: Office) -> None:
    walk.considered_case(service)
    service.david.reports("Noor Haddad", "Asks about transport", phone="07700 900555")
    walk.consider(service, service.grace, speaker=service.amira, result="raise")
    extreme(service, proposed=True)
    service.at("2026-11-26 11:05")
    value = walk.value_of(service, restriction=2)
    at_once(
        lambda: service.owen.submits("block.approve", value, agree_because="Nothing less was left"),
        lambda: service.grace.presses_raw("restriction.withdraw", value),
    )
    kept = row(service, 2)
    assert bool(kept.decision) is not bool(kept.ended_how)
    loser, winner = (
        (service.grace, "Owen Price") if kept.decision == "approved" else (service.owen, "Grace Morgan")
    )
    reads_who_and_when(loser, winner, "today 11:05")
