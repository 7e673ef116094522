"""Merges customers at the desk and takes that back, and says whose everything is."""

from storage.tables import CustomerPair, Issue, Report, Suggestion
from tests.bot.desk import Desk
from tests.bot.taking import restricted


def on_file_twice(desk: Desk) -> Desk:
    """C-0001 has a restriction in force; C-0002 is the same person, written down otherwise."""
    restricted(desk)
    desk.later(days=1)
    desk.david.file("Cilla Osei", "Where is my form?", phone="07700 900888", adjustment="Please write")
    return desk


def merge(desk: Desk, source: str = "C-0001", into: str = "C-0002", reasons: str = "Same card shown") -> None:
    desk.helen.command(f"check {source}")
    desk.helen.press("Same person as another")
    desk.helen.submit(customer=into, reasons=reasons)


def unmerge(desk: Desk, source: str = "C-0001", into: str = "C-0002") -> None:
    desk.helen.command(f"check {into}")
    desk.helen.press(f"Not the same person: {source}")
    desk.helen.submit(reasons="Two sisters")


def whose(desk: Desk) -> list[int | None]:
    return [row.customer_id for row in desk.rows(Report)]


def assert_nobody_shares_an_issue(desk: Desk) -> None:
    """All reports of an issue have one customer or none, and it is the issue's."""
    owners = {row.id: row.customer_id for row in desk.rows(Issue)}
    assert [(row.customer_id, row.id) for row in desk.rows(Report)] == [
        (owners[row.issue_id], row.id) for row in desk.rows(Report)
    ]
    theirs = {row.id: row.customer_id for row in desk.rows(Report)}
    asked = [row for row in desk.rows(Suggestion) if not row.answer]
    assert [row for row in asked if theirs[row.report_id] != owners[row.issue_id]] == []


def verdicts(desk: Desk) -> dict[tuple[int, int], str]:
    return {(row.low_id, row.high_id): row.verdict for row in desk.rows(CustomerPair)}
