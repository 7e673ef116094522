"""Under which licences what Evenhand needs is used: `python -m tests.licences` writes docs/licences.md anew."""

import re
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).parent.parent / "docs/licences.md"
OURS = "evenhand"
PERMISSIVE = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU"),
        *("PSF-2.0", "Unlicense", "Zlib"),
    }
)
UNCHANGED = frozenset({"LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"})
"""They ask for the source of what is changed in the library itself; we use it as it is."""
SPELLED: Mapping[str, str] = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What older packages say in words of their own."""

HEAD = """# Licences

Evenhand itself is under the [MIT licence](../LICENSE). What it needs to run, and what that needs, is fetched by pip and used unchanged; a test compares this list with what is installed, and fails where a licence is neither permissive nor one of
{unchanged}. Written by `python -m tests.licences`.

| package | licence |
|---|---|
"""
FOOT = """
Some of them (psycopg-binary, lxml, pillow, cryptography) bring compiled libraries of others, whose licences are in their packages. What only tests need is not in this list: it is not part of what anybody installs.
"""


def used(name: str = OURS) -> dict[str, str]:
    """Every package that this one needs here, and its licence; "" where it doesn't say."""
    found: dict[str, Distribution] = {}
    _walk(name, frozenset(), found)
    del found[canonicalize_name(name)]
    return {each: licence(there) for each, there in sorted(found.items())}


def licence(package: Distribution) -> str:
    """What a package says: as an expression, else by its classifiers, else in a word; long texts are none of these."""
    about = package.metadata
    if expression := about["License-Expression"]:
        return str(expression)
    word = (about["License"] or "").strip()
    kinds = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if "License ::" in each]
    for said in (" OR ".join(SPELLED.get(each, each) for each in kinds), SPELLED.get(word, word)):
        if said and not unknown(said):
            return said
    return word.partition("\n")[0][:40]


def unknown(expression: str) -> set[str]:
    """The parts of an expression that nobody here has agreed to."""
    parts = {part.strip(" ()") for part in re.split(r" (?:AND|OR) ", expression)}
    return parts - PERMISSIVE - UNCHANGED


def written() -> str:
    """The page."""
    rows = "".join(f"| {name} | {said} |\n" for name, said in used().items())
    return HEAD.format(unchanged=", ".join(sorted(UNCHANGED))) + rows + FOOT


def _walk(name: str, extras: frozenset[str], found: dict[str, Distribution]) -> None:
    package = distribution(name)
    found[canonicalize_name(name)] = package
    for needed in _needed(package, extras):
        if canonicalize_name(needed.name) not in found:
            _walk(needed.name, frozenset(needed.extras), found)


def _needed(package: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        each = Requirement(line)
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield each


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
