"""The Slack app, told to Slack: everything in it follows from what the code can do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from adapters.slack.web_api import METHODS
from bot import tables
from bot.words import installing, replies

EVENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "app_home_opened": (),
        "member_joined_channel": ("channels:read", "groups:read"),
        "message.im": ("im:history",),
        "subteam_members_changed": ("usergroups:read",),
        "subteam_updated": ("usergroups:read",),
        "user_change": ("users:read",),
    }
)
"""Every event that we listen to, and the scopes it needs."""

SHORTCUTS: Mapping[str, tuple[str, tuple[str, str]]] = MappingProxyType(
    {
        "report.file": ("global", installing.SHORTCUT),
        "report.message": ("message", installing.MESSAGE_SHORTCUT),
    }
)
"""Every shortcut by its callback: its kind, its name and what it does."""

PATH = "/slack/events"
COLOUR = "#1f4e5f"


def scopes() -> frozenset[str]:
    """What the bot must be allowed."""
    needed = (*METHODS.values(), *EVENTS.values(), ("commands",))
    return frozenset(scope for each in needed for scope in each)


def manifest(*, public_url: str = "") -> dict[str, Any]:
    """The manifest to paste where Slack makes apps; without a public address it asks for Socket Mode."""
    url = {"url": f"{public_url.rstrip('/')}{PATH}"} if public_url else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": installing.APP_NAME,
            "description": installing.APP,
            "long_description": installing.APP_AT_LENGTH,
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": installing.APP_NAME, "always_online": True},
            "shortcuts": [_shortcut(action) for action in SHORTCUTS],
            "slash_commands": [_command(name, url) for name in sorted(tables.NAMES, reverse=True)],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes())}},
        "settings": _settings(url),
    }


def _settings(url: Mapping[str, str]) -> dict[str, Any]:
    request = {f"request_{name}": address for name, address in url.items()}
    options = {f"message_menu_options_{name}": address for name, address in url.items()}
    return {
        "event_subscriptions": {**request, "bot_events": sorted(EVENTS)},
        "interactivity": {"is_enabled": True, **request, **options},
        "org_deploy_enabled": False,
        "socket_mode_enabled": not url,
        "token_rotation_enabled": False,
    }


def _command(name: str, url: Mapping[str, str]) -> dict[str, Any]:
    _usage, does = replies.COMMANDS[""]
    return {
        "command": f"/{name}",
        **url,
        "description": does,
        "usage_hint": installing.usage_hint(word for word in replies.COMMANDS if word),
        "should_escape": False,
    }


def _shortcut(action: str) -> dict[str, str]:
    kind, (name, does) = SHORTCUTS[action]
    return {"name": name, "type": kind, "callback_id": action, "description": does}
