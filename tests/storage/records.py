"""Short ways to put fictional things into a store."""

from datetime import UTC, datetime, timedelta

from sqlmodel import func, select

from storage import Db, Store, leases, outbox
from storage.leases import Leased
from storage.tables import Customer, Message, Staff

T0 = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def customer(name: str = "Robin Example") -> Customer:
    return Customer(name=name, created_at=T0)


def worker(email: str | None = None) -> Staff:
    return Staff(name="Amira Khan", email=email, role="worker", joined_at=T0)


def customers_in(store: Store) -> int:
    return store.read(lambda db: db.exec(select(func.count()).select_from(Customer)).one())


def put(
    store: Store, key: str = "issue:I-0001", card: str = "{}", target: str = "team", platform: str = "web"
) -> None:
    store.write(lambda db: put_in(db, key, card, target, platform=platform))


def put_in(
    db: Db,
    key: str = "issue:I-0001",
    card: str = "{}",
    target: str = "team",
    at: datetime = T0,
    platform: str = "web",
) -> None:
    outbox.put(db, platform=platform, kind="channel", target=target, key=key, card=card, at=at)


def lease(store: Store, now: datetime = T0, *, owner: str = "one", limit: int = 10) -> list[Leased]:
    return leases.lease(store, owner=owner, now=now, seconds=60, limit=limit, platforms=["web"])


def lease_one(store: Store, now: datetime = T0, *, owner: str = "one") -> Leased:
    (leased,) = lease(store, now, owner=owner)
    return leased


def message(store: Store, key: str = "issue:I-0001", target: str = "team") -> Message:
    found = store.read(lambda db: outbox.find(db, platform="web", kind="channel", target=target, key=key))
    assert found is not None
    return found
