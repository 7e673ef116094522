"""Trouble to order: what shall go wrong with the next calls of a method, and how often each was called."""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Limited:
    """Too many requests; how many seconds to wait, as the header says it (empty: not said)."""

    retry_after: str = "1"


@dataclass(frozen=True)
class Broken:
    """A server's error, nothing done."""

    status: int = 500


@dataclass(frozen=True)
class Says:
    """This error."""

    error: str


@dataclass(frozen=True)
class Silent:
    """No answer until `Faults.release`, then the connection ends; done or not done before."""

    acted: bool = False


@dataclass(frozen=True)
class Dropped:
    """The connection ends without an answer; done or not done before."""

    acted: bool = False


@dataclass(frozen=True)
class Late:
    """The connection ends without an answer, and so many seconds later it is done all the same."""

    seconds: float


Fault = Limited | Broken | Says | Silent | Dropped | Late


class Faults:
    """The plan, method by method (`response_url` and `upload` count as methods too).

    `unheard` are the answers of Teams' stand-in to what it did, and that it never gave; `belated` those of either stand-in
    to what was done late.
    """

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.late = 0
        self.unheard: list[str] = []
        self.belated: list[str] = []
        self._planned: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def plan(self, method: str, *faults: Fault, times: int = 1) -> None:
        """Let the next calls of this method meet these faults, one each."""
        self._planned[method].extend(faults * times)

    def clear(self) -> None:
        """Let everything go well from now on."""
        self._planned.clear()

    def planned(self, method: str) -> int:
        """How many calls of this method are going to meet something."""
        return len(self._planned[method])

    def next(self, method: str) -> Fault | None:
        """Count a call; what shall go wrong with it."""
        self.calls[method] += 1
        if not self._planned[method]:
            return None
        self.met[method] += 1
        return self._planned[method].popleft()
