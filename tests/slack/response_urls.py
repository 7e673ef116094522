"""Response URLs: five answers within half an hour to one command or press."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from tests.slack import members
from tests.slack.conversations import Message
from tests.slack.said import Payload, Said
from tests.slack.state import State

USES = 5
LASTS = 30 * 60.0


@dataclass
class _Url:
    user: str
    channel: str
    source: str
    until: float
    left: int = USES


class ResponseUrls:
    """Hands them out and does what is posted to them; `address` makes a whole address of a number."""

    def __init__(self, state: State, address: Callable[[str], str]) -> None:
        self._state = state
        self._address = address
        self._numbers = count(1)
        self._urls: dict[str, _Url] = {}

    def give(self, user: str, channel: str, source: str = "") -> str:
        """An address for an answer to this person there; `source` is the message that was pressed on."""
        number = str(next(self._numbers))
        self._urls[number] = _Url(user, channel, source, self._state.hands() + LASTS)
        return self._address(number)

    def answer(self, number: str, given: Payload) -> None:
        """What the app posted; raises Said."""
        url = self._urls.get(number)
        if url is None:
            raise Said("no_such_url")
        if self._state.hands() > url.until:
            raise Said("expired_url")
        if not url.left:
            raise Said("used_url")
        url.left -= 1
        self._state.sent(f"response_url {url.user}", given)
        if given.get("delete_original"):
            self._delete(url)
        else:
            self._show(url, given)

    def _show(self, url: _Url, given: Payload) -> None:
        shown: Payload = {"text": given.get("text") or "", "blocks": given.get("blocks") or []}
        if not shown["text"] and not shown["blocks"]:
            raise Said("no_text")
        self._state.examine(shown, "invalid_blocks")
        if given.get("replace_original") and url.source:
            self._replace(url, shown | {"blocks": self._state.named(shown["blocks"])})
        elif given.get("response_type") == "in_channel":
            self._say(url, shown)
        else:
            self._state.whisper(url.user, url.channel, shown)

    def _replace(self, url: _Url, shown: Payload) -> None:
        whispered = self._state.ephemerals.get(url.source)
        if whispered is not None:
            whispered.text, whispered.blocks = shown["text"], shown["blocks"]
            self._state.show(url.user, "ephemeral", whispered.ts)
            return
        message = self._state.conversations.by_id[url.channel].said(url.source)
        message.text, message.blocks, message.edited = shown["text"], shown["blocks"], True

    def _delete(self, url: _Url) -> None:
        whispered = self._state.ephemerals.get(url.source)
        if whispered is not None:
            whispered.deleted = True
        else:
            self._state.conversations.by_id[url.channel].messages.pop(url.source, None)

    def _say(self, url: _Url, shown: Payload) -> None:
        ts = self._state.conversations.next_ts()
        place = self._state.conversations.by_id[url.channel]
        blocks = self._state.named(shown["blocks"])
        place.messages[ts] = Message(ts, members.BOT_USER, shown["text"], blocks)
