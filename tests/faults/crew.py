"""Colleagues who log reports and settle who replies, over HTTP, whatever breaks meanwhile; and a ledger of what they were told."""

import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from itertools import count, takewhile
from random import Random

from tests.slack import elements
from tests.slack.client import Client
from tests.slack.dialogs import Dialog
from tests.slack.lines import Answer, HttpLine
from tests.slack.reading import asks
from tests.slack.said import Payload
from tests.slack.workspace import Workspace

TOPICS = ("Draft plan is late", "Transport to school", "Place at college", "Annual review")
REFERENCE = re.compile(r"R-(\d{5})")
GIVES_UP = 300.0
"""Seconds in which somebody tries the same thing before the bench gives up: longer than any outage it makes."""
PATIENCE = 20.0
"""Seconds that somebody looks at "Saving…"."""


class Unheard(Exception):
    """What was sent got no answer that counts: nobody knows what became of it."""


class Told(StrEnum):
    """What a person was told about what they typed."""

    SAVED = "saved"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Filed:
    """One form that somebody filled in: its mark, what they were told, and the reference that they read."""

    mark: str
    told: Told
    report: int = 0


@dataclass
class Ledger:
    """What the crew was told, and what answers came over the wire."""

    filed: list[Filed] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    unheard: int = 0

    @property
    def saved(self) -> list[Filed]:
        """The forms of which somebody read that they are saved."""
        return [each for each in self.filed if each.told is Told.SAVED]


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


class Colleague:
    """One person, at work until told to stop."""

    def __init__(
        self, workspace: Workspace, user: str, line: Balanced, random: Random, ledger: Ledger
    ) -> None:
        self._workspace = workspace
        self._user = user
        self._client = Client(workspace, line)
        self._random = random
        self._ledger = ledger
        self._pause = threading.Event()

    def work(self, customers: int, stop: threading.Event) -> None:
        """Log one report after the other about these customers, and say at times who replies."""
        number = 0
        while not stop.is_set():
            number += 1
            mark = f"{self._user}-{number}"
            customer = f"C-{self._random.randint(1, customers):04d}"
            dialog = self.log(mark, customer, self._random.choice(TOPICS))
            if dialog and self._random.random() < 0.5:
                self._settle(dialog, mark)

    def log(self, mark: str, customer: str, topic: str) -> Dialog | None:
        """Log a report; the dialog that answers it where it was saved."""
        dialog = self.fills_in(mark, customer, topic)
        for attempt in self._tries():
            if not self.submits(dialog, f"{mark}-{attempt}"):
                break
            if number := self.reference(dialog):
                self._ledger.filed.append(Filed(mark, Told.SAVED, number))
                return dialog
            if "may be saved, or not" in str(dialog.view["blocks"]) or not asks(dialog.view):
                break
        self._ledger.filed.append(Filed(mark, Told.UNSURE))
        return None

    def fills_in(self, mark: str, customer: str, topic: str) -> Dialog:
        """Open the form and fill it in."""
        dialog = self._opened()
        option = {"text": {"type": "plain_text", "text": customer}, "value": customer}
        with suppress(Unheard):
            self._client.enter(dialog, "customer", option)
        dialog.typed["issue", "issue"], dialog.typed["details", "details"] = topic, f"mark {mark} ends"
        return dialog

    def reference(self, dialog: Dialog) -> int:
        """The number that a dialog names what was saved by; 0 where it names none."""
        found = REFERENCE.search(str(dialog.view["blocks"]))
        return int(found[1]) if found else 0

    def submits(self, dialog: Dialog, delivery: str) -> bool:
        """Submit; the very same delivery again where no answer came. False if that never helped, or "Saving…" stays."""
        for _ in self._tries():
            try:
                self._client.submit(dialog, delivery=delivery)
            except Unheard:
                self._pause.wait(0.1)
            else:
                return self._until(
                    lambda: "Saving" not in str(dialog.view["title"]) + str(dialog.view["blocks"])
                )
        return False

    def _opened(self) -> Dialog:
        """Type the command, again where no form comes."""
        before = self._workspace.dialog(self._user)
        for _ in self._tries():
            with suppress(Unheard):
                self._client.command(self._user, "/incident")
                if self._until(lambda: self._fresh(before) is not None, 3.0):
                    found = self._fresh(before)
                    assert found is not None
                    return found
            self._pause.wait(0.1)
        raise AssertionError("no form ever opened")

    def _fresh(self, before: Dialog | None) -> Dialog | None:
        """A form that was not there before and asks something."""
        found = self._workspace.dialog(self._user)
        return found if found is not None and found is not before and asks(found.view) else None

    def _settle(self, dialog: Dialog, mark: str) -> None:
        """Say "I'll reply" where that is offered; the same delivery again where no answer came, and a double click."""
        for block, element in elements.pressable(dialog.view["blocks"]):
            if element.get("action_id", "").partition(":")[0] == "issue.take":
                for delivery in (f"{mark}-take", f"{mark}-take", f"{mark}-click"):
                    self._press(dialog, block["block_id"], element, delivery)
                self._ledger.settled.append(mark)
                return

    def _press(self, dialog: Dialog, block: str, element: Payload, delivery: str) -> None:
        for _ in self._tries():
            try:
                self._client.press(self._user, dialog, block, element, delivery=delivery)
            except Unheard:
                self._pause.wait(0.1)
            else:
                return

    def _tries(self) -> Iterator[int]:
        """Once more, until it was long enough."""
        begun = time.monotonic()
        yield from takewhile(lambda _: time.monotonic() < begun + GIVES_UP, count())

    def _until(self, happened: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        for _ in range(int(seconds / 0.02)):
            if happened():
                return True
            self._pause.wait(0.02)
        return False
