"""What a colleague does in the course of one contact, each deed timed from the moment that Slack asks."""

import asyncio
import json
import random
import time
from collections.abc import Iterator
from itertools import count, cycle

import aiohttp

from bot.words import waiting
from tests.benchmarks import past, seeding
from tests.benchmarks.visits import Office, door
from tests.serving import LONGEST
from tests.slack import conversations, elements, members, payloads
from tests.slack.dialogs import Dialog
from tests.slack.members import Member
from tests.slack.said import Payload
from tests.slack.workspace import Workspace

MOST_AT_ONCE = 32
CREW = tuple(
    Member(f"U0CREW{number}", f"Crew {number}", f"crew{number}@example.org")
    for number in range(2 * MOST_AT_ONCE)
)
OTHERS = tuple(
    Member(seeding.handle(number), past.name_of(number), f"colleague{number}@example.org")
    for number in range(1, past.COLLEAGUES + 1)
)
"""Those who logged what is on file."""
OPENED, DRAWN, TYPED = "`/incident` acknowledged", "dialog asked for", "look-up, a keystroke"
FILED, JOINED = "submission", "submission, a colleague holds it"
PRESSED, PRESS_SHOWN = "press acknowledged", "press, its outcome shown"
CHECKED, SUMMED = "`check`, its answer shown", "`summary`, its answer shown"
DEEDS = OPENED, DRAWN, TYPED, FILED, JOINED, PRESSED, PRESS_SHOWN, CHECKED, SUMMED
KEYSTROKES = ("c", "cal", "calder", "calderby")
"""What is typed into the look-up, as often as Slack asks while somebody types at their usual pace."""

Waits = dict[str, list[float]]
"""Seconds that each deed took, each time."""


class Crew(Office):
    """Pairs of colleagues who hear from the same customer; every contact goes the whole way, to a decision."""

    def __init__(self, workspace: Workspace, customers: int) -> None:
        super().__init__(workspace)
        known = list(range(1, customers + 1))
        random.Random(1).shuffle(known)  # noqa: S311 - whom they hear from, the same each time
        self._known = cycle(known)
        self._contacts = count(1)
        self._shown: dict[str, asyncio.Future[float]] = {}
        self._show = workspace.state.show
        workspace.state.show = self._note_showing  # type: ignore[method-assign] # the time that something arrives
        everybody = {each.id: each for each in (*CREW, *OTHERS)}
        workspace.state.people |= everybody
        workspace.state.conversations.people |= everybody

    async def contacts(self, port: int, number: int, *, at_once: int) -> Waits:
        """So many contacts, in so many pairs at the same time."""
        left, taken = iter(range(number)), {deed: list[float]() for deed in DEEDS}
        async with door(port) as slack:
            pairs = (
                self._pair(slack, CREW[2 * place : 2 * place + 2], left, taken) for place in range(at_once)
            )
            await asyncio.gather(*pairs)
        return taken

    async def summaries(self, port: int, number: int) -> list[float]:
        """A manager asks for the summary, so often one after the other."""
        manager = next(each for each in members.ALL if each.id in members.MANAGERS)
        async with door(port) as slack:
            return [await self._answered(slack, manager, "summary") for _ in range(number)]

    async def contact(self, slack: aiohttp.ClientSession, pair: tuple[Member, ...], taken: Waits) -> None:
        """One contact: a colleague logs it, another hears of the same and says that they reply."""
        one, other = pair
        about = f"A late draft plan, contact {next(self._contacts)}"
        customer = f"C-{next(self._known):04d}"
        dialog = await self._begin(slack, one, taken)
        taken[FILED].append(await self._saved(slack, one, dialog, customer, about))
        dialog = await self._begin(slack, other, taken)
        taken[JOINED].append(await self._saved(slack, other, dialog, customer, about))
        await self._press(slack, other, dialog, taken)
        taken[CHECKED].append(await self._answered(slack, other, f"check {customer}"))

    async def _pair(
        self, slack: aiohttp.ClientSession, pair: tuple[Member, ...], left: Iterator[int], taken: Waits
    ) -> None:
        for _ in left:
            await self.contact(slack, pair, taken)

    async def _begin(self, slack: aiohttp.ClientSession, member: Member, taken: Waits) -> Dialog:
        arrives = self._awaited(member)
        begun, acknowledged, opened = await self.opened(slack, member)
        taken[OPENED].append(acknowledged)
        taken[DRAWN].append(opened - begun)
        dialog = self._workspace.dialog(member.id)
        assert dialog is not None
        if _waits(dialog):
            await asyncio.wait_for(arrives, LONGEST)
        for typed in KEYSTROKES:
            taken[TYPED].append(await self._look_up(slack, member, dialog, typed))
        return dialog

    async def _saved(
        self, slack: aiohttp.ClientSession, member: Member, dialog: Dialog, customer: str, about: str
    ) -> float:
        """The seconds until the dialog shows what came of it, be it "Saving…" meanwhile."""
        arrives, begun = self._awaited(member), time.perf_counter()
        saved = await self.submitted(slack, member, dialog, customer, about)
        return await asyncio.wait_for(arrives, LONGEST) - begun if _waits(dialog) else saved

    async def _look_up(
        self, slack: aiohttp.ClientSession, member: Member, dialog: Dialog, typed: str
    ) -> float:
        sent = payloads.common("block_suggestion", member) | payloads.in_dialog(dialog)
        sent |= {"block_id": "customer", "action_id": "customer", "value": typed}
        _begun, waited, answered = await self._posted(slack, {"payload": json.dumps(sent)})
        assert answered["options"], answered
        return waited

    async def _press(
        self, slack: aiohttp.ClientSession, member: Member, dialog: Dialog, taken: Waits
    ) -> None:
        """They say that they reply, in the dialog that says who else holds it."""
        block, element = _button(dialog, "issue.take")
        sent = payloads.common("block_actions", member) | payloads.in_dialog(dialog)
        sent |= {"trigger_id": self._workspace.dialogs.trigger(member.id)}
        sent |= {"actions": [payloads.action(block, element)]}
        arrives = self._awaited(member)
        begun, acknowledged, _ = await self._posted(slack, {"payload": json.dumps(sent)})
        taken[PRESSED].append(acknowledged)
        taken[PRESS_SHOWN].append(await asyncio.wait_for(arrives, LONGEST) - begun)

    async def _answered(self, slack: aiohttp.ClientSession, member: Member, text: str) -> float:
        """Seconds until what a command asked for is shown."""
        place = self._workspace.place(conversations.TEAM)
        sent = payloads.command(member, "/incident", text, place)
        sent["trigger_id"] = self._workspace.dialogs.trigger(member.id)
        sent["response_url"] = self._workspace.response_urls.give(member.id, place.id)
        arrives = self._awaited(member)
        begun, _acknowledged, _ = await self._posted(slack, sent)
        return await asyncio.wait_for(arrives, LONGEST) - begun

    def _awaited(self, member: Member) -> asyncio.Future[float]:
        self._shown[member.id] = asyncio.get_running_loop().create_future()
        return self._shown[member.id]

    def _note_showing(self, user: str, kind: str, of: str) -> None:
        self._show(user, kind, of)
        dialog = self._workspace.dialogs.find(of) if kind == "view" else None
        if dialog and _waits(dialog):
            return
        arrives = self._shown.pop(user, None)
        if arrives and not arrives.done():
            arrives.set_result(time.perf_counter())


def _waits(dialog: Dialog) -> bool:
    """Whether it says that something is on its way."""
    headers = (block["text"]["text"] for block in dialog.view["blocks"] if block["type"] == "header")
    return bool({waiting.opening().title, waiting.saving(()).title} & set(headers))


def _button(dialog: Dialog, action: str) -> tuple[str, Payload]:
    for block, element in elements.pressable(dialog.view["blocks"]):
        if str(element.get("action_id", "")).partition(":")[0] == action:
            return block["block_id"], element
    raise AssertionError(f"no {action}: {json.dumps(dialog.view)[:2000]}")
