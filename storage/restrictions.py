"""Restrictions: what was agreed with customers or decided, and who was asked to decide."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from sqlmodel import col, or_, select, update

from storage import Db, remembering
from storage.records import keep
from storage.remembering import ByKey, grouped
from storage.tables import Approver, OutsideDecision, Restriction, Staff


def get(db: Db, restriction_id: int) -> Restriction | None:
    """The restriction with this number."""
    return remembering.get(db, Restriction, restriction_id)


def add(db: Db, restriction: Restriction) -> int:
    """Keep a new restriction; gives its number."""
    return keep(db, restriction)


def _of_customers(db: Db, customer_ids: Collection[int]) -> Mapping[int, list[Restriction]]:
    """Everything that was ever proposed for a customer, oldest first."""
    theirs = select(Restriction).where(col(Restriction.customer_id).in_(customer_ids))
    return grouped((row.customer_id, row) for row in db.exec(theirs.order_by(col(Restriction.id))))


of_customer: ByKey[int, list[Restriction]] = ByKey(_of_customers, list)


def open_of(db: Db, customer_id: int) -> list[Restriction]:
    """What is proposed for a customer or holds, neither declined nor ended, oldest first."""
    return _open(db, Restriction.customer_id == customer_id, Restriction.decision != "declined")


def everything(db: Db) -> list[Restriction]:
    """Everything that was ever proposed, oldest first."""
    return list(db.exec(select(Restriction).order_by(col(Restriction.id))))


def waiting(db: Db) -> list[Restriction]:
    """Proposals that nobody decided on yet, oldest first."""
    return _open(db, Restriction.decision == "")


def lasting(db: Db) -> list[Restriction]:
    """What customers were told of, and safety measures, that nobody ended yet, oldest first."""
    told = col(Restriction.notified_on).is_not(None)
    return _open(db, or_(told, col(Restriction.interim_until).is_not(None)))


def _resting_on(db: Db, safety_ids: Collection[int]) -> Mapping[int, bool]:
    """Whether a safety measure rests on what was raised under a number."""
    theirs = select(Restriction.safety_id).where(col(Restriction.safety_id).in_(safety_ids))
    return {number: True for number in db.exec(theirs) if number}


resting_on: ByKey[int, bool] = ByKey(_resting_on, bool)


def renew(db: Db, restriction: Restriction, review_on: date) -> None:
    """It goes on until its next review."""
    restriction.review_on = review_on
    restriction.version += 1
    db.flush()


def approvers(db: Db, restriction_id: int) -> list[Approver]:
    """Who was asked to decide on it."""
    asked = select(Approver).where(Approver.restriction_id == restriction_id)
    return list(db.exec(asked.order_by(col(Approver.staff_id))))


def asked_in_vain(db: Db) -> list[int]:
    """For each proposal that waits, and of which nobody who was asked works here any more: everybody who was asked."""
    here = select(Approver.restriction_id).join(Staff).where(Staff.role != "none")
    asked = select(Approver.staff_id).join(Restriction)
    waits = (Restriction.decision == "", Restriction.ended_how == "")
    return list(db.exec(asked.where(*waits, col(Approver.restriction_id).not_in(here))))


def ask(db: Db, restriction_id: int, staff: Iterable[int]) -> None:
    """These colleagues are asked to decide on it."""
    for staff_id in staff:
        db.add(Approver(restriction_id=restriction_id, staff_id=staff_id))
    db.flush()


def ask_no_more(db: Db, restriction_id: int, staff: Iterable[int]) -> None:
    """These colleagues decide on it no more."""
    for staff_id in staff:
        if asked := db.get(Approver, (restriction_id, staff_id)):
            db.delete(asked)
    db.flush()


def decide(db: Db, restriction: Restriction, decision: str, *, by: int, at: datetime, why: str) -> bool:
    """Keep the decision if nobody decided meanwhile and the proposal was not taken back; else false."""
    open_still = (
        col(Restriction.id) == restriction.id,
        col(Restriction.version) == restriction.version,
        col(Restriction.decision) == "",
        col(Restriction.ended_how) == "",
    )
    kept = {
        "decision": decision,
        "decided_by": by,
        "decided_at": at,
        "decided_why": why,
        "version": restriction.version + 1,
    }
    done = db.exec(update(Restriction).where(*open_still).values(**kept))
    db.refresh(restriction)
    return done.rowcount == 1


def keep_outside(db: Db, decision: OutsideDecision) -> None:
    """Keep what a reserve decider outside the workspace decided."""
    db.add(decision)
    db.flush()


def outside(db: Db, restriction_id: int) -> OutsideDecision | None:
    """What a reserve decider outside the workspace decided on it."""
    return db.get(OutsideDecision, restriction_id)


def end(db: Db, restriction: Restriction, how: str, day: date) -> None:
    """It is over from this day on: `lifted`, `replaced` or `ended`."""
    restriction.ended_how, restriction.ended_on = how, day
    restriction.version += 1
    db.flush()


def _open(db: Db, *conditions: object) -> list[Restriction]:
    found = select(Restriction).where(Restriction.ended_how == "", *conditions)  # type: ignore[arg-type] # columns compared
    return list(db.exec(found.order_by(col(Restriction.id))))
