"""A double click has another id and is harmless: what is asked or kept already is not asked or kept twice."""

from storage.tables import Adjustment, CaseRequest, Word
from tests.bot.desk import PHONE, Colleague, Desk


def shared(desk: Desk) -> None:
    for colleague in (desk.amira, desk.priya):
        colleague.file("Elizabeth Okafor", phone=PHONE)


def twice(colleague: Colleague, **typed: str) -> None:
    """The open form is submitted twice, each time under an id of its own."""
    open_form = colleague.reply
    colleague.submit(**typed)
    colleague.reply = open_form
    colleague.submit(**typed)


def test_a_request_sent_twice_is_asked_once(desk: Desk) -> None:
    shared(desk)
    desk.priya.press("Ask a manager")
    twice(desk.priya, reasons="Please look at this")
    assert len(desk.rows(CaseRequest)) == 1
    assert [m.key for m in desk.outbox() if m.kind == "channel"] == ["request:1"]
    assert desk.priya.card.title == "You asked the managers to look at I-0001 already"


def test_whoever_asked_already_is_told_before_they_type(desk: Desk) -> None:
    shared(desk)
    card = desk.priya.card
    desk.priya.press("Ask a manager", card)
    desk.priya.submit(reasons="Please look at this")
    desk.priya.press("Ask a manager", card)
    assert desk.priya.card.title == "You asked the managers to look at I-0001 already"


def test_a_colleague_may_ask_too_and_everybody_again_after_the_answer(desk: Desk) -> None:
    shared(desk)
    card = desk.priya.card
    desk.priya.press("Ask a manager", card)
    desk.priya.submit(reasons="Please look at this")
    desk.amira.press("Ask a manager", desk.amira.message)
    desk.amira.submit(reasons="Please look at this")
    assert len(desk.rows(CaseRequest)) == 2
    desk.helen.press("No case needed", desk.managers_channel()[0])
    desk.helen.submit(reasons="Two ordinary questions")
    desk.priya.press("Ask a manager", card)
    desk.priya.submit(reasons="There is more now")
    assert len(desk.rows(CaseRequest)) == 3


def test_a_word_sent_twice_is_kept_once(desk: Desk) -> None:
    shared(desk)
    desk.priya.command("word C-0001")
    heard = {"explained": "Ten calls a day", "view": "Nobody rings back", "trying": "One call"}
    twice(desk.priya, adjustment="Large print", **heard)
    assert desk.priya.card.title == "Noted: you had a word"
    assert (len(desk.rows(Word)), len(desk.rows(Adjustment))) == (1, 1)


def test_another_word_on_the_same_day_is_kept(desk: Desk) -> None:
    shared(desk)
    for explained in ("Ten calls a day", "Another thing"):
        desk.priya.command("word C-0001")
        desk.priya.submit(explained=explained, view="Nobody rings back", trying="One call")
    assert len(desk.rows(Word)) == 2
