"""The Teams app, as a package to upload: everything in it follows from what the code can do."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from adapters.teams import icons
from bot.policy.model import Links
from bot.words import installing, replies

VERSION = "1.29"
"""Of Microsoft's manifest: the first that knows slash commands."""
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
NAME = "incident"
"""The name that the menu offers; the others mean the same."""

EXTENSIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, str]]] = MappingProxyType(
    {
        "report.file": (("compose", "commandBox"), installing.SHORTCUT),
        "report.message": (("message",), installing.MESSAGE_SHORTCUT),
    }
)
"""Every message-extension command by its id: where it is offered, its name and what it does."""

SELDOM = frozenset({"case"})
"""Left out of the menu, which has room for twelve: every case is a press away from `cases`."""
NAMES_SOMEBODY = frozenset({"check", "word", "request", "case"})
"""Not offered where others read: what is typed behind them is a customer's name or number."""

_LISTS: Mapping[tuple[str, ...], frozenset[str]] = MappingProxyType(
    {("personal",): SELDOM, ("team", "groupChat"): NAMES_SOMEBODY}
)
"""Where a menu is offered, and what it leaves out there."""
_LONG_AGO = (2026, 1, 1, 0, 0, 0)
"""The files' date, so that the same app is the same package."""


@dataclass(frozen=True)
class About:
    """What the package says of this installation: the bot's id and address, our version, the service's pages."""

    app_id: str
    public_url: str
    version: str
    links: Links


def package(about: About, *, slash: bool = False) -> bytes:
    """The .zip to upload: the manifest and the icons. `slash`: offer the commands behind a slash too."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, content in (
            ("manifest.json", json.dumps(manifest(about, slash=slash), indent=2).encode()),
            ("color.png", icons.colour_icon()),
            ("outline.png", icons.outline_icon()),
        ):
            packed.writestr(ZipInfo(name, _LONG_AGO), content, ZIP_DEFLATED)
    return file.getvalue()


def manifest(about: About, *, slash: bool = False) -> dict[str, Any]:
    """The manifest itself."""
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": about.version,
        "id": about.app_id,
        "developer": _developer(about),
        "name": {"short": installing.APP_NAME, "full": installing.APP_NAME},
        "description": {"short": installing.APP_IN_SHORT, "full": installing.APP_AT_LENGTH},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": icons.COLOUR,
        "bots": [_bot(about.app_id, slash=slash)],
        "composeExtensions": [_extension(about.app_id, slash=slash)],
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "permissions": ["identity", "messageTeamMembers"],
        "supportsChannelFeatures": "tier1",  # private channels too: managers may want one
        "validDomains": [],
    }


def _developer(about: About) -> dict[str, str]:
    own = about.public_url
    return {
        "name": installing.APP_NAME,
        "websiteUrl": about.links.what_to_expect or own,
        "privacyUrl": about.links.policy or own,
        "termsOfUseUrl": about.links.policy or own,
    }


def _bot(app_id: str, *, slash: bool) -> dict[str, Any]:
    return {
        "botId": app_id,
        "scopes": ["personal", "team", "groupChat"],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [_commands(scopes, without, slash=slash) for scopes, without in _LISTS.items()],
        **({"supportsTargetedMessages": True} if slash else {}),
    }


def _commands(scopes: Iterable[str], without: frozenset[str], *, slash: bool) -> dict[str, Any]:
    listed = [(word, does) for word, (_usage, does) in replies.COMMANDS.items() if word not in without]
    return {
        **({"triggers": ["mention", "slash"]} if slash else {}),
        "scopes": list(scopes),
        "commands": [{"title": f"{NAME} {word}".strip(), "description": does} for word, does in listed],
    }


def _extension(app_id: str, *, slash: bool) -> dict[str, Any]:
    return {"botId": app_id, "commands": [_command(action, slash=slash) for action in EXTENSIONS]}


def _command(action: str, *, slash: bool) -> dict[str, Any]:
    contexts, (name, does) = EXTENSIONS[action]
    return {
        "id": action,
        "type": "action",
        "title": name,
        "description": does,
        "context": list(contexts),
        "fetchTask": True,
        **({"triggers": ["slash"]} if slash and "message" not in contexts else {}),
    }
