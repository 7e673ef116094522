"""The guides stay true: the pictures they show are there, and the steps they name are called so."""

import re
from pathlib import Path

import pytest

from bot.words import doctor
from bot.words.casework import LABELS
from bot.words.replies import COMMANDS
from tests.pictures import pages
from tests.server.guide import Guide

DOCS = Path(__file__).parent.parent / "docs"
GUIDES = [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_picture_that_a_guide_shows_is_there(guide: Path) -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", guide.read_text("utf-8"))
    assert [name for name in shown if not (guide.parent / name).is_file()] == []


def test_every_picture_is_shown_by_a_guide() -> None:
    said = "".join(guide.read_text("utf-8") for guide in GUIDES)
    kept = [picture.name for picture in sorted((DOCS / "pictures").glob("*.png"))]
    assert [name for name in kept if f"pictures/{name})" not in said] == []


@pytest.mark.parametrize(("file", "text"), pages.written().items())
def test_the_pages_in_pictures_show_every_scene_there_is_a_picture_of(file: str, text: str) -> None:
    assert (DOCS / file).read_text("utf-8") == text


def test_every_scene_in_slack_is_on_a_page_once() -> None:
    """Read from the stories as they are written: running them would take a minute."""
    told = "".join(path.read_text("utf-8") for path in (DOCS.parent / "tests/pictures").glob("*.py"))
    scene = r'(?:yield|return) (?:answer|dialog|group|home|message|picture|whisper|_\w+)\("([a-z-]+)"'
    assert sorted(re.findall(scene, told)) == sorted(pages.named())


@pytest.mark.parametrize("usage", [usage for usage, _ in COMMANDS.values()])
def test_every_command_is_named_by_a_guide(usage: str) -> None:
    first_words = " ".join(usage.split()[:2])
    said = "".join(
        (DOCS / f"{each}.md").read_text("utf-8") for each in ("staff", "staff-in-detail", "managers")
    )
    assert re.search(rf"`{re.escape(first_words)}\b", said)


def test_the_page_for_staff_is_one_page() -> None:
    """So many lines and words fit on both sides of a sheet, with its pictures, in a size that is read without glasses."""
    page = (DOCS / "staff.md").read_text("utf-8")
    assert len(page.splitlines()) <= 60
    assert len(page.split()) <= 650


@pytest.mark.parametrize(
    "guide", ["staff", "managers", "install-slack", "install-teams", "server", "operate"]
)
def test_every_guide_shows_what_people_will_see(guide: str) -> None:
    assert "](pictures/" in (DOCS / f"{guide}.md").read_text("utf-8")


def test_what_the_doctor_says_of_messages_set_aside_is_what_the_operators_guide_shows() -> None:
    [shown] = [each for each in Guide("operate.md").blocks("Is it well?", "text") if doctor.PARKED in each]
    said = doctor.parked(1, ["is_archived"])
    assert " ".join(shown.split()) == f"broken {doctor.PARKED} {said.found} -> {said.todo}"


def test_the_managers_guide_calls_the_steps_what_their_buttons_say() -> None:
    walk = Guide("managers.md").section("A case, step by step")
    named = re.findall(r"^\d\. \*\*([^*]+)\*\*", walk, re.MULTILINE)
    assert len(named) == 6
    assert [each for each in named if each not in LABELS.values()] == []


def test_every_test_that_the_security_page_names_is_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", (DOCS / "security.md").read_text("utf-8"))
    assert len(named) > 20
    assert [each for each in named if not (DOCS.parent / each).exists()] == []
