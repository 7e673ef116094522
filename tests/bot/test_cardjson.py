"""Cards survive the outbox unchanged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import cardjson, cards

TEXT = st.text(max_size=20)
RUN = TEXT | st.builds(cards.Bold, TEXT) | st.builds(cards.Link, TEXT, TEXT)
LINE = st.lists(RUN, max_size=3).map(tuple)
BUTTON = st.builds(cards.Button, TEXT, TEXT, TEXT, st.sampled_from(cards.Style), TEXT)
BUTTONS = st.lists(BUTTON, max_size=3).map(tuple)
PARTS: dict[type, st.SearchStrategy[cards.Part]] = {
    cards.Text: st.builds(cards.Text, LINE),
    cards.Quiet: st.builds(cards.Quiet, LINE),
    cards.Bullets: st.builds(cards.Bullets, st.lists(LINE, max_size=3).map(tuple)),
    cards.Facts: st.builds(cards.Facts, st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)),
    cards.Divider: st.builds(cards.Divider),
    cards.Copyable: st.builds(cards.Copyable, TEXT, TEXT),
    cards.Image: st.builds(cards.Image, TEXT, st.binary(max_size=20), TEXT),
    cards.Buttons: st.builds(cards.Buttons, BUTTONS, BUTTONS),
}
CARD = st.builds(cards.Card, TEXT, st.lists(st.one_of(*PARTS.values()), max_size=5).map(tuple), TEXT)


def test_every_part_is_tried() -> None:
    assert set(PARTS) == set(cards.Part.__args__)


@given(CARD)
def test_a_card_is_read_as_it_was_written(card: cards.Card) -> None:
    written = cardjson.encode(card)
    read = cardjson.decode(written)
    assert read == card
    assert cardjson.encode(read) == written
    assert "\n" not in written


@pytest.mark.parametrize("part", PARTS)
@given(st.data())
def test_every_part_is_read_as_it_was_written(part: type, data: st.DataObject) -> None:
    card = cards.Card("One part", (data.draw(PARTS[part]),))
    assert cardjson.decode(cardjson.encode(card)) == card


def test_a_button_keeps_its_style() -> None:
    card = cards.Card("", (cards.Buttons((cards.Button("Go", "go", style=cards.Style.GO),)),))
    (row,) = cardjson.decode(cardjson.encode(card)).parts
    assert isinstance(row, cards.Buttons)
    assert row.shown[0].style is cards.Style.GO


def test_what_is_no_card_is_refused() -> None:
    with pytest.raises(TypeError):
        cardjson.decode(json.dumps({"is": "Divider"}))
