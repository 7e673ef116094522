"""One's own page: what waits, who is away, and what one logged and promised; every list may be empty, none too long."""

import pytest

from bot.cards import Buttons
from bot.chat import Opened
from tests.bot.desk import Colleague, Desk
from tests.bot.reading import labels, said
from tests.bot.test_cover import away
from tests.bot.test_doors import everything
from tests.bot.test_managers import three

BLOCKS = 100
"""What the narrowest platform shows on one page."""


def opens(colleague: Colleague) -> str:
    """Open the page; what it says."""
    event = Opened(**colleague._when())  # type: ignore[arg-type] # noqa: SLF001 - one's own page is no place
    colleague.reply = colleague.desk.bot.handle(event)
    return colleague.sees


def test_on_the_first_day_every_list_says_that_it_is_empty(desk: Desk) -> None:
    assert opens(desk.amira).splitlines() == [
        "Monday 23 November 2026",
        "Log a communication",
        "My reports and promises",
        "You have promised nothing that is still to be done. Note what you promise when you log: you are reminded.",
        "You logged nothing in the last month. When a customer is in touch: /incident.",
        "No colleague is away today. To be away yourself: /incident away.",
    ]
    assert "Nothing needs you today." in opens(desk.helen)


def test_the_button_opens_the_form(desk: Desk) -> None:
    opens(desk.amira)
    desk.amira.press("Log a communication")
    assert desk.amira.form.action == "report.file"


def test_my_reports_and_promises_are_there_and_nobody_elses(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    desk.priya.file("Sunita Shah", "School transport")
    shown = opens(desk.amira)
    assert "Elizabeth Okafor: Draft plan is late" in shown
    assert "Promised for tomorrow: Ring back" in shown
    assert "Sunita" not in shown
    desk.amira.press("Correct")
    assert desk.amira.form.action == "report.correct"


def test_done_answers_with_my_list(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back")
    opens(desk.amira)
    desk.amira.press("Done")
    assert desk.amira.card.title == "My reports and promises"
    assert "Ring back" not in opens(desk.amira)


def test_who_is_away_and_who_covers_whom(desk: Desk) -> None:
    away(desk.amira, desk.priya)
    away(desk.tom, until="2026-11-23")
    shown = opens(desk.priya)
    assert "Amira Khan, until Fri 27 Nov, covered by Priya Shah" in shown
    assert "Tom Hill, until today, nobody covers" in shown
    assert "You stand in for Amira Khan." in shown
    assert "You stand in for" not in opens(desk.david)


def test_the_cover_of_a_cover_is_named_and_told(desk: Desk) -> None:
    away(desk.amira, desk.priya)
    away(desk.priya, desk.david)
    assert "Amira Khan, until Fri 27 Nov, covered by David Reed" in opens(desk.helen)
    assert "You stand in for Amira Khan and Priya Shah." in opens(desk.david)


def test_my_own_absence_has_its_own_line(desk: Desk) -> None:
    away(desk.amira, desk.priya)
    shown = opens(desk.amira)
    assert "You are away until Fri 27 Nov." in shown
    assert "No colleague is away today." in shown
    assert "I'm back" in labels(desk.amira.card)


def test_somebody_who_left_is_not_away(desk: Desk) -> None:
    away(desk.amira, desk.priya)
    _ = desk.colleague("Amira Khan", confirmed=False).person
    assert "No colleague is away today." in opens(desk.priya)
    assert "You stand in for" not in opens(desk.priya)


def test_a_worker_reads_nothing_of_what_waits_for_managers(desk: Desk) -> None:
    three(desk)
    assert "need" not in opens(desk.david)
    assert not {"Name who replies", "No action needed"} & set(labels(desk.david.card))


@pytest.mark.parametrize(
    ("label", "leads_to"),
    [
        ("Name who replies", "issue.assign"),
        ("No action needed", "issue.dismiss"),
        ("No case needed", "case.refuse"),
        ("Answer the request", "adjustment.answer"),
    ],
)
def test_what_waits_for_managers_has_the_buttons_that_lead_there(
    desk: Desk, label: str, leads_to: str
) -> None:
    three(desk, adjustment="Please write")
    desk.david.press("Ask a manager")
    desk.david.submit(reasons="Please look")
    shown = opens(desk.helen)
    assert "Needs you today" in shown
    assert "I-0001 DR asks for a look, since today 10:00" in shown
    assert "I-0001 3 colleagues hold it, nobody is named to reply" in shown
    desk.helen.press(label)
    assert desk.helen.form.action == leads_to


def test_a_button_drawn_before_somebody_else_decided_says_so(desk: Desk) -> None:
    three(desk)
    opens(desk.helen)
    desk.priya.press("I'll reply")
    desk.helen.press("Name who replies")
    assert "somebody was faster" in desk.helen.sees


def test_long_lists_are_cut_and_say_how_to_see_the_rest(desk: Desk) -> None:
    for number in range(12):
        desk.helen.file(f"new:Number {number}", promised="Ring back", adjustment="Please write", email="")
    for colleague in (desk.amira, desk.priya):
        away(colleague, desk.helen)
    shown = opens(desk.helen)
    assert labels(desk.helen.card).count("Answer the request") == 8
    assert "Show all 12" in shown
    assert "6 more promises: /incident mine" in shown
    assert labels(desk.helen.card).count("Correct") == 8
    assert len(desk.helen.card.parts) < BLOCKS * 3 // 4
    assert all(len(part.shown) <= 5 for part in desk.helen.card.parts if isinstance(part, Buttons))
    desk.helen.press("Show all 12")
    assert desk.helen.sees.count("asked to be contacted differently") == 12


def test_older_reports_are_said_to_be_elsewhere(desk: Desk) -> None:
    for number in range(7):
        desk.amira.file(f"new:Number {number}")
    assert "Older ones" not in opens(desk.amira)
    for number in range(8, 12):
        desk.amira.file(f"new:Number {number}")
    assert "Older ones: /incident mine" in opens(desk.amira)


def test_opening_the_page_changes_nothing(desk: Desk) -> None:
    three(desk)
    before = everything(desk)
    opens(desk.helen)
    opens(desk.amira)
    assert everything(desk) == before


def test_a_guest_sees_nothing(desk: Desk) -> None:
    guest = desk.guest()
    opens(guest)
    assert guest.card.title == "Evenhand is for the service's own staff"
    assert "Draft" not in said(guest.card)
