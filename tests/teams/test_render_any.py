"""Any card and any form, whatever stands in them: drawn as Teams takes it, small enough, and never as markup."""

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams import folding, ids, render, text
from adapters.teams.inputs import fields as read
from adapters.teams.render import Showing, Spot
from bot import cards
from bot.cards import Bold, Card, Form, Option
from tests.slack.rendered import HOSTILE
from tests.slack.test_render_any import cards_, forms, names, options
from tests.teams.cards import assert_card, inputs, texts, within
from tests.teams.valid import assert_answer, size

LONDON = ZoneInfo("Europe/London")
LARGEST = 26 * 1024
"""Of a card: the activity around it needs the rest."""


def assert_taken(card: dict[str, Any]) -> None:
    """Teams takes it, and reads no markup in what somebody may have typed."""
    assert_card(card)
    for each in within(card):
        if each["type"] == "TextBlock":
            assert text.is_tame(each["text"])
        for fact in each.get("facts", []):
            assert text.is_tame(f"{fact['title']}\n{fact['value']}")
        for choice in each.get("choices", []):
            assert not set("*_`[]<>") & set(choice["title"])


@settings(deadline=None, max_examples=20)
@given(cards_, names)
def test_any_card_is_drawn_as_teams_takes_it(card: Card, key: str) -> None:
    for shown in (
        render.card(card),
        render.card(card, key=key),
        render.card(card, Spot.DIALOG),
        *render.cards(card)[:2],
    ):
        assert_taken(shown)
        assert size(shown) <= LARGEST


@settings(deadline=None, max_examples=8)
@given(forms(), st.sampled_from(Spot), st.booleans())
def test_any_form_is_drawn_as_teams_takes_it_and_comes_back_filled(
    form: Form,
    spot: Spot,
    searches: bool,  # noqa: FBT001 - hypothesis fills it in
) -> None:
    card = render.form(form, Showing(LONDON, spot, searches))
    assert_taken(card)
    sent = {each["id"]: each.get("value", "") for each in inputs(card)}
    kept = folding.unfolded(sent.get(ids.FORM))
    if kept:
        assert_taken(render.refilled(kept, read(sent), spot, (Bold("Not saved"),)))
        render.typed_in(kept, read(sent))


@settings(deadline=None, max_examples=30)
@given(options)
def test_any_options_are_offered_as_teams_takes_them(offered: tuple[Option, ...]) -> None:
    assert_answer("application/search", 200, render.options(offered))


def test_what_was_typed_stays_what_was_typed() -> None:
    shown = render.card(Card(HOSTILE, (cards.text(HOSTILE), cards.Facts(((HOSTILE, HOSTILE),)))))
    assert_taken(shown)
    said = " ".join(texts(shown))
    for piece in HOSTILE.split("\n"):
        assert said.count(piece) == 4


def test_a_fact_longer_than_a_card_goes_on_in_the_next() -> None:
    long = "*word*\n" * 4000
    shown = render.cards(Card("Facts", (cards.Facts((("Label", long),)),)))
    assert all(size(each) <= LARGEST for each in shown)
    assert sum(said.count("*word*") for each in shown for said in texts(each)) == 4000


def test_a_date_of_the_cards_own_is_none() -> None:
    shown = render.card(Card("Moved", (cards.text("{{DATE(2026-11-23T09:00:00Z, SHORT)}}"),)))
    assert "{{" not in str(shown).replace("{{'", "")
