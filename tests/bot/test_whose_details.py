"""Whose details somebody opened by choosing or guessing is in the audit chain: once for each form, not for each redraw."""

import json

import pytest

from storage.tables import AuditEntry, Report
from tests.bot import taking
from tests.bot.desk import PHONE, Desk

OTHER = "C-0002"


@pytest.fixture
def on_file(desk: Desk) -> Desk:
    desk.priya.file("Priscilla Okafor", phone=PHONE)
    desk.priya.file("Rosa Lindqvist", phone="07700 900777")
    return desk


def opened(desk: Desk) -> list[tuple[str, str]]:
    """Whose details, and in which form, by whom not being asked."""
    found = [entry for entry in desk.rows(AuditEntry) if entry.action == "customer.open"]
    assert all(entry.staff_id for entry in found)
    return [(entry.subject, json.loads(entry.facts)["form"]) for entry in found]


def test_choosing_a_customer_is_recorded_once_however_often_the_form_is_redrawn(on_file: Desk) -> None:
    amira = on_file.amira
    amira.command()
    assert opened(on_file) == []
    for _ in range(2):
        amira.change("customer", customer="C-0001")
        on_file.later(minutes=20)
    amira.change("more", customer="C-0001")
    amira.send_form("report.look", {**amira.values, "customer": "C-0001"})
    amira.submit(customer="C-0001", issue="")
    assert amira.errors
    assert opened(on_file) == [("C-0001", "report.file")]
    amira.change("customer", customer=OTHER)
    amira.change("customer", customer="C-0001")
    assert opened(on_file) == [("C-0001", "report.file"), (OTHER, "report.file")]


def test_each_colleague_and_each_later_form_is_recorded(on_file: Desk) -> None:
    for colleague in (on_file.amira, on_file.david):
        colleague.command()
        colleague.change("customer", customer="C-0001")
    on_file.later(hours=1, seconds=1)
    on_file.david.command()
    on_file.david.change("customer", customer="C-0001")
    assert opened(on_file) == [("C-0001", "report.file")] * 3


def test_nobody_new_and_nobody_known_is_recorded_as_nobody(on_file: Desk) -> None:
    on_file.amira.command()
    for chosen in ("new:Ada Reid", "not_known", "Ada Reid", "C-0099", ""):
        on_file.amira.change("customer", customer=chosen)
    assert opened(on_file) == []


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("adjustment.log", "0:0:0:0:2"),
        ("adjustment.log", "0:0:2:0:0"),
        ("request.log", "0:0:0:0:2"),
    ],
)
def test_a_form_that_is_opened_by_guessing_is_recorded(on_file: Desk, action: str, value: str) -> None:
    on_file.david.send_press(action, value)
    assert "Rosa Lindqvist" in on_file.david.sees
    assert opened(on_file) == [(OTHER, action)]


@pytest.mark.parametrize("action", ["adjustment.log", "request.log"])
def test_and_so_is_one_that_only_comes_back_with_what_is_wrong(on_file: Desk, action: str) -> None:
    on_file.david.send_form(action, {}, "0:0:0:0:2")
    assert "Rosa Lindqvist" in on_file.david.sees
    assert on_file.david.errors
    assert opened(on_file) == [(OTHER, action)]


@pytest.mark.parametrize("form", ["report.file", "word.note", "request.log", "safety.raise"])
def test_a_customer_named_in_a_form_that_comes_back_is_recorded(on_file: Desk, form: str) -> None:
    on_file.david.send_form(form, {"customer": OTHER})
    assert "Rosa Lindqvist" in on_file.david.sees
    assert opened(on_file) == [(OTHER, form)]


def test_a_complaint_about_a_case_is_recorded(desk: Desk) -> None:
    taking.opened(desk)
    desk.david.send_press("complaint.log", "0:0:0:0:1")
    desk.david.send_form("complaint.log", {}, "0:0:0:0:1")
    assert "Okafor" in desk.david.sees
    assert opened(desk) == [("C-0001", "complaint.log")]


@pytest.mark.parametrize(("word", "form"), [("word", "word.note"), ("request", "request.log")])
def test_a_name_behind_a_command_is_recorded_where_it_fits_one_customer(
    on_file: Desk, word: str, form: str
) -> None:
    on_file.david.command(f"{word} nobody")
    on_file.david.command(f"{word} lindqvist")
    assert "Rosa Lindqvist" in on_file.david.sees
    assert opened(on_file) == [(OTHER, form)]


def test_what_is_recorded_names_nobody(on_file: Desk) -> None:
    on_file.amira.command()
    on_file.amira.change("customer", customer=OTHER)
    assert [entry.facts for entry in on_file.rows(AuditEntry) if entry.action == "customer.open"] == [
        '{"form":"report.file"}'
    ]
    assert len(on_file.rows(Report)) == 2
