"""A report that seems not to fit a restriction, and a manager who says that it fits after all."""

from bot import casework, limits, references, steps
from bot.cards import Form
from bot.chat import Ask, Press, Reply, Submission, Values
from bot.context import Context, Corrected
from bot.fields import Reader
from bot.steps import About
from bot.words import fitting as words
from bot.words.fitting import Asked
from storage import cases

STEP = "report.fits"


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask why it fits; the report that waits longest is chosen."""
    about = steps.about(ctx, STEP, press.value)
    return Reply((Ask(_form(ctx, about, {}, {})),))


def fits(ctx: Context, event: Submission) -> Reply:
    """It fits whatever it seemed not to fit: nobody asks again, as long as the report stays as it is."""
    about = steps.about(ctx, STEP, event.value)
    numbers = [str(each.report) for each in about.now.questions]
    form = Reader({"report": next(iter(numbers), ""), **event.fields}, ctx.service.work)
    reasons = form.long("reasons", required=True, limit=limits.REASONS)
    report = form.choice("report", numbers, required=True)
    if form.errors:
        raise Corrected(_form(ctx, about, form.fields, form.errors))
    reference = references.report(int(report))
    held = [each.restriction for each in about.now.questions if each.report == int(report)]
    steps.take(
        ctx,
        about,
        STEP,
        {"report": report, "reasons": reasons},
        facts={"report": reference, "restrictions": held},
        words={"reasons": reasons},
    )
    answer = casework.answer(ctx, about.case, words.fits(reference))
    return Reply((answer, *casework.told(ctx, about.case)), outcome=about.reference)


def asked(about: About) -> tuple[Asked, ...]:
    """The open questions of a case with the names that people read, the oldest first."""
    return tuple(
        Asked(each.report, kept.number, about.named(kept.number), kept.kind, each.why, each.day)
        for each in about.now.questions
        if (kept := about.now.restriction(each.restriction))
    )


def asked_of_report(ctx: Context, report_id: int, customer_id: int) -> tuple[Asked, ...]:
    """What a report of this customer seems not to fit."""
    case = cases.open_of(ctx.db, customer_id)
    found = steps.of_case(ctx, case) if case else None
    return tuple(each for each in asked(found) if each.report == report_id) if found else ()


def _form(ctx: Context, about: About, fields: Values, errors: dict[str, str]) -> Form:
    return words.fits_form(about.value, asked(about), fields, errors, ctx.today)
