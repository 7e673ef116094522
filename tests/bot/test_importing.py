"""Day one: what is in force already comes in from files, all of a file or nothing of it."""

from collections.abc import Callable

import pytest

from bot import importing, policy
from bot.chat import Person, Role
from bot.context import Context
from bot.importing import Found, NotImported
from storage import Db
from storage.tables import Case, Customer, Restriction
from tests.bot.desk import Desk
from tests.bot.taking import states, value
from tests.bot.test_erasing import erase
from tests.walk import register

PEOPLE = """name,relationship,email,phone,case_ref,child
Priscilla Okafor,mother,priscilla@example.org,07700 900321,SEN-1,Ada
Peter Ash,father,,07700 900322,,
"""
HEAD = "customer,kind,details,starts_on,review_on,decided_by,second_manager,told_on,contact,deputy,times,per,routes"
STYLE = (
    "C-0001,style,No shouting please,2026-06-01,2026-12-15,helen@example.org,tom@example.org,2026-06-01,,,,,"
)
ONE = "C-0002,single_contact,,2026-06-01,2026-12-15,helen@example.org,tom@example.org,2026-06-01,amira@example.org,priya@example.org,,,"
HELPLINE = "C-0002,change_of_communication,E-mails please,2026-06-01,2026-12-15,helen@example.org,tom@example.org,2026-06-01,,,,,,helpline"
OFTEN = "C-0002,agreed_frequency,,2026-06-01,2026-12-15,tom@example.org,helen@example.org,2026-06-01,,,2,week,helpline;worker_phone"
BLOCK = "C-0001,block_telephone,Please write to us,2026-06-01,2026-12-15,tom@example.org,helen@example.org,2026-06-01,,,,,"

Importer = Callable[..., Found]


def run(desk: Desk, importer: Importer, text: str, *, dry: bool = False) -> Found:
    def work(db: Db) -> Found:
        ctx = Context(
            db=db,
            who=Person(staff_id=0, name="", role=Role.NONE),
            when=desk.now,
            policy=policy.packaged(),
            service=desk.service,
        )
        return importer(ctx, text.splitlines(keepends=True), dry=dry, progress=lambda _at: None)

    return desk.store.write(work)


@pytest.fixture
def known(desk: Desk) -> Desk:
    """Two customers from a file; everybody has opened Evenhand once."""
    for colleague in desk.everybody:
        colleague.command("help")
    run(desk, importing.import_customers, PEOPLE)
    return desk


def test_customers_are_found_as_if_somebody_had_logged_them(known: Desk) -> None:
    assert [row.name for row in known.rows(Customer)] == ["Priscilla Okafor", "Peter Ash"]
    known.amira.command("check 900321")
    assert "Priscilla Okafor" in known.amira.sees
    known.amira.command("check SEN-1")
    assert "Priscilla Okafor" in known.amira.sees


def test_the_same_file_twice_doubles_nobody(known: Desk) -> None:
    found = run(known, importing.import_customers, PEOPLE)
    assert (found.new, found.known) == (0, 2)
    assert len(known.rows(Customer)) == 2


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(desk: Desk) -> None:
    with pytest.raises(NotImported) as stopped:
        run(desk, importing.import_customers, PEOPLE, dry=True)
    assert (stopped.value.found.new, stopped.value.found.wrong) == (2, [])
    assert not desk.rows(Customer)


def test_one_wrong_line_stops_the_whole_file_and_is_named(desk: Desk) -> None:
    with pytest.raises(NotImported) as stopped:
        run(desk, importing.import_customers, PEOPLE + "\n,mother,,,,\n")
    assert stopped.value.found.wrong == [(5, "the name is empty")]
    assert not desk.rows(Customer)


def test_a_file_without_its_columns_says_which(desk: Desk) -> None:
    with pytest.raises(NotImported) as stopped:
        run(desk, importing.import_customers, "surname;phone\nOkafor;07700 900321\n")
    [(line, said)] = stopped.value.found.wrong
    assert line == 1
    assert "no column name" in said


def test_restrictions_are_in_force_with_two_managers_and_an_early_review(known: Desk) -> None:
    found = run(known, importing.import_restrictions, f"{HEAD}\n{STYLE}\n{ONE}\n{OFTEN}\n{BLOCK}")
    assert found.new == 4
    assert states(known) == ["in_force"] * 4
    assert len(known.rows(Case)) == 2
    known.amira.command("check C-0002")
    assert "Amira Khan" in known.amira.sees or "You are their point of contact" in known.amira.sees
    known.helen.command("case M-0001")
    assert "a restriction was taken up that was in force before" in known.helen.sees
    known.helen.press("Read M-0001/1")
    assert "Agreed before Evenhand" in known.helen.sees


def test_the_same_restrictions_twice_are_once(known: Desk) -> None:
    text = f"{HEAD}\n{STYLE}\n{ONE}"
    run(known, importing.import_restrictions, text)
    found = run(known, importing.import_restrictions, text)
    assert (found.new, found.known) == (0, 2)
    assert len(known.rows(Restriction)) == 2


def test_what_was_imported_is_reviewed_like_any_other(known: Desk) -> None:
    run(known, importing.import_restrictions, f"{HEAD}\n{STYLE}")
    known.helen.send_press("restriction.review", value(known, 1))
    known.helen.fill({"since": "Calm", "changed": "Much", "needed": "No"})
    assert states(known) == ["lifted"]


def test_the_audit_chain_alone_rebuilds_what_was_imported(known: Desk) -> None:
    run(known, importing.import_restrictions, f"{HEAD}\n{STYLE}\n{ONE}\n{OFTEN}\n{BLOCK}")
    assert known.store.read(register.rebuilt) == known.store.read(register.kept)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("C-0001", "C-0099"), "no customer C-0099"),
        (("style", "shouting"), "kind shouting: one of"),
        (("style", "new_issues_only"), "kind new_issues_only: one of"),
        (("No shouting please", ""), "details is empty"),
        (("2026-12-15", "2027-06-01"), "within 60 days, so by 22 January 2027"),
        (("2026-12-15", "2026-11-23"), "after today"),
        (("2026-12-15", "soon"), "review_on: write the day as"),
        (("helen@", "tom@"), "the same person: name two managers"),
        (("helen@", "amira@"), "decided_by: no manager with this e-mail address"),
        (("2026-06-01", "2026-12-01"), "only what is in force already"),
    ],
)
def test_each_mistake_is_said_with_its_line(known: Desk, change: tuple[str, str], said: str) -> None:
    with pytest.raises(NotImported) as stopped:
        run(known, importing.import_restrictions, "\n".join([HEAD, ONE, STYLE.replace(*change)]))
    lines = stopped.value.found.wrong
    assert {at for at, _ in lines} == {3}
    assert any(said in each for _, each in lines)
    assert not known.rows(Restriction)


def test_lines_that_together_close_every_way_by_telephone_are_a_block_and_refused(known: Desk) -> None:
    head = f"{HEAD},closed"
    other = HELPLINE.replace("helpline", "worker_phone").replace("E-mails", "Letters")
    with pytest.raises(NotImported) as stopped:
        run(known, importing.import_restrictions, f"{head}\n{HELPLINE}\n{other}")
    [(line, said)] = stopped.value.found.wrong
    assert line == 3
    assert "closed: " in said
    run(known, importing.import_restrictions, f"{head}\n{HELPLINE}")
    assert run(known, importing.import_restrictions, f"{head}\n{HELPLINE}").known == 1
    with pytest.raises(NotImported) as stopped:
        run(known, importing.import_restrictions, f"{head}\n{other}")
    assert [at for at, _ in stopped.value.found.wrong] == [2]


def test_details_are_no_longer_than_a_form_takes(known: Desk) -> None:
    with pytest.raises(NotImported) as stopped:
        run(known, importing.import_restrictions, f"{HEAD}\n{STYLE.replace('No shouting', 'x' * 50_000)}")
    assert stopped.value.found.wrong == [(2, "details is too long: 1000 characters at most")]


def test_nothing_is_imported_about_somebody_merged_or_erased(known: Desk) -> None:
    known.helen.command("check C-0002")
    known.helen.press("Same person as another")
    known.helen.submit(customer="C-0001", reasons="Same card shown")
    with pytest.raises(NotImported) as stopped:
        run(known, importing.import_restrictions, f"{HEAD}\n{STYLE}\n{ONE}")
    [(line, said)] = stopped.value.found.wrong
    assert (line, said.startswith("C-0002 was merged: write C-0001")) == (3, True)
    erase(known)
    with pytest.raises(NotImported) as stopped:
        run(known, importing.import_restrictions, f"{HEAD}\n{STYLE}")
    assert stopped.value.found.wrong == [(2, "C-0001 was erased: nothing is kept about them any more")]


def test_what_a_kind_asks_for_is_asked_for(known: Desk) -> None:
    with pytest.raises(NotImported) as stopped:
        run(
            known,
            importing.import_restrictions,
            "\n".join([HEAD, ONE.replace("amira@", "nobody@"), OFTEN.replace(",2,week", ",,year")]),
        )
    said = " ".join(each for _, each in stopped.value.found.wrong)
    assert "contact:" in said
    assert "per:" in said
