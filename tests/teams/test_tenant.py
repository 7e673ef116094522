"""The local Teams is as strict as Teams: tokens, tenant, membership, sizes, who wrote what, planned trouble."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from botbuilder.schema import Activity, ConversationParameters
from botbuilder.schema.teams import TeamsPagedMembersResult
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import AppCredentials

from tests.slack.faults import Broken, Dropped, Late, Limited, Says, Silent
from tests.teams import members
from tests.teams.conversations import MANAGERS, OTHER, TEAM
from tests.teams.drawn import TEXT, card, message
from tests.teams.members import Member, of
from tests.teams.signing import bot_token, now
from tests.teams.tenant import Tenant, tenant

AMIRA, GRACE, STEPH = of("amira"), of("grace"), of("steph")
Payload = dict[str, Any]


@pytest.fixture
def teams() -> Iterator[Tenant]:
    with tenant() as opened:
        yield opened


def token(**changed: object) -> str:
    """What the bot shows, as the login issues it."""
    claims = {"aud": "https://api.botframework.com", "tid": members.TENANT, "appid": members.APP_ID}
    return bot_token(claims | {"exp": now() + 60} | changed)


class Bot:
    """A bot that calls the connector; `status` and `told` are the last answer's."""

    def __init__(self, teams: Tenant, session: aiohttp.ClientSession) -> None:
        self._teams = teams
        self._session = session
        self.token = token()
        self.status = 0
        self.headers: Payload = {}
        self.told: Any = None

    async def call(self, verb: str, path: str, body: Payload | None = None) -> Any:  # noqa: ANN401 - JSON
        url = f"{self._teams.service_url}v3/{path}"
        given = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with self._session.request(verb, url, json=body, headers=given) as answer:
            self.status, self.headers = answer.status, dict(answer.headers)
            self.told = await answer.json() if answer.content_type == "application/json" else None
        return self.told

    @property
    def code(self) -> str:
        """The error, or nothing."""
        return str((self.told or {}).get("error", {}).get("code", ""))

    async def post(self, place: str, said: Payload | None = None) -> str:
        await self.call("POST", f"conversations/{quote(place)}/activities", said or message())
        return str((self.told or {}).get("id", ""))

    async def begins(self, who: Member, **changed: object) -> str:
        asked = {"bot": {"id": members.BOT}, "members": [{"id": who.id}], "tenantId": members.TENANT}
        await self.call("POST", "conversations", asked | changed)
        return str((self.told or {}).get("id", ""))


@pytest.fixture
async def bot(teams: Tenant) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(teams, session)


async def until(happened: Callable[[], bool]) -> None:
    """Wait for what happens in the tenant's own thread."""
    pause = asyncio.Event()
    while not happened():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(pause.wait(), 0.005)


def managers(teams: Tenant) -> list[str]:
    return [each.read_by(GRACE) for each in teams.from_bot(teams.place(MANAGERS))]


async def test_only_the_bots_own_token_counts(teams: Tenant, bot: Bot) -> None:
    for wrong in ("", "x", token(exp=now() - 600), token(aud="https://graph.example.org")):
        bot.token = wrong
        await bot.post(MANAGERS)
        assert bot.status == 401
    bot.token = token(appid="another")
    await bot.post(MANAGERS)
    assert (bot.status, bot.code) == (401, "BotNotRegistered")
    bot.token = token(tid=members.OTHER_TENANT)
    await bot.post(MANAGERS)
    assert bot.status == 403
    assert not managers(teams)


async def test_a_message_is_posted_edited_and_deleted(teams: Tenant, bot: Bot) -> None:
    number = await bot.post(MANAGERS)
    assert (bot.status, managers(teams)) == (201, ["Colleagues are on this too"])
    said = f"conversations/{quote(MANAGERS)}/activities/{number}"
    await bot.call("PUT", said, message(card(TEXT | {"text": "Priya has it"})))
    assert (bot.status, managers(teams)) == (200, ["Priya has it"])
    assert len(teams.place(MANAGERS).messages[number].edits) == 1
    await bot.call("DELETE", said)
    assert (bot.status, managers(teams)) == (200, [])
    for verb in ("PUT", "DELETE"):
        await bot.call(verb, said, message())
        assert (bot.status, bot.code) == (404, "ActivityNotFoundInConversation")
    assert not teams.complaints


async def test_what_a_card_became_for_one_person_ends_with_the_next_edit(teams: Tenant, bot: Bot) -> None:
    number = await bot.post(MANAGERS)
    teams.place(MANAGERS).messages[number].redrawn[GRACE.id] = card(TEXT | {"text": "You have it"})
    assert managers(teams) == ["You have it"]
    await bot.call("PUT", f"conversations/{quote(MANAGERS)}/activities/{number}", message())
    assert managers(teams) == ["Colleagues are on this too"]


async def test_without_an_app_nobody_shows_a_token() -> None:
    with tenant(anonymous=True) as here:
        async with aiohttp.ClientSession() as session:
            bot = Bot(here, session)
            bot.token = ""
            await bot.post(MANAGERS)
            assert (bot.status, here.complaints) == (201, [])
            bot.token = token()
            await bot.post(MANAGERS)
            assert here.complaints == ["a token where there is none to show"]


async def test_the_bot_changes_nobody_elses_message(teams: Tenant, bot: Bot) -> None:
    place = teams.place(TEAM)
    number = await bot.post(TEAM)
    place.messages[number].sender = AMIRA.id
    for verb in ("PUT", "DELETE"):
        await bot.call(verb, f"conversations/{quote(TEAM)}/activities/{number}", message())
        assert (bot.status, bot.code) == (403, "NotEnoughPermissions")


@pytest.mark.parametrize(
    ("bad", "status", "because"),
    [
        (message(card(TEXT | {"text": "a" * 29_000})), 413, "bytes"),
        (message(card(version="1.6")), 400, "not drawn"),
        (message() | {"from": {"id": "28:another"}}, 400, ""),
        ({"type": "message"}, 400, "nothing in it"),
    ],
)
async def test_what_teams_refuses_is_complained_of(
    teams: Tenant, bot: Bot, bad: Payload, status: int, because: str
) -> None:
    await bot.post(MANAGERS, bad)
    assert (bot.status, managers(teams)) == (status, [])
    assert because in " ".join(teams.complaints)
    assert bool(teams.complaints) == bool(because)


async def test_where_the_bot_is_not_it_may_not_write(teams: Tenant, bot: Bot) -> None:
    await bot.post(OTHER)
    assert (bot.status, bot.code) == (403, "BotNotInConversationRoster")
    await bot.post("19:nowhere@thread.tacv2")
    assert (bot.status, bot.code) == (404, "ConversationNotFound")
    teams.place(MANAGERS).blocked = True
    await bot.post(MANAGERS)
    assert (bot.status, bot.code) == (403, "ConversationBlockedByUser")


async def test_a_personal_chat_is_begun_by_either_id_and_only_once(teams: Tenant, bot: Bot) -> None:
    first = await bot.begins(AMIRA)
    assert bot.status == 201
    assert await bot.begins(AMIRA, members=[{"id": AMIRA.aad}]) == first
    await bot.post(first)
    assert [each.read_by(AMIRA) for each in teams.from_bot(teams.personal(AMIRA))] == [
        "Colleagues are on this too"
    ]


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"tenantId": members.OTHER_TENANT}, 400, "Bad Argument"),
        ({"tenantId": None}, 400, "Bad Argument"),
        ({"members": []}, 400, "Bad Argument"),
        ({"members": [{"id": AMIRA.id}, {"id": GRACE.id}]}, 400, "Bad Argument"),
        ({"isGroup": True}, 400, "Bad Argument"),
        ({"bot": {"id": "28:another"}}, 400, "Bad Argument"),
        ({"members": [{"id": "29:nobody"}]}, 400, "Bad Argument"),
        ({"members": [{"id": STEPH.id}]}, 403, "ForbiddenOperationException"),
    ],
)
async def test_no_other_conversation_is_begun(bot: Bot, changed: Payload, status: int, code: str) -> None:
    await bot.begins(AMIRA, **changed)
    assert (bot.status, bot.code) == (status, code)


async def test_who_removed_the_app_gets_nothing_until_it_is_there_again(teams: Tenant, bot: Bot) -> None:
    chat = await bot.begins(AMIRA)
    teams.uninstall(AMIRA)
    await bot.begins(AMIRA)
    assert bot.code == "ForbiddenOperationException"
    await bot.post(chat)
    assert bot.code == "BotNotInConversationRoster"
    teams.install(AMIRA)
    assert await bot.begins(AMIRA) == chat
    await bot.post(chat)
    assert bot.status == 201


async def test_a_reply_in_a_channel_stands_in_its_thread(teams: Tenant, bot: Bot) -> None:
    root = await bot.post(TEAM)
    for place in (f"{TEAM};messageid={root}", TEAM):
        await bot.call("POST", f"conversations/{quote(place)}/activities/{root}", message())
        assert teams.place(TEAM).messages[bot.told["id"]].thread == root
    await bot.post(f"{TEAM};messageid=1")
    assert bot.code == "ConversationNotFound"


async def test_members_are_told_with_their_addresses_or_without(bot: Bot) -> None:
    channel = f"conversations/{quote(TEAM)}"
    told = await bot.call("GET", f"{channel}/members/{AMIRA.aad}")
    assert told == await bot.call("GET", f"{channel}/members/{AMIRA.id}")
    assert (told["email"], told["userPrincipalName"]) == ("amira.khan@example.org",) * 2
    assert (told["tenantId"], told["userRole"]) == (members.TENANT, "user")
    assert "email" not in await bot.call("GET", f"{channel}/members/{of('nora').id}")
    assert "userPrincipalName" not in await bot.call("GET", f"{channel}/members/{of('ada').id}")
    renamed = await bot.call("GET", f"{channel}/members/{of('ruth').id}")
    assert renamed["email"] != renamed["userPrincipalName"]
    assert (await bot.call("GET", f"{channel}/members/{of('gill').id}"))["userRole"] == "guest"
    assert (await bot.call("GET", f"{channel}/members/{STEPH.id}"))["tenantId"] == members.OTHER_TENANT
    await bot.call("GET", f"conversations/{quote(MANAGERS)}/members/{AMIRA.id}")
    assert (bot.status, bot.code) == (404, "MemberNotFoundInConversation")


async def test_members_come_in_pages(teams: Tenant, bot: Bot) -> None:
    crowd = [Member(f"p{each}", f"Person {each}", f"p{each}@example.org") for each in range(70)]
    teams.place(MANAGERS).members.extend(crowd)
    path = f"conversations/{quote(MANAGERS)}/pagedmembers"
    first = await bot.call("GET", f"{path}?pageSize=10")
    assert len(first["members"]) == 50
    rest = await bot.call("GET", f"{path}?continuationToken={first['continuationToken']}")
    assert len(rest["members"]) == 22
    assert "continuationToken" not in rest


async def test_once_the_service_moved_the_old_address_answers_nothing(teams: Tenant, bot: Bot) -> None:
    before = teams.service_url
    teams.move("emea")
    assert teams.service_url != before
    await bot.post(MANAGERS)
    assert bot.status == 201
    url = f"{before}v3/conversations/{quote(MANAGERS)}/activities"
    async with aiohttp.ClientSession() as session, session.post(url, json=message()) as answer:
        assert answer.status == 404


async def test_an_address_that_does_not_exist_is_complained_of(teams: Tenant, bot: Bot) -> None:
    await bot.call("GET", "users")
    assert (bot.status, len(teams.complaints)) == (404, 1)


async def test_trouble_comes_as_planned(teams: Tenant, bot: Bot) -> None:
    planned = (
        Limited("7"),
        Broken(502),
        Broken(503),
        Says("ConversationBlockedByUser"),
        Says("PreconditionFailed"),
    )
    teams.faults.plan("post", *planned)
    for status in (429, 502, 503, 403, 412):
        await bot.post(MANAGERS)
        assert bot.status == status
        assert bot.headers.get("Retry-After") == ("7" if status == 429 else None)
    assert not managers(teams)
    await bot.post(MANAGERS)
    assert bot.status == 201


async def test_trouble_can_be_of_one_place_alone(teams: Tenant, bot: Bot) -> None:
    teams.faults.plan(f"post {MANAGERS}", Limited())
    await bot.post(TEAM)
    assert bot.status == 201
    await bot.post(MANAGERS)
    assert bot.status == 429


@pytest.mark.parametrize("acted", [True, False])
@pytest.mark.parametrize("fault", [Dropped, Silent])
async def test_a_call_without_an_answer_was_done_or_not(
    teams: Tenant, bot: Bot, fault: type[Dropped | Silent], *, acted: bool
) -> None:
    teams.faults.plan("post", fault(acted))
    calling = asyncio.create_task(bot.post(MANAGERS))
    await until(lambda: bool(teams.faults.met["post"]))
    teams.release()
    with pytest.raises(aiohttp.ClientError):
        await calling
    assert bool(managers(teams)) is acted


async def test_a_call_can_be_done_after_its_connection_ended(teams: Tenant, bot: Bot) -> None:
    teams.faults.plan("post", Late(0.01))
    with pytest.raises(aiohttp.ClientError):
        await bot.post(MANAGERS)
    await until(lambda: bool(teams.faults.late))
    assert managers(teams)


async def test_a_file_has_to_come_whole_and_to_its_own_address(teams: Tenant) -> None:
    told = teams.uploads.begin(AMIRA.id, "letter.docx", 5)
    assert told["fileType"] == "docx"
    async with aiohttp.ClientSession() as session:
        for content, content_range, status in (
            (b"lette", "", 416),
            (b"lett", "bytes 0-3/4", 416),
            (b"lette", "bytes 0-4/5", 201),
        ):
            given = {"Content-Range": content_range} if content_range else {}
            async with session.put(told["uploadUrl"], data=content, headers=given) as answer:
                assert answer.status == status
        async with session.put(f"{teams.base}upload/other", data=b"x") as answer:
            assert answer.status == 404
    assert [each.content for each in teams.uploads.of(AMIRA.id)] == [b"lette"]


class Shown(AppCredentials):  # type: ignore[misc] # the SDK ships no types
    """A token that the SDK shows."""

    def __init__(self) -> None:
        super().__init__(app_id=members.APP_ID)

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: FBT001, FBT002 - the SDK's own shape
        assert not force_refresh
        return token()


async def test_the_real_sdk_gets_along_with_it(teams: Tenant) -> None:
    async with ConnectorClient(Shown(), teams.service_url) as sdk:
        begun = await sdk.conversations.create_conversation(
            ConversationParameters.from_dict(
                {"bot": {"id": members.BOT}, "members": [{"id": AMIRA.id}], "tenantId": members.TENANT}
            )
        )
        said = await sdk.conversations.send_to_conversation(begun.id, Activity.from_dict(message()))
        await sdk.conversations.update_activity(begun.id, said.id, Activity.from_dict(message()))
        await sdk.conversations.reply_to_activity(begun.id, said.id, Activity.from_dict(message()))
        found = await sdk.conversations.get_conversation_member(begun.id, AMIRA.id)
        page: TeamsPagedMembersResult = await sdk.conversations.get_teams_conversation_paged_members(begun.id)
        await sdk.conversations.delete_activity(begun.id, said.id)
    assert found.id == page.members[0].id == AMIRA.id
    assert len(teams.from_bot(teams.personal(AMIRA))) == 1
    assert not teams.complaints
