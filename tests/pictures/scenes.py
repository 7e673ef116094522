"""All stories in Slack, the one about shared issues first, with what people had before them at the moments worth a picture."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import Store
from tests.office.shared import MANAGERS
from tests.pictures.beside import alongside, asked_for, away_with_cover, threatened, together
from tests.pictures.living import decided_outside, lived, looked_at_again
from tests.pictures.taking import Scene, dialog, home, message, whisper
from tests.pictures.trouble import hurried, troubled
from tests.pictures.walk import walked
from tests.slack.office import SlackOffice, office

PHONE = "07700 900777"


def scenes(stories: Collection[str] = ()) -> Iterator[Scene]:
    """Every scene, in the order in which it happens; of all stories or of these."""
    with TemporaryDirectory() as folder:
        for story in (each for each in STORIES if not stories or each.__name__ in stories):
            with _store(folder, story.__name__) as store, office(store) as opened:
                yield from story(opened)
        for told in (each for each in IN_TROUBLE if not stories or each.__name__ in stories):
            with _store(folder, told.__name__) as store:
                yield from told(store)


def _store(folder: str, name: str) -> Store:
    store = Store(f"sqlite:///{Path(folder) / name}.db")
    store.migrate()
    return store


def shared(service: SlackOffice) -> Iterator[Scene]:
    """Three colleagues who log the same issue of one customer."""
    yield from _form(service)
    yield from _wrong(service)
    yield from _shared(service)
    yield from _managers(service)
    yield from _looked_up(service)
    yield from _next_morning(service)
    yield _stranger(service)


def _form(service: SlackOffice) -> Iterator[Scene]:
    service.at("2026-11-19 10:40")
    service.amira.types("/incident")
    yield dialog("form", service.amira)
    service.amira.reports(
        "Noor Haddad (mother)",
        "Section F provision not delivered",
        details="Sami's plan gives 25 hours with a teaching assistant. None since half term.",
        phone=PHONE,
        child="Sami",
        told_us="no",
        promised="Ask the authority for the provision map",
        promised_by="2026-11-20",
        adjustment="Please write down what was agreed on the phone",
    )
    yield dialog("saved", service.amira)
    service.at("2026-11-20 08:30")
    service.at("2026-11-23 08:30")
    service.at("2026-11-23 09:12")
    service.priya.types("/incident")
    service.priya.chooses("C-0001")
    yield dialog("form-customer", service.priya)
    service.priya._unfolds(service.priya._dialog)  # noqa: SLF001 - as reports and fills_in do
    yield dialog("form-more", service.priya)


def _wrong(service: SlackOffice) -> Iterator[Scene]:
    service.david.reports(
        "Ines Marlow", "Rude on the helpline", concerns=["remarks_to_staff"], happened="2026-11-25T10:00"
    )
    yield dialog("form-errors", service.david)


def _shared(service: SlackOffice) -> Iterator[Scene]:
    service.priya.fills_in(issue="No TA for Sami since half term", route="worker_email", told_us="not_asked")
    yield dialog("shared-two", service.priya)
    service.at("2026-11-23 09:47")
    service.david.reports(
        "Mrs N. Haddad", "Still no teaching assistant for Sami", child="Sami", route="inbox", told_us="yes"
    )
    yield dialog("question", service.david)
    service.david.presses("Same issue")
    yield dialog("shared", service.david)
    yield message("colleague", service.amira, "issue:")


def _managers(service: SlackOffice) -> Iterator[Scene]:
    yield message("managers", service.grace, "shared:", managers=True)
    service.grace.presses_on("shared:", "Name who replies", MANAGERS)
    yield dialog("assign", service.grace)
    owner = next(o["key"] for o in service.grace.form["fields"][0]["options"] if o["label"] == "Priya Shah")
    service.grace.fills_in(owner=owner)
    yield dialog("assigned", service.grace)
    yield message("managers-named", service.grace, "shared:", managers=True)
    yield message("colleague-named", service.priya, "issue:")


def _looked_up(service: SlackOffice) -> Iterator[Scene]:
    service.amira.types("/incident check Haddad")
    yield whisper("check", service.amira)
    service.amira.types("/incident mine")
    yield whisper("mine", service.amira)
    service.amira.types("/incident help")
    yield whisper("help", service.amira)


def _next_morning(service: SlackOffice) -> Iterator[Scene]:
    service.priya.reports("Rosa Lindqvist", "Mediation certificate", route="helpline")
    service.david.types("/incident away")
    yield dialog("away", service.david)
    service.at("2026-11-24 08:30")
    yield message("summary", service.grace, "summary:2026-11-24", managers=True)
    yield home("home-worker", service.amira)
    yield home("home-manager", service.grace)


def _stranger(service: SlackOffice) -> Scene:
    service.guest.types("/incident")
    return whisper("stranger", service.guest)


STORIES: tuple[Callable[[SlackOffice], Iterator[Scene]], ...] = (
    shared,
    away_with_cover,
    alongside,
    together,
    asked_for,
    threatened,
    walked,
    lived,
    looked_at_again,
    decided_outside,
)
IN_TROUBLE: tuple[Callable[[Store], Iterator[Scene]], ...] = (troubled, hurried)
