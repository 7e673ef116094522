"""The cover: who stands in, what they read and may do, and who gets nothing any more."""

from datetime import UTC, datetime

from bot.chat import PlaceKind
from storage.tables import Issue, Promise
from tests.bot.desk import PHONE, Colleague, Desk
from tests.bot.reading import labels, said

SATURDAY_EIGHT = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)


def away(colleague: Colleague, cover: Colleague | None = None, until: str = "2026-11-27") -> None:
    colleague.command("away")
    colleague.submit(until=until, cover=str(cover.person.staff_id) if cover else "")


def left(colleague: Colleague) -> None:
    """The platform says that they work here no more."""
    gone = colleague.desk.colleague(colleague.profile.name, confirmed=False)
    _ = gone.person


def named_owner_with_cover(desk: Desk) -> Colleague:
    """Tom, who holds no report, is named to reply, and is away; Xavier covers."""
    for colleague in (desk.amira, desk.priya, desk.david):
        colleague.file("Elizabeth Okafor", phone=PHONE)
    desk.helen.press("Name who replies", desk.managers_channel()[-1])
    desk.helen.submit(owner=str(desk.tom.person.staff_id))
    xavier = desk.colleague("Xavier New")
    _ = xavier.person
    away(desk.tom, xavier)
    desk.later(days=1)
    desk.amira.file("C-0001")
    return xavier


def shared_while_amira_is_away(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, desk.priya)
    desk.david.file("C-0001")


def test_the_cover_of_a_cover_who_is_away_too_gets_the_message(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, desk.priya)
    away(desk.priya, desk.helen)
    desk.david.file("C-0001")
    assert desk.priya.inbox() == []
    assert "You cover for AK." in said(desk.helen.message)
    desk.helen.press("I'll reply", desk.helen.message)
    assert "Who repliesHS" in said(desk.david.message)


def test_covers_who_go_round_in_a_circle_leave_the_message_waiting(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, desk.priya)
    away(desk.priya, desk.amira)
    desk.david.file("C-0001")
    assert [m.not_before for m in desk.amira.waiting()] == [SATURDAY_EIGHT]
    assert desk.priya.inbox() == []


def test_a_cover_who_is_back_first_gets_the_message_then(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, desk.priya)
    away(desk.priya, until="2026-11-24")
    desk.david.file("C-0001")
    assert [m.not_before for m in desk.priya.waiting()] == [datetime(2026, 11, 25, 8, 0, tzinfo=UTC)]
    desk.david.press("I'll reply")
    assert "Who repliesDR" in said(desk.priya.message)


def test_the_covers_card_offers_only_what_the_cover_may_do(desk: Desk) -> None:
    shared_while_amira_is_away(desk)
    shown = desk.priya.message
    assert not {"Different issue", "Not the same person"} & set(labels(shown))
    assert "Different issue" in labels(desk.amira.message)


def test_what_the_cover_takes_answers_with_how_it_stands(desk: Desk) -> None:
    shared_while_amira_is_away(desk)
    desk.priya.press("I'll reply", desk.priya.message)
    assert "Who repliesYou" in desk.priya.sees
    assert "Settled" not in desk.priya.sees
    desk.priya.press("Undo")
    assert "Who repliesNobody yet" in desk.priya.sees
    assert "You cover for AK." in desk.priya.sees
    assert desk.row(Issue, 1).owner_id is None


def test_the_cover_of_somebody_named_may_show_and_take_it(desk: Desk) -> None:
    xavier = named_owner_with_cover(desk)
    assert "Who repliesTH" in said(xavier.message)
    xavier.press("Show", xavier.message)
    assert "Draft plan is late" in xavier.sees
    xavier.press("I'll reply instead", xavier.message)
    assert "Who repliesYou" in xavier.sees


def test_a_colleague_who_covers_for_nobody_on_it_may_not(desk: Desk) -> None:
    xavier = named_owner_with_cover(desk)
    desk.tom.command("mine")
    desk.tom.press("I'm back")
    xavier.press("Show", xavier.message)
    assert xavier.card.title == "This is not yours to open or change"


def test_one_cover_for_two_reads_about_both_in_one_message(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, desk.helen)
    desk.david.file("C-0001")
    away(desk.david, desk.helen)
    desk.priya.file("C-0001")
    assert len(desk.helen.inbox()) == 1
    assert "You cover for AK and DR." in said(desk.helen.message)


def test_the_cover_who_has_a_message_of_their_own_gets_no_second_one(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.later(days=1)
    desk.priya.file("C-0001")
    away(desk.amira, desk.priya)
    desk.later(days=1)
    desk.priya.press("I'll reply")
    desk.david.file("C-0001")
    assert len(desk.priya.inbox()) == 2
    assert "There is news" in said(desk.priya.inbox()[0])


def test_the_cover_reads_and_keeps_a_promise(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-24")
    away(desk.amira, desk.priya)
    desk.tick(datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    desk.priya.command("mine")
    assert "Ring back" in desk.priya.sees
    desk.priya.press("Done", desk.priya.message)
    assert desk.priya.card.title == "Done: the promise from R-00001"
    assert desk.rows(Promise)[0].done_at is not None
    assert desk.priya.message.title == "Done: the promise from R-00001"


def test_a_promise_is_nobody_elses_to_keep(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-24")
    desk.tick(datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    desk.priya.press("Done", desk.amira.message)
    assert desk.priya.card.title == "This is not yours to open or change"


def test_nothing_is_left_with_somebody_who_is_away(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    desk.david.file("C-0001")
    desk.priya.file("C-0001")
    offered = desk.priya.card
    assert "Leave it with Amira" in labels(offered)
    away(desk.amira)
    desk.priya.press("Leave it with Amira", offered)
    assert desk.priya.card.title == "AK is not here at the moment"
    assert desk.row(Issue, 1).owner_id is None
    desk.later(hours=1)
    desk.priya.file("C-0001")
    assert "Leave it with David" in labels(desk.priya.card)


def test_with_everybody_else_away_nobody_is_offered(desk: Desk) -> None:
    shared_while_amira_is_away(desk)
    assert not [label for label in labels(desk.david.card) if label.startswith("Leave it")]


def test_somebody_who_left_gets_nothing_more(desk: Desk) -> None:
    for colleague in (desk.amira, desk.priya):
        colleague.file("Elizabeth Okafor", phone=PHONE)
    left(desk.amira)
    before = [(m.key, m.wanted) for m in desk.amira.waiting()]
    desk.later(days=1)
    desk.david.file("C-0001")
    assert [(m.key, m.wanted) for m in desk.amira.waiting()] == before
    assert "Leave it with Priya" in labels(desk.david.card)


def test_a_cover_who_left_gets_nothing(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira, desk.priya)
    left(desk.priya)
    desk.david.file("C-0001")
    assert desk.priya.inbox() == []
    assert [m.not_before for m in desk.amira.waiting()] == [SATURDAY_EIGHT]


def test_somebody_who_left_is_in_no_conversation(desk: Desk) -> None:
    for colleague in (desk.amira, desk.priya, desk.david):
        colleague.file("Elizabeth Okafor", phone=PHONE)
    left(desk.amira)
    desk.david.press("Talk together")
    (group,) = [m for m in desk.outbox() if m.kind == PlaceKind.GROUP]
    assert group.target == "david,priya"


def works_on(colleague: Colleague, *days: str) -> None:
    """Their usual days; they are not away."""
    colleague.command("away")
    colleague.submit(days=days)
    colleague.press("I'm back")


def test_on_a_day_that_somebody_does_not_work_messages_wait_without_going_to_a_cover(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    works_on(desk.amira, "tue", "thu")
    desk.priya.file("C-0001")
    assert [m.not_before for m in desk.amira.waiting()] == [datetime(2026, 11, 24, 8, 0, tzinfo=UTC)]
    desk.now = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    desk.david.file("C-0001")
    assert desk.amira.waiting()[-1].not_before == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


def test_on_a_day_that_somebody_works_nothing_waits(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    works_on(desk.amira, "mon")
    desk.priya.file("C-0001")
    assert [m.not_before for m in desk.amira.waiting()] == [None]


def test_the_usual_days_of_a_new_colleague_are_the_services(desk: Desk) -> None:
    six_days = Desk(desk.store, evenhand_working_days="mon-sat")
    newcomer = six_days.colleague("Nadia New")
    _ = newcomer.person
    newcomer.command("away")
    assert newcomer.values["days"] == ("mon", "tue", "wed", "thu", "fri", "sat")


def test_an_absence_made_longer_or_shorter_moves_what_waits(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", phone=PHONE)
    away(desk.amira)
    desk.priya.file("C-0001")
    away(desk.amira, until="2026-12-01")
    assert [m.not_before for m in desk.amira.waiting()] == [datetime(2026, 12, 2, 8, 0, tzinfo=UTC)]
    away(desk.amira, until="2026-11-25")
    assert [m.not_before for m in desk.amira.waiting()] == [datetime(2026, 11, 26, 8, 0, tzinfo=UTC)]
