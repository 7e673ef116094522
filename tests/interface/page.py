"""`docs/interface.md`, from what the code has: `python -m tests.interface.page` writes it, a test compares it.

What nobody could read from the code stands here: the sentences around the tables.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot import escalation, rules, tables
from bot.cards import (
    ChoiceField,
    ChoicesField,
    DateField,
    DateTimeField,
    Field,
    Form,
    LookupField,
    NumberField,
    TextField,
)
from bot.tables import E, Row
from bot.words import installing, replies
from tests import databases
from tests.bot.every_form import forms, recorded
from tests.interface.labels import ANYTHING, SHORTCUTS, of_buttons

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs/interface.md"
GUIDES = {"staff": ROOT / "docs/staff-in-detail.md", "managers": ROOT / "docs/managers.md"}
KINDS: Mapping[type[Field], str] = {
    TextField: "text",
    NumberField: "whole number",
    ChoiceField: "one of",
    ChoicesField: "any of",
    DateField: "day, `YYYY-MM-DD`",
    DateTimeField: "moment, `YYYY-MM-DDTHH:MM` in the service's zone",
    LookupField: "look-up",
}
BY: Mapping[rules.Rule, str] = {
    rules.by_manager: "managers",
    rules.by_speaker: "who was asked to speak",
    rules.by_speaker_or_manager: "who was asked to speak, managers",
    rules.by_decider: "who was asked to decide, another than who proposed",
    rules.by_proposer: "who proposed it",
    rules.by_reviewer: "managers, later reserve deciders",
}
"""Who may take a step, by the rule that says so."""

BEGINNING = """# What integrators can rely on

Other programs, tests and migrations may rely on the names of this page: they stay as they are, or [what changed](../CHANGELOG.md)
says so. Everything else may change with any version: sentences, the order on a card, values of buttons, the tables of the database.
This page is written from the code (`python -m tests.interface.page`), and a test compares it in both directions.

| here | Slack | Teams | try-out |
|---|---|---|---|
| action of a button | `action_id`, behind it `:` and a number where several are the same; under *More* an option of `menu`, its value the two joined by a vertical bar | `verb`, or `action` in the data of a button | `action` |
| form | `callback_id` of the dialog | `verb` of its button | `action` of `{"type": "submit"}` |
| field | `block_id` and `action_id`, the same word | `id` of the input | name in `fields` |
| key of an option | `value` | `value` of the choice | `key` |
| value of a button or form | `value`, in `private_metadata` | in the data of the button | `value` |

Values of buttons are opaque: they carry the version that they were drawn with. References are `R-00001` (a report), `C-0001`
(a customer), `I-0001` (an issue), `M-0001` (a case) and `M-0001/1` (a restriction of it).

The look-up `customer` takes `C-0001`, `new:` and a name, or `not_known`; plain text means the same as `new:`. A field that is left out
keeps what it begins with; an empty one was emptied on purpose.
"""


def written() -> str:
    """The page."""
    with tempfile.TemporaryDirectory() as folder, databases.sqlite(Path(folder)) as new:
        asked = forms(recorded(new))
    return "\n".join(
        [
            BEGINNING,
            "## Commands\n\nThe first word after `/incident` or `/contact`; any other words become the issue of a new report.\n",
            *_commands(),
            "\n## Buttons\n\n`…` stands for a reference, a name or a number. Who may press is asked when it is pressed, however old the message\nis that shows the button; of a report, a promise or an absence, it is whoever's it is.\n",
            *_buttons(),
            "\n## Forms\n",
            *(line for action, drawn in asked.items() for line in _form(action, drawn)),
        ]
    )


def _commands() -> Iterator[str]:
    yield "| word | who | what it does |\n|---|---|---|"
    for word, (usage, does) in replies.COMMANDS.items():
        row = tables.COMMANDS.get(word) or tables.LOG_A_REPORT
        yield f"| `{usage}` | {_who(row)} | {does} |"


def _buttons() -> Iterator[str]:
    labels, opens = of_buttons(), {True: "opens a form", False: ""}
    yield "| action | says | who may press | | guide |\n|---|---|---|---|---|"
    for action, row in sorted(tables.PRESSES.items()):
        said = labels.get(action, ())
        shown = ", ".join(f"*{each}*" for each in said if each != ANYTHING) or _unsaid(action)
        yield f"| `{action}` | {shown} | {_who(row, action)} | {opens[row.opens]} | {guides(action, said)} |"


def _unsaid(action: str) -> str:
    return f"a shortcut: *{installing.MESSAGE_SHORTCUT[0]}*" if action in SHORTCUTS else "what was found"


def guides(action: str, labels: Iterable[str]) -> str:
    """The guides that name one of its labels."""
    return ", ".join(f"[{name}]({path.name})" for name, path in GUIDES.items() if _told(path, action, labels))


def _told(path: Path, action: str, labels: Iterable[str]) -> bool:
    """Whether a guide names one of the labels as something to press."""
    said = " ".join(path.read_text("utf-8").split())
    emphasised = re.findall(r"\*{1,2}([^*]+)\*{1,2}", said)
    named = {re.split(rf":? ?{ANYTHING}", label)[0] for label in labels}
    if action in SHORTCUTS:
        named.add(installing.MESSAGE_SHORTCUT[0])
    return any(
        re.match(rf"{re.escape(label)}(?!\w)", each) for label in named for each in emphasised if label
    )


def _who(row: Row[E], action: str = "") -> str:
    """Who may: as the row says, or the rule of the step."""
    for rule in escalation.STEPS.get(action, ()):
        if rule in BY:
            return BY[rule]
    if row.managers:
        return "managers"
    return "staff, reserve deciders" if row.reserve else "staff"


def _form(action: str, drawn: list[Form]) -> Iterator[str]:
    assert drawn, f"nobody was asked {action}: open it in tests/bot/every_form.py"
    first = drawn[0]
    who = _who(tables.SUBMISSIONS[action], action)
    yield f"### `{action}`\n\n“{_without_numbers(first.title)}”, *{first.submit}*: {who}."
    if beside := sorted({form.beside.label for form in drawn if form.beside}):
        yield f"Beside it: {', '.join(f'*{each}*' for each in beside)}."
    yield "\n| field | takes | label |\n|---|---|---|"
    fields: dict[str, list[Field]] = {}
    for form in drawn:
        for field in form.every_field:
            fields.setdefault(field.name, []).append(field)
    for name, several in fields.items():
        yield f"| `{name}` | {_takes(several, always=len(several) == len(drawn))} | {_label(several)} |"
    yield ""


def _label(several: list[Field]) -> str:
    return " / ".join(dict.fromkeys(_without_numbers(field.label) for field in several))


def _takes(several: list[Field], *, always: bool) -> str:
    first = several[0]
    said = [KINDS[type(first)] + _limits(first)]
    if keys := list(dict.fromkeys(key for field in several for key in _keys(field))):
        said.append(", ".join(keys))
    if all(field.required for field in several):
        said.append("needed" if always else "needed where it is asked")
    elif any(field.required for field in several):
        said.append("needed, depending on the rest")
    return f"{said[0]} {'; '.join(said[1:])}" if keys else "; ".join(said)


def _limits(field: Field) -> str:
    match field:
        case TextField(limit=limit, multiline=multiline):
            return f"{', several lines' if multiline else ''}, up to {limit:,} characters"
        case NumberField(least=least, most=most):
            return f" from {least} to {most:,}"
    return ""


def _keys(field: Field) -> Iterator[str]:
    """The keys that a field offers; those that a service's people and issues have are told by what they are."""
    options = field.options if isinstance(field, ChoiceField | ChoicesField) else ()
    for option in options:
        if "@" in option.key:
            yield "an address that the form offers"
        elif option.key.isdecimal():
            yield "a number that the form offers"
        elif re.fullmatch(r"[A-Z]-\d+(/\d+)?", option.key):
            yield "a reference that the form offers"
        else:
            yield f"`{option.key}`"


def _without_numbers(said: str) -> str:
    """References of the made-up case stand for any."""
    return re.sub(r"[A-Z]-\d{3,}(/\d+)?|\b\d+ (?=report)", ANYTHING, said)


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
