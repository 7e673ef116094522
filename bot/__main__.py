"""Evenhand's command line, and the one place where every part is put together."""

import asyncio
import contextlib
import json
import logging
import socket
import threading
import webbrowser
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from adapters.server import PortTaken, reserved, serve
from adapters.web import app as web_app
from adapters.web import roster
from adapters.web.tryout import Tryout
from bot import policy, settings
from bot.app import Bot
from bot.matching import BadReports, evaluate
from bot.policy import Policy, PolicyMistake
from bot.settings import Settings, SettingsMistake
from bot.words import cli as words
from storage import StorageError, Store

commands = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=words.ABOUT
)
_out = Console()
_err = Console(stderr=True)

_LOOPBACK = "127.0.0.1"


@commands.command("try", help=words.TRY)
def try_out(
    port: Annotated[int, typer.Option(help=words.PORT, min=1, max=65535)] = 8080,
    data: Annotated[Path, typer.Option(help=words.DATA)] = Path("evenhand-try"),
    *,
    browser: Annotated[bool, typer.Option(help=words.BROWSER)] = True,
) -> None:
    """Live the main job in a browser."""
    given = _settings(
        evenhand_managers=",".join(roster.MANAGERS_EMAILS),
        evenhand_managers_channel=f"{roster.PLATFORM}:{roster.MANAGERS.target}",
        evenhand_workers="",
    )
    service, rules = settings.service(given), _policy(given)
    tryout = Tryout(
        lambda store: Bot(store, rules, service), data=data, work=service.work, morning=service.summary_time
    )

    address = f"http://{_LOOPBACK}:{port}/"

    def started() -> None:
        _out.print(words.try_started(address), highlight=False)
        if browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    async def run(ours: socket.socket) -> None:
        async with tryout:
            await serve(web_app.build(tryout), ours, started=started)

    with contextlib.suppress(KeyboardInterrupt):
        try:
            with reserved(_LOOPBACK, port) as ours:
                asyncio.run(run(ours))
        except PortTaken:
            _stop(words.port_taken(port))
        except StorageError as trouble:
            _stop(words.no_database(type(trouble).__name__))


@commands.command(help=words.MIGRATE)
def migrate() -> None:
    """Bring the database's tables up to date."""
    try:
        with Store(_settings().evenhand_database_url) as store:
            store.migrate()
    except (StorageError, ValueError) as trouble:
        _stop(words.no_database(type(trouble).__name__))
    _out.print(words.MIGRATED)


@commands.command(help=words.MATCH)
def match(
    file: Annotated[Path, typer.Argument(help=words.MATCH_FILE)],
    days: Annotated[int, typer.Option(help=words.MATCH_DAYS, min=0, max=3660)] = 30,
    pairs: Annotated[Path | None, typer.Option(help=words.MATCH_PAIRS)] = None,
) -> None:
    """Say how well matching does on a file of reports."""
    try:
        with file.open(encoding="utf-8") as lines, Progress(console=_err, transient=True) as progress:
            bar = progress.add_task(words.MATCHING, total=None)
            found = evaluate.evaluate(
                lines, days=days, progress=lambda done, of: progress.update(bar, completed=done, total=of)
            )
        if pairs:
            pairs.write_text("".join(f"{pair.line()}\n" for pair in found.pairs), encoding="utf-8")
    except BadReports as wrong:
        _stop(words.bad_reports(file.name, str(wrong)))
    except (OSError, UnicodeDecodeError) as trouble:
        _stop(words.bad_reports(file.name, type(trouble).__name__))
    typer.echo(json.dumps(found.summary()))


def main() -> None:
    """What the `evenhand` command runs."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    commands()


def _settings(**given: object) -> Settings:
    try:
        return settings.read(**given)
    except SettingsMistake as mistake:
        _stop(*mistake.mistakes)


def _policy(given: Settings) -> Policy:
    try:
        return policy.load(given.evenhand_policy) if given.evenhand_policy else policy.packaged()
    except PolicyMistake as mistake:
        _stop(*mistake.mistakes)


def _stop(*lines: str) -> NoReturn:
    for said in lines:
        _err.print(said, style="red", highlight=False, markup=False)
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
