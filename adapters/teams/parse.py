"""What Teams sends, as events."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from adapters.attempts import About, happened
from adapters.payload import BadRequest, Body, clean, listed, mapping, string, within
from adapters.teams import folding, ids, inputs, markup
from adapters.teams.incoming import PERSONAL, FileAnswer, Incoming, Installed, Sender, Surface
from bot import tables
from bot.chat import Change, Command, Event, Lookup, Opened, Press, Submission, Values
from bot.words import replies

COMMAND = "incident"
LONGEST_NAME = 200


def activity(body: Body) -> Incoming | Installed | FileAnswer | None:
    """What happened; None for what asks nothing of us. Raises BadRequest."""
    kind = string(body, "type", "")
    if kind == "invoke":
        reader = INVOKES.get(string(body, "name", ""))
        return reader(body) if reader else None
    reader = KINDS.get(kind)
    return reader(body) if reader else None


def sender(body: Body) -> Sender:
    """Who did this, and where."""
    who, where = mapping(body.get("from")), mapping(body.get("conversation"))
    channel = within(body, "channelData")
    tenant = string(within(channel, "tenant"), "id", "") or string(where, "tenantId", "")
    member = string(who, "id")
    there, _, thread = string(where, "id").partition(";")
    return Sender(
        handle=string(who, "aadObjectId", "").lower() or member,
        member=member,
        tenant=tenant,
        conversation=there,
        thread=thread.removeprefix("messageid="),
        kind=string(where, "conversationType", "") or PERSONAL,
        server=string(body, "serviceUrl", "").rstrip("/") + "/",
        bot=string(within(body, "recipient"), "id", ""),
    )


def _message(body: Body) -> Incoming | None:
    if isinstance(body.get("value"), Mapping) and not string(body, "text", "").strip():
        return _acted(body, mapping(body["value"]), Surface.TALK)
    who = sender(body)
    entities = [each for each in listed(body.get("entities")) if isinstance(each, Mapping)]
    said = markup.said(clean(string(body, "text", "")), entities, who.bot)
    if not said:
        return None
    name, text = _command(said)
    public = who.kind != PERSONAL and text.lower() not in {*replies.COMMANDS}
    if public:
        text = "help"
    return _incoming(body, Surface.TALK, lambda about: Command(name=name, text=text, **about), public=public)


def _command(said: str) -> tuple[str, str]:
    """A typed line: a word that is a command goes by itself too; what none begins with gets the help."""
    name, _, rest = said.removeprefix("/").partition(" ")
    if name.lower() in tables.NAMES:
        return name.lower(), rest.strip()
    if name.lower() in replies.COMMANDS:
        return COMMAND, said.removeprefix("/")
    return COMMAND, "help"


def _execute(body: Body) -> Incoming:
    """A button of a card in a message."""
    action = mapping(mapping(body.get("value")).get("action"))
    data = within(action, "data")
    return _acted(body, {**data, ids.ACTION: _name(action, "verb")}, Surface.CARD)


def _fetch(body: Body) -> Incoming:
    """A button that opens a form."""
    data = mapping(mapping(body.get("value")).get("data"))
    return _acted(body, {**data, ids.PRESS: True}, Surface.OPENING)


def _submit(body: Body) -> Incoming:
    """A button of an open dialog."""
    return _acted(body, mapping(mapping(body.get("value")).get("data")), Surface.DIALOG)


def _extension(body: Body) -> Incoming:
    """A command beside the place where people write, or on somebody's message, whose words and link go along."""
    value = mapping(body.get("value"))
    action = _name(value, "commandId")
    words = _quoted(within(value, "messagePayload")) if action == "report.message" else ""
    pressed = {ids.ACTION: action, ids.VALUE: words, ids.PRESS: True}
    return replace(_outside(_acted(body, pressed, Surface.OPENING)), again=("", ""))


def _extension_submit(body: Body) -> Incoming:
    return _outside(_submit(body))


def _outside(found: Incoming) -> Incoming:
    """The same from a message extension, which people use wherever they are, also between themselves."""
    return replace(found, hurried=True, sender=replace(found.sender, inside=False))


def _quoted(message: Body) -> str:
    words = markup.plain(clean(string(within(message, "body"), "content", "")))
    link = string(message, "linkToMessage", "")
    shown = link if link.startswith("https://") else ""
    return "\n".join(part for part in (words, clean(shown)) if part)


def _acted(body: Body, data: Body, surface: Surface) -> Incoming:
    """What a button's data say: it submits the form around it, tells of a change in it, or presses something."""
    action, value = _name(data, ids.ACTION), clean(string(data, ids.VALUE, ""))
    filled_in = inputs.fields(data)
    changed = data.get(ids.CHANGE)
    submits = (
        not data.get(ids.PRESS)
        and not changed
        and (bool(data.get(ids.SUBMIT)) or _is_form(action, surface, filled_in))
    )

    def make(about: About) -> Event:
        if isinstance(changed, str) and changed:
            return Change(action=action, field=changed, fields=filled_in, value=value, **about)
        if submits:
            return Submission(action=action, fields=filled_in, value=value, **about)
        return Press(action=action, value=value, fields=filled_in, **about)

    found = _incoming(body, surface, make)
    return replace(
        found,
        message=string(body, "replyToId", ""),
        key=clean(string(data, ids.KEY, "")),
        fields=filled_in,
        form=folding.unfolded(data.get(ids.FORM)),
        submits=submits,
        again=(action, value),
    )


def _is_form(action: str, surface: Surface, filled_in: Values) -> bool:
    """Whether a button that doesn't say so submits a form: in a dialog, or where something was filled in."""
    return action in tables.SUBMISSIONS and (surface is Surface.DIALOG or bool(filled_in))


def _search(body: Body) -> Incoming:
    """Somebody types into a look-up."""
    value = mapping(body.get("value"))
    name, typed = _name(value, "dataset"), clean(string(value, "queryText", ""))
    found = _incoming(body, Surface.LOOKUP, lambda about: Lookup(field=name, typed=typed, **about))
    return replace(found, typed=typed)


def _file(body: Body) -> FileAnswer | None:
    value = mapping(body.get("value"))
    context = value.get("context")
    number = string(context, "file", "") if isinstance(context, Mapping) else ""
    agreed = value.get("action") == "accept"
    upload = mapping(value.get("uploadInfo")) if agreed else None
    return FileAnswer(sender(body), number, upload)


def _installation(body: Body) -> Installed | None:
    action = string(body, "action", "")
    if not action.startswith(("add", "remove")):
        return None
    return Installed(sender(body), gone=action.startswith("remove"))


def _members(body: Body) -> Installed | None:
    """Somebody came or went; of interest where it is us."""
    us = string(within(body, "recipient"), "id", "")
    for name, gone in (("membersAdded", False), ("membersRemoved", True)):
        if any(isinstance(each, Mapping) and each.get("id") == us for each in listed(body.get(name))):
            return Installed(sender(body), gone=gone)
    return None


KINDS: Mapping[str, Callable[[Body], Incoming | Installed | FileAnswer | None]] = {
    "message": _message,
    "installationUpdate": _installation,
    "conversationUpdate": _members,
}
INVOKES: Mapping[str, Callable[[Body], Incoming | Installed | FileAnswer | None]] = {
    "adaptiveCard/action": _execute,
    "task/fetch": _fetch,
    "task/submit": _submit,
    "composeExtension/fetchTask": _extension,
    "composeExtension/submitAction": _extension_submit,
    "application/search": _search,
    "fileConsent/invoke": _file,
}


def home(who: Sender) -> Incoming:
    """Whoever added the bot sees what waits for them; who is new, their welcome."""
    event = happened(lambda about: Opened(added=True, **about), who.place, "")
    return Incoming(sender=who, surface=Surface.HOME, event=event)


def _incoming(
    body: Body, surface: Surface, make: Callable[[About], Event], *, public: bool = False
) -> Incoming:
    who = sender(body)
    event = happened(make, who.place, string(body, "id", ""))
    return Incoming(sender=who, surface=surface, event=event, searches=_searches(body), public=public)


def _searches(body: Body) -> bool:
    """Whether the client looks up while somebody types: the Playground, on the emulator's channel, doesn't."""
    return string(body, "channelId", "") != "emulator"


def _name(body: Body, name: str) -> str:
    found = string(body, name)
    if not 0 < len(found) <= LONGEST_NAME:
        raise BadRequest(name)
    return clean(found)
