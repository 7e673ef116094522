"""What one person has before them in Slack, taken as a scene."""

from dataclasses import dataclass, field

from tests.office.shared import MANAGERS
from tests.slack import conversations
from tests.slack.colleague import SlackColleague
from tests.slack.dialogs import Dialog
from tests.slack.said import Payload


@dataclass(frozen=True)
class Scene:
    """What one person sees: `kind` is dialog, message, whisper or home; `where` a channel's name."""

    name: str
    kind: str
    shown: Payload
    where: str = "Evenhand"
    errors: dict[str, str] = field(default_factory=dict)


def dialog(name: str, colleague: SlackColleague) -> Scene:
    """The dialog that is open."""
    found = _open(colleague)
    return Scene(name, "dialog", found.shape(), errors=dict(found.errors))


def _open(colleague: SlackColleague) -> Dialog:
    found = colleague.office.workspace.dialog(colleague.id)
    assert found is not None
    return found


def home(name: str, colleague: SlackColleague) -> Scene:
    """Their own page."""
    colleague.opens_home()
    found = colleague.office.workspace.home(colleague.id)
    assert found is not None
    return Scene(name, "home", found.shape())


def whisper(name: str, colleague: SlackColleague, where: str = "team") -> Scene:
    """What only this colleague sees, where they asked."""
    newest = colleague.office.workspace.ephemerals(colleague.id)[-1]
    return Scene(name, "whisper", {"blocks": newest.blocks}, where)


def message(name: str, colleague: SlackColleague, key: str, *, managers: bool = False) -> Scene:
    """A message in a channel or to the colleague, by its key."""
    place = MANAGERS if managers else None
    found = colleague.message(key, place)
    workspace = colleague.office.workspace
    channel = workspace.place(conversations.MANAGERS) if managers else workspace.direct(colleague.id)
    message = channel.messages[found["id"]]
    return Scene(name, "message", message.shape(with_metadata=False), "managers" if managers else "Evenhand")
