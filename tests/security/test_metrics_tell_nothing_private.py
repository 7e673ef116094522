"""Attack: the figures are read by whoever watches machines. They hold no name, no id of anybody, nothing that was typed.

A real `evenhand serve`, and a channel that takes no message: what is set aside is seen everywhere, and goes once it can.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlmodel import select

from storage import Db, Store
from storage.tables import Delivery, Message, Staff, StaffHandle
from tests.databases import NewDatabase
from tests.faults.served import environment as installed
from tests.faults.served import free_port
from tests.slack import conversations, members
from tests.slack.client import Client
from tests.slack.forging import forged_option
from tests.slack.test_serve import client_of, run, served, until
from tests.slack.workspace import SECRET, Workspace, workspace
from tests.stories.private import everything_typed
from tests.test_metrics import TOKEN, asked, figures

LABELS = {
    "platform": {"slack"},
    "outcome": {"shown", "held", "retried", "parked"},
    "kind": {"command", "action", "submission", "suggestion", "busy", "down", "refused", "unsure"},
}
"""Every label but that of a histogram's bucket, and all that it may say."""


@pytest.fixture
def slack() -> Iterator[Workspace]:
    with workspace() as opened:
        yield opened
    assert opened.complaints == []


@pytest.fixture
def database_url(new_sqlite: NewDatabase) -> str:
    """One database is enough: what is told of either is in tests/test_metrics.py."""
    return new_sqlite()


@pytest.fixture
def environment(slack: Workspace, database_url: str, tmp_path: Path) -> Mapping[str, str]:
    more = {
        "EVENHAND_METRICS_TOKEN": TOKEN,
        "EVENHAND_SUMMARY_TIME": "00:00",
        "PORT": str(free_port()),
    }
    return {**installed(slack.base_url.rstrip("/"), database_url, tmp_path, **more), **more}


def test_what_is_set_aside_is_seen_everywhere_and_the_figures_tell_nothing_private(
    slack: Workspace, environment: Mapping[str, str], store: Store, tmp_path: Path
) -> None:
    """What comes there, and the summary, are for managers, and their channel was archived."""
    channel = slack.place(conversations.MANAGERS)
    channel.archived = True
    with served(environment, tmp_path):
        port, client = int(environment["PORT"]), client_of(slack, environment)
        for name, customer in (("amira", "new:Rosa Lindqvist"), ("priya", "C-0001")):
            logs(slack, client, members.of(name), customer)
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


def logs(slack: Workspace, client: Client, user: str, customer: str) -> None:
    """Log that the plan is late, once the form is there, however long that takes."""
    client.command(user, "/incident", "Plan is late")
    until(lambda: "customer" in str(getattr(slack.dialog(user), "view", "")))
    dialog = slack.dialog(user)
    assert dialog is not None
    client.enter(dialog, "customer", forged_option(customer))
    client.submit(dialog)
    until(lambda: "R-0000" in str(dialog.view))


def tells_nothing_private(store: Store, told: str) -> None:
    ours = "\n".join(line for line in told.splitlines() if "evenhand" in line)
    said = {label: set(re.findall(rf'\b{label}="([^"]*)"', ours)) for label in LABELS}
    assert all(said[label] <= LABELS[label] for label in LABELS), said
    assert set(re.findall(r'[{,](\w+)="', ours)) <= {*LABELS, "le"}
    for secret in (*store.read(lambda db: sorted(about_people(db))), TOKEN, SECRET, "xoxb"):
        assert secret.casefold() not in told.casefold(), "something private stands in the figures"


def about_people(db: Db) -> Iterator[str]:
    """All that was typed about customers, who the colleagues are, and every id of them, a message or a delivery."""
    typed = set(everything_typed(db))
    assert {"Rosa Lindqvist", "Plan is late"} <= typed
    yield from typed
    for staff in db.exec(select(Staff)):
        yield from (staff.name, staff.email or staff.name)
    yield from (handle.handle for handle in db.exec(select(StaffHandle)))
    for message in db.exec(select(Message)):
        yield from (message.key, message.target)
    yield from (delivery.id for delivery in db.exec(select(Delivery)))
