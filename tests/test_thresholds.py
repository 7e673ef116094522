"""A service's own thresholds: named by a setting, checked at the start, in use everywhere, and told by the doctor."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.doctoring import configured
from adapters.doctoring.lines import Line
from bot import settings, thresholds
from bot.__main__ import commands
from bot.condition import State
from bot.matching import Account, ReasonKind, same_issue, tables
from bot.words import doctor as words
from storage import Store
from tests.bot.desk import Desk
from tests.bot.test_sharing import asked, two
from tests.databases import NewDatabase

LINE = {"id": "r1", "reported_at": "2026-03-02T09:00:00", "reporter": "amira", "issue": "No TA"}
SLACK = {"SLACK_BOT_TOKEN": "xoxb-fictional", "SLACK_APP_TOKEN": "xapp-fictional"}
ALMOST = 1 - 1e-9
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _packaged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    tables.use({})


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.toml"
    file.write_text('version = "ours-2"\n\n[thresholds]\nlikely = 0.7\n', "utf-8")
    return file


@pytest.fixture
def run(own: Path, tmp_path: Path) -> Run:
    """A command, with the file of one's own named unless something else is."""
    reports = tmp_path / "reports.jsonl"
    reports.write_text(json.dumps(LINE), "utf-8")

    def run(*words: str, **env: str) -> Result:
        typed = words or ("match", str(reports))
        return CliRunner().invoke(commands, list(typed), env={"EVENHAND_MATCHING": str(own), **env})

    return run


def test_what_the_file_sets_counts_and_the_rest_stays_as_packaged(run: Run) -> None:
    assert json.loads(run().output)["threshold"] == 0.7
    assert tables.weights().thresholds == {**tables.packaged_thresholds(), "likely": 0.7}
    assert json.loads(run(EVENHAND_MATCHING="").output)["threshold"] == 0.6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("likely", "own.toml, line 1: can't be read ("),
        ("", "own.toml, line 1: version: "),
        ('version = ""\n[thresholds]\nsure = 0.9', "own.toml, line 1: version: "),
        ('version = "1"\n[thresholds]\nsure = "high"', "own.toml, line 3: thresholds.sure: "),
        ('version = "1"\n[thresholds]\nsure = 1.5', "own.toml, line 3: thresholds.sure: "),
        ('version = "1"\n[thresholds]\nsure = nan', "own.toml, line 3: thresholds.sure: "),
        ('version = "1"\n[thresholds]\nlikely = true', "own.toml, line 3: thresholds.likely: "),
        ('version = "1"\n[thresholds]\nperhaps = 0.5', "own.toml, line 3: thresholds.perhaps: "),
        ('version = "1"\n[issues]\ntime = 1\n[thresholds]\nsure = 0.9', "own.toml, line 2: issues: "),
        ('version = "1"', "must have [thresholds] or [says]"),
        ('version = "1"\n[says]\nweather = ["rain"]', "says: weather is no topic of bot/matching/lexicon.toml"),
        ('version = "1"\n[says]\ntransport = "bus"', "own.toml, line 3: says.transport: "),
        ('version = "1"\n[thresholds]', "own.toml, line 2: thresholds: must set one or more of likely, sure"),
        ('version = "1"\n[thresholds]\nlikely = 0.9', "line 2: thresholds: sure (0.85) must be at least likely (0.9)"),
    ],
)  # fmt: skip
def test_a_wrong_file_stops_the_start_with_one_clear_line(run: Run, own: Path, text: str, said: str) -> None:
    own.write_text(text, "utf-8")
    for done in (run("serve", COLUMNS="300", **SLACK), run(COLUMNS="300")):
        assert done.exit_code == 2
        lines = [line for line in done.output.splitlines() if said in line]
        assert len(lines) == 1
        assert lines[0].startswith("EVENHAND_MATCHING: ")
        assert "Traceback" not in done.output


def test_words_of_ones_own_are_understood_beside_the_packaged_ones(run: Run, own: Path) -> None:
    slang = Account("The yellow form is late", "", "helpline", NOW)
    plain = Account("Draft plan", "", "helpline", NOW)
    assert not topics_shared(slang, plain)
    own.write_text('version = "ours-3"\n[says]\ndraft_plan = ["Yellow Form*"]\n', "utf-8")
    assert run().exit_code == 0
    assert topics_shared(slang, plain)
    assert topics_shared(plain, plain)


def topics_shared(one: Account, other: Account) -> bool:
    return any(reason.kind is ReasonKind.TOPICS_SHARED for reason in same_issue(one, other).reasons)


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    done = run(EVENHAND_MATCHING=str(tmp_path / "none.toml"), COLUMNS="300")
    assert done.exit_code == 2
    assert "none.toml: can't be read (FileNotFoundError)" in done.output


@pytest.mark.parametrize("name", ["EVENHAND_MATCHING", "EVENHAND_POLICY"])
@pytest.mark.parametrize("empty", ["", " "])
def test_an_emptied_setting_names_no_file(name: str, empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, empty)
    assert getattr(settings.read(), name.lower()) is None


async def told(own: Path | None) -> Line:
    (found,) = await configured.matching(own)
    return found


async def test_the_doctor_tells_which_numbers_are_in_use(own: Path) -> None:
    version = tables.weights().version
    packaged, ours = await told(None), await told(own)
    assert (
        packaged.said
        == f"weights {version} with its own thresholds: asks from 0.6, links by itself from 0.85"
    )
    assert ours.said == (
        f"weights {version} with thresholds of own.toml, version ours-2: asks from 0.7, links by itself from 0.85"
    )
    assert {packaged.state, ours.state} == {State.FINE}


async def test_the_doctor_says_what_to_do_about_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    lines = await configured.matching(tmp_path / "none.toml")
    assert {line.state for line in lines} == {State.BROKEN}
    assert {line.subject for line in lines} == {words.MATCHING}
    assert "none.toml: can't be read" in lines[0].said
    assert "EVENHAND_MATCHING" in lines[0].todo


def test_from_its_own_thresholds_on_the_service_asks_or_links(new_sqlite: NewDatabase) -> None:
    tables.use({"sure": ALMOST})
    with Store(new_sqlite()) as store:
        desk = Desk(store)
        two(desk)
        assert desk.priya.card.title == "Are colleagues on this too?"
    tables.use({"likely": ALMOST, "sure": ALMOST})
    with Store(new_sqlite()) as store:
        desk = Desk(store)
        asked(desk)
        assert desk.priya.card.title == "Saved as R-00002"


def test_where_a_threshold_is_set_is_found_by_its_line(own: Path) -> None:
    lines = tables.packaged_text().splitlines()
    packaged = thresholds.where("sure", None)
    assert lines[packaged.line - 1].startswith("sure =")
    assert lines[packaged.version_line - 1].startswith("version =")
    assert thresholds.where("likely", own) == thresholds.Where("own.toml", 4, 1, own=True)
    assert thresholds.where("sure", own) == thresholds.Where("own.toml", 0, 1, own=True)
