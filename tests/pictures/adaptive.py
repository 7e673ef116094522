"""Draws Adaptive Cards with Microsoft's own renderer, in a browser; fetches the renderer from npm."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import BRITISH, HELP, QUIET
from tests.playground import installing
from tests.teams.cards import inputs

Payload = dict[str, Any]

HERE = Path(__file__).parent
NO_CHOICE = "An Input.ChoiceSet must have at least one choice defined."
"""Said of look-ups too, whose choices come while somebody types."""
DRAW = """([card, host]) => {
    const drawn = new AdaptiveCards.AdaptiveCard(), told = new AdaptiveCards.SerializationContext();
    drawn.hostConfig = new AdaptiveCards.HostConfig(host);
    drawn.parse(card, told);
    const found = drawn.validateProperties().validationEvents.map((each) => each.message);
    for (let at = 0; at < told.eventCount; at++) found.push(told.getEventAt(at).message);
    document.getElementById("card").replaceChildren(drawn.render());
    for (const each of drawn.getAllInputs().filter((one) => one.isDynamicTypeahead?.())) {
        const chosen = each.choices.find((one) => one.value === each.defaultValue);
        if (chosen) document.querySelector(".ac-choiceSetInput-filtered-textbox").value = chosen.title;
    }
    return found;
}"""
"""Draws a card; what the renderer has to say about it. In a look-up it shows the choice's value, where Teams shows its title."""


class Easel:
    """A page on which one card after the other is drawn."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._host = json.loads((HERE / "teams.json").read_text("utf-8"))

    def draw(self, card: Payload, *, over: str = "", dialog: bool = False) -> list[str]:
        """Draw a card under what stands over it; what the renderer complains of."""
        self._page.evaluate(
            "([over, kind]) => { document.getElementById('over').textContent = over;"
            " document.getElementById('frame').className = kind; }",
            [over, "dialog" if dialog else "message"],
        )
        found: list[str] = self._page.evaluate(DRAW, [card, self._host])
        asked_later = sum(1 for each in inputs(card) if "choices.data" in each and not each["choices"])
        for _ in range(asked_later):
            found.remove(NO_CHOICE)
        return found

    def photograph(self) -> bytes:
        """What is drawn, as a PNG."""
        return self._page.locator("#frame").screenshot()


@contextmanager
def easel(*, width: int = 560) -> Iterator[Easel]:
    """Open a page with the renderer."""
    script = installing.package("adaptivecards") / "dist" / "adaptivecards.min.js"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=QUIET, env={**os.environ, **BRITISH}
        )
        page = browser.new_page(viewport={"width": width, "height": 800}, locale="en-GB")
        page.set_content(
            f"<!doctype html><html lang='en'><meta charset='utf-8'><style>{(HERE / 'teams.css').read_text('utf-8')}</style>"
            "<div id='frame'><div id='over'></div><div id='card'></div></div></html>"
        )
        page.add_script_tag(path=script)
        yield Easel(page)
        browser.close()


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return found or sys.exit(HELP)
