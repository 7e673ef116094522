"""A machine that the guide is followed on: a folder, in which each command of the guide is run with what is named here replaced."""

import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.served import nothing_set
from tests.server.dockerfile import ROOT

LONGEST = 120
OFFLINE = "--no-index --no-deps --no-build-isolation --ignore-installed --quiet"
"""What is needed is there already: the versions that the tests run with."""


def tracked() -> list[str]:
    """Every file of the repository."""
    done = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


class Machine:
    """A folder in place of `/`, and what stands for commands that change a whole machine or fetch from a network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        python, packages = sys.executable, sysconfig.get_paths()["purelib"]
        here = f"{sys.version_info.major}.{sys.version_info.minor}"
        self.replaced: dict[str, str] = {
            "sudo -u evenhand ": "",
            "sudo useradd ": "true ",
            "sudo chown root:evenhand .env && ": "",
            "sudo systemctl daemon-reload": "true",
            "sudo ": "",
            " -o 10001 -g 10001": "",
            " -o evenhand -g evenhand": "",
            "/srv/evenhand": f"{folder}/srv/evenhand",
            "/var/lib/evenhand": f"{folder}/var/lib/evenhand",
            "/opt/evenhand": f"{folder}/opt/evenhand",
            " /backups/": f" {folder}/srv/evenhand/backups/",
            "/etc/systemd": f"{folder}/etc/systemd",
            "python3 -m venv .venv": (
                f"{python} -m venv --without-pip .venv"
                f" && echo {packages} > .venv/lib/python{here}/site-packages/tests.pth"
            ),
            ".venv/bin/pip install": f"{python} -m pip --python .venv/bin/python install {OFFLINE}",
            "python -m venv --without-pip /opt/evenhand": (
                f"{python} -m venv --without-pip {folder}/opt/evenhand"
                f" && echo {packages} > {folder}/opt/evenhand/lib/python{here}/site-packages/tests.pth"
            ),
            "python -m pip --python /opt/evenhand/bin/python install": (
                f"{python} -m pip --python {folder}/opt/evenhand/bin/python install {OFFLINE}"
            ),
        }
        """The one place that says how a command here differs from what is written."""
        for there in ("srv/evenhand", "opt", "var/lib/evenhand", "etc/systemd/system"):
            (folder / there).mkdir(parents=True)

    def written(self, text: str) -> str:
        """A command, or a path, as it is here; where several could be replaced, the longest is."""
        longest_first = sorted(map(re.escape, self.replaced), key=len, reverse=True)
        return re.sub("|".join(longest_first), lambda found: self.replaced[found[0]], text)

    def unpacks(self, into: str, names: Sequence[str]) -> None:
        """Put these files of the repository into a folder of this machine."""
        for name in names:
            target = self.folder / into / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())

    def runs(self, command: str, folder: Path, environment: Mapping[str, str] | None = None) -> str:
        """Run a command as it is written in the guide, by the shell; what it printed. It has to go well."""
        done = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", self.written(command)],
            cwd=folder,
            env={**nothing_set(), "COLUMNS": "200", **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=LONGEST,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout
