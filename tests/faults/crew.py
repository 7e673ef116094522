"""Colleagues who log reports and settle who replies, whatever breaks meanwhile; and a ledger of what they were told."""

import re
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count, takewhile
from random import Random
from typing import Generic, TypeVar

TOPICS = ("Draft plan is late", "Transport to school", "Place at college", "Annual review")
REFERENCE = re.compile(r"R-(\d{5})")
GIVES_UP = 300.0
"""Seconds in which somebody tries the same thing before the bench gives up: longer than any outage it makes."""
PATIENCE = 20.0
"""Seconds that somebody looks at "Saving…"."""
Shown = TypeVar("Shown")
"""What a platform puts before somebody: a form, and the answer to it."""


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


class Colleague(ABC, Generic[Shown]):
    """One person, at work until told to stop."""

    def __init__(self, name: str, random: Random, ledger: Ledger) -> None:
        self.name = name
        self.random = random
        self.ledger = ledger
        self.pause = threading.Event()

    def work(self, customers: int, stop: threading.Event) -> None:
        """Log one report after the other about these customers, and say at times who replies."""
        number = 0
        while not stop.is_set():
            number += 1
            mark = f"{self.name}-{number}"
            customer = f"C-{self.random.randint(1, customers):04d}"
            shown = self.log(mark, customer, self.random.choice(TOPICS))
            if shown and self.random.random() < 0.5 and self.settles(shown, mark):
                self.ledger.settled.append(mark)

    def log(self, mark: str, customer: str, topic: str) -> Shown | None:
        """Log a report; what answers it where it was saved."""
        shown = self.fills_in(mark, customer, topic)
        for attempt in tries():
            if not self.submits(shown, f"{mark}-{attempt}"):
                break
            if number := self.reference(shown):
                self.ledger.filed.append(Filed(mark, Told.SAVED, number))
                return shown
            if "may be saved, or not" in self.reads(shown) or not self.asks(shown):
                break
        self.ledger.filed.append(Filed(mark, Told.UNSURE))
        return None

    def reference(self, shown: Shown) -> int:
        """The number that an answer names what was saved by; 0 where it names none."""
        found = REFERENCE.search(self.reads(shown))
        return int(found[1]) if found else 0

    @abstractmethod
    def fills_in(self, mark: str, customer: str, topic: str) -> Shown:
        """Open the form, again where none comes, and fill it in."""

    @abstractmethod
    def submits(self, shown: Shown, delivery: str) -> bool:
        """Submit; the very same delivery again where no answer came. False if that never helped, or "Saving…" stays."""

    @abstractmethod
    def settles(self, shown: Shown, mark: str) -> bool:
        """Say "I'll reply", if that is offered: the same delivery twice, and a second click."""

    @abstractmethod
    def reads(self, shown: Shown) -> str:
        """Everything that stands there."""

    @abstractmethod
    def asks(self, shown: Shown) -> bool:
        """Whether a form stands there."""

    def until(self, happened: Callable[[], object], seconds: float = PATIENCE) -> bool:
        """Wait so long for it; whether it happened."""
        for _ in range(int(seconds / 0.02)):
            if happened():
                return True
            self.pause.wait(0.02)
        return False


def tries() -> Iterator[int]:
    """Once more, until it was long enough."""
    begun = time.monotonic()
    yield from takewhile(lambda _: time.monotonic() < begun + GIVES_UP, count())
