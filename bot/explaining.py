"""Every form says what comes of it before it is submitted."""

from dataclasses import replace

from bot.cards import Form, Part, quiet
from bot.chat import Ask, Refresh, Reply, ReplyPart
from bot.words.submitting import AFTERWARDS


def explained(reply: Reply) -> Reply:
    """The reply, its forms with the line that says who is told."""
    return replace(reply, parts=tuple(map(_part, reply.parts)))


def _part(part: ReplyPart) -> ReplyPart:
    match part:
        case Ask(form):
            return Ask(_form(form))
        case Refresh(form):
            return Refresh(_form(form))
        case _:
            return part


def _form(form: Form) -> Form:
    """Above everything; but below what is known of a customer, and below a warning, which are read first."""
    line: tuple[Part, ...] = (quiet(AFTERWARDS[form.action]),) if form.action in AFTERWARDS else ()
    below = form.notices_after or form.action in _WARNING
    return replace(form, notices=(*form.notices, *line) if below else (*line, *form.notices))


_WARNING = frozenset({"safety.raise"})
"""Forms whose own first words come first, whatever there is to explain."""
