"""A colleague in Slack: acts through Slack's client, and sees what it shows, read back from the blocks."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from tests.office.shared import LONDON, Colleague, Picture, Room
from tests.office.shown import Payload, button
from tests.slack import conversations, elements, members, reading
from tests.slack.client import Posted, Whispered
from tests.slack.dialogs import Dialog
from tests.slack.forging import forged_dialog, forged_option, forged_press
from tests.slack.reading import Pressing

if TYPE_CHECKING:
    from tests.slack.office import SlackOffice

CHANNELS = {Room.TEAM: conversations.TEAM, Room.MANAGERS: conversations.MANAGERS}
MORE = "form.more"


class SlackColleague(Colleague):
    """One person in Slack."""

    def __init__(self, handle: str, place: Room | None = None, *, office: "SlackOffice") -> None:
        super().__init__(handle, place)
        self.office = office
        self.id = members.of(handle)
        self._before: dict[str, bool] = {}
        self._seen_so_far = 0

    def types(self, line: str, *, delivery: str = "") -> Self:
        name, _, text = line.partition(" ")
        self._begins()
        self.office.client.command(self.id, name, text, channel=self._channel, delivery=delivery)
        return self._looks()

    def submits(self, action: str, value: str = "", delivery: str = "", **fields: object) -> Self:
        dialog = self._forged(action, value, fields)
        self._begins()
        self.office.client.submit(dialog, delivery=delivery, state=dialog.shape()["state"]["values"])
        return self._looks()

    def reports(self, customer: str, issue: str, **fields: object) -> Self:
        self.types("/incident")
        self._chooses(self._dialog, customer)
        return self.fills_in(issue=issue, **fields)

    def fills_in(self, **fields: object) -> Self:
        self._enters(self._dialog, fields)
        self._begins()
        self.office.client.submit(self._dialog)
        return self._looks()

    def presses_button(self, found: Payload, *, delivery: str = "") -> Self:
        pressing: Pressing = found["press"]
        self._begins()
        self.office.client.press(
            self.id, pressing.spot, pressing.block_id, pressing.element, pressing.option, delivery=delivery
        )
        return self._looks(pressing)

    def presses_in_form(self, label: str, **fields: object) -> Self:
        self._enters(self._dialog, fields)
        return self.presses_button(button({"form": reading.form(self._dialog)}, label))

    def goes_back(self) -> Self:
        self.office.client.close(self._dialog)
        self.seen = {"part": "ask", "form": reading.form(self._dialog)}
        return self

    def files(self) -> dict[str, bytes]:
        self.office.finish()
        uploaded = self.office.workspace.uploads.by_id.values()
        return {each.name: each.content or b"" for each in uploaded if self._direct.id in each.shared}

    def presses_raw(self, action: str, value: str) -> Self:
        place = self.office.workspace.place(self._channel) if self.place else self._direct
        whispered = self.office.workspace.state.whisper(self.id, place.id, {"text": "Forged"})
        pressing = Pressing(Whispered(place, whispered), "forged", forged_press(action, value))
        return self.presses_button({"press": pressing})

    def looks_up(self, typed: str) -> list[str]:
        offered = self.office.client.suggest(self._report_form(), "customer", typed)
        self.office.finish()
        self.seen = {"part": "options", "options": [reading.option(each) for each in offered]}
        return [option["key"] for option in self.seen["options"]]

    def chooses(self, customer: str, **fields: object) -> Self:
        dialog = self._report_form()
        self._enters(dialog, fields)
        self._chooses(dialog, customer)
        return self

    def picks(self, field: str, value: str) -> Self:
        self._begins()
        self._enters(self._dialog, {field: value})
        return self._looks()

    def opens_home(self) -> Self:
        """Look at the app's own page."""
        self.office.client.open_home(self.id)
        self.office.finish()
        home = self.office.workspace.home(self.id)
        shown = home and reading.card(home.view["blocks"], home)
        self.seen = {"part": "whisper", "card": shown} if shown else {}
        return self

    def says(self, text: str) -> Self:
        """Write to the assistant; what it answers is the newest of its messages."""
        self.office.client.say(self.id, text)
        self.office.finish()
        said = self._direct.messages.items()
        _ts, message = max((ts, message) for ts, message in said if not message.metadata)
        self.seen = {"part": "whisper", "card": reading.card(message.blocks, Posted(self._direct, message))}
        return self

    def pictures(self) -> list[Picture]:
        self.office.finish()
        sent = self.office.workspace.uploads.by_id.values()
        return [Picture(f.name, f.content or b"", f.alt) for f in sent if f.shared == [self._direct.id]]

    def every_message(self, place: Room | None = None) -> list[Payload]:
        self.office.finish()
        self.office.settle()
        found = self.office.workspace.place(CHANNELS[place]) if place else self._direct
        if self.id not in found.members:
            return []
        return [
            {
                "id": message.ts,
                "key": message.metadata["event_payload"]["key"],
                "edited": message.edited,
                "card": reading.card(message.blocks, Posted(found, message)),
            }
            for _ts, message in sorted(found.messages.items())
            if message.metadata
        ]

    @property
    def _channel(self) -> str:
        return CHANNELS[self.place] if self.place else ""

    @property
    def _direct(self) -> conversations.Conversation:
        return self.office.workspace.direct(self.id)

    @property
    def _dialog(self) -> Dialog:
        found = self.office.workspace.dialog(self.id)
        assert found is not None, "no dialog is open"
        return found

    def _report_form(self) -> Dialog:
        """The open report form, opened if it was not; one that nobody drew for those who get none."""
        found = self.office.workspace.dialog(self.id)
        if found is None or not _has_customer(found):
            self.types("/incident")
            found = self.office.workspace.dialog(self.id)
        if found is None or not _has_customer(found):
            found = self._forged("report.file", "", {"customer": ""})
        return found

    def _forged(self, action: str, value: str, fields: Mapping[str, object]) -> Dialog:
        return forged_dialog(self.office.workspace, self.id, action, value, fields)

    def _chooses(self, dialog: Dialog, customer: str) -> None:
        """Look a customer up and choose what is offered: them, else *New*."""
        offered = self.office.client.suggest(dialog, "customer", customer)
        exactly = [each for each in offered if each["value"] == customer]
        anew = [each for each in offered if each["value"].startswith("new:")]
        option = next(iter(exactly + anew), None) or forged_option(customer)
        self._begins()
        self.office.client.enter(dialog, "customer", option)
        self._looks()

    def _enters(self, dialog: Dialog, fields: Mapping[str, object]) -> None:
        """Put this into a dialog, unfolded where that needs it."""
        if not set(fields) <= {block["block_id"] for block, _element in elements.inputs(dialog.view)}:
            self._unfolds(dialog)
        for name, value in fields.items():
            found = [e for block, e in elements.inputs(dialog.view) if block["block_id"] == name]
            assert found, f"the form has no field {name}"
            if found[0]["type"] == "external_select" and isinstance(value, str):
                self._chooses(dialog, value)
                continue
            self.office.client.enter(dialog, name, _stands(found[0], value))
            self.office.finish()

    def _unfolds(self, dialog: Dialog) -> None:
        for block, element in elements.pressable(dialog.view["blocks"]):
            if element.get("action_id") == MORE:
                self.office.client.press(self.id, dialog, block["block_id"], element)
                self.office.finish()

    def _begins(self) -> None:
        """Remember what is before them now, to see later what changed."""
        workspace = self.office.workspace
        stack = workspace.dialogs.stacks.get(self.id, [])
        self._before = {each.id: reading.asks(each.view) for each in stack}
        self._before |= {each.ts: False for each in workspace.ephemerals(self.id)}
        self._seen_so_far = len(workspace.state.shown)

    def _looks(self, pressing: Pressing | None = None) -> Self:
        """Take in the newest thing that was shown since, else the message that they pressed on."""
        self.office.finish()
        shown = self.office.workspace.state.shown[self._seen_so_far :]
        mine = [each for each in shown if each.user == self.id and each.kind != "home"]
        if mine:
            self.seen = self._view(mine[-1].id) if mine[-1].kind == "view" else self._whispered(mine[-1].id)
        elif pressing and isinstance(pressing.spot, Posted):
            self.office.settle()
            blocks = pressing.spot.said.blocks
            self.seen = {"part": "replace", "card": reading.card(blocks, pressing.spot)}
        else:
            self.seen = {}
        return self

    def _view(self, view_id: str) -> Payload:
        dialog = self.office.workspace.dialogs.find(view_id)
        assert dialog is not None, "it was closed again"
        before = self._before.get(view_id)
        if not reading.asks(dialog.view):
            card = reading.card(dialog.view["blocks"], dialog)
            return {"part": "whisper" if before is None else "replace", "card": card}
        return {"part": "refresh" if before else "ask", "form": reading.form(dialog)}

    def _whispered(self, ts: str) -> Payload:
        whispered = self.office.workspace.state.ephemerals[ts]
        spot = Whispered(self.office.workspace.place(whispered.channel), whispered)
        part = "replace" if ts in self._before else "whisper"
        return {"part": part, "card": reading.card(whispered.blocks, spot)}


def _has_customer(dialog: Dialog) -> bool:
    return any(block["block_id"] == "customer" for block, _element in elements.inputs(dialog.view))


def _stands(element: Payload, value: object) -> Any:  # noqa: ANN401 - JSON
    """What stands in an element once somebody put this value into it."""
    offered = {each["value"]: each for each in elements.options(element)}
    if element["type"] in elements.SEVERAL:
        assert isinstance(value, list | tuple)
        return [offered[key] for key in value]
    if element["type"] == "static_select":
        return offered[str(value)]
    if element["type"] == "datetimepicker":
        return int(datetime.fromisoformat(str(value)).replace(tzinfo=LONDON).timestamp())
    return str(value)
