import json

import pytest

from adapters import pictures
from adapters.slack import ids, render
from bot import cards
from bot.cards import Bold, Button, Buttons, Card, Copyable, Facts, Image, Link, Style, bullets, quiet, text
from bot.words import waiting
from tests.slack.rendered import HOSTILE, Payload, every, texts, words
from tests.slack.valid import assert_valid

EVERYTHING = Card(
    "Colleagues are on this too",
    (
        text("Amira ", Bold("has it"), ", see ", Link("the page", "https://example.org/a")),
        quiet("Since Monday"),
        bullets(["one", (Bold("two"), " and a half")]),
        Facts((("Who", "AK"), ("Latest", "Mon 23 Nov"))),
        cards.Divider(),
        Copyable("Copy for our case system", "R-00123\nCalled."),
        Image("timeline.png", b"png", "A timeline"),
        Buttons(
            (Button("I'll reply", "issue.take", "7.1", Style.GO),), (Button("Undo", "issue.undo", "7.1"),)
        ),
    ),
    fallback="2 colleagues & you",
)
LONG = " ".join(f"word{number}" for number in range(2600))[:20_000]


def drawn(*parts: cards.Part) -> Payload:
    return valid(render.message(Card("Title", parts)))


def valid(payload: Payload) -> Payload:
    assert_valid(payload)
    return payload


def test_every_kind_of_part_has_its_block() -> None:
    kinds = [block["type"] for block in valid(render.message(EVERYTHING))["blocks"]]
    assert kinds == [
        "header",
        "rich_text",
        "context",
        "rich_text",
        "section",
        "divider",
        "context",
        "rich_text",
        "context",
        "actions",
    ]


def test_a_notification_reads_the_fallback_and_mentions_nobody() -> None:
    assert render.message(EVERYTHING)["text"] == "2 colleagues &amp; you"
    assert render.message(Card("<!channel>"))["text"] == "&lt;!channel&gt;"


def test_a_paragraph_keeps_its_bold_words_and_links() -> None:
    [paragraph] = every(drawn(EVERYTHING.parts[0]), "rich_text_section")
    assert paragraph["elements"] == [
        {"type": "text", "text": "Amira "},
        {"type": "text", "text": "has it", "style": {"bold": True}},
        {"type": "text", "text": ", see "},
        {"type": "link", "url": "https://example.org/a", "text": "the page"},
    ]


@pytest.mark.parametrize(
    "url",
    ["javascript:x", "mailto:a@example.org", "", "https://a b", "https://x|<!here>", "https://" + "x" * 3000],
)
def test_links_lead_only_to_web_pages(url: str) -> None:
    for part in (text(Link("look", url)), quiet("a ", Link("look", url))):
        assert not every(drawn(part), "link")
        assert "look" in words(drawn(part))
        assert not every(drawn(part), "mrkdwn")


@pytest.mark.parametrize(
    "part",
    [
        text(HOSTILE),
        text(Bold(HOSTILE)),
        quiet(HOSTILE),
        quiet(Bold("By "), HOSTILE),
        quiet(Link(HOSTILE, "https://example.org")),
        bullets([HOSTILE]),
        Facts(((HOSTILE, "value"), ("label", HOSTILE))),
        Copyable(HOSTILE, HOSTILE),
        Buttons((Button(HOSTILE, "a", HOSTILE, confirm=HOSTILE),), (Button(HOSTILE, "b", "1"),)),
    ],
    ids=lambda part: type(part).__name__,
)
def test_what_was_typed_never_becomes_markup(part: cards.Part) -> None:
    shown = drawn(part)
    assert all("<!channel>" not in each["text"] for each in every(shown, "mrkdwn"))
    assert not any(set("*_~`") & set(each["text"].replace("*label*", "")) for each in every(shown, "mrkdwn"))
    assert all(each["emoji"] is False for each in every(shown, "plain_text"))


def test_what_was_typed_is_read_letter_by_letter() -> None:
    for part in (
        text(HOSTILE),
        quiet(HOSTILE),
        quiet(Bold(""), HOSTILE),
        bullets([HOSTILE]),
        Facts((("A", HOSTILE),)),
    ):
        assert HOSTILE in words(drawn(part))


def test_facts_stand_under_bold_labels_with_their_own_signs_escaped() -> None:
    [section] = every(drawn(Facts((("Who", "Smith & <Sons>"),))), "section")
    assert section["fields"] == [
        {"type": "mrkdwn", "text": "*Who*\nSmith &amp; &lt;Sons&gt;", "verbatim": True}
    ]


def test_a_quiet_line_keeps_bold_words_where_stars_are_safe() -> None:
    def marked(*runs: cards.Run) -> list[str]:
        return [each["text"] for each in every(drawn(quiet(*runs)), "mrkdwn")]

    assert marked("Type ", Bold("/incident mine"), ".") == ["Type */incident mine*."]
    assert marked("See ", Link("the & page", "https://example.org?a=1&b=2")) == [
        "See <https://example.org?a=1&amp;b=2|the &amp; page>"
    ]
    assert not marked("un", Bold("believ"), "able")
    assert not marked("un ", Bold("believ"), "able")
    assert not marked("un", Bold("believ"), " able")
    assert not marked(Bold("a"), Bold("b"))
    assert not marked(Bold(" a "), "b")
    assert not marked(Bold("10:30:00"), " o'clock")


def test_empty_things_are_not_drawn() -> None:
    nothing = (text(), text("  "), quiet(""), bullets([]), bullets([""]), Facts(()), Facts((("", ""),)))
    blank = " " * 9000
    shown = drawn(*nothing, Copyable("Copy", ""), Buttons(()), text(blank), quiet(blank))
    assert [block["type"] for block in shown["blocks"]] == ["header"]


def test_an_empty_card_still_says_who_speaks() -> None:
    for shown in (render.message(Card("")), render.dialog(Card("")), render.home(Card(" "))):
        assert words(valid(shown)) == waiting.ASSISTANT
    assert render.message(Card(""))["text"] == waiting.ASSISTANT


def test_half_a_fact_is_still_said() -> None:
    assert words(drawn(Facts((("Label", ""), ("", "Value"))))) == "TitleLabelValue"


def test_long_text_is_parted_and_whole() -> None:
    for part in (text(LONG), text("a", Bold(LONG)), bullets([LONG]), quiet(LONG), Copyable("Copy", LONG)):
        shown = valid(render.dialog(Card("", (part,))))
        assert LONG in words(shown)
        assert all(len(each) <= 3000 for each in texts(shown["blocks"]))
        assert all(each.endswith(" ") for each in [*texts(shown["blocks"])][:-1] if len(each) > 2900)


def test_a_word_that_is_too_long_for_a_block_is_parted_too() -> None:
    assert "x" * 20_000 in words(valid(render.dialog(Card("", (text("x" * 20_000),)))))


def test_a_list_of_very_many_lines_is_whole() -> None:
    lines = [f"line {number};" for number in range(300)]
    assert words(valid(render.dialog(Card("", (bullets(lines),))))) == "".join(lines)


def test_very_many_facts_and_very_long_ones_keep_their_order() -> None:
    pairs = [(f"label {number}", "v" * (2500 if number == 12 else 5)) for number in range(25)]
    shown = valid(render.dialog(Card("", (Facts(tuple(pairs)),))))
    seen = words(shown).replace("*", "").replace("\n", "")
    assert seen == "".join(label + value for label, value in pairs)


def test_a_long_title_stands_whole_below_its_header() -> None:
    title = "t" * 400
    shown = valid(render.message(Card(title)))
    assert shown["blocks"][0]["text"]["text"] == "t" * 149 + "…"
    assert [*texts(shown["blocks"])][1] == title


async def test_a_picture_is_announced_and_handed_over() -> None:
    given: list[Image] = []

    async def give(image: Image) -> bool:
        given.append(image)
        return True

    shown = await pictures.given(EVERYTHING, give)
    assert waiting.picture_sent() in words(render.message(shown))
    assert [image.name for image in given] == ["timeline.png"]


def test_a_button_carries_its_action_value_style_and_question() -> None:
    shown = drawn(
        Buttons((Button("Undo", "issue.undo", "7.1", Style.STOP, "Really undo?"), Button("Go", "go")))
    )
    first, second = every(shown, "button")
    assert (first["action_id"], first["value"], first["style"]) == ("issue.undo", "7.1", "danger")
    assert first["confirm"]["text"]["text"] == "Really undo?"
    assert first["confirm"]["deny"]["text"] == "Cancel"
    assert second == {
        "type": "button",
        "text": {"type": "plain_text", "text": "Go", "emoji": False},
        "action_id": "go",
    }


def test_the_same_action_twice_in_a_row_gets_its_own_id() -> None:
    shown = drawn(Buttons(tuple(Button("Show", "issue.show", str(number)) for number in range(3))))
    assert [each["action_id"] for each in every(shown, "button")] == [
        "issue.show",
        "issue.show:2",
        "issue.show:3",
    ]


def test_five_buttons_a_row_and_none_is_lost() -> None:
    shown = valid(
        render.dialog(Card("", (Buttons(tuple(Button(f"B{n}", "b", str(n)) for n in range(200))),)))
    )
    assert all(len(block["elements"]) == 5 for block in shown["blocks"])
    assert [each["value"] for each in every(shown, "button")] == [str(n) for n in range(200)]


def test_what_is_folded_away_is_in_a_menu() -> None:
    few = drawn(Buttons((), tuple(Button(f"B{n}", "act", f"{n}") for n in range(5))))
    [overflow] = every(few, "overflow")
    assert (overflow["action_id"], overflow["options"][1]["value"]) == (ids.MENU, "act|1")
    [select] = every(
        drawn(Buttons((), tuple(Button(f"B{n}", "act", f"{n}") for n in range(6)))), "static_select"
    )
    assert select["placeholder"]["text"] == "More"
    menu = Buttons((), tuple(Button(f"B{n}", "act", f"{n}") for n in range(250)))
    many = valid(render.dialog(Card("", (menu,))))
    assert sum(len(each["options"]) for each in every(many, "static_select")) == 250


def test_what_a_menu_cannot_carry_is_a_button() -> None:
    asks, long = Button("A", "a", "1", confirm="Sure?"), Button("B", "b", "x" * 150)
    shown = drawn(Buttons((), (asks, long, Button("C", "c", "1"))))
    assert [each["action_id"] for each in every(shown, "button")] == ["a", "b"]
    assert [each["value"] for each in every(shown, "overflow")[0]["options"]] == ["c|1"]


def test_the_menu_comes_last_in_the_last_row() -> None:
    card = Buttons(tuple(Button(f"B{n}", "b", str(n)) for n in range(7)), (Button("C", "c"),))
    assert [[e["type"] for e in block["elements"]] for block in drawn(card)["blocks"][1:]] == [
        ["button"] * 5,
        ["button", "button", "overflow"],
    ]


def test_too_many_parts_are_cut_at_a_part_and_can_be_asked_for() -> None:
    card = Card("Summary", tuple(text(f"part {n}.") for n in range(80)))
    shown = valid(render.message(card, "summary:1"))
    kept = len(shown["blocks"]) - 3
    assert len(shown["blocks"]) == 50
    assert waiting.more_parts(80 - kept) in words(shown)
    assert f"part {kept - 1}." in words(shown)
    assert f"part {kept}." not in words(shown)
    [button] = every(shown, "button")
    assert (button["action_id"], button["value"]) == (ids.SHOW_ALL, "summary:1")


def test_a_fleeting_message_that_is_cut_offers_nothing() -> None:
    shown = valid(render.message(Card("Summary", tuple(text(f"part {n}.") for n in range(80)))))
    assert not every(shown, "button")
    assert "more parts are not shown here" in words(shown)


def test_a_message_that_is_cut_keeps_its_buttons() -> None:
    buttons = Buttons((Button("Approve", "restriction.approve", "1"),))
    card = Card("Case", (*(text(f"part {n}.") for n in range(80)), buttons))
    for shown in (render.message(card, "k"), render.home(Card("", (*card.parts[:-1], *card.parts)))):
        assert words(valid(shown)).endswith("Approve")


def test_a_message_is_cut_by_weight_as_well() -> None:
    card = Card("Case", (text("first"), text(LONG), text("last"), Buttons((Button("Go", "go"),))))
    shown = valid(render.message(card, "k"))
    assert waiting.more_parts(2) in words(shown)
    assert not render.fits_a_message(card)
    assert render.fits_a_message(EVERYTHING)


def test_a_dialog_holds_what_a_message_cannot() -> None:
    card = Card("Case", tuple(text(f"part {n}.") for n in range(99)))
    shown = valid(render.dialog(card))
    assert "more part" not in words(shown)
    assert (shown["title"]["text"], shown["close"]["text"]) == (waiting.ASSISTANT, waiting.CLOSE)
    assert shown["callback_id"] == ids.CARD
    assert "submit" not in shown
    over = valid(render.dialog(Card("Case", card.parts * 2)))
    assert waiting.more_parts(198 - 98) in words(over)


def test_a_home_is_a_card_too() -> None:
    shown = valid(render.home(EVERYTHING))
    assert (shown["type"], set(shown)) == ("home", {"type", "blocks"})


def test_more_than_slack_can_take_of_everything_is_still_valid() -> None:
    many = tuple(Button("L" * 300, f"action{n}", "v" * 1900, confirm="?" * 900) for n in range(200))
    heavy = Card(
        "T" * 500,
        (text(LONG * 5), quiet(LONG), Facts((("L" * 500, LONG),) * 20), Buttons(many, many)),
    )
    for shown in (
        render.message(heavy, "key"),
        render.message(heavy),
        render.dialog(heavy),
        render.home(heavy),
    ):
        assert "not shown here" in words(valid(shown))


def test_a_button_that_could_not_come_back_whole_is_not_drawn() -> None:
    assert not every(drawn(Buttons((Button("A", "a", "x" * 2001),))), "button")


def test_options_carry_their_hints() -> None:
    offered = (
        cards.Option("C-0042", "Liz Okafor", "mother · 0900"),
        cards.Option("C-0043", "L" * 70, "h" * 90),
        cards.Option("C-0044", "a" * 40 + " " + "b" * 60),
        cards.Option("", "no key"),
        cards.Option("not_known", ""),
    )
    shown = valid(render.options(offered))["options"]
    assert shown[0]["text"]["text"] == "Liz Okafor · mother · 0900"
    assert shown[1]["description"]["text"] == "h" * 74 + "…"
    assert (shown[2]["text"]["text"].strip(), shown[2]["description"]["text"]) == ("a" * 40, "b" * 60)
    assert [each["value"] for each in shown] == ["C-0042", "C-0043", "C-0044", "not_known"]


def test_a_hundred_options_are_offered_at_most() -> None:
    assert len(valid(render.options(tuple(cards.Option(str(n), "x") for n in range(300))))["options"]) == 100
    assert valid(render.options(())) == {"options": []}


def test_what_is_drawn_is_json() -> None:
    assert json.loads(json.dumps(render.message(EVERYTHING))) == render.message(EVERYTHING)
