"""Who works here: colleagues, where they are on each platform, who is away and who covers."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlmodel import col, func, select

from storage import Db, remembering
from storage.records import number_of
from storage.remembering import ByKey, grouped, once
from storage.tables import Absence, Staff, StaffHandle


def by_handle(db: Db, platform: str, handle: str) -> Staff | None:
    """The colleague behind a platform's id."""
    found = remembering.get(db, StaffHandle, (platform, handle))
    return remembering.get(db, Staff, found.staff_id) if found else None


def by_email(db: Db, email: str) -> Staff | None:
    """The colleague with this address (compared in lower case)."""
    return db.exec(select(Staff).where(Staff.email == email.lower())).first()


def get(db: Db, staff_id: int) -> Staff:
    """The colleague; raises LookupError where there is none."""
    found = remembering.get(db, Staff, staff_id)
    if found is None:
        raise LookupError(staff_id)
    return found


def join(db: Db, *, name: str, email: str | None, role: str, at: datetime) -> Staff:
    """Take up a new colleague."""
    staff = Staff(name=name, email=email.lower() if email else None, role=role, joined_at=at)
    db.add(staff)
    db.flush()
    return staff


def seen(db: Db, staff: Staff, platform: str, handle: str, at: datetime) -> None:
    """Remember where a colleague was seen last."""
    found = remembering.get(db, StaffHandle, (platform, handle))
    if found is None:
        db.add(StaffHandle(platform=platform, handle=handle, staff_id=number_of(staff), seen_at=at))
    else:
        found.staff_id, found.seen_at = number_of(staff), max(at, found.seen_at)


def _handles(db: Db, staff_ids: Collection[int]) -> Mapping[int, StaffHandle | None]:
    """Where to reach a colleague: the platform they were seen on last; None where they work here no more."""
    theirs = (
        select(StaffHandle)
        .join(Staff)
        .where(col(StaffHandle.staff_id).in_(staff_ids), Staff.role != "none")
        .order_by(col(StaffHandle.seen_at))
    )
    return {row.staff_id: row for row in db.exec(theirs)}


handle_of = ByKey(_handles, lambda: None)


def left(db: Db, staff_id: int) -> bool:
    """Whether somebody worked here and does no more."""
    found = remembering.get(db, Staff, staff_id)
    return found is not None and found.role == "none"


@once
def working(db: Db) -> list[Staff]:
    """Everybody who works for the service, by name."""
    return [staff for staff in everybody(db) if staff.role != "reserve"]


def began(db: Db) -> datetime | None:
    """When the first colleague opened Evenhand; None before that."""
    return db.exec(select(func.min(Staff.joined_at))).one()


@once
def everybody(db: Db) -> list[Staff]:
    """Everybody who has a role, reserve deciders too, by name."""
    return list(db.exec(select(Staff).where(Staff.role != "none").order_by(Staff.name)))


@once
def names(db: Db) -> dict[int, str]:
    """The name of everybody who works here or did, by id."""
    return {number: name for number, name, _role in _known(db)}


@once
def who_works(db: Db) -> set[int]:
    """Everybody who works for the service, by id."""
    return {number for number, _name, role in _known(db) if role not in {"none", "reserve"}}


@once
def _known(db: Db) -> list[tuple[int, str, str]]:
    """Number, name and role of everybody who works here or did: a quarter of the time that whole records take."""
    return [
        (number or 0, name, role) for number, name, role in db.exec(select(Staff.id, Staff.name, Staff.role))
    ]


def absence_on(db: Db, staff_id: int, day: date) -> Absence | None:
    """The absence that covers this day, the one ending last if several do."""
    theirs = [each for each in absences_from(db, day) if each.staff_id == staff_id and each.first_day <= day]
    return theirs[-1] if theirs else None


def _absences_over(db: Db, days: Collection[date]) -> Mapping[date, list[Absence]]:
    """Absences that were to last over a day, whether or not they ended early."""
    meanwhile = select(Absence).where(Absence.first_day <= max(days), Absence.last_day >= min(days))
    rows = list(db.exec(meanwhile))
    return grouped((day, row) for day in days for row in rows if row.first_day <= day <= row.last_day)


absences_over: ByKey[date, list[Absence]] = ByKey(_absences_over, list)


@once
def absences_from(db: Db, day: date) -> list[Absence]:
    """Absences that last to this day or longer, the earliest end first."""
    return list(
        db.exec(
            select(Absence)
            .where(Absence.last_day >= day, col(Absence.ended_at).is_(None))
            .order_by(col(Absence.last_day))
        )
    )
