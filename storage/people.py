"""Who works here: colleagues, where they are on each platform, who is away and who covers."""

from datetime import date, datetime

from sqlmodel import col, select

from storage import Db
from storage.records import number_of
from storage.tables import Absence, Staff, StaffHandle


def by_handle(db: Db, platform: str, handle: str) -> Staff | None:
    """The colleague behind a platform's id."""
    found = db.get(StaffHandle, (platform, handle))
    return db.get(Staff, found.staff_id) if found else None


def by_email(db: Db, email: str) -> Staff | None:
    """The colleague with this address (compared in lower case)."""
    return db.exec(select(Staff).where(Staff.email == email.lower())).first()


def get(db: Db, staff_id: int) -> Staff:
    """The colleague; raises LookupError where there is none."""
    found = db.get(Staff, staff_id)
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
    found = db.get(StaffHandle, (platform, handle))
    if found is None:
        db.add(StaffHandle(platform=platform, handle=handle, staff_id=number_of(staff), seen_at=at))
    else:
        found.staff_id, found.seen_at = number_of(staff), max(at, found.seen_at)


def handle_of(db: Db, staff_id: int) -> StaffHandle | None:
    """Where to reach a colleague: the platform they were seen on last; None where they work here no more."""
    newest = col(StaffHandle.seen_at).desc()
    theirs = select(StaffHandle).join(Staff).where(StaffHandle.staff_id == staff_id, Staff.role != "none")
    return db.exec(theirs.order_by(newest)).first()


def left(db: Db, staff_id: int) -> bool:
    """Whether somebody worked here and does no more."""
    found = db.get(Staff, staff_id)
    return found is not None and found.role == "none"


def working(db: Db) -> list[Staff]:
    """Everybody who works for the service, by name."""
    return [staff for staff in everybody(db) if staff.role != "reserve"]


def everybody(db: Db) -> list[Staff]:
    """Everybody who has a role, reserve deciders too, by name."""
    return list(db.exec(select(Staff).where(Staff.role != "none").order_by(Staff.name)))


def names(db: Db) -> dict[int, str]:
    """The name of everybody who works here or did, by id."""
    return {number_of(staff): staff.name for staff in db.exec(select(Staff))}


def absence_on(db: Db, staff_id: int, day: date) -> Absence | None:
    """The absence that covers this day, the one ending last if several do."""
    return db.exec(
        select(Absence)
        .where(
            Absence.staff_id == staff_id,
            Absence.first_day <= day,
            Absence.last_day >= day,
            col(Absence.ended_at).is_(None),
        )
        .order_by(col(Absence.last_day).desc())
    ).first()


def absences_over(db: Db, day: date) -> list[Absence]:
    """Absences that were to last over this day, whether or not they ended early."""
    return list(db.exec(select(Absence).where(Absence.first_day <= day, Absence.last_day >= day)))


def absences_from(db: Db, day: date) -> list[Absence]:
    """Absences that last to this day or longer, the earliest end first."""
    return list(
        db.exec(
            select(Absence)
            .where(Absence.last_day >= day, col(Absence.ended_at).is_(None))
            .order_by(col(Absence.last_day))
        )
    )
