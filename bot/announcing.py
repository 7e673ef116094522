"""Who is told about an issue: each colleague on it by one message, the managers by one card."""

from bot import covering, references
from bot import standing as standings
from bot.cards import Card
from bot.chat import Nudge, Place, PlaceKind, Post, ReplyPart
from bot.context import Context
from bot.linking import restored
from bot.standing import Standing
from bot.targets import NUDGE, Target
from bot.words import away, managing
from bot.words import sharing as words
from storage import issues, outbox, people
from storage.tables import Message


def announce(ctx: Context, issue_id: int, *, news: bool = False) -> tuple[ReplyPart, ...]:
    """Bring every message about this issue up to date.

    `news`: something happened that is worth a push; a colleague gets one push a day for an issue, other
    changes edit the message that they have.
    """
    standing = standings.stand(ctx, issue_id)
    _note_threshold(ctx, standing)
    return (*_colleagues(ctx, standing, news=news), *_managers(ctx, standing))


def tell_managers(ctx: Context, customer_id: int) -> tuple[ReplyPart, ...]:
    """Bring the managers' cards of a customer's shared issues up to date: a case of theirs was opened or closed."""
    held = issues.brought_to_managers(ctx.db, customer_id)
    return tuple(part for issue in held for part in _managers(ctx, standings.stand(ctx, issue.id or 0)))


def colleague_card_of(ctx: Context, issue_id: int) -> Card:
    """The actor's own message about an issue, or the one that they have as a cover."""
    return _card(ctx, standings.stand(ctx, issue_id), ctx.who.staff_id)


def told(ctx: Context, standing: Standing) -> bool:
    """Whether the actor has a message about it, their own or as the cover of somebody absent."""
    return _reads(ctx, standing, ctx.who.staff_id)


def managers_card_of(ctx: Context, issue_id: int) -> Card:
    """The managers' card about an issue."""
    days = ctx.policy.shared_issue.days
    return managing.managers_card(
        standings.stand(ctx, issue_id), days, work=ctx.service.work, today=ctx.today
    )


def _note_threshold(ctx: Context, standing: Standing) -> None:
    issue = issues.get(ctx.db, standing.issue_id)
    if issue and issue.threshold_at is None and standings.reached_threshold(ctx, standing):
        issue.threshold_at = ctx.when
        ctx.db.flush()


def _colleagues(ctx: Context, standing: Standing, *, news: bool) -> list[ReplyPart]:
    concerned = sorted(_concerned(standing))
    current = [_one_colleague(ctx, standing, staff_id, news=news) for staff_id in concerned]
    return [*current, *_other_copies(ctx, standing, current)]


def settled_card_of(ctx: Context, issue_id: int, staff_id: int) -> Card:
    """What is left of a colleague's message; with Undo, if their own last decision took them out."""
    change = issues.last_change_by(ctx.db, staff_id)
    took_out = change is not None and restored(change.before).get("issue") == issue_id
    if change is None or not took_out:
        return words.settled_card(issue_id, moved=False)
    target = Target(change.issue_id, report=change.report_id or 0, card=NUDGE, extra=change.id or 0)
    return words.settled_card(issue_id, moved=False, undo=target)


def _reads(ctx: Context, standing: Standing, staff_id: int) -> bool:
    """Whether a colleague is concerned, or covers for one who is."""
    concerned = _concerned(standing)
    return staff_id in concerned or bool(concerned & covering.covered(ctx, staff_id))


def _concerned(standing: Standing) -> set[int]:
    """Who has a message about it: all who hold it together, and who replies for somebody else."""
    holders = {holder.staff_id for holder in standing.holders}
    owner = {standing.owner_id} if standing.owner_id else set()
    if standing.shared:
        return owner | holders
    return owner | holders if holders and owner - holders else set()


def _other_copies(ctx: Context, standing: Standing, current: list[Nudge]) -> list[ReplyPart]:
    """Every other message about it, wherever it stands: none keeps a button that leads nowhere.

    Somebody's newest one stays true, or is settled where they have nothing to do with it any more; older ones
    point to it.
    """
    shown = {copy for nudge in current for copy in _copies(ctx, nudge, {n.staff_id for n in current})}
    messages = outbox.of_thread(ctx.db, kind="person", thread=_thread(standing.issue_id))
    newest = dict(map(_place_and_key, messages)) | dict(shown)
    found: list[ReplyPart] = []
    for place, key in map(_place_and_key, messages):
        staff = people.by_handle(ctx.db, place.platform, place.target)
        if staff and staff.id and staff.role != "none" and (place, key) not in shown:
            card = _copy_of(ctx, standing, staff.id, newest=newest[place] == key)
            found.append(Post(place, key, card))
    return found


def _copies(ctx: Context, nudge: Nudge, own: set[int]) -> list[tuple[Place, str]]:
    """Where a nudge is shown: to the colleague, and to who stands in for them, unless they have their own."""
    cover = covering.stand_in(ctx, nudge.staff_id)
    readers = (nudge.staff_id, *((cover,) if cover and cover not in own else ()))
    handles = (people.handle_of(ctx.db, number) for number in readers)
    return [(Place(at.platform, PlaceKind.PERSON, at.handle), nudge.key) for at in handles if at]


def _place_and_key(message: Message) -> tuple[Place, str]:
    return Place(message.platform, PlaceKind(message.kind), message.target), message.key


def _copy_of(ctx: Context, standing: Standing, staff_id: int, *, newest: bool) -> Card:
    if not newest:
        return words.settled_card(standing.issue_id, moved=True)
    if _reads(ctx, standing, staff_id):
        return _card(ctx, standing, staff_id)
    return settled_card_of(ctx, standing.issue_id, staff_id)


def _thread(issue_id: int) -> str:
    return f"issue:{issue_id}"


def _one_colleague(ctx: Context, standing: Standing, staff_id: int, *, news: bool) -> Nudge:
    thread = _thread(standing.issue_id)
    today = f"{thread}/{ctx.today:%Y-%m-%d}"
    last = _last_message(ctx, staff_id, thread)
    cover = covering.stand_in(ctx, staff_id)
    card, for_cover = _card(ctx, standing, staff_id), _card(ctx, standing, cover) if cover else None
    key = today if last is None or news else last.key
    return Nudge(staff_id, key, card, for_cover)


def _card(ctx: Context, standing: Standing, staff_id: int) -> Card:
    """A colleague's message; a cover's says for whom they read it, and has their buttons alone."""
    card = words.colleague_card(standing, staff_id, work=ctx.service.work, today=ctx.today)
    concerned = _concerned(standing)
    whom = set() if staff_id in concerned else concerned & covering.covered(ctx, staff_id)
    if not whom:
        return card
    names = people.names(ctx.db)
    return away.covering(card, sorted(references.initials(names[number]) for number in whom))


def _last_message(ctx: Context, staff_id: int, thread: str) -> Message | None:
    at = people.handle_of(ctx.db, staff_id)
    if at is None:
        return None
    return outbox.latest(ctx.db, platform=at.platform, kind="person", target=at.handle, thread=thread)


def _managers(ctx: Context, standing: Standing) -> list[ReplyPart]:
    issue = issues.get(ctx.db, standing.issue_id)
    if issue is None or issue.threshold_at is None:
        return []
    card = managers_card_of(ctx, standing.issue_id)
    return [Post(place, f"shared:{standing.issue_id}", card) for place in ctx.service.managers_channels]
