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


def try_started(address: str) -> str:
    """The try-out answers."""
    return f"The try-out is at [bold]{address}[/bold]  (made-up people; Ctrl+C ends it)"


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
