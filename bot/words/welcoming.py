"""What newcomers read once, in three lines; and the one line where managers read what will come there."""

from datetime import time

from bot.cards import Bold, Button, Buttons, Card, Style, Text, quiet, text
from bot.chat import Role

TITLE = "Welcome to Evenhand"
_LOG = Buttons((Button("Log a communication", "report.file", style=Style.GO),))
_HELP = Bold("/incident help")


def newcomer(role: Role) -> Card:
    """What it is for, the one thing to type, and who sees what; for a reserve decider, that there is nothing to type."""
    if role is Role.RESERVE:
        return Card(TITLE, (text(_DECIDES), text(_WAITS), text(_SEES)))
    return Card(TITLE, (text(_FOR), _TYPE, _managers() if role is Role.MANAGER else _workers(), _LOG))


def channel(summary_time: time, colleagues: int) -> Card:
    """What will come where managers read."""
    title = "Evenhand writes here, for managers"
    return Card(
        title,
        (
            text(
                f"One card about each issue that {colleagues} colleagues hold, one for each case, "
                f"and a summary at {summary_time:%H:%M} on working days: references and initials, no names."
            ),
            quiet("What waits now: ", Bold("/incident summary"), ". What else you can type: ", _HELP, "."),
        ),
        fallback=title,
    )


_FOR = "Note here what a customer sent or said: you see at once whether colleagues are on the same issue, and who replies."
_TYPE = text("Type ", Bold("/incident"), " when somebody is in touch: who it was, and one line, is enough.")
_ALONE = "Only you see your answers. "
_DECIDES = (
    "You are named as a reserve decider: where this service has no second manager, you are asked to decide."
)
_WAITS = "There is nothing to type. When something waits for you, a message here says so and leads there."
_SEES = "You see only what you are asked to decide on; what you decide, and why, is kept under your name."


def _workers() -> Text:
    return text(_ALONE, "What others read carries references and initials, no names. Help: ", _HELP, ".")


def _managers() -> Text:
    return text(_ALONE, "What needs a manager comes here and to your channel. Help: ", _HELP, ".")
