"""Microsoft's own client as one person uses it: a process of its own on loopback, and its page in Chromium."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect

from tests.browser.acting import PICTURES
from tests.playground import installing
from tests.served import free_port
from tests.teams import members
from tests.teams.members import Member

Payload = dict[str, Any]
PRELOADED = Path(__file__).with_name("loopback.cjs")
LABELS = {
    "customer": "Customer",
    "issue": "What is it about?",
    "phone": "Telephone",
    "child": "Child's first name",
    "note": "Your reasons",
    "explained": "What you explained",
    "view": "Their own view",
    "reasons": "Why",
    "proportionate": "Why nothing less would do",
    "agree_because": "Why I agree",
}
"""What the fields are called that tests fill in."""
VIEW: ViewportSize = {"width": 1280, "height": 1700}
"""High enough for the longest form."""
WINDOW: FloatRect = {"x": 0, "y": 0, "width": 1280, "height": 840}
TOP, BOTTOM = 52, 1610
"""Between these pixels are the messages."""


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
        """Press the newest button of this name, and wait until the bot has answered."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/v1/invoke")) as answered:
            (within or self.page).get_by_role("button", name=label, exact=True).last.click()
        assert answered.value.ok, answered.value.status

    def begins(self, command: str) -> Locator:
        """Choose a command of the message extension, beside the place where people write; gives the dialog's card."""
        self.page.get_by_role("button", name="Trigger Message Extension App").click()
        self.page.get_by_role("menuitem", name="Action Command").click()
        asked = self.page.get_by_role("dialog")
        asked.get_by_role("textbox").fill(command)
        asked.get_by_role("button", name="Create").click()
        return self.dialog()

    def dialog(self) -> Locator:
        """The card in the open dialog."""
        found = self.page.get_by_role("dialog").locator(".ac-adaptiveCard")
        expect(found).to_be_visible()
        return found

    def unfolds(self, label: str, within: Locator) -> None:
        """Press a button that only shows more of its card."""
        within.get_by_role("button", name=label, exact=True).click()

    def fills(self, card: Locator, **fields: str) -> None:
        """Type into the inputs that these fields are."""
        for name, text in fields.items():
            card.get_by_label(LABELS[name], exact=False).first.fill(text)

    def chooses(self, card: Locator, label: str, option: str) -> None:
        """Choose from the list under this label."""
        card.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}")).first.click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def picture(self, name: str, card: Locator | None = None) -> None:
        """Take the guide's picture of this name: of a card, or of the window's upper part.

        Never of more than fits: to show it, the window would grow, and the client would draw its cards anew.
        """
        if not PICTURES:
            return
        box = WINDOW
        if card:
            card.evaluate("card => card.scrollIntoView({block: 'start'})")
            box = card.bounding_box() or WINDOW
            box["y"], bottom = max(box["y"], TOP), min(box["y"] + box["height"], BOTTOM)
            box["height"] = bottom - box["y"]
        self.page.screenshot(path=Path(PICTURES) / f"{name}.png", clip=box)


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
def running(who: Member, bot: str, folder: Path, port: int = 0) -> Iterator[str]:
    """Start somebody's client for the bot at this address; gives the address of its page."""
    at = port or free_port()
    own = folder / who.handle
    own.mkdir()
    (own / ".m365agentsplayground.yml").write_text(json.dumps(config(who)), "utf-8")  # JSON is YAML too
    command: list[str | Path] = [
        *(installing.node(), "--require", PRELOADED),
        *(installing.package("@microsoft/m365agentsplayground") / "cli.js", "start"),
        *("--app-endpoint", bot, "--channel-id", "msteams", "--port", str(at), "--disable-telemetry"),
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
    context = browser.new_context(viewport=VIEW, locale="en-GB")
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(error.message))
    page.route(
        "**/*", lambda route: route.continue_() if "//127.0.0.1:" in route.request.url else route.abort()
    )
    page.goto(address)
    expect(page.get_by_text("Connected.")).to_be_visible()
    page.get_by_role("button", name="Hide log panel").click()
    expect(page.get_by_text("Connected.")).not_to_be_visible()
    expect(page.get_by_text("Personal Chat", exact=True)).to_be_visible()
    yield Seat(who, page)
    context.close()
    assert failed == []
