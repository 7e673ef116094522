"""`evenhand serve` as the installer starts it, with Teams: a process of its own, a real token each way."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from adapters.web import roster
from tests.slack.test_serve import free_port, run, served, until
from tests.teams import cards
from tests.teams.client import Client
from tests.teams.conversations import MANAGERS
from tests.teams.members import of
from tests.teams.tenant import Tenant, tenant

OURS = ("EVENHAND", "SLACK", "MICROSOFT", "TEAMS")


@pytest.fixture
def teams() -> Iterator[Tenant]:
    with tenant() as opened:
        yield opened
    assert opened.complaints == []


def environment(folder: Path, **more: str) -> Mapping[str, str]:
    """What the installer sets; nothing of the machine's own settings shines through."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **kept,
        "PWD": str(folder),
        "EVENHAND_DATABASE_URL": f"sqlite:///{folder}/evenhand.db",
        "EVENHAND_MANAGERS": ",".join(roster.MANAGERS_EMAILS),
        "EVENHAND_MANAGERS_CHANNEL": f"teams:{MANAGERS}",
        "PORT": str(free_port()),
        **more,
    }


def asks_for_help(teams: Tenant, port: int) -> None:
    amira = of("amira")
    Client(teams, port).say(amira, "incident")
    until(lambda: any(cards.inputs(each.cards[0]) for each in teams.from_bot(teams.personal(amira))))
    [said] = [each for each in teams.from_bot(teams.personal(amira)) if cards.inputs(each.cards[0])]
    assert "Log a communication" in said.read_by(amira)
    assert any(each["id"] == "customer" for each in cards.inputs(said.cards[0]))


def test_somebody_is_heard_and_answered(teams: Tenant, tmp_path: Path) -> None:
    given = environment(tmp_path, **teams.settings)
    with served(given, tmp_path) as said:
        assert "Microsoft Teams (at /api/messages)" in said
        assert "Slack" not in said
        asks_for_help(teams, int(given["PORT"]))


def test_a_machine_with_an_identity_needs_no_secret(teams: Tenant, tmp_path: Path) -> None:
    own = {**teams.settings, "MICROSOFT_APP_TYPE": "UserAssignedMSI", "MICROSOFT_APP_PASSWORD": ""}
    del own["MICROSOFT_TOKEN_URL"]
    given = environment(tmp_path, **own, **teams.issuer.identity)
    with served(given, tmp_path):
        asks_for_help(teams, int(given["PORT"]))


def test_the_playground_needs_no_token(tmp_path: Path) -> None:
    with tenant(anonymous=True) as teams:
        given = environment(tmp_path, TEAMS_LOCAL="1")
        with served(given, tmp_path) as said:
            assert "this computer only, nobody is checked" in said
            asks_for_help(teams, int(given["PORT"]))


def test_the_doctor_looks_at_teams_too(teams: Tenant, tmp_path: Path) -> None:
    given = environment(tmp_path, **teams.settings)
    run("migrate", given, tmp_path)
    fine = run("doctor", given, tmp_path)
    assert "Microsoft gives the bot its token" in fine.stdout
    assert f"{MANAGERS}: the bot is in it, and 2 people read it" in fine.stdout
    teams.remove_bot(teams.place(MANAGERS))
    gone = run("doctor", given, tmp_path)
    assert gone.returncode == 1
    assert "add the Evenhand app to that team" in gone.stdout
    wrong = run("doctor", {**given, "MICROSOFT_APP_PASSWORD": "wrong"}, tmp_path)
    assert wrong.returncode == 1
    assert "gives the bot no token" in wrong.stdout
