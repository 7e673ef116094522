"""docs/policy.md stays true: every setting with its numbers, every sentence, its commands, and the letter that it shows."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot import policy
from bot.letters.model import Gap, Letter, Link, Paragraph
from bot.policy import Concern, Policy
from bot.words.letters import concern, parts, restriction
from bot.words.sentences import SENTENCES
from bot.words.wording import USUAL, Wording
from tests.bot.test_policy import PACKAGED, mistakes
from tests.letters import facts
from tests.served import free_port

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "policy.md").read_text("utf-8")
HAMPSHIRE, THORNBECK = (policy.packaged(name) for name in policy.EXAMPLES)
Rows = dict[str, list[str]]


def rows_under(heading: str) -> Rows:
    """The table below a heading: the other cells by what stands in the first."""
    start = PAGE.index(f"\n{heading}\n")
    after = re.search(r"\n#{2,3} ", PAGE[start + len(heading) + 2 :])
    section = PAGE[start : start + len(heading) + 2 + after.start()] if after else PAGE[start:]
    cells = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {first.strip().strip("`"): [each.strip() for each in rest] for first, *rest in cells}


PARTS = {
    name: field.annotation
    for name, field in Policy.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
}
"""The headings of the file that have settings of their own."""


def test_every_heading_of_the_file_is_on_the_page_and_no_other() -> None:
    named = re.findall(r"^### `\[([a-z_]+)\]`$", PAGE, re.MULTILINE)
    assert named == list(PARTS)
    rest = set(Policy.model_fields) - set(PARTS)
    assert rest == {"name", "concerns", "wording"}
    assert list(rows_under("## Every setting")) == ["name"]


@pytest.mark.parametrize("heading", PARTS)
def test_every_setting_stands_there_with_its_numbers_and_no_other(heading: str) -> None:
    part = PARTS[heading]
    assert part
    found = rows_under(f"### `[{heading}]`")
    assert list(found) == list(part.model_fields)
    for key, field in part.model_fields.items():
        means, hampshire, thornbeck, allowed, not_set, _source = found[key]
        assert means
        for rules, shown in ((HAMPSHIRE, hampshire), (THORNBECK, thornbeck)):
            assert _written(getattr(getattr(rules, heading), key), short=True) == shown, key
        assert _allowed(field) in {allowed, ""}, key
        assert not_set == _not_set(field), key


def test_every_setting_of_a_concern_stands_there_and_no_other() -> None:
    found = rows_under("### `[concerns.…]`")
    assert list(found) == list(Concern.model_fields)
    for key, field in Concern.model_fields.items():
        _means, allowed, not_set = found[key]
        assert allowed == (_allowed(field) or _letters(field) or "`true`, `false`"), key
        assert not_set == _not_set(field), key


def test_every_sentence_stands_there_with_its_facts_and_no_other() -> None:
    found = rows_under("## In your own words")
    assert list(found) == list(SENTENCES)
    for key, sentence in SENTENCES.items():
        where, must_stay, may_go, characters = found[key]
        assert where
        assert set(re.findall(r"\{(\w+)\}", must_stay)) == sentence.must_stay, key
        assert set(re.findall(r"\{(\w+)\}", may_go)) == sentence.may_go, key
        assert characters == str(sentence.limit), key


def _written(value: object, *, short: bool = False) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        return ", ".join(f"`{each}`" for each in value) or "none"
    if isinstance(value, str) and value and short:
        return "set"
    return "empty" if value == "" else str(value)


def _allowed(field: FieldInfo) -> str:
    bounds = [getattr(each, name) for name in ("ge", "le") for each in field.metadata if hasattr(each, name)]
    return f"{bounds[0]} to {bounds[1]}" if bounds else ""


def _letters(field: FieldInfo) -> str:
    most = [each.max_length for each in field.metadata if hasattr(each, "max_length")]
    return f"up to {most[0]} characters" if most else ""


def _not_set(field: FieldInfo) -> str:
    return "must be set" if field.is_required() else _written(field.get_default(call_default_factory=True))


def test_the_two_services_side_by_side_are_as_their_files_say() -> None:
    start = PAGE.index("## Two services side by side")
    side = PAGE[start : PAGE.index("## Every setting")]
    for rules, other in ((HAMPSHIRE, 1), (THORNBECK, 2)):
        said = {
            row.split("|")[1].strip(): row.split("|")[other + 1]
            for row in side.splitlines()
            if row.startswith("| ")
        }
        walk, shared = rules.walk, rules.shared_issue
        assert str(len(rules.concerns)) in said["concerns"]
        assert {str(shared.colleagues), str(shared.days)} <= set(
            re.findall(r"\d+", said["managers hear of a shared issue"])
        )
        assert str(rules.windows.issue_days) in said["reports of one issue"]
        assert str(walk.raise_days) in said["somebody speaks with the customer"]
        reviews = set(re.findall(r"\d+", said["a restriction is reviewed"]))
        assert {str(walk.review_months), str(walk.longest_review_months)} == reviews
        assert str(walk.unreviewed_days) in said["nobody reviews it"]
        assert ("leave_out" in said["blocks"]) is bool(walk.leave_out)
        assert str(rules.complaints.days or "no day") in said["a complaint about it"]
        assert str(len(rules.wording) or "none") in said["words of its own"]


def test_the_letter_before_and_after_reads_as_the_page_shows_it() -> None:
    (snippet,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    own = tomllib.loads(snippet)["wording"]
    assert Policy.model_validate({**tomllib.loads(PACKAGED), "wording": own})
    quoted = re.findall(r"^> (.*)$", PAGE, re.MULTILINE)
    before, after = ([_said(letter) for letter in _letters_in(wording)] for wording in (USUAL, Wording(own)))
    for shown, letters in zip((quoted[:2], quoted[2:]), (before, after), strict=True):
        assert len(shown) == 2
        for paragraph in shown:
            assert any(paragraph in each for each in letters), paragraph


def _letters_in(wording: Wording) -> list[Letter]:
    theirs: dict[str, object] = {"wording": wording}
    return [concern.letter(facts.concern(**theirs)), restriction.letter(facts.restriction(**theirs))]


def _said(letter: Letter) -> list[str]:
    return ["".join(map(_run, part.line)) for part in letter.parts if isinstance(part, Paragraph)]


def _run(run: str | Gap | Link) -> str:
    match run:
        case Gap():
            return parts.gap(run)
        case Link(url):
            return url
        case _:
            return run


def test_the_mistakes_that_it_shows_are_what_is_said(tmp_path: Path) -> None:
    shown = re.findall(r"^ +ours\.toml, line \d+: (.*)$", PAGE, re.MULTILINE)
    wrong = PACKAGED.replace("issue_days = 30", "issue_days = 30\nisue_days = 30", 1)
    wrong += '[wording]\nletter_review = "Some day. {how_reviews_work}"\n'
    assert [each.partition(": ")[2] for each in mistakes(tmp_path, wrong)] == shown


def commands() -> list[str]:
    """The page's commands, in their order."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", PAGE, re.DOTALL | re.MULTILINE)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture
def clean(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A new folder, and an environment in which `evenhand` is what is installed here and nothing is set."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "evenhand").write_text(f'#!/bin/sh\nexec {sys.executable} -m bot "$@"\n', "utf-8")
    (programs / "evenhand").chmod(0o755)
    folder = tmp_path / "work"
    folder.mkdir()
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    yield folder, {"PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "COLUMNS": "200"}
    shutil.rmtree(folder)


def test_its_commands_do_what_it_says_in_a_new_folder(clean: tuple[Path, dict[str, str]]) -> None:
    folder, env = clean
    said = {}
    for line in commands():
        run = _lived if line.startswith("evenhand try") else _done
        said[line] = run(line, folder, env)
    assert said["evenhand policy check ours.toml"].startswith("ours.toml can be used: 12 concerns")
    assert "ours.toml can be used" in said["evenhand doctor"]
    assert policy.load(folder / "ours.toml") == HAMPSHIRE
    assert "concern_title" in (folder / "sentences.toml").read_text("utf-8")
    assert (folder / "try-ours").is_dir()


def _done(line: str, folder: Path, env: dict[str, str]) -> str:
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    lacks_a_service = 1 if line == "evenhand doctor" else 0  # nothing else is set up in a new folder
    assert done.returncode == lacks_a_service, (line, done.stdout, done.stderr)
    return done.stdout


def _lived(line: str, folder: Path, env: dict[str, str]) -> str:
    """Start the try-out, ask its page for its state, and end it."""
    port = free_port()
    arguments = ["/bin/sh", "-c", f"exec {line} --no-browser --port {port}"]
    with subprocess.Popen(arguments, cwd=folder, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()  # printed once the page answers
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/api/state?who=amira")
            return connection.getresponse().read().decode()
        finally:
            connection.close()
            process.terminate()
            process.stdout.read()
