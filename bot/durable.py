"""Puts what must not be lost into the outbox, in the transaction that decided it."""

from dataclasses import replace
from datetime import datetime

from bot import cardjson, covering, references
from bot.cards import Card
from bot.chat import Nudge, Place, PlaceKind, Post, Press, Reply, Whisper
from bot.context import Context, Refused
from bot.fields import one_line
from bot.words import away, replies
from storage import outbox, people
from storage.tables import Message, StaffHandle


def keep(ctx: Context, reply: Reply) -> Reply:
    """Put posts and nudges into the outbox; what is left is for the actor alone."""
    own = {(part.staff_id, outbox.thread(part.key)) for part in reply.parts if isinstance(part, Nudge)}
    for part in reply.parts:
        if isinstance(part, Post):
            _put(ctx, part.place, part.key, part.card)
        elif isinstance(part, Nudge):
            _nudge(ctx, part, own)
    rest = tuple(part for part in reply.parts if not isinstance(part, Post | Nudge))
    return replace(reply, parts=rest)


def show_whole(ctx: Context, press: Press) -> Reply:
    """The whole card of the message with this key where the press was made, for the actor alone."""
    place, key = press.where, one_line(press.value)
    message = outbox.find(
        ctx.db, platform=place.platform, kind=place.kind.value, target=place.target, key=key
    )
    if message is None and (among_us := _in_own_group(ctx, place.platform, key)):
        return Reply((Whisper(cardjson.decode(among_us.card)),))
    in_channel = place.kind is PlaceKind.CHANNEL
    if message is None or not (in_channel or _is_in(ctx, place)):
        raise Refused(replies.unknown_button())
    if in_channel and not ctx.manages:  # what we post to channels is for managers
        raise Refused(replies.managers_only())
    return Reply((Whisper(cardjson.decode(message.card)),))


def _in_own_group(ctx: Context, platform: str, key: str) -> Message | None:
    """The message with this key in a group of which the actor is one: a platform may not say who is in it."""
    found = outbox.find_all(ctx.db, platform=platform, kind=PlaceKind.GROUP.value, key=key)
    places = ((message, Place(platform, PlaceKind.GROUP, message.target)) for message in found)
    return next((message for message, place in places if _is_in(ctx, place)), None)


def _is_in(ctx: Context, place: Place) -> bool:
    """Whether the actor is the person, or one of the group."""
    members = (people.by_handle(ctx.db, place.platform, handle) for handle in place.target.split(","))
    return any(staff and staff.id == ctx.who.staff_id for staff in members)


def _nudge(ctx: Context, nudge: Nudge, own: set[tuple[int, str]]) -> None:
    """To the colleague, when they are back if they are away; meanwhile to whoever stands in for them."""
    handle = people.handle_of(ctx.db, nudge.staff_id)
    if handle is None:
        return
    if nudge.urgent:
        _put(ctx, _direct(handle), nudge.key, nudge.card)
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
        perhaps_shown=ctx.perhaps_lived,
    )


def _direct(handle: StaffHandle) -> Place:
    return Place(handle.platform, PlaceKind.PERSON, handle.handle)
