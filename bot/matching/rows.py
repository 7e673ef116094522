"""A file of reports, one JSON object a line, read into what matching asks for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.matching.model import Account, BadReports, Identity


@dataclass(frozen=True)
class Row:
    """One report of a file; the labels are empty where nobody labelled it."""

    id: str
    reporter: str
    identity: Identity
    account: Account
    customer_key: str
    issue_key: str


def read_rows(lines: Iterable[str]) -> list[Row]:
    """Return the reports of a file in its order; blank lines are skipped. Raises `BadReports`."""
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _row(number, line)
        if row.id in seen:
            raise BadReports(number, "the same id as an earlier line")
        seen.add(row.id)
        rows.append(row)
    return rows


def _row(number: int, line: str) -> Row:
    data = _object(number, line)
    customer = data.get("customer") or {}
    if not isinstance(customer, Mapping):
        raise BadReports(number, "customer is not an object")
    at = _moment(number, data)
    return Row(
        id=_needed(number, data, "id"),
        reporter=_needed(number, data, "reporter"),
        identity=Identity(
            *(_maybe(number, customer, n) for n in ("name", "email", "phone", "case_ref", "child"))
        ),
        account=Account(
            _maybe(number, data, "issue") or "",
            _maybe(number, data, "details") or "",
            _maybe(number, data, "route") or "",
            at,
            _maybe(number, customer, "child"),
        ),
        customer_key=_maybe(number, data, "customer_key") or "",
        issue_key=_maybe(number, data, "issue_key") or "",
    )


def _object(number: int, line: str) -> Mapping[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise BadReports(number, "not JSON") from None
    if not isinstance(data, dict):
        raise BadReports(number, "not a JSON object")
    return data


def _maybe(number: int, data: Mapping[str, Any], field: str) -> str | None:
    value = data.get(field)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise BadReports(number, f"{field} is not text")


def _needed(number: int, data: Mapping[str, Any], field: str) -> str:
    value = _maybe(number, data, field)
    if not value or not value.strip():
        raise BadReports(number, f"{field} is missing")
    return value


def _moment(number: int, data: Mapping[str, Any]) -> datetime:
    """Return when it was reported; a time without a zone counts as UTC."""
    try:
        at = datetime.fromisoformat(_needed(number, data, "reported_at").strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        if isinstance(error, BadReports):
            raise
        raise BadReports(number, "reported_at is not a date and time") from None
