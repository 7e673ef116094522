"""What letters say of a restriction that holds: what it is, what always gets through, when it is looked at again."""

from bot.letters.facts import HeldFacts
from bot.letters.model import Gap, Heading, Items, Line, Part
from bot.words import times
from bot.words.letters import parts, phrases
from bot.words.letters.parts import says
from bot.words.sentences import SENTENCES

HOW_REVIEWS_WORK = (
    "It ends then, unless there are good reasons to go on. If there are, we write to you and say what they are. You can "
    "ask us once to look at it sooner. We tell you what we decide each time."
)


def what(facts: HeldFacts) -> tuple[Part, ...]:
    """Its kind, and what it says in particular."""
    written = parts.noted(facts, facts.details)
    lines: tuple[Line, ...] = (*((each,) for each in facts.terms), *((written,) if written else ()))
    if not lines and not facts.is_block:
        lines = ((Gap("what exactly changes"),),)
    kind = _kind(facts)
    return (kind, Items(lines)) if lines else (kind,)


def _kind(facts: HeldFacts) -> Part:
    if facts.kind in SENTENCES:
        return parts.own(facts, facts.kind)
    return says(phrases.KINDS.get(facts.kind) or Gap("what changes"))


def was(facts: HeldFacts) -> tuple[Part, ...]:
    """The same once it is over: told as past, and what was written then in quotes."""
    kind = says(phrases.UNTIL_NOW.get(facts.kind) or Gap("what had changed"))
    written = parts.noted(facts, facts.details)
    lines = (*((_quoted(each),) for each in facts.terms), *((("“", *written, "”"),) if written else ()))
    return (kind, Items(lines)) if lines else (kind,)


def would_have_been(facts: HeldFacts) -> tuple[Part, ...]:
    """What was asked for and not agreed to."""
    return (says(phrases.WOULD_HAVE.get(facts.kind) or Gap("what would have changed")),)


def _quoted(said: str) -> str:
    return said if said.startswith("“") else f"“{said}”"


def why(facts: HeldFacts) -> Part:
    """The reasons as somebody typed them."""
    return says(
        "These are our reasons: ", *or_gap(facts, facts.reasons, "the reasons, with dates and examples")
    )


def or_gap(facts: HeldFacts, typed: str, what: str) -> Line:
    """What somebody typed, or the fact that we lack."""
    return parts.noted(facts, typed) or (Gap(what),)


def reach(facts: HeldFacts) -> tuple[Part, ...]:
    """How they reach us now."""
    return (
        Heading("How to reach us now"),
        says(
            "You can reach us like this: ",
            facts.reach or Gap("who to contact, phone number, e-mail or address, and hours"),
        ),
    )


def gets_through(facts: HeldFacts) -> tuple[Part, ...]:
    """What nothing keeps from us (POLICY, "never be forgotten")."""
    more = (*facts.wording.added("letter_gets_through_more"), facts.exceptions)
    also: tuple[Line, ...] = tuple((each,) for each in more if each)
    return (
        Heading("What always gets through"),
        says("You can always tell us or ask us about these things:"),
        Items(
            (
                ("anything new that you need help with",),
                ("a child or anyone else who may not be safe",),
                ("a complaint about us, or about this letter",),
                ("what we hold about you, or any other information that you can ask us for by law",),
                ("anything else that we must deal with by law",),
                *also,
            )
        ),
        says("We read all that you send us, even when we do not answer."),
    )


def review(facts: HeldFacts) -> tuple[Part, ...]:
    """When it is looked at again, and what happens if nobody does."""
    day = times.full_day(facts.review_on) if facts.review_on else Gap("the review date")
    return (
        Heading("When we look at this again"),
        parts.own(facts, "letter_review", review_day=day, how_reviews_work=HOW_REVIEWS_WORK),
        _unreviewed(facts),
    )


def _unreviewed(facts: HeldFacts) -> Part:
    """What happens where nobody reviews it in time (POLICY, the walk: review); nothing lasts for ever."""
    day = times.full_day(facts.ends_on) if facts.ends_on else Gap("the day until which we have time to look")
    if not facts.is_block:
        return says("If we have not looked at it by ", day, ", it ends by itself that day.")
    over = times.full_day(facts.over_on) if facts.over_on else Gap("the day on which it ends by itself")
    return says(
        "If we have not looked at it by ",
        day,
        ", someone from outside our team decides if it goes on. If no one has looked at it by ",
        over,
        ", it ends by itself that day.",
    )
