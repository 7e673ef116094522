"""A form that travels inside its own buttons comes back as it was; what somebody made up does not come in."""

import base64
import json
import zlib

import pytest

from adapters.teams import folding
from adapters.teams.limits import LIMITS

FORM = {
    "body": [{"type": "Input.Text", "id": "issue"}],
    "about": {"title": "Log a communication"},
    "others": [],
}


def sent(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 9)).decode()


def test_a_form_comes_back_as_it_was() -> None:
    assert folding.unfolded(folding.folded(FORM)) == FORM


def test_a_small_text_that_unfolds_to_a_large_form_is_none() -> None:
    bomb = sent(json.dumps({"body": [], "about": "x" * 2_000_000}).encode())
    assert len(bomb) < LIMITS["form_bytes"]
    assert folding.unfolded(bomb) is None


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        "",
        "x",
        "eA==",
        sent(b"x"),
        sent(b"[]"),
        sent(b"{}"),
        sent(b'{"body": 1}'),
        sent(b"[" * 50_000),
    ],
    ids=range(10),
)
def test_what_is_no_form_is_none(text: object) -> None:
    assert folding.unfolded(text) is None
