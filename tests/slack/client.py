"""Slack's client: what people do in it goes to the app, and the app's acknowledgement changes what they see."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.slack import elements, members, payloads
from tests.slack.conversations import Conversation, Message
from tests.slack.dialogs import Dialog
from tests.slack.lines import Line, Retry
from tests.slack.said import Payload, Said
from tests.slack.state import Ephemeral
from tests.slack.workspace import Workspace


@dataclass(frozen=True)
class Whispered:
    """An ephemeral message in a place."""

    place: Conversation
    said: Ephemeral


@dataclass(frozen=True)
class Posted:
    """A message in a place."""

    place: Conversation
    said: Message


Spot = Dialog | Whispered | Posted
"""Where somebody may press."""


class Client:
    """Acts for everybody in the workspace over one line; `user` is a member's id, `delivery` names a trigger.

    The same `delivery` twice is one delivery repeated: the same trigger, as old as it is, and the same answer's
    address.
    """

    def __init__(self, workspace: Workspace, line: Line) -> None:
        self._workspace = workspace
        self.line = line
        self._events = count(1)
        self._urls: dict[str, str] = {}

    def command(self, user: str, name: str, text: str = "", *, channel: str = "", delivery: str = "") -> None:
        """A slash command, in somebody's direct messages unless a channel is told."""
        place = self._place(user, channel)
        sent = payloads.command(self._member(user), name, text, place)
        sent["trigger_id"] = self._trigger(user, delivery)
        sent["response_url"] = self._url(user, place.id, "", delivery)
        answered = self.line.command(sent)
        if answered:
            self._workspace.state.sent(f"command {user}", answered)
            self._workspace.state.examine(answered, "invalid_blocks")
            self._workspace.state.whisper(user, place.id, answered)

    def shortcut(self, user: str, callback_id: str, *, delivery: str = "") -> None:
        """A shortcut from the menu."""
        sent = payloads.common("shortcut", self._member(user))
        sent |= {"callback_id": callback_id, "action_ts": payloads.moment()}
        self.line.interaction(sent | {"trigger_id": self._trigger(user, delivery)})

    def message_shortcut(self, user: str, callback_id: str, on: Posted, *, delivery: str = "") -> None:
        """A shortcut on somebody's message."""
        sent = payloads.common("message_action", self._member(user))
        sent |= {"callback_id": callback_id, "action_ts": payloads.moment(), "message_ts": on.said.ts}
        sent |= {"channel": {"id": on.place.id, "name": on.place.name}}
        sent |= {"message": on.said.shape(with_metadata=True)}
        sent |= {"response_url": self._url(user, on.place.id, "", delivery)}
        self.line.interaction(sent | {"trigger_id": self._trigger(user, delivery)})

    def press(
        self,
        user: str,
        spot: Spot,
        block_id: str,
        element: Payload,
        option: Payload | None = None,
        *,
        delivery: str = "",
    ) -> None:
        """Press a button, or choose from a menu, wherever it stands and whoever drew it."""
        sent = payloads.common("block_actions", self._member(user))
        sent |= self._spot(user, spot, delivery) | {"trigger_id": self._trigger(user, delivery)}
        self.line.interaction(sent | {"actions": [payloads.action(block_id, element, option)]})

    def enter(self, dialog: Dialog, name: str, value: Any, *, delivery: str = "") -> None:  # noqa: ANN401 - JSON
        """Put something into the input of this block; the app is told where it asked to be.

        Of a text it is told letter by letter; here, to be short, of the last letter only.
        """
        for block, element in elements.inputs(dialog.view):
            if block["block_id"] == name:
                dialog.typed[name, element["action_id"]] = value
                dialog.errors.pop(name, None)
                if block.get("dispatch_action") and elements.tells_while_filled_in(element):
                    option = value if isinstance(value, dict) else None
                    self.press(dialog.user, dialog, name, element, option, delivery=delivery)
                return
        raise AssertionError(f"no input {name}")

    def suggest(self, dialog: Dialog, name: str, typed: str) -> list[Payload]:
        """What a look-up offers for what is typed; `name` is the block and the action."""
        sent = payloads.common("block_suggestion", self._member(dialog.user))
        sent |= payloads.in_dialog(dialog) | {"block_id": name, "action_id": name, "value": typed}
        answered = self.line.interaction(sent)
        self._workspace.state.sent(f"suggestion {dialog.user}", answered)
        options: list[Payload] = answered.get("options") or []
        self._workspace.state.examine({"options": options}, "invalid_arguments")
        return options

    def missing(self, dialog: Dialog) -> list[str]:
        """The inputs that Slack's client asks for before it submits."""
        return [
            block["block_id"]
            for block, element in elements.inputs(dialog.view)
            if block["type"] == "input"
            and not block.get("optional")
            and not dialog.typed.get((block["block_id"], element["action_id"]))
        ]

    def submit(self, dialog: Dialog, *, delivery: str = "", state: Payload | None = None) -> None:
        """Submit a dialog; `state` in place of what stands in it."""
        assert state is not None or not self.missing(dialog), self.missing(dialog)
        sent = payloads.common("view_submission", self._member(dialog.user))
        view = dialog.shape() | ({"state": {"values": state}} if state is not None else {})
        sent |= {"trigger_id": self._trigger(dialog.user, delivery), "view": view, "response_urls": []}
        answered = self.line.interaction(sent)
        if answered:
            self._workspace.state.sent(f"response_action {dialog.user}", answered)
        self._respond(dialog, answered)

    def close(self, dialog: Dialog) -> None:
        """Close a dialog by its button; the app is told if it asked to be."""
        self._workspace.dialogs.close(dialog)
        if dialog.view.get("notify_on_close"):
            sent = payloads.common("view_closed", self._member(dialog.user))
            self.line.interaction(sent | {"view": dialog.shape(), "is_cleared": False})

    def open_home(
        self, user: str, *, tab: str = "home", event_id: str = "", retry: Retry | None = None
    ) -> None:
        """Look at the app's own page."""
        home = self._workspace.home(user)
        happened = {
            "type": "app_home_opened",
            "user": user,
            "channel": self._workspace.direct(user).id,
            "tab": tab,
        }
        self.happens(happened | ({"view": home.shape()} if home else {}), event_id=event_id, retry=retry)

    def say(self, user: str, text: str, *, event_id: str = "", retry: Retry | None = None) -> None:
        """Write to the assistant."""
        place, ts = self._workspace.direct(user), self._workspace.state.conversations.next_ts()
        place.messages[ts] = Message(ts, user, text)
        happened = {
            "type": "message",
            "user": user,
            "ts": ts,
            "client_msg_id": f"said-{ts}",
            "text": text,
            "team": members.TEAM_ID,
            "channel": place.id,
            "channel_type": "im",
        }
        self.happens(happened, event_id=event_id, retry=retry)

    def happens(self, event: Payload, *, event_id: str = "", retry: Retry | None = None) -> None:
        """An event, such as `user_change`."""
        number = event_id or f"Ev0{next(self._events):08d}"
        self.line.event(payloads.event(event, number), retry)

    def _respond(self, dialog: Dialog, answered: Mapping[str, Any]) -> None:
        dialogs = self._workspace.dialogs
        match answered.get("response_action"):
            case None:
                dialogs.close(dialog)
            case "clear":
                dialogs.stacks[dialog.user] = []
            case "errors":
                self._mark(dialog, answered["errors"])
            case "update":
                dialogs.redraw(dialog, self._taken(answered["view"]))
            case "push":
                dialogs.put_on_top(dialog.user, self._taken(answered["view"]))
            case other:
                raise AssertionError(other)

    def _mark(self, dialog: Dialog, errors: dict[str, str]) -> None:
        known = {block["block_id"] for block in dialog.view["blocks"] if block["type"] == "input"}
        if not errors or not set(errors) <= known:
            self._workspace.state.complain("errors beside inputs that are not there")
        dialog.errors = dict(errors)
        self._workspace.state.show(dialog.user, "view", dialog.id)

    def _taken(self, view: Payload) -> Payload:
        try:
            return self._workspace.dialogs.examined(view, "modal")
        except Said as wrong:
            raise AssertionError(f"Slack would not show this dialog: {wrong.beside}") from None

    def _spot(self, user: str, spot: Spot, delivery: str) -> Payload:
        match spot:
            case Dialog():
                return payloads.in_dialog(spot)
            case Whispered(place, whispered):
                url = self._url(user, place.id, whispered.ts, delivery)
                return payloads.on_ephemeral(place, whispered) | {"response_url": url}
            case Posted(place, message):
                url = self._url(user, place.id, message.ts, delivery)
                return payloads.on_message(place, message) | {"response_url": url}

    def _member(self, user: str) -> members.Member:
        return self._workspace.state.people[user]

    def _place(self, user: str, channel: str) -> Conversation:
        return self._workspace.place(channel) if channel else self._workspace.direct(user)

    def _trigger(self, user: str, delivery: str) -> str:
        return self._workspace.dialogs.trigger(user, delivery)

    def _url(self, user: str, channel: str, source: str, delivery: str) -> str:
        name = f"{user} {delivery}" if delivery else f"#{next(self._events)}"
        if name not in self._urls:
            self._urls[name] = self._workspace.response_urls.give(user, channel, source)
        return self._urls[name]
