"""A misfit: a report that a manager confirms not to fit a restriction in force. Only a person says so."""

from datetime import date

from bot import blocking, casework, fitting, limits, questions, references, steps
from bot.cards import Form, Option
from bot.chat import Ask, Press, Reply, Submission, Values
from bot.context import Context, Corrected, Refused
from bot.fields import Reader
from bot.judging import Always
from bot.steps import About
from bot.words import fitting as fitting_words
from bot.words import misfitting as words
from storage import cases, reports
from storage.audit import Json
from storage.records import number_of
from storage.tables import Misfit, Report

STEP = "misfit.confirm"


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask which report does not fit which restriction."""
    about = steps.about(ctx, STEP, press.value)
    if not _reports(ctx, about):
        raise Refused(words.nothing_came(about.reference))
    return Reply((Ask(_form(ctx, about, {}, {})),))


def confirm(ctx: Context, event: Submission) -> Reply:
    """Keep a misfit: it counts if one day a block is considered, and never by itself."""
    about = steps.about(ctx, STEP, event.value)
    form = Reader({**_usual(about, event.fields), **event.fields}, ctx.service.work)
    restriction = form.choice("restriction", [o.key for o in _restrictions(about)], required=True)
    report = form.choice("report", [o.key for o in _reports(ctx, about)], required=True)
    serious = form.choice("serious", words.SERIOUS, required=True)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    if not form.errors and _known(about, restriction, report):
        form.errors["report"] = words.CONFIRMED_ALREADY
    if not form.errors and not _counted(ctx, about, int(restriction), int(report)):
        form.errors["report"] = words.NOT_IN_FORCE_THEN
    if not form.errors and (always := _always(ctx, about, int(restriction), int(report))):
        form.errors["report"] = fitting_words.always(always)
    if form.errors:
        raise Corrected(_form(ctx, about, form.fields, form.errors))
    row = Misfit(
        restriction_id=int(restriction),
        report_id=int(report),
        serious=serious == "yes",
        reasons=reasons,
        confirmed_by=ctx.who.staff_id,
        confirmed_at=ctx.when,
    )
    cases.confirm(ctx.db, row)
    facts: dict[str, Json] = {
        "restriction": int(restriction),
        "report": references.report(int(report)),
        "serious": row.serious,
    }
    answers = {"restriction": restriction, "report": report, "serious": serious, "reasons": reasons}
    steps.take(ctx, about, STEP, answers, facts=facts, words={"reasons": reasons})
    answer = casework.answer(ctx, about.case, words.confirmed(references.report(int(report))))
    return Reply((answer, *casework.told(ctx, about.case)), outcome=about.reference)


def _known(about: About, restriction: str, report: str) -> bool:
    return any((str(m.restriction), str(m.report)) == (restriction, report) for m in about.now.misfits)


def _restrictions(about: About) -> tuple[Option, ...]:
    """Those that counted for the customer, now or earlier."""
    case_id = number_of(about.case)
    return tuple(
        Option(
            str(kept.number),
            words.restriction(
                references.restriction(case_id, steps.ordinal(about.now, kept.number)), kept.kind
            ),
        )
        for kept in about.now.restrictions
        if kept.was_in_force(about.now.today) and not kept.interim
    )


def _reports(ctx: Context, about: About) -> tuple[Option, ...]:
    """Reports from while a restriction of the case counted, newest first."""
    logged = reports.history(ctx.db, about.case.customer_id)
    return tuple(
        Option(str(number_of(report)), words.report(report, ctx.service.work, ctx.today))
        for report in logged
        if any(kept.counted_for(_day(ctx, report)) for kept in about.now.restrictions)
    )


def _counted(ctx: Context, about: About, restriction: int, report: int) -> bool:
    """Whether the restriction counted when the report came."""
    kept, found = about.now.restriction(restriction), reports.get(ctx.db, report)
    return kept is not None and found is not None and kept.counted_for(_day(ctx, found))


def _always(ctx: Context, about: About, restriction: int, report: int) -> frozenset[Always]:
    """Why a report is never a misfit; that something is new is a guess, so a manager may know better."""
    kept, found = about.now.restriction(restriction), reports.get(ctx.db, report)
    if kept is None or found is None:
        return frozenset()
    return questions.always_fits(ctx, about.case, kept, found) - {Always.NEW}


def _day(ctx: Context, report: Report) -> date:
    return ctx.service.work.day(report.happened_at)


def _usual(about: About, fields: Values) -> Values:
    """What the form opens with, and what holds where a field does not come: the oldest question that fits what came."""
    pairs = [
        {"report": str(each.report), "restriction": str(each.restriction)} for each in fitting.asked(about)
    ]
    asked = [pair for pair in pairs if all(fields.get(name, pair[name]) == pair[name] for name in pair)]
    every = _restrictions(about)
    only = {"restriction": every[0].key} if len(every) == 1 else {}
    return {"serious": "no", **only, **(asked[0] if asked else {})}


def _form(ctx: Context, about: About, fields: Values, errors: dict[str, str]) -> Form:
    walk = ctx.policy.walk
    return words.confirm_form(
        about.value,
        _restrictions(about),
        _reports(ctx, about),
        {**_usual(about, fields), **fields},
        errors,
        enough=None if blocking.STEP in walk.leave_out else walk.block_misfits,
        asked=fitting_words.for_managers(fitting.asked(about), ctx.today),
    )
