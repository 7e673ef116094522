"""What happens to one thing that somebody did: handled by the bot, and answered in the time that Teams gives."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from adapters.answering import done, mishap, offered
from adapters.attempts import AGAIN, Attempts, Pause
from adapters.clock import Clock
from adapters.payload import Payload
from adapters.server import Assistant
from adapters.teams import answers, render
from adapters.teams.directory import Directory
from adapters.teams.incoming import Incoming, Surface
from adapters.teams.render import Spot
from adapters.teams.speak import Speaker
from bot.cards import Button, Buttons, Card, Line
from bot.chat import Ask, File, Refresh, Replace, Reply, ReplyPart, Whisper
from bot.words import replies, waiting

Follow = Callable[[Coroutine[Any, Any, None]], None]
"""Lets something go on after the answer; the door waits for it before it shuts."""


@dataclass(frozen=True)
class Patience:
    """How long somebody waits, in seconds. Teams asks again after 15, and after 5 where a message extension is `hurried`.

    `answer`: until a press says that its answer comes later. `acknowledge`: until a submission shows "Saving…".
    `suggest`: until a look-up offers what needs no search. `again`: the waits before the bot is asked again what the
    database did not do.
    """

    answer: float = 8.0
    hurried: float = 3.5
    acknowledge: float = 2.0
    suggest: float = 2.0
    again: tuple[float, ...] = AGAIN


USUAL = Patience()


@dataclass(frozen=True)
class Outcome:
    """What came of it: a reply; or, where nothing (or nobody knows what) was done, what to say above the filled form."""

    reply: Reply
    trouble: Line = ()


class Handling:
    """Handles one tenant's activities; `wake` tells the delivery loop that something was decided."""

    def __init__(
        self,
        bot: Assistant,
        directory: Directory,
        speaker: Speaker,
        clock: Clock,
        *,
        wake: Callable[[], None],
        follow: Follow,
        patience: Patience = USUAL,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._attempts = Attempts(bot, clock, wake, pause, patience.again)
        self._directory = directory
        self._speaker = speaker
        self._follow = follow
        self._patience = patience

    async def answer(self, incoming: Incoming) -> Payload:
        """The answer to what waits for one."""
        match incoming.surface:
            case Surface.LOOKUP:
                found = await offered(self._handled(incoming), incoming.typed, self._patience.suggest)
                return render.options(found.options)
            case Surface.OPENING:
                return await self._opened(incoming)
            case Surface.DIALOG:
                return await self._in_dialog(incoming)
            case _:
                return await self._on_card(incoming)

    async def talk(self, incoming: Incoming) -> None:
        """A line that somebody wrote, or their first look at the bot: answered in their own chat with us."""
        outcome = await self._outcome(incoming)
        if incoming.public and Whisper(replies.stranger()) not in outcome.reply.parts:
            outcome = Outcome(Reply((Whisper(waiting.not_in_channel()),)))
        said = await self._speaker.show(incoming, outcome.reply.parts)
        if incoming.sender.kind != "personal":
            there = waiting.written_to_you() if said else waiting.cant_write()
            await self._speaker.say_there(incoming, there)

    async def _opened(self, incoming: Incoming) -> Payload:
        """A dialog: the form, or what there is to say instead."""
        work = asyncio.ensure_future(self._outcome(incoming))
        if not await done(work, self._limit(incoming)):
            return self._later(incoming)
        return await self._dialog(incoming, work.result())

    def _later(self, incoming: Incoming) -> Payload:
        """Teams can't fill a dialog afterwards: whoever wants it presses again."""
        action, value = incoming.again
        again = (Buttons((Button(waiting.OPEN_AGAIN, action, value),)),) if action else ()
        card = waiting.opens_again()
        return answers.dialog(Card(card.title, (*card.parts, *again)))

    async def _in_dialog(self, incoming: Incoming) -> Payload:
        work = asyncio.ensure_future(self._outcome(incoming))
        limit = self._limit(incoming)
        if await done(work, min(limit, self._patience.acknowledge) if incoming.submits else limit):
            return await self._dialog(incoming, work.result())
        self._follow(self._tell_later(incoming, work))
        return answers.dialog(_saving(incoming) if incoming.submits else waiting.opens_again())

    async def _tell_later(self, incoming: Incoming, work: "asyncio.Future[Outcome]") -> None:
        """How it ended, in the actor's own chat; the filled form itself where it has to be sent again."""
        outcome = await work
        drawn = self._form_again(incoming, outcome, None, Spot.MESSAGE) if outcome.trouble else None
        if drawn:
            await self._speaker.send(incoming, drawn, waiting.ASSISTANT)
            return
        await self._speaker.show(incoming, outcome.reply.parts)

    async def _dialog(self, incoming: Incoming, outcome: Outcome) -> Payload:
        """What the dialog shows from now on; what it can't show follows in the actor's own chat."""
        first, rest = _parted(outcome.reply.parts)
        self._afterwards(incoming, rest)
        match first:
            case Ask(asked) | Refresh(asked):
                return answers.dialog_of(self._speaker.form(incoming, asked, Spot.DIALOG), asked.title)
            case Whisper(card) | Replace(card):
                card = await self._speaker.pictures(incoming, card)
                again = self._form_again(incoming, outcome, card, Spot.DIALOG)
                return answers.form(incoming.form, again) if again else answers.dialog(card)
        again = self._form_again(incoming, outcome, None, Spot.DIALOG)
        if again:
            return answers.form(incoming.form, again)
        return answers.dialog(waiting.file_offered() if rest else waiting.done())

    def _form_again(
        self, incoming: Incoming, outcome: Outcome, card: Card | None, spot: Spot
    ) -> Payload | None:
        """The form that somebody acted in, with everything that they typed: where it was not kept, or only looked at."""
        if incoming.form is None:
            return None
        if incoming.submits:
            kept = not outcome.trouble
            return None if kept else render.refilled(incoming.form, incoming.fields, spot, outcome.trouble)
        replaced = any(isinstance(part, Replace) for part in outcome.reply.parts)
        said = waiting.kept_now() if card is None else ()
        return None if replaced else render.refilled(incoming.form, incoming.fields, spot, said, card)

    async def _on_card(self, incoming: Incoming) -> Payload:
        """A button of a message: whoever pressed sees the card anew at once."""
        work = asyncio.ensure_future(self._outcome(incoming))
        limit = self._limit(incoming)
        if await done(work, min(limit, self._patience.acknowledge) if incoming.submits else limit):
            return await self._card(incoming, work.result())
        self._follow(self._redraw_later(incoming, work))
        if incoming.submits:
            return answers.card(render.card(_saving(incoming)))
        return answers.said(waiting.late())

    async def _redraw_later(self, incoming: Incoming, work: "asyncio.Future[Outcome]") -> None:
        outcome = await work
        drawn = await self._card(incoming, outcome)
        if drawn["type"] == answers.CARD and not incoming.key:
            await self._speaker.change(incoming, drawn["value"], waiting.ASSISTANT)

    async def _card(self, incoming: Incoming, outcome: Outcome) -> Payload:
        first, rest = _parted(outcome.reply.parts)
        shown = None
        match first:
            case Refresh(asked):
                self._afterwards(incoming, rest)
                return answers.card(self._speaker.form(incoming, asked, Spot.MESSAGE))
            case Whisper(card) | Replace(card) if incoming.form or isinstance(first, Replace):
                shown = await self._speaker.pictures(incoming, card)
        again = self._form_again(incoming, outcome, shown, Spot.MESSAGE)
        if shown or again:
            self._afterwards(incoming, rest)
            return answers.card(again) if again else self._redrawn(incoming, shown or waiting.done())
        self._afterwards(incoming, outcome.reply.parts)
        return answers.said(waiting.in_our_chat(_title(first)))

    def _redrawn(self, incoming: Incoming, card: Card) -> Payload:
        """The card in place of the message's; what is in the outbox is edited by it, in the order of what was decided."""
        drawn = render.card(card, key=incoming.key)
        if not incoming.key and incoming.message:
            self._follow(self._change(incoming, drawn, card.plain))
        return answers.card(drawn)

    async def _change(self, incoming: Incoming, drawn: Payload, title: str) -> None:
        await self._speaker.change(incoming, drawn, title)

    def _afterwards(self, incoming: Incoming, parts: tuple[ReplyPart, ...]) -> None:
        if parts:
            self._follow(self._show(incoming, parts))

    async def _show(self, incoming: Incoming, parts: tuple[ReplyPart, ...]) -> None:
        await self._speaker.show(incoming, parts)

    def _limit(self, incoming: Incoming) -> float:
        return self._patience.hurried if incoming.hurried else self._patience.answer

    async def _outcome(self, incoming: Incoming) -> Outcome:
        """The bot's reply, or what to say where it has none."""
        try:
            return Outcome(await self._handled(incoming))
        except Exception as error:  # noqa: BLE001 - the person gets a sentence, whatever happened
            what = mishap(error)
            return Outcome(Reply((Whisper(what.card),)), what.above)

    async def _handled(self, incoming: Incoming) -> Reply:
        profile = await self._directory.profile(incoming.sender)
        return await self._attempts.handle(incoming.event, profile)


def _parted(parts: tuple[ReplyPart, ...]) -> tuple[ReplyPart | None, tuple[ReplyPart, ...]]:
    """What is shown where somebody acted, and what goes elsewhere: files, and whatever else there is."""
    first = next((part for part in parts if not isinstance(part, File)), None)
    return first, tuple(part for part in parts if part is not first)


def _title(first: ReplyPart | None) -> str:
    match first:
        case Whisper(card) | Replace(card):
            return card.title
        case Ask(form) | Refresh(form):
            return form.title
    return ""


def _saving(incoming: Incoming) -> Card:
    typed = render.typed_in(incoming.form, incoming.fields) if incoming.form else ()
    return waiting.saving(typed)
