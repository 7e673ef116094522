"""Bad weather: the platform's answers go wrong at random, and replicas are killed at random moments and started again."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.faults.workplace import Workplace
from tests.served import Served
from tests.slack.faults import Broken, Dropped, Fault, Late, Limited

FAULTS: tuple[Fault, ...] = (
    Limited("1"),
    Limited(""),
    Broken(500),
    Broken(503),
    Dropped(acted=False),
    Dropped(acted=True),
)
NEVER_AGAIN = 0.25
"""Which share of the killed replicas is never started again, where there are several."""
LATER_THAN_THE_LOOK_UP = 9.0
"""Seconds after which a message arrives that everybody gave up: longer than the delivery loop waits before it looks."""


def blow(place: Workplace, random: Random, stop: threading.Event, *, late: bool) -> None:
    """Plan trouble for its calls until stopped; with `late` some arrive long after their connection was dropped."""
    kinds = (*FAULTS, Late(LATER_THAN_THE_LOOK_UP)) if late else FAULTS
    while not stop.wait(random.uniform(0.02, 0.3)):
        faults, method = random.choice(place.troubles)
        trouble = random.choice(kinds)
        if faults.planned(method) < place.in_a_row:
            faults.plan(method, trouble)


@dataclass
class Killer:
    """Kills replicas at random moments; most are started again, some never: another takes their place.

    `make` gives a replica that was never started.
    """

    make: Callable[[], Served]
    random: Random
    replicas: list[Served] = field(default_factory=list)
    kills: int = 0
    abandoned: list[Served] = field(default_factory=list)

    @property
    def ports(self) -> list[int]:
        """Where somebody answers, as far as a load balancer knows."""
        return [each.port for each in self.replicas if each.running]

    def begin(self, number: int) -> None:
        """Start so many."""
        for _ in range(number):
            self._start(self.make())

    def kill(self, *, longest: float) -> None:
        """Kill one, up to `longest` seconds from now."""
        threading.Event().wait(self.random.uniform(0.0, longest))
        victim = self.random.choice(self.replicas)
        victim.kill()
        self.kills += 1
        if len(self.replicas) > 1 and self.random.random() < NEVER_AGAIN:
            self.replicas.remove(victim)
            self.abandoned.append(victim)
            self._start(self.make())
        else:
            victim.start()

    def meanwhile(self, happens: Callable[[], object]) -> None:
        """Kill all of them, let this happen, and start them again."""
        for each in self.replicas:
            each.kill()
            self.kills += 1
        happens()
        for each in self.replicas:
            each.start()

    def leave_none(self) -> None:
        """Kill those that still run, as after a bench that did not come to its end."""
        for each in self.replicas:
            if each.running:
                each.kill()

    def end(self) -> list[int]:
        """Ask all to end; the codes they ended with."""
        return [each.stop() for each in self.replicas]

    @property
    def logged(self) -> str:
        """Everything that all of them ever wrote."""
        return "".join(each.log.read_text("utf-8") for each in (*self.replicas, *self.abandoned))

    def _start(self, replica: Served) -> None:
        replica.start()
        self.replicas.append(replica)
