"""What a service needs of people: a rule for each thing, which says what is wrong, if anything is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot import condition, leavers, references, roles
from bot.chat import Looked
from bot.condition import State
from bot.context import Context
from bot.words import upkeep as words
from storage import backups, people, undelivered


@dataclass(frozen=True)
class Found:
    """Something to be mended, in words for managers. `stage`: how pressing it is, from 1 on."""

    said: str
    stage: int = 1


class Verdict(Enum):
    """Nothing to be mended, or nobody can say just now."""

    FINE = auto()
    UNKNOWN = auto()


Seen = Found | Verdict
Rule = Callable[[Context, Looked], Seen]


def secret(ctx: Context, looked: Looked) -> Seen:
    """A month, a week, and when it is past."""
    until = looked.secret_until
    if until is None or condition.of_secret(until, ctx.today) is State.FINE:
        return Verdict.FINE
    return Found(words.secret(until, past=until < ctx.today), _stage_of(until, ctx.today))


def _stage_of(until: date, today: date) -> int:
    if until < today:
        return 3
    return 2 if until - today <= condition.SECRET_LAST else 1


def certificate(ctx: Context, looked: Looked) -> Seen:
    """Where it has run out, nobody can say until when it holds: it was told before."""
    until = looked.certificate_until
    if until is None:
        return _unless_unknown("certificate", looked)
    if condition.of_certificate(until, ctx.when) is State.FINE:
        return Verdict.FINE
    return Found(words.certificate(ctx.service.work.day(until)))


def _unless_unknown(subject: str, looked: Looked) -> Verdict:
    return Verdict.UNKNOWN if subject in looked.unknown else Verdict.FINE


def backup(ctx: Context, _looked: Looked) -> Seen:
    """A new service has two days for its first."""
    last, began = backups.last(ctx.db), people.began(ctx.db)
    if not ctx.service.backs_up or began is None or ctx.when - began <= condition.BACKUP_LATE:
        return Verdict.FINE
    if condition.of_backup(last, ctx.when) is State.FINE:
        return Verdict.FINE
    return Found(words.backup(ctx.service.work.day(last) if last else None))


def disk(_ctx: Context, looked: Looked) -> Seen:
    """Little room, then hardly any."""
    if looked.free is None:
        return _unless_unknown("disk", looked)
    state = condition.of_disk(looked.free, looked.held)
    if state is State.FINE:
        return Verdict.FINE
    full = state is State.BROKEN
    return Found(words.disk(full=full), 2 if full else 1)


def messages(ctx: Context, _looked: Looked) -> Seen:
    """Of the managers' own channel they are told at once, in a message of its own (`undelivered`)."""
    ours = {(each.platform, each.kind.value, each.target) for each in ctx.service.managers_channels}
    parked = undelivered.parked_by_place(ctx.db)
    number = sum(number for *place, number in parked if tuple(place) not in ours)
    return Found(words.messages(number)) if number else Verdict.FINE


def reached(ctx: Context, _looked: Looked) -> Seen:
    """Managers and safeguarding leads whom nothing reaches, as far as the platforms told."""
    addresses = sorted(roles.unseen(ctx.db, ctx.service.managers | ctx.service.safeguarding_leads))
    in_groups = sum(roles.unseen_of(ctx.db, each) for each in ctx.service.managers if ":" in each)
    return Found(words.unreached(addresses, in_groups)) if addresses or in_groups else Verdict.FINE


def deciders(ctx: Context, _looked: Looked) -> Seen:
    """One person alone may decide; with nobody there is nobody to tell."""
    return Found(words.ALONE) if sum(roles.may_decide(ctx.db, ctx.service)) == 1 else Verdict.FINE


def channel(ctx: Context, _looked: Looked) -> Seen:
    """Managers' cards and the summary have no place."""
    return Verdict.FINE if ctx.service.managers_channels else Found(words.NO_CHANNEL)


def left(ctx: Context, _looked: Looked) -> Seen:
    """What nobody has taken over from somebody who left."""
    tasks, names = leavers.tasks(ctx), people.names(ctx.db)
    if not tasks:
        return Verdict.FINE
    return Found(words.left({references.initials(names[each]): tasks[each] for each in sorted(tasks)}))


RULES: Mapping[str, Rule] = {
    "secret": secret,
    "certificate": certificate,
    "disk": disk,
    "backups": backup,
    "messages": messages,
    "channel": channel,
    "reached": reached,
    "deciders": deciders,
    "leavers": left,
}
"""By subject, the most pressing first."""
