"""Figures for whoever watches the service: counts, ages and kinds, never a name, an id of anybody or what was typed."""

import asyncio
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from adapters.clock import Clock
from bot import summarising
from bot.words import metrics as words
from storage import Db, StorageError, Store, files, jobs, outbox, undelivered

PATH = "/metrics"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 2.5, 3.0, 5.0)
"""Platforms wait three seconds for an acknowledgement."""

Acknowledged = Callable[[str, float], None]
"""Told what somebody did (the name of what reads it), and how many seconds it waited for its acknowledgement."""


def unmeasured(_kind: str, _seconds: float) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Stand:
    """How the database stands."""

    waiting: int
    parked: int
    oldest: float
    not_deleted: int
    summary: float


class Metrics:
    """What this process counts, and, when asked, how the database stands; several processes may be asked each.

    `lookups_over` says how many look-ups came after somebody's limit.
    """

    def __init__(self, store: Store, clock: Clock, lookups_over: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_Asked(store, clock, lookups_over))
        self._deliveries = Counter(
            "evenhand_deliveries", words.DELIVERIES, ("platform", "outcome"), registry=self._registry
        )
        self._acknowledged = Histogram(
            "evenhand_acknowledgement_seconds",
            words.ACKNOWLEDGED,
            ("platform", "kind"),
            buckets=SECONDS,
            registry=self._registry,
        )

    def delivered(self, platform: str, outcome: str) -> None:
        """A platform was asked to show a message; `outcome` is one of the delivery loop's words."""
        self._deliveries.labels(platform, outcome).inc()

    def acknowledged(self, platform: str, kind: str, seconds: float) -> None:
        """A platform's request of this kind was acknowledged."""
        self._acknowledged.labels(platform, kind).observe(seconds)

    def attach(self, app: web.Application, token: str) -> None:
        """Answer at `/metrics` whoever has the token; without one there is no such page."""

        async def answer(request: web.Request) -> web.Response:
            return await self._answer(request, token)

        if token:
            app.router.add_get(PATH, answer)

    async def _answer(self, request: web.Request, token: str) -> web.Response:
        given = request.headers.get("Authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, f"Bearer {token}".encode()):
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"}, text="not allowed\n")
        body = await asyncio.to_thread(generate_latest, self._registry)
        return web.Response(
            body=body, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
        )


class _Asked(Collector):
    """What is not counted but read when somebody asks."""

    def __init__(self, store: Store, clock: Clock, lookups_over: Callable[[], int]) -> None:
        self._store = store
        self._clock = clock
        self._lookups_over = lookups_over

    def describe(self) -> Iterable[Metric]:
        """Nothing is read until somebody asks."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """What is known in memory, and how the database stands where it answers."""
        stand = self._stand()
        yield GaugeMetricFamily("evenhand_database_up", words.DATABASE, value=stand is not None)
        trouble = CounterMetricFamily("evenhand_database_trouble", words.TROUBLE, labels=("kind",))
        for kind, number in sorted(self._store.troubles.items()):
            trouble.add_metric((kind.removeprefix("Storage").lower(),), number)
        yield trouble
        yield CounterMetricFamily("evenhand_lookups_over_limit", words.LOOKUPS, value=self._lookups_over())
        if stand:
            yield GaugeMetricFamily("evenhand_messages_parked", words.PARKED, value=stand.parked)
            yield GaugeMetricFamily("evenhand_messages_waiting", words.WAITING, value=stand.waiting)
            yield GaugeMetricFamily("evenhand_oldest_message_seconds", words.OLDEST, value=stand.oldest)
            yield GaugeMetricFamily("evenhand_files_not_deleted", words.NOT_DELETED, value=stand.not_deleted)
            yield GaugeMetricFamily(
                "evenhand_last_summary_timestamp_seconds", words.SUMMARY, value=stand.summary
            )

    def _stand(self) -> Stand | None:
        now = self._clock.now()
        try:
            return self._store.read(lambda db: stand(db, now))
        except StorageError:
            return None


def stand(db: Db, now: datetime) -> Stand:
    """How the database stands, in a constant number of queries."""
    counts = outbox.counts(db)
    late = [(now - since).total_seconds() for since in undelivered.due_since(db)]
    last = jobs.last_until(db, summarising.KIND, (now + timedelta(days=1)).date())
    return Stand(
        waiting=counts.waiting,
        parked=counts.parked,
        oldest=max(0.0, *late) if late else 0.0,
        not_deleted=len(files.stuck(db)),
        summary=last.at.timestamp() if last else 0.0,
    )
