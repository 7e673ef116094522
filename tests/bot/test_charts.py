"""The picture of a case: any case can be drawn, the same one always looks the same, and nobody needs colours."""

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot import charts
from bot.charts import Day, Row, Span, Timeline, marks, sheet, spacing
from bot.escalation import State
from bot.words import kinds, labels
from bot.words import timeline as words

TODAY = date(2026, 11, 24)
YEARS = st.integers(0, 1100).map(lambda ago: TODAY - timedelta(days=ago))
SOON = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
DAYS = st.lists(YEARS, max_size=60).map(tuple)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    contacts, incidents = draw(DAYS), draw(DAYS)
    if not contacts + incidents:
        incidents = (TODAY,)
    route = draw(st.sampled_from(list(labels.ROUTES)))
    return Row(words.row(route, len(contacts), len(incidents)), contacts, incidents)


SPANS = st.builds(
    Span,
    st.sampled_from(list(kinds.LABELS.values())),
    proposed=YEARS,
    begins=st.none() | YEARS,
    ends=st.none() | YEARS,
    review=SOON,
)
STEPS = st.lists(st.builds(Day, YEARS, st.just("the fairness check was made")), min_size=1, max_size=20)
CASES = st.builds(
    Timeline,
    today=st.just(TODAY),
    rows=st.lists(rows(), max_size=10).map(tuple),
    words=st.lists(YEARS, max_size=5).map(tuple),
    steps=STEPS.map(tuple),
    spans=st.lists(SPANS, max_size=3).map(tuple),
    earlier=st.integers(0, 3),
)


def drawn(shown: Timeline) -> bytes:
    return charts.png(shown, words.captions("M-0009", "C-0042", shown))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def simple(*contacts: date, incidents: tuple[date, ...] = (), spans: tuple[Span, ...] = ()) -> Timeline:
    reported = (Row("Helpline", contacts, incidents),) if contacts or incidents else ()
    return Timeline(TODAY, reported, (), (Day(TODAY, words.OPENED),), spans)


@settings(max_examples=25, deadline=None)
@given(CASES)
def test_any_case_can_be_drawn_as_wide_as_a_telephone_needs(shown: Timeline) -> None:
    picture = Image.open(BytesIO(drawn(shown)))
    assert picture.format == "PNG"
    assert picture.width == sheet.WIDTH
    assert shown.first <= min(shown.days)
    assert max(shown.days) <= shown.last
    assert 1 <= shown.columns <= 40
    assert words.alt("M-0009", "C-0042", shown).startswith("Timeline of M-0009, C-0042, ")


def test_equal_data_gives_equal_bytes() -> None:
    assert drawn(simple(ago(3), ago(1))) == drawn(simple(ago(3), ago(1)))
    assert drawn(simple(ago(3), ago(1))) != drawn(simple(ago(3), ago(2)))


def test_incidents_and_ordinary_contacts_differ_without_any_colour() -> None:
    one = Image.open(BytesIO(drawn(simple(ago(1))))).convert("1")
    other = Image.open(BytesIO(drawn(simple(incidents=(ago(1),))))).convert("1")
    assert one.tobytes() != other.tobytes()
    mask = []
    for mark in (marks.contact, marks.incident, marks.word):
        paper = sheet.Sheet(60)
        mark(paper, (20, 10), (60, 50))
        mask.append(
            Image.open(BytesIO(paper.png())).convert("L").point(lambda level: 255 * (level > 250)).tobytes()
        )
    assert len(set(mask)) == 3


@pytest.mark.parametrize(("days", "step"), [(1, 1), (40, 1), (41, 7), (280, 7), (281, 14), (365, 14)])
def test_long_times_are_shown_by_the_week_or_by_several(days: int, step: int) -> None:
    assert simple(ago(days - 1)).step == step


def test_a_review_near_by_is_in_the_picture_and_a_far_one_does_not_squeeze_it() -> None:
    near = Span("M-0009/1", ago(20), ago(19), None, TODAY + timedelta(days=10))
    far = Span("M-0009/1", ago(20), ago(19), None, TODAY + timedelta(days=150))
    assert simple(ago(30), spans=(near,)).last == near.review
    assert simple(ago(30), spans=(far,)).last == TODAY


def test_at_most_four_days_are_written_below_and_the_first_is_one_of_them() -> None:
    for days in (0, 1, 5, 39, 40, 365, 900):
        shown = simple(ago(days))
        assert shown.ticks[0] == shown.first
        assert len(shown.ticks) <= 4


PLACES = st.lists(st.floats(40, 1040), min_size=1, max_size=16).map(sorted)


@given(PLACES)
def test_numbers_of_days_stand_in_one_row_in_order_and_never_touch(places: list[float]) -> None:
    moved = spacing.apart(places, 44, 40, 1040)
    assert all(later - earlier >= 43.99 for earlier, later in pairwise(moved))
    assert moved[0] >= 61.99
    assert moved[-1] <= 1018.01


def test_a_number_that_has_room_stands_right_below_its_day() -> None:
    assert spacing.apart([100, 200, 300], 44, 40, 1040) == [100, 200, 300]


def test_two_days_that_would_touch_are_not_both_written() -> None:
    assert spacing.clear((0, 100), (113, 200), 12)
    assert not spacing.clear((0, 100), (111, 200), 12)
    assert not spacing.clear((50, 60), (0, 100), 12)


def test_today_is_called_today_with_its_day() -> None:
    assert words.captions("M-0009", "C-0042", simple(ago(3))).today == "Today, 24 Nov"


def test_every_letter_that_is_drawn_is_in_the_font() -> None:
    said = [words.row(route, 2, 1) for route in labels.ROUTES] + list(kinds.LABELS.values())
    said += [words.restriction("M-0001/1", kind, state) for kind in kinds.LABELS for state in State]
    shown = simple(ago(400))
    captions = words.captions("M-0009", "C-0042", shown)
    said += [str(value) for value in vars(captions).values()]
    assert {letter for text in said for letter in text if not letter.isascii()} <= {"·"}


def test_the_alt_text_says_in_words_what_the_picture_shows() -> None:
    span = Span(
        "M-0009/1 A single point of contact: in force", ago(9), ago(7), None, TODAY + timedelta(days=150)
    )
    row = Row(words.row("helpline", 2, 1), (ago(12), ago(10)), (ago(11),))
    shown = Timeline(TODAY, (row,), (ago(10),), (Day(ago(9), words.OPENED),), (span,))
    assert words.alt("M-0009", "C-0042", shown) == (
        "Timeline of M-0009, C-0042, 12 Nov 2026 to 24 Nov 2026. "
        "Helpline: 3, 1 with a concern, from 12 Nov to 14 Nov. "
        "A word with the customer: 14 Nov. "
        "M-0009/1 A single point of contact: in force, proposed 15 Nov 2026, in force from 17 Nov 2026, "
        "review by 23 Apr 2027. "
        "Steps: 15 Nov the case was opened."
    )
