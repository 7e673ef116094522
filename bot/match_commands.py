"""The command line's part for matching: how well it does on a file of reports, or by what people answered."""

import json
from datetime import date, time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bot import learned, learning, settings, shell, thresholds
from bot.matching import BadReports, evaluate
from bot.matching.tables import weights
from bot.settings import Settings
from bot.words import cli as words
from bot.words import learning as answers

_DAYS = 30


def add(commands: typer.Typer) -> None:
    """Add `match` to the command line."""

    @commands.command(help=words.MATCH)
    def match(
        file: Annotated[Path | None, typer.Argument(help=words.MATCH_FILE)] = None,
        days: Annotated[int | None, typer.Option(help=words.MATCH_DAYS, min=0, max=3660)] = None,
        pairs: Annotated[Path | None, typer.Option(help=words.MATCH_PAIRS)] = None,
        *,
        decisions: Annotated[bool, typer.Option("--decisions", help=answers.DECISIONS)] = False,
        as_json: Annotated[bool, typer.Option("--json", help=answers.JSON)] = False,
        since: Annotated[str, typer.Option(help=answers.SINCE)] = "",
    ) -> None:
        if decisions == bool(file):
            shell.stop(answers.FILE_OR_DECISIONS)
        if decisions and (pairs or days is not None):
            shell.stop(answers.FOR_FILES)
        if file and (as_json or since):
            shell.stop(answers.FOR_DECISIONS)
        given = shell.settings_of()
        shell.thresholds_of(given)
        if file:
            _on_file(file, _DAYS if days is None else days, pairs)
        else:
            _by_decisions(given, _day(since), as_json=as_json)


def _on_file(file: Path, days: int, pairs: Path | None) -> None:
    try:
        with file.open(encoding="utf-8") as lines, Progress(console=shell.ERR, transient=True) as progress:
            bar = progress.add_task(words.MATCHING, total=None)
            found = evaluate.evaluate(
                lines, days=days, progress=lambda done, of: progress.update(bar, completed=done, total=of)
            )
        if pairs:
            pairs.write_text("".join(f"{pair.line()}\n" for pair in found.pairs), encoding="utf-8")
    except BadReports as wrong:
        shell.stop(words.bad_reports(file.name, str(wrong)))
    except (OSError, UnicodeDecodeError) as trouble:
        shell.stop(words.bad_reports(file.name, type(trouble).__name__))
    typer.echo(json.dumps(found.summary()))


def _by_decisions(given: Settings, since: date | None, *, as_json: bool) -> None:
    days, work = shell.policy_of(given).windows.issue_days, settings.service(given).work
    moment = work.at(since, time()) if since else None
    with shell.database(if_missing=answers.NO_DATABASE) as store:
        if store.pending():
            shell.stop(answers.NOT_MIGRATED)
        labels = store.read(lambda db: learning.read(db, days=days, since=moment))
    now = weights()
    found = learned.learned(labels, since, now.version, now.thresholds)
    if as_json:
        typer.echo(json.dumps(learned.data(found)))
    else:
        places = {name: thresholds.where(name, given.evenhand_matching) for name in found.proposals}
        shell.say(answers.text(found, places))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        shell.stop(answers.NO_DAY)
