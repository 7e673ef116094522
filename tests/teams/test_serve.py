"""`evenhand serve` as the installer starts it, with Teams: a process of its own, a real token each way."""

from collections.abc import Mapping
from pathlib import Path

from tests.served import in_teams, installed, run, served
from tests.teams.conversations import MANAGERS
from tests.teams.tenant import Tenant, tenant
from tests.visitors import asks_for_help


def environment(folder: Path, settings: Mapping[str, str]) -> Mapping[str, str]:
    """What the installer sets; the database is a file of theirs."""
    return installed(in_teams(settings), f"sqlite:///{folder}/evenhand.db", folder)


def test_somebody_is_heard_and_answered(teams: Tenant, tmp_path: Path) -> None:
    given = environment(tmp_path, teams.settings)
    with served(given, tmp_path) as running:
        assert "Microsoft Teams (at /api/messages)" in running.said
        assert "Slack" not in running.said
        asks_for_help(teams, running.port)


def test_a_machine_with_an_identity_needs_no_secret(teams: Tenant, tmp_path: Path) -> None:
    own = {**teams.settings, "MICROSOFT_APP_TYPE": "UserAssignedMSI", "MICROSOFT_APP_PASSWORD": ""}
    del own["MICROSOFT_TOKEN_URL"]
    given = environment(tmp_path, {**own, **teams.issuer.identity})
    with served(given, tmp_path) as running:
        asks_for_help(teams, running.port)


def test_the_playground_needs_no_token(tmp_path: Path) -> None:
    with tenant(anonymous=True) as teams:
        given = environment(tmp_path, {"TEAMS_LOCAL": "1"})
        with served(given, tmp_path) as running:
            assert "this computer only, nobody is checked" in running.said
            asks_for_help(teams, running.port)


def test_the_doctor_looks_at_teams_too(teams: Tenant, tmp_path: Path) -> None:
    given = environment(tmp_path, teams.settings)
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
