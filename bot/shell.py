"""What every command of the command line needs: settings, policy and database, their trouble in one line each."""

import contextlib
from collections.abc import Iterator
from typing import NoReturn

import typer
from rich.console import Console

from bot import policy, settings, thresholds
from bot.matching import tables
from bot.ownfile import FileMistake
from bot.policy import Policy, PolicyMistake
from bot.settings import ServerSettings, Settings, SettingsMistake
from bot.thresholds import OwnThresholds
from bot.words import cli as words
from storage import StorageError, StorageNewer, Store
from storage.engines import missing

ERR = Console(stderr=True)
_OUT = Console()


@contextlib.contextmanager
def database(*, if_missing: str = "") -> Iterator[Store]:
    """The database of the settings; its trouble in one line, also where a newer version made it.

    A missing SQLite file is made, or this is said of it.
    """
    url = settings_of().evenhand_database_url
    try:
        if if_missing and missing(url):
            stop(if_missing)
        with Store(url) as store:
            if store.newer():
                stop(words.DATABASE_NEWER)
            yield store
    except (StorageError, ValueError) as trouble:
        no_database(trouble)


def no_database(trouble: StorageError | ValueError) -> NoReturn:
    """End the program with a line about why the database can't be used."""
    newer = isinstance(trouble, StorageNewer)
    stop(words.DATABASE_NEWER if newer else words.no_database(type(trouble).__name__))


def server_settings() -> ServerSettings:
    """The settings with those of the doors; a wrong one ends the program with a line for each mistake."""
    try:
        return settings.read_for_server()
    except SettingsMistake as mistake:
        stop(*mistake.mistakes)


def settings_of(**given: object) -> Settings:
    """The settings; what is given counts before the environment."""
    try:
        return settings.read(**given)
    except SettingsMistake as mistake:
        stop(*mistake.mistakes)


def policy_of(given: Settings) -> Policy:
    """The policy file that they name, else the packaged one."""
    try:
        return policy.load(given.evenhand_policy) if given.evenhand_policy else policy.packaged()
    except PolicyMistake as mistake:
        stop(*mistake.mistakes)


def thresholds_of(given: Settings) -> OwnThresholds | None:
    """The thresholds of the file that they name, in use from now on; None: the packaged ones are."""
    try:
        own = thresholds.load(given.evenhand_matching) if given.evenhand_matching else None
    except FileMistake as mistake:
        stop(*(words.in_own_file("EVENHAND_MATCHING", each) for each in mistake.mistakes))
    tables.use(own.given if own else {}, own.says if own else {})
    return own


def say(said: str) -> None:
    """A sentence, left in one piece however narrow the screen: a checksum broken in two can't be copied."""
    _OUT.print(said, highlight=False, markup=False, soft_wrap=True)


def stop(*lines: str) -> NoReturn:
    """End the program with these lines and 2."""
    for said in lines:
        ERR.print(said, style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(2)
