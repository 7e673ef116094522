"""The settings: read once, a clear line for each mistake."""

from datetime import date, time
from pathlib import Path

import pytest

from bot import settings
from bot.chat import Place, PlaceKind
from bot.settings import SettingsMistake


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("EVENHAND_MANAGERS", "helen", "e-mail addresses"),
        ("EVENHAND_WORKERS", "amira@example.org, priya", "e-mail addresses"),
        ("EVENHAND_MANAGERS", "helen@example.org, slack:S0123", "user groups"),
        ("EVENHAND_WORKERS", "slack:S0123", "user groups"),
        ("EVENHAND_MANAGERS_CHANNEL", "C0123ABCD", "slack:C0123ABCD"),
        ("EVENHAND_MANAGERS_CHANNEL", "slack:", "slack:C0123ABCD"),
        ("EVENHAND_MANAGERS_CHANNEL", "irc:team", "slack:C0123ABCD"),
        ("EVENHAND_SUMMARY_TIME", "half past eight", "time"),
        ("EVENHAND_SUMMARY_TIME", "25:00", "hour"),
        ("EVENHAND_TIMEZONE", "Europe/Winchester", "Europe/London"),
        ("EVENHAND_TIMEZONE", "../etc", "Europe/London"),
        ("EVENHAND_TIMEZONE", "", "Europe/London"),
        ("EVENHAND_WORKING_DAYS", "mo-fr", "mon-fri"),
        ("EVENHAND_WORKING_DAYS", "fri-mon", "mon-fri"),
        ("EVENHAND_WORKING_DAYS", "", "mon-fri"),
        ("EVENHAND_HOLIDAYS", "Hampshire", "GB-ENG"),
        ("EVENHAND_HOLIDAYS", "GB-XXX", "GB-ENG"),
        ("PORT", "0", "PORT"),
        ("PORT", "web", "PORT"),
    ],
)
def test_a_wrong_setting_gives_one_clear_line_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str, said: str
) -> None:
    monkeypatch.setenv(name, wrong)
    with pytest.raises(SettingsMistake) as found:
        settings.read()
    (line,) = found.value.mistakes
    assert line.startswith(f"{name}: ")
    assert said in line
    assert "\n" not in line
    assert "Value error" not in line


def test_every_mistake_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_TIMEZONE", "Mars")
    monkeypatch.setenv("EVENHAND_HOLIDAYS", "Mars")
    with pytest.raises(SettingsMistake) as found:
        settings.read()
    assert [line.partition(":")[0] for line in found.value.mistakes] == [
        "EVENHAND_TIMEZONE",
        "EVENHAND_HOLIDAYS",
    ]


def test_without_settings_nobody_decides_and_everybody_confirmed_works() -> None:
    service = settings.service(settings.read())
    assert service.managers == frozenset()
    assert service.workers == frozenset()
    assert service.managers_channels == ()


def test_the_defaults_are_an_english_office() -> None:
    service = settings.service(settings.read())
    assert service.summary_time == time(8, 30)
    assert service.work.zone.key == "Europe/London"
    assert service.work.weekdays == frozenset(range(5))
    assert not service.work.works(date(2026, 12, 25))


def test_a_file_named_env_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("EVENHAND_MANAGERS=Helen@Example.org\nSOMETHING_ELSE=1\n", "utf-8")
    assert settings.service(settings.read()).managers == {"helen@example.org"}


def test_the_environment_counts_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=4000\n", "utf-8")
    monkeypatch.setenv("PORT", "5000")
    assert settings.read().port == 5000


def test_addresses_and_channels_are_lists_with_commas() -> None:
    service = settings.service(
        settings.read(
            evenhand_managers=" helen@example.org , tom@example.org,",
            evenhand_managers_channel="slack:C0123, teams:19:abc@thread.tacv2",
        )
    )
    assert service.managers == {"helen@example.org", "tom@example.org"}
    assert service.managers_channels == (
        Place("slack", PlaceKind.CHANNEL, "C0123"),
        Place("teams", PlaceKind.CHANNEL, "19:abc@thread.tacv2"),
    )


def test_settings_do_not_change_while_running() -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings.read().port = 1  # type: ignore[misc] # that is what is tried
