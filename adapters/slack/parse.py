"""What Slack sends, as events."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from adapters.attempts import About, happened
from adapters.payload import BadRequest, Body, clean, mapping, string, within
from adapters.slack import ids, inputs
from adapters.slack.ids import PLATFORM
from adapters.slack.incoming import Incoming, Surface
from adapters.slack.markup import plain
from bot.chat import Change, Command, Event, Lookup, Opened, Place, PlaceKind, Press, Submission

WRITTEN = frozenset({"plain_text_input", "number_input"})
"""Inputs of which Slack tells each letter."""
TABS: Mapping[str, Surface] = MappingProxyType({"home": Surface.HOME, "messages": Surface.TALK})


def command(body: Body) -> Incoming:
    """A slash command."""
    name, text = string(body, "command").removeprefix("/"), clean(string(body, "text", ""))
    return _incoming(
        body,
        user=string(body, "user_id"),
        team=string(body, "team_id"),
        surface=Surface.COMMAND,
        channel=string(body, "channel_id", ""),
        make=lambda about: Command(name=name, text=text, **about),
    )


def shortcut(body: Body) -> Incoming:
    """A shortcut: from the menu, or on somebody's message, whose words and link go along."""
    action = string(body, "callback_id")
    words = _message_words(body) if body.get("type") == "message_action" else ""
    return _interaction(body, Surface.SHORTCUT, lambda about: Press(action=action, value=words, **about))


def action(body: Body) -> Incoming:
    """A button or menu was pressed, or a watched field of an open form changed."""
    acted = _first(body.get("actions"))
    view, name = within(body, "view"), string(acted, "action_id")
    surface = _surface(body, view)
    if name == ids.MORE or _is_watched(acted, view):
        field = name.removeprefix("form.")
        form, fields, value = string(view, "callback_id"), inputs.fields(view), inputs.value(view)
        changed = _interaction(
            body,
            surface,
            lambda about: Change(action=form, field=field, fields=fields, value=value, **about),
        )
        return replace(changed, change=True, letter=string(acted, "type", "") in WRITTEN)
    pressed, value = _pressed(acted, name)
    typed = inputs.fields(view)
    return _interaction(
        body, surface, lambda about: Press(action=pressed, value=value, fields=typed, **about)
    )


def submission(body: Body) -> Incoming:
    """A form was submitted."""
    view = mapping(body.get("view"))
    name, fields, value = string(view, "callback_id"), inputs.fields(view), inputs.value(view)
    return _interaction(
        body,
        Surface.DIALOG,
        lambda about: Submission(action=name, fields=fields, value=value, **about),
    )


def suggestion(body: Body) -> Incoming:
    """Somebody types into a look-up."""
    field, typed = string(body, "action_id"), clean(string(body, "value", ""))
    found = _interaction(body, Surface.DIALOG, lambda about: Lookup(field=field, typed=typed, **about))
    return replace(found, typed=typed)


def opened(body: Body) -> Incoming | None:
    """Somebody opened the app's home, or its messages, in which there is nothing to draw; None for its other tabs."""
    event = mapping(body.get("event"))
    surface = TABS.get(string(event, "tab", ""))
    return _told(body, event, surface, lambda about: Opened(**about)) if surface else None


def home_of(incoming: Incoming) -> Incoming:
    """The home in which somebody pressed a button, to be drawn anew."""
    where = _place("", incoming.user)
    return replace(incoming, event=happened(lambda about: Opened(**about), where, ""))


def talk(body: Body) -> Incoming | None:
    """Somebody wrote to the assistant; None for what is no person's new line.

    Whatever they typed is answered with the help: a typed line can open no form, and what it would find out
    about a customer would stand in the conversation for good.
    """
    event = mapping(body.get("event"))
    if event.get("subtype") or event.get("bot_id") or event.get("channel_type") != "im":
        return None
    return _told(body, event, Surface.TALK, lambda about: Command(name="incident", text="help", **about))


def _interaction(body: Body, surface: Surface, make: Callable[[About], Event]) -> Incoming:
    user = mapping(body.get("user"))
    channel = within(body, "channel") or within(body, "container")
    return _incoming(
        body,
        user=string(user, "id"),
        team=string(user, "team_id", "") or string(within(body, "team"), "id", ""),
        surface=surface,
        channel=string(channel, "id", "") or string(channel, "channel_id", ""),
        make=make,
    )


def _incoming(
    body: Body, *, user: str, team: str, surface: Surface, channel: str, make: Callable[[About], Event]
) -> Incoming:
    trigger = string(body, "trigger_id", "")
    where = _place(channel, user)
    return Incoming(
        user=user,
        team=team,
        surface=surface,
        trigger=trigger,
        response_url=string(body, "response_url", ""),
        channel=channel,
        view=within(body, "view"),
        event=happened(make, where, trigger),
    )


def _told(body: Body, event: Body, surface: Surface, make: Callable[[About], Event]) -> Incoming:
    """An event of the Events API, which Slack delivers again with the same id until it is acknowledged."""
    user = string(event, "user")
    channel = string(event, "channel", "")
    return Incoming(
        user=user,
        team=string(event, "team", "") or string(body, "team_id", ""),
        surface=surface,
        channel=channel,
        event=happened(make, _place(channel, user), string(body, "event_id")),
    )


def _place(channel: str, user: str) -> Place:
    """A channel, or somebody's own corner: their direct messages (D…), a dialog, the home."""
    if not channel or channel.startswith("D"):
        return Place(PLATFORM, PlaceKind.PERSON, user)
    return Place(PLATFORM, PlaceKind.CHANNEL, channel)


def _surface(body: Body, view: Body) -> Surface:
    if view:
        return Surface.HOME if view.get("type") == "home" else Surface.DIALOG
    container = within(body, "container")
    return Surface.WHISPER if container.get("is_ephemeral") else Surface.MESSAGE


def _is_watched(acted: Body, view: Body) -> bool:
    """Whether it is an input of the form, not a button or a menu: only look-ups are never anything else."""
    return string(acted, "type", "") == "external_select" or string(acted, "block_id", "") in inputs.names(
        view
    )


def _pressed(acted: Body, name: str) -> tuple[str, str]:
    """A button's action and value; a menu's option carries both."""
    if chosen := acted.get("selected_option"):
        pressed, _, value = string(mapping(chosen), "value").partition(ids.JOIN)
        return pressed, clean(value)
    return name.partition(":")[0], clean(string(acted, "value", ""))


def _message_words(body: Body) -> str:
    """The words of the message that a shortcut was used on, and where it stands."""
    message = within(body, "message")
    domain = string(within(body, "team"), "domain", "")
    channel = string(within(body, "channel"), "id", "")
    ts = string(message, "ts", "").replace(".", "")
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts}" if domain and channel and ts else ""
    words = clean(plain(string(message, "text", "")))
    return "\n".join(part for part in (words, link) if part)


def _first(value: object) -> Body:
    if not isinstance(value, list) or not value:
        raise BadRequest("actions")
    return mapping(value[0])
