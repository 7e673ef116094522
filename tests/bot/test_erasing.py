"""Exported, then erased: nothing of the person is left anywhere; counts and the audit chain are."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot import erasing, exporting, policy
from bot.chat import Person, Role
from bot.context import Context
from bot.words.exporting import TITLES
from storage import Db, Store, audit, holdings
from storage.tables import AuditEntry, AuditSalt, Case, Customer, Message, Report
from tests.bot import taking
from tests.bot.desk import Desk
from tests.databases import NewDatabase
from tests.storage.test_holdings import every_table

NAME, PHONE, MAIL, CHILD = "Quillon Zephyrine", "07700 900777", "quillon@example.org", "Xanthippe"
SAID = "quokka"
"""Stands in everything that is typed about the customer, and in nothing else."""
OTHER = "Priscilla Okafor"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    with Store(new()) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    """A customer with all that there can be, whose case is closed; and another one."""
    desk = Desk(store)
    person = {
        "phone": PHONE,
        "email": MAIL,
        "child": CHILD,
        "details": f"{SAID}, as I said to {desk.tom.person.name}",
    }
    for worker in (desk.amira, desk.priya):
        worker.file(NAME, f"{SAID} plan", concerns=("several_advisers",), **person)
        if "Same issue" in worker.sees:
            worker.press("Same issue")
    desk.amira.command("mine R-00001")
    desk.amira.press("Correct")
    desk.amira.submit(issue=f"{SAID} plan, corrected")
    desk.david.file(
        "C-0001",
        f"{SAID} again",
        promised=f"{SAID} call",
        promised_by="2026-11-30",
        adjustment=f"{SAID} in writing",
    )
    desk.david.press("Talked about how they contact us")
    desk.david.submit(explained=f"{SAID} calls", view=f"{SAID} worries", trying=f"{SAID} Fridays")
    desk.helen.command("check C-0001")
    desk.helen.press("Answer the request")
    desk.helen.submit(answer=f"{SAID}: yes", in_place=f"{SAID} letters")
    taking.look_closer(desk, desk.helen)
    taking.consider(desk, desk.helen, note=f"{SAID} looked at")
    taking.talk(desk, desk.amira, explained=f"{SAID} calls", view=f"{SAID} worried")
    texts = ("details", "reasons", "proportionate", "exceptions")
    taking.propose(desk, desk.amira, **{name: f"{SAID} {name}" for name in texts})
    taking.approve(desk, desk.tom)
    taking.notify(desk, desk.helen)
    desk.helen.send_press("letter.restriction", taking.value(desk, 1))
    desk.helen.send_press("case.timeline", taking.value(desk))
    desk.later(days=1)
    taking.incident_of(desk.david, SAID)
    desk.helen.send_press("misfit.confirm", taking.value(desk))
    desk.helen.fill({"report": "4", "restriction": "1", "reasons": f"{SAID} again", "serious": "no"})
    desk.priya.file(OTHER, "How do I appeal?", phone="07700 900123")
    return desk


def close(desk: Desk) -> None:
    taking.lift(desk, desk.helen)
    desk.helen.send_press("case.close", taking.value(desk))
    desk.helen.fill({"reasons": f"{SAID} is calm"})


def context(desk: Desk, db: Db) -> Context:
    nobody = Person(staff_id=0, name="", role=Role.NONE)
    return Context(db=db, who=nobody, when=desk.now, policy=policy.packaged(), service=desk.service)


def everything(db: Db) -> Iterator[tuple[str, str]]:
    for table in every_table():
        for row in db.exec(select(table)):
            yield str(table.__tablename__), json.dumps(row.model_dump(mode="json"), ensure_ascii=False)


def left(desk: Desk) -> list[str]:
    """The tables in which something of the person stands."""
    wanted = [SAID, "Quillon", "Zephyrine", "900777", "Xanthippe", "quillon@"]
    rows = desk.store.read(lambda db: list(everything(db)))
    return [name for name, text in rows if any(each.casefold() in text.casefold() for each in wanted)]


def erase(desk: Desk, number: int = 1) -> erasing.Erased:
    return desk.store.write(lambda db: erasing.erase(context(desk, db), number))


def test_nothing_of_the_person_is_left_and_counts_and_chain_are(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    close(desk)
    assert {"customer", "report", "case_step", "restriction", "misfit", "word", "adjustment"} <= set(
        left(desk)
    )
    before = desk.store.read(lambda db: dict(counted(db)))
    found = erase(desk)
    assert left(desk) == []
    assert SAID not in caplog.text
    assert desk.store.read(audit.verify) is None
    after = desk.store.read(lambda db: dict(counted(db)))
    for name in (
        "report",
        "report_concern",
        "case",
        "case_step",
        "restriction",
        "misfit",
        "word",
        "adjustment",
    ):
        assert after[name] == before[name], name
    assert any("draft letter for Helen" in each for each in found.files)
    assert any("timeline's picture" in each for each in found.files)


def counted(db: Db) -> Iterator[tuple[str, int]]:
    for table in every_table():
        yield str(table.__tablename__), len(db.exec(select(table)).all())


def test_the_file_itself_holds_nothing_of_them(new_sqlite: NewDatabase) -> None:
    url = new_sqlite()
    path = Path(url.removeprefix("sqlite:///"))
    with Store(url) as store:
        desk = Desk(store)
        desk.amira.file(NAME, f"{SAID} plan", phone=PHONE, email=MAIL, child=CHILD, details=SAID * 300)
        assert SAID.encode() in path.read_bytes() + Path(f"{path}-wal").read_bytes()
        erase(desk)
        store.settle()
        raw = path.read_bytes() + Path(f"{path}-wal").read_bytes()
        for each in (SAID, "Quillon", "900777", "Xanthippe", "quillon@"):
            assert each.encode() not in raw, each


def test_the_other_customer_stays_as_they_were(desk: Desk) -> None:
    close(desk)
    erase(desk)
    other = desk.row(Customer, 2)
    assert other.name == OTHER
    desk.amira.command("check Okafor")
    assert OTHER in desk.amira.sees
    assert desk.row(Report, 5).issue == "How do I appeal?"


def test_whoever_looks_them_up_finds_nobody_and_the_case_shows_counts(desk: Desk) -> None:
    close(desk)
    erase(desk)
    desk.amira.command()
    assert not [each for each in desk.amira.look_up("Quillon") if each.key.startswith("C-")]
    desk.helen.command("case M-0001")
    assert "M-0001" in desk.helen.card.title
    desk.helen.command("restrictions")
    assert "M-0001/1" in desk.helen.sees


def test_messages_about_them_say_that_they_were_erased(desk: Desk) -> None:
    close(desk)
    erase(desk)
    about = [row for row in desk.rows(Message) if row.thread in {"case:1", "issue:1", "decide:1"}]
    assert about
    assert all("C-0001 was erased" in row.card for row in about)
    assert all(row.delivered < row.wanted for row in about)


def test_a_draft_that_names_them_goes_too_and_their_salts(desk: Desk) -> None:
    close(desk)
    desk.amira.command("word C-0001")
    desk.amira.change("explained", explained=f"{SAID} once more", customer="C-0001")
    assert desk.drafts
    erase(desk)
    assert not desk.drafts
    kept = {row.audit_id for row in desk.rows(AuditSalt)}
    gone = {e.id for e in desk.rows(AuditEntry) if e.subject in {"C-0001", "M-0001", "R-00001", "I-0001"}}
    assert kept
    assert not kept & gone


def test_it_is_refused_while_something_is_open(desk: Desk) -> None:
    with pytest.raises(erasing.StillOpen) as still:
        erase(desk)
    assert set(still.value.matters) == {"case"}
    assert left(desk)
    close(desk)
    desk.amira.file("C-0001", "Again", adjustment="Write, please")
    with pytest.raises(erasing.StillOpen) as still:
        erase(desk)
    assert set(still.value.matters) == {"adjustment"}


def test_nobody_is_erased_who_is_not_there(desk: Desk) -> None:
    with pytest.raises(LookupError):
        erase(desk, 99)


def test_twice_erases_nothing_more(desk: Desk) -> None:
    close(desk)
    erase(desk)
    erase(desk)
    assert left(desk) == []
    assert desk.row(Case, 1).closed_at


def test_an_export_holds_everything_marks_others_and_says_what_to_search_for(desk: Desk) -> None:
    found = desk.store.write(lambda db: exporting.export(context(desk, db), 1))
    data = json.loads(found.json)
    assert data["customer"] == "C-0001"
    assert {
        "customer",
        "known_as",
        "report",
        "word",
        "adjustment",
        "case_step",
        "restriction",
        "misfit",
    } <= set(data["held"])
    assert len(data["held"]["report"]) == 4
    assert OTHER not in found.json
    assert {NAME, PHONE, MAIL, CHILD, "C-0001", "R-00001", "M-0001"} <= set(data["search_the_chat_for"])
    assert f"<mark>{desk.tom.person.name}</mark>" in found.html
    assert f"<mark>{NAME}" not in found.html
    assert found.html.count(SAID) > 20
    assert any(each["action"] == "letter.restriction" for each in data["decisions_changes_and_looks"])


def test_whatever_was_typed_is_text_on_the_page(desk: Desk) -> None:
    desk.amira.file("C-0001", "<script>alert(1)</script>", details="a & b")
    found = desk.store.write(lambda db: exporting.export(context(desk, db), 1))
    assert "<script>" not in found.html
    assert "&lt;script&gt;" in found.html


def test_every_table_of_an_export_has_its_title() -> None:
    told = {each.name for each in holdings.HOLDINGS} - {"customer_pair"}
    assert {*told, "form_draft"} == set(TITLES)


def test_every_message_about_a_customer_is_emptied_whatever_it_is_kept_under() -> None:
    """Each key that a feature makes up is of a thread that erasing knows, or about nobody in particular."""
    features = Path(erasing.__file__).parent.glob("*.py")
    made = {kind for file in features for kind in _KEY.findall(file.read_text("utf-8"))}
    assert made >= {"case", "issue", "summary"}
    assert made - NOT_MESSAGES - {"summary", "trouble", "upkeep"} == set(erasing.THREADS) - {"news"}


_KEY = re.compile(r'f"([a-z_]+):\{')
NOT_MESSAGES = {"conversation"}
"""Jobs that are claimed once."""
