"""The look-up finds whoever fits every word typed, however many share one of them; the form keeps its shape."""

from datetime import timedelta

import pytest
from sqlmodel import insert

from bot import identifying
from storage import Db
from storage.tables import Customer, KnownAs, MatchKey, Report
from tests.bot.desk import T0, Desk

SARAHS = 1501


def many_sarahs(desk: Desk) -> None:
    """Fill a new database with Sarahs; the last one alone is called Zuckert."""
    known = [
        KnownAs(customer_id=i, name=f"Sarah {'Zuckert' if i == SARAHS else 'Able'}")
        for i in range(1, SARAHS + 1)
    ]
    keys = [
        {"kind": kind, "value": value, "seen_on": T0.date(), "customer_id": row.customer_id}
        for row in known
        for kind, value in identifying.all_keys([row])
    ]

    def fill(db: Db) -> None:
        db.add_all(Customer(id=row.customer_id, name=row.name, created_at=T0) for row in known)
        db.flush()
        db.add_all(known)
        db.flush()
        db.exec(insert(MatchKey), params=keys)

    desk.store.write(fill)


def test_a_rare_surname_is_found_behind_a_first_name_that_many_have(desk: Desk) -> None:
    many_sarahs(desk)
    for typed in ("sarah zuckert", "zuckert sarah", "s zuckert", "sar zuck", "zuckert"):
        assert desk.amira.look_up(typed)[0].key == f"C-{SARAHS}", typed
    assert [option.key for option in desk.amira.look_up("sarah nobody")] == ["new:sarah nobody", "not_known"]
    assert len(desk.amira.look_up("sarah able")) == 10


def test_a_command_that_nobody_knows_says_what_can_be_typed(desk: Desk) -> None:
    desk.amira.command("Okafor", name="check")
    assert "What you can type" in desk.amira.sees or desk.amira.card.title
    assert desk.amira.card.title == _help_title(desk)


def test_incident_and_contact_open_the_form_however_they_are_written(desk: Desk) -> None:
    for name in ("incident", "/incident", "Contact", "/CONTACT"):
        desk.amira.command("Plan is late", name=name)
        assert desk.amira.values["issue"] == "Plan is late", name


def test_more_stays_open_on_a_redraw_while_it_holds_something(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "Plan is late")
    desk.amira.command()
    assert not desk.amira.form.more_shown
    desk.amira.change("customer", customer="C-0001")
    assert not desk.amira.form.more_shown
    desk.amira.command()
    desk.amira.change("customer", customer="C-0001", phone="07700 900111")
    assert desk.amira.form.more_shown


def test_a_correction_keeps_the_moment_to_the_second_where_the_minute_stands(desk: Desk) -> None:
    desk.later(seconds=37)
    desk.amira.file("Priscilla Okafor", "Plan is late", happened="")
    before = desk.row(Report, 1).happened_at
    desk.amira.press("Correct")
    desk.amira.submit(details="They called twice.")
    assert desk.row(Report, 1).happened_at == before == T0 + timedelta(seconds=37)
    desk.amira.press("Correct")
    desk.amira.submit(happened="2026-11-23T08:59")
    assert desk.row(Report, 1).happened_at == T0 - timedelta(minutes=1)


def _help_title(desk: Desk) -> str:
    desk.priya.command("help")
    return desk.priya.card.title


def test_the_button_look_shows_what_choosing_a_customer_shows(desk: Desk) -> None:
    desk.amira.file("Priscilla Okafor", "Plan is late")
    desk.priya.command()
    desk.priya.change("customer", customer="C-0001", issue="Typed already")
    watched = desk.priya.form
    desk.priya.send_form("report.look", {**desk.priya.values, "customer": "C-0001"})
    assert desk.priya.form == watched
    assert len(desk.rows(Report)) == 1


@pytest.mark.parametrize(
    ("customer", "told"),
    [("", "Choose a customer first"), ("new:Rosa Lindqvist", "nobody on file is chosen")],
    ids=["nobody", "somebody new"],
)
def test_the_button_look_is_answered_where_there_is_nothing_to_show(
    desk: Desk, customer: str, told: str
) -> None:
    desk.priya.command()
    desk.priya.send_form("report.look", {**desk.priya.values, "customer": customer})
    assert told in desk.priya.sees
    desk.priya.change("customer", customer=customer)
    assert told not in desk.priya.sees
