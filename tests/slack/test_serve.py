"""`evenhand serve` as the installer starts it: a process of its own, stopped politely, started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from bot import settings
from storage import Store, outbox
from storage.outbox import Counts
from tests.databases import NewDatabase
from tests.slack import conversations, members
from tests.slack.client import Client
from tests.slack.forging import forged_option
from tests.slack.lines import HttpLine, SocketLine
from tests.slack.workspace import SECRET, Workspace

AMIRA, PRIYA = members.of("amira"), members.of("priya")


@pytest.fixture
def environment(slack: Workspace, tmp_path: Path) -> Mapping[str, str]:
    """What the installer sets; nothing of the machine's own settings shines through."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EVENHAND", "SLACK"))}
    return {
        **kept,
        "PWD": str(tmp_path),
        "SLACK_BOT_TOKEN": slack.tokens.bot,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.base_url.rstrip("/"),
        "EVENHAND_DATABASE_URL": f"sqlite:///{tmp_path}/evenhand.db",
        "EVENHAND_MANAGERS": "grace.morgan@example.org",
        "EVENHAND_MANAGERS_CHANNEL": f"slack:{conversations.MANAGERS}",
        "PORT": str(free_port()),
    }


def test_a_report_is_logged_and_survives_a_restart(
    slack: Workspace, environment: Mapping[str, str], new_database: NewDatabase, tmp_path: Path
) -> None:
    environment = {**environment, "EVENHAND_DATABASE_URL": new_database(empty=True)}
    with served(environment, tmp_path) as said:
        assert "Slack (at /slack/events)" in said
        client = client_of(slack, environment)
        client.command(AMIRA, "/incident", "Plan is late")
        until(lambda: slack.dialog(AMIRA) is not None)
        dialog = slack.dialog(AMIRA)
        assert dialog is not None
        [option] = [o for o in client.suggest(dialog, "customer", "Rosa") if o["value"] == "new:Rosa"]
        client.enter(dialog, "customer", option)
        client.submit(dialog)
        assert "Saved as R-00001" in str(dialog.view)
    with served(environment, tmp_path):
        client_of(slack, environment).command(AMIRA, "/incident", "mine")
        until(lambda: bool(slack.ephemerals(AMIRA)))
        assert "Plan is late" in str(slack.ephemerals(AMIRA)[-1])


def test_with_an_app_token_alone_only_socket_mode_is_open(
    slack: Workspace, environment: Mapping[str, str], tmp_path: Path
) -> None:
    only = {**environment, "SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": slack.tokens.app}
    with served(only, tmp_path) as said:
        assert "Slack (Socket Mode)" in said
        assert "/slack/events" not in said
        opens_a_form(slack, Client(slack, SocketLine(slack)))
        assert HttpLine(int(only["PORT"])).post("{}", "application/json").status == 404


def test_with_both_tokens_both_doors_are_open(
    slack: Workspace, environment: Mapping[str, str], tmp_path: Path
) -> None:
    with served({**environment, "SLACK_APP_TOKEN": slack.tokens.app}, tmp_path):
        opens_a_form(slack, Client(slack, SocketLine(slack)))
        opens_a_form(slack, client_of(slack, environment))


def test_two_processes_share_the_work_and_show_everything_once(
    slack: Workspace, environment: Mapping[str, str], new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    url = new_postgresql(empty=True)
    first = {
        **environment,
        "EVENHAND_DATABASE_URL": url,
        "EVENHAND_SUMMARY_TIME": "00:00",
        "EVENHAND_WORKING_DAYS": "mon-sun",
    }
    second = {**first, "PORT": str(free_port())}
    with served(first, tmp_path), served(second, tmp_path), Store(url) as store:
        reports(slack, client_of(slack, first), AMIRA, "new:Rosa Lindqvist")
        reports(slack, client_of(slack, second), PRIYA, "C-0001")
        until(lambda: shows_everything(store))
        due = store.read(lambda db: outbox.shown(db, "slack"))
    wanted = Counter((message.target, message.key) for message in due)
    assert any(key.startswith("issue:1/") for _place, key in wanted)
    assert set(wanted.values()) == {1}
    assert len(posted(slack)) == len(due)
    assert Counter(posted(slack)) == Counter(key for _place, key in wanted.elements())
    summaries = [key for _place, key in wanted if key.startswith("summary:")]
    work = settings.service(settings.read(evenhand_working_days="mon-sun")).work
    assert len(summaries) == work.works(work.day(datetime.now(UTC)))


def test_it_says_when_it_is_ready(environment: Mapping[str, str], tmp_path: Path) -> None:
    with served(environment, tmp_path):
        for path in ("healthz", "readyz"):
            with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}/{path}") as answer:
                assert answer.status == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SLACK_SIGNING_SECRET": ""}, "SLACK_BOT_TOKEN: can't listen to Slack by itself"),
        ({"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": ""}, "No platform is set up"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN: must be the Bot User OAuth Token"),
        ({"EVENHAND_DATABASE_URL": "sqlite:////no/such/folder/x.db"}, "The database can't be used"),
    ],
    ids=["no way in", "no platform", "wrong token", "no database"],
)
def test_a_wrong_setting_stops_the_start_with_one_clear_line(
    environment: Mapping[str, str], tmp_path: Path, change: Mapping[str, str], said: str
) -> None:
    done = run("serve", {**environment, **change}, tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_port_in_use_stops_the_start(environment: Mapping[str, str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["PORT"])))
        taken.listen()
        done = run("serve", environment, tmp_path)
    assert done.returncode == 2
    assert f"Port {environment['PORT']} is in use" in done.stderr


def test_a_policy_that_would_allow_a_block_without_a_conversation_stops_the_start(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    ours = files("bot.policy").joinpath("hampshire.toml").read_text("utf-8")
    harsh = tmp_path / "harsh.toml"
    harsh.write_text(ours.replace("leave_out = []", 'leave_out = ["case.conversation"]'), "utf-8")
    done = run("serve", {**environment, "EVENHAND_POLICY": str(harsh)}, tmp_path)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith("harsh.toml, line ")
    assert "walk.leave_out: case.conversation can't be left out" in said


def test_the_doctor_says_what_is_fine_and_what_is_broken(
    slack: Workspace, environment: Mapping[str, str], tmp_path: Path
) -> None:
    run("migrate", environment, tmp_path)
    fine = run("doctor", environment, tmp_path)
    assert (fine.returncode, "broken" in fine.stdout) == (0, False)
    slack.tokens.trouble = "token_revoked"
    broken = run("doctor", environment, tmp_path)
    assert broken.returncode == 1
    assert "token_revoked" in broken.stdout


def test_the_manifest_is_printed_before_there_are_any_tokens(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EVENHAND", "SLACK"))}
    done = run("manifest", kept, tmp_path, "slack")
    assert done.returncode == 0
    assert '"socket_mode_enabled": true' in done.stdout


def opens_a_form(slack: Workspace, client: Client) -> None:
    slack.dialogs.stacks.clear()
    client.command(AMIRA, "/incident", "Plan is late")
    until(lambda: slack.dialog(AMIRA) is not None)


def reports(slack: Workspace, client: Client, user: str, customer: str) -> None:
    """Log that the plan is late."""
    client.command(user, "/incident", "Plan is late")
    until(lambda: slack.dialog(user) is not None)
    dialog = slack.dialog(user)
    assert dialog is not None
    client.enter(dialog, "customer", forged_option(customer))
    client.submit(dialog)
    until(lambda: "R-0000" in str(dialog.view))


def shows_everything(store: Store) -> bool:
    return store.read(outbox.counts) == Counts(waiting=0, parked=0)


def posted(slack: Workspace) -> list[str]:
    """The keys of all messages that stand anywhere."""
    said = (m for place in slack.state.conversations.by_id.values() for m in place.messages.values())
    return [message.metadata["event_payload"]["key"] for message in said if message.metadata]


def run(
    command: str, environment: Mapping[str, str], folder: Path, *more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of Evenhand's in this folder until it ends."""
    line = [sys.executable, "-m", "bot", command, *more]
    return subprocess.run(
        line, env={**environment, "COLUMNS": "200"}, cwd=folder, capture_output=True, text=True, check=False
    )


@contextmanager
def served(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Serve while the context lasts; what was printed when it answered. It ends politely and well."""
    line = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(
        line, env={**environment, "COLUMNS": "200"}, cwd=folder, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline()
        finally:
            process.send_signal(signal.SIGTERM)
            rest = process.stdout.read()
    assert process.returncode == 0
    assert "Stopped." in rest


def client_of(slack: Workspace, environment: Mapping[str, str]) -> Client:
    return Client(slack, HttpLine(int(environment["PORT"])))


def until(happened: Callable[[], bool]) -> None:
    """Wait until the other process has got so far."""
    pause = threading.Event()
    for _ in range(1000):
        if happened():
            return
        pause.wait(0.01)
    raise AssertionError("it did not happen")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
