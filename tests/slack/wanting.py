"""What the outbox wants shown in Slack: put there by a test, looked at until it is shown, or until it is known why not."""

from sqlmodel import select

from adapters.sending import Patience
from adapters.slack.ids import PLATFORM
from bot import cardjson
from bot.cards import Card, text
from bot.chat import Place, PlaceKind
from storage import Db, outbox
from storage.outbox import Counts
from storage.tables import Message as Wanted
from tests.slack.conversations import MANAGERS, TEAM, Message
from tests.slack.troubled import Troubled

QUICK = Patience(poll=0.05, settle=0.0, send=2.0, attempts=8)
TEAM_PLACE = Place(PLATFORM, PlaceKind.CHANNEL, TEAM)
MANAGERS_PLACE = Place(PLATFORM, PlaceKind.CHANNEL, MANAGERS)
SHOWN = Counts(waiting=0, parked=0)


def want(office: Troubled, title: str, *, key: str = "issue:1", place: Place = TEAM_PLACE) -> None:
    """Let the place show this."""

    def put(db: Db) -> None:
        outbox.put(
            db,
            platform=place.platform,
            kind=place.kind.value,
            target=place.target,
            key=key,
            card=cardjson.encode(Card(title, (text("The card's text."),))),
            at=office.now(),
        )

    office.store.write(put)
    office.later(0)


def wanted(office: Troubled, *, key: str = "issue:1", place: Place = TEAM_PLACE) -> Wanted:
    found = office.store.read(
        lambda db: outbox.find(
            db, platform=place.platform, kind=place.kind.value, target=place.target, key=key
        )
    )
    assert found is not None
    return found


def until_trouble(office: Troubled, trouble: str, *, key: str = "issue:1", place: Place = TEAM_PLACE) -> None:
    office.until(lambda: wanted(office, key=key, place=place).trouble == trouble)


def until_attempts(office: Troubled, number: int) -> None:
    office.until(lambda: wanted(office).attempts == number)


def until_shown(office: Troubled) -> None:
    office.until(lambda: office.counts == SHOWN)


def titles(office: Troubled, channel: str = TEAM) -> list[str]:
    return [message.blocks[0]["text"]["text"] for message in office.workspace.messages(channel)]


def only(office: Troubled, channel: str = TEAM) -> Message:
    [message] = office.workspace.messages(channel)
    return message


def managers_are_known(office: Troubled) -> None:
    for manager in (office.grace, office.owen):
        manager.types("/incident help")


def nothing_to_try(office: Troubled) -> bool:
    """Whether nothing is being sent, and nothing can be before time passes."""
    now = office.now()

    def idle(db: Db) -> bool:
        return not outbox.due(db, now) and not any(each.leased_by for each in db.exec(select(Wanted)))

    return office.store.read(idle)
