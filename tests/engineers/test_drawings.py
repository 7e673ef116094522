"""The page's drawings are true: what imports what is read from the code, and the way of a press is watched."""

import ast
import re
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from storage import Store
from tests.databases import NewDatabase
from tests.engineers import page
from tests.slack.office import office

PARTS = {
    "main": "bot.__main__",
    "slack": "adapters.slack",
    "teams": "adapters.teams",
    "web": "adapters.web",
    "shared": "adapters",
    "words": "bot.words",
    "features": "bot",
    "storage": "storage",
}
"""The drawing's parts by what they are; of two that fit, the first."""
WITHIN = {**dict.fromkeys(("slack", "teams", "web", "shared"), "adapters"), "words": "bot", "features": "bot"}
"""The frame around a part; from one frame to another an arrow stands for all."""


def part_of(module: str) -> str:
    """The part that a module belongs to, or nothing."""
    inside = (name for name, what in PARTS.items() if module == what or module.startswith(f"{what}."))
    return next(inside, "")


def imported() -> Iterator[tuple[str, str]]:
    """Which part imports which other."""
    for top in ("adapters", "bot", "storage"):
        for path in (page.ROOT / top).rglob("*.py"):
            ours = part_of(
                ".".join(path.relative_to(page.ROOT).with_suffix("").parts).removesuffix(".__init__")
            )
            for module in _modules(path):
                theirs = part_of(module)
                if theirs and theirs != ours:
                    yield arrow(ours, theirs)


def arrow(ours: str, theirs: str) -> tuple[str, str]:
    """The arrow that says so."""
    one, other = WITHIN.get(ours, ours), WITHIN.get(theirs, theirs)
    return (ours, theirs) if one == other else (one, other)


def _modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                inner if _is_module(inner := f"{node.module}.{each.name}") else node.module
                for each in node.names
            )


def _is_module(name: str) -> bool:
    place = page.ROOT.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def test_what_imports_what_is_as_it_is_drawn() -> None:
    arrows = re.findall(r"^ +(\w+) --> (\w+)$", page.drawing("flowchart LR"), re.MULTILINE)
    assert len(arrows) == len(set(arrows)), "drawn twice"
    assert set(arrows) == set(imported())


Call = tuple[str, str]
ADAPTER = "adapters/"
"""What the drawing leaves out before a platform's own modules, so that they read as `slack/app`."""


def way(drawing: str) -> list[Call]:
    """The calls that are drawn: module and function, in order."""
    modules = dict(re.findall(r"participant (\w+) as (\S+)", drawing))
    return [(modules[to], called) for to, called in re.findall(r"\w+->>(\w+): (\w+)", drawing)]


@contextmanager
def watching(wanted: Collection[Call], called: list[Call]) -> Iterator[None]:
    """Keep which of these were called, in order, in threads that begin while the context lasts."""

    def watch(frame: FrameType, event: str, _value: object) -> None:
        if event == "call" and frame.f_code.co_name in names:
            module = frame.f_globals["__name__"].replace(".", "/")
            call = (module.removeprefix(ADAPTER) if module.count("/") > 1 else module, frame.f_code.co_name)
            if call in wanted:
                called.append(call)

    names = {name for _module, name in wanted}
    threading.setprofile(watch)
    try:
        yield
    finally:
        threading.setprofile(None)


def test_a_press_goes_the_way_that_is_drawn(new_sqlite: NewDatabase) -> None:
    before, _, after = page.drawing("sequenceDiagram").partition("Note over")
    participants = before.partition("app->>")[0]
    decided, shown = way(before), way(participants + after)
    assert len(decided) == 6
    assert len(shown) == 4
    called: list[Call] = []
    with watching({*decided, *shown}, called), Store(new_sqlite()) as store, office(store) as service:
        for worker in (service.amira, service.priya):
            worker.reports("Rosa Lindqvist", "Plan is late", phone="07700 900321")
        service.settle()
        called.clear()
        service.priya.presses_on("issue:1/", "I'll reply")
        service.settle()
    assert list(dict.fromkeys(each for each in called if each in decided)) == decided
    rest = called[called.index(decided[-1]) :]
    assert set(shown) <= set(rest)
    deliver = [each for each in rest if each in shown[1:]]
    assert list(dict.fromkeys(deliver)) == shown[1:]
