"""What outside tests rely on: each form takes a submission with exactly the fields that the design names, and no other."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot import tables
from bot.cards import Form
from bot.chat import Ask, Refresh, Replace, Values
from storage.tables import Misfit, PersonRequest
from tests.bot import taking
from tests.bot.desk import Colleague, Desk
from tests.bot.taking import CHECKED, incident, incident_of, opened, value
from tests.bot.test_managers import three

Ready = Callable[[Desk], Colleague]
"""Makes everything ready; gives who has the form open before them."""


@dataclass(frozen=True)
class Design:
    """A form of the design: how it is reached, and a value for each field that the design names."""

    action: str
    ready: Ready
    fields: Values


def reported(desk: Desk) -> Colleague:
    incident(desk, desk.amira)
    return desk.amira


def _new(desk: Desk) -> Colleague:
    desk.amira.command()
    return desk.amira


def _presses(label: str) -> Ready:
    def ready(desk: Desk) -> Colleague:
        reported(desk).press(label)
        return desk.amira

    return ready


def _mine(label: str) -> Ready:
    def ready(desk: Desk) -> Colleague:
        reported(desk).command("mine")
        desk.amira.press(label)
        return desk.amira

    return ready


def _types(words: str) -> Ready:
    def ready(desk: Desk) -> Colleague:
        reported(desk).command(words)
        return desk.amira

    return ready


def _looks_up(label: str) -> Ready:
    def ready(desk: Desk) -> Colleague:
        desk.amira.file("Priscilla Okafor", "Plan", adjustment="Please write")
        desk.helen.command("check C-0001")
        desk.helen.press(label)
        return desk.helen

    return ready


def _step(action: str, number: int = 0, *before: Callable[[Desk], object], by: str = "helen") -> Ready:
    def ready(desk: Desk) -> Colleague:
        for each in before:
            each(desk)
        colleague: Colleague = getattr(desk, by)
        colleague.send_press(action, value(desk, number))
        return colleague

    return ready


def considered(desk: Desk) -> None:
    opened(desk)
    taking.consider(desk, desk.helen)


def spoken(desk: Desk) -> None:
    considered(desk)
    taking.talk(desk, desk.amira)


def approved(desk: Desk) -> None:
    taking.proposed(desk)
    taking.approve(desk, desk.tom)


def asked(desk: Desk) -> None:
    taking.restricted(desk)
    desk.later(days=1)
    incident_of(desk.david, "Shouted")


def extreme(desk: Desk) -> None:
    taking.restricted(desk)
    taking.misfits(desk)


def blocked(desk: Desk) -> None:
    extreme(desk)
    taking.propose_block(desk, desk.helen)


def complains(desk: Desk) -> Colleague:
    opened(desk)
    desk.amira.command("check C-0001")
    desk.amira.press("They complain about this")
    return desk.amira


def complained(desk: Desk) -> Colleague:
    complains(desk).submit(about="Nobody asked me")
    desk.tom.send_press("complaint.decide", "0:0:0:0:1")
    return desk.tom


def asks_for_a_look(desk: Desk) -> Colleague:
    reported(desk).press("Ask a manager")
    desk.amira.submit(reasons="Please look")
    card = next(m.card for m in desk.outbox() if m.key.startswith("request:"))
    desk.helen.press("No case needed", card)
    return desk.helen


def dismisses(desk: Desk) -> Colleague:
    three(desk)
    desk.helen.press("No action needed", desk.managers_channel()[0])
    return desk.helen


WHY = {"reasons": "As I see it"}
SAID = {"explained": "Five calls a day", "view": "Worried", "adjustment": "Please write"}
DAY = {"held": "2026-11-23"}
NEW: Values = {
    "route": "helpline",
    "happened": "2026-11-23T08:30",
    "details": "As said",
    "concerns": ("heavy_demands",),
    "minutes": "5",
    "email": "okafor@example.org",
    "phone": "07700 900321",
    "case_ref": "EHC-1",
    "child": "Zoe",
    "promised": "Ring back",
    "promised_by": "2026-11-24",
    "adjustment": "Please write",
    "told_us": "yes",
}
REVIEWED = {"since": "Calm", "changed": "The plan came", "needed": "Less would do"}
BLOCK = {**taking.BLOCK, "review": "2027-03-01"}
AGREED = {**taking.STYLE, "start": "2026-11-24", "review": "2027-03-01"}
RAISED = {"result": "raise", "speaker": "1", "how": "helpline", "by": "2026-11-27", "note": ""}

FORMS: tuple[Design, ...] = (
    Design("report.file", _new, {"customer": "Ada Reid", "issue": "Plan"}),
    Design("report.file", _new, {"customer": "new:Ada Reid", "issue": "Plan", **NEW}),
    Design("report.correct", _mine("Correct"), {"issue": "Plan", "details": "As said"}),
    Design("report.withdraw", _mine("Withdraw"), WHY),
    Design("word.note", _presses("Talked about how they contact us"), {**DAY, **SAID, "trying": "One call"}),
    Design("case.suggest", _presses("Ask a manager"), WHY),
    Design("case.refuse", asks_for_a_look, WHY),
    Design("issue.dismiss", dismisses, WHY),
    Design("case.consider", _step("case.consider", 0, opened), {**CHECKED, **RAISED}),
    Design(
        "case.conversation",
        _step("case.conversation", 0, considered, by="amira"),
        {**DAY, **SAID, "how": "helpline", "outcome": "no_change"},
    ),
    Design("restriction.agree", _step("restriction.agree", 0, spoken, by="amira"), AGREED),
    Design(
        "restriction.approve",
        _step("restriction.approve", 1, taking.proposed, by="tom"),
        {"agree_because": "In proportion"},
    ),
    Design("restriction.decline", _step("restriction.decline", 1, taking.proposed, by="tom"), WHY),
    Design(
        "restriction.notify",
        _step("restriction.notify", 1, approved),
        {"date": "2026-11-23", "how": "letter", "letter": "Restriction letter"},
    ),
    Design(
        "restriction.review",
        _step("restriction.review", 1, taking.restricted),
        {**REVIEWED, "outcome": "renew", "reasons": "Twice a day", "review": "2027-03-01"},
    ),
    Design("restriction.lift", _step("restriction.lift", 1, taking.restricted), WHY),
    Design("misfit.confirm", _step("misfit.confirm", 0, asked), WHY),
    Design("report.fits", _step("report.fits", 0, asked), WHY),
    Design("block.propose", _step("block.propose", 0, extreme), BLOCK),
    Design("block.approve", _step("block.approve", 2, blocked, by="tom"), {"agree_because": "Nothing less"}),
    Design("block.decline", _step("block.decline", 2, blocked, by="tom"), WHY),
    Design("case.close", _step("case.close", 0, opened), WHY),
    Design("adjustment.log", _presses("Note an adjustment"), {"request": "Please write"}),
    Design("adjustment.answer", _looks_up("Answer the request"), {"answer": "We write", "in_place": "Write"}),
    Design("complaint.log", complains, {"about": "Nobody asked me"}),
    Design(
        "complaint.decide",
        complained,
        {"outcome": "partly", "effect": "We meet", "reasons": "Rung twice"},
    ),
    Design("safety.raise", _types("safety"), {"said": "I know where you park", "danger": "to_staff"}),
    Design("request.log", _types("request"), {"kind": "information", "details": "How many are you?"}),
    Design("request.log", _types("request Okafor"), {"kind": "file", "details": "", "customer": "C-0001"}),
    Design("request.log", _looks_up("Note a request"), {"kind": "erasure", "details": "All of it"}),
    Design("customer.correct", _looks_up("Correct their record"), {"phone": "07700 900654", **WHY}),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.action}-{len(form.fields)}")
def test_each_form_takes_exactly_the_fields_of_the_design(desk: Desk, form: Design) -> None:
    by = form.ready(desk)
    opened_form = _open(by)
    assert opened_form.action == form.action
    assert set(form.fields) <= {each.name for each in opened_form.every_field} | _CHOSEN.get(
        form.action, set()
    )
    by.send_form(form.action, form.fields, opened_form.value)
    refused = [part.form for part in by.reply.parts if isinstance(part, Refresh)]
    assert not refused, {each.name: each.error for each in refused[0].every_field if each.error}
    [card] = [part.card for part in by.reply.parts if isinstance(part, Replace)]
    assert "does not lead anywhere" not in str(card)


_CHOSEN = {"case.consider": {"speaker", "how", "by"}}
"""Fields that are drawn once another has been answered."""


def _open(by: Colleague) -> Form:
    [found] = [part.form for part in by.reply.parts if isinstance(part, Ask)]
    return found


def test_every_form_that_the_design_names_is_here() -> None:
    others = {
        *("report.look", "reserve.record", "safety.measure", "safety.approve", "safety.decline"),
        *("away.set", "issue.assign", "case.exclude", "customer.merge", "customer.unmerge"),
        *("restriction.request", "decision.confirm", "request.done"),
    }
    assert {form.action for form in FORMS} == set(tables.SUBMISSIONS) - others


def test_an_empty_field_is_no_absent_one(desk: Desk) -> None:
    complains(desk)
    desk.amira.submit(about="Nobody asked me", received="")
    assert list(desk.amira.errors) == ["received"]
    desk.amira.command("request")
    desk.amira.submit(kind="file", customer="", asked="")
    assert set(desk.amira.errors) == {"customer", "asked"}


def test_a_misfit_without_more_is_the_oldest_question_and_not_serious(desk: Desk) -> None:
    asked(desk)
    incident_of(desk.priya, "Shouted again")
    desk.helen.send_press("misfit.confirm", value(desk))
    desk.helen.send_form("misfit.confirm", WHY, desk.helen.form.value)
    [row] = desk.rows(Misfit)
    assert (row.report_id, row.restriction_id, row.serious) == (3, 1, False)


def test_a_misfit_of_a_report_that_was_named_is_of_its_own_restriction(desk: Desk) -> None:
    asked(desk)
    incident_of(desk.priya, "Shouted again")
    desk.helen.send_press("misfit.confirm", value(desk))
    desk.helen.send_form("misfit.confirm", {**WHY, "report": "4", "serious": "yes"}, desk.helen.form.value)
    [row] = desk.rows(Misfit)
    assert (row.report_id, row.restriction_id, row.serious) == (4, 1, True)


def test_whoever_asks_by_law_and_is_not_known_is_noted_all_the_same(desk: Desk) -> None:
    for typed in ("not_known", "new:Ada Reid", "Bo Reid"):
        desk.amira.command("request")
        desk.amira.submit(kind="information", details=f"Asks as {typed}", customer=typed)
        assert "Due by" in desk.amira.sees
    assert [row.customer_id for row in desk.rows(PersonRequest)] == [1, 2, 3]
    desk.priya.command()
    assert {each.key for each in desk.priya.look_up("Reid")} >= {"C-0002", "C-0003"}
    desk.helen.command("check C-0001")
    assert "Name not known" in desk.helen.card.title


def test_the_same_request_of_somebody_not_known_sent_twice_is_one(desk: Desk) -> None:
    for details in ("How many are you?", "How many are you?", "", ""):
        desk.amira.command("request")
        desk.amira.submit(kind="information", details=details, customer="not_known")
    assert [row.customer_id for row in desk.rows(PersonRequest)] == [1, 2, 3]  # without words nobody can tell
