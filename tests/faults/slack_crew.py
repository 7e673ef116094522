"""The crew in Slack: over signed HTTP, whatever breaks meanwhile."""

import http.client
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from random import Random

from tests.faults.crew import Colleague, Ledger, Unheard, tries
from tests.slack import elements, members, reading
from tests.slack.client import Client
from tests.slack.dialogs import Dialog
from tests.slack.lines import Answer, HttpLine
from tests.slack.said import Payload
from tests.slack.workspace import Workspace

CREW = [each.id for each in members.FIVE]


class Balanced(HttpLine):
    """A line to whichever replica is up, as a load balancer gives it: what comes back may be nothing at all."""

    def __init__(self, ports: Callable[[], list[int]], random: Random, ledger: Ledger) -> None:
        super().__init__(0)
        self._ports = ports
        self._random = random
        self._ledger = ledger

    def post(self, body: str, content_type: str, headers: Mapping[str, str] | None = None) -> Answer:
        """One request to one of them; raises Unheard where nothing that counts comes back."""
        ports = self._ports()
        try:
            if not ports:
                raise ConnectionError
            self._port = self._random.choice(ports)
            answer = super().post(body, content_type, headers)
        except (OSError, http.client.HTTPException):
            self._ledger.unheard += 1
            raise Unheard from None
        self._ledger.statuses[answer.status] += 1
        if answer.status != HTTPStatus.OK:
            raise Unheard
        return answer


class SlackColleague(Colleague[Dialog]):
    """One person in Slack."""

    def __init__(
        self, workspace: Workspace, user: str, line: Balanced, random: Random, ledger: Ledger
    ) -> None:
        super().__init__(user, random, ledger)
        self._workspace = workspace
        self._client = Client(workspace, line)

    def fills_in(self, mark: str, customer: str, topic: str) -> Dialog:
        dialog = self._opened()
        option = {"text": {"type": "plain_text", "text": customer}, "value": customer}
        with suppress(Unheard):
            self._client.enter(dialog, "customer", option)
        dialog.typed["issue", "issue"], dialog.typed["details", "details"] = topic, f"mark {mark} ends"
        return dialog

    def submits(self, shown: Dialog, delivery: str) -> bool:
        for _ in tries():
            try:
                self._client.submit(shown, delivery=delivery)
            except Unheard:
                self.pause.wait(0.1)
            else:
                return self.until(
                    lambda: "Saving" not in str(shown.view["title"]) + str(shown.view["blocks"])
                )
        return False

    def settles(self, shown: Dialog, mark: str) -> bool:
        for block, element in elements.pressable(shown.view["blocks"]):
            if element.get("action_id", "").partition(":")[0] == "issue.take":
                for delivery in (f"{mark}-take", f"{mark}-take", f"{mark}-click"):
                    self._press(shown, block["block_id"], element, delivery)
                return True
        return False

    def reads(self, shown: Dialog) -> str:
        return str(shown.view["blocks"])

    def asks(self, shown: Dialog) -> bool:
        return reading.asks(shown.view)

    def _opened(self) -> Dialog:
        """Type the command, again where no form comes."""
        before = self._workspace.dialog(self.name)
        for _ in tries():
            with suppress(Unheard):
                self._client.command(self.name, "/incident")
                if self.until(lambda: self._fresh(before) is not None, 3.0):
                    found = self._fresh(before)
                    assert found is not None
                    return found
            self.pause.wait(0.1)
        raise AssertionError("no form ever opened")

    def _fresh(self, before: Dialog | None) -> Dialog | None:
        """A form that was not there before and asks something."""
        found = self._workspace.dialog(self.name)
        return found if found is not None and found is not before and self.asks(found) else None

    def _press(self, dialog: Dialog, block: str, element: Payload, delivery: str) -> None:
        for _ in tries():
            try:
                self._client.press(self.name, dialog, block, element, delivery=delivery)
            except Unheard:
                self.pause.wait(0.1)
            else:
                return
