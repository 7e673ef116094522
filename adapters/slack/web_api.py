"""What we ask of Slack's Web API: every method with its scopes, and what its errors mean for us."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

from adapters.deliverer import Gone, Refused, Trouble, TryLater, Unsure

Answer = Mapping[str, Any]
Keep = Callable[[str], Awaitable[None]]
"""Told the id of a file of ours, to delete it by one day."""


async def unkept(_remote_id: str) -> None:
    """Nobody needs to find the file again."""


@dataclass(frozen=True)
class Identity:
    """Who we are in the workspace, and what we were allowed when the app was installed."""

    team_id: str
    user_id: str
    bot_id: str
    scopes: frozenset[str]


class Api(Protocol):
    """Slack's Web API."""

    async def call(self, method: str, **arguments: object) -> Answer:
        """Slack's answer; None among the arguments is left out.

        Raises:
            TryLater, Unsure, Refused, Gone: as the delivery loop understands them.
            SlackSaid: any other error, such as an expired trigger.
        """
        ...

    async def identity(self) -> Identity:
        """Who we are; asked once. Raises as `call` does."""
        ...

    async def respond(self, url: str, payload: Answer) -> None:
        """Answer through the URL that came with what somebody did. Raises as `call` does."""
        ...

    async def send_file(self, user_id: str, name: str, content: bytes, alt: str, keep: Keep = unkept) -> None:
        """Put a file into one person's direct messages; `keep` is told its id before. Raises as `call` does, and `keep`."""
        ...


class SlackSaid(Trouble):
    """Slack's answer was an error that says something about this very call."""


METHODS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "auth.test": (),
        "chat.postMessage": ("chat:write",),
        "chat.update": ("chat:write",),
        "conversations.history": ("channels:history", "groups:history", "im:history", "mpim:history"),
        "conversations.info": ("channels:read", "groups:read"),
        "conversations.open": ("im:write", "mpim:write"),
        "files.completeUploadExternal": ("files:write",),
        "files.delete": ("files:write",),
        "files.getUploadURLExternal": ("files:write",),
        "usergroups.users.list": ("usergroups:read",),
        "users.info": ("users:read", "users:read.email"),
        "users.lookupByEmail": ("users:read.email",),
        "views.open": (),
        "views.publish": (),
        "views.push": (),
        "views.update": (),
    }
)
"""Every method that we call, and the scopes it needs."""

OPENING = "apps.connections.open"
"""Opens Socket Mode; needs the app-level token with `connections:write`, not the bot's."""

ASK_AGAIN = 300.0
"""Seconds until a message is tried again that only the whole app's trouble holds up."""

UNSAID_RETRY = 30.0
"""Seconds to wait where Slack asks for time and doesn't say how much."""

_BUSY = frozenset({"ratelimited", "rate_limited"})
_FAILED = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)
OURS = frozenset(
    {
        "access_denied",
        "account_inactive",
        "app_missing_action_url",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""The app's own trouble: nothing about the message is wrong, it waits until the app is mended."""
_GONE = frozenset({"cant_update_message", "edit_window_closed", "message_not_found"})
_ABOUT_THE_CALL = frozenset(
    {
        "duplicate_external_id",
        "exchanged_trigger_id",
        "expired_trigger_id",
        "hash_conflict",
        "invalid_trigger",
        "invalid_trigger_id",
        "not_enabled",
        "not_found",
        "push_limit_reached",
        "trigger_exchanged",
        "trigger_expired",
        "users_not_found",
        "view_not_found",
        "view_too_large",
    }
)
"""Answers to a dialog's calls and to questions: whoever called knows what to do."""

VIEW_GONE = frozenset({"not_found", "view_not_found"})
"""The dialog was closed."""


def trouble(error: str, retry_after: float | None = None) -> Exception:
    """What an error of Slack's means; `retry_after` in seconds where Slack said so.

    What nobody knows is refused: the message is kept, shown as parked, and somebody looks at it.
    """
    if error in _BUSY:
        return TryLater(retry_after or UNSAID_RETRY)
    if error in OURS:
        return TryLater(retry_after or ASK_AGAIN, error)
    if error in _FAILED:
        return Unsure(error)
    if error in _GONE:
        return Gone(error)
    if error in _ABOUT_THE_CALL:
        return SlackSaid(error)
    return Refused(error)


def refuses_us(error: Exception) -> bool:
    """Whether Slack refuses the app as a whole, until somebody mends that."""
    return isinstance(error, TryLater) and error.trouble in OURS
