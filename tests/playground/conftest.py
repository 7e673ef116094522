"""Microsoft's Agents Playground, driven by hand as a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.conftest import PATIENCE, QUIET, chromium
from tests.playground import installing
from tests.playground.office import Office, open_office

__all__ = ["browser", "chromium"]


HELP = "no npm: Microsoft's client is downloaded when it is first needed"


@pytest.fixture(scope="session", autouse=True)
def installed() -> None:
    """Download before anything is started."""
    try:
        installing.package("@microsoft/m365agentsplayground")
    except installing.Unreachable:
        pytest.skip(HELP)


@pytest.fixture
def browser(chromium: str) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def office(browser: Browser, tmp_path: Path) -> Iterator[Office]:
    with open_office(browser, tmp_path) as opened:
        yield opened
