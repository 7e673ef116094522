"""Remembers: tables, queries, outbox, audit chain. Knows no policy, no wording, no platform."""

from storage.errors import (
    StorageBusy,
    StorageDown,
    StorageError,
    StorageNewer,
    StorageRefused,
    StorageUnsure,
)
from storage.store import Db, Store

__all__ = [
    "Db",
    "StorageBusy",
    "StorageDown",
    "StorageError",
    "StorageNewer",
    "StorageRefused",
    "StorageUnsure",
    "Store",
]
