from datetime import date
from functools import partial

from storage import Db, Store, deliveries, jobs, settings
from tests.storage.records import T0, later

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def test_a_delivery_is_new_once(store: Store) -> None:
    store.write(lambda db: deliveries.record(db, "Ev01", "R-00001", T0))

    assert store.read(lambda db: deliveries.seen(db, "Ev01")) == "R-00001"
    assert store.read(lambda db: deliveries.seen(db, "Ev02")) is None


def test_a_delivery_that_came_to_nothing_was_seen_too(store: Store) -> None:
    store.write(lambda db: deliveries.record(db, "Ev01", "", T0))

    assert store.read(lambda db: deliveries.seen(db, "Ev01")) == ""


def test_old_deliveries_are_forgotten_and_others_kept(store: Store) -> None:
    store.write(lambda db: deliveries.record(db, "old", "", T0))
    store.write(lambda db: deliveries.record(db, "new", "", later(60)))

    store.write(lambda db: deliveries.forget(db, later(60)))

    assert store.read(lambda db: deliveries.seen(db, "old")) is None
    assert store.read(lambda db: deliveries.seen(db, "new")) == ""


def test_work_is_claimed_once_a_day_and_kind(store: Store) -> None:
    def claim(kind: str, day: date) -> bool:
        return store.write(lambda db: jobs.claim(db, kind, day, T0))

    assert claim("summary", MONDAY)
    assert not claim("summary", MONDAY)
    assert claim("summary", TUESDAY)
    assert claim("reminders", MONDAY)


def test_work_that_failed_may_be_claimed_again(store: Store) -> None:
    def fail(db: Db) -> None:
        jobs.claim(db, "summary", MONDAY, T0)
        raise LookupError

    try:
        store.write(fail)
    except LookupError:
        assert store.write(lambda db: jobs.claim(db, "summary", MONDAY, T0))


def test_the_last_claim_is_that_of_the_latest_day_up_to_one(store: Store) -> None:
    for day in (TUESDAY, MONDAY):
        store.write(partial(jobs.claim, kind="summary", day=day, at=T0))

    found = [store.read(partial(jobs.last_until, kind="summary", day=day)) for day in (MONDAY, TUESDAY)]

    assert [last.day for last in found if last] == [MONDAY, TUESDAY]
    assert store.read(lambda db: jobs.last_until(db, "reminders", TUESDAY)) is None


def test_a_setting_is_the_value_put_last(store: Store) -> None:
    store.write(lambda db: settings.put(db, "clock", "0"))
    store.write(lambda db: settings.put(db, "clock", "86400"))

    assert store.read(lambda db: settings.get(db, "clock")) == "86400"
    assert store.read(lambda db: settings.get(db, "other")) is None
