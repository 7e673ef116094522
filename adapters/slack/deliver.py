"""Calls Slack's Web API: shows the outbox's messages, and answers where somebody acted."""

import json
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.deliverer import Refused, TryLater, Unsure
from adapters.slack import ids, render, text
from adapters.slack.ids import PLATFORM
from adapters.slack.web_api import (
    METHODS,
    OPENING,
    OURS,
    UNSAID_RETRY,
    Answer,
    Api,
    Identity,
    Keep,
    SlackSaid,
    trouble,
    unkept,
)
from bot.cards import Card
from bot.chat import Place, PlaceKind

LONGEST_CALL = 20
"""Seconds until a call counts as unanswered."""

log = logging.getLogger(__name__)


class _Shortened(logging.Filter):
    """Keeps an error's first words only: Slack's libraries go on with addresses, payloads and tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = re.split("[:(]", record.getMessage(), maxsplit=1)[0].strip(), ()
        record.exc_info = record.exc_text = None
        return True


QUIET = logging.getLogger("adapters.slack.sdk")
"""What Slack's libraries log: at DEBUG they write out whole requests, so this never goes below ERROR."""
QUIET.setLevel(logging.ERROR)
QUIET.addFilter(_Shortened())

NO_FILE = frozenset({"file_deleted", "file_not_found"})
"""What Slack says of a file that is there no more."""
_PAGE = 200
_PAGES = 5
_TOO_MANY = 429
_SERVER = 500


class SlackApi:
    """Slack's Web API for one workspace; `base_url` with or without a slash at its end."""

    def __init__(self, token: str, base_url: str = AsyncWebClient.BASE_URL) -> None:
        self.client = AsyncWebClient(
            token=token, base_url=base_url, timeout=LONGEST_CALL, retry_handlers=[], logger=QUIET
        )
        self._identity: Identity | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Keep connections to Slack open meanwhile: else each call would begin with a handshake of its own."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=LONGEST_CALL)) as session:
            self.client.session = session
            try:
                yield
            finally:
                self.client.session = None

    async def call(self, method: str, **arguments: object) -> Answer:
        """Slack's answer; see `web_api.Api`."""
        answer, _headers = await self._ask(method, arguments)
        return answer

    async def identity(self) -> Identity:
        """Who we are; asked once."""
        if self._identity is None:
            self._identity, _headers = await self.asked_anew()
        return self._identity

    async def asked_anew(self) -> tuple[Identity, Mapping[str, str]]:
        """Who we are now, and the headers of Slack's answer."""
        answer, headers = await self._ask("auth.test", {})
        scopes = frozenset(part.strip() for part in headers.get("x-oauth-scopes", "").split(",") if part)
        identity = Identity(answer["team_id"], answer["user_id"], answer.get("bot_id", ""), scopes)
        return identity, headers

    async def respond(self, url: str, payload: Mapping[str, Any]) -> None:
        """Answer through a response URL; raises as `call` does."""
        client = AsyncWebhookClient(
            url, timeout=LONGEST_CALL, session=self.client.session, retry_handlers=[], logger=QUIET
        )
        try:
            answer = await client.send_dict(dict(payload))
        except (TimeoutError, aiohttp.ClientError) as error:
            raise Unsure(type(error).__name__) from None
        if answer.status_code == _TOO_MANY:
            raise TryLater(UNSAID_RETRY)
        if answer.status_code >= _SERVER:
            raise Unsure(f"http_{answer.status_code}")
        if answer.status_code != 200:  # noqa: PLR2004 - what Slack answers when all is well
            raise SlackSaid(f"response_url_{answer.status_code}")

    async def send_file(self, user_id: str, name: str, content: bytes, alt: str, keep: Keep = unkept) -> None:
        """A file into one person's direct messages; raises as `call` does, and as `keep`, which is told its id before."""
        conversation = await self.call("conversations.open", users=user_id)
        place = await self.call(
            "files.getUploadURLExternal", filename=name, length=len(content), alt_txt=text.cut(alt, "alt")
        )
        await keep(place["file_id"])
        await _upload(place["upload_url"], name, content)
        await self.call(
            "files.completeUploadExternal",
            files=[{"id": place["file_id"], "title": name}],
            channel_id=conversation["channel"]["id"],
        )

    async def _ask(self, method: str, arguments: Mapping[str, object]) -> tuple[Answer, Mapping[str, str]]:
        if method not in METHODS and method != OPENING:
            raise ValueError(method)
        data = {name: _form(value) for name, value in arguments.items() if value is not None}
        try:
            answer = await self.client.api_call(method, data=data)
        except SlackApiError as error:
            raise _meaning(error) from None
        except AttributeError:  # what slack_sdk makes of an answer that is no JSON, such as a proxy's page
            raise Unsure("no_json") from None
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            raise Unsure(type(error).__name__) from None
        content = answer.data if isinstance(answer.data, dict) else {}
        return content, {name.lower(): _first(value) for name, value in answer.headers.items()}


def _form(value: object) -> str:
    """An argument as a form carries it: nested ones as JSON, which also keeps halves of characters whole."""
    if isinstance(value, str):
        return value
    return json.dumps(value)


def _first(value: object) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value)


def _meaning(error: SlackApiError) -> Exception:
    """What an error means, without its text: that may quote what was sent."""
    answer = error.response
    status = getattr(answer, "status_code", 0)
    said = answer.get("error", "") if isinstance(getattr(answer, "data", None), dict) else ""
    if status == _TOO_MANY or said == "ratelimited":
        headers = {str(name).lower(): _first(value) for name, value in answer.headers.items()}
        return trouble("ratelimited", _seconds(headers.get("retry-after", "")))
    if status >= _SERVER or not said:
        return Unsure(f"http_{status}")
    if said in OURS:
        log.error("Slack refuses the app itself: %s", said)
    return trouble(said)


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() else None


async def _upload(url: str, name: str, content: bytes) -> None:
    form = aiohttp.FormData()
    form.add_field("filename", content, filename=name)
    timeout = aiohttp.ClientTimeout(total=LONGEST_CALL)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.post(url, data=form) as answer:
            if answer.status != 200:  # noqa: PLR2004 - what Slack answers when all is well
                raise Unsure(f"http_{answer.status}")
    except (TimeoutError, aiohttp.ClientError) as error:
        raise Unsure(type(error).__name__) from None


class SlackDeliverer:
    """Slack's half of the delivery loop. A message's id is its conversation and its time, `D024BE7LR/1700000000.000100`."""

    platform = PLATFORM

    def __init__(self, api: Api) -> None:
        self._api = api
        self._conversations: dict[Place, str] = {}

    async def post(self, place: Place, key: str, card: Card) -> str:
        """Show a new message, marked with its key."""
        channel = await self._conversation(place)
        answer = await self._api.call(
            "chat.postMessage",
            channel=channel,
            unfurl_links=False,
            unfurl_media=False,
            metadata=_mark(key),
            **render.message(card, key),
        )
        return f"{answer['channel']}/{answer['ts']}"

    async def edit(self, place: Place, remote_id: str, key: str, card: Card) -> None:  # noqa: ARG002 - Slack's id says where
        """Let the message show this card; `Gone` if people deleted it."""
        channel, _, ts = remote_id.partition("/")
        await self._api.call(
            "chat.update", channel=channel, ts=ts, metadata=_mark(key), **render.message(card, key)
        )

    async def remove(self, remote_id: str) -> None:
        """Delete a file of ours; somebody may have done so before."""
        try:
            await self._api.call("files.delete", file=remote_id)
        except Refused as refused:
            if refused.trouble not in NO_FILE:
                raise

    async def find(self, place: Place, key: str) -> str | None:
        """Our message with this key among the conversation's latest thousand."""
        channel, us = await self._conversation(place), await self._api.identity()
        cursor: str | None = None
        for _page in range(_PAGES):
            answer = await self._api.call(
                "conversations.history",
                channel=channel,
                include_all_metadata=True,
                limit=_PAGE,
                cursor=cursor,
            )
            for message in answer["messages"]:
                if message.get("user") == us.user_id and _key_of(message) == key:
                    return f"{channel}/{message['ts']}"
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
        return None

    async def _conversation(self, place: Place) -> str:
        """The id of the conversation: a channel's own, or that of the direct or group message with these people."""
        if place.kind is PlaceKind.CHANNEL:
            return place.target
        if place not in self._conversations:
            answer = await self._api.call("conversations.open", users=place.target)
            self._conversations[place] = answer["channel"]["id"]
        return self._conversations[place]


def _mark(key: str) -> dict[str, object]:
    return {"event_type": ids.POST, "event_payload": {"key": key}}


def _key_of(message: Mapping[str, Any]) -> str | None:
    mark = message.get("metadata") or {}
    key = (mark.get("event_payload") or {}).get("key") if mark.get("event_type") == ids.POST else None
    return key if isinstance(key, str) else None
