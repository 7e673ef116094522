"""The package says what the code can do, nothing less, nothing more, and in the shape that Teams takes."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from adapters.slack.manifest import SHORTCUTS
from adapters.teams import icons
from adapters.teams.manifest import EXTENSIONS, NAME, NAMES_SOMEBODY, About, manifest, package
from bot import policy, tables
from bot.__main__ import commands
from bot.words import replies
from tests.slack.test_manifest import at
from tests.teams.members import APP_ID

PUBLIC = "https://evenhand.example.org"
LINKS = policy.packaged().links
ABOUT = About(APP_ID, PUBLIC, "0.1.0", LINKS)

LONGEST = {
    ("name", "short"): 30,
    ("name", "full"): 100,
    ("description", "short"): 80,
    ("description", "full"): 4000,
    ("developer", "name"): 32,
    ("developer", "websiteUrl"): 2048,
    ("developer", "privacyUrl"): 2048,
    ("developer", "termsOfUseUrl"): 2048,
    ("bots", "commandLists", "commands", "title"): 128,
    ("bots", "commandLists", "commands", "description"): 4000,
    ("composeExtensions", "commands", "id"): 64,
    ("composeExtensions", "commands", "title"): 32,
    ("composeExtensions", "commands", "description"): 128,
}
"""Microsoft's limits, in characters."""
MOST = {
    ("bots",): 1,
    ("bots", "scopes"): 4,
    ("bots", "commandLists"): 3,
    ("bots", "commandLists", "commands"): 12,
    ("composeExtensions",): 1,
    ("composeExtensions", "commands"): 10,
    ("composeExtensions", "commands", "context"): 3,
}
"""Microsoft's limits, in pieces."""


def lists(told: Any, *path: str) -> list[list[Any]]:  # noqa: ANN401 - JSON
    """Every list at this path, through lists."""
    if isinstance(told, list):
        return [found for each in told for found in lists(each, *path)]
    inner = told[path[0]]
    return lists(inner, *path[1:]) if path[1:] else [inner]


@pytest.fixture(params=[False, True], ids=["mentions", "slash"])
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    return manifest(ABOUT, slash=request.param)


def test_everything_fits_what_teams_accepts(told: dict[str, Any]) -> None:
    for path, longest in LONGEST.items():
        for text in at(told, *path):
            assert 0 < len(text) <= longest, path
    for way, most in MOST.items():
        for some in lists(told, *way):
            assert 0 < len(some) <= most, way
    assert re.fullmatch("#[0-9a-f]{6}", told["accentColor"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["version"])
    assert told["$schema"].endswith(f"/teams/v{told['manifestVersion']}/MicrosoftTeams.schema.json")
    for address in told["developer"].values():
        assert address == "Evenhand" or address.startswith("https://")


def test_the_app_the_bot_and_the_message_extension_are_one(told: dict[str, Any]) -> None:
    assert {told["id"], *at(told, "bots", "botId"), *at(told, "composeExtensions", "botId")} == {APP_ID}


def test_the_bot_is_where_people_are_and_may_offer_files(told: dict[str, Any]) -> None:
    (bot,) = told["bots"]
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsFiles"] is True
    assert bot["isNotificationOnly"] is False


def offered(told: dict[str, Any], scope: str) -> dict[str, str]:
    """What a menu offers there, by what it writes."""
    (found,) = [each for each in told["bots"][0]["commandLists"] if scope in each["scopes"]]
    return {each["title"]: each["description"] for each in found["commands"]}


def test_every_menu_offers_what_can_be_typed_and_says_the_same_of_it_as_the_help(
    told: dict[str, Any],
) -> None:
    known = {f"{NAME} {word}".strip(): does for word, (_usage, does) in replies.COMMANDS.items()}
    for scope in ("personal", "team", "groupChat"):
        menu = offered(told, scope)
        assert menu.items() <= known.items()
        assert NAME in menu
        assert f"{NAME} help" in menu
    assert NAME in tables.NAMES
    assert {title.partition(" ")[2] for title in known} - {""} <= set(tables.COMMANDS)


def test_in_ones_own_chat_only_what_is_a_press_away_is_left_out(told: dict[str, Any]) -> None:
    known = {f"{NAME} {word}".strip() for word in replies.COMMANDS}
    assert known - set(offered(told, "personal")) == {f"{NAME} case"}


def test_where_others_read_nothing_is_offered_that_names_somebody(told: dict[str, Any]) -> None:
    for word, (usage, _does) in replies.COMMANDS.items():
        names_somebody = usage.rpartition(" ")[2] not in {word, "/incident"}
        assert names_somebody == (word in NAMES_SOMEBODY), usage
        for scope in ("team", "groupChat"):
            assert (f"{NAME} {word}".strip() in offered(told, scope)) is not names_somebody


def test_the_message_extensions_commands_are_slacks_shortcuts(told: dict[str, Any]) -> None:
    listed = {each["id"]: each for each in told["composeExtensions"][0]["commands"]}
    assert set(listed) == set(EXTENSIONS) == set(SHORTCUTS)
    for action, (_kind, (name, does)) in SHORTCUTS.items():
        assert (listed[action]["title"], listed[action]["description"]) == (name, does)
        assert listed[action]["type"] == "action"
        assert listed[action]["fetchTask"] is True
    assert listed["report.message"]["context"] == ["message"]
    assert "message" not in listed["report.file"]["context"]


def test_commands_behind_a_slash_are_there_only_if_asked_for() -> None:
    plain, slash = manifest(ABOUT), manifest(ABOUT, slash=True)
    assert "slash" not in json.dumps(plain)
    assert "supportsTargetedMessages" not in json.dumps(plain)
    assert slash["bots"][0]["supportsTargetedMessages"] is True
    assert lists(slash, "bots", "commandLists", "triggers") == [["mention", "slash"]] * 2
    offered_by_slash = {
        each["id"] for each in slash["composeExtensions"][0]["commands"] if "triggers" in each
    }
    assert offered_by_slash == {"report.file"}


def test_the_pages_of_the_service_are_linked_where_its_policy_names_them() -> None:
    links = LINKS.model_copy(update={"policy": "https://example.org/policy", "what_to_expect": ""})
    developer = manifest(About(APP_ID, PUBLIC, "0.1.0", links))["developer"]
    assert developer["websiteUrl"] == PUBLIC
    assert developer["privacyUrl"] == developer["termsOfUseUrl"] == "https://example.org/policy"


def opened(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_package_holds_the_manifest_and_the_icons_that_it_names() -> None:
    files = opened(package(ABOUT))
    told = json.loads(files["manifest.json"])
    assert told == manifest(ABOUT)
    assert set(files) == {"manifest.json", *told["icons"].values()}
    assert package(ABOUT) == package(ABOUT)


def test_the_icons_are_as_teams_wants_them() -> None:
    colour, outline = (Image.open(BytesIO(each())) for each in (icons.colour_icon, icons.outline_icon))
    assert (colour.format, colour.size, outline.format, outline.size) == ("PNG", (192, 192), "PNG", (32, 32))
    assert colour.getchannel("A").getextrema() == (255, 255)
    assert {colour.getpixel(at) for at in ((0, 0), (191, 0), (0, 191))} == {(31, 78, 95, 255)}
    assert outline.getchannel("A").getextrema() == (0, 255)
    assert all(channel.getextrema() == (255, 255) for channel in outline.convert("RGB").split())


TENANT = {"MICROSOFT_APP_TENANT_ID": APP_ID, "MICROSOFT_APP_PASSWORD": "fictional"}


def run(folder: Path, *words: str, **env: str) -> Result:
    given = {"EVENHAND_DATABASE_URL": f"sqlite:///{folder}/kept.db", "COLUMNS": "400", **env}
    return CliRunner().invoke(commands, ["manifest", "teams", *words], env=given)


def test_the_package_is_written_for_this_bot(tmp_path: Path) -> None:
    file = tmp_path / "teams.zip"
    done = run(tmp_path, "--to", str(file), MICROSOFT_APP_ID=APP_ID, EVENHAND_PUBLIC_URL=PUBLIC, **TENANT)
    assert done.exit_code == 0, done.output
    assert f"{file} is written" in done.output
    assert json.loads(opened(file.read_bytes())["manifest.json"])["id"] == APP_ID


def test_what_is_missing_is_said_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "teams.zip"
    done = run(tmp_path, "--to", str(file))
    assert done.exit_code == 2
    assert "MICROSOFT_APP_ID: is missing" in done.output
    assert "EVENHAND_PUBLIC_URL: is missing" in done.output
    assert not file.exists()
    told = {"MICROSOFT_APP_ID": APP_ID, "EVENHAND_PUBLIC_URL": PUBLIC, **TENANT}
    done = run(tmp_path, "--to", str(tmp_path / "nowhere" / "teams.zip"), **told)
    assert done.exit_code == 2
    assert "could not be written" in done.output
