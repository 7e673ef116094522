"""Puts what must not be lost into the outbox, in the transaction that decided it."""

from datetime import datetime

from bot import cardjson, covering, references
from bot.cards import Card
from bot.chat import Nudge, Place, PlaceKind, Post, Reply
from bot.context import Context
from bot.words import away
from storage import outbox, people
from storage.tables import StaffHandle


def keep(ctx: Context, reply: Reply) -> Reply:
    """Put posts and nudges into the outbox; what is left is for the actor alone."""
    own = {(part.staff_id, outbox.thread(part.key)) for part in reply.parts if isinstance(part, Nudge)}
    for part in reply.parts:
        if isinstance(part, Post):
            _put(ctx, part.place, part.key, part.card)
        elif isinstance(part, Nudge):
            _nudge(ctx, part, own)
    rest = tuple(part for part in reply.parts if not isinstance(part, Post | Nudge))
    return Reply(rest, reply.outcome)


def _nudge(ctx: Context, nudge: Nudge, own: set[tuple[int, str]]) -> None:
    """To the colleague, when they are back if they are away; meanwhile to whoever stands in for them."""
    handle = people.handle_of(ctx.db, nudge.staff_id)
    if handle is None:
        return
    _put(ctx, _direct(handle), nudge.key, nudge.card, covering.reads_from(ctx, nudge.staff_id))
    cover_id = covering.stand_in(ctx, nudge.staff_id)
    cover = people.handle_of(ctx.db, cover_id) if cover_id else None
    if cover and (cover.staff_id, outbox.thread(nudge.key)) not in own:
        card = nudge.for_cover or _covering(ctx, nudge)
        _put(ctx, _direct(cover), nudge.key, card, covering.reads_from(ctx, cover.staff_id))


def _covering(ctx: Context, nudge: Nudge) -> Card:
    return away.covering(nudge.card, [references.initials(people.get(ctx.db, nudge.staff_id).name)])


def _put(ctx: Context, place: Place, key: str, card: Card, not_before: datetime | None = None) -> None:
    outbox.put(
        ctx.db,
        platform=place.platform,
        kind=place.kind.value,
        target=place.target,
        key=key,
        card=cardjson.encode(card),
        at=ctx.when,
        not_before=not_before,
    )


def _direct(handle: StaffHandle) -> Place:
    return Place(handle.platform, PlaceKind.PERSON, handle.handle)
