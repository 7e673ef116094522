"""Evenhand's command line, and the one place where every part is put together."""

import asyncio
import contextlib
import json
import logging
import socket
import threading
import webbrowser
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adapters import doctor, logs, serving
from adapters.clock import SystemClock
from adapters.doctoring.lines import Line, for_machines, worst
from adapters.server import PortTaken, reserved, serve
from adapters.slack.joining import looked_over as slack_looked_over
from adapters.slack.manifest import manifest as slack_manifest
from adapters.teams.joining import looked_over as teams_looked_over
from adapters.teams.manifest import About, package
from adapters.web import app as web_app
from adapters.web import roster
from adapters.web.tryout import Tryout
from bot import backup_commands, data_commands, match_commands, policy_commands, rekeying, settings, shell
from bot.app import Bot
from bot.condition import State
from bot.settings import ServerSettings
from bot.words import cli as words
from bot.words import policies
from bot.words.doctor import TITLES
from storage import StorageError, Store, outbox

commands = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=words.ABOUT
)
manifests = typer.Typer(no_args_is_help=True, help=words.MANIFEST)
waiting = typer.Typer(no_args_is_help=True, help=words.OUTBOX)
commands.add_typer(manifests, name="manifest")
commands.add_typer(waiting, name="outbox")
_out = Console()
data_commands.add(commands, SystemClock())
backup_commands.add(commands, SystemClock())
match_commands.add(commands)
policy_commands.add(commands)

_LOOPBACK = "127.0.0.1"


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's
    if asked:
        typer.echo(version("evenhand"))
        raise typer.Exit


@commands.callback()
def evenhand(
    *,
    _asked: Annotated[
        bool, typer.Option("--version", help=words.VERSION, callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Nothing of its own; every command follows."""


@commands.command("try", help=words.TRY)
def try_out(
    port: Annotated[int, typer.Option(help=words.PORT, min=1, max=65535)] = 8080,
    data: Annotated[Path, typer.Option(help=words.DATA)] = Path("evenhand-try"),
    policy: Annotated[Path | None, typer.Option(help=policies.TRY_POLICY)] = None,
    *,
    browser: Annotated[bool, typer.Option(help=words.BROWSER)] = True,
) -> None:
    """Live the main job in a browser."""
    given = shell.settings_of(
        evenhand_managers=",".join(roster.MANAGERS_EMAILS),
        evenhand_managers_channel=f"{roster.PLATFORM}:{roster.MANAGERS.target}",
        evenhand_workers="",
        **({"evenhand_policy": policy} if policy else {}),
    )
    service, rules = settings.service(given), shell.policy_of(given)
    shell.thresholds_of(given)
    tryout = Tryout(
        lambda store: Bot(store, rules, service),
        data=data,
        work=service.work,
        morning=service.summary_time,
        policy=rules,
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
            shell.stop(words.port_taken(port))
        except StorageError as trouble:
            shell.no_database(trouble)


@commands.command("serve", help=words.SERVE)
def serve_platforms() -> None:
    """Serve the platforms that are set up."""
    given = shell.server_settings()
    logs.set_up(given.evenhand_log)
    say = logs.say if logs.for_machines(given.evenhand_log) else shell.say
    ways = _ways_in(given)
    if not ways:
        shell.stop(words.NO_DOOR)
    service, rules = settings.service(given), shell.policy_of(given)
    shell.thresholds_of(given)
    address = f"http://{given.host}:{given.port}/"

    def started() -> None:
        say(words.serving(address, ways))

    try:
        with reserved(given.host, given.port) as ours, Store(given.evenhand_database_url) as store:
            rekeying.migrate(store)
            bot = Bot(store, rules, service)
            asyncio.run(serving.serve(given, service, bot, store, ours, clock=SystemClock(), started=started))
    except PortTaken:
        shell.stop(words.serve_port_taken(given.port))
    except (StorageError, ValueError) as trouble:
        shell.no_database(trouble)
    except serving.Undelivering:
        shell.stop(words.UNDELIVERING)
    say(words.STOPPED)


@commands.command("doctor", help=words.DOCTOR)
def look_over(
    *,
    as_json: Annotated[bool, typer.Option("--json", help=words.DOCTOR_JSON)] = False,
) -> None:
    """Say what is fine, what is broken and what to do; ends with 1 if anything is broken."""
    clock = SystemClock()
    found = asyncio.run(doctor.examine(clock, [slack_looked_over(clock), teams_looked_over(clock)]))
    if as_json:
        typer.echo(json.dumps(for_machines(found, version("evenhand")), ensure_ascii=False))
    else:
        _show(found)
    if worst(found) is State.BROKEN:
        raise typer.Exit(1)


def _show(found: Sequence[Line]) -> None:
    """Line by line, for somebody who reads it in a terminal."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for each in found:
        said = f"{escape(each.said)}\n[bold]-> {escape(each.todo)}[/bold]" if each.todo else escape(each.said)
        table.add_row(words.STATES[each.state], escape(TITLES[each.subject]), said)
    _out.print(table)
    _out.print(words.doctor_counted(Counter(each.state for each in found)), highlight=False)


@manifests.command("slack", help=words.MANIFEST_SLACK)
def manifest_slack() -> None:
    """Print the manifest of the Slack app."""
    typer.echo(json.dumps(slack_manifest(public_url=shell.server_settings().evenhand_public_url), indent=2))


@manifests.command("teams", help=words.MANIFEST_TEAMS)
def manifest_teams(
    to: Annotated[Path, typer.Option(help=words.MANIFEST_TO)] = Path("evenhand-teams.zip"),
    *,
    slash: Annotated[bool, typer.Option("--slash", help=words.MANIFEST_SLASH)] = False,
) -> None:
    """Write the package of the Teams app."""
    given = shell.server_settings()
    needed = ((given.microsoft_app_id, words.NO_APP), (given.evenhand_public_url, words.NO_ADDRESS))
    if missing := [what for value, what in needed if not value]:
        shell.stop(*missing)
    links = shell.policy_of(given).links
    about = About(given.microsoft_app_id, given.evenhand_public_url, version("evenhand"), links)
    try:
        to.write_bytes(package(about, slash=slash))
    except OSError as trouble:
        shell.stop(words.package_not_written(str(to), trouble.strerror or type(trouble).__name__))
    shell.say(words.package_written(str(to)))


@waiting.command("retry", help=words.OUTBOX_RETRY)
def retry() -> None:
    """Try every parked message again."""
    with shell.database() as store:
        number = store.write(outbox.unpark)
    shell.say(words.retried(number))


@commands.command(help=words.MIGRATE)
def migrate() -> None:
    """Bring the database's tables up to date."""
    with shell.database() as store:
        rekeying.migrate(store)
    shell.say(words.MIGRATED)


def main() -> None:
    """What the `evenhand` command runs."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    commands()


def _ways_in(given: ServerSettings) -> tuple[str, ...]:
    """What is set up to be served, in words."""
    ways = []
    if given.slack_app_token.get_secret_value():
        ways.append(words.SOCKET_MODE)
    if given.slack_signing_secret.get_secret_value():
        ways.append(words.SLACK_HTTP)
    if given.teams:
        ways.append(words.TEAMS_LOCAL if given.in_playground else words.TEAMS_HTTP)
    return tuple(ways)


if __name__ == "__main__":
    main()
