"""Every form that there is: what is folded away can be unfolded."""

from collections.abc import Iterator

from bot import escalation, tables
from bot.cards import Form
from tests.bot.desk import Desk
from tests.bot.test_managers import three

NOT_A_FORM = {"report.look"}
"""The button of a form for platforms without `Change`."""
OF_THE_WALK = {*escalation.STEPS, "reserve.record"} & set(tables.SUBMISSIONS)
"""Forms of a case's steps, opened in `test_steps.py`: none folds anything away."""


def forms(desk: Desk) -> Iterator[Form]:
    """Each form as it opens."""
    three(desk, concerns=("heavy_demands",), adjustment="Please write")
    answer = desk.david.card
    for typed in ("", "word", "away", "safety"):
        desk.david.command(typed)
        yield desk.david.form
    for label in (
        "Correct",
        "Withdraw",
        "Talked about how they contact us",
        "Note an adjustment",
        "Ask a manager",
    ):
        desk.david.press(label, answer)
        yield desk.david.form
    desk.david.submit(reasons="Please look")
    shared, request = desk.managers_channel()
    for label, card in (
        ("Name who replies", shared),
        ("No action needed", shared),
        ("No case needed", request),
    ):
        desk.helen.press(label, card)
        yield desk.helen.form
    desk.helen.command("check C-0001")
    desk.helen.press("Answer the request")
    yield desk.helen.form
    desk.david.command("request C-0001")
    yield desk.david.form
    desk.david.submit(kind="file")
    desk.helen.command("check C-0001")
    desk.helen.press("Done: their own records")
    yield desk.helen.form
    desk.priya.file("Cilla Osei", "Where is my form?")
    desk.helen.command("check C-0002")
    desk.helen.press("Correct their record")
    yield desk.helen.form
    desk.helen.command("check C-0002")
    desk.helen.press("Same person as another")
    yield desk.helen.form
    desk.helen.submit(customer="C-0001", reasons="Same card shown")
    desk.helen.press("Not the same person: C-0002")
    yield desk.helen.form
    desk.helen.press("Look closer", shared)
    desk.david.command("check C-0001")
    desk.david.press("They complain about this")
    yield desk.david.form
    desk.david.submit(about="Nobody asked me")
    desk.tom.send_press("complaint.decide", "0:0:0:0:1")
    yield desk.tom.form


def test_a_form_with_folded_fields_can_be_unfolded_wherever_that_takes_a_press(desk: Desk) -> None:
    found = {form.action: form for form in forms(desk)}
    assert set(found) == set(tables.SUBMISSIONS) - NOT_A_FORM - OF_THE_WALK
    folded = {form.action for form in found.values() if form.more and not form.more_shown}
    assert folded == {"report.file"}
    assert {action for action, field in tables.CHANGES if field == "more"} == folded
