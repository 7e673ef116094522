"""The settings: read once, a clear line for each mistake."""

import subprocess
import sys
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
        ("EVENHAND_MANAGERS", "slack:@managers", "slack:S0123ABCD"),
        ("EVENHAND_WORKERS", "amira@example.org, slack:C0123", "slack:S0123ABCD"),
        ("EVENHAND_WORKERS", "teams:S0123", "slack:S0123ABCD"),
        ("EVENHAND_SAFETY_PHONE", "ring Helen", "telephone number"),
        ("EVENHAND_SAFETY_PHONE", "12", "telephone number"),
        ("EVENHAND_SAFEGUARDING_LEADS", "slack:S0123", "e-mail addresses"),
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
        ("SLACK_BOT_TOKEN", "xapp-1-fictional", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-one two", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-fictional", "xapp-"),
        ("SLACK_SIGNING_SECRET", "two words", "Basic Information"),
        ("SLACK_API_URL", "slack.com", "https://slack.com/api/"),
        ("SLACK_API_URL", "ftp://slack.com/api", "https://slack.com/api/"),
        ("SLACK_API_URL", "https://slack.com/api/?token=1", "https://slack.com/api/"),
        ("EVENHAND_PUBLIC_URL", "http://evenhand.example.org", "https://"),
        ("EVENHAND_PUBLIC_URL", "https://evenhand.example.org/#top", "https://"),
        ("EVENHAND_PUBLIC_URL", "https://", "https://"),
        ("MICROSOFT_APP_ID", "evenhand", "00000000-0000-0000-0000-000000000000"),
        ("MICROSOFT_APP_PASSWORD", "two words", "Azure"),
        ("MICROSOFT_APP_TYPE", "MultiTenant", "SingleTenant"),
        ("MICROSOFT_TOKEN_URL", "http://login.example.org/token", "https://"),
        ("MICROSOFT_OPENID_METADATA", "login.example.org", "https://"),
        ("TEAMS_SERVICE_URL", "http://smba.example.org/uk/", "https://"),
        ("TEAMS_LOCAL", "yes", "must be 1"),
        ("EVENHAND_LOG", "xml", "json or text"),
        ("HOST", "", "127.0.0.1"),
        ("HOST", "127.0.0.1:80", "127.0.0.1"),
    ],
)
def test_a_wrong_setting_gives_one_clear_line_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str, said: str
) -> None:
    monkeypatch.setenv(name, wrong)
    with pytest.raises(SettingsMistake) as found:
        settings.read_for_server()
    (line,) = found.value.mistakes
    assert line.startswith(f"{name}: ")
    assert said in line
    assert "\n" not in line
    assert "Value error" not in line


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("MICROSOFT_APP_PASSWORD_EXPIRES", "30/11/2027", " 2027-11-30 "),
        ("MICROSOFT_APP_PASSWORD_EXPIRES", "2027-02-30", ""),
        ("EVENHAND_BACKUPS", "nowhere", "Elsewhere"),
    ],
)
def test_what_the_doctor_goes_by_is_checked(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str, right: str
) -> None:
    monkeypatch.setenv(name, wrong)
    with pytest.raises(SettingsMistake) as found:
        settings.read_for_server()
    assert found.value.mistakes[0].startswith(f"{name}: must be empty")
    monkeypatch.setenv(name, right)
    settings.read_for_server()


def test_the_day_of_a_secret_counts_only_where_there_is_one() -> None:
    day = {"microsoft_app_password_expires": "2027-11-30"}
    assert settings.read_for_server(**day).secret_expires == date(2027, 11, 30)
    assert settings.read_for_server(**day, microsoft_app_type="UserAssignedMSI").secret_expires is None


def test_a_computer_without_data_about_zones_is_told_apart_from_a_wrong_zone() -> None:
    """In a process of its own, which finds no zone anywhere."""
    program = (
        "import sys, zoneinfo; sys.modules['tzdata'] = None; zoneinfo.reset_tzpath(())\n"
        "from bot import settings\n"
        "try: settings.read(_env_file=None)\n"
        "except settings.SettingsMistake as mistake: print(mistake)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("EVENHAND_TIMEZONE: can't be looked up")
    assert "pip install tzdata" in done.stdout


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


def test_the_number_to_ring_is_kept_as_it_is_written() -> None:
    service = settings.service(settings.read(evenhand_safety_phone=" +44 (0)7700 900-100 "))
    assert service.safety_phone == "+44 (0)7700 900-100"


def test_settings_do_not_change_while_running() -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings.read().port = 1  # type: ignore[misc] # that is what is tried


def slack(**given: str) -> settings.ServerSettings:
    usual = {"slack_bot_token": "xoxb-fictional", "slack_signing_secret": "fictional"}
    return settings.read_for_server(**(usual | given))


@pytest.mark.parametrize(
    ("given", "todo"),
    [
        ({"slack_signing_secret": ""}, "set SLACK_APP_TOKEN"),
        ({"slack_bot_token": ""}, "is missing: set it too"),
        ({"slack_bot_token": "", "slack_signing_secret": "", "slack_app_token": "xapp-1"}, "is missing"),
    ],
)
def test_slack_needs_a_token_to_speak_and_a_way_to_listen(given: dict[str, str], todo: str) -> None:
    with pytest.raises(SettingsMistake) as found:
        slack(**given)
    (line,) = found.value.mistakes
    assert line.startswith("SLACK_BOT_TOKEN: ")
    assert todo in line


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"slack_signing_secret": "", "slack_app_token": "xapp-1-fictional"},
        {"slack_app_token": "xapp-1-fictional"},
        {"slack_bot_token": "", "slack_signing_secret": ""},
    ],
)
def test_slack_goes_over_http_or_socket_mode_or_both_or_not_at_all(given: dict[str, str]) -> None:
    assert slack(**given).slack_api_url == "https://slack.com/api/"


def test_no_secret_shows_in_settings_or_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = "very-fictional"
    names = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")
    for name, begin in zip(names, ("xoxb-", "", "xapp-"), strict=True):
        monkeypatch.setenv(name, begin + hidden)
    given = settings.read_for_server()
    assert hidden not in repr(given) + str(given) + str(given.model_dump())
    assert given.slack_bot_token.get_secret_value() == f"xoxb-{hidden}"
    for name in names:
        monkeypatch.setenv(name, f"wrong {hidden}")
    with pytest.raises(SettingsMistake) as found:
        settings.read_for_server()
    assert [line.partition(":")[0] for line in found.value.mistakes] == list(names)
    assert hidden not in str(found.value)
    assert found.value.__suppress_context__


def test_blanks_around_a_copied_token_do_no_harm() -> None:
    assert slack(slack_bot_token=" xoxb-fictional\n").slack_bot_token.get_secret_value() == "xoxb-fictional"


@pytest.mark.parametrize("given", ["http://127.0.0.1:8899/api", "http://127.0.0.1:8899/api/"])
def test_slacks_address_may_end_in_a_slash_or_not(given: str) -> None:
    assert slack(slack_api_url=given).slack_api_url == "http://127.0.0.1:8899/api/"


def test_an_empty_address_of_slack_is_the_usual_one() -> None:
    assert slack(slack_api_url="").slack_api_url == "https://slack.com/api/"


def test_the_public_address_is_kept_without_its_slash() -> None:
    given = slack(evenhand_public_url="https://evenhand.example.org/")
    assert given.evenhand_public_url == "https://evenhand.example.org"


def test_who_only_tries_is_not_stopped_by_a_wrong_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "not a token")
    monkeypatch.setenv("EVENHAND_PUBLIC_URL", "not an address")
    assert settings.read(evenhand_managers="grace.morgan@example.org").port == 3978


def test_user_groups_stand_beside_addresses() -> None:
    service = settings.service(
        settings.read(evenhand_managers="helen@example.org, slack:S0123", evenhand_workers="slack:s0456")
    )
    assert service.managers == {"helen@example.org", "slack:s0123"}
    assert service.groups_on("slack") == {"s0123", "s0456"}
    assert service.groups_on("teams") == frozenset()


APP = {
    "microsoft_app_id": "00000000-0000-0000-0000-00000000000a",
    "microsoft_app_password": "fictional",
    "microsoft_app_tenant_id": "00000000-0000-0000-0000-00000000000b",
}


@pytest.mark.parametrize(
    ("changed", "todo"),
    [
        ({"microsoft_app_password": ""}, "MICROSOFT_APP_PASSWORD: is missing"),
        ({"microsoft_app_tenant_id": ""}, "MICROSOFT_APP_TENANT_ID: is missing"),
        ({"microsoft_app_id": ""}, "MICROSOFT_APP_ID: is missing"),
        ({"teams_local": "1"}, "TEAMS_LOCAL: must be off"),
    ],
)
def test_teams_needs_its_app_whole(changed: dict[str, str], todo: str) -> None:
    with pytest.raises(SettingsMistake, match=todo):
        settings.read_for_server(**{**APP, **changed})


@pytest.mark.parametrize(
    "given",
    [
        {},
        APP,
        APP | {"microsoft_app_type": "userassignedmsi", "microsoft_app_password": ""},
        {"teams_local": "1"},
    ],
)
def test_teams_is_one_tenants_app_or_the_playground_or_not_at_all(given: dict[str, str]) -> None:
    assert settings.read_for_server(**given).teams is bool(given)


def test_the_playground_is_for_this_computer_only() -> None:
    with pytest.raises(SettingsMistake, match="TEAMS_LOCAL: works only with HOST set to"):
        settings.read_for_server(teams_local="1", host="0.0.0.0")  # noqa: S104 - what must not work


def test_microsofts_addresses_may_be_on_this_computer() -> None:
    read = settings.read_for_server(
        teams_service_url="http://127.0.0.1:3979", microsoft_token_url="http://[::1]:1/t"
    )
    assert read.teams_service_url == "http://127.0.0.1:3979/"


def test_the_client_secret_shows_nowhere() -> None:
    assert "fictional" not in repr(settings.read_for_server(**APP))
