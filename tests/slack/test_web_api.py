"""What we ask of Slack's Web API, and what its answers mean: no content in any error, nothing unknown called harmless."""

import logging

import pytest

from adapters.deliverer import Gone, Refused, Trouble, TryLater, Unsure
from adapters.slack import web_api
from adapters.slack.deliver import QUIET, SlackApi
from adapters.slack.web_api import METHODS, OURS, SlackSaid, trouble
from tests.slack import members, permissions
from tests.slack.conversations import MANAGERS, TEAM
from tests.slack.faults import Broken, Dropped, Fault, Limited, Says
from tests.slack.workspace import Workspace

AMIRA = members.of("amira")
SECRET = "Rosa Lindqvist"


@pytest.fixture
def api(slack: Workspace) -> SlackApi:
    return SlackApi(slack.tokens.bot, slack.base_url)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_names_the_scopes_that_slack_asks_for(method: str) -> None:
    needed = permissions.NEEDED[method]
    if not needed:
        assert METHODS[method] == ()
    elif needed.startswith("?:"):
        assert all(scope.endswith(needed[1:]) for scope in METHODS[method])
    else:
        assert needed in METHODS[method]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("ratelimited", TryLater),
        ("token_revoked", TryLater),
        ("missing_scope", TryLater),
        ("internal_error", Unsure),
        ("fatal_error", Unsure),
        ("message_not_found", Gone),
        ("cant_update_message", Gone),
        ("expired_trigger_id", SlackSaid),
        ("hash_conflict", SlackSaid),
        ("channel_not_found", Refused),
        ("no_such_error_known", Refused),
        ("", Refused),
    ],
)
def test_each_error_means_something_to_us(error: str, kind: type[Exception]) -> None:
    assert type(trouble(error)) is kind


@pytest.mark.parametrize("error", sorted(OURS))
def test_what_refuses_the_app_is_told_from_what_refuses_a_message(error: str) -> None:
    assert web_api.refuses_us(trouble(error))


def test_slack_says_how_long_to_wait() -> None:
    for said, expected in ((7.0, 7.0), (None, web_api.UNSAID_RETRY), (0.0, web_api.UNSAID_RETRY)):
        meant = trouble("ratelimited", said)
        assert isinstance(meant, TryLater)
        assert meant.seconds == expected


async def test_a_method_that_is_not_in_the_table_is_not_called(api: SlackApi, slack: Workspace) -> None:
    with pytest.raises(ValueError, match=r"chat\.delete"):
        await api.call("chat.delete", channel=TEAM, ts="1.1")
    assert not slack.faults.calls


async def test_what_is_none_is_left_out_and_every_character_arrives(api: SlackApi, slack: Workspace) -> None:
    block = {"type": "section", "text": {"type": "plain_text", "text": '"é" 👩 & = + %'}}
    await api.call(
        "chat.postMessage", channel=TEAM, text="x", blocks=[block], thread_ts=None, unfurl_links=False
    )
    [sent] = slack.sent("chat.postMessage")
    assert "thread_ts" not in sent
    assert sent["unfurl_links"] == "false"
    assert sent["blocks"] == [block]


async def test_who_we_are_is_asked_once(api: SlackApi, slack: Workspace) -> None:
    us = await api.identity()
    assert (us.team_id, us.user_id, us.bot_id) == (members.TEAM_ID, members.BOT_USER, members.BOT_ID)
    assert us.scopes == permissions.EVERY_SCOPE
    await api.identity()
    assert slack.faults.calls["auth.test"] == 1


async def test_who_we_are_is_asked_again_where_slack_did_not_say(api: SlackApi, slack: Workspace) -> None:
    slack.faults.plan("auth.test", Broken())
    with pytest.raises(Unsure):
        await api.identity()
    assert (await api.identity()).user_id == members.BOT_USER


FAULTS: dict[str, tuple[Fault, type[Exception], str]] = {
    "429": (Limited("7"), TryLater, "rate_limited"),
    "500": (Broken(), Unsure, "http_500"),
    "no JSON": (Broken(200), Unsure, "no_json"),
    "dropped": (Dropped(), Unsure, "ServerDisconnectedError"),
    "refused": (Says("channel_not_found"), Refused, "channel_not_found"),
    "revoked": (Says("token_revoked"), TryLater, "token_revoked"),
    "about the call": (Says("hash_conflict"), SlackSaid, "hash_conflict"),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_trouble_is_told_in_one_word_without_what_was_sent(
    api: SlackApi, slack: Workspace, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    fault, kind, word = FAULTS[name]
    caplog.set_level(logging.DEBUG)
    slack.faults.plan("chat.postMessage", fault)
    with pytest.raises(kind) as told:
        await api.call("chat.postMessage", channel=MANAGERS, text=SECRET)
    assert isinstance(told.value, Trouble)
    assert told.value.trouble == word
    assert (told.value.__cause__, told.value.__suppress_context__) == (None, True)
    assert SECRET not in caplog.text
    assert slack.tokens.bot not in caplog.text


async def test_an_unknown_host_is_unsure() -> None:
    with pytest.raises(Unsure):
        await SlackApi("xoxb-0-fictional", "http://127.0.0.1:9/api/").call("auth.test")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [(Broken(404), SlackSaid), (Broken(500), Unsure), (Limited(), TryLater), (Dropped(), Unsure)],
    ids=["404", "500", "429", "dropped"],
)
async def test_a_response_url_that_fails_says_how(
    api: SlackApi, slack: Workspace, fault: Fault, kind: type[Exception]
) -> None:
    url = slack.response_urls.give(AMIRA, TEAM)
    slack.faults.plan("response_url", fault)
    with pytest.raises(kind):
        await api.respond(url, {"text": SECRET})
    await api.respond(url, {"text": "Only you"})
    assert [each.text for each in slack.ephemerals(AMIRA)] == ["Only you"]


async def test_a_file_goes_to_one_persons_direct_messages(api: SlackApi, slack: Workspace) -> None:
    await api.send_file(AMIRA, "timeline.png", b"\x89PNG", "A timeline")
    [file] = slack.uploads.by_id.values()
    assert (file.name, file.alt, file.content) == ("timeline.png", "A timeline", b"\x89PNG")
    assert file.shared == [slack.direct(AMIRA).id]


@pytest.mark.parametrize("fault", [Broken(), Dropped()], ids=["500", "dropped"])
async def test_a_file_that_did_not_arrive_is_not_announced(
    api: SlackApi, slack: Workspace, fault: Fault
) -> None:
    slack.faults.plan("upload", fault)
    with pytest.raises(Unsure):
        await api.send_file(AMIRA, "timeline.png", b"\x89PNG", "A timeline")
    assert not slack.direct(AMIRA).messages


def test_slacks_libraries_keep_what_they_quote_to_themselves(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert not QUIET.isEnabledFor(logging.WARNING)
    try:
        int(SECRET)
    except ValueError as error:
        QUIET.exception("Failed to run a listener (error: %s)", error)
    assert caplog.messages == ["Failed to run a listener"]
    assert SECRET not in caplog.text
