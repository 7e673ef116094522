"""The Bot Connector's door, as Teams serves it: who may call, what was planned to go wrong, and the answer.

What a method is called in `faults`: post, update, delete, create, members, member, channels, upload; the same with the
conversation's id behind it ("post 19:managers@thread.tacv2") for one place alone.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aiohttp import web

from tests.slack.faults import Faults
from tests.teams import members
from tests.teams.answers import Refused, planned, refused
from tests.teams.cards import Wrong
from tests.teams.conversations import CHANNEL, Conversation, Conversations, Message
from tests.teams.issuer import Issuer
from tests.teams.uploads import Uploads
from tests.teams.valid import LARGEST, assert_message, size

Payload = dict[str, Any]
Act = Callable[[Payload, Mapping[str, str]], web.Response]
PAGE = 50


class Parts(Protocol):
    """What the door needs of the tenant."""

    issuer: Issuer
    conversations: Conversations
    faults: Faults
    uploads: Uploads
    region: str
    anonymous: bool
    heard: dict[str, float]

    def sent(self, label: str, payload: Payload) -> None: ...

    def complain(self, what: str) -> None: ...


class Door:
    """Every address of the connector."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._places = parts.conversations
        self._released = asyncio.Event()

    async def release(self) -> None:
        """End every connection that is kept silent, from now on at once."""
        self._released.set()

    def application(self) -> web.Application:
        app = web.Application(client_max_size=4 * 1_048_576)
        place = "/{region}/v3/conversations/{place}"
        for verb, path, method, act in (
            ("POST", "/{region}/v3/conversations", "create", self._create),
            ("POST", f"{place}/activities", "post", self._post),
            ("POST", f"{place}/activities/{{activity}}", "post", self._post),
            ("PUT", f"{place}/activities/{{activity}}", "update", self._update),
            ("DELETE", f"{place}/activities/{{activity}}", "delete", self._delete),
            ("GET", f"{place}/members", "members", self._members),
            ("GET", f"{place}/pagedmembers", "members", self._page),
            ("GET", f"{place}/members/{{member}}", "member", self._member),
            ("GET", "/{region}/v3/teams/{team}/conversations", "channels", self._channels),
        ):
            app.router.add_route(verb, path, self._route(method, act))
        app.router.add_put("/upload/{number}", self._upload)
        app.router.add_route("*", "/{tail:.*}", self._unknown)
        return app

    def _route(self, method: str, act: Act) -> Callable[[web.Request], Any]:
        async def handle(request: web.Request) -> web.StreamResponse:
            raw = await request.read()
            asked = {**request.query, **request.match_info}
            kinds = tuple(each for each in (f"{method} {asked.get('place', '')}".strip(), method))

            def answer() -> web.Response:
                try:
                    return act(_read(raw, method), {**asked, "token": self._admit(request)})
                except Refused as error:
                    return error.answer()

            return await planned(
                self._parts.faults,
                request,
                kinds[:1] if kinds[0] == method else kinds,
                answer,
                self._released,
            )

        return handle

    def _admit(self, request: web.Request) -> str:
        """The name of the bot's token. Raises Refused for whoever is not the bot, or calls at an address that is no more."""
        parts, header = self._parts, request.headers.get("Authorization", "")
        if request.match_info["region"] != parts.region:
            raise Refused(404, "NotFound", "The service is elsewhere.")
        if parts.anonymous:
            if header:
                parts.complain("a token where there is none to show")
            return ""
        claims = parts.issuer.check(header)
        if claims["appid"] != members.APP_ID:
            raise refused("BotNotRegistered")
        if claims["tid"] != members.TENANT:
            raise Refused(403, "Forbidden", "The bot is not of this tenant.")
        token = str(claims.get("jti", ""))
        parts.heard[token] = time.monotonic()
        return token

    def _create(self, given: Payload, _asked: Mapping[str, str]) -> web.Response:
        self._parts.sent("create", given)
        data = given.get("channelData") or {}
        if self._bot(given) is False or (given.get("isGroup") and "channel" not in data):
            raise refused("Bad Argument", "Bad format of conversation")
        if "channel" in data:
            return self._new_thread(given, data["channel"]["id"])
        if _tenant(given, data) != members.TENANT:
            raise refused("Bad Argument", "Invalid tenant")
        people = given.get("members") or []
        if len(people) != 1:
            raise refused("Bad Argument", "Incorrect conversation creation parameters")
        person = self._places.person(people[0].get("id", ""))
        if person.id in self._places.without:
            raise refused("ForbiddenOperationException")
        return web.json_response({"id": self._places.personal(person).id}, status=201)

    def _new_thread(self, given: Payload, channel: str) -> web.Response:
        place, _thread = self._places.writable(channel)
        if not given.get("activity"):
            raise refused("Bad Argument", "Incorrect conversation creation parameters")
        message = self._say(place, "", given["activity"])
        told = {"id": f"{place.id};messageid={message.id}", "activityId": message.id}
        return web.json_response(told, status=201)

    def _bot(self, given: Payload) -> bool | None:
        named = (given.get("bot") or {}).get("id")
        return None if named is None else named in {members.BOT, members.APP_ID}

    def _post(self, given: Payload, asked: Mapping[str, str]) -> web.Response:
        place, thread = self._places.writable(asked["place"])
        if place.kind == CHANNEL and not thread and (answered := asked.get("activity", "")):
            thread = place.said(answered).thread or answered
        return web.json_response({"id": self._say(place, thread, given, asked["token"]).id}, status=201)

    def _update(self, given: Payload, asked: Mapping[str, str]) -> web.Response:
        place, _thread = self._places.writable(asked["place"])
        message = place.said(asked["activity"])
        if message.sender != members.BOT:
            raise refused("NotEnoughPermissions")
        self._examine(place, "update", given)
        message.edits.append(message.activity)
        message.activity = given
        message.redrawn.clear()
        return web.json_response({"id": message.id})

    def _delete(self, _given: Payload, asked: Mapping[str, str]) -> web.Response:
        place, _thread = self._places.writable(asked["place"])
        message = place.said(asked["activity"])
        if message.sender != members.BOT:
            raise refused("NotEnoughPermissions")
        self._parts.sent(f"delete {place.id}", {"id": message.id})
        message.deleted = True
        return web.Response(status=200)

    def _say(self, place: Conversation, thread: str, given: Payload, token: str = "") -> Message:
        self._examine(place, "post", given)
        message = Message(self._places.next_id(), members.BOT, given, thread, token)
        if given.get("type") != "typing":
            place.messages[message.id] = message
        return message

    def _examine(self, place: Conversation, method: str, given: Payload) -> None:
        """Remember what came; raises Refused where Teams would, and complains of what it would not show."""
        self._parts.sent(f"{method} {place.id}", given)
        sender = (given.get("from") or {}).get("id", members.BOT)
        if sender not in {members.BOT, members.APP_ID}:
            raise refused("Bad Argument", "Activity is not from the bot")
        if size(given) > LARGEST:
            self._parts.complain(f"{method}: a message of {size(given)} bytes")
            raise refused("MessageSizeTooBig")
        try:
            assert_message(given, place.kind)
        except (Wrong, KeyError, TypeError, AttributeError) as wrong:
            self._parts.complain(f"{method} {place.id}: {type(wrong).__name__}: {wrong}")
            raise refused("Bad Argument", str(wrong)) from None

    def _members(self, _given: Payload, asked: Mapping[str, str]) -> web.Response:
        place, _thread = self._places.get(asked["place"])
        return web.json_response([each.shape() for each in place.members])

    def _page(self, _given: Payload, asked: Mapping[str, str]) -> web.Response:
        place, _thread = self._places.get(asked["place"])
        at, most = int(asked.get("continuationToken") or 0), int(asked.get("pageSize") or PAGE)
        if not PAGE <= most <= 500:
            most = PAGE  # Teams gives fifty to who asks for fewer
        page = place.members[at : at + most]
        told: Payload = {"members": [each.shape() for each in page]}
        if at + most < len(place.members):
            told["continuationToken"] = str(at + most)
        return web.json_response(told)

    def _member(self, _given: Payload, asked: Mapping[str, str]) -> web.Response:
        place, _thread = self._places.get(asked["place"])
        return web.json_response(place.member(asked["member"]).shape())

    def _channels(self, _given: Payload, asked: Mapping[str, str]) -> web.Response:
        found = [
            each for each in self._places.by_id.values() if each.team == asked["team"] and each.installed
        ]
        if not found:
            raise refused("BotNotInConversationRoster")
        return web.json_response({"conversations": [{"id": each.id, "name": each.name} for each in found]})

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content, given = await request.read(), request.headers.get("Content-Range", "")

        def answer() -> web.Response:
            try:
                return self._parts.uploads.take(request.match_info["number"], content, given)
            except Refused as error:
                return error.answer()

        return await planned(self._parts.faults, request, "upload", answer, self._released)

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        self._parts.complain(f"unknown: {request.method} {request.path}")
        return Refused(404, "NotFound", "No such address.").answer()


def _tenant(given: Payload, data: Payload) -> str:
    """Teams doesn't mind how the key is spelled, and the SDK spells it `tenantID`."""
    named = next((value for key, value in given.items() if key.lower() == "tenantid"), "")
    return str(named or (data.get("tenant") or {}).get("id", ""))


def _read(raw: bytes, method: str) -> Payload:
    if method not in {"post", "update", "create"}:
        return {}
    try:
        given = json.loads(raw)
    except ValueError:
        raise refused("Bad Argument", "Not JSON") from None
    if not isinstance(given, dict):
        raise refused("Bad Argument", "No activity")
    return given
