"""Every letter as it prints: `python -m tests.pictures.letters FOLDER [PAGES]`.

The first pages that the guides show go into the folder, all pages of all letters into the second one, to be looked at.
Needs LibreOffice and poppler (Debian: `apt-get install --no-install-recommends libreoffice-writer poppler-utils`).
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.letters.document import docx
from bot.letters.model import Letter
from bot.words.letters import complaint, concern, outcome, restriction, review
from tests.letters import facts

SHOWN = ("concern", "restriction", "block", "lifted")
"""The letters whose first pages the guides show."""
DOTS = "80"
"""Dots in an inch: a page as wide as a column of the guides."""
ON_PAPER = {
    "policy_page": "https://www.example.org/policy",
    "what_to_expect_page": "https://www.example.org/what-to-expect",
    "complaints_page": "https://www.example.org/complaints",
    "staff": ("Amira Khan", "David Reed"),
}
SET_FOR_SAFETY: dict[str, object] = {
    "measure": True,
    "starts_on": facts.MONDAY,
    "until": date(2026, 12, 7),
    "reasons": "On 20 November you said that you know where one of us lives.",
    "view": "",
    "spoken_on": None,
}
BLOCKED: dict[str, object] = {
    "reasons": "Since June you called eleven times and shouted each time, whoever answered.",
    "proportionate": "It is each call, whatever it is about. An agreed style did not help.",
    "attempted": "A talk in May, an agreed style since June, and a meeting that we offered twice.",
    "reach": "By letter, or by e-mail to our shared address. We answer within five working days.",
}


def letters() -> Mapping[str, Letter]:
    """Each letter by the name of its file, all of one made-up customer."""
    return {
        "concern": concern.letter(facts.concern(**ON_PAPER, late=1, while_late=2)),
        "restriction": restriction.letter(facts.restriction(**ON_PAPER)),
        "block": restriction.letter(facts.block(**ON_PAPER, **BLOCKED)),
        "safety": restriction.letter(facts.block(**ON_PAPER, **SET_FOR_SAFETY)),
        "invitation": review.letter(facts.review(**ON_PAPER)),
        "lifted": _outcome("lift", reasons="You have kept to it for six months.", since="Two calm calls."),
        "renewed": _outcome("renew"),
        "varied": _outcome("vary"),
        "ended": _outcome("ended", reasons=""),
        "block-declined": _outcome("block_declined", **facts.BLOCK, reasons="Less would do."),
        "block-lifted": _outcome("lift", **facts.BLOCK, reasons="You write to us, and calmly."),
        "complaint": complaint.letter(facts.complaint(**ON_PAPER)),
    }


def _outcome(name: str, **changed: object) -> Letter:
    return outcome.letter(facts.outcome(name, **ON_PAPER, **changed))


def main(folder: Path, pages: Path | None = None) -> None:
    """Write, print and picture every letter."""
    with TemporaryDirectory() as made:
        bench = Path(made)
        for name, letter in letters().items():
            (bench / f"{name}.docx").write_bytes(docx(letter))
        _printed(bench)
        folder.mkdir(parents=True, exist_ok=True)
        for name in SHOWN:
            shutil.copy(min(bench.glob(f"{name}-[0-9]*.png")), folder / f"letter-{name}.png")
        if pages:
            pages.mkdir(parents=True, exist_ok=True)
            for page in bench.glob("*.png"):
                shutil.copy(page, pages)


def _printed(bench: Path) -> None:
    """Each letter as a PDF, and each page of it as a picture."""
    written = sorted(bench.glob("*.docx"))
    profile = f"-env:UserInstallation={(bench / 'profile').as_uri()}"
    to_pdf = ["--headless", "--convert-to", "pdf", "--outdir", str(bench)]
    subprocess.run([_found("soffice"), profile, *to_pdf, *map(str, written)], check=True)
    for each in written:
        pdf = each.with_suffix(".pdf")
        subprocess.run([_found("pdftoppm"), "-png", "-r", DOTS, pdf, bench / each.stem], check=True)


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        sys.exit(f"no {program}: install LibreOffice and poppler")
    return path


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
