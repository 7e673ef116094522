"""Colleagues whose client gets cards and forms as data, and sends what they do as data: all that a platform's own driver adds is how."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Self

from tests.office.shared import Colleague, Room
from tests.office.shown import Payload, button


class DataColleague(Colleague):
    """One person before a client; `_acts` sends one thing that they do, and keeps what they see then."""

    def __init__(self, handle: str, place: Room | None = None) -> None:
        super().__init__(handle, place)
        self._under: Payload = {}
        self._files: dict[str, bytes] = {}

    @abstractmethod
    def _acts(self, delivery: str = "", **body: object) -> Self:
        """Do one thing, such as `type="press", action=…, value=…`."""

    def types(self, line: str, *, delivery: str = "") -> Self:
        name, _, text = line.removeprefix("/").partition(" ")
        return self._acts(delivery, type="command", name=name, text=text)

    def submits(self, action: str, value: str = "", delivery: str = "", **fields: object) -> Self:
        return self._submits(action, value, delivery, fields)

    def reports(self, customer: str, issue: str, **fields: object) -> Self:
        return self._submits("report.file", "", "", {"customer": customer, "issue": issue, **fields})

    def fills_in(self, **fields: object) -> Self:
        form = self.form
        drawn = {f["name"]: f.get("values", f.get("value", "")) for f in (*form["fields"], *form["more"])}
        return self._submits(form["action"], form["value"], "", {**drawn, **fields})

    def presses_button(self, found: Payload, *, delivery: str = "") -> Self:
        return self._acts(delivery, type="press", action=found["action"], value=found["value"])

    def presses_in_form(self, label: str, **fields: object) -> Self:
        form = self.form
        for each in (*form["fields"], *form["more"]):
            if each["name"] in fields:
                each["values" if "values" in each else "value"] = fields[each["name"]]
        self._under, found = self.seen, button(self.seen, label)
        typed = {f["name"]: f.get("values", f.get("value", "")) for f in (*form["fields"], *form["more"])}
        return self._acts(type="press", action=found["action"], value=found["value"], fields=typed)

    def goes_back(self) -> Self:
        self.seen = self._under
        return self

    def files(self) -> dict[str, bytes]:
        return self._files

    def presses_raw(self, action: str, value: str) -> Self:
        return self._acts(type="press", action=action, value=value)

    def looks_up(self, typed: str) -> list[str]:
        self._acts(type="lookup", field="customer", typed=typed)
        return [option["key"] for option in self.seen["options"]]

    def chooses(self, customer: str, **fields: object) -> Self:
        return self._acts(
            type="change",
            action="report.file",
            field="customer",
            fields={"customer": customer, **fields},
            value="",
        )

    def picks(self, field: str, value: str) -> Self:
        form = self.form
        drawn = {f["name"]: f.get("values", f.get("value", "")) for f in (*form["fields"], *form["more"])}
        return self._acts(
            type="change",
            action=form["action"],
            field=field,
            fields={**drawn, field: value},
            value=form["value"],
        )

    def _submits(self, action: str, value: str, delivery: str, fields: Mapping[str, object]) -> Self:
        return self._acts(delivery, type="submit", action=action, fields=dict(fields), value=value)
