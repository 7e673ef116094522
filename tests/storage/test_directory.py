"""What platforms said about people and groups, on both databases."""

import pytest

from storage import Db, Store, directory, people
from storage.tables import DirectoryEntry, DirectoryGroup, Staff
from tests.storage.records import T0, worker


def entry(
    handle: str = "U1", platform: str = "slack", *, name: str = "Amira Khan", confirmed: bool = True
) -> DirectoryEntry:
    return DirectoryEntry(platform=platform, handle=handle, name=name, confirmed=confirmed, checked_at=T0)


def group(members: str, handle: str = "S1", platform: str = "slack") -> DirectoryGroup:
    return DirectoryGroup(platform=platform, handle=handle, members=members, checked_at=T0)


def put(store: Store, *records: DirectoryEntry | DirectoryGroup) -> None:
    def work(db: Db) -> None:
        for each in records:
            if isinstance(each, DirectoryEntry):
                directory.put(db, each)
            else:
                directory.put_group(db, each)

    store.write(work)


def known(store: Store, handle: str = "U1", platform: str = "slack") -> DirectoryEntry | None:
    return store.read(lambda db: directory.get(db, platform, handle))


@pytest.fixture
def amira(store: Store) -> int:
    """Seen in Slack as U1 and in Teams as 29:1."""

    def join(db: Db) -> int:
        staff: Staff = worker()
        db.add(staff)
        db.flush()
        people.seen(db, staff, "slack", "U1", T0)
        people.seen(db, staff, "teams", "29:1", T0)
        return staff.id or 0

    return store.write(join)


def test_what_was_never_asked_is_not_known(store: Store) -> None:
    assert known(store) is None


def test_the_newest_answer_counts(store: Store) -> None:
    put(store, entry())
    put(store, entry(name="Amira Reed", confirmed=False))
    found = known(store)
    assert found is not None
    assert (found.name, found.confirmed, found.checked_at) == ("Amira Reed", False, T0)


def test_what_is_forgotten_is_asked_anew(store: Store) -> None:
    put(store, entry(), entry("U2"), entry(platform="teams"))
    store.write(lambda db: directory.forget(db, "slack", "U1"))
    store.write(lambda db: directory.forget(db, "slack", "U9"))
    assert known(store) is None
    assert known(store, "U2") is not None
    assert known(store, platform="teams") is not None


def test_groups_are_forgotten_platform_by_platform(store: Store) -> None:
    put(store, group("U1"), group("U1", "S2"), group("29:1", platform="teams"))
    store.write(lambda db: directory.forget_groups(db, "slack"))
    assert store.read(lambda db: directory.get_group(db, "slack", "S1")) is None
    assert store.read(lambda db: directory.get_group(db, "slack", "S2")) is None
    assert store.read(lambda db: directory.get_group(db, "teams", "S1")) is not None


@pytest.mark.parametrize(("members", "found"), [("", set()), ("U1", {"U1"}), ("U1,U2", {"U1", "U2"})])
def test_a_group_keeps_its_members(store: Store, members: str, found: set[str]) -> None:
    put(store, group("U7"), group(members))
    kept = store.read(lambda db: directory.get_group(db, "slack", "S1"))
    assert kept is not None
    assert directory.members(kept) == found


def test_a_colleague_is_in_the_groups_of_every_account_of_theirs(store: Store, amira: int) -> None:
    put(store, group("U0,U1"), group("U1", "S2"), group("U11", "S3"), group("U1", "S4", "teams"))
    put(store, group("29:1", "S5", "teams"))
    assert store.read(lambda db: directory.groups_of(db, amira)) == {"slack:S1", "slack:S2", "teams:S5"}


def test_an_account_that_is_nobodys_of_ours_any_more_brings_no_groups(store: Store, amira: int) -> None:
    put(store, group("U1"), entry(confirmed=False))
    assert store.read(lambda db: directory.groups_of(db, amira)) == frozenset()
