"""What the installer sets: read once from the environment or `.env`, and frozen."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import workdays
from bot.chat import Place, PlaceKind
from bot.words import installing
from bot.workdays import WorkCalendar


class SettingsMistake(Exception):
    """The settings can't be used; `mistakes` says why, a line each, naming each setting."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def _addresses(text: str) -> str:
    for part in _parts(text):
        if part.startswith("slack:"):
            raise ValueError(installing.NO_GROUPS)
        if "@" not in part:
            raise ValueError(installing.ADDRESSES)
    return text


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
        raise ValueError(installing.ZONE) from None
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


def _parts(text: str) -> list[str]:
    return [part for part in (piece.strip() for piece in text.split(",")) if part]


class Settings(BaseSettings):
    """The settings by their names in the environment, in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    evenhand_database_url: str = "sqlite:///evenhand.db"
    evenhand_managers: Annotated[str, AfterValidator(_addresses)] = ""
    evenhand_workers: Annotated[str, AfterValidator(_addresses)] = ""
    evenhand_managers_channel: Annotated[str, AfterValidator(_channels)] = ""
    evenhand_summary_time: time = time(8, 30)
    evenhand_timezone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    evenhand_working_days: Annotated[str, AfterValidator(_week)] = "mon-fri"
    evenhand_holidays: Annotated[str, AfterValidator(_public_holidays)] = "GB-ENG"
    evenhand_policy: Path | None = None
    port: Annotated[int, Field(ge=1, le=65535)] = 3978


@dataclass(frozen=True)
class Service:
    """One service as the bot knows it: who decides, where managers read, and when it works."""

    managers: frozenset[str]
    workers: frozenset[str]
    managers_channels: tuple[Place, ...]
    summary_time: time
    work: WorkCalendar


def read(**given: object) -> Settings:
    """The settings; what is given counts before the environment. Raises SettingsMistake."""
    try:
        return Settings(**given)  # type: ignore[arg-type] # checked by pydantic, that is its work
    except ValidationError as problem:
        raise SettingsMistake(tuple(_said(e["loc"], e["msg"]) for e in problem.errors())) from None


def service(settings: Settings) -> Service:
    """The service that these settings describe."""
    return Service(
        managers=frozenset(part.lower() for part in _parts(settings.evenhand_managers)),
        workers=frozenset(part.lower() for part in _parts(settings.evenhand_workers)),
        managers_channels=tuple(_place(part) for part in _parts(settings.evenhand_managers_channel)),
        summary_time=settings.evenhand_summary_time,
        work=WorkCalendar(
            ZoneInfo(settings.evenhand_timezone),
            workdays.weekdays(settings.evenhand_working_days),
            _holidays(settings.evenhand_holidays),
        ),
    )


def _place(text: str) -> Place:
    platform, _, target = text.partition(":")
    return Place(platform, PlaceKind.CHANNEL, target)


def _said(where: tuple[int | str, ...], what: str) -> str:
    return f"{'.'.join(map(str, where)).upper()}: {what.removeprefix('Value error, ')}"
