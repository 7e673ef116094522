"""`evenhand serve` as the installer starts it: a process of its own, stopped politely, started again."""

import socket
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from bot import settings
from storage import Store, outbox
from storage.outbox import Counts
from tests.databases import NewDatabase
from tests.served import FROM_HERE, asked, in_slack, installed, nothing_set, run, served
from tests.slack import members
from tests.slack.client import Client
from tests.slack.lines import HttpLine, SocketLine
from tests.slack.workspace import Workspace
from tests.visitors import reports, through
from tests.waiting import until

AMIRA, PRIYA = members.of("amira"), members.of("priya")


@pytest.fixture
def environment(slack: Workspace, tmp_path: Path) -> Mapping[str, str]:
    """What the installer sets."""
    return installed(in_slack(slack.base_url.rstrip("/")), f"sqlite:///{tmp_path}/evenhand.db", tmp_path)


def test_a_report_is_logged_and_survives_a_restart(
    slack: Workspace, environment: Mapping[str, str], new_database: NewDatabase, tmp_path: Path
) -> None:
    environment = {**environment, "EVENHAND_DATABASE_URL": new_database(empty=True)}
    with served(environment, tmp_path) as running:
        assert "Slack (at /slack/events)" in running.said
        client = through(slack, running.port)
        client.command(AMIRA, "/incident", "Plan is late")
        until(lambda: slack.dialog(AMIRA) is not None)
        dialog = slack.dialog(AMIRA)
        assert dialog is not None
        [option] = [o for o in client.suggest(dialog, "customer", "Rosa") if o["value"] == "new:Rosa"]
        client.enter(dialog, "customer", option)
        client.submit(dialog)
        assert "Saved as R-00001" in str(dialog.view)
    with served(environment, tmp_path) as running:
        through(slack, running.port).command(AMIRA, "/incident", "mine")
        until(lambda: bool(slack.ephemerals(AMIRA)))
        assert "Plan is late" in str(slack.ephemerals(AMIRA)[-1])


def test_with_an_app_token_alone_only_socket_mode_is_open(
    slack: Workspace, environment: Mapping[str, str], tmp_path: Path
) -> None:
    only = {**environment, "SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": slack.tokens.app}
    with served(only, tmp_path) as running:
        assert "Slack (Socket Mode)" in running.said
        assert "/slack/events" not in running.said
        opens_a_form(slack, Client(slack, SocketLine(slack)))
        assert HttpLine(running.port).post("{}", "application/json").status == 404


def test_with_both_tokens_both_doors_are_open(
    slack: Workspace, environment: Mapping[str, str], tmp_path: Path
) -> None:
    with served({**environment, "SLACK_APP_TOKEN": slack.tokens.app}, tmp_path) as running:
        opens_a_form(slack, Client(slack, SocketLine(slack)))
        opens_a_form(slack, through(slack, running.port))


def test_two_processes_share_the_work_and_show_everything_once(
    slack: Workspace, environment: Mapping[str, str], new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    url = new_postgresql(empty=True)
    given = {**environment, "EVENHAND_DATABASE_URL": url, "EVENHAND_SUMMARY_TIME": "00:00"}
    with served(given, tmp_path) as first, served(given, tmp_path) as second, Store(url) as store:
        reports(slack, through(slack, first.port), AMIRA, "new:Rosa Lindqvist")
        reports(slack, through(slack, second.port), PRIYA, "C-0001")
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
    with served(environment, tmp_path) as running:
        for path in ("/healthz", "/readyz"):
            assert asked(running.port, path)[0] == 200


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
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", {**environment, "PORT": str(port)}, tmp_path)
    assert done.returncode == 2
    assert f"Port {port} is in use" in done.stderr


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
    done = run("manifest", {**nothing_set(), **FROM_HERE}, tmp_path, "slack")
    assert done.returncode == 0
    assert '"socket_mode_enabled": true' in done.stdout


def opens_a_form(slack: Workspace, client: Client) -> None:
    slack.dialogs.stacks.clear()
    client.command(AMIRA, "/incident", "Plan is late")
    until(lambda: slack.dialog(AMIRA) is not None)


def shows_everything(store: Store) -> bool:
    return store.read(outbox.counts) == Counts(waiting=0, parked=0)


def posted(slack: Workspace) -> list[str]:
    """The keys of all messages that stand anywhere."""
    said = (m for place in slack.state.conversations.by_id.values() for m in place.messages.values())
    return [message.metadata["event_payload"]["key"] for message in said if message.metadata]
