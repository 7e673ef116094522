"""The same with Splink, as its documents recommend for data that nobody labelled; DuckDB does the work.

The models are those of its own examples, but for the fields: names by `NameComparison` or, as one comparison, by
`ForenameSurnameComparison`; postcodes and birth dates as in its example with FEBRL4.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bot.matching.contacts import read_case, read_children, read_email, read_phones
from bot.matching.likeness import whole
from bot.matching.names import read_name
from tests.benchmarks.linking.febrl import Person
from tests.benchmarks.linking.scoring import Pair, pair_of
from tests.benchmarks.linking.world import Record

RANDOM_PAIRS = 1e7
SEED = 1

Rule = Any
Row = dict[str, str | None]


@dataclass(frozen=True)
class Plan:
    """What Splink is told: comparisons without the name's, and rules to find pairs, to count and to learn from."""

    first: str
    last: str
    others: Sequence[Any]
    finding: Sequence[Rule]
    surely: Sequence[Rule]
    surely_found: float
    learning: Sequence[Rule]


FEBRL = Plan(
    "given",
    "surname",
    [
        cl.DateOfBirthComparison(
            "born", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
        ),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
    ],
    [
        block_on("given", "surname"),
        "l.given = r.surname and l.surname = r.given",
        block_on("born"),
        block_on("postcode"),
    ],
    [block_on("given", "surname", "born"), block_on("given", "postcode", "born")],
    0.6,
    [block_on("born"), block_on("postcode"), block_on("given", "surname")],
)

WORLD = Plan(
    "first",
    "last",
    [
        cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
        cl.ExactMatch("email").configure(term_frequency_adjustments=True),
        cl.ExactMatch("reference").configure(term_frequency_adjustments=True),
        cl.NameComparison("child"),
        cl.ExactMatch("title"),
    ],
    [
        *(block_on(column) for column in ("phone", "email", "reference", "first", "last")),
        "l.first = r.last and l.last = r.first",
        block_on("child", "substr(first, 1, 1)"),
        block_on("child", "substr(last, 1, 1)"),
    ],
    [block_on("first", "last", "phone"), block_on("email", "first"), block_on("first", "last", "reference")],
    0.3,
    [block_on("reference"), block_on("email"), block_on("phone")],
)
"""All addresses end alike here, so `EmailComparison`, which also compares beginnings, would find likeness everywhere."""


def apart(plan: Plan) -> list[Any]:
    """Return comparisons that take the two names one by one."""
    return [cl.NameComparison(plan.first), cl.NameComparison(plan.last), *plan.others]


def together(plan: Plan) -> list[Any]:
    """Return comparisons that take the two names as one thing, so that they may be the other way round."""
    both = cl.ForenameSurnameComparison(plan.first, plan.last, forename_surname_concat_col_name="whole")
    return [both, *plan.others]


def linked(
    files: Sequence[Sequence[Row]], plan: Plan, comparisons: Sequence[Any], *, told: bool = False
) -> dict[Pair, float]:
    """Link the records of two files, or of one with itself; each row has an `id`.

    `told`: what one person's records show is counted from the column `person`, as no service could.
    """
    settings = SettingsCreator(
        unique_id_column_name="id",
        link_type="link_only" if len(files) > 1 else "dedupe_only",
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=list(plan.finding),
    )
    database = DuckDBAPI()
    tables = [database.register(pa.Table.from_pylist(list(rows))) for rows in files]
    linker = Linker(tables, settings, log_level=logging.ERROR)
    _learn(linker, plan, told=told)
    table = linker.inference.predict().as_dict()
    pairs = zip(table["id_l"], table["id_r"], table["match_probability"], strict=True)
    return {pair_of(a, b): probability for a, b, probability in pairs}


def _learn(linker: Linker, plan: Plan, *, told: bool) -> None:
    """How many pairs match, what strangers show, then what matches show: the order its documents give."""
    training = linker.training
    training.estimate_probability_two_random_records_match(list(plan.surely), recall=plan.surely_found)
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    if told:
        training.estimate_m_from_label_column("person")
        return
    for rule in plan.learning:
        training.estimate_parameters_using_expectation_maximisation(rule)


def rows_of(people: Sequence[Person]) -> list[Row]:
    """Return FEBRL's records as Splink wants them: what is empty is null."""
    return [
        _row(
            person.id, given=person.given, surname=person.surname, born=person.born, postcode=person.postcode
        )
        | {"whole": _whole(person.given, person.surname)}
        for person in people
    ]


def parsed(record: Record) -> Row:
    """Return what was typed as Splink wants it: read by our own readers, so that both start from the same."""
    typed = record.identity
    name = read_name(typed.name)
    readings = name.readings
    first = " ".join(whole(readings[0].given)) if readings else ""
    last = " ".join(readings[0].surname) if readings else ""
    phones, children = read_phones(typed.phone), read_children(typed.child)
    return _row(
        record.id,
        first=first,
        last=last,
        whole=_whole(first, last),
        phone=phones[0].national if phones else None,
        email=read_email(typed.email),
        reference=read_case(typed.case_ref),
        child=children[0].first if children else None,
        title=name.title,
        person=str(record.person),
    )


def _whole(first: str, last: str) -> str:
    return f"{first} {last}" if first and last else ""


def _row(number: str, **columns: str | None) -> Row:
    return {"id": number, **{name: value or None for name, value in columns.items()}}
