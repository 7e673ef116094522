"""Attack: a customer's own words, stored by a colleague, that do something where they are read later.

In Slack's messages: tests/slack/test_render_cards.py and test_render_any.py; on the try-out's page: tests/web/test_page.py;
characters that Word can't hold: tests/letters/test_document.py.
"""

import json
import logging
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import commands
from bot.letters.document import docx
from bot.words.letters import restriction
from storage import Store
from storage.tables import Report
from tests.bot.desk import Desk
from tests.letters import facts

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onmouseover='alert(1)"
ENTITIES = "&lt;script&gt;&#60;b&#62;]]><!--"
FORMULAS = ('=HYPERLINK("https://example.org")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1")
HARMLESS = {
    *("html", "meta", "title", "style", "h1", "h2", "p", "strong", "mark", "dl", "dt", "dd", "ul", "li"),
}


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/evenhand.db"
    with Store(address) as store:
        store.migrate()
    return address


def run(url: str, *words: str) -> str:
    done = CliRunner().invoke(commands, list(words), env={"EVENHAND_DATABASE_URL": url, "COLUMNS": "300"})
    assert isinstance(done.exception, SystemExit | None), repr(done.exception)
    return done.output


class Elements(HTMLParser):
    """Every element of a page and its attributes, and every word."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def test_markup_in_an_export_is_read_and_does_nothing(url: str, tmp_path: Path) -> None:
    """A colleague's and a relative's names are marked in what was typed: that must not open a hole either."""
    with Store(url) as store:
        desk = Desk(store)
        for number, name in enumerate(("script", "Lt Amp", "Quot &lt;", "39 X27")):
            desk.colleague(
                f"{name} <b>{number}", handle=f"odd{number}", email=f"odd{number}@example.org"
            ).command()
        desk.amira.file(
            f"{SCRIPT} Okafor",
            SCRIPT,
            details=f"{SCRIPT}\n{ENTITIES} script lt amp quot 39 x27",
            child=SCRIPT[:40],
            case_ref="<b>1</b>",
            promised=SCRIPT,
            adjustment=f"{{{SCRIPT}",
        )
        desk.priya.send_form(
            "word.note",
            {"held": "2026-11-23", "explained": SCRIPT, "view": ENTITIES, "trying": "x"},
            "0:0:1:0:0",
        )
    run(url, "export", "C-0001", "--to", str(tmp_path))
    page = (tmp_path / "C-0001" / "everything-held.html").read_text("utf-8")
    found = Elements(page)
    assert found.names <= HARMLESS
    assert found.attributes <= {"lang", "charset", "name", "content"}
    assert SCRIPT in found.words
    assert ENTITIES.partition("]]")[0] in found.words


def test_no_file_that_we_write_is_a_table_that_a_spreadsheet_would_calculate(
    url: str, tmp_path: Path
) -> None:
    """An export is HTML and JSON, the chain is JSON line by line: a cell that begins with = is only ever inside quotes."""
    with Store(url) as store:
        desk = Desk(store)
        for formula in FORMULAS:
            desk.amira.file("Okafor", formula, details=formula)
        assert len(desk.rows(Report)) == len(FORMULAS)
    run(url, "export", "C-0001", "--to", str(tmp_path))
    run(url, "audit", "export", str(tmp_path / "chain.jsonl"))
    json.loads((tmp_path / "C-0001" / "everything-held.json").read_text("utf-8"))
    lines = (tmp_path / "chain.jsonl").read_text("utf-8").splitlines()
    assert all(isinstance(json.loads(line), dict) and line.startswith("{") for line in lines)
    assert "HYPERLINK" not in "".join(lines)


FIELD_CODES = '{ HYPERLINK "https://evil.invalid" } { INCLUDETEXT "c:\\\\x" } { DDEAUTO cmd "/c calc" }'
TAGS = "</w:t></w:r><w:fldSimple w:instr='DDEAUTO'/><w:hyperlink r:id='rId1'>"


OPENINGS = ("<w:fldSimple", "<w:instrText", "<w:fldChar", "<w:hyperlink", "<w:object", "<w:altChunk", "<!")


@pytest.mark.parametrize(
    "typed", [FIELD_CODES, TAGS, "https://evil.invalid", "\x13DDEAUTO\x14\x15", "&xxe; <!DOCTYPE x>"]
)
def test_in_a_letter_it_is_no_field_no_link_and_no_xml(typed: str) -> None:
    plain = parts(docx(restriction.letter(facts.restriction())))
    with_it = parts(docx(restriction.letter(facts.restriction(customer=typed, reasons=typed, view=typed))))
    for name, xml in with_it.items():
        for opening in OPENINGS:
            assert xml.count(opening) == plain[name].count(opening), (name, opening)
        assert "evil.invalid" not in xml or not name.endswith(".rels")
    assert with_it.keys() == plain.keys()


def parts(document: bytes) -> dict[str, str]:
    """Every XML part of a Word file, by name; what was typed is there with its brackets escaped."""
    with zipfile.ZipFile(BytesIO(document)) as packed:
        return {
            name: packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))
        }


CONTROLS = "Ro\x1b[2Jsa\r\n2026-11-23 ERROR forged line\x07\x08\u2028\u202e"


def test_a_name_with_new_lines_and_escapes_reaches_no_log(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Store(url) as store:
        desk = Desk(store)
        desk.colleague(CONTROLS, handle="odd", email="odd@example.org").file(
            CONTROLS, CONTROLS, details=CONTROLS
        )
        desk.amira.look_up(CONTROLS)
        desk.tick()
    assert "forged line" not in caplog.text
    assert "\x1b" not in caplog.text


def test_a_file_to_import_with_something_endless_in_it_is_refused_in_a_line(url: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name\n" + "x" * 200_000 + "\n", "utf-8")
    assert "people.csv: field larger than" in run(url, "import", "customers", str(file))


def test_a_file_to_import_moves_nobodys_cursor(url: str, tmp_path: Path) -> None:
    """What a file holds is somebody else's: its mistakes are told without the characters that a terminal obeys."""
    escape, columns = "\x1b[2J\x1b]0;owned\x07\x9b31m", "customer,kind,details,starts_on,review_on"
    file = tmp_path / "held.csv"
    file.write_text(
        f"{columns},decided_by,second_manager,told_on\n" + ",".join([f"{escape}x"] * 8) + "\n", "utf-8"
    )
    told = run(url, "import", "restrictions", str(file))
    assert "nothing was imported" in told
    assert "no customer" in told
    assert "owned" in told
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", told), repr(told)
