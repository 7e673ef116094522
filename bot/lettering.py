"""Draft letters for whoever raises a concern or tells of a restriction; and reading them before anything is saved."""

from bot import agreeing, blocking, considering, escalation, notifying, raising, recording, references, steps
from bot.chat import File, Press, Reply, Whisper
from bot.context import Context, Refused
from bot.escalation import State
from bot.fields import Reader
from bot.letters import gathering, outcomes, reviews
from bot.letters.document import docx
from bot.letters.model import Letter
from bot.steps import About
from bot.words import replies
from bot.words.letters import cards as words
from bot.words.letters import concern as concern_words
from bot.words.letters import outcome as outcome_words
from bot.words.letters import restriction as restriction_words
from bot.words.letters import review as review_words
from storage.records import number_of
from storage.tables import Restriction

TOLD = frozenset({State.APPROVED, State.IN_FORCE, State.REVIEW_DUE})
"""Where a customer is told of a restriction, or was and still keeps to it."""


def concern(ctx: Context, press: Press) -> Reply:
    """The draft of a concern letter, for the speaker and for managers; recorded."""
    about = raising.to_prepare(ctx, press.value)
    if about.kept is not None:
        raise Refused(replies.unknown_button())
    if raising.raised(about.now) is None:
        raise Refused(words.not_raised(about.reference))
    return handed_over(ctx, about, concern_words.letter(gathering.concern(ctx, about)), words.CONCERN)


def read_concern(ctx: Context, press: Press) -> Reply:
    """The concern letter as the customer would read it, also from a fairness check that is still being filled in.

    Recorded unless it is read from the check, which shows its reader the same.
    """
    about, form = raising.to_prepare(ctx, press.value), Reader(press.fields, ctx.service.work)
    if about.kept is not None:
        raise Refused(replies.unknown_button())
    if form.raw("result") == considering.RAISE and ctx.manages and not about.now.closed:
        facts = gathering.considered(ctx, about, form)
    elif raising.raised(about.now) is None:
        raise Refused(words.not_raised(about.reference))
    else:
        facts = gathering.concern(ctx, about)
        recording.note(ctx, words.READ_CONCERN, about.reference)
    return Reply((Whisper(words.as_the_customer_reads(concern_words.letter(facts))),))


def restriction(ctx: Context, press: Press) -> Reply:
    """The draft of the letter that tells of a restriction or a block; recorded."""
    about, row = _kept(ctx, press.value)
    if about.kept is None or escalation.state(about.kept, ctx.today) not in TOLD:
        raise Refused(words.not_approved(about.reference))
    return handed_over(ctx, about, _restriction(ctx, about, row), words.RESTRICTION)


def review(ctx: Context, press: Press) -> Reply:
    """The draft of the letter that asks for the customer's view before a review; recorded."""
    about, row = _kept(ctx, press.value)
    if about.kept is None or escalation.state(about.kept, ctx.today) not in escalation.HOLDS:
        raise Refused(words.does_not_hold(about.reference))
    return handed_over(ctx, about, review_words.letter(reviews.invitation(ctx, about, row)), words.REVIEW)


def outcome(ctx: Context, press: Press) -> Reply:
    """The draft of the letter that tells what came of it; recorded."""
    about, row = _kept(ctx, press.value)
    if not outcomes.result(about):
        raise Refused(words.nothing_came(about.reference))
    return handed_over(ctx, about, outcome_words.letter(reviews.outcome(ctx, about, row)), words.OUTCOME)


def read_outcome(ctx: Context, press: Press) -> Reply:
    """The same from a review or a lifting that is still being filled in."""
    about, row = _kept(ctx, press.value)
    if not (ctx.manages or ctx.who.staff_id in about.now.reserves):
        raise Refused(replies.managers_only())
    facts = reviews.reviewed(ctx, about, row, Reader(press.fields, ctx.service.work))
    return Reply((Whisper(words.as_the_customer_reads(outcome_words.letter(facts))),))


def read(ctx: Context, press: Press) -> Reply:
    """The letter of a proposal or a restriction, as the customer would read it."""
    about, row = _kept(ctx, press.value)
    return Reply((Whisper(words.as_the_customer_reads(_restriction(ctx, about, row))),))


def read_proposal(ctx: Context, press: Press) -> Reply:
    """The same from a proposal that is still being filled in."""
    about = steps.about(ctx, agreeing.STEP, press.value)
    facts = gathering.proposal(ctx, about, Reader(press.fields, ctx.service.work))
    return Reply((Whisper(words.as_the_customer_reads(restriction_words.letter(facts))),))


def read_block(ctx: Context, press: Press) -> Reply:
    """The same for a block."""
    about = steps.about(ctx, blocking.STEP, press.value)
    form = Reader(press.fields, ctx.service.work)
    letter, *others = map(restriction_words.letter, gathering.blocks(ctx, about, form))
    return Reply((Whisper(words.as_the_customer_reads(letter, *others)),))


def handed_over(ctx: Context, about: About, letter: Letter, action: str) -> Reply:
    """The file, for the actor alone, and what is to be filled in; that they took it is recorded."""
    facts = {"restriction": about.kept.number} if about.kept else {}
    case = references.case(number_of(about.case))
    recording.note(ctx, action, case, facts)
    name, alt = words.file_name(letter, action), words.alt(letter)
    return Reply(
        (Whisper(words.handed_over(letter)), File(ctx.who.staff_id, name, docx(letter), alt, about=case))
    )


def _kept(ctx: Context, value: str) -> tuple[About, Restriction]:
    about, _ = notifying.to_read(ctx, value)
    if about.restriction is None:
        raise Refused(replies.unknown_button())
    return about, about.restriction


def _restriction(ctx: Context, about: About, row: Restriction) -> Letter:
    return restriction_words.letter(gathering.restriction(ctx, about, row))
