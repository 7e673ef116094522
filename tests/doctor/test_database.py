"""The doctor's lines about the database and the messages in it."""

from datetime import timedelta
from pathlib import Path

import pytest

from adapters.doctoring.kept import database
from bot.condition import State
from bot.words import doctor as words
from storage import Store, leases, outbox
from tests.bot.desk import service
from tests.databases import NewDatabase
from tests.doctor.looked_over import about
from tests.storage.records import T0, later, lease_one, put


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "mysql://host/name"])
async def test_an_address_of_no_database_is_told_without_repeating_it(url: str) -> None:
    (found,) = await database(url, service(), T0)
    assert found.state is State.BROKEN
    assert "sqlite:///evenhand.db" in found.todo
    assert "mysql" not in found.said


async def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    (found,) = await database("postgresql://evenhand:fictional@127.0.0.1:1/evenhand", service(), T0)
    assert found.state is State.BROKEN
    assert "StorageDown" in found.said
    assert "EVENHAND_DATABASE_URL" in found.todo
    assert "fictional" not in f"{found}"


async def test_a_file_that_is_no_database_is_broken(tmp_path: Path) -> None:
    (tmp_path / "evenhand.db").write_text("not a database, but a long enough text" * 100, "utf-8")
    (found,) = await database("sqlite:///evenhand.db", service(), T0)
    assert found.state is State.BROKEN


async def test_looking_makes_no_database(tmp_path: Path) -> None:
    (found,) = await database("sqlite:///evenhand.db", service(), T0)
    assert found.state is State.LOOK
    assert "evenhand migrate" in found.todo
    assert not (tmp_path / "evenhand.db").exists()


async def test_tables_of_another_version_need_migrating(new_database: NewDatabase) -> None:
    url = new_database(empty=True)
    with Store(url) as store:
        store.read(lambda _db: None)
        found = about(await database(url, service(), T0), words.TABLES)
        assert (found.state, found.todo) == (State.BROKEN, "run `evenhand migrate`")
        store.migrate()
    assert about(await database(url, service(), T0), words.TABLES).state is State.FINE


async def test_messages_set_aside_are_counted_with_their_trouble(store: Store, database_url: str) -> None:
    put(store)
    leases.park(store, lease_one(store), now=T0, trouble="not_in_channel")
    found = about(await database(database_url, service(), T0), words.PARKED)
    assert found.state is State.BROKEN
    assert found.said == "1 message could not be shown: not_in_channel"
    assert "evenhand outbox retry" in found.todo
    store.write(outbox.unpark)
    assert about(await database(database_url, service(), T0), words.PARKED).state is State.FINE


@pytest.mark.parametrize(
    ("minutes", "state"), [(15, State.FINE), (16, State.LOOK), (200, State.LOOK), (5000, State.LOOK)]
)
async def test_a_message_is_overdue_after_a_quarter_of_an_hour(
    opened: Store, url: str, minutes: int, state: State
) -> None:
    put(opened)
    found = about(await database(url, service(), T0 + timedelta(minutes=minutes)), words.WAITING)
    assert found.state is state
    assert ("the oldest for" in found.said) is (state is State.LOOK)


async def test_a_message_that_waits_on_purpose_is_not_overdue_before_its_moment(
    opened: Store, url: str
) -> None:
    morning = T0 + timedelta(hours=15)
    opened.write(
        lambda db: outbox.put(
            db,
            platform="web",
            kind="person",
            target="amira",
            key="day",
            card="{}",
            at=T0,
            not_before=morning,
        )
    )
    at_nine = about(await database(url, service(), morning), words.WAITING)
    assert at_nine.state is State.FINE
    later_on = about(await database(url, service(), morning + timedelta(minutes=20)), words.WAITING)
    assert "20 minutes" in later_on.said


async def test_a_message_that_fails_again_and_again_is_overdue(opened: Store, url: str) -> None:
    put(opened)
    now = T0 + timedelta(hours=3)
    leases.retry(opened, lease_one(opened), next_try_at=now + timedelta(hours=1), trouble="timeout")
    found = about(await database(url, service(), now), words.WAITING)
    assert found.said == "1 message overdue, the oldest for 3 hours"
    leases.delivered(opened, lease_one(opened, later(5 * 3600)), "m1", now)
    assert about(await database(url, service(), now), words.WAITING).state is State.FINE
