"""What the installer sets: read once from the environment or `.env`, and frozen."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import holidays
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import workdays
from bot.chat import Place, PlaceKind
from bot.words import installing
from bot.workdays import WorkCalendar

SLACK_API = "https://slack.com/api/"
TEAMS_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
SINGLE_TENANT, MANAGED_IDENTITY = "SingleTenant", "UserAssignedMSI"
ELSEWHERE = "elsewhere"
LOG_JSON, LOG_TEXT = "json", "text"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_PERSON = re.compile(r"slack:s[a-z0-9]{2,}|(?!slack:).*@.*", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s:]+@[^@\s:]+")
_PHONE = re.compile(r"\+?(?:[ ().-]*[0-9]){3,15}[ ().-]*")
_ADDRESS = re.compile(r"https?://(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?(/[A-Za-z0-9._~%/-]*)?")


class SettingsMistake(Exception):
    """The settings can't be used; `mistakes` says why, a line each, naming each setting."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def _people(text: str) -> str:
    for part in _parts(text):
        if not _PERSON.fullmatch(part):
            raise ValueError(installing.PEOPLE)
    return text


def _addresses(text: str) -> str:
    for part in _parts(text):
        if not _EMAIL.fullmatch(part):
            raise ValueError(installing.ADDRESSES)
    return text


def _phone(text: str) -> str:
    number = text.strip()
    if number and not _PHONE.fullmatch(number):
        raise ValueError(installing.PHONE)
    return number


def _channels(text: str) -> str:
    for part in _parts(text):
        platform, _, target = part.partition(":")
        if platform not in {"slack", "teams", "web"} or not target:
            raise ValueError(installing.CHANNELS)
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(installing.ZONE if available_timezones() else installing.NO_ZONES) from None
    return text


def _week(text: str) -> str:
    try:
        workdays.weekdays(text)
    except ValueError:
        raise ValueError(installing.WEEK) from None
    return text


def _public_holidays(text: str) -> str:
    try:
        _holidays(text)
    except (NotImplementedError, KeyError):
        raise ValueError(installing.HOLIDAYS) from None
    return text


def _holidays(text: str) -> holidays.HolidayBase:
    country, _, nation = text.partition("-")
    return holidays.country_holidays(country, subdiv=nation or None)


def _secret(shape: str, otherwise: str) -> Callable[[SecretStr], SecretStr]:
    """A check of a secret's shape; blanks around it come from copying."""

    def check(secret: SecretStr) -> SecretStr:
        value = secret.get_secret_value().strip()
        if value and not re.fullmatch(shape, value):
            raise ValueError(otherwise)
        return SecretStr(value)

    return check


def _api_url(text: str) -> str:
    url = text or SLACK_API
    if not _ADDRESS.fullmatch(url):
        raise ValueError(installing.API_URL)
    return url.rstrip("/") + "/"


def _safe_url(text: str) -> str:
    """An address that only this computer or nobody in between can read: https, or loopback."""
    found = _ADDRESS.fullmatch(text)
    if text and not (found and (text.startswith("https:") or found[1].strip("[]") in LOOPBACK)):
        raise ValueError(installing.SAFE_URL)
    return text


def _service_url(text: str) -> str:
    url = _safe_url(text)
    return url.rstrip("/") + "/" if url else ""


def _switch(text: str) -> str:
    if text.strip() not in {"", "0", "1"}:
        raise ValueError(installing.SWITCH)
    return text.strip()


def _app_type(text: str) -> str:
    known = {each.lower(): each for each in (SINGLE_TENANT, MANAGED_IDENTITY)}
    if text.strip().lower() not in known:
        raise ValueError(installing.APP_TYPE)
    return known[text.strip().lower()]


def _expiry(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat() if text.strip() else ""
    except ValueError:
        raise ValueError(installing.EXPIRES) from None


def _backups(text: str) -> str:
    if (who := text.strip().lower()) not in {"", ELSEWHERE}:
        raise ValueError(installing.BACKUPS)
    return who


def _microsoft_id(text: str) -> str:
    value = text.strip().lower()
    if value and not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        raise ValueError(installing.MICROSOFT_ID)
    return value


def _public_url(text: str) -> str:
    if text and not (_ADDRESS.fullmatch(text) and text.startswith("https:")):
        raise ValueError(installing.PUBLIC_URL)
    return text.rstrip("/")


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.-]+", text):
        raise ValueError(installing.HOST)
    return text


def _no_file(given: object) -> object:
    """Nothing named is no file, not the folder where Evenhand starts."""
    return None if isinstance(given, str) and not given.strip() else given


def _log(text: str) -> str:
    if (shape := text.strip().lower()) not in {"", LOG_JSON, LOG_TEXT}:
        raise ValueError(installing.LOG)
    return shape


def _parts(text: str) -> list[str]:
    return [part for part in (piece.strip() for piece in text.split(",")) if part]


OwnFile = Annotated[Path | None, BeforeValidator(_no_file)]


class Settings(BaseSettings):
    """The settings by their names in the environment, in lower case; those of the doors are not checked here.

    Whoever only tries, migrates or compares reports is not stopped by a wrong token.
    """

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    evenhand_database_url: Annotated[str, Field(repr=False)] = "sqlite:///evenhand.db"  # may hold a password
    evenhand_managers: Annotated[str, AfterValidator(_people)] = ""
    evenhand_workers: Annotated[str, AfterValidator(_people)] = ""
    evenhand_reserve_deciders: Annotated[str, AfterValidator(_addresses)] = ""
    evenhand_safety_phone: Annotated[str, AfterValidator(_phone)] = ""
    evenhand_safeguarding_leads: Annotated[str, AfterValidator(_addresses)] = ""
    evenhand_managers_channel: Annotated[str, AfterValidator(_channels)] = ""
    evenhand_summary_time: time = time(8, 30)
    evenhand_timezone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    evenhand_working_days: Annotated[str, AfterValidator(_week)] = "mon-fri"
    evenhand_holidays: Annotated[str, AfterValidator(_public_holidays)] = "GB-ENG"
    evenhand_policy: OwnFile = None
    evenhand_matching: OwnFile = None
    evenhand_backups: Annotated[str, AfterValidator(_backups)] = ""
    evenhand_public_url: str = ""
    evenhand_metrics_token: SecretStr = SecretStr("")
    evenhand_log: str = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 3978
    slack_bot_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_api_url: str = SLACK_API
    microsoft_app_id: str = ""
    microsoft_app_password: SecretStr = SecretStr("")
    microsoft_app_tenant_id: str = ""
    microsoft_app_type: str = SINGLE_TENANT
    microsoft_app_password_expires: str = ""
    microsoft_openid_metadata: str = ""
    microsoft_token_url: str = ""
    teams_service_url: str = ""
    teams_local: str = ""


class ServerSettings(Settings):
    """The same, with what the doors to the platforms need checked too."""

    evenhand_public_url: Annotated[str, AfterValidator(_public_url)] = ""
    evenhand_metrics_token: Annotated[
        SecretStr, AfterValidator(_secret(r"[!-~]{20,}", installing.WATCHING))
    ] = SecretStr("")
    evenhand_log: Annotated[str, AfterValidator(_log)] = ""
    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    slack_bot_token: Annotated[SecretStr, AfterValidator(_secret(r"xoxb-[!-~]+", installing.XOXB))] = (
        SecretStr("")
    )
    slack_signing_secret: Annotated[SecretStr, AfterValidator(_secret(r"[!-~]+", installing.SIGNING))] = (
        SecretStr("")
    )
    slack_app_token: Annotated[SecretStr, AfterValidator(_secret(r"xapp-[!-~]+", installing.XAPP))] = (
        SecretStr("")
    )
    slack_api_url: Annotated[str, AfterValidator(_api_url)] = SLACK_API
    microsoft_app_id: Annotated[str, AfterValidator(_microsoft_id)] = ""
    microsoft_app_password: Annotated[
        SecretStr, AfterValidator(_secret(r"[!-~]+", installing.CLIENT_KEY))
    ] = SecretStr("")
    microsoft_app_tenant_id: Annotated[str, AfterValidator(_microsoft_id)] = ""
    microsoft_app_type: Annotated[str, AfterValidator(_app_type)] = SINGLE_TENANT
    microsoft_app_password_expires: Annotated[str, AfterValidator(_expiry)] = ""
    microsoft_openid_metadata: Annotated[str, AfterValidator(_safe_url)] = ""
    microsoft_token_url: Annotated[str, AfterValidator(_safe_url)] = ""
    teams_service_url: Annotated[str, AfterValidator(_service_url)] = ""
    teams_local: Annotated[str, AfterValidator(_switch)] = ""

    @property
    def secret_expires(self) -> date | None:
        """The day on which the client secret runs out; None: nobody said, or there is no secret."""
        told = self.microsoft_app_password_expires if self.microsoft_app_type == SINGLE_TENANT else ""
        return date.fromisoformat(told) if told else None

    @property
    def teams(self) -> bool:
        """Whether Teams is set up, be it only for the Agents Playground on this computer."""
        return bool(self.microsoft_app_id) or self.in_playground

    @property
    def in_playground(self) -> bool:
        """Whether anybody on this computer is let in."""
        return self.teams_local == "1"


@dataclass(frozen=True)
class Service:
    """One service as the bot knows it: who decides, where managers read, and when it works.

    Managers and workers are addresses and groups such as `slack:s0123`, reserve deciders and safeguarding leads are
    addresses, all in lower case. `safety_phone` is rung when nobody answers; empty: none is named.
    `backs_up`: backups are made by `evenhand backup`, so that their age is known here.
    """

    managers: frozenset[str]
    workers: frozenset[str]
    reserve_deciders: frozenset[str]
    safety_phone: str
    safeguarding_leads: frozenset[str]
    managers_channels: tuple[Place, ...]
    summary_time: time
    work: WorkCalendar
    backs_up: bool = True

    def groups_on(self, platform: str) -> frozenset[str]:
        """The groups that a platform has to be asked about, in lower case and without its name."""
        named = (each.partition(":") for each in self.managers | self.workers)
        return frozenset(group for name, colon, group in named if colon and name == platform)


S = TypeVar("S", bound=Settings)


def read(**given: object) -> Settings:
    """The settings without those of the doors; what is given counts before the environment.

    Raises SettingsMistake.
    """
    return _read(Settings, given)


def read_for_server(**given: object) -> ServerSettings:
    """The settings with those of the doors. Raises SettingsMistake."""
    settings = _read(ServerSettings, given)
    slack = [("slack_bot_token", missing)] if (missing := _missing(settings)) else []
    if mistakes := [*slack, *_missing_for_teams(settings)]:
        raise SettingsMistake(tuple(_said((name,), what) for name, what in mistakes))
    return settings


def service(settings: Settings) -> Service:
    """The service that these settings describe."""
    return Service(
        managers=frozenset(part.lower() for part in _parts(settings.evenhand_managers)),
        workers=frozenset(part.lower() for part in _parts(settings.evenhand_workers)),
        reserve_deciders=frozenset(part.lower() for part in _parts(settings.evenhand_reserve_deciders)),
        safety_phone=settings.evenhand_safety_phone,
        safeguarding_leads=frozenset(part.lower() for part in _parts(settings.evenhand_safeguarding_leads)),
        managers_channels=tuple(_place(part) for part in _parts(settings.evenhand_managers_channel)),
        summary_time=settings.evenhand_summary_time,
        work=WorkCalendar(
            ZoneInfo(settings.evenhand_timezone),
            workdays.weekdays(settings.evenhand_working_days),
            _holidays(settings.evenhand_holidays),
        ),
        backs_up=settings.evenhand_backups != ELSEWHERE,
    )


def _read(kind: type[S], given: Mapping[str, object]) -> S:
    try:
        return kind(**given)  # type: ignore[arg-type] # checked by pydantic, that is its work
    except ValidationError as problem:
        raise SettingsMistake(tuple(_said(e["loc"], e["msg"]) for e in problem.errors())) from None


def _missing(settings: ServerSettings) -> str:
    """What Slack's tokens lack to be of use together."""
    speaks = bool(settings.slack_bot_token.get_secret_value())
    listens = bool(
        settings.slack_signing_secret.get_secret_value() or settings.slack_app_token.get_secret_value()
    )
    if speaks and not listens:
        return installing.CANT_LISTEN
    return installing.CANT_SPEAK if listens and not speaks else ""


def _missing_for_teams(settings: ServerSettings) -> Iterator[tuple[str, str]]:
    """What the settings for Teams lack to be of use together, and safe."""
    password = bool(settings.microsoft_app_password.get_secret_value())
    if settings.in_playground and settings.microsoft_app_id:
        yield "teams_local", installing.LOCAL_WITH_APP
    if settings.in_playground and settings.host not in LOOPBACK:
        yield "teams_local", installing.LOCAL_ONLY
    if not settings.microsoft_app_id:
        if password or settings.microsoft_app_tenant_id:
            yield "microsoft_app_id", installing.NO_APP_ID
        return
    if not settings.microsoft_app_tenant_id:
        yield "microsoft_app_tenant_id", installing.NO_TENANT
    if settings.microsoft_app_type == SINGLE_TENANT and not password:
        yield "microsoft_app_password", installing.NO_CLIENT_KEY


def _place(text: str) -> Place:
    platform, _, target = text.partition(":")
    return Place(platform, PlaceKind.CHANNEL, target)


def _said(where: tuple[int | str, ...], what: str) -> str:
    return f"{'.'.join(map(str, where)).upper()}: {what.removeprefix('Value error, ')}"
