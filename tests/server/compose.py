"""Docker Compose as far as the guide uses it, without containers: the image's own steps, run in a folder of this machine.

What only a container engine does (users, networks, read-only file systems, health over time) is not here.
"""

import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from dotenv import dotenv_values
from ruamel.yaml import YAML

from tests.served import Served, nothing_set
from tests.server import dockerfile
from tests.server.dockerfile import ROOT
from tests.server.machine import Machine, tracked

BUILD, IMAGE = range(2)


def services() -> dict[str, Any]:
    """The services of compose.yaml."""
    found: dict[str, Any] = YAML(typ="safe").load(ROOT / "compose.yaml")["services"]
    return found


class Compose:
    """`docker compose` in the folder of compose.yaml; `database` stands for the address of the service's own PostgreSQL."""

    def __init__(self, machine: Machine, folder: Path, *, database: str, port: int) -> None:
        self._machine = machine
        self.folder = folder
        self.database = database
        self.port = port
        self.running: Served | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        if self.running:
            self.running.kill()

    def does(self, line: str) -> str:
        """Obey one line of the guide; what it printed."""
        words = shlex.split(line.removeprefix("docker compose "))
        match words:
            case ["build"]:
                return self.build()
            case ["run", "--rm", "evenhand", *arguments]:
                return self._inside(*self._image("ENTRYPOINT"), *arguments)
            case ["exec", "evenhand", *arguments]:
                return self._inside(*arguments)
            case ["up", "-d"]:
                line_of_start = [*self._image("ENTRYPOINT"), *self._image("CMD")]
                self.running = Served(
                    {**nothing_set(), **self._environment()},
                    self._workdir,
                    command=self._found(line_of_start),
                )
                self.running.start()
                return self.running.said
        raise AssertionError(f"the tests know no such command: {line}")

    def is_healthy(self) -> bool:
        """What the image's own check says."""
        check = self._found(dockerfile.health(self._stage))
        given = {**nothing_set(), **self._environment()}
        done = subprocess.run(
            check, env=given, cwd=self._workdir, check=False, stderr=subprocess.DEVNULL, timeout=60
        )
        return done.returncode == 0

    def build(self) -> str:
        """The first stage: what it copies, as far as .dockerignore lets it, and what it runs."""
        stage = dockerfile.stages()[BUILD]
        for sources, target in dockerfile.copied(stage):
            for source in sources:
                names = [name for name in sent() if name == source or name.startswith(f"{source}/")]
                assert names, f"{source} is not in the repository, or kept back by .dockerignore"
                assert target in ("./", source)
                self._machine.unpacks("src", names)
        return "".join(
            self._machine.runs(each, self._machine.folder / "src") for each in dockerfile.said(stage, "RUN")
        )

    def lacks(self) -> list[str]:
        """Files of the program that were sent and did not get into the image."""
        [packages] = self._machine.folder.glob("opt/evenhand/lib/python*/site-packages")
        ours = [name for name in sent() if name.startswith(("adapters/", "bot/", "storage/"))]
        assert ours
        return [name for name in ours if not (packages / name).is_file()]

    @property
    def _stage(self) -> dockerfile.Stage:
        return dockerfile.stages()[IMAGE]

    @property
    def _workdir(self) -> Path:
        [workdir] = dockerfile.said(self._stage, "WORKDIR")
        return Path(self._machine.written(workdir))

    def _image(self, name: str) -> list[str]:
        [found] = [each for each in self._stage if each.name == name]
        return found.words

    def _inside(self, *words: str) -> str:
        return self._machine.runs(shlex.join(self._placed(words)), self._workdir, self._environment())

    def _placed(self, words: Sequence[str]) -> list[str]:
        """The program by its place, as PATH of the image finds it."""
        first = dockerfile.environment(self._stage)["PATH"].split(":")[0]
        return [f"{first}/{words[0]}", *words[1:]]

    def _found(self, words: Sequence[str]) -> list[str]:
        """The same by its place on this machine."""
        program, *arguments = self._placed(words)
        return [self._machine.written(program), *arguments]

    def _environment(self) -> dict[str, str]:
        """The image's, then the file's, then what compose.yaml says: later ones count."""
        file = {name: value or "" for name, value in dotenv_values(self.folder / ".env").items()}
        ours = {name: filled(value, file) for name, value in services()["evenhand"]["environment"].items()}
        image = {**dockerfile.environment(self._stage)}
        del image["PATH"]
        told = {**image, **file, **ours}
        assert told["HOST"] == "0.0.0.0", "nobody outside of the container would reach it"  # noqa: S104
        return {**told, "EVENHAND_DATABASE_URL": self.database, "HOST": "127.0.0.1", "PORT": str(self.port)}


def filled(value: str, given: Mapping[str, str]) -> str:
    """A value with `${NAME:?…}` filled in, which has to be there."""
    return re.sub(r"\$\{(\w+):\?[^}]*\}", lambda name: given[name[1]], value)


def sent() -> list[str]:
    """What a builder is given: every file of the repository that .dockerignore lets through (its `!` lines)."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in lines
    let = [line.removeprefix("!") for line in lines if line.startswith("!")]
    return [name for name in tracked() if any(name == each or name.startswith(f"{each}/") for each in let)]
