"""What the command line says."""

from collections.abc import Mapping

from bot.words import erasing, times

ABOUT = "Evenhand: deal fairly with persistent communication."
VERSION = "Say which version this is."
TRY = "Live the main job in a browser: made-up people, your own computer, nothing is sent anywhere."
PORT = "Where the page answers on this computer."
DATA = "The folder that keeps the try-out's database."
BROWSER = "Open the page in a browser."
MIGRATE = "Bring the database's tables up to date."
MIGRATED = "The database is up to date."
MATCH = (
    "Say how well matching does: on a file of reports, one JSON object a line, or by what people answered."
)
MATCH_FILE = "The reports."
MATCH_DAYS = "With a file: reports further apart are not compared (30 unless you say otherwise)."
MATCH_PAIRS = "With a file: write every pair that may be the same issue to this file."
MATCHING = "Comparing reports"
SERVE = "Serve the platforms that are set up; Ctrl+C or SIGTERM ends it after what is under way."
DOCTOR = "Check settings, database and platforms: what is fine, what is broken, and what to do."
DOCTOR_JSON = "For programs: one JSON object, whose names and values stay the same from version to version."
MANIFEST = "What a platform needs to know about this app."
MANIFEST_SLACK = "The manifest to paste at api.slack.com when you create the Slack app."
MANIFEST_TEAMS = (
    "Write the package to upload to Teams; MICROSOFT_APP_ID and EVENHAND_PUBLIC_URL have to be set."
)
MANIFEST_TO = "The .zip to write."
MANIFEST_SLASH = "Offer the commands behind a slash too; not every Teams client shows them yet."
NO_APP = "MICROSOFT_APP_ID: is missing: make the bot in Azure first (docs/install-teams.md)"
NO_ADDRESS = "EVENHAND_PUBLIC_URL: is missing: the address under which Microsoft reaches this server"
OUTBOX = "Messages that wait to be shown."
OUTBOX_RETRY = "Try every message again that was set aside after failing."
STATES = {"fine": "[green]fine[/green]", "look": "[yellow]look[/yellow]", "broken": "[red]broken[/red]"}
SOCKET_MODE = "Slack (Socket Mode)"
SLACK_HTTP = "Slack (at /slack/events)"
TEAMS_HTTP = "Microsoft Teams (at /api/messages)"
TEAMS_LOCAL = "Microsoft 365 Agents Playground (at /api/messages, this computer only, nobody is checked)"
STOPPED = "Stopped. Whatever was not sent yet is kept and sent at the next start."
UNDELIVERING = (
    "Messages were delivered no more, by a fault of the program, so it ended. Start it again (Docker and systemd do so by "
    "themselves): nothing is lost, and what waits is sent then."
)
NO_DOOR = (
    "No platform is set up. Set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET "
    "(docs/install-slack.md) or MICROSOFT_APP_ID (docs/install-teams.md), or live the main job without any: evenhand try"
)


def doctor_counted(states: Mapping[str, int]) -> str:
    """The last line: what to do with all those before it."""
    broken, look = states.get("broken", 0), states.get("look", 0)
    if broken:
        said = "Mend what is broken first, from the top: the first often causes the others."
    else:
        said = "All that people need works; look at the rest when you can." if look else "All is well."
    counted = ", ".join(
        f"{number} {state}" for state in ("broken", "look", "fine") if (number := states.get(state))
    )
    return f"\n{counted}. {said}"


def try_started(address: str) -> str:
    """The try-out answers."""
    return f"The try-out is at [bold]{address}[/bold]  (made-up people; Ctrl+C ends it)"


def serving(address: str, ways: tuple[str, ...]) -> str:
    """The service answers."""
    return f"Evenhand serves {' and '.join(ways)}. Its health is at {address}healthz (Ctrl+C ends it)"


def serve_port_taken(port: int) -> str:
    """Another program answers there."""
    return f"Port {port} is in use. Close the other program, or set PORT to another number."


def package_written(name: str) -> str:
    """The package for Teams is there, and where it goes."""
    return f"{name} is written. Upload it: Teams, Apps, Manage your apps, Upload an app."


def package_not_written(name: str, trouble: str) -> str:
    """The file can't be written."""
    return f"{name} could not be written ({trouble}). Choose another file with --to."


def retried(number: int) -> str:
    """Parked messages were released."""
    if not number:
        return NONE_SET_ASIDE
    return f"{number} {'message' if number == 1 else 'messages'} will be tried again."


def port_taken(port: int) -> str:
    """Another program answers there."""
    return (
        f"Port {port} is in use. Close the other program, or choose another: evenhand try --port {port + 1}"
    )


DATABASE_NEWER = (
    "The database is of a newer version of Evenhand than this one, and was left as it is. Run that version; "
    "how to go back to an older one is in docs/server.md (Upgrades)."
)


def no_database(kind: str) -> str:
    """The database can't be used."""
    return f"The database can't be used ({kind}). Check EVENHAND_DATABASE_URL and the disk."


def in_own_file(setting: str, mistake: str) -> str:
    """A mistake in a file that a setting names."""
    return f"{setting}: {mistake}"


def bad_reports(name: str, problem: str) -> str:
    """A file of reports can't be read."""
    return f"{name}: {problem}"


IMPORT = "Day one: take up customers and restrictions from CSV files."
IMPORT_CUSTOMERS = (
    "Customers: name, relationship, email, phone, case_ref, child. Who is here already is left as they are."
)
IMPORT_RESTRICTIONS = "Restrictions in force: customer, kind, details, starts_on, review_on, decided_by, second_manager, told_on."
CSV = "The file; its first line names the columns."
NONE_SET_ASIDE = "No message was set aside, so there is none to try again. What still waits goes out by itself: evenhand doctor."
NO_LINES = "The file names its columns and nobody below them: nothing to take up. Add a line for each, then try again."
DRY_RUN = "Only say what would happen."
IMPORTING = "Reading"
AUDIT = "The audit chain: who decided, changed or looked at what."
AUDIT_VERIFY = "Check that no entry was changed, moved or taken out; ends with 2 if one was."
AUDIT_EXPORT = "Write every entry to a file, one JSON object a line."
AUDIT_FILE = "The file to write."
EXPORT = "Write everything that is held on a customer, to read and as data."
EXPORT_TO = "The folder to write into; a folder with the customer's reference is made in it."
CUSTOMER = "The customer's reference, such as C-0042."
ERASE = "Erase a customer: what was said and who they are. Counts and the audit chain stay."
ERASE_YES = "Don't ask again."
NOT_ERASED = "Nothing was erased."


def no_customer(typed: str) -> str:
    """No such customer."""
    return f"There is no customer {typed[:20]}. A reference looks like C-0042; /incident check shows it."


def is_by_now(was: str, now: str) -> str:
    """A reference of somebody who was merged into another."""
    return f"{was} was merged: they are {now} by now, and that is the record that is meant."


def exported(page: str, data: str) -> str:
    """Where the files are, and what to do before they are handed over."""
    return f"To read: {page}\nAs data: {data}\nNames of others are marked in the page: look at each before you hand it over."


def not_written(folder: str, trouble: str) -> str:
    """The files can't be written."""
    return f"Nothing could be written into {folder} ({trouble}). Choose another folder with --to."


def erase_sure(reference: str) -> str:
    """Asked before something is lost for good."""
    return f"Everything about {reference} is lost for good. Backups keep it until you delete them. To go on, type {reference}"


def erased(reference: str, messages: int, deleted: int, files: tuple[str, ...]) -> str:
    """What was done, what `evenhand serve` does by itself, and what only people can do."""
    done = f"{reference} is erased. {messages} of our messages will say so where they were sent."
    if deleted:
        done += f"\n{times.count(deleted, 'file')} that we sent on Slack: evenhand serve deletes them there, and evenhand doctor says where it can't."
    left = "\n".join(f"  {each}" for each in files)
    asked = f"\nWe can't delete these files; whoever has them should:\n{left}" if files else ""
    return f"{done}{asked}\nAnswers that only one person saw stay on the platform until its own retention ends them."


def still_open(reference: str, matters: Mapping[str, int]) -> tuple[str, ...]:
    """Why nothing was erased."""
    return (f"{reference} was not erased:", *(f"  {erasing.OPEN[each]}" for each in matters))


def audit_broken(entry: int) -> str:
    """The chain does not hold."""
    return f"Entry {entry} was changed, moved, or follows one that is missing. Keep a copy of the database and ask for help."


def audit_holds(last: int, digest: str) -> str:
    """The chain holds."""
    return f"The chain holds: {last} entries. Note this elsewhere, to see later that none is missing at the end: {last} {digest}"


def audit_written(number: int, name: str) -> str:
    """The chain was written to a file."""
    return f"{number} entries are in {name}. It holds references, kinds, days and staff numbers; no names."


def chain_not_written(name: str, trouble: str) -> str:
    """The file can't be written."""
    return f"{name} could not be written ({trouble}). Nothing was lost: choose another file."


def imported(new: int, known: int) -> str:
    """What was taken up."""
    if not (new or known):
        return NO_LINES
    return f"{new} taken up, {known} were here already."


def would_import(new: int, known: int) -> str:
    """What a dry run found."""
    if not (new or known):
        return NO_LINES
    return f"Nothing is wrong. {new} would be taken up, {known} are here already. Nothing was kept: run it without --dry-run."


def not_imported(name: str, number: int) -> str:
    """A file with mistakes."""
    return f"{name}: nothing was imported, {number} {'thing is' if number == 1 else 'things are'} wrong. Mend the file and try again:"


def line(at: int, said: str) -> str:
    """One mistake with its line."""
    return f"line {at}: {said}"
