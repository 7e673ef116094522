"""Open dialogs: shown surely where something waits to be said in them, and never over what somebody did since."""

from adapters.again import Again
from adapters.attempts import Pause
from adapters.deliverer import Unsure
from adapters.payload import Payload
from adapters.recent import Recent
from adapters.slack.incoming import Incoming
from adapters.slack.web_api import Api, SlackSaid, refuses_us

CONFLICT = "hash_conflict"
"""What Slack says where something else stands in the dialog by now."""


class Dialogs:
    """One workspace's open dialogs, and what was done last in each of them."""

    def __init__(self, api: Api, pause: Pause) -> None:
        self._api = api
        self._again = Again(pause, refuses_us)
        self._newest: Recent[str] = Recent()
        self._last: Recent[str] = Recent()
        self._drawn: Recent[str | None] = Recent()

    def changes(self, incoming: Incoming) -> None:
        """Remember that this is the newest change of its form."""
        self._newest[_view_of(incoming)] = incoming.trigger
        self.writes(incoming)

    def writes(self, incoming: Incoming) -> None:
        """Remember that this is the last letter in its form; what is redrawn is redrawn all the same."""
        self._last[_view_of(incoming)] = incoming.trigger

    def is_last(self, incoming: Incoming) -> bool:
        """Whether nothing was written, chosen or pressed in this form since."""
        return self._last.get(_view_of(incoming)) == incoming.trigger

    def is_newest(self, incoming: Incoming) -> bool:
        """Whether nobody changed the form again since."""
        return self._newest.get(_view_of(incoming)) == incoming.trigger

    async def open(self, incoming: Incoming, view: Payload) -> str:
        """Open a dialog; its id. Raises as `Api.call` does."""
        answer = await self._api.call("views.open", trigger_id=incoming.trigger, view=view)
        return str(answer["view"]["id"])

    async def push(self, incoming: Incoming, view: Payload) -> None:
        """Open a dialog over the one that is open. Raises as `Api.call` does."""
        await self._api.call("views.push", trigger_id=incoming.trigger, view=view)

    async def update(self, view_id: str, view: Payload, seen: str | None = None) -> None:
        """Show this in an open dialog, once; only over the one with the hash `seen`. Raises as `Api.call` does."""
        try:
            answer = await self._api.call("views.update", view_id=view_id, hash=seen, view=view)
        except Unsure:
            self._drawn[view_id] = None
            raise
        self._drawn[view_id] = str(answer["view"]["hash"])

    async def update_ours(self, view_id: str, view: Payload) -> None:
        """Show this over what we drew there last; as it is where Slack may not have heard that. Raises as `Api.call` does.

        What another server shows there is left alone: it may be the outcome of a submission, or "Saving…", in which
        nothing that was typed stays.
        """
        if view_id in self._drawn:
            await self.update(view_id, view, self._drawn[view_id])

    async def answer(self, view: Payload, incoming: Incoming) -> None:
        """Show this in the dialog in which somebody pressed a button; raises as `show` does.

        Raises:
            SlackSaid: CONFLICT also where another server shows something there by now, such as the outcome of a submission.
        """
        await self.show(_view_of(incoming), view, incoming, over=str(incoming.view.get("hash", "")))

    async def show(self, view_id: str, view: Payload, incoming: Incoming, over: str | None = None) -> None:
        """Show this in an open dialog, again where Slack is busy or may not have heard; raises as `Api.call` does.

        Somebody who has done something in it meanwhile has seen it: nothing is shown over that. With a hash to show it
        `over`, nothing is shown over what others than we drew there since.

        Raises:
            Unsure: also where the dialog is gone by now, but may have shown it before.
        """
        await self._again.until_done(
            lambda: self._draw(view_id, view, over), wanted=lambda: not self._touched(view_id, incoming)
        )

    async def _draw(self, view_id: str, view: Payload, over: str | None) -> None:
        """Show this once, over that hash or over what we drew there since; what we may have drawn already stays."""
        try:
            await self.update(view_id, view, over)
        except SlackSaid as said:
            if said.trouble != CONFLICT or view_id not in self._drawn:
                raise
            if ours := self._drawn[view_id]:
                await self.update(view_id, view, ours)

    def _touched(self, view_id: str, incoming: Incoming) -> bool:
        """Whether somebody did something in this dialog after `incoming`."""
        return self._last.get(view_id, incoming.trigger) != incoming.trigger


def _view_of(incoming: Incoming) -> str:
    return str(incoming.view.get("id", ""))
