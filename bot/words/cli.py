"""What the command line says."""

ABOUT = "Evenhand: deal fairly with persistent communication."
TRY = "Live the main job in a browser: made-up people, your own computer, nothing is sent anywhere."
PORT = "Where the page answers on this computer."
DATA = "The folder that keeps the try-out's database."
BROWSER = "Open the page in a browser."
MIGRATE = "Bring the database's tables up to date."
MIGRATED = "The database is up to date."
MATCH = "Say how well matching does on a file of reports, one JSON object a line."
MATCH_FILE = "The reports."
MATCH_DAYS = "Reports further apart are not compared."
MATCH_PAIRS = "Write every pair that may be the same issue to this file."
MATCHING = "Comparing reports"
SERVE = "Serve the platforms that are set up; Ctrl+C or SIGTERM ends it after what is under way."
DOCTOR = "Check settings, database and platforms: what is fine, what is broken, and what to do."
MANIFEST = "What a platform needs to know about this app."
MANIFEST_SLACK = "The manifest to paste at api.slack.com when you create the Slack app."
OUTBOX = "Messages that wait to be shown."
OUTBOX_RETRY = "Try every message again that was set aside after failing."
STATES = {"fine": "[green]fine[/green]", "look": "[yellow]look[/yellow]", "broken": "[red]broken[/red]"}
SOCKET_MODE = "Slack (Socket Mode)"
SLACK_HTTP = "Slack (at /slack/events)"
STOPPED = "Stopped. Whatever was not sent yet is kept and sent at the next start."
NO_DOOR = (
    "No platform is set up. Set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET "
    "(docs/install-slack.md), or live the main job without any: evenhand try"
)


def try_started(address: str) -> str:
    """The try-out answers."""
    return f"The try-out is at [bold]{address}[/bold]  (made-up people; Ctrl+C ends it)"


def serving(address: str, ways: tuple[str, ...]) -> str:
    """The service answers."""
    return f"Evenhand serves {' and '.join(ways)}. Its health is at {address}healthz (Ctrl+C ends it)"


def serve_port_taken(port: int) -> str:
    """Another program answers there."""
    return f"Port {port} is in use. Close the other program, or set PORT to another number."


def retried(number: int) -> str:
    """Parked messages were released."""
    return f"{number} {'message' if number == 1 else 'messages'} will be tried again."


def port_taken(port: int) -> str:
    """Another program answers there."""
    return (
        f"Port {port} is in use. Close the other program, or choose another: evenhand try --port {port + 1}"
    )


def no_database(kind: str) -> str:
    """The database can't be used."""
    return f"The database can't be used ({kind}). Check EVENHAND_DATABASE_URL and the disk."


def bad_reports(name: str, problem: str) -> str:
    """A file of reports can't be read."""
    return f"{name}: {problem}"
