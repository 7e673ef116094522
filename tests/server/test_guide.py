"""docs/server.md is followed on a clean folder, command by command, until people are served in Slack and in Teams; then it stops."""

import configparser
import json
import shlex
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from socket import create_connection

import pytest
from sqlmodel import select

from adapters.serving import LONGEST_STOP
from adapters.slack.app import PATH as SLACK_PATH
from adapters.teams.app import PATH as TEAMS_PATH
from storage import Store, outbox
from storage.outbox import Counts
from storage.tables import Report
from tests.databases import NewDatabase
from tests.served import Served, asked, free_port, nothing_set, uncaught
from tests.server.compose import Compose
from tests.server.dockerfile import ROOT
from tests.server.guide import Guide
from tests.server.machine import Machine, tracked
from tests.slack import conversations, members
from tests.slack.workspace import SECRET, Workspace
from tests.stories.private import about_people
from tests.teams.tenant import Tenant
from tests.visitors import asks_for_help, reports, through
from tests.waiting import until


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def unpacked(machine: Machine, slack: Workspace, teams: Tenant) -> Path:
    """The code in its folder, and in `.env` what the platforms' guides say, with local ones in place of Slack and Microsoft."""
    machine.unpacks("srv/evenhand", tracked())
    folder = machine.folder / "srv/evenhand"
    given = {
        "SLACK_BOT_TOKEN": slack.tokens.bot,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.base_url,
        **teams.settings,
        "EVENHAND_MANAGERS": "grace.morgan@example.org,owen.price@example.org",
        "EVENHAND_MANAGERS_CHANNEL": f"slack:{conversations.MANAGERS}",
        "EVENHAND_SAFETY_PHONE": "01632 960100",
        "EVENHAND_SUMMARY_TIME": "23:59",
    }
    (folder / ".env").write_text("".join(f"{name}='{value}'\n" for name, value in given.items()), "utf-8")
    return folder


def people_are_served(slack: Workspace, teams: Tenant, running: Served, database: str) -> None:
    """Somebody logs a communication in Slack, somebody is answered in Teams; then it stops, and nothing is left or lost."""
    port = running.port
    assert asked(port, "/healthz") == (200, "ok\n")
    assert asked(port, "/readyz") == (200, "ready\n")
    reports(slack, through(slack, port), members.of("amira"), "new:Rosa Lindqvist")
    asks_for_help(teams, port)
    with closing(create_connection(("127.0.0.1", port))) as line:
        line.sendall(NO_HTTP)
        assert line.recv(100).split()[1] == b"400"
    code = running.stop(LONGEST_STOP)
    assert (code, "Stopped." in running.last) == (0, True)
    with Store(database) as store:
        assert len(store.read(lambda db: db.exec(select(Report)).all())) == 1
        assert store.read(outbox.counts) == Counts(waiting=0, parked=0)
        private = store.read(lambda db: set(about_people(db)))
    logged = running.log.read_text("utf-8")
    holds_nothing_private(logged, private | {SECRET, slack.tokens.bot, teams.issuer.secret, "Zqzzz"})


def holds_nothing_private(logged: str, private: set[str]) -> None:
    """Each line is JSON, each request that was answered has a number of its own, and nobody's words or names are there."""
    assert not uncaught(logged)
    lines = [json.loads(line) for line in logged.splitlines()]
    answered = [line for line in lines if line["event"] == "answered"]
    assert {line["way"] for line in answered} == {SLACK_PATH, TEAMS_PATH}
    assert len({line["request"] for line in answered}) == len(answered)
    assert [each for each in sorted(private) if each.casefold() in logged.casefold()] == []


@pytest.fixture
def docker(
    machine: Machine, slack: Workspace, teams: Tenant, new_postgresql: NewDatabase
) -> Iterator[Compose]:
    folder = unpacked(machine, slack, teams)
    with Compose(machine, folder, database=new_postgresql(empty=True), port=free_port()) as opened:
        yield opened


def test_with_docker(docker: Compose, machine: Machine, slack: Workspace, teams: Tenant) -> None:
    said = {line: follow(machine, docker, line) for line in GUIDE.commands("With Docker")}
    assert "broken" not in said["docker compose run --rm evenhand doctor"]
    assert docker.lacks() == []
    until(docker.is_healthy)
    [backup] = GUIDE.commands("Backups")
    docker.does(backup)
    assert (docker.folder / "backups/first.backup").stat().st_mode & 0o777 == OWNERS
    assert docker.running is not None
    people_are_served(slack, teams, docker.running, docker.database)
    assert not docker.is_healthy()


def follow(machine: Machine, docker: Compose, line: str) -> str:
    return docker.does(line) if line.startswith("docker compose ") else machine.runs(line, docker.folder)


def test_with_systemd(machine: Machine, slack: Workspace, teams: Tenant) -> None:
    folder = unpacked(machine, slack, teams)
    *lines, start = GUIDE.commands("With systemd")
    assert start == "sudo systemctl enable --now evenhand"
    said = {line: machine.runs(line, folder) for line in lines}
    assert "broken" not in said["sudo -u evenhand .venv/bin/evenhand doctor"]
    unit = read_unit(machine.folder / "etc/systemd/system/evenhand.service")["Service"]
    given = dict(pair.split("=", 1) for pair in shlex.split(unit["Environment"]))
    command = shlex.split(machine.written(unit["ExecStart"]))
    place = Path(machine.written(unit["WorkingDirectory"]))
    running = Served({**nothing_set(), **given}, place, command=command)
    running.start()
    try:
        database = f"sqlite:///{machine.written('/var/lib/evenhand/evenhand.db')}"
        people_are_served(slack, teams, running, database)
    finally:
        running.kill()


def read_unit(path: Path) -> Mapping[str, Mapping[str, str]]:
    """A unit; of a setting that stands twice, the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # systemd's names keep their capitals
    parser.read_string(path.read_text("utf-8"))
    return parser


def test_what_is_followed_is_all_that_the_guide_says() -> None:
    """Whatever else is a command in the guide stands in a section whose commands need a public address."""
    blocks = GUIDE.text.count("```sh\n")
    assert blocks == sum(GUIDE.section(each).count("```sh\n") for each in FOLLOWED) + 1
    assert all(line.startswith("curl ") for line in GUIDE.commands("A public address"))
    assert ROOT.joinpath("deploy/evenhand.service").is_file()


GUIDE = Guide("server.md")
OWNERS = 0o600
NO_HTTP = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: Zqzzz\r\n\r\n"
FOLLOWED = ("With Docker", "With systemd", "Backups")
