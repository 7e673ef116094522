"""The local Slack is as strict as Slack: tokens, scopes, triggers, hashes, membership, limits, planned trouble."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack.conversations import ARCHIVED, MANAGERS, PRIVATE, TEAM
from tests.slack.faults import Broken, Dropped, Limited, Says, Silent
from tests.slack.members import BOT_USER, MANAGERS_GROUP, of
from tests.slack.said import Payload
from tests.slack.workspace import Workspace, workspace

AMIRA, PRIYA, GRACE = of("amira"), of("priya"), of("grace")
MARK = {"event_type": "evenhand_post", "event_payload": {"key": "issue:1"}}


def view(callback_id: str = "report.file", *, blocks: list[Payload] | None = None) -> Payload:
    drawn = [{"type": "divider"}] if blocks is None else blocks
    title = {"type": "plain_text", "text": "A dialog"}
    return {"type": "modal", "callback_id": callback_id, "title": title, "blocks": drawn}


async def error(call: Awaitable[AsyncSlackResponse]) -> str:
    with pytest.raises(SlackApiError) as said:
        await call
    return str(said.value.response["error"])


async def test_the_bots_token_is_asked_for(slack: Workspace, web: AsyncWebClient) -> None:
    assert (await web.auth_test())["user_id"] == BOT_USER
    for token, expected in (("xoxb-wrong", "invalid_auth"), (slack.tokens.app, "not_allowed_token_type")):
        assert await error(AsyncWebClient(token, slack.base_url).auth_test()) == expected
    assert await error(web.apps_connections_open(app_token=slack.tokens.bot)) == "not_allowed_token_type"
    for trouble in ("token_revoked", "account_inactive"):
        slack.tokens.trouble = trouble
        assert await error(web.auth_test()) == trouble


async def test_scopes_are_told_and_missing_ones_named(slack: Workspace, web: AsyncWebClient) -> None:
    slack.grant("chat:write", "users:read")
    assert (await web.auth_test()).headers["x-oauth-scopes"] == "chat:write,users:read"
    with pytest.raises(SlackApiError) as said:
        await web.conversations_history(channel=MANAGERS)
    answer = said.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:history")
    assert answer["provided"] == "chat:write,users:read"
    assert "email" not in (await web.users_info(user=AMIRA))["user"]["profile"]
    assert await error(web.conversations_open(users=AMIRA)) == "missing_scope"


async def test_group_messages_need_a_scope_of_their_own(slack: Workspace, web: AsyncWebClient) -> None:
    slack.without("mpim:write")
    assert (await web.conversations_open(users=AMIRA))["ok"]
    assert await error(web.conversations_open(users=f"{AMIRA},{PRIYA}")) == "missing_scope"


async def test_the_clock_in_the_answer_can_be_wrong(slack: Workspace, web: AsyncWebClient) -> None:
    right = parsedate_to_datetime((await web.auth_test()).headers["Date"])
    slack.ahead = timedelta(minutes=10)
    wrong = parsedate_to_datetime((await web.auth_test()).headers["Date"])
    assert wrong - right >= timedelta(minutes=10)


async def test_people_are_told_apart(web: AsyncWebClient) -> None:
    async def told(user: str) -> Payload:
        found: Payload = (await web.users_info(user=user))["user"]
        return found

    amira = await told(AMIRA)
    assert amira["profile"]["email"] == "amira.khan@example.org"
    assert amira["is_email_confirmed"]
    assert not amira["is_restricted"]
    assert (await told("U0GUEST"))["is_restricted"]
    assert (await told("U0SINGLE"))["is_ultra_restricted"]
    assert (await told("U0STRANGER"))["team_id"] != amira["team_id"]
    assert (await told("U0LEFT"))["deleted"]
    assert (await told("U0OTHERBOT"))["is_bot"]
    assert not (await told("U0UNCONFIRMED"))["is_email_confirmed"]
    assert await error(web.users_info(user="U0NOBODY")) == "user_not_found"


async def test_groups_have_members(web: AsyncWebClient) -> None:
    assert (await web.usergroups_users_list(usergroup=MANAGERS_GROUP))["users"] == [GRACE, of("owen")]
    assert await error(web.usergroups_users_list(usergroup="S0NONE")) == "no_such_subteam"


async def test_one_opens_the_same_conversation_again_and_again(web: AsyncWebClient) -> None:
    ids = [(await web.conversations_open(users=AMIRA))["channel"]["id"] for _ in range(2)]
    assert ids[0] == ids[1]
    group = (await web.conversations_open(users=f"{AMIRA},{PRIYA}"))["channel"]["id"]
    again = (await web.conversations_open(users=f"{PRIYA},{AMIRA}"))["channel"]["id"]
    assert group == again != ids[0]
    assert await error(web.conversations_open(users="U0LEFT")) == "user_disabled"
    assert await error(web.conversations_open(users="U0OTHERBOT")) == "cannot_dm_bot"


async def test_a_message_is_found_again_by_its_metadata(web: AsyncWebClient) -> None:
    posted = await web.chat_postMessage(channel=MANAGERS, text="First", metadata=MARK)
    await web.chat_postMessage(channel=MANAGERS, text="Second", metadata={**MARK, "event_type": "a.period"})
    found = await web.conversations_history(channel=MANAGERS, include_all_metadata=True)
    second, first = found["messages"]
    assert first["ts"] == posted["ts"]
    assert first["metadata"] == MARK
    assert "metadata" not in second
    plainly = await web.conversations_history(channel=MANAGERS)
    assert all("metadata" not in message for message in plainly["messages"])


async def test_history_comes_in_pages_newest_first(web: AsyncWebClient) -> None:
    for number in range(5):
        await web.chat_postMessage(channel=TEAM, text=str(number))
    first = await web.conversations_history(channel=TEAM, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await web.conversations_history(channel=TEAM, limit=3, cursor=cursor)
    texts = [message["text"] for page in (first, rest) for message in page["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]
    assert not rest["response_metadata"]["next_cursor"]


async def test_only_members_write_and_only_what_they_wrote_changes(
    slack: Workspace, web: AsyncWebClient
) -> None:
    for channel, expected in (
        (PRIVATE, "channel_not_found"),
        ("C0NONE", "channel_not_found"),
        ("C0ELSEWHERE", "not_in_channel"),
        (ARCHIVED, "is_archived"),
    ):
        assert await error(web.chat_postMessage(channel=channel, text="Hello")) == expected
    posted = await web.chat_postMessage(channel=TEAM, text="Hello")
    await web.chat_update(channel=TEAM, ts=posted["ts"], text="Hello again")
    (message,) = slack.messages(TEAM)
    assert (message.text, message.edited) == ("Hello again", True)
    assert await error(web.chat_update(channel=TEAM, ts="1.000001", text="x")) == "message_not_found"
    message.user = AMIRA
    assert await error(web.chat_update(channel=TEAM, ts=posted["ts"], text="x")) == "cant_update_message"


async def test_an_ephemeral_message_is_seen_by_one(slack: Workspace, web: AsyncWebClient) -> None:
    await web.chat_postEphemeral(channel=TEAM, user=AMIRA, text="Only you")
    assert [said.text for said in slack.ephemerals(AMIRA)] == ["Only you"]
    assert not slack.ephemerals(PRIYA)
    assert not slack.messages(TEAM)
    assert (
        await error(web.chat_postEphemeral(channel=MANAGERS, user=AMIRA, text="x")) == "user_not_in_channel"
    )


async def test_a_trigger_lives_three_seconds_and_opens_once(slack: Workspace, web: AsyncWebClient) -> None:
    trigger = slack.dialogs.trigger(AMIRA)
    slack.hands.move(3)
    await web.views_open(trigger_id=trigger, view=view())
    assert await error(web.views_open(trigger_id=trigger, view=view())) == "exchanged_trigger_id"
    old = slack.dialogs.trigger(AMIRA, "same")
    slack.hands.move(3.1)
    assert slack.dialogs.trigger(AMIRA, "same") == old
    assert await error(web.views_open(trigger_id=old, view=view())) == "expired_trigger_id"
    assert await error(web.views_open(trigger_id="1.2.x", view=view())) == "invalid_trigger_id"


async def test_dialogs_stand_three_deep(slack: Workspace, web: AsyncWebClient) -> None:
    first = (await web.views_open(trigger_id=slack.dialogs.trigger(AMIRA), view=view()))["view"]
    second = (await web.views_push(trigger_id=slack.dialogs.trigger(AMIRA), view=view()))["view"]
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    await web.views_push(trigger_id=slack.dialogs.trigger(AMIRA), view=view())
    again = web.views_push(trigger_id=slack.dialogs.trigger(AMIRA), view=view())
    assert await error(again) == "push_limit_reached"


async def test_a_redraw_must_know_what_it_redraws(slack: Workspace, web: AsyncWebClient) -> None:
    opened = (await web.views_open(trigger_id=slack.dialogs.trigger(AMIRA), view=view()))["view"]
    await web.views_update(view_id=opened["id"], hash=opened["hash"], view=view("changed"))
    late = web.views_update(view_id=opened["id"], hash=opened["hash"], view=view("late"))
    assert await error(late) == "hash_conflict"
    dialog = slack.dialog(AMIRA)
    assert dialog
    assert dialog.view["callback_id"] == "changed"
    slack.dialogs.close(dialog)
    assert await error(web.views_update(view_id=opened["id"], view=view())) == "not_found"


async def test_a_home_is_published(web: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = (await web.views_publish(user_id=AMIRA, view=home))["view"]
    again = (await web.views_publish(user_id=AMIRA, view=home, hash=first["hash"]))["view"]
    assert again["id"] == first["id"]
    assert await error(web.views_publish(user_id=AMIRA, view=home, hash=first["hash"])) == "hash_conflict"
    assert await error(web.views_publish(user_id="U0NOBODY", view=home)) == "invalid_arguments"


async def test_what_slack_would_refuse_is_refused_and_remembered() -> None:
    with workspace() as slack:
        web = AsyncWebClient(slack.tokens.bot, slack.base_url)
        many = [{"type": "divider"}] * 101
        assert await error(web.chat_postMessage(channel=TEAM, text="x", blocks=many)) == "invalid_blocks"
        trigger = slack.dialogs.trigger(AMIRA)
        assert await error(web.views_open(trigger_id=trigger, view=view(blocks=many))) == "invalid_arguments"
        assert await error(web.api_call("pins.add")) == "unknown_method"
        assert len(slack.complaints) == 3
        assert slack.messages(TEAM) == []


async def test_what_comes_as_json_is_not_read_by_methods_that_take_forms(web: AsyncWebClient) -> None:
    assert await error(web.api_call("users.info", json={"user": AMIRA})) == "invalid_arguments"
    assert (await web.api_call("users.info", data={"user": AMIRA}))["ok"]


async def test_a_response_url_answers_five_times_in_half_an_hour(slack: Workspace) -> None:
    url = slack.response_urls.give(AMIRA, TEAM)
    for number in range(5):
        assert (await AsyncWebhookClient(url).send(text=str(number))).status_code == 200
    assert [said.text for said in slack.ephemerals(AMIRA)] == ["0", "1", "2", "3", "4"]
    assert "used_url" in (await AsyncWebhookClient(url).send(text="6")).body
    late = slack.response_urls.give(AMIRA, TEAM)
    slack.hands.move(30 * 60 + 1)
    assert "expired_url" in (await AsyncWebhookClient(late).send(text="late")).body


async def test_a_response_url_replaces_and_deletes_what_was_pressed_on(slack: Workspace) -> None:
    whispered = slack.state.whisper(AMIRA, TEAM, {"text": "before"})
    url = slack.response_urls.give(AMIRA, TEAM, whispered.ts)
    await AsyncWebhookClient(url).send(text="after", replace_original=True)
    assert [said.text for said in slack.ephemerals(AMIRA)] == ["after"]
    await AsyncWebhookClient(url).send(delete_original=True)
    assert slack.ephemerals(AMIRA) == []


async def test_a_file_is_announced_uploaded_and_shared(slack: Workspace, web: AsyncWebClient) -> None:
    place = (await web.conversations_open(users=AMIRA))["channel"]["id"]
    begun = await web.files_getUploadURLExternal(filename="timeline.png", length=4, alt_txt="A timeline")
    given = [{"id": begun["file_id"], "title": "timeline.png"}]
    assert await error(web.files_completeUploadExternal(files=given, channel_id=place)) == "file_not_found"
    form = aiohttp.FormData()
    form.add_field("filename", b"\x89PNG", filename="timeline.png")
    async with aiohttp.ClientSession() as session, session.post(begun["upload_url"], data=form) as answer:
        assert answer.status == 200
    await web.files_completeUploadExternal(files=given, channel_id=place)
    (file,) = slack.uploads.by_id.values()
    assert (file.content, file.alt, file.shared) == (b"\x89PNG", "A timeline", [place])
    assert [message.files for message in slack.messages(place)] == [[file.id]]


async def test_trouble_comes_as_planned_and_is_counted(slack: Workspace, web: AsyncWebClient) -> None:
    slack.faults.plan("chat.postMessage", Limited("7"), Broken(), Says("fatal_error"), Dropped())
    slack.faults.plan("chat.postMessage", Dropped(acted=True))
    with pytest.raises(SlackApiError) as said:
        await web.chat_postMessage(channel=TEAM, text="limited")
    assert said.value.response.headers["Retry-After"] == "7"
    with pytest.raises(SlackApiError) as broken:
        await web.chat_postMessage(channel=TEAM, text="broken")
    assert broken.value.response.status_code == 500
    assert await error(web.chat_postMessage(channel=TEAM, text="fatal")) == "fatal_error"
    for text in ("not done", "done"):
        with pytest.raises(aiohttp.ClientError):
            await web.chat_postMessage(channel=TEAM, text=text)
    assert [message.text for message in slack.messages(TEAM)] == ["done"]
    assert (slack.faults.calls["chat.postMessage"], slack.faults.met["chat.postMessage"]) == (5, 5)


@pytest.mark.parametrize("acted", [False, True])
async def test_silence_lasts_until_it_is_ended(slack: Workspace, web: AsyncWebClient, *, acted: bool) -> None:
    slack.faults.plan("chat.postMessage", Silent(acted=acted))
    waiting = asyncio.ensure_future(web.chat_postMessage(channel=TEAM, text="Hello"))
    await web.auth_test()
    assert not waiting.done()
    slack.release()
    with pytest.raises(aiohttp.ClientError):
        await waiting
    assert len(slack.messages(TEAM)) == acted


async def test_everything_that_was_sent_is_remembered(slack: Workspace, web: AsyncWebClient) -> None:
    posted = await web.chat_postMessage(channel=TEAM, text="Before")
    await web.chat_update(channel=TEAM, ts=posted["ts"], text="After")
    assert [sent["text"] for sent in slack.sent("chat.")] == ["Before", "After"]
    assert [sent.label for sent in slack.everything] == [f"chat.postMessage {TEAM}", f"chat.update {TEAM}"]
    assert all("token" not in sent.payload for sent in slack.everything)
