"""Microsoft's own client as one person uses it: a process of its own on loopback, and its page in Chromium."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import free_port
from tests.playground import installing
from tests.teams import members
from tests.teams.members import Member

Payload = dict[str, Any]
PRELOADED = Path(__file__).with_name("loopback.cjs")
VIEW = {"width": 1280, "height": 900}


class Seat:
    """Somebody before their client; what they do waits for what the page shows, never for a time."""

    def __init__(self, who: Member, page: Page) -> None:
        self.who = who
        self.page = page

    def goes_to(self, name: str) -> None:
        """Open a conversation by the name in the list."""
        self.page.get_by_role("treeitem", name=name).click()

    def says(self, text: str) -> None:
        """Write in the conversation that is open."""
        box = self.page.get_by_role("textbox").last
        box.click()
        box.press_sequentially(text)
        self.page.get_by_role("button", name="Send Message").click()
        expect(self.page.get_by_text(text, exact=True).last).to_be_visible()

    def card(self, text: str) -> Locator:
        """The newest card in which this is to be read, once it is there."""
        found = self.page.locator(".ac-adaptiveCard", has_text=text).last
        expect(found).to_be_visible()
        return found

    def presses(self, label: str, within: Locator | None = None) -> None:
        """Press the newest button of this name."""
        (within or self.page).get_by_role("button", name=label, exact=True).last.click()

    def picture(self, file: Path) -> None:
        """What is to be seen now, without the panel for developers."""
        close = self.page.locator("text=Log Panel").locator("xpath=..").get_by_role("button").last
        if close.is_visible():
            close.click()
        self.page.screenshot(path=file)


def _user(who: Member) -> Payload:
    given, _, surname = who.name.partition(" ")
    told = {"id": who.id, "name": who.name, "userPrincipleName": who.upn, "aadObjectId": who.aad}
    return told | {"givenName": given, "surname": surname, "email": who.upn}


def config(who: Member) -> Payload:
    """Who is at this client, and with whom; no conversation has the same id in two clients."""
    others = [each for each in (*members.FIVE, members.WITHOUT_MAIL) if each is not who][:5]
    return {
        "version": "0.1.1",
        "tenantId": members.TENANT,
        "bot": {"id": members.BOT, "name": members.OURSELVES.name},
        "currentUser": _user(who),
        "users": [_user(each) for each in others],
        "personalChat": {"id": f"personal-{who.handle}"},
        "groupChat": {"id": f"group-{who.handle}", "name": "Group"},
        "team": {
            "id": f"team-{who.handle}",
            "name": "Service",
            "aadGroupId": members.TENANT,
            "channels": [{"id": channel(who), "name": "Managers"}],
        },
    }


def channel(who: Member) -> str:
    """The id of the channel "Managers" in somebody's client."""
    return f"managers-{who.handle}"


@contextmanager
def running(who: Member, bot: str, folder: Path, port: int = 0, kind: str = "msteams") -> Iterator[str]:
    """Start somebody's client for the bot at this address; gives the address of its page."""
    at = port or free_port()
    own = folder / who.handle
    own.mkdir()
    (own / ".m365agentsplayground.yml").write_text(json.dumps(config(who)), "utf-8")  # JSON is YAML too
    command: list[str | Path] = [
        *(installing.node(), "--require", PRELOADED),
        *(installing.package("@microsoft/m365agentsplayground") / "cli.js", "start"),
        *("--app-endpoint", bot, "--channel-id", kind, "--port", str(at), "--disable-telemetry"),
        *("--service-url", service_url(at)),
    ]
    with subprocess.Popen(command, cwd=own, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            assert str(at) in said, said
            yield f"http://127.0.0.1:{at}/"
        finally:
            process.terminate()
            process.stdout.read()


def service_url(port: int) -> str:
    """Where a client on this port takes the bot's messages."""
    return f"http://127.0.0.1:{port}/_connector"


@contextmanager
def sitting(browser: Browser, who: Member, address: str) -> Iterator[Seat]:
    """Open somebody's page; scripts that fail on it fail the test."""
    context = browser.new_context(viewport=VIEW, locale="en-GB")  # type: ignore[arg-type] # as the other pages
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(error.message))
    page.route(
        "**/*", lambda route: route.continue_() if "//127.0.0.1:" in route.request.url else route.abort()
    )
    page.goto(address)
    expect(page.get_by_text("Personal Chat", exact=True)).to_be_visible()
    yield Seat(who, page)
    context.close()
    assert failed == []
