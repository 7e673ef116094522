"""How a letter looks: A4, one plain typeface, room for the address, a style for each thing, gaps that stand out."""

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

FONT = "Arial"
LANGUAGE = "en-GB"
GAP, LINK = "To be added", "Hyperlink"
SENDER, ADDRESS, CLOSING, SIGNED = "Sender", "Address", "Closing", "Signature line"
BLACK, BLUE = RGBColor(0, 0, 0), RGBColor(0x05, 0x4A, 0x91)


def prepare(document: Docx) -> None:
    """The page, the styles and the language of an empty document."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    _paragraphs(document)
    _characters(document)
    for language in document.styles.element.xpath("//w:lang"):
        language.set(qn("w:val"), LANGUAGE)


def _paragraphs(document: Docx) -> None:
    _style(document, "Normal", 12, after=8)
    _style(document, "Footer", 9)
    _style(document, "List Bullet", 12, after=8)
    _style(document, "Title", 16, before=10, after=8, bold=True)
    _style(document, "Heading 1", 13, before=14, after=4, bold=True)
    for name, before, after in ((SENDER, 0, 24), (ADDRESS, 0, 24), (CLOSING, 14, 40), (SIGNED, 0, 8)):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        _style(document, name, 12, before=before, after=after)
    _paragraph_style(document, SENDER).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _paragraph_style(document, ADDRESS).paragraph_format.right_indent = Mm(60)


def _characters(document: Docx) -> None:
    gap, link = (document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER) for name in (GAP, LINK))
    if isinstance(gap, CharacterStyle) and isinstance(link, CharacterStyle):
        gap.font.bold = True
        link.font.color.rgb, link.font.underline = BLUE, True


def _style(
    document: Docx, name: str, size: int, *, before: int = 0, after: int = 0, bold: bool = False
) -> None:
    style = _paragraph_style(document, name)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = BLACK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15
    for fonts in style.element.xpath(".//w:rFonts"):  # the theme's fonts would count before the named one
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for drawn in style.element.xpath(".//w:pBdr | .//w:rPr/w:spacing"):
        drawn.getparent().remove(drawn)


def _paragraph_style(document: Docx, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    return style
