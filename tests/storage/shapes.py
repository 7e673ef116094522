"""How a database's tables are made, told alike of two databases of one kind: to be compared."""

from sqlalchemy import Connection

from tests.storage.released import tables

_PARTS = (
    """
    select table_name, column_name, data_type, is_nullable, column_default, collation_name
    from information_schema.columns where table_schema = 'public'
    """,
    "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'",
    """
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace
    """,
    "select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
    "select 'function', proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace",
)


def shape(connection: Connection) -> list[str]:
    """Tables, columns, indexes, constraints and triggers, in an order of their own."""
    if connection.dialect.name == "sqlite":
        return sorted(tables(connection).splitlines())
    return sorted(str(tuple(row)) for part in _PARTS for row in connection.exec_driver_sql(part))
