"""What one person has before them, taken as a scene: in Slack or, where the same story is told there, in Teams."""

from base64 import b64encode
from dataclasses import dataclass, field

from tests.office.shared import MANAGERS, Colleague
from tests.slack import conversations, members
from tests.slack.colleague import SlackColleague
from tests.slack.dialogs import Dialog
from tests.slack.said import Payload
from tests.teams.colleague import TeamsColleague


@dataclass(frozen=True)
class Scene:
    """What one person sees: `kind` is dialog, message, whisper or home, `shown` Slack's or Teams' own JSON; `where` what
    stands over it."""

    name: str
    kind: str
    shown: Payload
    where: str = "Evenhand"
    errors: dict[str, str] = field(default_factory=dict)


def dialog(name: str, colleague: Colleague) -> Scene:
    """The dialog that is open."""
    if isinstance(colleague, TeamsColleague):
        return _before(name, colleague)
    assert isinstance(colleague, SlackColleague)
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


def whisper(name: str, colleague: Colleague, where: str = "# team") -> Scene:
    """What only this colleague sees, where they asked."""
    if isinstance(colleague, TeamsColleague):
        return _before(name, colleague)
    assert isinstance(colleague, SlackColleague)
    newest = colleague.office.workspace.ephemerals(colleague.id)[-1]
    return Scene(name, "whisper", {"blocks": newest.blocks}, where)


def answer(name: str, colleague: Colleague) -> Scene:
    """What they were shown last: a dialog, or what only they see."""
    if isinstance(colleague, TeamsColleague):
        return _before(name, colleague)
    assert isinstance(colleague, SlackColleague)
    workspace = colleague.office.workspace
    colleague.office.finish()
    shown = [each for each in workspace.state.shown if each.user == colleague.id and each.kind != "home"]
    if shown[-1].kind == "view":
        return dialog(name, colleague)
    found = workspace.state.ephemerals[shown[-1].id]
    place = workspace.place(found.channel)
    return Scene(
        name, "whisper", {"blocks": found.blocks}, "Evenhand" if place.kind == "im" else f"# {place.name}"
    )


def picture(name: str, colleague: SlackColleague) -> Scene:
    """The newest picture that they were sent, in their direct messages."""
    sent = colleague.pictures()[-1]
    source = f"data:image/png;base64,{b64encode(sent.png).decode()}"
    return Scene(name, "message", {"blocks": [{"type": "image", "image_url": source, "alt_text": sent.alt}]})


def group(name: str, colleague: SlackColleague) -> Scene:
    """The newest message of a conversation that the assistant opened for some colleagues."""
    colleague.office.settle()
    talks = colleague.office.workspace.state.conversations.by_id.values()
    place = next(each for each in talks if each.kind == "mpim" and colleague.id in each.members)
    _ts, newest = max(place.messages.items())
    there = [each.name for each in members.ALL if each.id in place.members and not each.bot]
    return Scene(name, "message", newest.shape(with_metadata=False), ", ".join(there))


def message(name: str, colleague: Colleague, key: str, *, managers: bool = False) -> Scene:
    """A message in a channel or to the colleague, by its key."""
    place = MANAGERS if managers else None
    found = colleague.message(key, place)
    if isinstance(colleague, TeamsColleague):
        shown = colleague.shows(found["id"], place)
        return Scene(name, "message", shown, "Managers" if managers else "Evenhand")
    assert isinstance(colleague, SlackColleague)
    workspace = colleague.office.workspace
    channel = workspace.place(conversations.MANAGERS) if managers else workspace.direct(colleague.id)
    message = channel.messages[found["id"]]
    return Scene(
        name, "message", message.shape(with_metadata=False), "# managers" if managers else "Evenhand"
    )


def _before(name: str, colleague: TeamsColleague) -> Scene:
    """What is before them in Teams: a dialog, or a card in their own chat."""
    title, card = colleague.before_them
    return Scene(name, "dialog" if title else "message", card, title or "Evenhand")
