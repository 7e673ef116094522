"""Draft letters for whoever raises a concern or tells of a restriction; and reading them before anything is saved."""

from bot import agreeing, blocking, escalation, notifying, raising, recording, references, steps
from bot.chat import File, Press, Reply, Whisper
from bot.context import Context, Refused
from bot.escalation import State
from bot.fields import Reader
from bot.letters import gathering
from bot.letters.document import docx
from bot.letters.model import Letter
from bot.steps import About
from bot.words import replies
from bot.words.letters import cards as words
from bot.words.letters import concern as concern_words
from bot.words.letters import restriction as restriction_words
from storage.records import number_of

TOLD = frozenset({State.APPROVED, State.IN_FORCE, State.REVIEW_DUE})
"""Where a customer is told of a restriction, or was and still keeps to it."""


def concern(ctx: Context, press: Press) -> Reply:
    """The draft of a concern letter, for the speaker and for managers; recorded."""
    about = raising.to_prepare(ctx, press.value)
    if about.kept is not None:
        raise Refused(replies.unknown_button())
    if raising.raised(about.now) is None:
        raise Refused(words.not_raised(about.reference))
    return _handed_over(ctx, about, concern_words.letter(gathering.concern(ctx, about)), words.CONCERN)


def restriction(ctx: Context, press: Press) -> Reply:
    """The draft of the letter that tells of a restriction or a block; recorded."""
    about, kept = notifying.to_read(ctx, press.value)
    if escalation.state(kept, ctx.today) not in TOLD:
        raise Refused(words.not_approved(about.reference))
    return _handed_over(ctx, about, _restriction(ctx, about), words.RESTRICTION)


def read(ctx: Context, press: Press) -> Reply:
    """The letter of a proposal or a restriction, as the customer would read it."""
    about, _kept = notifying.to_read(ctx, press.value)
    return Reply((Whisper(words.as_the_customer_reads(_restriction(ctx, about))),))


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


def _handed_over(ctx: Context, about: About, letter: Letter, action: str) -> Reply:
    facts = {"restriction": about.kept.number} if about.kept else {}
    recording.note(ctx, action, references.case(number_of(about.case)), facts)
    card = words.handed_over(letter)
    return Reply(
        (Whisper(card), File(ctx.who.staff_id, words.file_name(letter), docx(letter), words.alt(letter)))
    )


def _restriction(ctx: Context, about: About) -> Letter:
    if about.restriction is None:
        raise Refused(replies.unknown_button())
    return restriction_words.letter(gathering.restriction(ctx, about, about.restriction))
