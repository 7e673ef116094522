"""What happens to one thing that somebody did: acknowledged in time, handled by the bot, answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from adapters.answering import Mishap, done, mishap, offered
from adapters.attempts import AGAIN, Attempts, Pause, not_handled
from adapters.clock import Clock
from adapters.payload import Payload
from adapters.remembered import CantTell
from adapters.server import Assistant
from adapters.slack import inputs, parse, render
from adapters.slack.directory import Directory
from adapters.slack.incoming import Incoming, Surface
from adapters.slack.speak import Speaker
from bot.cards import Card
from bot.chat import Refresh, Replace, Reply, Whisper
from bot.words import waiting

Acknowledge = Callable[[Payload], Awaitable[object]]

NOTHING: Payload = {}


@dataclass(frozen=True)
class Patience:
    """How long somebody waits, in seconds. Slack gives up after 3, and a dialog can be opened for 3.

    `answer`: until a press or command shows "One moment…". `acknowledge`: until a submission shows "Saving…".
    `suggest`: until a look-up offers what needs no search. `settle`: between an acknowledgement with a view
    and the update of that view, which must not overtake it. `again`: the waits before the bot is asked again
    what the database did not do. `line`: until Socket Mode asks for another address to connect to. `rest`: without
    another letter until a text that somebody writes is kept.
    """

    answer: float = 1.0
    acknowledge: float = 2.0
    suggest: float = 2.0
    settle: float = 0.5
    again: tuple[float, ...] = AGAIN
    line: float = 35.0
    rest: float = 1.0


USUAL = Patience()


class Told(NamedTuple):
    """What somebody is told directly who closed the dialog before its outcome, and whose dialog may not show it."""

    closed: Card
    unshown: Card


@dataclass(frozen=True)
class Shown:
    """What a submission leads to: an acknowledgement in time, else a view afterwards; then the rest of the reply."""

    acknowledgement: Payload
    view: Payload
    told: Told
    rest: Reply = field(default_factory=Reply)


class Handling:
    """Handles one workspace's events; `wake` tells the delivery loop that something was decided."""

    def __init__(
        self,
        bot: Assistant,
        directory: Directory,
        speaker: Speaker,
        clock: Clock,
        *,
        wake: Callable[[], None],
        patience: Patience,
        pause: Pause,
    ) -> None:
        self._attempts = Attempts(bot, clock, wake, pause, patience.again)
        self._directory = directory
        self._speaker = speaker
        self._clock = clock
        self._patience = patience
        self._pause = pause

    async def acted(self, ack: Acknowledge, incoming: Incoming) -> None:
        """A command, a shortcut, a press, a changed field, a typed line."""
        incoming = self._as_of_now(incoming)
        if incoming.letter:
            await self._written(ack, incoming)
            return
        self._speaker.dialogs.changes(incoming)
        await ack(NOTHING)
        work = asyncio.ensure_future(self._replied(incoming))
        in_time = await done(work, self._patience.answer)
        held = "" if in_time else await self._speaker.hold(incoming)
        await self._answer(incoming, await work, held)
        if incoming.surface is Surface.HOME:
            await self._draw_home(parse.home_of(incoming))

    async def _written(self, ack: Acknowledge, incoming: Incoming) -> None:
        """A letter more: the text is told once the hands rest, or with whatever is done next in the same form.

        Nothing is shown over what somebody writes, whatever comes of it: the submission says what is the matter.
        """
        self._speaker.dialogs.writes(incoming)
        await ack(NOTHING)
        await self._pause(self._patience.rest)
        if self._speaker.dialogs.is_last(incoming):
            await self._replied(incoming)

    async def submitted(self, ack: Acknowledge, incoming: Incoming) -> None:
        """A form: the answer comes in the same dialog, at once or after "Saving…"."""
        self._speaker.dialogs.changes(incoming)
        work = asyncio.ensure_future(self._saved(incoming))
        if await done(work, self._patience.acknowledge):
            shown = work.result()
            await ack(shown.acknowledgement)
        else:
            await ack(_update(self._speaker.saving(incoming)))
            await self._pause(self._patience.settle)
            shown = await work
            await self._speaker.fill(incoming, shown.view, *shown.told)
        await self._speaker.show(incoming, shown.rest)

    async def looked_up(self, ack: Acknowledge, incoming: Incoming) -> None:
        """Somebody types into a look-up: what fits, or in time what needs no search."""
        found = await offered(self._handled(incoming), incoming.typed, self._patience.suggest)
        await ack(render.options(found.options))

    async def opened(self, ack: Acknowledge, incoming: Incoming) -> None:
        """The home; or our messages, where somebody new is welcomed."""
        await ack(NOTHING)
        if incoming.surface is Surface.HOME:
            await self._draw_home(incoming)
        else:
            await self._meet(incoming)

    async def _meet(self, incoming: Incoming) -> None:
        try:
            await self._attempts.meet(await self._directory.profile(incoming.user, incoming.team))
        except CantTell as why:
            not_handled(why)

    async def _answer(self, incoming: Incoming, reply: Reply, held: str) -> None:
        redrawn = next((part for part in reply.parts if isinstance(part, Refresh)), None)
        if redrawn and incoming.surface is Surface.DIALOG:
            await self._speaker.redraw(incoming, redrawn.form)
        else:
            await self._speaker.show(incoming, reply, held)

    async def _draw_home(self, incoming: Incoming) -> None:
        for part in (await self._replied(incoming)).parts:
            if isinstance(part, Whisper):
                await self._speaker.publish(incoming, part.card)

    async def _replied(self, incoming: Incoming) -> Reply:
        """The bot's reply, or one that says that nothing was done."""
        try:
            return await self._handled(incoming)
        except Exception as error:  # noqa: BLE001 - the person gets a sentence, whatever happened
            return Reply((Whisper(mishap(error).card),))

    async def _saved(self, incoming: Incoming) -> Shown:
        """What a submission leads to; the filled form again where nothing was kept."""
        try:
            return self._drawn(incoming, await self._handled(incoming))
        except Exception as error:  # noqa: BLE001 - the person gets the filled form, whatever happened
            return _returned(incoming, mishap(error))

    def _drawn(self, incoming: Incoming, reply: Reply) -> Shown:
        """A reply to a submission as the dialog shows it; what else there is comes after it."""
        told = _told(reply.outcome)
        match reply.parts:
            case (Refresh(form), *rest):
                view = self._speaker.form(incoming, form)
                wrong = render.errors(form, inputs.names(incoming.view))
                at_once = {"response_action": "errors", "errors": wrong} if wrong else _update(view)
                return Shown(at_once, view, _told(""), Reply(tuple(rest)))
            case (Replace(card) | Whisper(card), *rest):
                view = render.dialog(card)
                return Shown(_update(view), view, told, Reply(tuple(rest)))
        return Shown({"response_action": "clear"}, render.dialog(waiting.done()), told, reply)

    async def _handled(self, incoming: Incoming) -> Reply:
        profile = await self._directory.profile(incoming.user, incoming.team)
        return await self._attempts.handle(incoming.event, profile)

    def _as_of_now(self, incoming: Incoming) -> Incoming:
        """What was filled in counts as of now, however long it waits to be kept: what is done meanwhile is newer."""
        if not incoming.change:
            return incoming
        filled_in, now = incoming.event, self._clock.now()
        return replace(incoming, event=lambda who, _later: filled_in(who, now))


def _update(view: Payload) -> Payload:
    return {"response_action": "update", "view": view}


def _told(outcome: str) -> Told:
    return Told(waiting.closed_meanwhile(outcome), waiting.not_shown(outcome))


def _returned(incoming: Incoming, what: Mishap) -> Shown:
    """The filled form again, with what is the matter."""
    view = render.refilled(incoming.view, what.above)
    return Shown(_update(view), view, Told(what.card, what.card) if what.unsure else _told(""))
