"""The audit chain: who decided, changed or looked at what, so that a later change of an entry shows.

Each entry's digest covers the digest before it. Free text is kept as a salted hash only; without its salt
(erasure) the text can't be guessed and the chain still holds.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from sqlmodel import col, select

from storage.store import Db
from storage.tables import AuditEntry, AuditSalt

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

_BEGINNING: Final = "0" * 64


def _new_salt() -> str:
    # The one random value below the adapters: nobody may be able to know a salt beforehand, caller included.
    return secrets.token_hex(16)


def append(
    db: Db,
    *,
    at: datetime,
    staff_id: int | None,
    action: str,
    subject: str,
    facts: Mapping[str, Json],
    words: Mapping[str, str] = {},
    salt: Callable[[], str] = _new_salt,
) -> int:
    """Add an entry in the transaction of what it tells (`Store.write`); its id.

    `facts` are references, kinds, dates and staff ids, readable for ever (not under the name `words`);
    `words` is free text by name, hashed.
    """
    grain = salt() if words else ""
    entry = following(
        _last(db),
        at=at,
        staff_id=staff_id,
        action=action,
        subject=subject,
        facts=facts,
        words=words,
        salt=grain,
    )
    db.add(entry)
    db.flush()
    number = entry.id or 0
    if grain:
        db.add(AuditSalt(audit_id=number, salt=grain))
    return number


def following(
    last: AuditEntry | None,
    *,
    at: datetime,
    staff_id: int | None,
    action: str,
    subject: str,
    facts: Mapping[str, Json],
    words: Mapping[str, str],
    salt: str,
) -> AuditEntry:
    """The entry that follows the last one, or begins the chain."""
    hashed = {name: _hash(salt, text) for name, text in words.items()}
    entry = AuditEntry(
        id=(last.id or 0) + 1 if last else 1,
        at=at,
        staff_id=staff_id,
        action=action,
        subject=subject,
        facts=_canonical({**facts, "words": hashed} if hashed else facts),
        previous=last.digest if last else _BEGINNING,
        digest="",
    )
    entry.digest = _digest(entry)
    return entry


def verify(db: Db) -> int | None:
    """The id of the first entry that was changed, moved, or follows one that is missing; None if all is well.

    Entries missing at the very end can't be seen from the chain alone: compare with a `head` kept elsewhere.
    """
    previous = _BEGINNING
    entries = select(AuditEntry).order_by(col(AuditEntry.id)).execution_options(yield_per=500)
    with db.exec(entries) as found:
        for entry in found:
            if entry.previous != previous or entry.digest != _digest(entry):
                return entry.id
            previous = entry.digest
    return None


def facts_of(db: Db, action: str, subject: str) -> Mapping[str, Json]:
    """What the newest entry of this kind about this tells in clear; nothing where there is none."""
    theirs = select(AuditEntry).where(AuditEntry.action == action, AuditEntry.subject == subject)
    found = db.exec(theirs.order_by(col(AuditEntry.id).desc()).limit(1)).first()
    told: dict[str, Json] = json.loads(found.facts) if found else {}
    return told


def newest(db: Db, action: str) -> AuditEntry | None:
    """The last entry of this kind."""
    theirs = select(AuditEntry).where(AuditEntry.action == action)
    return db.exec(theirs.order_by(col(AuditEntry.id).desc()).limit(1)).first()


def noted_since(
    db: Db, *, staff_id: int, action: str, subject: str, facts: Mapping[str, Json], since: datetime
) -> bool:
    """Whether an entry of a colleague's that tells exactly this was made at or after this moment."""
    same = select(AuditEntry.id).where(
        AuditEntry.subject == subject,
        AuditEntry.action == action,
        AuditEntry.staff_id == staff_id,
        AuditEntry.facts == _canonical(facts),
        AuditEntry.at >= since,
    )
    return db.exec(same.limit(1)).first() is not None


def head(db: Db) -> tuple[int, str]:
    """The last entry's id and digest (0 and zeros if there is none), to be noted somewhere else."""
    last = _last(db)
    return (last.id or 0, last.digest) if last else (0, _BEGINNING)


def confirms(db: Db, entry_id: int, name: str, text: str) -> bool:
    """Whether this is the free text that the entry was made with; false once its salt is gone."""
    entry, salt = db.get(AuditEntry, entry_id), db.get(AuditSalt, entry_id)
    if entry is None or salt is None:
        return False
    kept = json.loads(entry.facts).get("words", {}).get(name, "")
    return hmac.compare_digest(kept, _hash(salt.salt, text))


def _last(db: Db) -> AuditEntry | None:
    return db.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1)).first()


def _hash(salt: str, text: str) -> str:
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()


def _digest(entry: AuditEntry) -> str:
    told = {
        "id": entry.id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "staff_id": entry.staff_id,
        "action": entry.action,
        "subject": entry.subject,
        "facts": entry.facts,
    }
    return hashlib.sha256((entry.previous + _canonical(told)).encode()).hexdigest()


def _canonical(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
