"""The register of restrictions, rebuilt from the audit chain alone: references, kinds, days and staff ids are enough."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from bot import references
from storage import Db
from storage.tables import AuditEntry, Restriction

PROPOSED = frozenset({"restriction.agree", "block.propose", "safety.measure"})
DECIDED: Mapping[str, str] = {
    "restriction.approve": "approved",
    "block.approve": "approved",
    "restriction.decline": "declined",
    "block.decline": "declined",
    "safety.approve": "approved",
    "safety.decline": "declined",
    "reserve.approve": "approved",
    "reserve.decline": "declined",
}
OVER = frozenset({"restriction.lift", "restriction.withdraw", "restriction.review", "restriction.end"})
HOW: Mapping[str, str] = {"lifted": "lifted", "withdrawn": "ended", "ended": "ended"}


@dataclass(frozen=True)
class Line:
    """One restriction in the register; `decided_by` recorded it where a reserve decider outside decided."""

    case: str
    customer: str
    kind: str
    starts_on: date
    review_on: date
    proposed_by: int
    proposed_at: datetime
    decision: str = ""
    decided_by: int | None = None
    decided_at: datetime | None = None
    notified_on: date | None = None
    notified_by: int | None = None
    ended_how: str = ""
    ended_on: date | None = None


def rebuilt(db: Db) -> dict[int, Line]:
    """The register by number, from nothing but the chain."""
    found: dict[int, Line] = {}
    for entry in db.exec(select(AuditEntry).order_by(col(AuditEntry.id))):
        facts: dict[str, Any] = json.loads(entry.facts)
        number: int = facts.get("restriction", 0)
        if entry.action in PROPOSED:
            found[number] = _proposed(entry, facts)
        elif entry.action in {"customer.merge", "customer.unmerge"}:
            now = facts["into"] if entry.action == "customer.merge" else facts["from"]
            found |= {number: replace(found[number], customer=now) for number in facts["restrictions"]}
        elif entry.action == "restriction.import":
            found[number] = _imported(entry, facts)
        elif entry.action in DECIDED:
            decision = DECIDED[entry.action]
            told = {"decision": decision, "decided_by": entry.staff_id, "decided_at": entry.at}
            found[number] = replace(found[number], **told)  # type: ignore[arg-type] # as the fields are named
        elif entry.action == "restriction.notify":
            day = date.fromisoformat(facts["date"])
            found[number] = replace(found[number], notified_on=day, notified_by=entry.staff_id)
            if old := facts["replaced"]:
                begins = max(day, found[number].starts_on)
                found[old] = replace(found[old], ended_how="replaced", ended_on=begins)
        elif entry.action in OVER and "how" in facts:
            day = date.fromisoformat(facts["date"])
            found[number] = replace(found[number], ended_how=HOW[facts["how"]], ended_on=day)
        elif entry.action == "restriction.review" and "review" in facts:
            found[number] = replace(found[number], review_on=date.fromisoformat(facts["review"]))
    return found


def kept(db: Db) -> dict[int, Line]:
    """The register by number, as the tables have it."""
    return {
        row.id or 0: Line(
            case=references.case(row.case_id),
            customer=references.customer(row.customer_id),
            kind=row.kind,
            starts_on=row.starts_on,
            review_on=row.review_on,
            proposed_by=row.proposed_by,
            proposed_at=row.proposed_at,
            decision=row.decision,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            notified_on=row.notified_on,
            notified_by=row.notified_by,
            ended_how=row.ended_how,
            ended_on=row.ended_on,
        )
        for row in db.exec(select(Restriction))
    }


def _imported(entry: AuditEntry, facts: Mapping[str, Any]) -> Line:
    first, second = facts["by"]
    return Line(
        case=entry.subject,
        customer=facts["customer"],
        kind=facts["kind"],
        starts_on=date.fromisoformat(facts["start"]),
        review_on=date.fromisoformat(facts["review"]),
        proposed_by=first,
        proposed_at=entry.at,
        decision="approved",
        decided_by=second,
        decided_at=entry.at,
        notified_on=date.fromisoformat(facts["date"]),
        notified_by=first,
    )


def _proposed(entry: AuditEntry, facts: Mapping[str, Any]) -> Line:
    return Line(
        case=entry.subject,
        customer=facts["customer"],
        kind=facts["kind"],
        starts_on=date.fromisoformat(facts["start"]),
        review_on=date.fromisoformat(facts["review"]),
        proposed_by=entry.staff_id or 0,
        proposed_at=entry.at,
    )
