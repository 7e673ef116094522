"""What a letter says about a case: taken from what is on file, a gap where nothing is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypedDict

from bot import agreeing, escalation, fairness, kinds, raising, references, steps
from bot.context import Context
from bot.conversing import NOT_REACHED
from bot.fields import Reader
from bot.grounds import looked_into
from bot.letters import exceptions
from bot.letters.facts import ConcernFacts, Example, OwnPhrases, RestrictionFacts
from bot.situation import AGREED
from bot.steps import About
from bot.words import blocking
from bot.words.letters import terms as term_words
from bot.words.wording import Wording
from bot.workdays import months_after
from storage import customers, people, reports
from storage.records import number_of
from storage.tables import Report, Restriction

EXAMPLES, SAID = 3, 300
"""The newest reports shown for each concern, and how much of the words that were used."""
_ABOUT_US = ("handled", "timely")
"""Questions of the fairness check about what we did ourselves."""


def concern(ctx: Context, about: About) -> ConcernFacts:
    """What was reported about the customer, and who speaks with them."""
    logged = reports.history(ctx.db, about.case.customer_id)
    ticked = reports.concerns(ctx.db, [number_of(report) for report in logged])
    incidents = [report for report in logged if number_of(report) in ticked]
    unproven = frozenset() if looked_into(about.now) else about.now.looked_into_first
    examples = []
    for key in ctx.policy.concerns:
        newest = [each for each in incidents if key in ticked[number_of(each)] and key not in unproven]
        if newest:
            examples.append((key, tuple(_example(ctx, key, each) for each in reversed(newest[:EXAMPLES]))))
    wanted = raising.raised(about.now)
    months = ctx.policy.walk.watch_months
    return ConcernFacts(
        **usual(ctx, about),
        examples=tuple(examples),
        noted=sum(not unproven.issuperset(ticked[number_of(each)]) for each in incidents),
        contact=people.names(ctx.db).get(wanted.speaker, "") if wanted else "",
        months=months,
        look_again_on=months_after(ctx.today, months),
        phrases={
            key: OwnPhrases(each.happened, each.why, each.ask) for key, each in ctx.policy.concerns.items()
        },
    )


def considered(ctx: Context, about: About, form: Reader) -> ConcernFacts:
    """The same from a fairness check that somebody is still filling in."""
    facts, names = concern(ctx, about), people.names(ctx.db)
    speaker = form.choice("speaker", [str(each) for each in names])
    answers = {name: form.raw(name) for name in _ABOUT_US}
    contact = names[int(speaker)] if speaker else ""
    return replace(facts, contact=contact, fell_short=_fell_short(answers, facts.late))


def restriction(ctx: Context, about: About, row: Restriction) -> RestrictionFacts:
    """What was proposed, as it is kept."""
    is_block, measure = kinds.is_extreme(row), kinds.is_measure(row)
    return RestrictionFacts(
        **usual(ctx, about),
        **_spoken(about),
        **days_of(ctx, row.starts_on, row.review_on, is_block=kinds.passes(row), told=row),
        kind=row.kind,
        terms=terms_of(ctx, about, row.kind, kinds.terms_of(row)),
        details="" if is_block else row.details,
        agreed=row.agreement in AGREED,
        reasons=row.details if is_block else row.reasons,
        proportionate=row.proportionate,
        exceptions="" if is_block or measure else exceptions.beside_what_always_does(row.exceptions),
        reach=row.exceptions if is_block or measure else "",
        measure=measure,
        until=None if row.decision else row.interim_until,
        attempted=kinds.terms_of(row).get("attempted", "") if is_block else "",
    )


def proposal(ctx: Context, about: About, form: Reader) -> RestrictionFacts:
    """The same from what somebody has filled in so far, right or wrong."""
    kind = form.choice("kind", kinds.AGREED)
    chosen = kinds.read(form, kind, agreeing.offered(ctx, about)) if kind else {}
    return RestrictionFacts(
        **usual(ctx, about, len(about.now.restrictions) + 1),
        **_spoken(about),
        **days_of(ctx, form.day("start"), form.day("review"), is_block=False),
        kind=kind,
        terms=terms_of(ctx, about, kind, chosen),
        details=form.long("details"),
        agreed=form.raw("agreement") in AGREED,
        reasons=form.long("reasons"),
        proportionate=form.long("proportionate"),
        exceptions=exceptions.beside_what_always_does(form.long("exceptions")),
    )


def blocks(ctx: Context, about: About, form: Reader) -> list[RestrictionFacts]:
    """The same for a block, with the references they would get; where both ways are closed, two."""
    chosen = form.choice("kind", blocking.CLOSES)
    first = len(about.now.restrictions) + 1
    closed = blocking.CLOSES[chosen] if chosen else ("",)
    return [_block(ctx, about, form, kind, number) for number, kind in enumerate(closed, first)]


def _block(ctx: Context, about: About, form: Reader, kind: str, number: int) -> RestrictionFacts:
    return RestrictionFacts(
        **usual(ctx, about, number),
        **_spoken(about),
        **days_of(ctx, ctx.service.work.next_working(ctx.today), form.day("review"), is_block=True),
        kind=kind,
        reasons=form.long("since"),
        proportionate=form.long("extreme"),
        reach=form.long("reach"),
        attempted=form.long("attempted"),
    )


class Usual(TypedDict):
    """What every letter rests on."""

    reference: str
    customer: str
    written_on: date
    policy: str
    policy_page: str
    what_to_expect_page: str
    complaints_page: str
    ombudsman: str
    ombudsman_page: str
    wording: Wording
    staff: tuple[str, ...]
    late: int
    while_late: int
    fell_short: bool


class Days(TypedDict):
    """From when a restriction counts, until when, and whether it is a block."""

    starts_on: date | None
    review_on: date | None
    ends_on: date | None
    over_on: date | None
    is_block: bool


class _Spoken(TypedDict):
    tried: tuple[tuple[date, str], ...]
    spoken_on: date | None
    view: str


def usual(ctx: Context, about: About, number: int = 0, since: date | None = None) -> Usual:
    """What every letter rests on. `number`: the place in its case that a restriction gets once it is proposed.

    `since`: what we did late counts from this day on, and what the fairness check before it found does not.
    """
    customer, links = customers.get(ctx.db, about.case.customer_id), ctx.policy.links
    held = fairness.on_file(ctx, about.case.customer_id, about.now, since or date.min)
    check = None if since else about.now.last("case.consider")
    return {
        "reference": references.restriction(number_of(about.case), number) if number else about.reference,
        "customer": customer.name if customer else "",
        "written_on": ctx.today,
        "policy": ctx.policy.name,
        "policy_page": links.policy,
        "what_to_expect_page": links.what_to_expect,
        "complaints_page": links.complaints,
        "ombudsman": ctx.policy.ombudsman.name,
        "ombudsman_page": ctx.policy.ombudsman.page,
        "wording": ctx.policy.words,
        "staff": tuple(people.names(ctx.db).values()),
        "late": held.late,
        "while_late": held.while_late,
        "fell_short": _fell_short(check.answers if check else {}, held.late),
    }


def _fell_short(answers: Mapping[str, str], late: int) -> bool:
    """Whether the fairness check found more against us than the promises that came late, which are counted."""
    ours = {name for name in _ABOUT_US if answers.get(name) == "for_customer"}
    return bool(ours - {"timely"} if late else ours)


def days_of(
    ctx: Context, start: date | None, review: date | None, *, is_block: bool, told: Restriction | None = None
) -> Days:
    """The days of a restriction. `ends_on`: from when nobody's review ends it, or hands a block to somebody else.

    `over_on`: from when a block is over though it was handed on. `told`: the restriction that the customer knows.
    """
    work = ctx.service.work
    days = steps.unreviewed_days(ctx, told) if told else ctx.policy.walk.unreviewed_days
    ends = work.next_working(review, days) if review else None
    over = work.next_working(ends, days) if ends and is_block else ends
    return {
        "starts_on": start,
        "review_on": review,
        "ends_on": ends,
        "over_on": over,
        "is_block": is_block,
    }


def _spoken(about: About) -> _Spoken:
    """The newest conversation in which they were reached, and the days and ways by which they were not."""
    held = [each.answers for each in escalation.conversations(about.now)]
    reached = [answers for answers in held if answers.get("outcome") != NOT_REACHED]
    tried = tuple(
        (date.fromisoformat(answers["held"]), answers.get("how", ""))
        for answers in held
        if answers.get("outcome") == NOT_REACHED and answers.get("held")
    )
    if not reached:
        return {"tried": tried, "spoken_on": None, "view": ""}
    day = reached[-1].get("held", "")
    spoken_on = date.fromisoformat(day) if day else None
    return {"tried": tried, "spoken_on": spoken_on, "view": reached[-1].get("view", "")}


def _example(ctx: Context, concern_key: str, report: Report) -> Example:
    said = " ".join(report.details.split()) if ctx.policy.concerns[concern_key].words else ""
    cut = f"{said[:SAID].rpartition(' ')[0] or said[:SAID]} …" if len(said) > SAID else said
    return Example(ctx.service.work.day(report.happened_at), report.route, report.issue, cut)


def terms_of(ctx: Context, about: About, kind: str, terms: kinds.Terms) -> tuple[str, ...]:
    """What a kind asks for in particular, a line each."""
    logged = reports.history(ctx.db, about.case.customer_id)
    issues = {references.issue(report.issue_id): report.issue for report in reversed(logged)}
    return term_words.lines(kind, terms, people.names(ctx.db), issues)
