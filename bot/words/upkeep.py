"""What managers are told, once, about what keeps the service going: no names of customers, no words for engineers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from bot.cards import Bold, Buttons, Card, Part, bullets, line, quiet
from bot.words import times
from bot.words.doctor.people import LEFT, OPEN
from bot.words.undelivered import retry_button
from bot.workdays import WorkCalendar


class Told(NamedTuple):
    """One finding in a message."""

    subject: str
    said: str
    mended: bool = False


_LABELS: Mapping[str, str] = {
    "secret": "sign-in to Teams",
    "certificate": "certificate",
    "disk": "disk",
    "backups": "backups",
    "messages": "messages",
    "channel": "managers' channel",
    "reached": "who can be reached",
    "deciders": "second person",
    "leavers": "colleagues who left",
}
_TELL = "Tell whoever looks after Evenhand"
NOT_KNOWN = "just now I can't say how it stands."
ALONE = (
    "one person alone may decide, so nobody can decide on what they propose. Name a second manager or a reserve decider; "
    "whoever looks after Evenhand enters them. If you want it so, leave it: I won't ask again."
)
NO_CHANNEL = f"none is named, so there is no summary, and no card about a case. {_TELL}: it needs a channel that only managers read."


def label(subject: str) -> str:
    """What a finding is about, in a word or two."""
    return _LABELS[subject]


def card(told: Sequence[Told]) -> Card:
    """Everything that was told at once, as it stands by now."""
    lasts = [each for each in told if not each.mended]
    named = times.listed([_LABELS[each.subject] for each in lasts or told])
    title = f"To be looked after: {named}" if lasts else f"Mended: {named}"
    parts: list[Part] = [
        bullets(line(Bold(_capital(_LABELS[each.subject])), f": {each.said}") for each in told)
    ]
    if any(each.subject == "messages" for each in lasts):
        parts.append(Buttons((retry_button(),)))
    if lasts:
        parts.append(quiet("You won't be told every day. This message changes when it is mended."))
    return Card(title, tuple(parts), fallback=title)


def mended(at: datetime, work: WorkCalendar, today: date) -> str:
    """It is over."""
    return f"mended, as of {times.stamp(at, work, today)}."


def secret(until: date, *, past: bool) -> str:
    """The client secret of the bot in Azure."""
    when = f"ran out on {times.in_full(until)}" if past else f"runs out on {times.in_full(until)}"
    effect = "Evenhand may be silent in Teams" if past else "from then on Evenhand is silent in Teams"
    return (
        f"{when}; {effect}. {_TELL}: it needs a new client secret, from whoever made the first one in Azure."
    )


def certificate(until: date) -> str:
    """The certificate of the public address."""
    return f"runs out on {times.in_full(until)}; from then on nothing that you do reaches Evenhand. {_TELL}: it has to be renewed."


def backup(last: date | None) -> str:
    """None, or an old one."""
    said = f"the last one is of {times.in_full(last)}" if last else "there never was one"
    return (
        f"{said}. If that computer fails, everything since is lost. {_TELL}: backups have to run each night."
    )


def disk(*, full: bool) -> str:
    """Little room."""
    left, soon = ("hardly any", ": soon nothing can be saved") if full else ("little", "")
    said = f"{left} room is left on the computer that Evenhand runs on{soon}."
    return f"{said} {_TELL}: it needs more room{' today' if full else ''}."


def messages(number: int) -> str:
    """Messages to somebody else than the managers' channel."""
    waits = times.count(number, "message")
    return f"{waits} could not be delivered; nothing is lost. {_TELL}, then press Try again."


def unreached(addresses: Sequence[str], in_groups: int) -> str:
    """Managers and safeguarding leads who never opened Evenhand."""
    some = [*addresses, *([f"{in_groups} of the managers' group"] if in_groups else [])]
    return f"{times.listed(some)} never opened Evenhand, so nothing reaches them. Ask each of them to {OPEN}."


def left(tasks: Mapping[str, Mapping[str, int]]) -> str:
    """Who left, by initials, and what was theirs."""
    each = [
        f"{initials}: {times.listed([times.count(number, *LEFT[what]) for what, number in theirs.items()])}"
        for initials, theirs in tasks.items()
    ]
    return f"{'; '.join(each)}. Nobody has taken that over yet: you have a message about each, or it stands in the summary."


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
