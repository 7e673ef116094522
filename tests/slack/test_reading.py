"""What is read back from Slack's blocks is what a person sees, in the try-out's shape."""

from adapters.slack import render as slack_render
from adapters.web import render as web_render
from bot import cards
from tests.office import LONDON, labels, words
from tests.slack import elements, reading
from tests.slack.client import Posted
from tests.slack.conversations import Conversation, Message
from tests.slack.dialogs import Dialog
from tests.slack.said import Payload
from tests.web import fakes

NUMBERS = iter(range(1000))
SPOT = Posted(Conversation("C0TEAM", "team", "channel", frozenset()), Message("1.000001", "U0EVENHAND", ""))


def read(*blocks: Payload) -> Payload:
    return reading.card(elements.named(list(blocks), NUMBERS), SPOT)


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def dialog(view: Payload) -> Dialog:
    named = view | {"blocks": elements.named(view["blocks"], NUMBERS)}
    return Dialog("V1", "U0AMIRA", named, "1", "V1", typed=elements.beginning(named))


def test_slacks_marks_are_read_as_marks_and_its_escapes_as_letters() -> None:
    marked = {"type": "mrkdwn", "text": "*Who* &lt;b&gt; <https://example.org|a page> *\u200bno*"}
    (quiet,) = read({"type": "context", "elements": [marked]})["parts"]
    assert [run["text"] for run in quiet["runs"]] == ["Who", " <b> ", "a page", " ", "no"]
    assert quiet["runs"][0]["bold"]


def test_plain_text_stays_as_it_is() -> None:
    (quiet,) = read({"type": "context", "elements": [plain("*no* &amp; <https://example.org|x>")]})["parts"]
    assert quiet["runs"] == [{"text": "*no* &amp; <https://example.org|x>"}]


def test_fields_are_facts() -> None:
    fields = [{"type": "mrkdwn", "text": "*Route*\nHelpline &amp; inbox"}, plain("Contacts\n3")]
    (facts,) = read({"type": "section", "fields": fields})["parts"]
    assert facts["pairs"] == [["Route", "Helpline & inbox"], ["Contacts", "3"]]


def test_rows_that_follow_one_another_are_one_row_and_menus_are_more() -> None:
    press = {"type": "button", "action_id": "issue.take:2", "value": "7", "text": plain("I'll reply")}
    option = {"text": plain("Undo"), "value": "issue.undo|7:1"}
    menu = {"type": "overflow", "action_id": "menu", "options": [option]}
    rows = [{"type": "actions", "elements": [press]}, {"type": "actions", "elements": [menu]}]
    card = read({"type": "header", "text": plain("A card")}, *rows)
    (row,) = card["parts"]
    assert (card["title"], labels({"card": card})) == ("A card", ["I'll reply", "Undo"])
    assert [(each["action"], each["value"]) for each in (*row["shown"], *row["more"])] == [
        ("issue.take", "7"),
        ("issue.undo", "7:1"),
    ]


def test_a_card_reads_the_same_in_slack_and_in_the_try_out() -> None:
    parts = (
        cards.text("Saved as ", cards.Bold("R-00123"), "."),
        cards.bullets(("Priya, Friday", "David, Thursday")),
        cards.Facts((("Route", "Helpline"), ("Contacts", "3 in 14 days"))),
        cards.quiet("Same number."),
        cards.Divider(),
        fakes.ANSWER.parts[-1],
    )
    shown = cards.Card("Colleagues are on this too", parts)
    in_slack, on_the_page = read(*slack_render.message(shown)["blocks"]), web_render.card(shown)
    for card in (in_slack, on_the_page):
        card["parts"] = [part for part in card["parts"] if part["type"] != "buttons"]
    assert in_slack == on_the_page


def test_a_form_reads_the_same_in_slack_and_in_the_try_out() -> None:
    asked = cards.Form(
        "report.file",
        "Log a communication",
        (
            cards.TextField("issue", "What is it about?", "Plan late", required=True, error="Shorter."),
            cards.DateTimeField("happened", "When?", "2026-11-23T09:30"),
            cards.ChoiceField("route", "How?", (cards.Option("inbox", "Inbox"),), "inbox"),
            cards.NumberField("minutes", "Minutes"),
        ),
        "Save",
        value="7:1",
        error="Not saved.",
        notices=(cards.text("Priya heard from them."),),
        notices_after="issue",
    )
    in_slack = reading.form(dialog(slack_render.form(asked, LONDON)))
    on_the_page = web_render.form(asked)
    for name in ("action", "title", "submit", "value", "error", "notices"):
        assert in_slack[name] == on_the_page[name]
    for slack_field, web_field in zip(in_slack["fields"], on_the_page["fields"], strict=True):
        for name in ("name", "label", "value", "required", "error"):
            assert slack_field[name] == web_field[name]
    assert in_slack["fields"][2]["options"] == on_the_page["fields"][2]["options"]


def test_what_slack_says_is_wrong_stands_at_its_field() -> None:
    asked = cards.Form("word.note", "A word", (cards.TextField("held", "When?"),), "Save")
    open_dialog = dialog(slack_render.form(asked, LONDON))
    open_dialog.errors = {"held": "Please fill this in."}
    assert reading.form(open_dialog)["fields"][0]["error"] == "Please fill this in."


def test_what_is_needed_to_press_is_no_word_that_anybody_reads() -> None:
    press = {"type": "button", "action_id": "issue.take", "value": "secret", "text": plain("I'll reply")}
    assert words(read({"type": "actions", "elements": [press]})) == "I'll reply"
