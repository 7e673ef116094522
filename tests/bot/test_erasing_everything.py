"""The sentinel: all that is on file is in an export, and nothing of it is left anywhere once it was erased."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import erasing, exporting
from storage import Store, audit
from storage.tables import AuditEntry, AuditSalt, Report
from tests.bot import on_file
from tests.bot.desk import Desk
from tests.bot.on_file import RESERVE, SIGN
from tests.bot.test_erasing import context, counted, erase
from tests.databases import NewDatabase

OURS = {"summary", "trouble"}
"""Messages about nobody in particular: references, counts and days."""
HELD = {
    *(
        "adjustment",
        "case_request",
        "case_step",
        "complaint",
        "customer",
        "form_draft",
        "issue",
        "known_as",
        "match_key",
    ),
    *(
        "merge",
        "misfit",
        "outside_decision",
        "person_request",
        "promise",
        "report",
        "report_revision",
        "restriction",
    ),
    *("safety", "word"),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    return new()


@pytest.fixture
def desk(url: str, caplog: pytest.LogCaptureFixture) -> Iterator[Desk]:
    caplog.set_level("DEBUG")
    with Store(url) as store:
        yield Desk(store, evenhand_managers="helen@example.org", evenhand_reserve_deciders=RESERVE)
    assert not SIGN.findall(caplog.text)


def test_all_of_it_is_in_the_export_and_nothing_anywhere_once_erased(desk: Desk, url: str) -> None:
    signs = on_file.fill(desk)
    with pytest.raises(erasing.StillOpen) as still:
        erase(desk)
    assert set(still.value.matters) == {"case", "adjustment", "safety", "request", "complaint"}
    on_file.close(desk, signs)
    before = on_file.left(desk)
    assert set(before) == HELD
    assert set(signs.made) == {sign for each in before.values() for sign in each if SIGN.fullmatch(sign)}
    found = desk.store.write(lambda db: exporting.export(context(desk, db), 1))
    for text in (found.json, found.html):
        assert set(signs.made) == set(SIGN.findall(text))
        assert "S-0001" in text
    counts = desk.store.read(lambda db: dict(counted(db)))
    told = [m.key for m in desk.outbox() if "C-0001" in str(m.card) or "M-0001" in str(m.card)]
    erased = erase(desk)
    desk.store.settle()
    assert on_file.left(desk) == {}
    assert desk.store.read(audit.verify) is None
    assert_counts_stay(counts, desk.store.read(lambda db: dict(counted(db))))
    assert_messages_are_empty(desk, told)
    assert erased.messages >= len({key for key in told if key.partition(":")[0] not in OURS})
    assert_texts_confirm_nothing(desk)
    if desk.store.dialect == "sqlite":
        assert_bytes_are_gone(Path(url.removeprefix("sqlite:///")))


def assert_counts_stay(before: dict[str, int], after: dict[str, int]) -> None:
    kept = HELD - {"known_as", "match_key", "form_draft", "report_revision", "sharing_change"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def assert_messages_are_empty(desk: Desk, told: list[str]) -> None:
    assert {key.partition(":")[0] for key in told} - OURS == {
        kind for kind in erasing.THREADS if any(key.startswith(f"{kind}:") for key in told)
    }
    for message in desk.outbox():
        if message.key in told and message.key.partition(":")[0] not in OURS:
            assert "was erased" in str(message.card), message.key
            assert "Button" not in str(message.card)


def assert_texts_confirm_nothing(desk: Desk) -> None:
    """No hash of the chain proves what was said; those about somebody else still do."""
    salted = {row.audit_id for row in desk.rows(AuditSalt)}
    about = {row.subject for row in desk.rows(AuditEntry) if row.id in salted}
    assert about == {f"R-{max(row.id or 0 for row in desk.rows(Report)):05d}"}


def assert_bytes_are_gone(file: Path) -> None:
    """Neither in a table nor in an index, nor in the log beside the file."""
    raw = file.read_bytes() + Path(f"{file}-wal").read_bytes()
    assert not re.findall(rb"quokka\d{3}", raw)
    for each in on_file.PERSON:
        assert each.encode() not in raw, each
