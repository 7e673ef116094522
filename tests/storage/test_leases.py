from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from storage import Db, Store, leases, outbox
from storage.outbox import Counts
from tests.storage.records import T0, later, lease, lease_one, message, put, put_in


def test_only_the_platforms_asked_for_are_leased(store: Store) -> None:
    put(store)

    assert leases.lease(store, owner="one", now=T0, seconds=60, limit=10, platforms=["slack"]) == []


def test_messages_of_one_place_go_one_after_another(store: Store) -> None:
    for key in ("first", "second", "third"):
        put(store, key=key)
    put(store, key="elsewhere", target="managers")

    rounds = []
    while batch := lease(store):
        assert lease(store) == []
        rounds.append([leased.key for leased in batch])
        for leased in batch:
            leases.delivered(store, leased, leased.key, T0)

    assert rounds == [["first", "elsewhere"], ["second"], ["third"]]


def test_no_more_than_asked_for_are_leased(store: Store) -> None:
    for number in range(5):
        put(store, target=f"channel-{number}")

    assert len(lease(store, limit=3)) == 3
    assert len(lease(store, limit=3)) == 2


def test_many_senders_never_hold_the_same_message(store: Store) -> None:
    for number in range(40):
        put(store, target=f"channel-{number}")
    together = Barrier(4)

    def work(owner: int) -> list[int]:
        together.wait(10)
        mine: list[int] = []
        while batch := lease(store, owner=str(owner), limit=3):
            mine.extend(leased.message_id for leased in batch)
        return mine

    with ThreadPoolExecutor(4) as threads:
        held = [message_id for mine in threads.map(work, range(4)) for message_id in mine]

    assert len(held) == len(set(held))
    held.extend(leased.message_id for leased in lease(store, limit=40))
    assert len(set(held)) == 40


def test_a_lease_that_ran_out_is_taken_over_as_uncertain(store: Store) -> None:
    put(store)
    lost = lease_one(store, owner="one")

    assert lease(store, later(59), owner="two") == []
    taken = lease_one(store, later(61), owner="two")

    assert taken.uncertain
    assert not leases.delivered(store, lost, "1.1", later(62))
    assert leases.delivered(store, taken, "2.2", later(62))
    assert message(store).remote_id == "2.2"


def test_a_sender_does_not_mistake_its_second_lease_for_its_first(store: Store) -> None:
    put(store)
    first = lease_one(store)
    second = lease_one(store, later(61))

    assert not leases.delivered(store, first, "1.1", later(62))
    assert leases.delivered(store, second, "2.2", later(62))


def test_a_late_outcome_counts_while_nobody_took_over(store: Store) -> None:
    put(store)
    leased = lease_one(store)

    assert leases.delivered(store, leased, "1.1", later(3600))


def test_uncertainty_lasts_until_the_message_is_settled(store: Store) -> None:
    put(store)
    lease(store)
    again = lease_one(store, later(61))
    leases.hold(store, again, until=later(61), trouble="rate_limited", uncertain=again.uncertain)

    third = lease_one(store, later(61))
    assert third.uncertain
    leases.delivered(store, third, "1.1", later(62))

    put(store, card="after")
    assert not lease_one(store, later(63)).uncertain


def test_a_failed_attempt_is_counted_and_waits(store: Store) -> None:
    put(store)
    leases.retry(store, lease_one(store), next_try_at=later(30), trouble="timeout", uncertain=True)

    assert lease(store, later(29)) == []
    leased = lease_one(store, later(30))

    assert (leased.attempts, leased.uncertain) == (1, True)
    assert message(store).trouble == "timeout"


def test_a_failed_message_does_not_delay_its_neighbours(store: Store) -> None:
    put(store, key="first")
    put(store, key="second")
    leases.retry(store, lease_one(store), next_try_at=later(30), trouble="timeout")

    assert lease_one(store).key == "second"


def test_a_place_that_asked_for_quiet_gets_nothing_until_then_and_others_do(store: Store) -> None:
    put(store, key="first")
    put(store, key="second")
    leases.hold(store, lease_one(store), until=later(30), trouble="rate_limited")
    put(store, key="third")
    put(store, key="elsewhere", target="managers")

    assert [leased.key for leased in lease(store, later(29))] == ["elsewhere"]
    first = lease_one(store, later(31))
    assert (first.key, first.attempts) == ("first", 0)


def test_a_changed_card_shortens_no_waiting(store: Store) -> None:
    put(store, card="before")
    leases.hold(store, lease_one(store), until=later(30), trouble="rate_limited")
    put(store, card="after")
    assert lease(store, later(29)) == []

    leases.retry(store, lease_one(store, later(31)), next_try_at=later(90), trouble="timeout")
    put(store, card="once more")
    assert lease(store, later(89)) == []
    assert lease_one(store, later(91)).card == "once more"


def test_success_forgets_the_trouble(store: Store) -> None:
    put(store)
    leases.hold(store, lease_one(store), until=later(5), trouble="rate_limited")
    leases.retry(store, lease_one(store, later(6)), next_try_at=later(10), trouble="timeout")
    leases.delivered(store, lease_one(store, later(11)), "1.1", later(11))

    kept = message(store)
    assert (kept.attempts, kept.trouble, kept.next_try_at, kept.held_until) == (0, "", None, None)


def test_a_parked_message_is_left_alone_even_when_it_changes(store: Store) -> None:
    put(store, card="before")
    leases.park(store, lease_one(store), now=T0, trouble="channel_not_found")

    put(store, card="after")

    assert lease(store, later(3600)) == []
    assert store.read(outbox.counts) == Counts(waiting=0, parked=1)
    assert message(store).trouble == "channel_not_found"


def test_a_message_is_parked_and_told_of_together_or_not_at_all(store: Store) -> None:
    put(store)
    leased = lease_one(store)

    def fails(db: Db) -> None:
        put_in(db, key="trouble")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        leases.park(store, leased, now=T0, trouble="channel_not_found", tell=fails)
    assert store.read(outbox.counts) == Counts(waiting=1, parked=0)

    assert leases.park(
        store, leased, now=T0, trouble="channel_not_found", tell=lambda db: put_in(db, key="trouble")
    )
    assert store.read(outbox.counts) == Counts(waiting=1, parked=1)


def test_a_message_that_somebody_else_took_over_is_told_of_by_nobody(store: Store) -> None:
    put(store)
    stranger = replace(lease_one(store), owner="stranger")
    told: list[Db] = []
    assert not leases.park(store, stranger, now=T0, trouble="timeout", tell=told.append)
    assert told == []


def test_unparking_sends_what_the_message_should_show_by_now(store: Store) -> None:
    put(store, card="before")
    leases.park(store, lease_one(store), now=T0, trouble="channel_not_found", uncertain=True)
    put(store, card="after")

    assert store.write(outbox.unpark) == 1

    leased = lease_one(store)
    assert (leased.card, leased.attempts, leased.uncertain) == ("after", 0, True)


def test_nobody_settles_a_lease_that_is_not_theirs(store: Store) -> None:
    put(store)
    stranger = replace(lease_one(store, owner="one"), owner="two")

    assert not leases.delivered(store, stranger, "1.1", T0)
    assert not leases.retry(store, stranger, next_try_at=T0, trouble="timeout")
    assert not leases.hold(store, stranger, until=T0, trouble="rate_limited")
    assert not leases.park(store, stranger, now=T0, trouble="timeout")


def test_a_writer_at_work_does_not_keep_senders_waiting_on_postgresql(store: Store) -> None:
    put(store)

    def work(_db: Db) -> int:
        return len(lease(store))

    if store.dialect == "postgresql":
        assert store.write(work) == 1
    else:
        with pytest.raises(RuntimeError):
            store.write(work)
