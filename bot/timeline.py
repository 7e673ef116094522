"""The timeline of a case: its reports, words, steps and restrictions over days, as a picture for one manager."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from bot import charts, escalation, fairness, recording, references, steps
from bot.charts import Row, Span, Timeline
from bot.chat import Press, Reply, ReplyPart, Whisper
from bot.context import Context, Refused
from bot.escalation import Kept, State
from bot.steps import About
from bot.words import recorded, replies
from bot.words import timeline as words
from storage import cases, reports
from storage.records import number_of
from storage.tables import Report, Restriction

STEPS = 16
"""Days of steps that can be read in one picture; earlier ones are in the record."""


def show(ctx: Context, press: Press) -> Reply:
    """Send the picture to the manager who asks; looking is recorded. It is drawn once that is kept."""
    about = steps.read(ctx, press.value)
    if about is None:
        raise Refused(replies.unknown_button())
    about = About(about.case, about.now, None, None)
    recording.note(ctx, words.ACTION, about.reference)
    customer = references.customer(about.case.customer_id)
    return Reply(afterwards=partial(_drawn, about.reference, customer, timeline(ctx, about)))


def timeline(ctx: Context, about: About) -> Timeline:
    """What is on file, day by day: the same reports and words that the measures of the case count."""
    found = fairness.on_file(ctx, about.case.customer_id, about.now)
    rows = _rows(ctx, found.reports)
    had = tuple(sorted(word.held_on for word in found.words))
    done = words.days_done(_done(ctx, about))
    spans = tuple(_span(ctx, about, row) for row in cases.restrictions(ctx.db, number_of(about.case)))
    return Timeline(ctx.today, rows, had, done[-STEPS:], spans, earlier=len(done[:-STEPS]))


def _drawn(reference: str, customer: str, shown: Timeline) -> tuple[ReplyPart, ...]:
    png = charts.png(shown, words.captions(reference, customer, shown))
    return (Whisper(words.card(reference, customer, png, shown)),)


def _rows(ctx: Context, found: Sequence[Report]) -> tuple[Row, ...]:
    """Reports by route, the route of most reports first."""
    ticked = reports.concerns(ctx.db, [number_of(report) for report in found])
    by_route: dict[str, tuple[list[date], list[date]]] = {}
    for report in reversed(found):
        contacts, incidents = by_route.setdefault(report.route, ([], []))
        (incidents if report.id in ticked else contacts).append(ctx.service.work.day(report.happened_at))
    routes = sorted(by_route.items(), key=lambda each: (-sum(map(len, each[1])), each[0]))
    return tuple(
        Row(words.row(route, len(contacts), len(incidents)), tuple(contacts), tuple(incidents))
        for route, (contacts, incidents) in routes
    )


def _done(ctx: Context, about: About) -> Iterator[tuple[date, str]]:
    """Every step with its day, and the restriction that it was about or made."""
    yield ctx.service.work.day(about.case.opened_at), words.OPENED
    number = number_of(about.case)
    known = {kept.number: _reference(about, kept.number) for kept in about.now.restrictions}
    taken = cases.steps(ctx.db, number)
    for step, said in zip(taken, recorded.happened(taken, number, known), strict=True):
        yield ctx.service.work.day(step.at), said


def _span(ctx: Context, about: About, row: Restriction) -> Span:
    kept = about.now.restriction(number_of(row)) or steps.kept_of(ctx, row)
    state = escalation.state(kept, about.now.today)
    begins = kept.begins
    counted = (
        begins is not None and begins <= about.now.today and (row.ended_on is None or begins < row.ended_on)
    )
    return Span(
        label=words.restriction(_reference(about, kept.number), row.kind, state),
        proposed=ctx.service.work.day(row.proposed_at),
        begins=begins if counted else None,
        ends=_over(ctx, row, kept, state),
        review=row.review_on,
    )


def _over(ctx: Context, row: Restriction, kept: Kept, state: State) -> date | None:
    """The day from which a restriction, or the proposal of one, is no more."""
    if state is State.DECLINED and row.decided_at:
        return ctx.service.work.day(row.decided_at)
    return row.ended_on if kept.ended_how else None


def _reference(about: About, number: int) -> str:
    return references.restriction(number_of(about.case), steps.ordinal(about.now, number))
