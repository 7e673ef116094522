"""Where places are reached on a platform, and files that wait for somebody to take them."""

from datetime import datetime

from sqlmodel import col, delete, select

from storage.store import Db
from storage.tables import Case, Conversation, OfferedFile


def get(db: Db, platform: str, kind: str, target: str) -> Conversation | None:
    """Where this place is reached, if that is known."""
    return db.get(Conversation, (platform, kind, target))


def put(db: Db, found: Conversation) -> None:
    """The place is reached so from now on."""
    db.merge(found)


def forget(db: Db, platform: str, kind: str, target: str) -> None:
    """The place can't be reached so any more."""
    if found := get(db, platform, kind, target):
        db.delete(found)


def newest(db: Db, platform: str) -> Conversation | None:
    """The conversation that was heard of last: whoever was never met is reached through the same server."""
    theirs = select(Conversation).where(Conversation.platform == platform)
    return db.exec(theirs.order_by(col(Conversation.seen_at).desc())).first()


def offer(db: Db, file: OfferedFile) -> None:
    """Keep a file until somebody takes it; raises LookupError where the case that it is about was erased."""
    case = db.get(Case, file.case_id) if file.case_id else None
    if file.case_id and (case is None or case.erased_at):
        raise LookupError(file.case_id)
    db.add(file)


def offered(db: Db, file_id: str, platform: str, handle: str) -> OfferedFile | None:
    """A file that waits for this person to take it."""
    found = db.get(OfferedFile, file_id)
    return found if found and (found.platform, found.handle) == (platform, handle) else None


def taken(db: Db, file_id: str) -> None:
    """The file was taken, or nobody wants it: it is kept here no longer."""
    if found := db.get(OfferedFile, file_id):
        db.delete(found)


def forget_offers(db: Db, before: datetime) -> None:
    """Files that nobody took for long are kept no longer."""
    db.exec(delete(OfferedFile).where(col(OfferedFile.offered_at) < before))
