"""Attack: the figures are read by whoever watches machines. They hold no name, no id of anybody, nothing that was typed.

A real `evenhand serve`, and a channel that takes no message: what is set aside is seen everywhere, and goes once it can.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from storage import Store
from tests.databases import NewDatabase
from tests.served import in_slack, installed, run, served
from tests.slack import conversations, members
from tests.slack.workspace import SECRET, Workspace
from tests.stories.private import about_people
from tests.test_metrics import TOKEN, asked, figures
from tests.visitors import reports, through
from tests.waiting import until

LABELS = {
    "platform": {"slack"},
    "outcome": {"shown", "held", "retried", "parked"},
    "kind": {"command", "action", "submission", "suggestion", "busy", "down", "refused", "unsure"},
}
"""Every label but that of a histogram's bucket, and all that it may say."""


@pytest.fixture
def database_url(new_sqlite: NewDatabase) -> str:
    """One database is enough: what is told of either is in tests/test_metrics.py."""
    return new_sqlite()


@pytest.fixture
def environment(slack: Workspace, database_url: str, tmp_path: Path) -> Mapping[str, str]:
    more = {"EVENHAND_METRICS_TOKEN": TOKEN, "EVENHAND_SUMMARY_TIME": "00:00"}
    return installed(in_slack(slack.base_url.rstrip("/")), database_url, tmp_path, **more)


def test_what_is_set_aside_is_seen_everywhere_and_the_figures_tell_nothing_private(
    slack: Workspace, environment: Mapping[str, str], store: Store, tmp_path: Path
) -> None:
    """What comes there, and the summary, are for managers, and their channel was archived."""
    channel = slack.place(conversations.MANAGERS)
    channel.archived = True
    with served(environment, tmp_path) as running:
        port, client = running.port, through(slack, running.port)
        for name, customer in (("amira", "new:Rosa Lindqvist"), ("priya", "C-0001")):
            reports(slack, client, members.of(name), customer)
        until(lambda: figures(port)["evenhand_messages_parked"] == 2)
        told = figures(port)
        assert told["evenhand_deliveries_total outcome=parked platform=slack"] == 2
        assert told["evenhand_deliveries_total outcome=shown platform=slack"] >= 1
        assert told["evenhand_acknowledgement_seconds_count kind=submission platform=slack"] == 2
        tells_nothing_private(store, asked(port)[1])
        doctor = run("doctor", environment, tmp_path)
        assert doctor.returncode == 1
        assert "2 messages could not be shown: is_archived" in doctor.stdout
        channel.archived = False
        assert "2 messages" in run("outbox", environment, tmp_path, "retry").stdout
        until(
            lambda: (
                figures(port)["evenhand_messages_parked"] == figures(port)["evenhand_messages_waiting"] == 0
            )
        )
    assert len(channel.messages) == 2


def tells_nothing_private(store: Store, told: str) -> None:
    ours = "\n".join(line for line in told.splitlines() if "evenhand" in line)
    said = {label: set(re.findall(rf'\b{label}="([^"]*)"', ours)) for label in LABELS}
    assert all(said[label] <= LABELS[label] for label in LABELS), said
    assert set(re.findall(r'[{,](\w+)="', ours)) <= {*LABELS, "le"}
    for secret in (*store.read(lambda db: sorted(about_people(db))), TOKEN, SECRET, "xoxb"):
        assert secret.casefold() not in told.casefold(), "something private stands in the figures"
