"""The installers' guides are followed on a clean folder, from the code to the first report: in Slack, and in Teams."""

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.serving import LONGEST_STOP
from adapters.slack.manifest import manifest
from bot.words import welcoming
from tests.served import Served, free_port, nothing_set
from tests.server.guide import Guide
from tests.server.machine import Machine, tracked
from tests.slack import conversations, members
from tests.slack.client import Client
from tests.slack.lines import SocketLine
from tests.slack.workspace import Workspace
from tests.teams import cards
from tests.teams.client import Client as TeamsClient
from tests.teams.conversations import MANAGERS
from tests.teams.members import of
from tests.teams.tenant import Tenant
from tests.waiting import until

SLACK, TEAMS = Guide("install-slack.md"), Guide("install-teams.md")
COMPUTER, PEOPLE, START = "1. Put Evenhand on the computer", "3. Say who is who", "4. Check, and start"
START_TEAMS = "5. Check, and start"
WHERE = Path("srv/evenhand")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which step 1 was followed: both guides begin with it."""
    made = Machine(tmp_path_factory.mktemp("machine"))
    made.unpacks(str(WHERE), tracked())
    [step] = SLACK.blocks(COMPUTER)
    made.runs(step, made.folder / WHERE.parent)
    return made


def test_in_slack(machine: Machine, slack: Workspace) -> None:
    folder = machine.folder / WHERE
    [prints] = SLACK.commands("2. Create the Slack app: one paste")
    assert json.loads(machine.runs(prints, folder)) == json.loads(json.dumps(manifest()))
    given = {
        "SLACK_BOT_TOKEN": slack.tokens.bot,
        "SLACK_APP_TOKEN": slack.tokens.app,
        "EVENHAND_MANAGERS": "grace.morgan@example.org,owen.price@example.org",
        "EVENHAND_MANAGERS_CHANNEL": f"slack:{conversations.MANAGERS}",
        "EVENHAND_SAFETY_PHONE": "01632 960100",
        "EVENHAND_SAFEGUARDING_LEADS": "grace.morgan@example.org",
    }
    write(
        folder,
        SLACK.settings(PEOPLE),
        given,
        {"SLACK_API_URL": slack.base_url, "EVENHAND_DATABASE_URL": "sqlite:///slack.db"},
    )
    looked, started = SLACK.commands(START)
    says_what_the_guide_shows(SLACK, START, machine.runs(looked, folder))
    with serving(machine, folder, started) as said:
        assert "Slack (Socket Mode)" in said
        slack.loop.run(slack.sockets.connected())
        client = Client(slack, SocketLine(slack))
        grace, amira = members.of("grace"), members.of("amira")
        [once] = re.findall(r"`(/incident help)` is enough", SLACK.section(START))
        types(client, grace, once)
        until(lambda: welcoming.TITLE in str(slack.messages(slack.direct(grace).id)))
        until(lambda: "Evenhand writes here, for managers" in str(slack.messages(conversations.MANAGERS)))
        report(slack, client, amira)


def types(client: Client, user: str, line: str) -> None:
    name, _, words = line.partition(" ")
    client.command(user, name, words)


def report(slack: Workspace, client: Client, user: str) -> None:
    """Step 5, word for word: what is typed, what is chosen, what is pressed, and what the answer says."""
    step = SLACK.section("5. The first report")
    [typed] = re.findall(r"type `([^`]+)` and press Enter", step)
    [pressed], [answered] = re.findall(r"\*\*([^*]+)\*\*", step), re.findall(r"\*(Saved as R-\d+)\*", step)
    types(client, user, typed)
    until(lambda: "customer" in str(getattr(slack.dialog(user), "view", "")))
    dialog = slack.dialog(user)
    assert dialog is not None
    assert dialog.view["submit"]["text"] == pressed
    offered = client.suggest(dialog, "customer", "Rosa Lindqvist")
    [new] = [each for each in offered if each["text"]["text"].startswith("New: ")]
    client.enter(dialog, "customer", new)
    client.enter(dialog, "issue", "Draft plan is late")
    client.submit(dialog)
    until(lambda: answered in str(dialog.view))


def test_in_teams(machine: Machine, teams: Tenant) -> None:
    folder = machine.folder / WHERE
    own = {**teams.settings, "EVENHAND_MANAGERS": "grace.morgan@example.org,owen.price@example.org"}
    own |= {
        "EVENHAND_MANAGERS_CHANNEL": f"teams:{MANAGERS}",
        "EVENHAND_PUBLIC_URL": "https://evenhand.example.org",
        "EVENHAND_SAFETY_PHONE": "01632 960100",
        "MICROSOFT_APP_PASSWORD_EXPIRES": (datetime.now(UTC) + timedelta(days=365)).date().isoformat(),
    }
    named = TEAMS.settings(PEOPLE)
    local = {name: value for name, value in own.items() if name not in named}
    port = free_port()
    write(folder, named, own, {**local, "EVENHAND_DATABASE_URL": "sqlite:///teams.db", "PORT": str(port)})
    [packs] = TEAMS.commands("4. Upload the app")
    machine.runs(packs, folder)
    with zipfile.ZipFile(folder / "evenhand-teams.zip") as package:
        assert json.loads(package.read("manifest.json"))["bots"][0]["botId"] == teams.issuer.app_id
    looked, started = TEAMS.commands(START_TEAMS)
    says_what_the_guide_shows(TEAMS, START_TEAMS, machine.runs(looked, folder))
    with serving(machine, folder, started, port) as said:
        assert "Microsoft Teams (at /api/messages)" in said
        client, amira, grace = TeamsClient(teams, port), of("amira"), of("grace")
        client.install(grace)
        until(lambda: welcoming.TITLE in read(teams, grace))
        until(
            lambda: (
                "Evenhand writes here, for managers"
                in str([each.cards for each in teams.from_bot(teams.place(MANAGERS))])
            )
        )
        [typed] = re.findall(r"write `([^`]+)`", TEAMS.section("6. The first report"))
        client.say(amira, typed)
        until(
            lambda: any(
                cards.inputs(card) for each in teams.from_bot(teams.personal(amira)) for card in each.cards
            )
        )
        saves(teams, client)


def saves(teams: Tenant, client: TeamsClient) -> None:
    amira, step = of("amira"), TEAMS.section("6. The first report")
    [form] = [each for each in teams.from_bot(teams.personal(amira)) if cards.inputs(each.cards[0])]
    [save] = [each for each in cards.actions(form.cards[0]) if f"**{each['title']}**" in step]
    offered = client.look_up(amira, form, "customer", "Rosa Lindqvist")
    [new] = [each["value"] for each in offered if each["title"].startswith("New: ")]
    client.press(amira, form, save, {"customer": new, "issue": "Draft plan is late"})
    until(lambda: "Saved as R-00001" in read(teams, amira))


def read(teams: Tenant, who: object) -> str:
    return str([each.seen_by(who) for each in teams.from_bot(teams.personal(who))])  # type: ignore[arg-type]


def write(folder: Path, named: list[str], given: Mapping[str, str], local: Mapping[str, str]) -> None:
    """`.env` as the guide has it, with local addresses in place of Slack's and Microsoft's."""
    assert set(named) <= set(given), "the guide names a setting that nobody has a value for"
    lines = [f"{name}={given[name]!r}\n" for name in named] + [
        f"{name}={value!r}\n" for name, value in local.items()
    ]
    (folder / ".env").write_text("".join(lines), "utf-8")


def says_what_the_guide_shows(guide: Guide, heading: str, printed: str) -> None:
    """Every line that the guide shows is among those printed; ids are whose they are."""
    assert "broken" not in printed
    [shown] = guide.blocks(heading, "text")
    assert [
        line for line in map(plain, shown.splitlines()) if line not in map(plain, printed.splitlines())
    ] == []


def plain(line: str) -> str:
    return " ".join(re.sub(r"\b[TC]0[A-Z0-9]+", "its id", line).split())


@contextmanager
def serving(machine: Machine, folder: Path, command: str, port: int = 0) -> Iterator[str]:
    """What runs until it is stopped, at this port where one is named; its first line."""
    environment = {**nothing_set(), **({"PORT": str(port)} if port else {})}
    running = Served(environment, folder, command=["/bin/sh", "-c", f"exec {machine.written(command)}"])
    running.start()
    try:
        yield running.said
        assert running.stop(LONGEST_STOP) == 0
    finally:
        running.kill()
