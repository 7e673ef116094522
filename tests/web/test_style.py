"""What the page is made of: colours that can be told apart, nothing from outside, text as text."""

import re
from pathlib import Path

import pytest

from adapters.web import app

STATIC = Path(app.__file__).parent / "static"


def colours(scheme: str) -> dict[str, str]:
    sheet = (STATIC / "style.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light))
    return found | (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "grounds", "least"),
    [
        ("ink", ("page", "panel", "raised", "soft", "note", "stop-soft"), 7),
        ("quiet", ("page", "panel", "raised", "soft"), 4.5),
        ("accent", ("page", "panel", "soft"), 4.5),
        ("stop", ("panel", "raised", "stop-soft"), 4.5),
        ("on-accent", ("accent", "accent-strong"), 4.5),
        ("on-banner", ("banner",), 7),
        ("edge", ("panel",), 3),
        ("focus", ("page", "panel"), 3),
    ],
)
def test_colours_are_far_enough_apart(scheme: str, ink: str, grounds: tuple[str, ...], least: float) -> None:
    found = colours(scheme)
    for ground in grounds:
        assert contrast(found[ink], found[ground]) >= least, ground


def test_nothing_comes_from_another_host_and_text_never_becomes_markup() -> None:
    for file in STATIC.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(
            r"https?://|innerHTML|outerHTML|insertAdjacentHTML|eval\(|document\.write", text
        ), file
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert not re.search(r" on[a-z]+=| style=|<style|<script(?! type=\"module\" src=)", page)
