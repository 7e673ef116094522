"""The command line's part for records: what is held on a customer, erasing it, and the audit chain."""

import csv
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Protocol

import typer
from rich.progress import Progress

from bot import erasing, exporting, importing, references, settings, shell
from bot.chat import Person, Role
from bot.context import Context
from bot.words import cli as words
from storage import Db, Store, audit, customers, figures
from storage.records import number_of
from storage.wholefile import whole_file

_NOBODY = Person(staff_id=0, name="", role=Role.NONE)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        ...


def add(commands: typer.Typer, clock: Clock) -> None:
    """Add `import`, `export`, `erase` and `audit` to the command line."""
    incoming = typer.Typer(no_args_is_help=True, help=words.IMPORT)
    commands.add_typer(incoming, name="import")
    _add_import(incoming, clock)
    _add_export(commands, clock)
    _add_erase(commands, clock)
    chain = typer.Typer(no_args_is_help=True, help=words.AUDIT)
    commands.add_typer(chain, name="audit")
    _add_audit(chain)


def _add_import(incoming: typer.Typer, clock: Clock) -> None:
    @incoming.command("customers", help=words.IMPORT_CUSTOMERS)
    def people(
        file: Annotated[Path, typer.Argument(help=words.CSV)],
        *,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words.DRY_RUN)] = False,
    ) -> None:
        _import(importing.import_customers, file, clock, dry=dry_run)

    @incoming.command("restrictions", help=words.IMPORT_RESTRICTIONS)
    def restrictions(
        file: Annotated[Path, typer.Argument(help=words.CSV)],
        *,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words.DRY_RUN)] = False,
    ) -> None:
        _import(importing.import_restrictions, file, clock, dry=dry_run)


def _add_export(commands: typer.Typer, clock: Clock) -> None:
    @commands.command(help=words.EXPORT)
    def export(
        customer: Annotated[str, typer.Argument(help=words.CUSTOMER)],
        to: Annotated[Path, typer.Option(help=words.EXPORT_TO)] = Path(),
    ) -> None:
        with shell.database() as store:
            number = _by_now(store, customer)
            found = store.write(lambda db: exporting.export(_context(db, clock), number))
        shell.say(words.exported(*_written(found, to)))


def _add_erase(commands: typer.Typer, clock: Clock) -> None:
    @commands.command(help=words.ERASE)
    def erase(
        customer: Annotated[str, typer.Argument(help=words.CUSTOMER)],
        *,
        yes: Annotated[bool, typer.Option("--yes", help=words.ERASE_YES)] = False,
    ) -> None:
        with shell.database() as store:
            number = _by_now(store, customer)
            reference = references.customer(number)
            if not yes and typer.prompt(words.erase_sure(reference)).strip().upper() != reference:
                shell.stop(words.NOT_ERASED)
            found = _erased(store, clock, number)
            store.settle()
        shell.say(words.erased(found.reference, found.messages, found.deleted, found.files))


def _add_audit(chain: typer.Typer) -> None:
    @chain.command("verify", help=words.AUDIT_VERIFY)
    def verify() -> None:
        with shell.database() as store:
            broken, (last, digest) = store.read(lambda db: (audit.verify(db), audit.head(db)))
        if broken is not None:
            shell.stop(words.audit_broken(broken))
        shell.say(words.audit_holds(last, digest))

    @chain.command("export", help=words.AUDIT_EXPORT)
    def export_chain(file: Annotated[Path, typer.Argument(help=words.AUDIT_FILE)]) -> None:
        with shell.database() as store:
            entries = store.read(lambda db: [each.model_dump(mode="json") for each in figures.chain(db)])
        lines = (json.dumps(each, ensure_ascii=False, sort_keys=True) for each in entries)
        try:
            _private(file, "".join(f"{line}\n" for line in lines))
        except OSError as trouble:
            shell.stop(words.chain_not_written(file.name, type(trouble).__name__))
        shell.say(words.audit_written(len(entries), file.name))


class _Importer(Protocol):
    def __call__(
        self, ctx: Context, lines: Iterable[str], *, dry: bool, progress: importing.Progress
    ) -> importing.Found: ...


def _import(importer: _Importer, file: Path, clock: Clock, *, dry: bool) -> None:
    """All of a file, or nothing of it; each mistake with its line."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as trouble:
        shell.stop(words.bad_reports(file.name, type(trouble).__name__))
    with shell.database() as store, Progress(console=shell.ERR, transient=True) as bar:
        task = bar.add_task(words.IMPORTING, total=len(lines))
        try:
            found = store.write(
                lambda db: importer(
                    _context(db, clock), lines, dry=dry, progress=lambda at: bar.update(task, completed=at)
                )
            )
        except importing.NotImported as stopped:
            _said(file.name, stopped.found)
            return
        except csv.Error as trouble:
            shell.stop(words.bad_reports(file.name, str(trouble)))
    shell.say(words.imported(found.new, found.known))


def _said(name: str, found: importing.Found) -> None:
    """What a dry run found, or why nothing was imported."""
    if found.wrong:
        shell.stop(
            words.not_imported(name, len(found.wrong)),
            *(f"  {words.line(at, said)}" for at, said in found.wrong),
        )
    shell.say(words.would_import(found.new, found.known))


def _erased(store: Store, clock: Clock, number: int) -> erasing.Erased:
    try:
        return store.write(lambda db: erasing.erase(_context(db, clock), number))
    except erasing.StillOpen as still:
        shell.stop(*words.still_open(references.customer(number), still.matters))


def _context(db: Db, clock: Clock) -> Context:
    given = shell.settings_of()
    shell.thresholds_of(given)
    return Context(
        db=db, who=_NOBODY, when=clock.now(), policy=shell.policy_of(given), service=settings.service(given)
    )


def _by_now(store: Store, typed: str) -> int:
    """The customer whose reference was typed; whoever was merged is the one they are by now, and that is said."""
    number = references.number(typed, "C")
    found = store.read(lambda db: customers.known(db, number)) if number else None
    if number is None or found is None:
        shell.stop(words.no_customer(typed))
    if found.id != number:
        was, now = references.customer(number), references.customer(number_of(found))
        shell.say(words.is_by_now(was, now))
    return number_of(found)


def _written(found: exporting.Exported, to: Path) -> tuple[str, str]:
    """The two files, readable by their owner only."""
    folder = to / found.reference
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        page, data = folder / "everything-held.html", folder / "everything-held.json"
        _private(page, found.html)
        _private(data, found.json)
    except OSError as trouble:
        shell.stop(words.not_written(str(to), type(trouble).__name__))
    return str(page), str(data)


def _private(file: Path, text: str) -> None:
    """A new file: whoever has an older one of that name open, or made a link of it, reads nothing of this one."""
    with whole_file(file, replace=True) as written:
        written.write(text.encode())
