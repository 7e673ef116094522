"""docs/interface.md stays true: what it names is there, and all that is there is named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import tables
from bot.words import replies
from tests.interface import labels, page

BOT = Path(__file__).parents[1] / "bot"
READERS = frozenset({"text", "long", "choice", "choices", "number", "day", "moment", "raw"})
"""How a handler reads a field of a form (`bot/fields.py`)."""
UNTOLD = frozenset({"customer.check"})
"""A button that says whom it shows, and nothing else."""


@pytest.fixture(scope="module")
def written() -> str:
    return page.written()


def test_the_page_says_what_the_code_has(written: str) -> None:
    assert page.FILE.read_text("utf-8") == written, "python -m tests.interface.page"


def test_every_command_button_and_form_is_on_it(written: str) -> None:
    assert set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", written, re.MULTILINE)) == set(tables.PRESSES)
    headed = set(re.findall(r"^### `([a-z_.]+)`$", written, re.MULTILINE))
    assert headed == set(tables.SUBMISSIONS) - {"report.look"}  # a form's button where no change is told
    assert set(re.findall(r"^\| `/incident ?([a-z]*)", written, re.MULTILINE)) == set(replies.COMMANDS)


def test_every_field_that_a_handler_reads_is_drawn_by_a_form(written: str) -> None:
    forms = written.partition("## Forms")[2]
    drawn = set(re.findall(r"^\| `([a-z_]+)` \|", forms, re.MULTILINE))
    read = set(_read())
    assert len(read) > 30
    assert read <= drawn


def test_what_every_button_says_is_known_and_read_in_a_guide() -> None:
    said = labels.of_buttons()
    assert set(said) | labels.SHORTCUTS == set(tables.PRESSES)
    untold = {action for action in tables.PRESSES if not page.guides(action, said.get(action, ()))}
    assert untold == UNTOLD


def test_what_stands_elsewhere_could_not_be_read_beside_its_action() -> None:
    assert labels.ELSEWHERE.keys() & {action for action, _label in labels.drawn()} <= {"restriction.show"}


def _read() -> Iterator[str]:
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="form"), attr=attr),
                    args=[ast.Constant(value=str(name)), *_],
                ) if attr in READERS:
                    yield name
