"""Which scope each method of the Web API needs, as Slack's own reference has it; not the app's table."""

from tests.slack.said import Said

BY_KIND = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
"""What the scopes of conversations are called, by the kind of conversation."""

NEEDED: dict[str, str] = {
    "auth.test": "",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "?:history",
    "conversations.info": "?:read",
    "conversations.members": "?:read",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "files.getUploadURLExternal": "files:write",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.lookupByEmail": "users:read.email",
    "views.open": "",
    "views.publish": "",
    "views.push": "",
    "views.update": "",
}
"""`?` stands for the kind of conversation that is asked about."""

TAKES_NO_JSON = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.members",
        "files.getUploadURLExternal",
        "usergroups.users.list",
        "users.info",
        "users.lookupByEmail",
    }
)
"""Methods that only read a form: what comes as JSON is as good as not sent."""

EVERY_SCOPE = frozenset(
    {
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "usergroups:read",
        "users:read",
        "users:read.email",
    }
)


def demand(scope: str, granted: frozenset[str]) -> None:
    """Raises Said where the scope was not granted."""
    if scope and scope not in granted:
        raise Said("missing_scope", needed=scope, provided=",".join(sorted(granted)))
