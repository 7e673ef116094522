"""Colleagues on the same issue see each other, and why; they settle who replies."""

from bot.cards import Bullets, Facts
from storage.tables import Issue, Report
from tests.bot.desk import PHONE, Colleague, Desk
from tests.bot.reading import labels, said


def two(desk: Desk) -> None:
    """Amira at nine, Priya at ten: the same person, the name written differently."""
    desk.amira.file("Elizabeth Okafor", "Draft plan is late", phone=PHONE)
    desk.later(hours=1)
    desk.priya.file("Liz Okafor", "EHC plan draft not here yet", phone="07700900123", route="inbox")


def asked(desk: Desk) -> None:
    """As `two`, but nothing except the name speaks for one person."""
    desk.amira.file("Elizabeth Okafor", "Draft plan is late", phone=PHONE)
    desk.later(hours=1)
    desk.priya.file("Liz Okafor", "EHC plan draft not here yet")


def shared(colleague: Colleague) -> bool:
    return colleague.card.title == "Colleagues are on this too"


def test_the_second_worker_sees_who_when_by_which_route_and_why(desk: Desk) -> None:
    two(desk)
    assert shared(desk.priya)
    (holders,) = [part for part in desk.priya.card.parts if isinstance(part, Facts)]
    assert holders.pairs == (
        ("You", "service inbox, today 10:00"),
        ("Amira Khan", "helpline, today 09:00"),
    )
    (why,) = [part for part in desk.priya.card.parts if isinstance(part, Bullets)]
    assert said(why).splitlines() == [
        "The same mobile number and surname.",
        "Liz is short for Elizabeth.",
        "Reported on the same day.",
        "Both about the draft plan.",
        "Described in similar words.",
    ]


def test_a_colleague_who_is_away_is_said_to_be_and_who_covers(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.amira.command("away")
    desk.amira.submit(until="2026-11-27", cover=str(desk.david.person.staff_id))
    desk.priya.file("Liz Okafor", phone=PHONE)
    assert "helpline, today 09:00 · away today, covered by David Reed" in desk.priya.sees
    desk.david.command("away")
    desk.david.submit(until="2026-11-27", cover="")
    desk.priya.file("Liz Okafor", phone=PHONE)
    assert "helpline, today 09:00 · away today, nobody covers" in desk.priya.sees


def test_all_that_can_be_done_stands_below(desk: Desk) -> None:
    two(desk)
    assert labels(desk.priya.card) == [
        "I'll reply",
        "Leave it with Amira",
        "Show",
        "Different issue",
        "Not the same person",
        "Talk together",
        "Ask a manager",
        "Correct",
        "Talked about how they contact us",
        "Note an adjustment",
        "Withdraw",
    ]


def test_each_colleague_has_one_message_about_it_with_initials_only(desk: Desk) -> None:
    two(desk)
    for colleague in (desk.amira, desk.priya):
        (message,) = colleague.inbox()
        assert message.title == "Colleagues are on this too · I-0001"
        assert "PS, AK" in said(message)
        assert "Amira Khan" not in said(message)
        assert "Okafor" not in said(message)
    assert desk.david.inbox() == []
    assert desk.managers_channel() == []


def test_several_reports_of_one_colleague_are_counted(desk: Desk) -> None:
    two(desk)
    desk.priya.file("Liz Okafor", "Draft plan again", phone=PHONE)
    assert "helpline, today 10:00 · 2 reports" not in desk.priya.sees
    assert "service inbox, today 10:00 · 2 reports" in desk.priya.sees
    assert "2 colleagues hold the same issue from the same person (C-0001): 3 reports." in said(
        desk.amira.message
    )


def test_a_likely_match_is_asked_about_and_nothing_is_merged(desk: Desk) -> None:
    asked(desk)
    assert desk.priya.card.title == "Are colleagues on this too?"
    assert labels(desk.priya.card)[:3] == ["Same issue", "Different issue", "Not the same person"]
    assert "The same surname." in desk.priya.sees
    assert {report.issue_id for report in desk.rows(Report)} == {1, 2}
    assert desk.amira.inbox() == []


def test_another_customer_is_nobodys_colleague(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.priya.file("Sunita Shah", phone="07700 900456")
    assert desk.priya.card.title == "Saved as R-00002"


def test_an_issue_of_long_ago_is_another_one(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.later(days=31)
    desk.priya.file("Elizabeth Okafor", phone=PHONE)
    assert desk.priya.card.title == "Saved as R-00002"


def test_ill_reply_is_seen_by_everybody(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    assert "Who replies: you." in desk.priya.sees
    assert "Who repliesPS, since Mon 23 Nov 10:00" in said(desk.amira.message)
    assert "I'll reply instead" in labels(desk.amira.message)
    assert "I'll reply" not in labels(desk.priya.card)


def test_a_colleague_may_reply_instead(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    desk.amira.press("I'll reply instead", desk.amira.message)
    assert "Who repliesYou, since" in desk.amira.sees
    assert "Who repliesAK, since" in said(desk.priya.message)


def test_it_can_be_left_with_a_colleague_who_is_told(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Leave it with Amira")
    assert "Who replies: Amira Khan." in desk.priya.sees
    assert "Who repliesYou, since Mon 23 Nov 10:00, named by PS" in said(desk.amira.message)


def test_it_can_only_be_left_with_somebody_who_holds_it(desk: Desk) -> None:
    two(desk)
    button = desk.priya.button("Leave it with Amira")
    outsider = desk.david.person.staff_id
    desk.priya.send_press(button.action, ":".join([*button.value.split(":")[:4], str(outsider)]))
    assert "That button does not lead anywhere any more" in desk.priya.sees
    assert desk.row(Issue, 1).owner_id is None


def test_the_slower_one_is_told_who_was_faster_and_when(desk: Desk) -> None:
    two(desk)
    old = desk.amira.message
    desk.priya.press("I'll reply")
    desk.later(minutes=5)
    desk.amira.press("I'll reply", old)
    assert "I-0001: somebody was faster" in desk.amira.sees
    assert "Priya Shah replies, since today 10:00." in desk.amira.sees
    assert "Your press changed nothing." in desk.amira.sees
    assert desk.row(Issue, 1).owner_id == desk.priya.person.staff_id


def test_who_named_somebody_is_told_to_the_slower_one(desk: Desk) -> None:
    two(desk)
    old = desk.amira.message
    desk.priya.press("Leave it with Amira")
    desk.amira.press("I'll reply", old)
    assert "Amira Khan replies, since today 10:00 (Priya Shah decided)." in desk.amira.sees


def test_a_double_click_is_harmless(desk: Desk) -> None:
    two(desk)
    card = desk.priya.card
    desk.priya.press("I'll reply", card)
    desk.priya.press("I'll reply", card)
    assert desk.row(Issue, 1).owner_id == desk.priya.person.staff_id
    assert desk.row(Issue, 1).version == 1


def test_a_colleague_is_pushed_once_a_day_and_edited_otherwise(desk: Desk) -> None:
    two(desk)
    desk.david.file("Liz Okafor", phone=PHONE)
    assert [(m.key, m.wanted) for m in desk.amira.waiting()] == [("issue:1/2026-11-23", 2)]
    desk.later(days=1)
    desk.david.press("I'll reply", desk.david.message)
    assert [m.key for m in desk.amira.waiting()] == ["issue:1/2026-11-23"]
    desk.david.file("Liz Okafor", "Draft plan again", phone=PHONE)
    assert [m.key for m in desk.amira.waiting()] == ["issue:1/2026-11-23", "issue:1/2026-11-24"]


def test_the_older_message_shrinks_to_a_line_that_points_on(desk: Desk) -> None:
    two(desk)
    desk.later(days=1)
    desk.david.file("Liz Okafor", "Draft plan again", phone=PHONE)
    older, newer = desk.amira.inbox()
    assert said(older) == "Colleagues are on this too · I-0001\nThere is news: see the newer message."
    assert labels(older) == []
    assert "3 colleagues" in said(newer)


def test_the_text_opens_by_a_press_to_those_who_hold_it(desk: Desk) -> None:
    two(desk)
    desk.amira.press("Show", desk.amira.message)
    assert "EHC plan draft not here yet" in desk.amira.sees
    assert "Only you see this. That you looked is recorded." in desk.amira.sees


def test_the_text_stays_closed_to_everybody_else(desk: Desk) -> None:
    two(desk)
    desk.david.press("Show", desk.amira.message)
    assert "This is not yours to open or change" in desk.david.sees
    assert "draft" not in desk.david.sees.lower()
    desk.helen.press("Show", desk.amira.message)
    assert "EHC plan draft not here yet" in desk.helen.sees


def test_talking_together_opens_a_conversation_of_those_who_hold_it(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Talk together")
    (group,) = [m for m in desk.outbox() if m.kind == "group"]
    assert (group.target, group.key) == ("amira,priya", "talk:1")
    assert "PS would like to agree who says what" in said(group.card)
    assert "Okafor" not in said(group.card)
    assert "A conversation about I-0001 is open" in desk.priya.sees


def test_the_first_worker_is_not_told_a_reason_that_was_none(desk: Desk) -> None:
    two(desk)
    desk.amira.command("mine")
    desk.amira.press("Correct")
    desk.amira.submit(details="She rang twice.")
    assert shared(desk.amira)
    assert "You chose the same customer." not in desk.amira.sees
    assert "Why we think so" not in desk.amira.sees


def test_a_colleague_left_alone_reads_no_sentence_about_several(desk: Desk) -> None:
    two(desk)
    desk.priya.press("I'll reply")
    desk.amira.command("mine")
    desk.amira.press("Withdraw")
    desk.amira.submit(reasons="Logged twice")
    assert "Settled" in said(desk.amira.message)
    assert "1 colleague hold" not in said(desk.priya.message)
