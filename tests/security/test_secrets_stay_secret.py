"""Attack: a wrong setting, so that the program tells its secrets. Every command says in a line what is wrong, and no secret."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import settings
from bot.__main__ import commands

SECRET = "hunter2Zq"
TOKENS = {
    "SLACK_BOT_TOKEN": f"xoxb-{SECRET}",
    "SLACK_SIGNING_SECRET": SECRET,
    "SLACK_APP_TOKEN": f"xapp-{SECRET}",
    "EVENHAND_METRICS_TOKEN": f"{SECRET}-{SECRET}-{SECRET}",
}
NOBODY_ANSWERS = "http://127.0.0.1:1/"
ADDRESSES = {
    "nobody answers": f"postgresql://evenhand:{SECRET}@127.0.0.1:1/evenhand",
    "no port": f"postgresql://evenhand:{SECRET}@127.0.0.1:x/evenhand",
    "another kind of database": f"mysql://evenhand:{SECRET}@example.org/evenhand",
    "an unknown option": f"postgresql://evenhand:{SECRET}@127.0.0.1:1/evenhand?nonsense=1",
    "a wrong option": f"postgresql://evenhand:{SECRET}@127.0.0.1:1/evenhand?sslmode=bogus",
    "the password where the host belongs": f"postgresql://evenhand:x@{SECRET}.invalid/evenhand",
    "half an address": f"postgresql://evenhand:{SECRET}@[::1/evenhand",
    "the password alone": SECRET,
}
COMMANDS = (
    "migrate",
    "doctor",
    "outbox retry",
    "export C-0001",
    "erase C-0001 --yes",
    "audit verify",
    "audit export chain.jsonl",
    "backup all.backup",
    "restore all.backup",
    "import customers people.csv",
    "serve",
)


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings.ServerSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("name\nRosa\n", "utf-8")


def said(command: str, **given: str) -> tuple[int, str]:
    """What a command ends with and says, on either stream."""
    usual = {"SLACK_API_URL": NOBODY_ANSWERS, "PORT": "0", "COLUMNS": "300"}
    done = CliRunner().invoke(commands, command.split(), env={**os.environ, **usual, **given})
    assert isinstance(done.exception, SystemExit | None), repr(done.exception)
    return done.exit_code, done.output


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_command_says_the_password_of_a_database_that_it_cannot_use(address: str) -> None:
    for command in COMMANDS:
        code, told = said(command, EVENHAND_DATABASE_URL=ADDRESSES[address], PORT="3979")
        assert code, command
        assert SECRET not in told, command
        assert "Traceback" not in told, command


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_of_another_shape_is_refused_without_being_repeated(name: str) -> None:
    for wrong in (f"{SECRET} {SECRET}", f"xoxp-{SECRET}\u00e9", f"{SECRET}\n{SECRET}"):
        for command in ("serve", "doctor", "manifest slack"):
            code, told = said(command, **{**TOKENS, name: wrong})
            assert code, (command, wrong)
            assert name in told
            assert SECRET not in told


def test_the_doctor_tells_no_token_where_slack_does_not_answer(tmp_path: Path) -> None:
    code, told = said(
        "doctor", **TOKENS, PORT="3979", EVENHAND_DATABASE_URL=f"sqlite:///{tmp_path}/evenhand.db"
    )
    assert code == 1
    assert "Slack" in told
    assert SECRET not in told


def test_settings_that_are_written_down_show_no_secret() -> None:
    lower = {name.lower(): value for name, value in TOKENS.items()}
    given = settings.read_for_server(
        _env_file=None, evenhand_database_url=ADDRESSES["nobody answers"], **lower
    )
    for written in (repr(given), str(given)):
        assert SECRET not in written
