"""Figures for the steering group: what is counted, how it is compared, and what is too small to be told."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image as Picture

from bot import charts, figures, policy
from bot.cards import Image
from bot.charts import Bar, Bars, Group
from bot.context import Context
from bot.words.figures import Figures, Share, Suppressed
from storage import Db
from tests.bot.desk import Desk
from tests.bot.taking import incident, opened, restricted
from tests.bot.test_reviewing import review, to

SHOWN = Suppressed(5)


def counted(desk: Desk, first: date = date(2026, 1, 1), last: date = date(2027, 12, 31)) -> Figures:
    def work(db: Db) -> Figures:
        ctx = Context(
            db=db, who=desk.helen.person, when=desk.now, policy=policy.packaged(), service=desk.service
        )
        return figures.gather(ctx, first, last)

    return desk.store.read(work)


@pytest.mark.parametrize(
    ("number", "of", "said"),
    [
        (0, 0, "none yet"),
        (2, 4, "too few to tell"),
        (4, 20, "too few to tell"),
        (17, 20, "too few to tell"),
        (0, 5, "0 of 5 (0 %)"),
        (5, 5, "5 of 5 (100 %)"),
        (10, 15, "10 of 15 (67 %)"),
    ],
)
def test_a_share_is_told_only_where_both_sides_are_large_enough(number: int, of: int, said: str) -> None:
    assert SHOWN.share(Share(number, of)) == said


def test_a_small_count_is_not_told_and_none_is_none() -> None:
    assert [SHOWN.count(number) for number in (0, 1, 4, 5)] == ["0", "under 5", "under 5", "5"]


def test_what_came_is_counted_on_its_days_only(desk: Desk) -> None:
    incident(desk, desk.amira)
    desk.later(days=1)
    desk.priya.file("Peter Ash", "How do I appeal?")
    found = counted(desk)
    assert (found.contacts, found.incidents) == (2, 1)
    monday = counted(desk, date(2026, 11, 23), date(2026, 11, 23))
    assert (monday.contacts, monday.incidents) == (1, 1)


@pytest.mark.parametrize(("after", "number"), [(0, 1), (1, 1), (2, 0), (3, 0)])
def test_after_a_word_it_is_better_where_fewer_incidents_came_than_before(
    desk: Desk, after: int, number: int
) -> None:
    for _ in range(2):
        incident(desk, desk.amira)
    desk.amira.press("Talked about how they contact us")
    desk.amira.submit(explained="Calls", view="Worried", trying="Fridays")
    desk.later(days=1)
    for _ in range(after):
        incident(desk, desk.amira)
    assert counted(desk).words == Share(0, 0)  # it is too soon to say
    desk.later(days=60)
    assert counted(desk).words == Share(number, 1)


def test_a_word_without_an_incident_before_says_nothing(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "How do I appeal?")
    desk.amira.press("Talked about how they contact us")
    desk.amira.submit(explained="Calls", view="Worried", trying="Fridays")
    desk.later(days=90)
    assert counted(desk).words == Share(0, 0)


def test_checks_and_kinds_are_counted(desk: Desk) -> None:
    restricted(desk)
    found = counted(desk)
    assert found.checks == {"raise": 1}
    assert found.kinds == {"style": 1}


def test_reviews_are_counted_by_how_their_day_was_kept(desk: Desk) -> None:
    restricted(desk)
    to(desk, date(2027, 5, 20))
    review(desk, desk.helen, "renew", reasons="Two calls", review="2027-06-30")
    assert counted(desk).reviews == {"in_time": 1}
    to(desk, date(2027, 7, 2))
    assert counted(desk).reviews == {"in_time": 1, "overdue": 1}
    review(desk, desk.helen, "lift")
    assert counted(desk).reviews == {"in_time": 1, "late": 1}
    assert counted(desk, last=date(2027, 5, 31)).reviews == {"in_time": 1}


def test_what_ended_by_itself_is_told_as_that(desk: Desk) -> None:
    restricted(desk)
    to(desk, date(2027, 6, 24))
    assert counted(desk).reviews == {"lapsed": 1}


def test_promises_kept_by_their_day_are_counted_once_it_has_passed(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "Plan", promised="To ring", promised_by="2026-11-24")
    desk.priya.file("Peter Ash", "Appeal", promised="To write", promised_by="2026-11-24")
    desk.amira.command("mine")
    desk.amira.press("Done")
    assert counted(desk).promises == Share(0, 0)
    desk.later(days=2)
    assert counted(desk).promises == Share(1, 2)


def test_only_managers_see_them_and_small_ones_are_never_told(desk: Desk) -> None:
    opened(desk)
    desk.amira.command("stats")
    assert "Only a manager can do this" in desk.amira.sees
    desk.helen.command("stats")
    (part,) = desk.helen.reply.whole().parts
    [image] = [each for each in part.card.parts if isinstance(each, Image)]  # type: ignore[union-attr]
    assert image.alt.startswith("Figures, ")
    desk.helen.reply = desk.helen.reply.whole()
    assert "under 5" in desk.helen.sees
    desk.helen.command("stats 2025")
    desk.helen.reply = desk.helen.reply.whole()
    assert desk.helen.card.title == "Figures, 1 January 2025 to 31 December 2025"
    desk.helen.command("stats about the plan")
    assert desk.helen.form.action == "report.file"


def test_the_picture_holds_every_bar_and_tells_no_small_one() -> None:
    bars = (
        Bar("A single point of contact", 12, "12"),
        Bar("An agreed style", None, "under 5"),
        Bar("Other", 0, "0"),
    )
    shown = Bars("Figures, 2026", (Group("Restrictions", bars), Group("Reviews", ())), "A note " * 30)
    png = charts.bars_png(shown)
    assert png == charts.bars_png(shown)
    with Picture.open(BytesIO(png)) as picture:
        assert picture.width == 1080
        assert picture.height > 400
