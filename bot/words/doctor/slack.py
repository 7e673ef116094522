"""What the doctor says about Slack."""

from collections.abc import Iterable

from bot.words.doctor import Named, Said
from bot.words.times import count

SOCKET_FINE = Said("Slack opens a connection")
SCOPES_FINE = Said("everything that Evenhand needs")
SCOPES_UNKNOWN = Said(
    "Slack did not say what the bot may do", "if something is refused, compare with `evenhand manifest slack`"
)
_INSTALL_AGAIN = "install the app again (OAuth & Permissions) and put the new token into SLACK_BOT_TOKEN"
_NEW_MANIFEST = (
    "paste what `evenhand manifest slack` prints into the app's manifest at api.slack.com/apps, "
    "then install the app again"
)
_TODO = {
    "account_inactive": "somebody removed the app or its bot: " + _INSTALL_AGAIN,
    "invalid_auth": "SLACK_BOT_TOKEN is not a token of this workspace: " + _INSTALL_AGAIN,
    "missing_scope": _NEW_MANIFEST,
    "not_allowed_token_type": "SLACK_BOT_TOKEN holds another kind of token: copy the one that begins with xoxb-",
    "not_authed": "SLACK_BOT_TOKEN is empty: " + _INSTALL_AGAIN,
    "token_expired": "switch token rotation off in the app, then " + _INSTALL_AGAIN,
    "token_revoked": "the token was taken back: " + _INSTALL_AGAIN,
    "rate_limited": "wait a few minutes and run `evenhand doctor` again",
    "channel_not_found": (
        "check the id in EVENHAND_MANAGERS_CHANNEL; if the channel is private, type /invite @Evenhand in it"
    ),
    "not_in_channel": "type /invite @Evenhand in that channel",
    "no_such_subteam": "check the id of the user group (it begins with S) in EVENHAND_MANAGERS and EVENHAND_WORKERS",
    "plan_upgrade_required": "this Slack plan has no user groups: name e-mail addresses instead",
}
_UNKNOWN = "run `evenhand doctor` again; if it stays, search for that word at docs.slack.dev"
_APP_TODO = {
    "invalid_auth": "make a new app-level token with connections:write and put it into SLACK_APP_TOKEN",
    "not_allowed_token_type": "SLACK_APP_TOKEN must begin with xapp-: make one under Basic Information",
    "missing_scope": "the app-level token needs connections:write: make a new one under Basic Information",
    "socket_mode_not_enabled": "switch Socket Mode on: " + _NEW_MANIFEST,
}
_APP_TODO["token_revoked"] = _APP_TODO["not_authed"] = _APP_TODO["invalid_auth"]
_UNREACHED = "check this computer's network and SLACK_API_URL; if Slack itself is down, messages wait and nothing is lost"


def slack_fine(team: str) -> Said:
    """The token works."""
    return Said(f"the token works in workspace {team}")


def slack_refused(trouble: str, about: str = "") -> Said:
    """Slack answered with an error; `trouble` is Slack's own word, `about` the id that was asked for."""
    return Said(f"{about}: Slack said {trouble}".removeprefix(": "), _TODO.get(trouble, _UNKNOWN))


def slack_unreached(trouble: str) -> Said:
    """Slack gave no answer."""
    return Said(f"Slack can't be reached ({trouble})", _UNREACHED)


def socket_refused(trouble: str) -> Said:
    """Slack opens no connection."""
    return Said(f"Slack said {trouble}", _APP_TODO.get(trouble, _APP_TODO["invalid_auth"]))


def scopes_missing(names: Iterable[str]) -> Said:
    """What the bot should be allowed and is not."""
    return Said(f"missing: {', '.join(names)}", _NEW_MANIFEST)


def person_found(whom: str) -> Said:
    """The account is there."""
    return Said(f"{whom} is a member of the workspace")


def person_unknown(address: str, named: Named) -> Said:
    """Nobody in Slack has this address."""
    return Said(
        f"{address} is not known in Slack: they {named.cant} there",
        f"check the address in {named.setting} against their Slack profile",
    )


def person_unconfirmed(whom: str, named: Named) -> Said:
    """An account that gets no role."""
    return Said(
        f"{whom} is a guest, deactivated, from another workspace, or has not confirmed their address: "
        f"they {named.cant}",
        "make them a full member of this workspace, or name somebody else",
    )


def group_found(group: str, number: int, named: Named) -> Said:
    """A user group has members who get the role."""
    return Said(f"{group} has {count(number, 'member')} who {named.may}")


def group_empty(group: str, named: Named) -> Said:
    """A user group without anybody who gets the role."""
    return Said(f"{group} has no member who {named.may}", "add full members to the user group in Slack")


def channel_joined(channel: str) -> Said:
    """Evenhand is in the channel."""
    return Said(f"Evenhand is in {channel}")


def channel_not_joined(channel: str) -> Said:
    """Evenhand is not in the channel."""
    return Said(f"Evenhand is not in {channel}: nothing can be shown there", "type /invite @Evenhand in it")


def channel_archived(channel: str) -> Said:
    """The channel is archived."""
    return Said(f"{channel} is archived", "unarchive it, or name another in EVENHAND_MANAGERS_CHANNEL")


def channel_shared(channel: str) -> Said:
    """People of another organisation read the channel."""
    return Said(
        f"{channel} is shared with another organisation, whose people read what managers read",
        "use a channel of your own workspace only",
    )


def channel_to_be_shared(channel: str) -> Said:
    """Another organisation was invited into the channel."""
    return Said(
        f"another organisation is invited to {channel}, and its people would read what managers read",
        "take the invitation back in the channel's settings, or use another channel",
    )


def channel_public(channel: str) -> Said:
    """Everybody in the workspace can read the channel."""
    return Said(
        f"{channel} is public: everybody in the workspace can read what managers read",
        "make the channel private in its settings, then type /invite @Evenhand in it if Evenhand is not in it any more",
    )
