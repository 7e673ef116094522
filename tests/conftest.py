"""What tests share: an empty, migrated store on each database; and no silent skips where it counts."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from storage import Store
from tests import databases
from tests.databases import NewDatabase

settings.register_profile("many")
"""For `--hypothesis-profile many`: tests that can take many more examples then do."""
settings.register_profile("same", derandomize=True)
"""In CI the same examples each time: what comes in fails for its own sake; chance looks for more everywhere else."""
if os.environ.get("CI") == "true":
    settings.load_profile("same")


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
