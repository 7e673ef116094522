"""Any text in any field: saved, or refused beside a field, and never a crash."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards import Card, Form
from bot.chat import Ask, Refresh, Replace, Reply
from bot.words import mistakes
from storage import Store
from storage.tables import Report
from tests.bot.desk import Desk
from tests.databases import NewDatabase

FIRST = ("customer", "issue", "route", "happened", "details", "concerns", "minutes", "told_us")
MORE = ("child", "phone", "email", "case_ref", "promised", "promised_by", "adjustment")
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
"""Lone surrogates, controls and direction marks included."""

NAMES = (*FIRST, *MORE, "surprise")
TYPED = st.one_of(
    ANY_TEXT,
    st.sampled_from(["", "not_known", "C-0001", "C-0000", "new:", "helpline", "yes", "15", "x" * 20_000]),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.dates().map(str),
    st.lists(ANY_TEXT | st.sampled_from(["other", "recorded"]), max_size=3).map(tuple),
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""One desk for all examples on purpose: what was saved must not trip what comes next."""


@pytest.fixture(params=["sqlite", "postgresql"])
def long_desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    with Store(new()) as store:
        yield Desk(store)


def saved_or_refused(desk: Desk, reply: Reply, before: int) -> None:
    (part,) = reply.parts
    after = len(desk.rows(Report))
    match part:
        case Replace(card=Card()):
            assert reply.outcome
            assert after == before + 1
        case Refresh(form=Form() as form):
            assert any(field.error for field in form.every_field)
            assert after == before
        case _:
            pytest.fail(f"neither saved nor refused: {type(part).__name__}")


@FEW
@given(fields=st.dictionaries(st.sampled_from(NAMES), TYPED))
def test_any_form_is_saved_or_refused_beside_a_field(
    long_desk: Desk, fields: dict[str, str | tuple[str, ...]]
) -> None:
    before = len(long_desk.rows(Report))
    saved_or_refused(long_desk, long_desk.amira.send_form("report.file", fields), before)


@FEW
@given(customer=ANY_TEXT, issue=ANY_TEXT, details=ANY_TEXT, child=ANY_TEXT, case_ref=ANY_TEXT)
def test_any_words_are_saved_or_refused_beside_a_field(
    desk: Desk, customer: str, issue: str, details: str, child: str, case_ref: str
) -> None:
    before = len(desk.rows(Report))
    fields = {
        "customer": f"a{customer}",
        "issue": f"b{issue}",
        "details": details,
        "child": child,
        "case_ref": case_ref,
    }
    saved_or_refused(desk, desk.amira.send_form("report.file", fields), before)


@FEW
@given(text=ANY_TEXT, value=ANY_TEXT)
def test_anything_may_be_typed_looked_up_and_checked(desk: Desk, text: str, value: str) -> None:
    for colleague in (desk.amira, desk.helen):
        for typed in (text, f"check {text}", f"word {text}", f"case {text}"):
            assert len(colleague.command(typed).parts) == 1
        assert colleague.look_up(text)[-1].key == "not_known"
    desk.amira.command()
    desk.amira.change("customer", customer=text, issue=value)
    assert desk.amira.values["customer"] == text


@FEW
@given(fields=st.dictionaries(st.sampled_from(["until", "cover", "days", "held", "view", "reasons"]), TYPED))
def test_the_other_forms_stumble_over_nothing(desk: Desk, fields: dict[str, str | tuple[str, ...]]) -> None:
    for action in ("away.set", "word.note", "report.correct", "report.withdraw", "case.suggest"):
        (part,) = desk.amira.send_form(action, fields).parts
        assert isinstance(part, Replace | Refresh | Ask)
    desk.priya.file("Elizabeth Okafor", phone="07700 900123")
    desk.amira.file("Elizabeth Okafor", phone="07700 900123")


def test_an_address_made_to_take_long_is_refused_at_once(desk: Desk) -> None:
    desk.amira.file("Elizabeth Okafor", email="a@" + "." * 100_000 + "@")
    assert desk.amira.errors == {"email": mistakes.too_long(100_003, 254)}


def test_a_name_made_to_take_long_is_refused_at_once(desk: Desk) -> None:
    desk.amira.file("(" * 50_000 + " " * 50_000)
    assert "customer" in desk.amira.errors


def test_markup_stays_text(desk: Desk) -> None:
    desk.amira.file("<b>Liz</b> *Okafor*", "<!channel> [click](https://example.org)")
    assert "<b>Liz</b> *Okafor*" in desk.amira.sees
    assert "<!channel> [click](https://example.org)" in desk.amira.sees
