"""Drafts: what somebody filled in of a long form and has not submitted yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, or_, select

from storage import Db
from storage.tables import FormDraft

Fields = Mapping[str, str | tuple[str, ...]]

DONE = "{}"
"""What stands where a draft was until its form was submitted: nothing older may come back."""


@dataclass(frozen=True)
class Draft:
    """What was filled in, by field: text, or the keys chosen where several may be."""

    fields: dict[str, str | tuple[str, ...]]
    saved_at: datetime


def get(db: Db, staff_id: int, action: str, about: str) -> Draft | None:
    """What this colleague filled in of this form about this."""
    found = db.get(FormDraft, (staff_id, action, about))
    if found is None or found.fields == DONE:
        return None
    kept = json.loads(found.fields)
    return Draft({n: tuple(v) if isinstance(v, list) else str(v) for n, v in kept.items()}, found.saved_at)


def put(db: Db, staff_id: int, action: str, about: str, fields: Fields, at: datetime) -> None:
    """Keep what this colleague filled in by this moment, in place of what was kept before; never of what is newer."""
    kept = json.dumps(dict(fields), sort_keys=True)
    found = db.get(FormDraft, (staff_id, action, about))
    if found is None:
        db.add(FormDraft(staff_id=staff_id, action=action, about=about, fields=kept, saved_at=at))
    elif found.saved_at <= at:
        found.fields, found.saved_at = kept, at
    db.flush()


def everything(db: Db) -> list[FormDraft]:
    """Everybody's drafts, oldest first; what was submitted since is none."""
    kept = select(FormDraft).where(FormDraft.fields != DONE)
    return list(db.exec(kept.order_by(col(FormDraft.saved_at))))


def done(db: Db, staff_id: int, action: str, about: str, at: datetime) -> None:
    """Forget this colleague's draft of this form about this, and whatever is told later of before this moment."""
    put(db, staff_id, action, about, {}, at)


def forget(db: Db, about: str, action: str) -> None:
    """Forget everybody's drafts of this form about this."""
    db.exec(delete(FormDraft).where(col(FormDraft.about) == about, col(FormDraft.action) == action))


def forget_all(db: Db, case: str) -> None:
    """Forget everybody's drafts about a case and its restrictions, by its reference."""
    theirs = or_(col(FormDraft.about) == case, col(FormDraft.about).startswith(f"{case}/", autoescape=True))
    db.exec(delete(FormDraft).where(theirs))


def forget_before(db: Db, moment: datetime) -> None:
    """Forget drafts that nobody touched since."""
    db.exec(delete(FormDraft).where(col(FormDraft.saved_at) < moment))
