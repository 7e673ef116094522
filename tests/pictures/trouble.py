"""What people read in Slack when something is slow, broken or shut."""

from collections.abc import Iterator

from storage import Store
from storage.errors import StorageBusy, StorageUnsure
from tests.pictures.taking import Scene, answer, dialog, message, whisper
from tests.slack import conversations
from tests.slack.faults import Dropped
from tests.slack.strained import Done
from tests.slack.troubled import AT_ONCE, Troubled, unwatched

ISSUE = "Section F provision not delivered"


def troubled(store: Store) -> Iterator[Scene]:
    """Every scene of trouble, in an office of its own."""
    with unwatched(store) as service:
        yield from _opening(service)
        yield from _saving(service)
        yield from _refused(service)


def hurried(store: Store) -> Iterator[Scene]:
    """What stands there while the database is slow."""
    with unwatched(store, patience=AT_ONCE) as service:
        service.hold()
        service.client.command(service.amira.id, "/incident", "", channel=conversations.TEAM)
        service.until(lambda: service.workspace.dialog(service.amira.id))
        yield dialog("one-moment", service.amira)
        service.release()
        service.amira.chooses("Noor Haddad", issue=ISSUE, details="None since half term.")
        service.hold()
        service.client.submit(service.before(service.amira.id))
        yield dialog("saving", service.amira)


def _opening(service: Troubled) -> Iterator[Scene]:
    amira = service.amira
    amira.types("/incident help")
    service.workspace.dialogs.trigger(amira.id, "late")
    service.workspace.hands.move(3.1)
    amira.types("/incident", delivery="late")
    yield whisper("expired", amira)
    service.workspace.faults.plan("views.open", Dropped())
    amira.types("/incident")
    yield whisper("maybe-open", amira)


def _saving(service: Troubled) -> Iterator[Scene]:
    amira = service.amira
    _fails(service, StorageBusy())
    yield dialog("not-saved", amira)
    service.client.close(service.before(amira.id))
    _fails(service, Done(StorageUnsure()))
    yield dialog("not-sure", amira)
    service.client.close(service.before(amira.id))
    service.bot.troubles.append(ValueError())
    amira.types("/incident check Lindqvist")
    yield answer("went-wrong", amira)


def _fails(service: Troubled, trouble: Exception | Done) -> None:
    """A form is submitted, and however often it is tried this comes of it."""
    service.amira.chooses("Rosa Lindqvist", issue=ISSUE, details="None since half term.")
    service.bot.troubles.extend([trouble] * 9)
    service.amira.fills_in()
    service.bot.troubles.clear()


def _refused(service: Troubled) -> Iterator[Scene]:
    amira, grace = service.amira, service.grace
    grace.types("/incident help")
    service.settle()
    service.workspace.tokens.trouble = "token_revoked"
    amira.types("/incident")
    yield whisper("app-refused", amira)
    service.workspace.tokens.trouble = ""
    service.workspace.place(conversations.MANAGERS).archived = True
    amira.reports("Priscilla Okafor", ISSUE, phone="07700 900321")
    amira.presses("Ask a manager")
    amira.fills_in(reasons="Please look at this")
    yield message("cant-write", grace, "trouble:")
    grace.types("/incident summary")
    yield answer("summary-undelivered", grace)
