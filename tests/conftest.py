"""What tests share: an empty, migrated store on each database; a local Slack, a local Teams; and no silent skips where it counts."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Dialect, Engine, event

from storage import Store
from tests import databases
from tests.databases import NewDatabase
from tests.slack.workspace import Workspace, workspace
from tests.teams.tenant import Tenant, tenant

settings.register_profile("many")
"""For `--hypothesis-profile many`: tests that can take many more examples then do."""
settings.register_profile("same", derandomize=True)
"""In CI the same examples each time: what comes in fails for its own sake; chance looks for more everywhere else."""
if os.environ.get("CI") == "true":
    settings.load_profile("same")

LONGEST_FIRST = (
    "tests/faults/",
    "tests/walk/",
    "tests/year/",
    "tests/benchmarks/",
    "tests/playground/",
    "tests/browser/",
    "tests/engineers/",
)
"""Where single tests take longest, or wait more than they work."""
_SPOKEN: dict[str, Dialect] = {}
_SAID: dict[Any, Any] = {}


@event.listens_for(Engine, "engine_connect")
def _say_it_as_before(connection: Connection) -> None:
    """What was put into SQL for one test's database is not put into SQL again for the next one's."""
    connection.dialect = _SPOKEN.setdefault(connection.dialect.name, connection.dialect)
    connection.execution_options(compiled_cache=_SAID)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-combination",
        action="store_true",
        help="tell every story in each office on each database, not only in each and on each",
    )


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewDatabase]:
    with databases.sqlite(tmp_path_factory.mktemp("sqlite")) as new:
        yield new


@pytest.fixture(scope="session")
def new_postgresql() -> Iterator[NewDatabase]:
    with databases.postgresql() as new:
        yield new


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    return new


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    return new_database()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        yield opened


@pytest.fixture
def slack() -> Iterator[Workspace]:
    """A local Slack; what Slack would have refused fails the test."""
    with workspace() as opened:
        yield opened
    assert opened.complaints == []


@pytest.fixture
def teams() -> Iterator[Tenant]:
    """A local Teams, as strict."""
    with tenant() as opened:
        yield opened
    assert opened.complaints == []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first: others are told beside them, and none is left over in the end for one core alone."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST_FIRST))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is there by now stays to the end: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skips_count() and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("CI=true: a skipped test is a failed run", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _skips_count() and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _skips_count() -> bool:
    return os.environ.get("CI") == "true"
