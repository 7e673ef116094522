"""`/metrics` tells whoever has the token how the service stands, each process what it did itself, nothing about anybody."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families

from adapters.metrics import Metrics
from adapters.server import application
from storage import Store, jobs, leases
from tests import serving
from tests.faults.platform import StillClock
from tests.storage.records import T0, lease_one, put

TOKEN = "0123456789abcdef0123"  # fictional, and as short as may be
Figures = dict[str, float]


@contextmanager
def watched(store: Store, *, token: str = TOKEN, over: int = 0) -> Iterator[tuple[Metrics, int]]:
    """One process that is watched; its figures, and the port that it answers at."""
    metrics, app = Metrics(store, StillClock(), lambda: over), application(lambda: True)
    metrics.attach(app, token)
    with serving.served(app) as port:
        yield metrics, port


def asked(port: int, authorization: str | None = f"Bearer {TOKEN}") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(
            "GET", "/metrics", headers={"Authorization": authorization} if authorization else {}
        )
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def figures(port: int) -> Figures:
    """What is told, by name and labels."""
    status, told = asked(port)
    assert status == 200
    return {
        " ".join(
            (sample.name, *(f"{label}={said}" for label, said in sorted(sample.labels.items())))
        ): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }


def test_the_figures_are_for_whoever_has_the_token(store: Store) -> None:
    with watched(store) as (_metrics, port):
        for wrong in (
            None,
            "",
            TOKEN,
            "Bearer",
            f"Bearer {TOKEN}x",
            f"Basic {TOKEN}",
            f"bearer\u00e9{TOKEN}",
        ):
            assert asked(port, wrong) == (401, "not allowed\n"), wrong
        assert asked(port)[0] == 200


def test_without_a_token_there_is_no_such_page(store: Store) -> None:
    with watched(store, token="") as (_metrics, port):
        for given in (None, "Bearer", "Bearer "):
            assert asked(port, given)[0] == 404, given


def test_every_process_tells_the_same_of_the_database(store: Store) -> None:
    put(store, key="parked")
    leases.park(store, lease_one(store), now=T0, trouble="not_in_channel")
    put(store, key="waits", target="another")
    store.write(lambda db: jobs.claim(db, "summary", T0.date(), T0 - timedelta(minutes=30)))
    with watched(store) as (_one, first), watched(store) as (_other, second):
        for told in (figures(first), figures(second)):
            assert told["evenhand_database_up"] == 1
            assert told["evenhand_messages_parked"] == 1
            assert told["evenhand_messages_waiting"] == 1
            assert told["evenhand_oldest_message_seconds"] == 0
            assert told["evenhand_files_not_deleted"] == 0
            assert told["evenhand_last_summary_timestamp_seconds"] == T0.timestamp() - 1800


def test_each_process_counts_what_it_did_itself(store: Store) -> None:
    with watched(store, over=7) as (one, first), watched(store) as (_other, second):
        one.delivered("slack", "shown")
        one.acknowledged("slack", "submission", 0.3)
        told, others = figures(first), figures(second)
    assert told["evenhand_deliveries_total outcome=shown platform=slack"] == 1
    assert told["evenhand_acknowledgement_seconds_bucket kind=submission le=0.25 platform=slack"] == 0
    assert told["evenhand_acknowledgement_seconds_bucket kind=submission le=0.5 platform=slack"] == 1
    assert told["evenhand_lookups_over_limit_total"] == 7
    assert others["evenhand_lookups_over_limit_total"] == 0
    assert not [name for name in others if name.startswith("evenhand_deliveries_total")]


def test_a_database_in_trouble_is_told_and_the_page_answers_all_the_same(store: Store) -> None:
    with watched(store) as (_metrics, port):
        store.close()
        told = figures(port)
        assert told["evenhand_database_up"] == 0
        assert "evenhand_messages_parked" not in told
        assert figures(port)["evenhand_database_trouble_total kind=down"] >= 1
