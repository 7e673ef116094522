"""The methods that post, change and read messages, and those about conversations and people."""

from tests.slack import members, permissions
from tests.slack.conversations import Conversation, Message
from tests.slack.said import Arguments, Payload, Said
from tests.slack.state import State

PAGE = 100


class Messages:
    """chat.*, conversations.*, users.*, usergroups.*, auth.test."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.methods = {
            "auth.test": self.auth_test,
            "chat.postEphemeral": self.post_ephemeral,
            "chat.postMessage": self.post,
            "chat.update": self.update,
            "conversations.history": self.history,
            "conversations.info": self.info,
            "conversations.members": self.who,
            "conversations.open": self.open,
            "usergroups.users.list": self.group,
            "users.info": self.user,
            "users.lookupByEmail": self.by_email,
        }

    def auth_test(self, _asked: Arguments) -> Payload:
        return {
            "url": "https://service.slack.com/",
            "team": "The service",
            "user": "evenhand",
            "team_id": members.TEAM_ID,
            "user_id": members.BOT_USER,
            "bot_id": members.BOT_ID,
            "is_enterprise_install": False,
        }

    def post(self, asked: Arguments) -> Payload:
        place = self._state.conversations.writable(asked.text("channel"))
        shown = self._content(asked)
        ts = self._state.conversations.next_ts()
        message = Message(ts, members.BOT_USER, metadata=_metadata(asked), **shown)
        place.messages[ts] = message
        return {"channel": place.id, "ts": ts, "message": message.shape(with_metadata=True)}

    def update(self, asked: Arguments) -> Payload:
        place = self._state.conversations.writable(asked.text("channel"))
        message = place.said(asked.text("ts"))
        if message.user != members.BOT_USER:
            raise Said("cant_update_message")
        shown = self._content(asked)
        message.text, message.blocks, message.edited = shown["text"], shown["blocks"], True
        message.metadata = _metadata(asked) or message.metadata
        return {"channel": place.id, "ts": message.ts, "text": message.text}

    def post_ephemeral(self, asked: Arguments) -> Payload:
        place = self._state.conversations.writable(asked.text("channel"))
        user = asked.text("user")
        if user not in place.members:
            raise Said("user_not_in_channel")
        shown = self._content(asked)
        return {"message_ts": self._state.whisper(user, place.id, shown).ts}

    def history(self, asked: Arguments) -> Payload:
        place = self._conversation(asked, "history")
        if members.BOT_USER not in place.members:
            raise Said("not_in_channel")
        limit = asked.number("limit", PAGE)
        if not 1 <= limit <= 999:
            raise Said("invalid_limit")
        after = asked.text("cursor", otherwise="")
        newest_first = sorted(place.messages, reverse=True)
        if after and after not in place.messages:
            raise Said("invalid_cursor")
        left = [ts for ts in newest_first if not after or ts < after]
        page, more = left[:limit], len(left) > limit
        with_metadata = asked.flag("include_all_metadata")
        return {
            "messages": [place.messages[ts].shape(with_metadata=with_metadata) for ts in page],
            "has_more": more,
            "response_metadata": {"next_cursor": page[-1] if more else ""},
        }

    def info(self, asked: Arguments) -> Payload:
        return {"channel": self._conversation(asked, "read").shape()}

    def who(self, asked: Arguments) -> Payload:
        place = self._conversation(asked, "read")
        return {"members": sorted(place.members), "response_metadata": {"next_cursor": ""}}

    def open(self, asked: Arguments) -> Payload:
        users = [part for part in asked.text("users").split(",") if part]
        if len(users) > 1:
            permissions.demand("mpim:write", self._state.granted)
        place = self._state.conversations.opened(users)
        return {"no_op": False, "already_open": True, "channel": {"id": place.id}}

    def group(self, asked: Arguments) -> Payload:
        found = self._state.groups.get(asked.text("usergroup"))
        if found is None:
            raise Said("no_such_subteam")
        return {"users": list(found)}

    def user(self, asked: Arguments) -> Payload:
        found = self._state.people.get(asked.text("user"))
        if found is None:
            raise Said("user_not_found")
        return {"user": self._shape(found)}

    def by_email(self, asked: Arguments) -> Payload:
        wanted = asked.text("email").lower()
        found = [p for p in self._state.people.values() if p.email.lower() == wanted and not p.deleted]
        if not found or found[0].stranger:
            raise Said("users_not_found")
        return {"user": self._shape(found[0])}

    def _shape(self, member: members.Member) -> Payload:
        return member.shape(with_email="users:read.email" in self._state.granted)

    def _conversation(self, asked: Arguments, purpose: str) -> Conversation:
        place = self._state.conversations.get(asked.text("channel"))
        permissions.demand(f"{permissions.BY_KIND[place.kind]}:{purpose}", self._state.granted)
        return place

    def _content(self, asked: Arguments) -> Payload:
        """Text and blocks, checked as Slack checks them; raises Said."""
        text, blocks = asked.text("text", otherwise=""), asked.nested("blocks", "invalid_blocks_format")
        if not text and not blocks:
            raise Said("no_text")
        if len(text) > 40_000:
            raise Said("msg_too_long")
        shown: Payload = {"text": text, "blocks": blocks or []}
        self._state.examine(shown, "invalid_blocks")
        return shown | {"blocks": self._state.named(shown["blocks"])}


def _metadata(asked: Arguments) -> Payload | None:
    """What goes along unseen; a type with a period in it is dropped without a word."""
    given = asked.nested("metadata", "invalid_metadata_format")
    if given is None:
        return None
    kind, payload = given.get("event_type"), given.get("event_payload")
    if not isinstance(kind, str) or not isinstance(payload, dict):
        raise Said("invalid_metadata_format")
    return None if "." in kind else {"event_type": kind, "event_payload": payload}
