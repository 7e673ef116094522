import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from subprocess import PIPE

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect
from sqlmodel import SQLModel

from storage import Db, Store, matchkeys, migrations
from tests.databases import NewDatabase


def test_tables_and_migrations_agree(store: Store) -> None:
    def differences(db: Db) -> list[object]:
        context = MigrationContext.configure(db.connection(), opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))

    assert store.read(differences) == [], 'run: python -m storage.migrations "what changes"'


def test_migrations_make_just_what_the_tables_say_on_sqlite(new_sqlite: NewDatabase) -> None:
    declared = create_engine(new_sqlite(empty=True))
    SQLModel.metadata.create_all(declared)
    with declared.connect() as connection:
        expected = _schema(connection)
    declared.dispose()

    with Store(new_sqlite()) as store:
        found = store.read(lambda db: _schema(db.connection()))

    assert _tidy(found) == _tidy(expected)


_SCHEMA = """
select name, sql from sqlite_master
where type in ('table', 'index') and sql is not null and name <> 'alembic_version'
"""


def _schema(connection: Connection) -> dict[str, str]:
    return {row.name: row.sql for row in connection.exec_driver_sql(_SCHEMA)}


def _tidy(schema: dict[str, str]) -> dict[str, list[str]]:
    """The definitions without layout; a table's constraints may stand in any order."""
    return {
        name: sorted(" ".join(line.split()).rstrip(",") for line in sql.splitlines())
        for name, sql in schema.items()
    }


def test_keys_are_compared_byte_by_byte_on_postgresql(new_postgresql: NewDatabase) -> None:
    with Store(new_postgresql()) as store:
        columns = store.read(lambda db: inspect(db.connection()).get_columns("match_key"))

    assert {column["name"]: getattr(column["type"], "collation", None) for column in columns} == {
        "kind": None,
        "value": "C",
        "seen_on": None,
        "customer_id": None,
    }


def test_an_empty_database_is_pending_until_it_is_migrated(new_database: NewDatabase) -> None:
    with Store(new_database(empty=True)) as store:
        assert store.pending()
        store.migrate()
        assert not store.pending()


def test_migrating_again_changes_nothing(store: Store) -> None:
    store.migrate()

    assert not store.pending()


def test_replicas_may_start_together(new_database: NewDatabase) -> None:
    url = new_database(empty=True)

    def start(_number: int) -> bool:
        with Store(url) as store:
            store.migrate()
            return store.pending()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(start, range(4))) == [False] * 4


def test_a_migration_that_fails_leaves_the_database_as_it_was(new_database: NewDatabase) -> None:
    with Store(new_database(empty=True)) as store:
        store.write(lambda db: db.connection().exec_driver_sql("create table suggestion (id integer)"))
        with pytest.raises(Exception, match="suggestion"):
            store.migrate()
        tables = store.read(lambda db: inspect(db.connection()).get_table_names())

    assert tables == ["suggestion"]


def test_the_way_back_removes_everything(store: Store) -> None:
    def back(db: Db) -> list[str]:
        command.downgrade(migrations.config(db.connection()), "base")
        return inspect(db.connection()).get_table_names()

    assert store.write(back) == ["alembic_version"]


def test_migrations_say_nothing(store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    store.migrate()

    assert capfd.readouterr() == ("", "")
    assert "ALEMBIC_CONFIG" not in os.environ


_ASKED = """
import sys
from storage import Store
with Store(sys.argv[1]) as store:
    store.migrate()
    print("migrated", flush=True)
    sys.stdin.readline()
    print(store.newer(), store.pending(), flush=True)
"""
_NEXT = """
revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    pass
"""


def test_a_running_version_knows_no_more_when_newer_files_take_the_place_of_its_own(
    new_sqlite: NewDatabase, tmp_path: Path
) -> None:
    copied = shutil.copytree(Path(migrations.__file__).parents[1], tmp_path / "storage")
    url, env = new_sqlite(), {**os.environ, "PYTHONPATH": str(tmp_path)}
    line = [sys.executable, "-c", _ASKED, url]

    with subprocess.Popen(line, cwd=tmp_path, env=env, stdin=PIPE, stdout=PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "migrated\n"
        versions = copied / "migrations" / "versions"
        newest = max(each.name for each in versions.glob("[0-9]*.py")).partition("_")[0]
        (versions / "9999_next.py").write_text(_NEXT.format(newest=newest))
        newer = subprocess.run(
            line, cwd=tmp_path, env=env, input="", capture_output=True, text=True, check=True
        )
        said, _errors = running.communicate("")

    assert newer.stdout == "migrated\nFalse False\n"
    assert said == "True True\n"


_OLD_KEYS = """
insert into staff (name, role, last_route, working_days, joined_at)
    values ('Amira', 'worker', 'helpline', 'mon', '2026-01-01 09:00:00+00:00');
insert into customer (name, relationship, created_at) values ('Ada', '', '2026-01-01 09:00:00+00:00');
insert into customer (name, relationship, created_at) values ('Ben', '', '2026-01-02 09:00:00+00:00');
insert into issue (customer_id, created_at, dismissed_why, version) values (1, '2026-01-01 09:00:00+00:00', '', 0);
insert into report (customer_id, chosen, issue_id, reporter_id, route, happened_at, logged_at, issue, details, told_us,
    gets_through, withdrawn_why, version) values (1, true, 1, 1, 'helpline', '2026-03-04 23:30:00+00:00',
    '2026-03-05 09:00:00+00:00', 'Taxi', '', '', '', '', 0);
insert into match_key (kind, value, customer_id) values ('phone', '1', 1), ('phone', '1', 2)
"""


def test_keys_from_before_know_when_their_customers_were_seen(new_database: NewDatabase) -> None:
    with Store(new_database(empty=True)) as store:

        def as_before(db: Db) -> None:
            command.upgrade(migrations.config(db.connection()), "0006")
            for statement in _OLD_KEYS.split(";"):
                db.connection().exec_driver_sql(statement)

        store.write(as_before)
        store.migrate()
        found = store.read(lambda db: matchkeys.holders(db, [("phone", "1")], 10))

    assert found == {("phone", "1"): [(1, date(2026, 3, 4)), (2, date(2026, 1, 2))]}
