"""Microsoft's own client can be driven, and stays on this computer."""

import json
import subprocess
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests import serving
from tests.playground import echo, installing
from tests.playground.playground import PRELOADED, running, sitting
from tests.teams.members import of

AMIRA = of("amira")


def test_a_press_in_the_real_client_replaces_the_card(browser: Browser, tmp_path: Path) -> None:
    with (
        serving.served(echo.application()) as port,
        running(AMIRA, f"http://127.0.0.1:{port}/api/messages", tmp_path) as address,
        sitting(browser, AMIRA, address) as amira,
    ):
        amira.says("incident")
        shown = amira.card("You said incident")
        shown.get_by_label("Issue").fill("Draft plan late")
        amira.presses("I'll reply")
        amira.card("You have it: Draft plan late")
        expect(amira.page.get_by_text("You said incident")).not_to_be_visible()
        with urllib.request.urlopen(f"{address}_internal/v1/config") as told:  # noqa: S310 - loopback
            assert json.load(told)["config"]["currentUser"]["name"] == "Amira Khan"


def test_whatever_it_asks_for_it_listens_on_this_computer_only() -> None:
    script = """
        const http = require("node:http"), net = require("node:net");
        const every = [[{ port: 0 }], [0], [0, "0.0.0.0"], [{ port: 0, host: "::" }]];
        (async () => {
            for (const where of every) {
                const server = http.createServer();
                await new Promise((done) => server.listen(...where, done));
                console.log(server.address().address);
                server.close();
            }
        })();
    """
    command: list[str | Path] = [installing.node(), "--require", PRELOADED, "--eval", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["127.0.0.1"] * 4
