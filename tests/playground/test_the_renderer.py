"""Every form, and every card of a whole walk, drawn by Microsoft's own renderer of Adaptive Cards without a complaint."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from adapters.teams import render
from adapters.teams.render import Showing, Spot
from bot.cards import Form
from storage import Store
from tests.bot.every_form import asked
from tests.databases import NewDatabase
from tests.playground import installing
from tests.slack.test_every_form import spoilt
from tests.stories import test_the_walk
from tests.teams import office as teams
from tests.teams.cards import CARD, inputs
from tests.teams.drawn import CUSTOMER, ISSUE, SUBMIT, TEXT, card

__all__ = ["asked"]
Payload = dict[str, Any]
LONDON = ZoneInfo("Europe/London")
DRAW = """
    every => every.map(drawn => {
        const card = new AdaptiveCards.AdaptiveCard();
        card.hostConfig = new AdaptiveCards.HostConfig({ actions: { maxActions: 50 } }); // it counts a menu's too
        const parsing = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
        card.parse(drawn, parsing);
        const said = Array.from({ length: parsing.eventCount }, (_, at) => parsing.getEventAt(at).message);
        const checked = card.validateProperties().validationEvents.map(each => each.message);
        const shown = card.render();
        return { wrong: [...said, ...checked], read: shown ? shown.textContent : "" };
    })
"""
"""What the renderer complains of, and what is then to be read."""
LOOKS_UP = {
    'Property "choices.data" is supported in version 1.6, but you are using version 1.5.',
    "An Input.ChoiceSet must have at least one choice defined.",
}
"""Of a look-up alone: Teams looks up in older cards too, and asks for the choices."""
PLAIN = """
    () => {
        AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
            result.outputHtml = text;
            result.didProcess = true;
        };
    }
"""
"""It brings no Markdown of its own."""


@pytest.fixture
def renderer(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(path=installing.package("adaptivecards") / "dist/adaptivecards.min.js")
    page.evaluate(PLAIN)
    yield page
    page.close()


def drawn(renderer: Page, cards: list[Payload]) -> list[Payload]:
    found: list[Payload] = renderer.evaluate(DRAW, cards)
    assert len(found) == len(cards)
    return found


def complaints(renderer: Page, cards: list[Payload]) -> set[str]:
    """All that is wrong; a card of which nothing can be read is wrong too."""
    found = drawn(renderer, cards)
    unread = {"nothing to be read" for each in found if not each["read"].strip()}
    looks_up = any("choices.data" in part for each in cards for part in inputs(each))
    return {said for each in found for said in each["wrong"]} - (LOOKS_UP if looks_up else set()) | unread


def test_every_form_is_drawn(renderer: Page, asked: Mapping[str, list[Form]]) -> None:
    forms = [form for each in asked.values() for form in each]
    cards = [
        render.form(form, Showing(LONDON, spot))
        for one in forms
        for form in (one, spoilt(one))
        for spot in Spot
    ]
    assert complaints(renderer, cards) == set()


def test_every_card_of_a_walk_is_drawn(renderer: Page, new_sqlite: NewDatabase) -> None:
    with Store(new_sqlite()) as store, teams.office(store) as opened:
        walked = test_the_walk.considered_case(opened)
        test_the_walk.test_the_whole_walk_ends_with_a_restriction_that_the_customer_knows(walked)
        cards = [found for each in opened.tenant.everything for found in _cards(each.payload)]
    assert len(cards) > 20
    assert complaints(renderer, cards) == set()


def _cards(payload: Any) -> Iterator[Payload]:  # noqa: ANN401 - JSON
    """Every card in what was sent or answered."""
    if isinstance(payload, list):
        for each in payload:
            yield from _cards(each)
    elif isinstance(payload, dict):
        for name in ("content", "value"):
            if CARD in {payload.get("contentType"), payload.get("type")} and name in payload:
                yield payload[name]
                return
        for each in payload.values():
            yield from _cards(each)


def test_what_is_wrong_would_be_said(renderer: Page) -> None:
    assert complaints(renderer, [card(TEXT, CUSTOMER, actions=[SUBMIT])]) == set()
    for bad in (card({"type": "Nonsense"}), card(ISSUE | {"id": ""}), card(SUBMIT), {"type": "AdaptiveCard"}):
        assert complaints(renderer, [bad]), bad
