import pytest

from storage import Db, Store, leases, outbox
from storage.outbox import Counts
from tests.storage.records import T0, later, lease, lease_one, message, put


def test_a_new_message_waits_and_is_due_at_once(store: Store) -> None:
    put(store, card="first")

    leased = lease_one(store)

    assert (leased.key, leased.card, leased.wanted, leased.remote_id) == ("issue:I-0001", "first", 1, None)
    assert not leased.uncertain
    assert store.read(outbox.counts) == Counts(waiting=1, parked=0)


def test_a_message_is_put_only_if_its_transaction_is_kept(store: Store) -> None:
    def work(db: Db) -> None:
        outbox.put(db, platform="web", kind="channel", target="team", key="k", card="{}", at=T0)
        raise LookupError

    with pytest.raises(LookupError):
        store.write(work)

    assert lease(store) == []


def test_what_was_delivered_is_not_sent_again(store: Store) -> None:
    put(store)

    assert leases.delivered(store, lease_one(store), "1.1", T0)

    assert lease(store, later(3600)) == []
    assert store.read(outbox.counts) == Counts(waiting=0, parked=0)


def test_the_same_card_again_is_no_change(store: Store) -> None:
    put(store, card="same")
    leases.delivered(store, lease_one(store), "1.1", T0)

    put(store, card="same")

    assert lease(store) == []
    assert message(store).wanted == 1


def test_a_changed_card_edits_the_same_message(store: Store) -> None:
    put(store, card="before")
    leases.delivered(store, lease_one(store), "1.1", T0)

    put(store, card="after")

    leased = lease_one(store)
    assert (leased.card, leased.wanted, leased.remote_id) == ("after", 2, "1.1")


def test_a_change_while_the_message_is_being_sent_stays_waiting(store: Store) -> None:
    put(store, card="before")
    under_way = lease_one(store)

    put(store, card="after")
    assert lease(store) == []
    assert leases.delivered(store, under_way, "1.1", T0)

    leased = lease_one(store)
    assert (leased.card, leased.remote_id) == ("after", "1.1")


def test_two_changes_in_one_transaction_make_one_message(store: Store) -> None:
    def work(db: Db) -> None:
        for card in ("before", "after"):
            outbox.put(db, platform="web", kind="channel", target="team", key="k", card=card, at=T0)

    store.write(work)

    assert lease_one(store).card == "after"


def test_shown_messages_come_in_the_order_in_which_they_appeared(store: Store) -> None:
    put(store, key="first", target="team")
    put(store, key="second", target="managers")
    put(store, key="waiting", target="other")
    first, second, _waiting = lease(store)
    leases.delivered(store, second, "2", later(1))
    leases.delivered(store, first, "1", later(2))
    put(store, key="second", card="after", target="managers")
    leases.delivered(store, lease_one(store, later(3)), "2", later(3))

    shown = store.read(lambda db: outbox.shown(db, "web"))

    assert [(kept.key, kept.delivered_at) for kept in shown] == [("second", later(1)), ("first", later(2))]
    assert store.read(lambda db: outbox.shown(db, "slack")) == []


def test_the_newest_message_of_a_thread_is_found_in_its_place_only(store: Store) -> None:
    for key in ("case:1/raised", "case:1/agreed", "case:10/raised", "Case:1/zzz"):
        put(store, key=key)
    put(store, key="case:1/notified", target="managers")

    def newest(thread: str) -> str | None:
        found = store.read(
            lambda db: outbox.latest(db, platform="web", kind="channel", target="team", thread=thread)
        )
        return found.key if found else None

    assert newest("case:1") == "case:1/agreed"
    assert newest("case:2") is None
