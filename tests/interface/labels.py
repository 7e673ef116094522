"""What every button says, read from the code that draws it: the labels stand in `bot/words`, most beside their actions."""

import ast
import importlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from bot import tables
from bot.words import waiting, walk
from bot.words.letters import cards as letters

ROOT = Path(__file__).parents[2]
ANYTHING = "…"
"""Stands for what depends on the case: a reference, a name, a number."""
ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "restriction.preview": (letters.AS_THE_CUSTOMER,),
    "block.preview": (letters.AS_THE_CUSTOMER,),
    "concern.preview": (letters.AS_THE_CUSTOMER,),
    "outcome.preview": (letters.AS_THE_CUSTOMER,),
    "letter.read": (letters.AS_THE_CUSTOMER,),
    "restriction.show": (f"Read {ANYTHING}",),
    "customer.check": (ANYTHING,),
    "issue.take": ("I'll reply", "I'll reply instead"),
    "message.all": (waiting.SHOW_ALL,),
    "cases.all": (f"Show all {ANYTHING}",),
    "restrictions.all": (f"Show all {ANYTHING}",),
}
"""Where the label or the action is passed on before the button is drawn."""
SHORTCUTS = frozenset({"report.message"})
"""What no button does: people choose it from a menu of their client."""


def of_buttons() -> Mapping[str, tuple[str, ...]]:
    """What the buttons of each action say."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for action, label in drawn():
        found[action].add(label)
    for action, step in walk.STEPS.items():
        if step.label and action in tables.PRESSES:
            found[action].add(step.label)
    for action, several in ELSEWHERE.items():
        found[action].update(several)
    return {action: tuple(sorted(several)) for action, several in found.items()}


def drawn() -> Iterator[tuple[str, str]]:
    """Each action and label that stand beside each other where a button is made."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if path.name == "__main__.py":
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Button":
                yield from _of_one(module, node)


def _of_one(module: ModuleType, node: ast.Call) -> Iterator[tuple[str, str]]:
    label, action = node.args[:2]
    for named in _texts(module, action):
        for said in _texts(module, label):
            yield named, said


def _texts(module: ModuleType, node: ast.expr) -> Iterator[str]:
    """What an expression may say; nothing where only running it would tell."""
    match node:
        case ast.Constant(value=str(said)):
            yield said
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(module, body)
            yield from _texts(module, orelse)
        case ast.JoinedStr(values=values):
            yield "".join(_piece(module, each) for each in values)
        case ast.Name() | ast.Attribute() if isinstance(known := _known(module, node), str):
            yield known


def _piece(module: ModuleType, node: ast.expr) -> str:
    inner = node.value if isinstance(node, ast.FormattedValue) else node
    return next(_texts(module, inner), ANYTHING)


def _known(module: ModuleType, node: ast.expr) -> object:
    """The value of a constant of the module, or of one that it imports."""
    match node:
        case ast.Name(id=name):
            return getattr(module, name, None)
        case ast.Attribute(value=value, attr=name):
            return getattr(_known(module, value), name, None)
    return None
