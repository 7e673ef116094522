"""Two people press opposite buttons in the same moment: one wins, the other is told who and when."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from storage import Store
from storage.tables import Restriction
from tests.office import Office
from tests.stories import test_the_walk as walk


def test_of_an_approval_and_a_refusal_at_once_one_counts(service: Office, store: Store) -> None:
    walk.considered_case(service)
    walk.consider(service, service.grace, speaker=service.amira, result="raise")
    walk.talk(service, service.amira)
    walk.propose(service.amira, service, "style", details="No shouting", review="2027-05-21")
    value, together = walk.value_of(service, restriction=1), Barrier(2)

    def approves() -> str:
        together.wait(10)
        return service.owen.submits("restriction.approve", value, agree_because="In proportion").title

    def declines() -> str:
        together.wait(10)
        return service.grace.submits("restriction.decline", value, reasons="A word first").title

    with ThreadPoolExecutor(2) as both:
        titles = [asked.result(30) for asked in (both.submit(approves), both.submit(declines))]

    decision = store.read(lambda db: db.get(Restriction, 1))
    assert decision is not None
    won = {"approved": 0, "declined": 1}[decision.decision]
    assert f"is {decision.decision}" in titles[won]
    assert f"was {decision.decision}" in titles[1 - won]
    loser = (service.owen, service.grace)[1 - won]
    winner = ("Owen Price", "Grace Morgan")[won]
    assert winner in loser.reads_answer()
    assert "today 09:" in loser.reads_answer()
