"""Takes a desk's case through the walk, each step by the form that people fill in."""

from collections.abc import Mapping

from bot import escalation, steps
from bot.context import Context
from bot.policy import Policy
from storage import Db, restrictions
from storage.tables import Case, Restriction
from tests.bot.desk import HAMPSHIRE, Colleague, Desk, Typed

PHONE = "07700 900321"
CHECKED: Mapping[str, str] = dict.fromkeys(
    (
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
    ),
    "nothing_found",
)
STYLE: Mapping[str, str] = {
    "kind": "style",
    "details": "No shouting",
    "agreement": "decided",
    "reasons": "Nothing changed",
    "proportionate": "A word did not help",
    "exceptions": "New issues, complaints and safeguarding get through",
}
BLOCK: Mapping[str, str] = {
    "kind": "telephone",
    "attempted": "Sat down with them",
    "since": "Screams at whoever answers",
    "extreme": "Nobody dares to pick up",
    "reach": "Post to the office",
}


def incident(desk: Desk, by: Colleague, concern: str = "several_advisers") -> None:
    """A report with a concern about one and the same customer."""
    by.file("Priscilla Okafor", "Rings about the plan", phone=PHONE, concerns=(concern,), details="As said")
    if "Same issue" in by.sees:
        by.press("Same issue")
    assert len({case.customer_id for case in desk.rows(Case)}) <= 1


def incident_of(by: Colleague, said: str) -> None:
    """A report with a concern, about a known customer."""
    by.file("C-0001", f"{said} once more", concerns=("remarks_to_staff",), details=f"{said}, in these words")


def opened(desk: Desk) -> None:
    """Amira and Priya reported; Helen opened a case."""
    for worker in (desk.amira, desk.priya):
        incident(desk, worker)
    look_closer(desk, desk.helen)


def look_closer(desk: Desk, manager: Colleague) -> None:
    """Whoever reported last asks for a look, and the manager opens a case."""
    desk.priya.press("Ask a manager")
    desk.priya.submit(reasons="Several of us hear the same")
    card = next(m.card for m in reversed(desk.outbox()) if m.key.startswith("request:"))
    manager.press("Look closer", card)


def consider(desk: Desk, by: Colleague, result: str = "raise", /, **more: Typed) -> None:
    """The fairness check, nothing found on any question; Amira is to speak unless `speaker` is given."""
    by.send_press("case.consider", value(desk))
    usual: dict[str, Typed] = {**CHECKED, "result": result, "note": "Looked at all of it"}
    if result == "raise":
        usual |= {"speaker": str(desk.amira.person.staff_id), "how": "helpline"}
    by.send_form("case.consider", {**by.values, **usual, **more}, by.form.value)


def talk(desk: Desk, by: Colleague, /, **more: Typed) -> None:
    """Note the conversation."""
    by.send_press("case.conversation", value(desk))
    usual = {"how": "helpline", "explained": "Five calls a day", "view": "Worried", "outcome": "no_change"}
    by.fill({**usual, **more})


def propose(desk: Desk, by: Colleague, /, **more: Typed) -> None:
    """Propose a restriction, about the style unless told otherwise, to start today."""
    by.send_press("restriction.agree", value(desk))
    start = f"{desk.now:%Y-%m-%d}"
    by.send_form("restriction.agree", {**by.values, **STYLE, "start": start, **more}, by.form.value)


def approve(desk: Desk, by: Colleague, number: int = 1) -> None:
    """Approve a proposal."""
    by.send_press("restriction.decide", value(desk, number))
    by.fill({"agree_because": "In proportion, as I see it"})


def notify(desk: Desk, by: Colleague, number: int = 1, /, **more: Typed) -> None:
    """Note that the customer was told."""
    by.send_press("restriction.notify", value(desk, number))
    by.fill(more)


def lift(desk: Desk, by: Colleague, number: int = 1) -> None:
    """End a restriction."""
    by.send_press("restriction.lift", value(desk, number))
    by.fill({"reasons": "It is calm again"})


def close_case(desk: Desk, by: Colleague) -> None:
    """End the case."""
    by.send_press("case.close", value(desk))
    by.fill({"reasons": "All is well"})


def proposed(desk: Desk) -> None:
    """Everything up to a proposal by Amira."""
    opened(desk)
    consider(desk, desk.helen)
    talk(desk, desk.amira)
    propose(desk, desk.amira)


def restricted(desk: Desk) -> None:
    """Everything up to a restriction in force."""
    proposed(desk)
    approve(desk, desk.tom)
    notify(desk, desk.helen)


def misfit(desk: Desk, by: Colleague, report: int, *, restriction: int = 1, serious: bool = False) -> None:
    """Confirm that a report does not fit."""
    by.send_press("misfit.confirm", value(desk))
    fields = {"report": str(report), "restriction": str(restriction), "reasons": "Style was agreed"}
    by.fill({**fields, "serious": "yes" if serious else "no"})


def misfits(desk: Desk) -> None:
    """Two reports on later days, confirmed not to fit."""
    for report in (3, 4):
        desk.later(days=1)
        incident(desk, desk.david)
        misfit(desk, desk.helen, report)


def propose_block(desk: Desk, by: Colleague, /, **more: Typed) -> None:
    """Propose a block of the telephone."""
    by.send_press("block.propose", value(desk))
    by.fill({**BLOCK, **more})


def value(desk: Desk, restriction: int = 0) -> str:
    """The value of a button of the case as it stands now."""
    return f"1:{desk.row(Case, 1).version}:{restriction}"


def states(desk: Desk, rules: Policy = HAMPSHIRE) -> list[str]:
    """Where every restriction stands, oldest first."""

    def work(db: Db) -> list[str]:
        ctx = Context(db=db, who=desk.helen.person, when=desk.now, policy=rules, service=desk.service)
        rows = restrictions.everything(db)
        return [escalation.state(steps.kept_of(ctx, row), ctx.today).value for row in rows]

    return desk.store.read(work)


def restriction(desk: Desk, number: int = 1) -> Restriction:
    return desk.row(Restriction, number)


def renews(desk: Desk, day: str, number: int = 1) -> None:
    """Helen reviews it, and it goes on until this day."""
    desk.helen.send_press("restriction.review", value(desk, number))
    told = {
        "since": "Calmer",
        "changed": "Nothing",
        "needed": "Yes",
        "outcome": "renew",
        "reasons": "Goes on",
    }
    desk.helen.fill({**told, "review": day})
