"""What the actor logged and promised lately; a promise is kept by who made it or stands in, a leaver's by managers."""

from datetime import timedelta

from bot import covering, recording, references, targets
from bot.cards import Card
from bot.chat import Command, Place, PlaceKind, Post, Press, Replace, Reply, ReplyPart, Whisper
from bot.context import Context, Refused
from bot.targets import MINE
from bot.words import labels, replies
from bot.words import mine as words
from bot.words.mine import Listing
from storage import customers, outbox, people, reports
from storage.tables import Promise, Report

REPORTS = 10
_DAYS = 31


def show(ctx: Context, event: Command) -> Reply:
    """My reports and promises; with a reference, the one report of mine."""
    number = references.number(event.text, "R")
    return Reply((Whisper(_one(ctx, number) if number else _latest(ctx)),))


def done(ctx: Context, press: Press) -> Reply:
    """I kept a promise: mine, that of a colleague for whom I stand in, or, as a manager, of one who left."""
    target = targets.read(press.value)
    promise = reports.promise(ctx.db, target.extra) if target else None
    if target is None or promise is None:
        raise Refused(replies.unknown_button())
    if not _may_keep(ctx, promise):
        raise Refused(replies.not_yours())
    if promise.done_at is None:
        promise.done_at = ctx.when
        ctx.db.flush()
        recording.note(ctx, "promise.done", references.report(promise.report_id), {"promise": promise.id})
    kept = words.kept_card(promise)
    answer = _latest(ctx) if target.card == MINE else kept
    outcome = references.report(promise.report_id)
    return Reply((Replace(answer), *_reminders(ctx, promise, kept)), outcome=outcome)


def latest(ctx: Context, most: int = REPORTS) -> Listing:
    """My newest reports, at most so many, and all that I promised, or whoever I stand in for; for managers, leavers' too."""
    since = ctx.when - timedelta(days=_DAYS)
    logged = reports.by_reporter(ctx.db, ctx.who.staff_id, since, most)
    whose = (ctx.who.staff_id, *sorted(covering.covered(ctx, ctx.who.staff_id)))
    promised = [promise for number in whose for promise in reports.promises_of(ctx.db, number)]
    promised += reports.promises_of_leavers(ctx.db) if ctx.manages else []
    return _listing(ctx, logged, promised)


def _may_keep(ctx: Context, promise: Promise) -> bool:
    """Nobody is left out for ever: what a leaver promised is for managers to end."""
    mine = {ctx.who.staff_id, *covering.covered(ctx, ctx.who.staff_id)}
    return promise.staff_id in mine or (ctx.manages and people.left(ctx.db, promise.staff_id))


def _latest(ctx: Context) -> Card:
    listing = latest(ctx)
    full = len(listing.logged) == REPORTS
    return words.card(listing, ctx.service.work, ctx.today, latest=full)


def _one(ctx: Context, number: int) -> Card:
    report = reports.get(ctx.db, number)
    if report is None or report.reporter_id != ctx.who.staff_id:
        raise Refused(replies.not_yours())
    if report.withdrawn_at:
        raise Refused(replies.withdrawn(references.report(number)))
    promised = [p for p in reports.promises_of(ctx.db, report.reporter_id) if p.report_id == report.id]
    return words.card(_listing(ctx, [report], promised), ctx.service.work, ctx.today, latest=False)


def _listing(ctx: Context, logged: list[Report], promised: list[Promise]) -> Listing:
    named = customers.several(ctx.db, {report.customer_id for report in logged if report.customer_id})
    return Listing(
        logged=tuple(logged),
        names={customer.id or 0: customer.name or labels.NAME_NOT_KNOWN for customer in named},
        promised=tuple(promised),
        by={each: name for each, name in people.names(ctx.db).items() if each != ctx.who.staff_id},
        away=people.absence_on(ctx.db, ctx.who.staff_id, ctx.today),
    )


def _reminders(ctx: Context, promise: Promise, kept: Card) -> list[ReplyPart]:
    """Every reminder of the promise says so now: who made it, and who stood in for them at any time."""
    messages = outbox.of_thread(ctx.db, kind=PlaceKind.PERSON.value, thread=f"promise:{promise.id}")
    return [Post(Place(m.platform, PlaceKind.PERSON, m.target), m.key, kept) for m in messages]
