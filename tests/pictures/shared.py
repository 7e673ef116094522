"""Three colleagues who log the same issue of one customer, with what people had before them; in Slack and in Teams alike."""

from collections.abc import Iterator

from tests.office.shared import MANAGERS, Office
from tests.pictures.taking import Scene, dialog, message, whisper

PHONE = "07700 900777"


def logged(service: Office) -> Iterator[Scene]:
    """The first report, and the form of the second with its customer chosen."""
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


def wrong(service: Office) -> Iterator[Scene]:
    """A form that can't be saved yet."""
    service.david.reports(
        "Ines Marlow", "Rude on the helpline", concerns=["remarks_to_staff"], happened="2026-11-25T10:00"
    )
    yield dialog("form-errors", service.david)


def on_this_too(service: Office) -> Iterator[Scene]:
    """The second and the third report; Priya's form is open."""
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


def named(service: Office) -> Iterator[Scene]:
    """The managers name who replies."""
    yield message("managers", service.grace, "shared:", managers=True)
    service.grace.presses_on("shared:", "Name who replies", MANAGERS)
    yield dialog("assign", service.grace)
    owner = next(o["key"] for o in service.grace.form["fields"][0]["options"] if o["label"] == "Priya Shah")
    service.grace.fills_in(owner=owner)
    yield dialog("assigned", service.grace)
    yield message("managers-named", service.grace, "shared:", managers=True)
    yield message("colleague-named", service.priya, "issue:")


def looked_up(service: Office) -> Iterator[Scene]:
    """What somebody looks up."""
    service.amira.types("/incident check Haddad")
    yield whisper("check", service.amira)
    service.amira.types("/incident mine")
    yield whisper("mine", service.amira)
    service.amira.types("/incident help")
    yield whisper("help", service.amira)


def next_morning(service: Office) -> Iterator[Scene]:
    """Somebody is away, and the summary comes."""
    service.priya.reports("Rosa Lindqvist", "Mediation certificate", route="helpline")
    service.david.types("/incident away")
    yield dialog("away", service.david)
    service.at("2026-11-24 08:30")
    yield message("summary", service.grace, "summary:2026-11-24", managers=True)


def possibly(service: Office) -> Iterator[Scene]:
    """The same person two days later, about something that reads differently."""
    service.amira.reports("Rosa Lindqvist", "Taxi late every morning", phone="07700 900778", child="Elsa")
    service.at("2026-11-25 10:00")
    service.priya.reports("Ms Lindqvist", "Dyslexia screening", phone="07700 900778", child="Elsa")
    yield dialog("possibly", service.priya)
