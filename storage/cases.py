"""Cases: walks through the formal steps, one open for a customer at a time."""

from datetime import UTC, datetime

from storage import Db
from storage.tables import Case

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every report."""


def get(db: Db, case_id: int) -> Case | None:
    """The case with this number."""
    return db.get(Case, case_id)


def add(db: Db, case: Case) -> int:
    """Keep a new case; gives its number."""
    db.add(case)
    db.flush()
    if case.id is None:
        raise LookupError
    return case.id
