import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlmodel import col, delete, select

from storage import Db, StorageRefused, Store, audit
from storage.audit import Json
from storage.tables import AuditEntry, AuditSalt
from tests.storage.records import T0, later, worker


@pytest.fixture
def chain(store: Store) -> Store:
    """A chain of five entries."""
    for number in range(1, 6):
        append(store, action="report.filed", subject=f"R-0000{number}", facts={"issue": f"I-000{number}"})
    return store


def append(
    store: Store,
    *,
    at: datetime = T0,
    action: str = "report.filed",
    subject: str = "R-00001",
    facts: Mapping[str, Json] | None = None,
    words: Mapping[str, str] | None = None,
    salt: str = "salt",
) -> int:
    def work(db: Db) -> int:
        return audit.append(
            db,
            at=at,
            staff_id=None,
            action=action,
            subject=subject,
            facts=facts or {},
            words=words or {},
            salt=lambda: salt,
        )

    return store.write(work)


def tamper(store: Store, *statements: str) -> None:
    """Change the chain as somebody with all rights to the database could."""
    disarm = {
        "sqlite": ("drop trigger audit_no_update", "drop trigger audit_no_delete"),
        "postgresql": ("drop trigger audit_no_change on audit",),
    }[store.dialect]

    def work(db: Db) -> None:
        for statement in (*disarm, *statements):
            db.connection().execute(text(statement))

    store.write(work)


def test_an_untouched_chain_is_whole(chain: Store) -> None:
    assert chain.read(audit.verify) is None


def test_an_empty_chain_is_whole(store: Store) -> None:
    assert store.read(audit.verify) is None
    assert store.read(audit.head) == (0, "0" * 64)


def test_entries_are_numbered_without_gaps_even_after_a_write_that_failed(store: Store) -> None:
    def fail(db: Db) -> None:
        audit.append(db, at=T0, staff_id=None, action="x", subject="", facts={})
        raise LookupError

    append(store)
    with pytest.raises(LookupError):
        store.write(fail)

    assert append(store) == 2
    assert store.read(audit.verify) is None


def test_several_entries_in_one_transaction_follow_each_other(store: Store) -> None:
    def work(db: Db) -> list[int]:
        return [
            audit.append(db, at=T0, staff_id=None, action="x", subject="", facts={"n": n}) for n in range(3)
        ]

    assert store.write(work) == [1, 2, 3]
    assert store.read(audit.verify) is None


def test_the_zone_in_which_a_moment_was_given_makes_no_difference(store: Store) -> None:
    append(store, at=later(0.000001).astimezone(timezone(timedelta(hours=5, minutes=30))))

    assert store.read(audit.verify) is None


@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        ("update audit set subject = 'R-00099' where id = 3", 3),
        ("update audit set facts = '{}' where id = 1", 1),
        ("update audit set at = '2026-11-22 09:00:00+00:00' where id = 2", 2),
        ("update audit set staff_id = 1 where id = 5", 5),
        ("delete from audit where id = 3", 4),
        ("delete from audit where id = 1", 2),
        ("update audit set id = 9 where id = 5", 9),
    ],
    ids=["subject", "facts", "time", "person", "removed", "first removed", "renumbered"],
)
def test_a_change_behind_the_bots_back_shows(chain: Store, statement: str, first_broken: int) -> None:
    chain.write(lambda db: db.add(worker()))

    tamper(chain, statement)

    assert chain.read(audit.verify) == first_broken


def test_entries_that_changed_places_show(chain: Store) -> None:
    tamper(
        chain,
        "update audit set id = 99 where id = 2",
        "update audit set id = 2 where id = 3",
        "update audit set id = 3 where id = 99",
    )

    assert chain.read(audit.verify) == 2


def test_an_entry_made_up_again_with_its_digest_breaks_the_next(chain: Store) -> None:
    entry = chain.read(lambda db: db.get(AuditEntry, 3))
    assert entry is not None
    entry.subject = "R-00099"
    digest = audit._digest(entry)  # noqa: SLF001 - as a forger would

    tamper(chain, f"update audit set subject = 'R-00099', digest = '{digest}' where id = 3")  # noqa: S608 - our own

    assert chain.read(audit.verify) == 4


def test_a_missing_end_shows_against_a_head_kept_elsewhere(chain: Store) -> None:
    kept = chain.read(audit.head)

    tamper(chain, "delete from audit where id = 5")

    assert chain.read(audit.verify) is None
    assert chain.read(audit.head) != kept


@pytest.mark.parametrize("statement", ["update audit set subject = ''", "delete from audit"])
def test_the_database_itself_refuses_changes(chain: Store, statement: str) -> None:
    with pytest.raises(StorageRefused):
        chain.write(lambda db: db.connection().execute(text(statement)))

    assert chain.read(audit.verify) is None


def test_free_text_is_kept_as_a_salted_hash_only(store: Store) -> None:
    append(store, words={"reasons": "wren sentinel"}, salt="one")
    append(store, words={"reasons": "wren sentinel"}, salt="two")

    entries = store.read(lambda db: list(db.exec(select(AuditEntry).order_by(col(AuditEntry.id)))))

    assert "wren" not in "".join(entry.model_dump_json() for entry in entries)
    first, second = (json.loads(entry.facts)["words"]["reasons"] for entry in entries)
    assert first != second


def test_the_text_can_be_confirmed_until_its_salt_is_gone(store: Store) -> None:
    entry_id = append(store, words={"reasons": "wren sentinel"})

    def confirms(words: str, name: str = "reasons") -> bool:
        return store.read(lambda db: audit.confirms(db, entry_id, name, words))

    assert confirms("wren sentinel")
    assert not confirms("another")
    assert not confirms("wren sentinel", "other")

    store.write(lambda db: db.exec(delete(AuditSalt)))

    assert not confirms("wren sentinel")
    assert store.read(audit.verify) is None


def test_salts_differ_by_themselves(store: Store) -> None:
    def work(db: Db) -> None:
        for _ in range(2):
            audit.append(db, at=T0, staff_id=None, action="x", subject="", facts={}, words={"a": "b"})

    store.write(work)
    salts = store.read(lambda db: [salt.salt for salt in db.exec(select(AuditSalt))])

    assert len(set(salts)) == 2
    assert min(len(salt) for salt in salts) >= 32


def test_facts_are_the_same_text_in_whatever_order_they_came(store: Store) -> None:
    append(store, facts={"b": [1, None, {"d": True, "c": "é"}], "a": 1.5})

    entry = store.read(lambda db: db.get(AuditEntry, 1))

    assert entry is not None
    assert entry.facts == '{"a":1.5,"b":[1,null,{"c":"é","d":true}]}'
