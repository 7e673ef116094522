"""Shows an answer where somebody acted: a dialog, a whisper, or in place of what they pressed."""

import logging
from collections.abc import Awaitable, Callable
from datetime import tzinfo
from typing import assert_never

from adapters import pictures
from adapters.attempts import Pause
from adapters.deliverer import Gone, Trouble, Unsure, in_a_word
from adapters.payload import Payload
from adapters.slack import inputs, render
from adapters.slack.dialogs import CONFLICT, Dialogs
from adapters.slack.incoming import Incoming, Surface
from adapters.slack.web_api import VIEW_GONE, Api, SlackSaid, refuses_us
from bot import cards, chat
from bot.words import waiting

log = logging.getLogger(__name__)

Given = Callable[[str, str, str], Awaitable[None]]
"""Told who is given a file, its id, and the reference of what it is about, before it is shown. Raises Trouble."""


async def unremembered(_user_id: str, _remote_id: str, _about: str) -> None:
    """Nobody keeps which files there are."""


_WHISPERED = frozenset({Surface.COMMAND, Surface.MESSAGE, Surface.WHISPER})
"""Where an answer comes as a message that only the actor sees."""


class Speaker:
    """Speaks with one workspace; `zone` is the service's. Nothing here raises: trouble is logged by its kind."""

    def __init__(self, api: Api, zone: tzinfo, pause: Pause, given: Given = unremembered) -> None:
        self._api = api
        self._zone = zone
        self._given = given
        self.dialogs = Dialogs(api, pause)

    async def hold(self, incoming: Incoming) -> str:
        """Open "One moment…" while there is still time to; the dialog's id, empty where it didn't open."""
        if not incoming.trigger or incoming.surface is Surface.DIALOG:
            return ""
        try:
            return await self.dialogs.open(incoming, render.dialog(waiting.opening()))
        except (Trouble, Gone) as trouble:
            _log(trouble)
            return ""

    async def show(self, incoming: Incoming, reply: chat.Reply, held: str = "") -> None:
        """Show every part of a reply; `held` is the dialog that waits to be filled."""
        for part in reply.parts:
            await self._part(incoming, part, held)

    async def redraw(self, incoming: Incoming, form: cards.Form) -> None:
        """Draw the open form anew; what is typed stays. A newer change of the same form wins."""
        view_id, latest = str(incoming.view.get("id", "")), str(incoming.view.get("hash", ""))
        view = self.form(incoming, form)
        if not self.dialogs.is_newest(incoming):
            return
        try:
            await self.dialogs.update(view_id, view, latest)
        except SlackSaid as said:
            if said.trouble == CONFLICT and self.dialogs.is_newest(incoming):
                await self._tried(self.dialogs.update_ours(view_id, view))
        except (Trouble, Gone) as trouble:
            _log(trouble)

    async def fill(self, incoming: Incoming, view: Payload, closed: cards.Card, unshown: cards.Card) -> None:
        """Show a view in the dialog that was submitted; if it was closed, or does not get there, say how it ended."""
        try:
            await self.dialogs.show(str(incoming.view.get("id", "")), view, incoming)
        except (Trouble, Gone) as trouble:
            _log(trouble)
            await self.write(incoming.user, closed if _is_closed(trouble) else unshown)

    def saving(self, incoming: Incoming) -> Payload:
        """What stands in a submitted dialog until the outcome is known: what was typed."""
        return render.dialog(waiting.saving(render.typed_in(incoming.view, self._zone)))

    async def publish(self, incoming: Incoming, card: cards.Card) -> None:
        """Show the actor's home."""
        await self._tried(self._api.call("views.publish", user_id=incoming.user, view=render.home(card)))

    async def tell(self, incoming: Incoming, card: cards.Card) -> None:
        """Say something that holds nothing private, by whatever way is still open."""
        if not await self._responded(incoming, _ephemeral(card)):
            await self.write(incoming.user, card)

    async def write(self, user_id: str, card: cards.Card) -> None:
        """A direct message, kept by Slack; not through the outbox, so only for what may be lost."""
        await self._tried(self._write(user_id, card))

    def form(self, incoming: Incoming, form: cards.Form) -> Payload:
        """A form as a view, unfolded if it was already."""
        redrawn = incoming.view.get("callback_id") == form.action
        unfolded = redrawn and inputs.shows_more(incoming.view)
        return render.form(form, self._zone, more_shown=unfolded)

    async def _part(self, incoming: Incoming, part: chat.ReplyPart, held: str) -> None:
        match part:
            case chat.Ask(form) | chat.Refresh(form):
                await self._ask(incoming, form, held)
            case chat.Whisper(card):
                await self._whisper(incoming, card, held)
            case chat.Replace(card):
                await self._replace(incoming, card, held)
            case chat.File(name=name, content=content, alt=alt, about=about):
                if not await self._gave(incoming, name, content, alt, about):
                    await self.tell(incoming, waiting.file_not_sent())
            case chat.Options() | chat.Post() | chat.Nudge():
                pass  # a look-up's acknowledgement carries them; the delivery loop brings them
            case _:
                assert_never(part)

    async def _ask(self, incoming: Incoming, form: cards.Form, held: str) -> None:
        view, is_open = self.form(incoming, form), bool(held) or incoming.surface is Surface.DIALOG
        try:
            if held:
                await self.dialogs.show(held, view, incoming)
            elif is_open:
                await self.dialogs.answer(view, incoming)
            else:
                await self.dialogs.open(incoming, view)
        except (Trouble, Gone) as trouble:
            _log(trouble)
            if not _is_newer_there(trouble):
                await self.tell(incoming, _why_not(trouble, was_open=is_open))

    async def _whisper(self, incoming: Incoming, card: cards.Card, held: str) -> None:
        card = await self._with_pictures(incoming, card)
        if held and await self._tried(self.dialogs.show(held, render.dialog(card), incoming)):
            return
        if incoming.surface is Surface.DIALOG:
            await self._push(incoming, card)
        elif incoming.surface is Surface.TALK:
            await self._tried(
                self._api.call("chat.postMessage", channel=incoming.channel, **render.message(card))
            )
        elif not (
            incoming.surface in _WHISPERED
            and render.fits_a_message(card)
            and await self._responded(incoming, _ephemeral(card))
        ):
            await self._open_card(incoming, card)

    async def _replace(self, incoming: Incoming, card: cards.Card, held: str) -> None:
        if incoming.surface is Surface.MESSAGE and not held:
            return  # the outbox edits it, in the order in which things were decided
        if incoming.surface is Surface.WHISPER and incoming.response_url:
            card = await self._with_pictures(incoming, card)
            replacement = {"replace_original": True, **render.message(card)}
            if not await self._responded(incoming, replacement) and not held:
                await self._open_card(incoming, card)
        if held:
            await self._tried(self.dialogs.show(held, render.dialog(card), incoming))
        elif incoming.surface is Surface.DIALOG:
            await self._replace_dialog(incoming, card)
        elif incoming.surface is not Surface.WHISPER:
            await self._whisper(incoming, card, "")

    async def _replace_dialog(self, incoming: Incoming, card: cards.Card) -> None:
        """In place of what somebody pressed; on top of it where another server shows something there by now."""
        try:
            await self.dialogs.answer(render.dialog(card), incoming)
        except (Trouble, Gone) as trouble:
            _log(trouble)
            if _is_newer_there(trouble):
                await self._tried(self.dialogs.push(incoming, render.dialog(card)))

    async def _open_card(self, incoming: Incoming, card: cards.Card) -> None:
        try:
            await self.dialogs.open(incoming, render.dialog(card))
        except (Trouble, Gone) as trouble:
            _log(trouble)
            if not await self._responded(incoming, _ephemeral(card)):
                await self.write(incoming.user, _why_not(trouble))

    async def _push(self, incoming: Incoming, card: cards.Card) -> None:
        """On top of the dialog, with the way back; in its place where no more fit on top."""
        view = render.dialog(card)
        try:
            await self.dialogs.push(incoming, view)
        except (Trouble, Gone):
            await self._tried(self.dialogs.answer(view, incoming))

    async def _write(self, user_id: str, card: cards.Card) -> None:
        conversation = await self._api.call("conversations.open", users=user_id)
        await self._api.call(
            "chat.postMessage", channel=conversation["channel"]["id"], **render.message(card)
        )

    async def _with_pictures(self, incoming: Incoming, card: cards.Card) -> cards.Card:
        return await pictures.given(
            card,
            lambda image: self._gave(incoming, image.name, image.png, image.alt, image.about),
        )

    async def _gave(self, incoming: Incoming, name: str, content: bytes, alt: str, about: str) -> bool:
        async def keep(remote_id: str) -> None:
            await self._given(incoming.user, remote_id, about)

        return await self._tried(self._api.send_file(incoming.user, name, content, alt, keep))

    async def _responded(self, incoming: Incoming, payload: Payload) -> bool:
        """Whether there is a response URL, and it took this."""
        if not incoming.response_url:
            return False
        return await self._tried(self._api.respond(incoming.response_url, payload))

    async def _tried(self, doing: Awaitable[object]) -> bool:
        """Whether it went well."""
        try:
            await doing
        except (Trouble, Gone) as trouble:
            _log(trouble)
            return False
        return True


def _is_closed(trouble: Trouble | Gone) -> bool:
    return isinstance(trouble, Trouble) and trouble.trouble in VIEW_GONE


def _why_not(trouble: Trouble | Gone, *, was_open: bool = False) -> cards.Card:
    """What helps where a form is not, or may not be, before somebody."""
    if refuses_us(trouble):
        return waiting.app_refused()
    if was_open and not _is_closed(trouble):
        return waiting.maybe_filled()
    return waiting.maybe_open() if isinstance(trouble, Unsure) else waiting.expired()


def _is_newer_there(trouble: Trouble | Gone) -> bool:
    """Whether another server shows something in the dialog by now."""
    return isinstance(trouble, Trouble) and trouble.trouble == CONFLICT


def _ephemeral(card: cards.Card) -> Payload:
    return {"response_type": "ephemeral", "replace_original": False, **render.message(card)}


def _log(trouble: Trouble | Gone) -> None:
    log.warning("an answer could not be shown: %s", in_a_word(trouble))
