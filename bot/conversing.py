"""The conversation with the customer: the policy's attempt to resolve, noted by whoever held it."""

from collections.abc import Mapping

from bot import adjusting, casework, escalation, limits, noticing, raising, steps
from bot.cards import Card, Form
from bot.chat import Ask, Nudge, Press, Reply, Role, Submission, Values
from bot.context import Context, Corrected
from bot.fields import Reader
from bot.steps import About
from bot.words import considering, mistakes, replies
from bot.words import conversing as words
from storage import customers, people

ACTION = "case.conversation"
NOT_REACHED = "not_reached"


def open_form(ctx: Context, press: Press) -> Reply:
    """Ask the speaker how it went."""
    about = steps.about(ctx, ACTION, press.value)
    wanted = raising.raised(about.now)
    usual = {"held": ctx.today.isoformat(), "how": wanted.how if wanted else ""}
    return Reply((Ask(_form(ctx, about, usual, {})),))


def note(ctx: Context, event: Submission) -> Reply:
    """Keep how it went; what the customer asked for waits for a manager's answer."""
    about = steps.about(ctx, ACTION, event.value)
    form = Reader(event.fields, ctx.service.work)
    answers = _read(ctx, about, form)
    if form.errors:
        raise Corrected(_form(ctx, about, event.fields, form.errors))
    request = answers["adjustment"]
    asked = adjusting.ask(ctx, about.case.customer_id, request, None) if request else None
    facts = {name: answers[name] for name in ("held", "how", "outcome")}
    typed = {name: answers[name] for name in ("explained", "view", "adjustment")}
    given = {name: each for name, each in answers.items() if each}
    steps.take(ctx, about, ACTION, given, facts={**facts, "adjustment": asked}, words=typed)
    after = About(about.case, steps.situation(ctx, about.case), None, None)
    return Reply(
        (
            casework.answer(ctx, about.case, _noted(after, answers)),
            *casework.told(ctx, about.case),
            *_offered(ctx, after),
        ),
        outcome=about.reference,
    )


def _read(ctx: Context, about: About, form: Reader) -> dict[str, str]:
    """What was noted, every mistake beside its field."""
    held = form.day("held", required=True)
    answers = {
        "held": held.isoformat() if held else "",
        "how": form.choice("how", considering.HOWS, required=True),
        "explained": form.long("explained", required=True, limit=limits.ACCOUNT),
        "view": form.long("view", limit=limits.ACCOUNT),
        "adjustment": form.long("adjustment", limit=limits.REASONS),
        "outcome": form.choice("outcome", words.OUTCOMES, required=True),
    }
    if held and held > ctx.today:
        form.errors["held"] = mistakes.FUTURE
    asked = about.now.last("case.consider")
    if held and asked and held < asked.day:
        form.errors["held"] = words.before_the_check(asked.day, ctx.today)
    if not answers["view"] and answers["outcome"] != NOT_REACHED:
        form.errors["view"] = words.VIEW_NEEDED
    return answers


def _noted(after: About, answers: Mapping[str, str]) -> Card:
    counts = escalation.resolution_attempted(after.now)
    return words.noted(after.reference, answers["outcome"], answers["adjustment"], counts=counts)


def _offered(ctx: Context, after: About) -> tuple[Nudge, ...]:
    """The speaker's next step as a message of theirs; managers have the case's card, and who tries again was asked."""
    speaker = people.get(ctx.db, after.now.speaker)
    if raising.waits(after.now) or speaker.role == Role.MANAGER:
        return ()
    proposes = raising.may_propose(after.now, after.now.speaker, manages=False)
    buttons = [words.agree_button(after.value)] if proposes else []
    said = words.spoken(may_propose=proposes)
    return (casework.nudge(ctx, after.now.speaker, after, said, *buttons),)


def _form(ctx: Context, about: About, fields: Values, errors: Mapping[str, str]) -> Form:
    customer = customers.get(ctx.db, about.case.customer_id)
    shown = noticing.label(customer) if customer else replies.not_known()
    return words.conversation_form(about.value, about.reference, shown, fields, errors)
