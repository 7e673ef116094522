"""Takes pictures of what people see in Slack: `python -m tests.pictures.slack FOLDER [SCENE…]`, all scenes or these.

Needs node 20, npm and Chromium (`CHROMIUM` is its path where it is called otherwise). Not part of the tests.
"""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import HELP, QUIET
from tests.pictures import pages
from tests.pictures.scenes import scenes
from tests.pictures.taking import Scene

HERE = Path(__file__).parent
PARTS = ("package.json", "draw.mjs", "interactive.mjs", "slack.css")
AS_THEY_ARE, NEAR = 96, 64
INSTALL = ("install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--silent")


def main(folder: Path, wanted: Sequence[str]) -> None:
    """Put one PNG a scene into the folder; all scenes where none is wanted by name."""
    every = list(scenes())
    unlike = {scene.name for scene in every} ^ set(pages.named())
    if unlike:
        sys.exit(f"not both a scene and on a page: {', '.join(sorted(unlike))}")
    draw([scene for scene in every if not wanted or scene.name in wanted], folder)


def draw(told: Sequence[Scene], folder: Path) -> None:
    """Put one PNG for each of these into the folder."""
    with TemporaryDirectory() as made:
        drawn = _drawn(told, Path(made))
        folder.mkdir(parents=True, exist_ok=True)
        _photographed(drawn, folder)


def _drawn(told: Sequence[Scene], bench: Path) -> list[Path]:
    """Let node draw every scene as a page."""
    for name in PARTS:
        shutil.copy(HERE / name, bench / name)
    (bench / "scenes.json").write_text(json.dumps([dataclasses.asdict(scene) for scene in told]), "utf-8")
    subprocess.run([_found("npm"), *INSTALL], cwd=bench, check=True)
    subprocess.run([_found("node"), "draw.mjs", "scenes.json", "."], cwd=bench, check=True)
    return [bench / f"{scene.name}.html" for scene in told]


def _photographed(drawn: Sequence[Path], folder: Path) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit(HELP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        page = browser.new_page(viewport={"width": 640, "height": 800})
        for each in drawn:
            page.goto(each.as_uri())
            kept_small(page.locator("#frame").screenshot(), folder / f"slack-{each.stem}.png")
        browser.close()


def kept_small(png: bytes, path: Path) -> None:
    """Letters and lines need few colours: those that are seen most, as they are, and some near all others."""
    whole = Image.open(BytesIO(png)).convert("RGB")
    most = sorted(whole.getcolors(whole.width * whole.height) or [], reverse=True)[:AS_THEY_ARE]
    exactly = [part for _count, colour in most if isinstance(colour, tuple) for part in colour]
    near = whole.quantize(NEAR, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*exactly, *near])
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        sys.exit(f"no {program}: install node 20 with npm")
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
