"""Reading what was typed: cleaned, checked, and never a crash."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Values
from bot.fields import Reader, cleaned, one_line
from bot.words import mistakes
from tests.bot.desk import T0, service

WORK = service().work
ANY_TEXT = st.text(st.characters(codec=None), max_size=80)
"""Lone surrogates, controls and direction marks included."""


def reader(**fields: str | tuple[str, ...]) -> Reader:
    return Reader(fields, WORK)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  draft plan  ", "draft plan"),
        ("nu\x00ll", "null"),
        ("\u202eevil\u202c", "evil"),
        ("\u2066isolated\u2069", "isolated"),
        ("zero\u200bwidth", "zerowidth"),
        ("\ufeffmark", "mark"),
        ("half \ud800 a pair", "half ? a pair"),
        ("two\r\nlines", "two\nlines"),
        ("old\rlines", "old\nlines"),
        ("cafe\u0301", "café"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("שלום", "שלום"),
        ("<b>*bold*</b>", "<b>*bold*</b>"),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_the_rest_stays(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


def test_one_line_is_one_line() -> None:
    assert one_line(" a\r\n\tb\u2028c  d ") == "a b c d"


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once_and_any_database_can_keep_it(typed: str) -> None:
    kept = cleaned(typed)
    assert cleaned(kept) == kept
    assert "\x00" not in kept
    kept.encode("utf-8")
    assert len(one_line(typed).splitlines()) <= 1


def test_text_may_have_exactly_its_limit() -> None:
    form = reader(issue="x" * 150, details="y" * 3000)
    assert len(form.text("issue")) == 150
    assert len(form.long("details")) == 3000
    assert form.errors == {}


def test_text_over_its_limit_is_told_by_how_much_and_stays_as_typed() -> None:
    form = reader(details="y" * 20_000)
    form.long("details")
    assert form.errors == {"details": mistakes.too_long(20_000, 3000)}
    assert "20,000" in form.errors["details"]
    assert len(form.raw("details")) == 20_000


def test_text_of_nothing_visible_is_missing() -> None:
    form = reader(issue=" \u200b\x00 ")
    form.text("issue", required=True)
    assert form.errors == {"issue": mistakes.NEEDED}


@pytest.mark.parametrize(("typed", "read"), [("", None), ("0", 0), (" 15 ", 15), ("1440", 1440)])
def test_whole_numbers(typed: str, read: int | None) -> None:
    form = reader(minutes=typed)
    assert form.number("minutes", most=1440) == read
    assert not form.errors


@pytest.mark.parametrize("typed", ["١٥", "1.5", "-1", "1441", "ten", "9" * 5000, "1e3", "²"])  # noqa: RUF001 - other digits
def test_what_is_no_whole_number_is_refused_clearly(typed: str) -> None:
    form = reader(minutes=typed)
    assert form.number("minutes", most=1440) is None
    assert form.errors == {"minutes": "Please give a whole number from 0 to 1440."}


def test_a_day_is_read() -> None:
    assert reader(until="2026-11-30").day("until") == date(2026, 11, 30)
    assert reader(until="").day("until") is None


@pytest.mark.parametrize(
    "typed", ["30/11/2026", "tomorrow", "2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31"]
)
def test_a_day_that_is_not_one_is_refused(typed: str) -> None:
    form = reader(until=typed)
    assert form.day("until") is None
    assert form.errors == {"until": mistakes.DAY}


def test_a_day_that_is_needed_is_missed() -> None:
    form = reader()
    assert form.day("until", required=True) is None
    assert form.errors == {"until": mistakes.DAY}


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-11-23T09:30", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("2026-07-01T09:30", datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),
        ("2026-07-01T09:30+00:00", datetime(2026, 7, 1, 9, 30, tzinfo=UTC)),
        ("2026-07-01T09:30Z", datetime(2026, 7, 1, 9, 30, tzinfo=UTC)),
        ("", T0),
    ],
)
def test_a_moment_without_a_zone_is_on_the_services_clocks(typed: str, moment: datetime) -> None:
    assert reader(happened=typed).moment("happened", T0) == moment


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday",
        "2026-11-23T25:00",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "10000-01-01T00:00",
    ],
)
def test_a_moment_that_is_not_one_is_refused(typed: str) -> None:
    form = reader(happened=typed)
    assert form.moment("happened", T0) == T0
    assert form.errors == {"happened": mistakes.MOMENT}


def test_choices_are_kept_once_and_in_order() -> None:
    assert reader(days=("tue", "mon", "tue", "")).choices("days", ["mon", "tue"]) == ("tue", "mon")
    assert reader(days="mon").choices("days", ["mon", "tue"]) == ("mon",)


@pytest.mark.parametrize("fields", [{"route": "pigeon"}, {"route": ("helpline", "inbox")}])
def test_a_choice_that_was_not_offered_is_refused(fields: Values) -> None:
    form = Reader(fields, WORK)
    assert form.choice("route", ["helpline", "inbox"]) == ""
    assert form.errors == {"route": mistakes.CHOOSE}


@given(ANY_TEXT | st.lists(ANY_TEXT, max_size=3).map(tuple))
def test_no_text_makes_a_reader_stumble(typed: str | tuple[str, ...]) -> None:
    form = reader(field=typed)
    form.text("field", required=True)
    form.long("field")
    form.choice("field", ["a"])
    form.choices("field", ["a"])
    form.number("field", most=99)
    form.day("field")
    form.moment("field", T0)
    assert all(form.errors.values())


@given(st.datetimes())
def test_any_moment_of_any_year_is_read_or_refused(moment: datetime) -> None:
    form = reader(happened=moment.isoformat())
    assert form.moment("happened", T0).tzinfo is UTC
