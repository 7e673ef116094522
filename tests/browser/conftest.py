"""The try-out as a newcomer starts it: a process of its own, a real browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from adapters.web import clock, tryout
from storage import Store, settings
from tests.office.shared import LONDON
from tests.served import free_port

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
A_TUESDAY = datetime(2026, 11, 24, 9, 40, tzinfo=LONDON)
BRITISH = {"LANGUAGE": "en_GB"}
"""Days in fields as the service writes them, 24/11/2026; on Debian only with the package chromium-l10n."""
PATIENCE = 60_000
"""Milliseconds in which even a stalled machine shows what is waited for."""
HELP = "no browser: install Chromium (Debian: apt-get install chromium) or set CHROMIUM to its path"


@pytest.fixture
def chromium() -> str:
    """Where Chromium is; asked before anything is started."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip(HELP)
    return path


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the sample was lived through once; that takes longer than many a test."""
    folder = tmp_path_factory.mktemp("lived")
    let_it_be(folder, A_TUESDAY)
    with started(folder):
        return folder


@pytest.fixture
def data(lived: Path, tmp_path: Path) -> Path:
    """The folder of a try-out that was left and is opened again, at the moment at which its sample ends."""
    shutil.copytree(lived, tmp_path, dirs_exist_ok=True)
    let_it_be(tmp_path, A_TUESDAY)
    return tmp_path


@pytest.fixture
def address(data: Path) -> Iterator[str]:
    """Start `evenhand try` on an ordinary day, for at weekends nobody is at work; gives the address of its page."""
    with started(data) as page:
        yield page


@contextmanager
def started(data: Path) -> Iterator[str]:
    """`evenhand try` on this folder; the address of its page, once that answers."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "bot",
        "try",
        "--no-browser",
        "--port",
        str(port),
        "--data",
        str(data),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()  # printed once the page answers
        assert f":{port}" in said
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.stdout.read()


@pytest.fixture
def page(chromium: str, address: str) -> Iterator[Page]:
    """The page in Chromium; whatever its console complains about fails the test."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        spoken: dict[str, str | float | bool] = {**os.environ, **BRITISH}
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET, env=spoken)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        opened = context.new_page()
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(error.message))
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.set_default_timeout(PATIENCE)
        opened.goto(address)
        yield opened
        browser.close()
    assert complaints == []


def let_it_be(data: Path, moment: datetime) -> None:
    """Set the try-out's clock before it starts, ahead of the machine's or behind it."""
    store = Store(f"sqlite:///{data / tryout.DATABASE}")
    store.migrate()
    ahead = (moment - datetime.now(UTC)).total_seconds()
    store.write(lambda db: settings.put(db, clock.SETTING, str(ahead)))
    store.close()
