"""Files about a case that was erased are deleted from Slack, again later where that fails; the doctor says so."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from adapters.deliverer import Unsure
from adapters.doctoring.kept import messages
from adapters.given import keep
from adapters.removing import remove_due, removing
from adapters.slack.deliver import SlackApi, SlackDeliverer
from adapters.slack.ids import PLATFORM
from storage import Db, Store, files
from storage.tables import Case, Customer, GivenFile, Staff, StaffHandle
from tests.bot.desk import T0
from tests.databases import NewDatabase
from tests.office import StoryClock
from tests.slack import members
from tests.slack.faults import Broken, Says
from tests.slack.workspace import Workspace

AMIRA = members.of("amira")


@pytest.fixture
def api(slack: Workspace) -> SlackApi:
    return SlackApi(slack.tokens.bot, slack.base_url)


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock(T0)


@pytest.fixture
def store(new_sqlite: NewDatabase) -> Iterator[Store]:
    """Amira, and the case M-0001."""

    def fill(db: Db) -> None:
        db.add(Staff(id=1, name="Amira Khan", role="worker", joined_at=T0))
        db.add(Customer(id=1, name="Priscilla Okafor", created_at=T0))
        db.flush()
        db.add(StaffHandle(platform="slack", handle=AMIRA, staff_id=1, seen_at=T0))
        db.add(Case(id=1, customer_id=1, opened_by=1, opened_at=T0))

    with Store(new_sqlite()) as opened:
        opened.write(fill)
        yield opened


async def give(store: Store, api: SlackApi, clock: StoryClock, about: str = "M-0001") -> None:
    """A letter goes to Amira."""
    given = partial(keep, store, clock, PLATFORM)

    async def noted(remote_id: str) -> None:
        await given(AMIRA, remote_id, about)

    await api.send_file(AMIRA, "letter.docx", b"PK", "A letter", noted)


def kept(store: Store) -> list[GivenFile]:
    return store.read(lambda db: files.given(db, [1]))


def erase(store: Store, clock: StoryClock) -> None:
    store.write(lambda db: files.want_no_more(db, [1], clock.now()))


async def test_a_file_stays_while_its_case_is_kept_and_is_deleted_once(
    slack: Workspace, store: Store, api: SlackApi, clock: StoryClock
) -> None:
    await give(store, api, clock)
    slacks = [SlackDeliverer(api)]
    await remove_due(store, slacks, clock)
    assert len(slack.uploads.by_id) == len(kept(store)) == 1
    erase(store, clock)
    for _ in range(2):
        await remove_due(store, slacks, clock)
    assert not slack.uploads.by_id
    assert slack.faults.calls["files.delete"] == 1
    assert kept(store) == []


async def test_what_fails_is_tried_again_later_and_the_doctor_says_so_meanwhile(
    slack: Workspace, store: Store, api: SlackApi, clock: StoryClock
) -> None:
    await give(store, api, clock)
    erase(store, clock)
    slack.faults.plan("files.delete", Broken(), Says("cant_delete_file"))
    slacks = [SlackDeliverer(api)]
    await remove_due(store, slacks, clock)
    await remove_due(store, slacks, clock)
    assert slack.faults.calls["files.delete"] == 1
    clock.at += timedelta(minutes=2)
    await remove_due(store, slacks, clock)
    said = " ".join(str(each) for each in store.read(lambda db: messages(db, clock.now())))
    assert "1 file could not be deleted so far: cant_delete_file" in said
    clock.at += timedelta(minutes=5)
    await remove_due(store, slacks, clock)
    assert not slack.uploads.by_id
    said = " ".join(str(each) for each in store.read(lambda db: messages(db, clock.now())))
    assert "could not be deleted" not in said


async def test_a_file_that_somebody_deleted_before_is_gone(
    slack: Workspace, store: Store, api: SlackApi, clock: StoryClock
) -> None:
    await give(store, api, clock)
    slack.uploads.by_id.clear()
    erase(store, clock)
    await remove_due(store, [SlackDeliverer(api)], clock)
    assert kept(store) == []


async def test_a_file_that_can_not_be_remembered_is_not_sent(
    slack: Workspace, store: Store, api: SlackApi, clock: StoryClock
) -> None:
    await give(store, api, clock, about="")
    assert kept(store) == []
    with pytest.raises(Unsure):
        await give(store, api, clock, about="M-0099")
    assert len(slack.direct(AMIRA).messages) == 1


async def test_a_file_that_arrives_after_its_case_was_erased_is_unwanted_at_once(
    slack: Workspace, store: Store, api: SlackApi, clock: StoryClock
) -> None:
    def forget(db: Db) -> None:
        case = db.get(Case, 1)
        assert case
        case.erased_at = T0

    store.write(forget)
    await give(store, api, clock)
    looked = asyncio.Event()

    async def pause(_seconds: float) -> None:
        looked.set()
        await asyncio.Event().wait()

    async with removing(store, [SlackDeliverer(api)], clock, pause):
        await looked.wait()
    assert not slack.uploads.by_id
