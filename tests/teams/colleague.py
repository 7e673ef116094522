"""A colleague in Teams: acts through Teams' client, and sees what it shows, read back from the cards."""

from base64 import b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from tests.office.shared import Colleague, Picture, Room
from tests.office.shown import Payload, button
from tests.teams import cards, forging, members, reading
from tests.teams.conversations import MANAGERS, TEAM, Conversation, Message
from tests.teams.reading import Pressing, Spot
from tests.teams.seen import Dialog, Said, Seen
from tests.teams.valid import CONSENT

if TYPE_CHECKING:
    from tests.teams.office import TeamsOffice

CHANNELS = {Room.TEAM: TEAM, Room.MANAGERS: MANAGERS}
ACCOUNTS = {"guest": "gill"}
LOOKS = ("report.look",)


class TeamsColleague(Colleague):
    """One person in Teams."""

    def __init__(self, handle: str, place: Room | None = None, *, office: "TeamsOffice") -> None:
        super().__init__(handle, place)
        self.office = office
        self.member = members.of(ACCOUNTS.get(handle, handle))
        self._spot: Spot | None = None
        self._content: Payload = {}
        self._typed: Payload = {}
        self._under: Payload = {}
        self._told: set[str] = set()

    def types(self, line: str, *, delivery: str = "") -> Self:
        self._begins()
        self.office.client.say(self.member, line.removeprefix("/"), self._place, delivery=delivery)
        return self._looks(None, asked=False)

    def submits(self, action: str, value: str = "", delivery: str = "", **fields: object) -> Self:
        dialog = self._forged(forging.form(action, value, fields))
        self._begins()
        found = self.office.client.submit(dialog, cards.actions(dialog.card)[0], delivery=delivery)
        return self._looks(found, asked=True)

    def reports(self, customer: str, issue: str, **fields: object) -> Self:
        self.types("/incident")
        return self.fills_in(customer=customer, issue=issue, **fields)

    def fills_in(self, **fields: object) -> Self:
        self._enters(fields)
        return self._does(next(b for b in self.form["buttons"] if _data(b).get("submit")))

    def presses_button(self, found: Payload, *, delivery: str = "") -> Self:
        pressing: Pressing = found["press"]
        self._shows_still(pressing)
        self._begins()
        typed = self._typed if pressing.spot is self._spot else {}
        typed = {each["id"]: typed[each["id"]] for each in cards.inputs(pressing.card) if each["id"] in typed}
        seen = self.office.client.press(self.member, pressing.spot, pressing.button, typed, delivery=delivery)
        return self._looks(seen, asked=reading.asks(pressing.card), pressed=pressing)

    def presses_in_form(self, label: str, **fields: object) -> Self:
        self._enters(fields)
        self.presses_button(button(self.seen, label))
        return self

    def goes_back(self) -> Self:
        self.seen = self._under
        return self

    def files(self) -> dict[str, bytes]:
        self._takes_files()
        return {each.name: each.content or b"" for each in self.office.tenant.uploads.of(self.member.id)}

    def presses_raw(self, action: str, value: str) -> Self:
        place = self._place or self._own
        content = forging.button(action, value)
        said = Message(
            self.office.tenant.conversations.next_id(), members.BOT, {"attachments": [_attached(content)]}
        )
        place.messages[said.id] = said
        return self.presses_button({"press": Pressing(said, cards.actions(content)[0], content)})

    def looks_up(self, typed: str) -> list[str]:
        spot = self._spot if self._report_form() and self._spot else self._forged(forging.look_up())
        offered = self.office.client.look_up(self.member, spot, "customer", typed)
        self.seen = {"part": "options", "options": [reading.option(each) for each in offered]}
        return [option["key"] for option in self.seen["options"]]

    def chooses(self, customer: str, **fields: object) -> Self:
        if not self._report_form():
            return self.submits("report.look", customer=customer)
        self._enters({"customer": customer, **fields})
        return self._does(next(b for b in self.form["buttons"] if b["action"] in LOOKS))

    def picks(self, field: str, value: str) -> Self:
        self._enters({field: value})
        watching = [b for b in self.form["buttons"] if _data(b).get("change")]
        return self._does(watching[0]) if watching else self

    def pictures(self) -> list[Picture]:
        self._takes_files()
        shown = [
            Picture("", b64decode(each["url"].partition(",")[2]), each["altText"])
            for message in self.office.tenant.from_bot(self._own)
            for content in message.cards
            for each in cards.within(content)
            if each["type"] == "Image"
        ]
        uploaded = self.office.tenant.uploads.of(self.member.id)
        offered = {each.name: each.content or b"" for each in uploaded if each.name.endswith(".png")}
        return [*shown, *(Picture(name, png, self.office.described[name]) for name, png in offered.items())]

    def every_message(self, place: Room | None = None) -> list[Payload]:
        self.office.finish()
        self.office.settle()
        found = self.office.tenant.place(CHANNELS[place]) if place else self._own
        if self.member not in found.members:
            return []
        return [
            {
                "id": message.id,
                "key": self.office.keys[message.id],
                "edited": bool(message.edits),
                "card": reading.card(message.seen_by(self.member)[0], message),
            }
            for message in self.office.tenant.from_bot(found)
            if message.id in self.office.keys
        ]

    @property
    def before_them(self) -> tuple[str, Payload]:
        """The dialog's title, empty where it is none, and the card that is in it or in the message."""
        title = self._spot.title if isinstance(self._spot, Dialog) else ""
        return title, self._content

    def shows(self, number: str, place: Room | None = None) -> Payload:
        """The card of a message as they see it."""
        where = self.office.tenant.place(CHANNELS[place]) if place else self._own
        return where.messages[number].seen_by(self.member)[0]

    @property
    def _place(self) -> Conversation | None:
        return self.office.tenant.place(CHANNELS[self.place]) if self.place else None

    @property
    def _own(self) -> Conversation:
        return self.office.tenant.personal(self.member)

    def _does(self, found: Payload) -> Self:
        return self.presses_button(found)

    def _report_form(self) -> bool:
        """Whether the report form is before them, opened if it was not; not everybody gets one."""
        if not self._has("customer"):
            self.types("/incident")
        return self._has("customer")

    def _has(self, field: str) -> bool:
        return bool(self._spot) and any(each["id"] == field for each in cards.inputs(self._content))

    def _enters(self, fields: Mapping[str, object]) -> None:
        """Put this into the form, as the client lets them: no text longer than it may be."""
        for name, value in fields.items():
            found = [each for each in cards.inputs(self._content) if each["id"] == name]
            assert found, f"the form has no field {name}"
            self._typed |= self._entered(found[0], name, value)
        if self._spot:
            self.seen = self._read_form(self.seen.get("part", "ask"))

    def _entered(self, element: Payload, name: str, value: object) -> Payload:
        if isinstance(value, list | tuple):
            return {name: ",".join(map(str, value))}
        text = str(value)
        if element["type"] == "Input.Date" and "T" in text:
            day, _, time = text.partition("T")
            return {name: day, f"{name}.time": time}
        if "choices.data" in element:
            return {name: self._chosen(name, text)}
        return {name: text[: element.get("maxLength", len(text))]}

    def _chosen(self, name: str, text: str) -> str:
        """What is offered for it: exactly that customer, else *New*; whatever was typed where neither is."""
        assert self._spot
        offered = self.office.client.look_up(self.member, self._spot, name, text)
        keys = [each["value"] for each in offered]
        anew = next((key for key in keys if key.startswith("new:")), text)
        return text if text in keys else anew

    def _shows_still(self, pressing: Pressing) -> None:
        """What they press is on their screen still, however old it is."""
        spot, client = pressing.spot, self.office.client
        if isinstance(spot, Dialog):
            spot.card = pressing.card
            client.dialogs[self.member.id] = spot
        elif not any(pressing.button in cards.actions(each) for each in spot.seen_by(self.member)):
            spot.redrawn[self.member.id] = pressing.card

    def _begins(self) -> None:
        """Remember what is before them now, to see later what is new."""
        self.office.finish()
        self._told = set(self._own.messages)

    def _looks(self, found: Seen, *, asked: bool, pressed: Pressing | None = None) -> Self:
        """Take in what was shown since: the dialog, the card they pressed on, else what is new in their own chat."""
        self.office.finish()
        self.office.settle()
        if isinstance(found, Dialog):
            return self._sees(found, found.card, asked=asked, in_place=asked)
        told = self._told_since()
        if isinstance(found, Message) and not (told and found.id in self.office.keys):
            content = found.seen_by(self.member)[0]
            return self._sees(found, content, asked=asked, in_place=True)
        if told:
            return self._sees(told[-1], told[-1].cards[0], asked=asked, in_place=False)
        if isinstance(found, Said):
            self.seen = {"part": "whisper", "card": {"title": found.text, "parts": []}}
            return self
        if pressed and isinstance(pressed.spot, Message):
            content = pressed.spot.seen_by(self.member)[0]
            return self._sees(pressed.spot, content, asked=asked, in_place=True)
        self.seen = {}
        return self

    def _told_since(self) -> list[Message]:
        """What the bot told them alone since: no message of the outbox, no file, no picture by itself."""
        return [
            each
            for each in self.office.tenant.from_bot(self._own)
            if each.id not in self._told
            and each.id not in self.office.keys
            and any(len(card["body"]) != 1 or card["body"][0]["type"] != "Image" for card in each.cards)
        ]

    def _sees(self, spot: Spot, content: Payload, *, asked: bool, in_place: bool) -> Self:
        self._spot, self._content = spot, content
        if over := reading.shown(content, spot):
            self._typed = {}
            self._under = self._read_form("ask")
            self.seen = {"part": "whisper", "card": over}
        elif reading.asks(content):
            self._typed = {}
            self.seen = self._read_form("refresh" if asked else "ask")
        else:
            part = "replace" if in_place else "whisper"
            self.seen = {"part": part, "card": reading.card(content, spot)}
        return self

    def _read_form(self, part: str) -> Payload:
        assert self._spot
        return {"part": part, "form": reading.form(self._content, self._spot, self._typed)}

    def _forged(self, content: Payload) -> Dialog:
        """An open dialog that nobody drew."""
        dialog = Dialog(self.member, self._place or self._own, "Forged", content)
        self.office.client.dialogs[self.member.id] = dialog
        return dialog

    def _takes_files(self) -> None:
        """Agree to every file that is offered."""
        self.office.finish()
        for message in self.office.tenant.from_bot(self._own):
            offers = [each for each in message.attachments if each["contentType"] == CONSENT]
            if offers and message.id not in self.office.taken:
                self.office.taken.add(message.id)
                self.office.described[offers[0]["name"]] = offers[0]["content"]["description"]
                self.office.client.answer_file(self.member, message, accept=True)
        self.office.finish()


def _data(found: Payload) -> Payload:
    data: Payload = found["press"].button.get("data") or {}
    return data


def _attached(content: Payload) -> Payload:
    return {"contentType": cards.CARD, "content": content}
