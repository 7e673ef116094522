"""What statistics are counted from, in a period of days or moments."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlmodel import col, func, select

from storage import Db
from storage.reports import has_concern
from storage.tables import AuditEntry, CaseStep, Promise, Report, Restriction, Word


def contacts(db: Db, since: datetime, until: datetime) -> tuple[int, int]:
    """How many communications came in this time, and how many of them with a concern; none that was withdrawn."""
    came = (Report.happened_at >= since, Report.happened_at < until, col(Report.withdrawn_at).is_(None))
    count = select(func.count()).select_from(Report).where(*came)
    return db.exec(count).one(), db.exec(count.where(has_concern())).one()


def words(db: Db, first: date, last: date) -> list[Word]:
    """Words with customers that were held on these days."""
    return list(db.exec(select(Word).where(Word.held_on >= first, Word.held_on <= last)))


def steps(db: Db, actions: Collection[str]) -> list[CaseStep]:
    """Every step of these kinds, oldest first."""
    return list(db.exec(select(CaseStep).where(col(CaseStep.action).in_(actions)).order_by(col(CaseStep.id))))


def told_of(db: Db, first: date, last: date) -> list[Restriction]:
    """Restrictions of which customers were told on these days."""
    told = col(Restriction.notified_on)
    return list(db.exec(select(Restriction).where(told >= first, told <= last)))


def taken(db: Db, action: str, since: datetime, until: datetime) -> list[AuditEntry]:
    """Audit entries of this kind from this time, oldest first."""
    done = (AuditEntry.action == action, AuditEntry.at >= since, AuditEntry.at < until)
    return list(db.exec(select(AuditEntry).where(*done).order_by(col(AuditEntry.id))))


def incidents(db: Db, customer_ids: Iterable[int]) -> list[tuple[int, datetime]]:
    """When each of these customers was in touch with a concern."""
    found = select(Report.customer_id, Report.happened_at).where(
        col(Report.customer_id).in_(list(customer_ids)),
        col(Report.withdrawn_at).is_(None),
        has_concern(),
    )
    return [(customer, when) for customer, when in db.exec(found) if customer]


def promises(db: Db, first: date, last: date) -> list[Promise]:
    """What was promised for these days; those of withdrawn reports are left out."""
    return list(
        db.exec(
            select(Promise)
            .join(Report, col(Report.id) == col(Promise.report_id))
            .where(Promise.due_on >= first, Promise.due_on <= last, col(Report.withdrawn_at).is_(None))
        )
    )


def about(db: Db, subjects: Collection[str]) -> list[AuditEntry]:
    """Audit entries with these subjects, oldest first."""
    found = select(AuditEntry).where(col(AuditEntry.subject).in_(subjects))
    return list(db.exec(found.order_by(col(AuditEntry.id))))


def chain(db: Db) -> list[AuditEntry]:
    """Every audit entry, oldest first."""
    return list(db.exec(select(AuditEntry).order_by(col(AuditEntry.id))))
