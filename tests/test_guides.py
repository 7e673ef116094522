"""The guides stay true: the pictures they show are there, and the steps they name are called so."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.core import TyperGroup, TyperOption

from bot.__main__ import commands
from bot.words import doctor, walk
from bot.words.doctor import database
from bot.words.replies import COMMANDS
from tests.pictures import pages
from tests.server.guide import Guide

DOCS = Path(__file__).parent.parent / "docs"
README = DOCS.parent / "README.md"
GUIDES = [README, *sorted(DOCS.glob("*.md"))]


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
    title = doctor.TITLES[doctor.PARKED]
    [shown] = [each for each in Guide("operate.md").blocks("Is it well?", "text") if title in each]
    said = database.parked(1, ["is_archived"])
    assert " ".join(shown.split()) == f"broken {title} {said.found} -> {said.todo}"


def test_the_managers_guide_calls_the_steps_what_their_buttons_say() -> None:
    guide = Guide("managers.md").section("A case, step by step")
    named = re.findall(r"^\d\. \*\*([^*]+)\*\*", guide, re.MULTILINE)
    assert len(named) == 6
    assert [each for each in named if each not in {step.label for step in walk.STEPS.values()}] == []


def test_every_test_that_the_security_page_names_is_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", (DOCS / "security.md").read_text("utf-8"))
    assert len(named) > 20
    assert [each for each in named if not (DOCS.parent / each).exists()] == []


Options = frozenset[str]
TOP = ""
"""What stands for the program itself, whose options come before any command."""


def test_the_readmes_table_has_every_command_of_the_command_line_with_all_its_options() -> None:
    table = re.findall(r"^\| (`evenhand .*?) \|", README.read_text("utf-8"), re.MULTILINE)
    told: dict[str, Options] = {}
    for span in re.findall(r"`([^`]+)`", " ".join(table)):
        command, options = typed(span.removeprefix("evenhand "))
        told[command] = told.get(command, frozenset()) | options
    assert told == real()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_command_line_that_a_guide_names_is_one(guide: Path) -> None:
    known = real()
    for line in lines(guide.read_text("utf-8")):
        command, options = typed(line)
        group = {each for each in known if each.startswith(f"{command} ")}
        assert command in known or group, line
        assert options <= known.get(command, frozenset()), line


def lines(text: str) -> Iterator[str]:
    """What stands behind the program's name where it is typed: in a block of its own, or between backticks."""
    yield from re.findall(r"(?:^|`)(?:\S*/)?evenhand ((?:[a-z]+|--)[^`\n&>#|]*)", text, re.MULTILINE)


def typed(line: str) -> tuple[str, Options]:
    """The command's words, and the options beside them."""
    words = line.partition("--")[0].split()
    command = next(
        (each for each in (" ".join(words[:2]), *words[:1]) if each in real()), " ".join(words[:2])
    )
    return command, frozenset(re.findall(r"--[a-z-]+", line))


def real() -> Mapping[str, Options]:
    """Every command, and what can be set beside it; of a switch, the side that it is not on already."""
    top = typer.main.get_command(commands)
    return {TOP: _options(top), **dict(_below(top))}


def _below(group: Any, path: str = "") -> Iterator[tuple[str, Options]]:  # noqa: ANN401 - typer's own kinds
    for name, each in group.commands.items():
        if isinstance(each, TyperGroup):
            yield from _below(each, f"{path}{name} ")
        else:
            yield f"{path}{name}", _options(each)


def _options(command: Any) -> Options:  # noqa: ANN401 - as above
    return frozenset(
        name
        for each in command.params
        if isinstance(each, TyperOption)
        for name in (each.secondary_opts if each.default is True else each.opts)
    )
