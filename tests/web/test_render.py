import base64
import json

from adapters.web import render
from bot import cards, chat
from tests.web import fakes


def test_every_kind_of_part_is_drawn() -> None:
    kinds = [part["type"] for part in render.card(fakes.everything())["parts"]]
    assert kinds == ["text", "quiet", "bullets", "facts", "divider", "copyable", "image", "buttons"]


def test_what_was_typed_stays_a_plain_run() -> None:
    quiet = render.card(fakes.everything())["parts"][1]
    assert quiet["runs"] == [{"text": "Quiet "}, {"text": fakes.HOSTILE}]


def test_links_lead_only_to_web_pages() -> None:
    card = cards.Card(
        "Links", (cards.text(cards.Link("a", "https://example.org"), cards.Link("b", "javascript:x")),)
    )
    assert render.card(card)["parts"][0]["runs"] == [
        {"text": "a", "url": "https://example.org"},
        {"text": "b"},
    ]


def test_pictures_travel_whole() -> None:
    picture = render.card(fakes.everything())["parts"][6]
    assert base64.b64decode(picture["png_base64"]) == fakes.PNG
    assert picture["alt"] == "A timeline"


def test_a_button_says_what_it_does_and_asks_first_where_it_should() -> None:
    undo = render.card(fakes.ANSWER)["parts"][-1]["shown"][2]
    expected = {
        "label": "Undo",
        "action": "issue.undo",
        "value": "7.1",
        "style": "stop",
        "confirm": "Really undo?",
    }
    assert undo == expected


def test_too_much_is_cut_with_a_mark() -> None:
    card = cards.Card("t" * 999, (cards.text("x" * 30_000),) * 200)
    drawn = render.card(card)
    assert (len(drawn["title"]), drawn["title"][-1]) == (200, "…")
    assert len(drawn["parts"]) == render.LIMITS["parts"]
    assert len(drawn["parts"][0]["runs"][0]["text"]) == render.LIMITS["run"]


def test_text_to_be_copied_is_never_cut() -> None:
    card = cards.Card("Copy", (cards.Copyable("Copy", "x" * 30_000),))
    assert len(render.card(card)["parts"][0]["text"]) == 30_000


def test_a_form_names_its_fields_as_the_bot_does() -> None:
    drawn = render.form(fakes.form())
    assert [field["name"] for field in drawn["fields"]] == [
        "customer",
        "issue",
        "route",
        "happened",
        "details",
    ]
    kinds = [field["type"] for field in drawn["fields"] + drawn["more"]]
    assert kinds == ["lookup", "text", "choice", "datetime", "text", "choices", "number", "date", "text"]


def test_fields_carry_what_their_kind_needs() -> None:
    drawn = render.form(fakes.form())
    lookup, _issue, route, *_ = drawn["fields"]
    concerns, minutes, *_ = drawn["more"]
    assert (lookup["watch"], lookup["required"]) == (True, True)
    assert route["options"][0] == {"key": "helpline", "label": "Helpline", "hint": ""}
    assert route["watch"] is False
    assert render.field(cards.ChoiceField("result", "And now?", (), watch=True))["watch"] is True
    assert concerns["values"] == []
    assert (minutes["least"], minutes["most"]) == (0, 600)


def test_durable_messages_are_not_part_of_the_answer() -> None:
    post = chat.Post(chat.Place("web", chat.PlaceKind.CHANNEL, "team"), "k", fakes.ANSWER)
    reply = chat.Reply((post, chat.Nudge(1, "k", fakes.ANSWER), chat.Whisper(fakes.ANSWER)))
    assert [part["part"] for part in render.reply(reply)["parts"]] == ["whisper"]


def test_every_other_part_of_a_reply_is_drawn() -> None:
    parts = (
        chat.Replace(fakes.ANSWER),
        chat.Ask(fakes.form()),
        chat.Refresh(fakes.form()),
        chat.Options((cards.Option("C-0042", "Elizabeth", "…142"),)),
        chat.File(1, "a.png", fakes.PNG, "alt"),
    )
    drawn = render.reply(chat.Reply(parts))["parts"]
    assert [part["part"] for part in drawn] == ["replace", "ask", "refresh", "options", "file"]
    assert json.loads(json.dumps(drawn)) == drawn
