"""Colleagues who log one report after the other, and how long Slack waits for the app each time."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle, product
from typing import Any

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.serving import LONGEST
from tests.slack import conversations, elements, payloads
from tests.slack.dialogs import Dialog
from tests.slack.lines import FORM, PATH, form
from tests.slack.members import Member
from tests.slack.said import Arguments, Payload
from tests.slack.workspace import SECRET, Workspace
from tests.stories import crowd

AT_ONCE = 8
COLLEAGUES = tuple(
    Member(f"U0VISITOR{number}", f"Visitor {number}", f"visitor{number}@example.org")
    for number in range(AT_ONCE)
)
_GIVEN = "Sarah", "James", "Emma", "David", "Rachel", "Paul", "Helen", "Mark", "Laura", "Daniel", "Susan"
_FAMILY = tuple(
    f"{first}{last}"
    for last in ("by", "croft", "den", "ford", "grave", "ham", "ley", "mont", "stead", "worth")
    for first in (
        "Ash",
        "Birch",
        "Cald",
        "Dun",
        "Easter",
        "Fen",
        "Gar",
        "Hollo",
        "Inver",
        "Jelli",
        "Kes",
        "Lang",
    )
)
_ABOUT = "a late draft plan", "transport to school", "a missed meeting", "an assessment", "a place at college"
_COMMON = 4
"""Every so many-th customer is called like a thousand of the ten thousand."""


@dataclass(frozen=True)
class Visit:
    """One report logged: three waits, in seconds, each from the moment that Slack asked."""

    acknowledged: float
    asked_for_dialog: float
    saved: float


class Office:
    """Those who log; what they find is what `workspace` shows them. Runs in the workspace's loop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._signer = SignatureVerifier(SECRET)
        self._opened: dict[str, asyncio.Future[float]] = {}
        self._open = workspace.methods["views.open"]
        self._customers = _customers()
        workspace.methods = {**workspace.methods, "views.open": self._note_opening}
        workspace.state.people |= {each.id: each for each in COLLEAGUES}

    async def log(self, port: int, visits: int, *, at_once: int) -> list[Visit]:
        """Log so many reports, that many colleagues at the same time, each one after the other."""
        left = iter(range(visits))
        async with door(port) as slack:
            each = (self._one_after_the_other(slack, member, left) for member in COLLEAGUES[:at_once])
            return [visit for done in await asyncio.gather(*each) for visit in done]

    async def _one_after_the_other(
        self, slack: aiohttp.ClientSession, member: Member, left: Iterator[int]
    ) -> list[Visit]:
        return [await self._visit(slack, member) for _ in left]

    async def _visit(self, slack: aiohttp.ClientSession, member: Member) -> Visit:
        begun, acknowledged, opened = await self.opened(slack, member)
        dialog = self._workspace.dialog(member.id)
        assert dialog is not None
        saved = await self.submitted(slack, member, dialog, *next(self._customers))
        return Visit(acknowledged, opened - begun, saved)

    async def opened(self, slack: aiohttp.ClientSession, member: Member) -> tuple[float, float, float]:
        """When `/incident` was sent, the seconds until it was acknowledged, and when its dialog was asked for."""
        trigger = self._workspace.dialogs.trigger(member.id)
        opened = self._opened[trigger] = asyncio.get_running_loop().create_future()
        place = self._workspace.place(conversations.TEAM)
        sent = payloads.command(member, "/incident", "", place) | {"trigger_id": trigger}
        sent["response_url"] = self._workspace.response_urls.give(member.id, place.id)
        begun, acknowledged, _ = await self._posted(slack, sent)
        return begun, acknowledged, await asyncio.wait_for(opened, LONGEST)

    async def submitted(
        self, slack: aiohttp.ClientSession, member: Member, dialog: Dialog, customer: str, issue: str
    ) -> float:
        """The seconds until the filled dialog is acknowledged; then it shows what came of it."""
        _fill(dialog, customer, issue)
        sent = payloads.common("view_submission", member) | {"view": dialog.shape(), "response_urls": []}
        sent["trigger_id"] = self._workspace.dialogs.trigger(member.id)
        _begun, saved, answered = await self._posted(slack, {"payload": json.dumps(sent)})
        assert answered.get("response_action") == "update", answered
        self._workspace.dialogs.redraw(dialog, self._workspace.dialogs.examined(answered["view"], "modal"))
        return saved

    async def _posted(
        self, slack: aiohttp.ClientSession, fields: Mapping[str, str]
    ) -> tuple[float, float, Payload]:
        """When it was sent, the seconds until the whole acknowledgement was there, and what that said."""
        body, at = form(fields), str(int(time.time()))
        signature = self._signer.generate_signature(timestamp=at, body=body) or ""
        headers = {"Content-Type": FORM, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
        begun = time.perf_counter()
        async with slack.post(PATH, data=body.encode(), headers=headers) as answer:
            said = await answer.read()
            waited = time.perf_counter() - begun
        assert answer.status == 200, answer.status
        return begun, waited, json.loads(said) if said else {}

    def _note_opening(self, asked: Arguments) -> Payload:
        """views.open, with a note of when it came; whoever waits goes on once the dialog is there."""
        now, found = time.perf_counter(), self._open(asked)
        opened = self._opened.pop(asked.text("trigger_id"), None)
        if opened:
            opened.set_result(now)
        return found


@asynccontextmanager
async def door(port: int) -> AsyncIterator[aiohttp.ClientSession]:
    """Connections to one app, kept open."""
    connections = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}", connector=connections) as slack:
        yield slack


def _fill(dialog: Dialog, customer: str, issue: str) -> None:
    """Put something into every input that needs it."""
    for block, element in elements.inputs(dialog.view):
        place = block["block_id"], element["action_id"]
        if not dialog.typed.get(place) and not block.get("optional"):
            dialog.typed[place] = _typed(element, customer if block["block_id"] == "customer" else issue)


def _typed(element: Payload, text: str) -> Any:  # noqa: ANN401 - JSON
    if element["type"] == "external_select":
        known = text.startswith("C-")
        return {"text": {"type": "plain_text", "text": text}, "value": text if known else f"new:{text}"}
    return text


def _customers() -> Iterator[tuple[str, str]]:
    """Ever new people and what each writes about: most with a rare surname, some with a common name."""
    names = zip(cycle(_GIVEN), cycle(_FAMILY), cycle(_ABOUT), strict=False)
    common = cycle(product(crowd.GIVEN, crowd.SURNAMES))
    for number, (given, family, about) in enumerate(names):
        first, last = next(common) if number % _COMMON == 0 else (given, family)
        yield f"{first} {last}", f"{about} for {first}, {number}"
