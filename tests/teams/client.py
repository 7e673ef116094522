"""Teams' client: what people do in it goes to the bot, and the bot's answer changes what they see.

What Teams would not take of what comes over the connector is complained of by the tenant.
"""

from collections.abc import Iterable
from typing import Any

from tests.teams import activities, members
from tests.teams.cards import CARD, actions, inputs
from tests.teams.conversations import CHANNEL, PERSONAL, Conversation, Message
from tests.teams.line import Answer
from tests.teams.members import Member
from tests.teams.seen import Dialog, Said, Seen
from tests.teams.tenant import Tenant
from tests.teams.valid import CONSENT, ERROR, MESSAGE
from tests.teams.wire import Wire

Payload = dict[str, Any]


class Client(Wire):
    """Acts for everybody in the tenant over one line; `delivery` is an activity's id: the same twice is one repeated."""

    def __init__(self, tenant: Tenant, port: int) -> None:
        super().__init__(tenant, port)
        self.dialogs: dict[str, Dialog] = {}

    def say(
        self,
        who: Member,
        text: str,
        place: Conversation | None = None,
        *,
        thread: str = "",
        mention: bool | None = None,
        delivery: str = "",
    ) -> Message:
        """Write something, in the chat with the bot unless a place is told; elsewhere the bot is mentioned."""
        at = place or self._tenant.personal(who)
        number = delivery or self._tenant.conversations.next_id()
        named = at.kind != PERSONAL if mention is None else mention
        sent = activities.message(
            self.base(who, at, thread or (number if at.kind == CHANNEL else "")), number, text, mention=named
        )
        said = at.messages.setdefault(number, Message(number, who.id, sent, thread))
        if at.kind == PERSONAL or named:
            self.delivered(sent)
        return said

    def press(
        self,
        who: Member,
        at: Message | Dialog,
        button: Payload,
        typed: Payload | None = None,
        *,
        delivery: str = "",
    ) -> Seen:
        """Press a button of a card or of a dialog; what stands there then."""
        if isinstance(at, Dialog):
            return self.submit(at, button, typed, delivery=delivery)
        card = self._card_with(who, at, button)
        data = self._given(card, button, typed or {})
        place = self.place_of(at)
        match button["type"]:
            case "Action.OpenUrl":
                return Said(button["url"])
            case "Action.Execute":
                return self._execute(who, place, at, button, data, delivery)
            case "Action.Submit":
                return self._submit(who, place, at, data, delivery)
            case other:
                raise AssertionError(f"{other} does not reach the bot")

    def submit(
        self, dialog: Dialog, button: Payload, typed: Payload | None = None, *, delivery: str = ""
    ) -> Seen:
        """Press a button of a dialog."""
        assert self.dialogs.get(dialog.who.id) is dialog, "this dialog is not open any more"
        assert button["type"] == "Action.Submit", f"{button['type']} in a dialog"
        dialog.typed |= typed or {}
        data = self._given(dialog.card, button, dialog.typed)
        base = self.base(dialog.who, dialog.place)
        if dialog.command:
            value = self._extended(dialog.command, dialog.about) | {"data": data}
            answer = self.invoke(base, "composeExtension/submitAction", value, None, delivery)
        else:
            value = {"data": data, "context": activities.THEME}
            answer = self.invoke(base, "task/submit", value, None, delivery)
        return self._shown(dialog.who, dialog.place, answer.body, dialog.command, dialog.about)

    def close(self, who: Member) -> None:
        """Close the dialog; Teams tells nobody."""
        self.dialogs.pop(who.id, None)

    def look_up(
        self, who: Member, at: Message | Dialog, name: str, typed: str, *, delivery: str = ""
    ) -> list[Payload]:
        """What an input offers for what is typed; only the data set's name goes along, never the input's."""
        card = at.card if isinstance(at, Dialog) else next(c for c in at.seen_by(who) if _input(c, name))
        query = _input(card, name)["choices.data"]
        value = {"queryText": typed, "queryOptions": {"skip": 0, "top": 15}, "dataset": query["dataset"]}
        if query.get("associatedInputs") == "auto":
            value["data"] = activities.filled_in(card, at.typed if isinstance(at, Dialog) else {})
        on = None if isinstance(at, Dialog) else at
        place = at.place if isinstance(at, Dialog) else self.place_of(at)
        answer = self.invoke(self.base(who, place), "application/search", value, on, delivery)
        found: list[Payload] = answer.body["value"]["results"]
        return found

    def extension(
        self,
        who: Member,
        command: str,
        place: Conversation | None = None,
        *,
        on: Message | None = None,
        delivery: str = "",
    ) -> Seen:
        """A command from the compose box, or on somebody's message; a dialog opens."""
        at = place or self._tenant.personal(who)
        about = activities.quoted(on, self._sender(on)) if on else None
        base = self.base(who, at)
        value = self._extended(command, about)
        answer = self.invoke(base, "composeExtension/fetchTask", value, None, delivery)
        return self._shown(who, at, answer.body, command, about)

    def answer_file(
        self, who: Member, on: Message, *, accept: bool, host: str = "", delivery: str = ""
    ) -> Answer:
        """Agree to a file that the bot offers, or decline it; the question goes away either way.

        It belongs at Teams' own address, or at that of another `host`.
        """
        offered = next(each for each in on.attachments if each["contentType"] == CONSENT)
        content = offered["content"]
        action = "accept" if accept else "decline"
        value = {"type": "fileUpload", "action": action, "context": content[f"{action}Context"]}
        if accept:
            told = self._tenant.uploads.begin(who.id, offered["name"], content["sizeInBytes"])
            there = told["uploadUrl"].replace("127.0.0.1", host or "127.0.0.1")
            value["uploadInfo"] = {**told, "uploadUrl": there}
        return self.invoke(self.base(who, self.place_of(on)), "fileConsent/invoke", value, on, delivery)

    def join(self, who: Iterable[Member], place: Conversation, by: Member) -> None:
        """People are added to a conversation."""
        added = list(who)
        place.members.extend(each for each in added if each not in place.members)
        base = self.base(by, place)
        shown = [each.sender() for each in added]
        self.delivered(activities.members_changed(base, "membersAdded", shown, "teamMemberAdded"))

    def install(self, who: Member, place: Conversation | None = None) -> None:
        """Add the app, for oneself or in a conversation."""
        at = place or self._tenant.personal(who)
        at.installed = True
        if at.kind == PERSONAL:
            self._tenant.install(who)
        else:
            at.members.extend([who] if who not in at.members else [])
        bot = {"id": members.BOT}
        self.delivered(
            activities.members_changed(self.base(who, at), "membersAdded", [bot], "teamMemberAdded")
        )
        self.delivered(activities.installation(self.base(who, at), "add"))

    def remove(self, who: Member, place: Conversation | None = None) -> None:
        """Remove the app, for oneself or from a conversation; from then on nothing is taken there."""
        at = place or self._tenant.personal(who)
        bot = {"id": members.BOT}
        if at.kind == PERSONAL:
            self._tenant.uninstall(who)
        at.installed = False
        if at.kind != PERSONAL:
            gone = activities.members_changed(
                self.base(who, at), "membersRemoved", [bot], "teamMemberRemoved"
            )
            self.delivered(gone)
        self.delivered(activities.installation(self.base(who, at), "remove"))

    def dialog(self, who: Member) -> Dialog | None:
        """The dialog that somebody has before them."""
        return self.dialogs.get(who.id)

    def _execute(
        self, who: Member, place: Conversation, on: Message, button: Payload, data: Payload, delivery: str
    ) -> Seen:
        action = {
            "type": "Action.Execute",
            "title": button.get("title", ""),
            "verb": button["verb"],
            "data": data,
        }
        value = {"action": action, "trigger": "manual"}
        base = self.base(who, place, on.thread)
        body = self.invoke(base, "adaptiveCard/action", value, on, delivery).body
        if body["type"] == CARD:
            on.redrawn[who.id] = body["value"]
            return on
        if body["type"] == MESSAGE:
            return Said(body["value"])
        assert body["type"] == ERROR
        return Said(body["value"]["message"], error=True)

    def _submit(self, who: Member, place: Conversation, on: Message, data: Payload, delivery: str) -> Seen:
        base = self.base(who, place, on.thread)
        if data.get("msteams", {}).get("type") == "task/fetch":
            value = {"data": data, "context": activities.THEME}
            answer = self.invoke(base, "task/fetch", value, on, delivery)
            return self._shown(who, place, answer.body)
        number = delivery or self._tenant.conversations.next_id()
        self.delivered(activities.submitted_message(base, number, data, on))
        return None

    def _shown(
        self,
        who: Member,
        place: Conversation,
        body: Payload | None,
        command: str = "",
        about: Payload | None = None,
    ) -> Seen:
        self.dialogs.pop(who.id, None)
        if not body:
            return None
        task = body["task"]
        if task["type"] == "message":
            return Said(task["value"])
        shown = task["value"]
        dialog = Dialog(who, place, shown["title"], shown["card"]["content"], command, about)
        self.dialogs[who.id] = dialog
        return dialog

    def _given(self, card: Payload, button: Payload, typed: Payload) -> Payload:
        """A button's data with what stands in the inputs; like the client, refuses to send what is missing."""
        own = button.get("data") or {}
        assert isinstance(own, dict)
        if button.get("associatedInputs") == "none":
            return dict(own)
        missing = [each["id"] for each in self.missing(card, typed)]
        assert not missing, f"Teams would not send this: {missing}"
        return {**activities.filled_in(card, typed), **own}

    def missing(self, card: Payload, typed: Payload) -> list[Payload]:
        """The inputs that Teams asks for before it sends anything."""
        asked = (each for each in inputs(card) if each.get("isRequired"))
        return [each for each in asked if not typed.get(each["id"], each.get("value"))]

    def _card_with(self, who: Member, on: Message, button: Payload) -> Payload:
        for card in on.seen_by(who):
            if any(each is button or each == button for each in actions(card)):
                return card
        raise AssertionError("this button stands there no more")

    def _extended(self, command: str, about: Payload | None) -> Payload:
        told: Payload = {"commandId": command, "context": activities.THEME}
        told["commandContext"] = "message" if about else "compose"
        return told | ({"messagePayload": about} if about else {})

    def _sender(self, message: Message) -> Member:
        return next((each for each in members.ALL if each.id == message.sender), members.OURSELVES)


def _input(card: Payload, name: str) -> Payload:
    return next((each for each in inputs(card) if each["id"] == name), {})
