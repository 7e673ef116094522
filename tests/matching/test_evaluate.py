"""How well it does on the development set, and what it says to files that are not reports."""

import json
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.matching import BadReports, Identity, compare, keys, likely_from
from bot.matching.evaluate import evaluate, true_pairs
from bot.matching.rows import Row, read_rows
from bot.matching.tables import lexicon, names, weights
from tests.benchmarks import simpler
from tests.benchmarks.labelled import development, read
from tests.benchmarks.matching import THRESHOLDS, alike, believed, tallies, together, wrong_notices

LINES = (Path(__file__).parent.parent / "data" / "dev_reports.jsonl").read_text("utf-8").splitlines()
GOOD: dict[str, Any] = {
    "id": "r1",
    "reported_at": "2026-03-02T09:00:00",
    "reporter": "amira",
    "route": "helpline",
    "category": "none",
    "customer": {
        "name": "Liz Marlowe",
        "email": None,
        "phone": "07700 900123",
        "child": "Rowan",
        "case_ref": None,
    },
    "issue": "No TA",
    "details": "",
}


@pytest.fixture(scope="module", name="rows")
def rows_in_order() -> list[Row]:
    return sorted(read_rows(LINES), key=lambda row: row.account.at)


def line(**changes: object) -> str:
    return json.dumps(GOOD | changes)


def test_customers_of_whom_nothing_was_learned_are_matched_with_f1_of_088_and_precision_of_09() -> None:
    rows = development(read_before=False)
    found = together(tallies(rows, believed(rows), likely_from()))
    assert found.true == 76
    assert found.f1 >= 0.88
    assert found.precision >= 0.9


def test_at_most_one_report_in_25_shows_a_wrong_issue_as_sure_or_likely() -> None:
    for rows in (development(read_before=False), read("reports_london"), read("reports_border")):
        assert wrong_notices(rows) <= len(rows) / 25


@pytest.mark.parametrize(
    "name", ["dev_reports", "reports_london", "reports_border", "reports_south", "reports_north"]
)
def test_every_set_is_matched_better_than_by_any_simpler_way(name: str) -> None:
    rows = read(name)
    found = together(tallies(rows, believed(rows), likely_from())).f1
    for likeness in simpler.ways(rows).values():
        if likeness is simpler.customer:
            continue
        pairs = alike(rows, likeness)
        assert found > 0.1 + max(together(tallies(rows, pairs, each)).f1 for each in THRESHOLDS)


def test_what_evenhand_match_prints_is_what_the_benchmark_counts() -> None:
    summary = evaluate(LINES).summary()
    rows = read("dev_reports")
    found = together(tallies(rows, believed(rows), likely_from()))
    assert (summary["reports"], summary["pairs"]) == (240, 162)
    assert (summary["precision"], summary["recall"]) == (round(found.precision, 4), round(found.recall, 4))


def test_keys_find_nearly_every_pair_of_one_customer(rows: list[Row]) -> None:
    held = {row.id: keys(row.identity) for row in rows}
    pairs = [(a, b) for a, b in combinations(rows, 2) if a.customer_key == b.customer_key]
    found = sum(bool(held[a.id] & held[b.id]) for a, b in pairs)
    assert found >= 0.95 * len(pairs)


def test_no_two_different_customers_are_surely_one(rows: list[Row]) -> None:
    held = {row.id: keys(row.identity) for row in rows}
    strangers = [(a, b) for a, b in combinations(rows, 2) if a.customer_key != b.customer_key]
    shared = [(a, b) for a, b in strangers if held[a.id] & held[b.id]]
    assert not [(a.id, b.id) for a, b in shared if compare(a.identity, b.identity).sure]


def test_no_contact_detail_of_the_set_is_in_the_tables() -> None:
    held = str((weights(), lexicon(), names()))
    for data in map(json.loads, LINES):
        customer = data["customer"]
        assert not [
            v for v in (customer["email"], customer["phone"], customer["case_ref"]) if v and v in held
        ]


def test_pairs_are_written_with_the_later_report_first(rows: list[Row]) -> None:
    at = {row.id: row for row in rows}
    pairs = [json.loads(text) for text in evaluate(LINES).lines()]
    assert pairs
    for later, earlier, probability in pairs:
        assert timedelta(0) <= at[later].account.at - at[earlier].account.at <= timedelta(days=30)
        assert at[later].reporter != at[earlier].reporter
        assert 0.05 <= probability <= 1


def test_true_pairs_are_of_one_issue_and_different_reporters(rows: list[Row]) -> None:
    assert len(list(true_pairs(rows, timedelta(days=30)))) == 162
    assert len(list(true_pairs(rows, timedelta(days=1)))) < 162


def test_a_file_without_labels_is_matched_and_not_measured() -> None:
    found = evaluate([line(), line(id="r2", reporter="ben", reported_at="2026-03-03T09:00:00Z")])
    assert found.summary() == {"reports": 2, "threshold": weights().thresholds["likely"]}
    assert [(pair.later, pair.earlier) for pair in found.pairs] == [("r2", "r1")]


def test_an_empty_file_is_no_reports() -> None:
    assert evaluate([]).summary()["reports"] == 0


def test_other_category_spellings_nulls_and_missing_fields_are_fine() -> None:
    found = evaluate([line(category="Whatever", customer=None, details=None, route=None), "", line(id="r2")])
    assert found.reports == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        (line(id=None), "id is missing"),
        (line(reporter=" "), "reporter is missing"),
        (line(reported_at=None), "reported_at is missing"),
        (line(reported_at="tomorrow"), "reported_at is not a date and time"),
        (line(reported_at="0001-01-01T00:00:00+14:00"), "reported_at is not a date and time"),
        (line(customer="Liz"), "customer is not an object"),
        (line(customer={"name": ["Liz"]}), "name is not text"),
        (line(details={"a": 1}), "details is not text"),
        (line(id="r0"), "the same id as an earlier line"),
    ],
)
def test_a_line_that_is_no_report_is_named_without_its_content(text: str, problem: str) -> None:
    with pytest.raises(BadReports) as raised:
        evaluate([line(id="r0"), text])
    assert (raised.value.line, raised.value.problem) == (2, problem)
    assert "Marlowe" not in str(raised.value)


def test_progress_is_told_after_every_report() -> None:
    told: list[tuple[int, int]] = []
    evaluate([line(), line(id="r2")], progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_reading_an_identity_twice_gives_the_same_keys() -> None:
    identity = Identity("Liz Marlowe", "liz@example.org", "07700 900123", "S-1", "Rowan")
    assert keys(identity) == keys(identity)
