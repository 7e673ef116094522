"""The local Teams client says what Teams says, follows what the bot answers, and refuses what Teams would not show."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from tests import serving
from tests.teams import members
from tests.teams.cards import CARD, Wrong, actions
from tests.teams.client import Client
from tests.teams.conversations import MANAGERS, TEAM, Message
from tests.teams.drawn import CUSTOMER, EXECUTE, ISSUE, OPENER, SUBMIT, TEXT, card, dialog, message
from tests.teams.members import of
from tests.teams.seen import Dialog, Said
from tests.teams.signing import Wrong as WrongToken
from tests.teams.tenant import Tenant, tenant
from tests.teams.valid import CONSENT, ERROR, FOUND, MESSAGE

AMIRA, GRACE = of("amira"), of("grace")
Payload = dict[str, Any]


class Bot:
    """Answers each invoke with what was laid ready for it, and remembers every activity."""

    def __init__(self) -> None:
        self.ready: dict[str, Any] = {}
        self.heard: list[Payload] = []
        self.headers: list[Payload] = []

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/messages", self._hear)
        return app

    @property
    def last(self) -> Payload:
        return self.heard[-1]

    async def _hear(self, request: web.Request) -> web.Response:
        heard = await request.json()
        self.heard.append(heard)
        self.headers.append(dict(request.headers))
        if heard["type"] != "invoke":
            return web.Response()
        body = self.ready.get(heard["name"])
        return web.json_response(body) if body is not None else web.Response()


@pytest.fixture
def teams() -> Iterator[Tenant]:
    with tenant() as opened:
        yield opened


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def client(teams: Tenant, bot: Bot) -> Iterator[Client]:
    with serving.served(bot.application()) as port:
        yield Client(teams, port)


def shown(teams: Tenant, payload: Payload, place: str = "") -> Message:
    """A message of the bot's, in Amira's chat unless a place is told."""
    at = teams.place(place) if place else teams.personal(AMIRA)
    said = Message(teams.conversations.next_id(), members.BOT, payload)
    at.messages[said.id] = said
    return said


def test_what_is_said_in_ones_own_chat_comes_as_it_is(teams: Tenant, client: Client, bot: Bot) -> None:
    client.say(AMIRA, "incident check Okafor")
    heard = bot.last
    assert (heard["type"], heard["text"]) == ("message", "incident check Okafor")
    assert heard["from"] == {"id": AMIRA.id, "name": "Amira Khan", "aadObjectId": AMIRA.aad}
    assert heard["conversation"]["conversationType"] == "personal"
    assert heard["channelData"] == {"tenant": {"id": members.TENANT}}
    assert heard["serviceUrl"] == teams.service_url
    assert bot.headers[-1]["x-ms-tenant-id"] == members.TENANT


def test_in_a_channel_only_a_mention_is_heard_and_every_message_is_a_thread(
    teams: Tenant, client: Client, bot: Bot
) -> None:
    said = client.say(AMIRA, "incident", teams.place(TEAM))
    assert bot.last["text"] == "<at>Evenhand</at> incident"
    assert bot.last["conversation"]["id"] == f"{TEAM};messageid={said.id}"
    assert bot.last["channelData"]["channel"] == {"id": TEAM}
    assert bot.last["entities"][0]["mentioned"]["id"] == members.BOT
    client.say(AMIRA, "nobody listens", teams.place(TEAM), mention=False)
    assert len(bot.heard) == 1
    client.say(GRACE, "incident", teams.place(TEAM), thread=said.id)
    assert bot.last["conversation"]["id"] == f"{TEAM};messageid={said.id}"


def test_a_group_chat_has_no_threads(teams: Tenant, client: Client, bot: Bot) -> None:
    place = teams.conversations.group([AMIRA, GRACE])
    client.say(AMIRA, "incident", place)
    assert bot.last["conversation"] == {
        "conversationType": "groupChat",
        "tenantId": members.TENANT,
        "id": place.id,
        "isGroup": True,
        "name": "",
    }


def test_a_press_redraws_the_card_for_the_presser_until_the_message_is_edited(
    teams: Tenant, client: Client, bot: Bot
) -> None:
    said = shown(teams, message(card(actions=[EXECUTE])), MANAGERS)
    bot.ready["adaptiveCard/action"] = {
        "statusCode": 200,
        "type": CARD,
        "value": card(TEXT | {"text": "You have it"}),
    }
    assert client.press(GRACE, said, EXECUTE) is said
    assert bot.last["value"]["action"]["verb"] == "issue.take"
    assert bot.last["value"]["action"]["data"] == {"value": "I-1"}
    assert bot.last["replyToId"] == said.id
    assert "You have it" in said.read_by(GRACE)
    assert "You have it" not in said.read_by(of("owen"))
    with pytest.raises(AssertionError, match="no more"):
        client.press(GRACE, said, EXECUTE)
    said.redrawn.clear()
    assert "You have it" not in said.read_by(GRACE)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"statusCode": 200, "type": MESSAGE, "value": "Only a manager can do this"}, False),
        (
            {
                "statusCode": 403,
                "type": ERROR,
                "value": {"code": "a", "message": "Only a manager can do this"},
            },
            True,
        ),
    ],
)
def test_a_press_may_be_answered_with_words(
    teams: Tenant, client: Client, bot: Bot, body: Payload, *, error: bool
) -> None:
    bot.ready["adaptiveCard/action"] = body
    said = shown(teams, message(card(actions=[EXECUTE])))
    assert client.press(AMIRA, said, EXECUTE) == Said("Only a manager can do this", error=error)


@pytest.mark.parametrize(
    "body", [None, {}, card(), {"statusCode": 200, "type": CARD, "value": card(version="1.6")}]
)
def test_a_press_that_teams_could_not_follow_fails_the_test(
    teams: Tenant, client: Client, bot: Bot, body: Payload | None
) -> None:
    bot.ready["adaptiveCard/action"] = body
    said = shown(teams, message(card(actions=[EXECUTE])))
    with pytest.raises(Wrong):
        client.press(AMIRA, said, EXECUTE)


def opened(teams: Tenant, client: Client, bot: Bot, *parts: Payload) -> Dialog:
    bot.ready["task/fetch"] = dialog(card(*parts or (ISSUE,), actions=[SUBMIT]))
    seen = client.press(AMIRA, shown(teams, message(card(actions=[OPENER]))), OPENER)
    assert isinstance(seen, Dialog)
    return seen


def test_a_form_opens_is_filled_in_and_closes(teams: Tenant, client: Client, bot: Bot) -> None:
    form = opened(teams, client, bot)
    assert bot.last["value"]["data"]["action"] == "report.file"
    assert form.title == "Log a communication"
    assert client.dialog(AMIRA) is form
    assert client.submit(form, SUBMIT, {"issue": "Draft plan late"}) is None
    assert bot.last["name"] == "task/submit"
    assert bot.last["value"]["data"] == {"issue": "Draft plan late", "action": "report.file"}
    assert client.dialog(AMIRA) is None
    with pytest.raises(AssertionError, match="not open any more"):
        client.submit(form, SUBMIT)


def test_a_form_may_be_redrawn_and_keeps_nothing_that_is_not_drawn_again(
    teams: Tenant, client: Client, bot: Bot
) -> None:
    form = opened(teams, client, bot)
    again = card(ISSUE | {"value": "Draft plan late"}, TEXT, actions=[SUBMIT])
    bot.ready["task/submit"] = dialog(again)
    redrawn = client.submit(form, SUBMIT, {"issue": "Draft plan"})
    assert isinstance(redrawn, Dialog)
    assert "Colleagues are on this too" in redrawn.words
    bot.ready["task/submit"] = {"task": {"type": "message", "value": "Saved"}}
    assert client.submit(redrawn, SUBMIT) == Said("Saved")
    assert bot.last["value"]["data"]["issue"] == "Draft plan late"


def test_what_is_required_is_asked_for_before_anything_is_sent(
    teams: Tenant, client: Client, bot: Bot
) -> None:
    form = opened(teams, client, bot)
    heard = len(bot.heard)
    with pytest.raises(AssertionError, match="issue"):
        client.submit(form, SUBMIT)
    assert len(bot.heard) == heard
    with pytest.raises(AssertionError, match="no inputs"):
        client.submit(form, SUBMIT, {"issue": "a", "other": "b"})
    look = SUBMIT | {"associatedInputs": "none"}
    client.submit(form, look)
    assert "issue" not in bot.last["value"]["data"]


def test_a_look_up_is_asked_by_the_data_sets_name(teams: Tenant, client: Client, bot: Bot) -> None:
    form = opened(teams, client, bot, CUSTOMER)
    bot.ready["application/search"] = {
        "type": FOUND,
        "value": {"results": [{"title": "Ada Okafor", "value": "C-0042"}]},
    }
    assert client.look_up(AMIRA, form, "customer", "Oka") == [{"title": "Ada Okafor", "value": "C-0042"}]
    assert bot.last["value"]["dataset"] == "customer"
    assert bot.last["value"]["queryText"] == "Oka"
    bot.ready["application/search"]["value"]["results"] *= 16
    with pytest.raises(Wrong, match="16 results"):
        client.look_up(AMIRA, form, "customer", "Oka")


def test_a_button_without_more_becomes_a_message_without_a_word(
    teams: Tenant, client: Client, bot: Bot
) -> None:
    said = shown(teams, message(card(ISSUE, actions=[SUBMIT])))
    client.press(AMIRA, said, SUBMIT, {"issue": "Draft plan late"})
    assert (bot.last["type"], bot.last["replyToId"]) == ("message", said.id)
    assert bot.last["value"] == {"issue": "Draft plan late", "action": "report.file"}
    assert "text" not in bot.last


def test_a_message_extension_opens_a_dialog_and_goes_its_own_way(
    teams: Tenant, client: Client, bot: Bot
) -> None:
    said = client.say(GRACE, "They <rang> again", teams.place(TEAM), mention=False)
    bot.ready["composeExtension/fetchTask"] = dialog(card(ISSUE, actions=[SUBMIT]))
    form = client.extension(AMIRA, "report.message", teams.place(TEAM), on=said)
    assert isinstance(form, Dialog)
    assert bot.last["value"]["commandContext"] == "message"
    quoted = bot.last["value"]["messagePayload"]
    assert "They &lt;rang&gt; again" in quoted["body"]["content"]
    assert quoted["from"]["user"]["displayName"] == "Grace Morgan"
    bot.ready["composeExtension/submitAction"] = dialog(card())
    client.submit(form, SUBMIT, {"issue": "Draft plan late"})
    assert bot.last["name"] == "composeExtension/submitAction"
    assert bot.last["value"]["commandId"] == "report.message"
    client.extension(AMIRA, "report.file")
    assert bot.last["value"]["commandContext"] == "compose"
    assert "messagePayload" not in bot.last["value"]


@pytest.mark.parametrize("accept", [True, False])
def test_a_file_is_agreed_to_or_declined(teams: Tenant, client: Client, bot: Bot, *, accept: bool) -> None:
    content = {
        "description": "A letter",
        "sizeInBytes": 5,
        "acceptContext": {"k": 1},
        "declineContext": {"k": 2},
    }
    offered = {"contentType": CONSENT, "name": "letter.docx", "content": content}
    said = shown(teams, {"type": "message", "attachments": [offered]})
    client.answer_file(AMIRA, said, accept=accept)
    value = bot.last["value"]
    assert (value["action"], value["context"]) == (("accept", {"k": 1}) if accept else ("decline", {"k": 2}))
    assert ("uploadInfo" in value) is accept


def test_the_app_comes_and_goes(teams: Tenant, client: Client, bot: Bot) -> None:
    client.remove(AMIRA)
    assert (bot.last["type"], bot.last["action"]) == ("installationUpdate", "remove")
    assert not teams.personal(AMIRA).installed
    client.install(AMIRA)
    update, added = bot.heard[-2:]
    assert (update["type"], update["membersAdded"]) == ("conversationUpdate", [{"id": members.BOT}])
    assert (added["type"], added["action"]) == ("installationUpdate", "add")
    client.remove(GRACE, teams.place(MANAGERS))
    assert bot.heard[-2]["membersRemoved"] == [{"id": members.BOT}]
    client.join([AMIRA], teams.place(MANAGERS), by=GRACE)
    assert bot.last["membersAdded"][0]["aadObjectId"] == AMIRA.aad
    assert AMIRA in teams.place(MANAGERS).members


def test_the_same_delivery_twice_has_the_same_id_and_any_other_its_own(
    teams: Tenant, client: Client, bot: Bot
) -> None:
    bot.ready["adaptiveCard/action"] = {"statusCode": 200, "type": MESSAGE, "value": "Saved"}
    said = shown(teams, message(card(actions=[EXECUTE])))
    for delivery in ("f:1", "f:1", "", ""):
        client.press(AMIRA, said, EXECUTE, delivery=delivery)
    ids = [each["id"] for each in bot.heard]
    assert ids[0] == ids[1] == "f:1"
    assert len(set(ids)) == 3


def test_everything_is_signed_for_where_it_comes_from(teams: Tenant, client: Client, bot: Bot) -> None:
    said = client.say(AMIRA, "incident")
    assert bot.headers[-1]["Authorization"].startswith("Bearer ")
    client.post(said.activity, WrongToken.EXPIRED)
    assert bot.headers[-1]["Authorization"] != bot.headers[-2]["Authorization"]
    teams.anonymous = True
    Client(teams, client.line.port).say(AMIRA, "incident")
    assert "Authorization" not in bot.headers[-1]


def test_nobody_presses_what_does_not_stand_there(teams: Tenant, client: Client) -> None:
    said = shown(teams, message(card()))
    assert not actions(said.cards[0])
    with pytest.raises(AssertionError, match="no more"):
        client.press(AMIRA, said, EXECUTE)
