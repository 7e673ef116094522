"""The apps that are compared: `python -m tests.benchmarks.servers bare|committing|evenhand`, set up as Evenhand is.

`bare` does what Slack's own library needs for the same two calls, `committing` also saves one row, `evenhand` is
`evenhand serve`.
"""

import asyncio
import json
import logging
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

import psycopg
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.engine import make_url

from adapters.server import reserved, serve
from bot import settings
from bot.settings import ServerSettings
from tests.slack.lines import PATH
from tests.slack.said import Payload

STARTED = "started"
QUIET = logging.getLogger("tests.benchmarks.bare")
QUIET.setLevel(logging.ERROR)


def bare(given: ServerSettings, save: Callable[[str], None]) -> web.Application:
    """Bolt as its own documents show it; `save` is given what was typed before the submission is acknowledged."""
    token, base_url = given.slack_bot_token.get_secret_value(), given.slack_api_url
    bolt = AsyncApp(
        signing_secret=given.slack_signing_secret.get_secret_value(),
        client=AsyncWebClient(token=token, base_url=base_url),
        logger=QUIET,
    )

    async def log(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()
        if body.get("text"):
            await respond("Nothing is known.")
            return
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def file(ack: AsyncAck, body: dict[str, Any]) -> None:
        save(json.dumps(body["view"]["state"]["values"]))
        await ack(response_action="update", view=SAVED)

    async def take(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=SAVED)

    async def look_up(ack: AsyncAck) -> None:
        await ack(options=[{"text": _text("Somebody"), "value": "somebody"}])

    bolt.command("/incident")(log)
    bolt.view(FORM["callback_id"])(file)
    bolt.action(TAKE["action_id"])(take)
    bolt.options("customer")(look_up)
    return bolt.web_app(PATH)


def rows(url: str) -> Callable[[str], None]:
    """Commits one row, as safely as Evenhand does, with nothing between it and the database."""
    return _rows_in_sqlite(url) if url.startswith("sqlite:") else _rows_in_postgresql(url)


def _rows_in_postgresql(url: str) -> Callable[[str], None]:
    kept = psycopg.connect(url, autocommit=True)
    kept.execute("create table if not exists report (id serial primary key, typed text not null)")

    def save(typed: str) -> None:
        kept.execute("insert into report (typed) values (%s)", (typed,))  # commits by itself

    return save


def _rows_in_sqlite(url: str) -> Callable[[str], None]:
    kept = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    kept.execute("pragma journal_mode = wal")
    kept.execute("pragma synchronous = full")
    kept.execute("create table if not exists report (id integer primary key, typed text not null)")

    def save(typed: str) -> None:
        kept.execute("insert into report (typed) values (?)", (typed,))  # commits by itself

    return save


def _text(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def _input(name: str, label: str) -> Payload:
    element = {"type": "plain_text_input", "action_id": name}
    return {"type": "input", "block_id": name, "label": _text(label), "element": element}


FORM: Payload = {
    "type": "modal",
    "callback_id": "report.file",
    "title": _text("Bare"),
    "submit": _text("Save"),
    "blocks": [_input("customer", "Customer"), _input("issue", "What is it about?")],
}
TAKE: Payload = {"type": "button", "action_id": "issue.take", "text": _text("I'll reply"), "value": "1"}
SAVED: Payload = {
    "type": "modal",
    "title": _text("Bare"),
    "close": _text("Close"),
    "blocks": [
        {"type": "section", "text": _text("Saved.")},
        {"type": "actions", "block_id": "buttons", "elements": [TAKE]},
    ],
}


def main() -> None:
    """Serve until killed."""
    kind = sys.argv[1]
    if kind == "evenhand":
        from bot import __main__ as evenhand  # noqa: PLC0415 - the bare apps do without

        sys.argv[1:] = ["serve"]
        evenhand.main()
        return
    given = settings.read_for_server()
    save = rows(given.evenhand_database_url) if kind == "committing" else lambda _typed: None
    with reserved(given.host, given.port) as address:
        started = lambda: print(STARTED, flush=True)  # noqa: E731, T201 - to whoever started us
        asyncio.run(serve(bare(given, save), address, started=started))


if __name__ == "__main__":
    main()
