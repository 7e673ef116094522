"""One story in Slack, with what people had before them at the moments worth a picture."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.slack.handling import Patience
from storage import Store
from tests.office.shared import MANAGERS
from tests.slack import conversations
from tests.slack.colleague import SlackColleague
from tests.slack.dialogs import Dialog
from tests.slack.office import SlackOffice, office
from tests.slack.said import Payload

PHONE = "07700 900777"
SLOW = Patience(acknowledge=0.0, settle=0.0)
"""For people whose form is still being saved."""


@dataclass(frozen=True)
class Scene:
    """What one person sees: `kind` is dialog, message, whisper or home; `where` a channel's name."""

    name: str
    kind: str
    shown: Payload
    where: str = "Evenhand"
    errors: dict[str, str] = field(default_factory=dict)


def scenes() -> Iterator[Scene]:
    """Every scene, in the order in which it happens."""
    with TemporaryDirectory() as folder:
        with _store(folder, "story") as store, office(store) as opened:
            yield from _story(opened)
        with _store(folder, "slow") as store, office(store, patience=SLOW) as opened:
            yield _saving(opened)


def _store(folder: str, name: str) -> Store:
    store = Store(f"sqlite:///{Path(folder) / name}.db")
    store.migrate()
    return store


def _story(service: SlackOffice) -> Iterator[Scene]:
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
    yield _dialog("form", service.amira)
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
    yield _dialog("saved", service.amira)
    service.at("2026-11-20 08:30")
    service.at("2026-11-23 08:30")
    service.at("2026-11-23 09:12")
    service.priya.types("/incident")
    service.priya.chooses("C-0001")
    yield _dialog("form-customer", service.priya)
    service.priya._unfolds(service.priya._dialog)  # noqa: SLF001 - as reports and fills_in do
    yield _dialog("form-more", service.priya)


def _wrong(service: SlackOffice) -> Iterator[Scene]:
    service.david.reports(
        "Ines Marlow", "Rude on the helpline", concerns=["remarks_to_staff"], happened="2026-11-25T10:00"
    )
    yield _dialog("form-errors", service.david)


def _shared(service: SlackOffice) -> Iterator[Scene]:
    service.priya.fills_in(issue="No TA for Sami since half term", route="worker_email", told_us="not_asked")
    yield _dialog("shared-two", service.priya)
    service.at("2026-11-23 09:47")
    service.david.reports(
        "Mrs N. Haddad", "Still no teaching assistant for Sami", child="Sami", route="inbox", told_us="yes"
    )
    yield _dialog("question", service.david)
    service.david.presses("Same issue")
    yield _dialog("shared", service.david)
    yield _message("colleague", service.amira, "issue:")


def _managers(service: SlackOffice) -> Iterator[Scene]:
    yield _message("managers", service.grace, "shared:", managers=True)
    service.grace.presses_on("shared:", "Name who replies", MANAGERS)
    yield _dialog("assign", service.grace)
    owner = next(o["key"] for o in service.grace.form["fields"][0]["options"] if o["label"] == "Priya Shah")
    service.grace.fills_in(owner=owner)
    yield _dialog("assigned", service.grace)
    yield _message("managers-named", service.grace, "shared:", managers=True)
    yield _message("colleague-named", service.priya, "issue:")


def _looked_up(service: SlackOffice) -> Iterator[Scene]:
    service.amira.types("/incident check Haddad")
    yield _whisper("check", service.amira)
    service.amira.types("/incident mine")
    yield _whisper("mine", service.amira)
    service.amira.types("/incident help")
    yield _whisper("help", service.amira)


def _next_morning(service: SlackOffice) -> Iterator[Scene]:
    service.priya.reports("Rosa Lindqvist", "Mediation certificate", route="helpline")
    service.david.types("/incident away")
    yield _dialog("away", service.david)
    service.at("2026-11-24 08:30")
    yield _message("summary", service.grace, "summary:2026-11-24", managers=True)
    yield _home("home-worker", service.amira)
    yield _home("home-manager", service.grace)


def _stranger(service: SlackOffice) -> Scene:
    service.guest.types("/incident")
    return _whisper("stranger", service.guest)


def _saving(service: SlackOffice) -> Scene:
    service.amira.reports("Noor Haddad", "Section F provision not delivered", details="None since half term.")
    shown = next(each["view"] for each in service.workspace.sent("response_action"))
    return Scene("saving", "dialog", shown)


def _dialog(name: str, colleague: SlackColleague) -> Scene:
    dialog = _open(colleague)
    return Scene(name, "dialog", dialog.shape(), errors=dict(dialog.errors))


def _open(colleague: SlackColleague) -> Dialog:
    found = colleague.office.workspace.dialog(colleague.id)
    assert found is not None
    return found


def _home(name: str, colleague: SlackColleague) -> Scene:
    colleague.opens_home()
    found = colleague.office.workspace.home(colleague.id)
    assert found is not None
    return Scene(name, "home", found.shape())


def _whisper(name: str, colleague: SlackColleague) -> Scene:
    newest = colleague.office.workspace.ephemerals(colleague.id)[-1]
    return Scene(name, "whisper", {"blocks": newest.blocks}, "team")


def _message(name: str, colleague: SlackColleague, key: str, *, managers: bool = False) -> Scene:
    place = MANAGERS if managers else None
    found = colleague.message(key, place)
    workspace = colleague.office.workspace
    channel = workspace.place(conversations.MANAGERS) if managers else workspace.direct(colleague.id)
    message = channel.messages[found["id"]]
    return Scene(name, "message", message.shape(with_metadata=False), "managers" if managers else "Evenhand")
