"""Drafts: what somebody filled in of a long form and has not submitted yet."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, delete

from storage import Db
from storage.tables import FormDraft


def get(db: Db, staff_id: int, action: str, about: str) -> dict[str, str]:
    """What this colleague filled in, by field; empty where nothing is kept."""
    found = db.get(FormDraft, (staff_id, action, about))
    return dict(json.loads(found.fields)) if found else {}


def put(db: Db, staff_id: int, action: str, about: str, fields: Mapping[str, str], at: datetime) -> None:
    """Keep what this colleague filled in, in place of what was kept before."""
    kept = json.dumps(dict(fields), sort_keys=True)
    found = db.get(FormDraft, (staff_id, action, about))
    if found is None:
        db.add(FormDraft(staff_id=staff_id, action=action, about=about, fields=kept, saved_at=at))
    else:
        found.fields, found.saved_at = kept, at
    db.flush()


def forget(db: Db, about: str, action: str = "") -> None:
    """Forget everybody's drafts of this form, or of every form, about this."""
    theirs = delete(FormDraft).where(col(FormDraft.about) == about)
    db.exec(theirs.where(col(FormDraft.action) == action) if action else theirs)
