"""Turns a letter into a Word document that every office program can edit: styles, headings, links, no macros."""

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import assert_never

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Written

from bot.letters import styles
from bot.letters.model import Gap, Heading, Items, Letter, Line, Link, Paragraph, Part
from bot.letters.styles import GAP, LINK
from bot.words.letters import parts as words

_PACKED_AT = (1980, 1, 1, 0, 0, 0)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML, and so Word, can't hold at all."""


def docx(letter: Letter) -> bytes:
    """The letter as a .docx file; the same letter gives the same bytes."""
    document = Document()
    styles.prepare(document)
    _about(document, letter)
    _write(document.add_paragraph(), (letter.check,))
    for line, style in (
        (letter.sender, styles.SENDER),
        (letter.address, styles.ADDRESS),
        (letter.about, "Normal"),
    ):
        _write(document.add_paragraph(style=style), line)
    salutation, *rest = letter.parts
    _add(document, salutation)
    document.add_paragraph(_readable(letter.title), style="Title")
    _add_all(document, rest)
    last = len(document.paragraphs) - 1
    for line, style in zip(letter.closing, (styles.CLOSING, styles.SIGNED), strict=True):
        _write(document.add_paragraph(style=style), line)
    _add_all(document, letter.enclosed)
    _keep_together(document.paragraphs[last:])  # neither the signature nor the list alone on a page
    _footer(document, letter)
    saved = BytesIO()
    document.save(saved)
    return _without_times(saved.getvalue())


def _add_all(document: Docx, parts: Sequence[Part]) -> None:
    """Every part; a sentence that begins a list stays with it."""
    for part, following in zip_longest(parts, parts[1:]):
        _add(document, part)
        if isinstance(part, Paragraph) and isinstance(following, Items):
            document.paragraphs[-1].paragraph_format.keep_with_next = True


def _keep_together(paragraphs: Sequence[Written]) -> None:
    for paragraph in paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _add(document: Docx, part: Part) -> None:
    match part:
        case Heading(text):
            document.add_paragraph(_readable(text), style="Heading 1")
        case Paragraph(line):
            _write(document.add_paragraph(), line)
        case Items(lines):
            for line in lines:
                _write(document.add_paragraph(style="List Bullet"), line)
        case _:
            assert_never(part)


def _write(paragraph: Written, line: Line) -> None:
    for run in line:
        match run:
            case Gap():
                gap = paragraph.add_run(_readable(words.gap(run)), style=GAP)
                gap.font.highlight_color = WD_COLOR_INDEX.YELLOW  # a style can't hold it
            case Link(url):
                _link(paragraph, _readable(url))
            case _:
                paragraph.add_run(_readable(run))


def _link(paragraph: Written, url: str) -> None:
    """A hyperlink; python-docx reads them and writes none."""
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(url, style=LINK)
    hyperlink.append(run._r)  # noqa: SLF001 - the run moves into the hyperlink
    paragraph._p.append(hyperlink)  # noqa: SLF001


def _footer(document: Docx, letter: Letter) -> None:
    """Which letter this page belongs to, and its number."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{_readable(letter.reference)} · page ")
    page = OxmlElement("w:fldSimple")
    page.set(qn("w:instr"), "PAGE")
    paragraph._p.append(page)  # noqa: SLF001 - python-docx has no fields


def _readable(text: str) -> str:
    return _NO_XML.sub("", text)


def _about(document: Docx, letter: Letter) -> None:
    """What the file says about itself: no names, and no other day than the letter's."""
    about = document.core_properties
    about.title, about.subject, about.language = letter.title, letter.reference, styles.LANGUAGE
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = datetime.combine(letter.written_on, time(12))
    about.revision = 1
    for number, related in list(document.part.package.rels.items()):
        if related.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # the template's own, of an empty page
            del document.part.package.rels[number]


def _without_times(saved: bytes) -> bytes:
    """The same archive, packed at no particular time, so that equal letters are equal files."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(saved)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _PACKED_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
