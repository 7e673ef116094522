"""Files that we put into somebody's direct messages on a platform, and whether they are still wanted there."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, or_, select, update

from storage import Db
from storage.tables import Case, GivenFile, StaffHandle


def keep(db: Db, *, platform: str, handle: str, remote_id: str, case_id: int, at: datetime) -> None:
    """Remember a file about a case before it is shown; where the case was erased meanwhile it is unwanted at once."""
    case, whom = db.get(Case, case_id), db.get(StaffHandle, (platform, handle))
    if case is None or whom is None:
        raise LookupError(case_id)
    unwanted = at if case.erased_at else None
    db.add(
        GivenFile(
            platform=platform,
            remote_id=remote_id,
            case_id=case_id,
            staff_id=whom.staff_id,
            given_at=at,
            unwanted_at=unwanted,
        )
    )
    db.flush()


def given(db: Db, case_ids: Collection[int]) -> list[GivenFile]:
    """The files about these cases that are there still, oldest first."""
    theirs = select(GivenFile).where(col(GivenFile.case_id).in_(case_ids), col(GivenFile.gone_at).is_(None))
    return list(db.exec(theirs.order_by(col(GivenFile.given_at))))


def want_no_more(db: Db, case_ids: Collection[int], at: datetime) -> None:
    """The files about these cases are to be deleted where they are."""
    there = (col(GivenFile.case_id).in_(case_ids), col(GivenFile.gone_at).is_(None))
    db.exec(update(GivenFile).where(*there).values(unwanted_at=at))


def to_delete(db: Db, now: datetime, platforms: Collection[str], limit: int) -> list[GivenFile]:
    """Files that are to be deleted by now, those that waited longest first."""
    due = or_(col(GivenFile.next_try_at).is_(None), col(GivenFile.next_try_at) <= now)
    found = select(GivenFile).where(_unwanted(), due, col(GivenFile.platform).in_(platforms))
    return list(db.exec(found.order_by(col(GivenFile.unwanted_at)).limit(limit)))


def deleted(db: Db, platform: str, remote_id: str, at: datetime) -> None:
    """It is there no more."""
    if row := db.get(GivenFile, (platform, remote_id)):
        row.gone_at, row.trouble = at, ""


def failed(db: Db, platform: str, remote_id: str, trouble: str, next_try_at: datetime) -> None:
    """It is there still: try again then. `trouble` is one machine word."""
    if row := db.get(GivenFile, (platform, remote_id)):
        row.trouble, row.next_try_at = trouble, next_try_at
        row.attempts += 1


def stuck(db: Db) -> list[str]:
    """The trouble with each file that could not be deleted so far."""
    return list(db.exec(select(GivenFile.trouble).where(_unwanted(), GivenFile.trouble != "")))


def _unwanted() -> ColumnElement[bool]:
    return and_(col(GivenFile.unwanted_at).is_not(None), col(GivenFile.gone_at).is_(None))
