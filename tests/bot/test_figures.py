"""Figures for the steering group: what is counted, how it is compared, and what is too small to be told."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image as Picture
from PIL import ImageChops

from bot import charts, figures, policy
from bot.cards import Image
from bot.charts import Bar, Bars, Group, barred
from bot.context import Context
from bot.words import figures as words
from bot.words.figures import Figures, Share, Suppressed
from storage import Db
from tests.bot.desk import Desk
from tests.bot.taking import incident, opened, restricted
from tests.bot.test_reviewing import review, to
from tests.pictures.figures import A_YEAR

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


@pytest.mark.parametrize(
    ("number", "of", "said"),
    [
        (10, 12, "not told"),
        (10, 14, "not told"),
        (10, 15, "10"),
        (12, 12, "12"),
        (3, 12, "under 5"),
        (0, 3, "not told"),
        (0, 12, "0"),
    ],
)
def test_a_part_is_not_told_where_the_rest_of_the_whole_would_be_too_small(
    number: int, of: int, said: str
) -> None:
    assert SHOWN.part(number, of) == said


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ((12, 3, 7, 0), ("12", "under 5", "not told", "0")),
        ((7, 3, 7, 0), ("not told", "under 5", "7", "0")),
        ((12, 3, 2, 0), ("12", "under 5", "under 5", "0")),
        ((12, 5, 0, 0), ("12", "5", "0", "0")),
        ((0, 3, 0, 0), ("0", "under 5", "0", "0")),
    ],
)
def test_where_one_count_of_a_group_is_too_small_the_next_is_not_told_either(
    counted: tuple[int, ...], said: tuple[str, ...]
) -> None:
    assert tuple(SHOWN.group(dict(zip("abcd", counted, strict=True))).values()) == said


@pytest.mark.parametrize(("kinds", "reviews"), [({"style": 3, "other": 9}, {"late": 2, "in_time": 8})])
def test_no_small_count_can_be_worked_out_from_the_card_or_its_picture(
    kinds: dict[str, int], reviews: dict[str, int]
) -> None:
    day = date(2026, 1, 1)
    none = Share(0, 0)
    found = Figures(day, day, 12, 10, none, none, {"raise": 4, "watch": 6}, kinds, reviews, none)
    shown = str(words.card(found, SHOWN, 60, b""))
    assert shown.count("'not told'") == 4
    for number in (9, 8, 6, 10, 4, 3, 2):
        assert f"'{number}'" not in shown
    assert [bar.number for group in words.bars(found, SHOWN).groups for bar in group.bars] == [
        None,
        None,
        None,
        None,
        0,
        0,
    ]


@pytest.mark.parametrize(
    ("today", "typed", "said"),
    [
        (date(2026, 11, 23), "", "1 November 2025 to 31 October 2026"),
        (date(2026, 11, 30), "", "1 November 2025 to 31 October 2026"),
        (date(2026, 12, 1), "", "1 December 2025 to 30 November 2026"),
        (date(2027, 1, 4), "", "1 January 2026 to 31 December 2026"),
        (date(2026, 11, 23), "2025", "1 January 2025 to 31 December 2025"),
        (date(2026, 11, 23), "2026", "1 January 2026 to 31 October 2026"),
        (date(2027, 1, 4), "2027", "1 January 2026 to 31 December 2026"),
        (date(2026, 11, 23), "2031", "1 November 2025 to 31 October 2026"),
    ],
)
def test_figures_are_of_whole_months_that_are_over(desk: Desk, today: date, typed: str, said: str) -> None:
    desk.now = desk.now.replace(year=today.year, month=today.month, day=today.day)
    desk.helen.command(f"stats {typed}".strip())
    desk.helen.reply = desk.helen.reply.whole()
    assert desk.helen.card.title == f"Figures, {said}"


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
    desk.later(days=10)
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


def test_where_nobody_was_restricted_the_picture_says_so() -> None:
    [restrictions, _] = words.bars(replace(A_YEAR, kinds={}), SHOWN).groups
    assert restrictions.bars == (Bar("Of any kind", 0, "0"),)


def test_bars_boxes_and_none_differ_without_any_colour() -> None:
    """How much of a bar's first pixels is dark in shades of grey: all, the edge alone, nothing."""
    drawn = {number: grey(Bar("An agreed style", number, "")) for number in (12, None, 0)}
    apart = ImageChops.difference(drawn[12], drawn[0]).point(lambda level: 255 * (level > 60))
    _, top, _, bottom = apart.getbbox() or (0, 0, 0, 0)
    place = (int(barred.EDGE), top, int(barred.EDGE + barred.UNTOLD), bottom)
    shades = {number: list(picture.crop(place).tobytes()) for number, picture in drawn.items()}
    dark = {number: sum(each < 200 for each in levels) / len(levels) for number, levels in shades.items()}
    assert dark[12] > 0.95
    assert 0.1 < (dark[None] or 0) < 0.5
    assert dark[0] == 0
    assert min(shades[0]) == 255


def grey(bar: Bar) -> Picture.Image:
    png = charts.bars_png(Bars("Figures", (Group("Restrictions", (bar,)),), ""))
    return Picture.open(BytesIO(png)).convert("L")
