"""Puts what must not be lost into the outbox, in the transaction that decided it."""

from datetime import time, timedelta

from bot import cardjson, references
from bot.cards import Card, quiet
from bot.chat import Nudge, Place, PlaceKind, Post, Reply
from bot.context import Context
from bot.words import away
from storage import outbox, people
from storage.tables import Absence, StaffHandle

_BACK_AT = time(8)


def keep(ctx: Context, reply: Reply) -> Reply:
    """Put posts and nudges into the outbox; what is left is for the actor alone."""
    own = {(part.staff_id, part.key) for part in reply.parts if isinstance(part, Nudge)}
    for part in reply.parts:
        if isinstance(part, Post):
            _put(ctx, part.place, part.key, part.card)
        elif isinstance(part, Nudge):
            _nudge(ctx, part, own)
    rest = tuple(part for part in reply.parts if not isinstance(part, Post | Nudge))
    return Reply(rest, reply.outcome)


def _nudge(ctx: Context, nudge: Nudge, own: set[tuple[int, str]]) -> None:
    """To the colleague; while they are away to their cover, and to them when they are back."""
    handle = people.handle_of(ctx.db, nudge.staff_id)
    if handle is None:
        return
    absence = people.absence_on(ctx.db, nudge.staff_id, ctx.today)
    _put(ctx, _direct(handle), nudge.key, nudge.card, absence)
    if absence and absence.cover_id and (absence.cover_id, nudge.key) not in own:
        cover = people.handle_of(ctx.db, absence.cover_id)
        if cover:
            _put(ctx, _direct(cover), nudge.key, _covering(ctx, nudge))


def _covering(ctx: Context, nudge: Nudge) -> Card:
    who = references.initials(people.get(ctx.db, nudge.staff_id).name)
    return Card(nudge.card.title, (quiet(away.covering(who)), *nudge.card.parts), nudge.card.fallback)


def _put(ctx: Context, place: Place, key: str, card: Card, absence: Absence | None = None) -> None:
    work = ctx.service.work
    back = work.at(absence.last_day + timedelta(days=1), _BACK_AT) if absence else None
    outbox.put(
        ctx.db,
        platform=place.platform,
        kind=place.kind.value,
        target=place.target,
        key=key,
        card=cardjson.encode(card),
        at=ctx.when,
        not_before=back,
    )


def _direct(handle: StaffHandle) -> Place:
    return Place(handle.platform, PlaceKind.PERSON, handle.handle)
