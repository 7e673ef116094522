"""The command line's part for everything at once: a backup, and restoring one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bot import shell
from bot.data_commands import Clock
from bot.words import backups as words
from storage import StorageRefused, Store, backups, restoring
from storage.backups import BackupTrouble, Chain, Header, Told, Trouble


def add(commands: typer.Typer, clock: Clock) -> None:
    """Add `backup` and `restore` to the command line."""

    @commands.command(help=words.BACKUP)
    def backup(
        file: Annotated[Path, typer.Argument(help=words.FILE_TO_WRITE)],
        *,
        force: Annotated[bool, typer.Option("--force", help=words.FORCE)] = False,
    ) -> None:
        version, missing = metadata.version("evenhand"), words.trouble(Trouble.NOTHING_THERE, "")
        with shell.database(if_missing=missing) as store, _told(words.TAKING) as told, _troubles():
            try:
                done = backups.save(store, file, version=version, at=clock.now(), told=told, replace=force)
                noted = _noted(store, done)
            except FileExistsError:
                shell.stop(words.exists(file.name))
            except OSError as trouble:
                shell.stop(words.not_written(file.name, _why(trouble)))
        shell.say(words.taken(file.name, done.rows, done.taken_at, done.audit.last, done.audit.digest))
        shell.say(words.KEEP_SAFE)
        if not noted:
            shell.ERR.print(words.NOT_NOTED, style="yellow", highlight=False, markup=False)
        _warn(done.audit)

    @commands.command(help=words.RESTORE)
    def restore(file: Annotated[Path, typer.Argument(help=words.FILE_TO_READ)]) -> None:
        with shell.database() as store, _told(words.RESTORING) as told, _troubles():
            try:
                done = restoring.load(store, file, told=told)
            except OSError as trouble:
                shell.stop(words.not_read(file.name, _why(trouble)))
            except StorageRefused as refused:
                shell.stop(words.refused(str(refused)))
        shell.say(words.restored(done.rows, done.taken_at, done.audit.last, done.audit.digest))
        shell.say(words.AFTERWARDS)
        _warn(done.audit)


@contextmanager
def _told(what: str) -> Iterator[Told]:
    """Progress on the screen, gone once it is over; where there is no screen, not a word: cron would mail it."""
    with Progress(console=shell.ERR, transient=True, disable=not shell.ERR.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextmanager
def _troubles() -> Iterator[None]:
    try:
        yield
    except BackupTrouble as found:
        shell.stop(words.trouble(found.trouble, found.version))


def _noted(store: Store, done: Header) -> bool:
    """Whether the audit chain tells of the backup by now: who looks the service over sees how old the newest one is."""
    try:
        store.write(lambda db: backups.note(db, done))
    except Exception:  # noqa: BLE001 - the backup is whole, also where its maker may only read
        return False
    return True


def _why(trouble: OSError) -> str:
    """What the system says, such as: No space left on device."""
    return os.strerror(trouble.errno) if trouble.errno else type(trouble).__name__


def _warn(chain: Chain) -> None:
    if chain.broken is not None:
        shell.ERR.print(words.broken(chain.broken), style="red", highlight=False, markup=False)
