"""Every table as the database has it, whatever its revision: rows as lines of JSON, alike on both databases, and back."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    collate,
    func,
    inspect,
    select,
    text,
)
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - declares what is ours

_AT_ONCE: Final = 500

Decode = Callable[[Any], Any]


def names(connection: Connection) -> list[str]:
    """Which of Evenhand's tables are there."""
    return sorted(set(SQLModel.metadata.tables) & set(inspect(connection).get_table_names()))


def ours(connection: Connection) -> list[Table]:
    """Evenhand's tables as they are there, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection, only=names(connection))
    return found.sorted_tables


def count(connection: Connection, table: Table) -> int:
    """How many rows it has."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def lines(connection: Connection, table: Table, columns: Sequence[str]) -> Iterator[bytes]:
    """Its rows, each a line of JSON, in the order of the key byte by byte."""
    order = [_bytewise(connection, column) for column in table.primary_key]
    query = select(*(table.c[name] for name in columns)).order_by(*order)
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as found:
        for row in found:
            yield line(list(row))


def line(value: object) -> bytes:
    """A value in the one way in which it is written."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_told)
    return f"{told}\n".encode()


def fill(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[bytes]) -> None:
    """Put such lines back; ValueError where one is no row of this table."""
    decoders = [(name, _decoder(table.c[name])) for name in columns]
    to_itself = [fk.parent.name for fk in table.foreign_keys if fk.column.table is table]
    referring: list[dict[str, Any]] = []
    for batch in _batches(rows):
        filled = [_row(each, decoders) for each in batch]
        referring += [each for each in filled if any(each[name] is not None for name in to_itself)]
        connection.execute(table.insert(), [each | dict.fromkeys(to_itself) for each in filled])
    if referring:  # only once every row is there that one may refer to
        _refer(connection, table, to_itself, referring)


def go_on_counting(connection: Connection, table: Table) -> None:
    """Number new rows after those that were filled in; SQLite does that by itself."""
    if connection.dialect.name != "postgresql":
        return
    quote = connection.dialect.identifier_preparer.quote_identifier
    for column in table.primary_key:
        if isinstance(column.type, Integer):
            sequence = func.pg_get_serial_sequence(quote(table.name), column.name)  # null where it has none
            following = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, following, text("false"))))


def _refer(connection: Connection, table: Table, names: list[str], rows: list[dict[str, Any]]) -> None:
    keys = [column == bindparam(f"key_{column.name}", type_=column.type) for column in table.primary_key]
    values: dict[str, Any] = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    told = [
        {f"key_{column.name}": row[column.name] for column in table.primary_key}
        | {f"new_{name}": row[name] for name in names}
        for row in rows
    ]
    connection.execute(table.update().where(*keys).values(values), told)


def _bytewise(connection: Connection, column: Column[Any]) -> ColumnElement[Any]:
    at_home = connection.dialect.name == "sqlite" or not _is_text(column)
    return column if at_home else collate(column, "C")


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String)


def _told(value: object) -> str:
    if isinstance(value, datetime):
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return aware.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _decoder(column: Column[Any]) -> Decode:
    match column.type:
        case DateTime():
            return _moment
        case Date():
            return date.fromisoformat
        case Boolean():
            return _yes_or_no
        case _:
            return _as_it_is


def _moment(told: str) -> datetime:
    moment = datetime.fromisoformat(told)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment.astimezone(UTC)


def _yes_or_no(told: object) -> bool:
    if not isinstance(told, bool):
        raise ValueError("neither yes nor no")  # noqa: TRY004 - what is wrong is the file
    return told


def _as_it_is(told: object) -> object:
    if isinstance(told, list | dict):
        raise ValueError("no value of a column")  # noqa: TRY004
    return told


def _row(line: bytes, decoders: Sequence[tuple[str, Decode]]) -> dict[str, Any]:
    values = json.loads(line)
    if not isinstance(values, list):
        raise ValueError("no row")  # noqa: TRY004
    pairs = zip(decoders, values, strict=True)
    return {name: None if value is None else decode(value) for (name, decode), value in pairs}


def _batches(rows: Iterable[bytes]) -> Iterator[list[bytes]]:
    found = iter(rows)
    while batch := list(islice(found, _AT_ONCE)):
        yield batch
