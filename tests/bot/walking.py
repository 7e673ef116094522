"""The walk at the desk: a case at each stage, by the shortest way."""

from bot.words import considering
from storage import cases
from tests.bot.desk import Colleague, Desk
from tests.bot.reading import labels


def value_of(desk: Desk, restriction: int = 0) -> str:
    """The value of a button of the first case as it stands now."""
    found = desk.store.read(lambda db: cases.get(db, 1))
    assert found
    return f"1:{found.version}:{restriction}"


def opened_case(desk: Desk) -> Desk:
    """Two incidents of one customer, and a case that Helen opened."""
    for worker in (desk.amira, desk.priya):
        worker.file("Elizabeth Okafor", phone="07700 900123", concerns=("several_advisers",))
        if "Same issue" in labels(worker.card):
            worker.press("Same issue")
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="Two of us hear the same every day.")
    (request,) = [m.card for m in desk.outbox() if m.key.startswith("request:")]
    desk.helen.press("Look closer", request)
    return desk


def raised_case(desk: Desk, speaker: str = "Amira Khan") -> Desk:
    """The fairness check said that this colleague speaks with the customer."""
    opened_case(desk)
    helen = desk.helen
    helen.send_press("case.consider", value_of(desk))
    answers = dict.fromkeys(considering.QUESTIONS, "nothing_found")
    helen.change("result", result="raise")
    (found,) = [o.key for o in helen.field("speaker").options if o.label == speaker]  # type: ignore[union-attr]
    helen.fill({**answers, "result": "raise", "note": "Looked at it", "speaker": found, "how": "helpline"})
    return desk


def agreed_case(desk: Desk) -> Desk:
    """Amira spoke with the customer; a restriction may be proposed."""
    raised_case(desk)
    talks(desk.amira)
    return desk


def talks(speaker: Colleague, **more: str) -> None:
    """Note the conversation."""
    speaker.send_press("case.conversation", value_of(speaker.desk))
    usual = {"explained": "Five calls a day", "view": "Worried", "how": "helpline", "outcome": "no_change"}
    speaker.fill(usual | more)


def proposes(by: Colleague, kind: str = "style", **more: str) -> None:
    """Propose a restriction."""
    by.send_press("restriction.agree", value_of(by.desk))
    by.change("kind", kind=kind)
    usual = {
        "details": "No shouting",
        "agreement": "decided",
        "reasons": "Five calls a day",
        "proportionate": "A word did not help",
    }
    by.fill(usual | more)
