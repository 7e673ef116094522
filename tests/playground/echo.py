"""The smallest bot that the Bot Framework's SDK makes: it answers with a card, and a press replaces the card."""

from typing import Any

from aiohttp import web
from botbuilder.core import CardFactory, InvokeResponse, MessageFactory, TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity
from botframework.connector.auth import BotFrameworkAuthenticationFactory

from tests.teams.cards import CARD
from tests.teams.drawn import EXECUTE, ISSUE, TEXT, card


def application() -> web.Application:
    """The bot, without an app id: it takes what comes, as the playground is used."""
    adapter = CloudAdapterBase(BotFrameworkAuthenticationFactory.create())

    async def hear(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        found = await adapter.process_activity("", activity, _turn)
        return web.json_response(found.body, status=found.status) if found else web.Response()

    app = web.Application()
    app.router.add_post("/api/messages", hear)
    return app


async def _turn(context: TurnContext) -> None:
    heard = context.activity
    if heard.type == "message":
        drawn = card(TEXT | {"text": f"You said {heard.text}"}, ISSUE, actions=[EXECUTE])
        await context.send_activity(MessageFactory.attachment(CardFactory.adaptive_card(drawn)))
    elif heard.type == "invoke":
        await context.send_activity(Activity(type="invokeResponse", value=_answer(heard.value["action"])))


def _answer(action: dict[str, Any]) -> InvokeResponse:
    said = f"You have it: {action['data']['issue']}"
    body = {"statusCode": 200, "type": CARD, "value": card(TEXT | {"text": said})}
    return InvokeResponse(status=200, body=body)
