"""The restriction letter: what was agreed or decided, why, for how long, and what can be done about it."""

from bot.letters.model import Gap, Heading, Items, Letter, Line, Part, RestrictionFacts
from bot.words import times
from bot.words.letters import parts, phrases
from bot.words.letters.parts import says

TITLE = "How you can contact us"
NOT_REACHED = (
    "We did not reach you. We do not blame you for that. It means that we could not ask how you see this. You can "
    "still tell us, and we will write it down."
)


def letter(facts: RestrictionFacts) -> Letter:
    """Every section that the policy asks for (POLICY, "Letters")."""
    return parts.letter(
        TITLE,
        facts,
        says(
            "You can still get help from us. This letter says what changes, why, and for how long. It also says what "
            "you can do if you do not agree."
        ),
        *parts.policy(facts, "We did this under our policy."),
        *_what_was_decided(facts),
        *_why(facts),
        Heading("From when"),
        says(
            "This starts on ",
            times.full_day(facts.starts_on) if facts.starts_on else Gap("the day on which this starts"),
            ". It is for you only. It does not change how anyone else in your family can contact us.",
        ),
        Heading("How to reach us now"),
        says(
            "You can reach us like this: ",
            facts.reach or Gap("who to contact, phone number, e-mail or address, and hours"),
        ),
        *_gets_through(facts),
        *_review(facts),
        *parts.complaint(facts),
        *parts.data_rights(),
        *parts.adjustments(),
    )


def _what_was_decided(facts: RestrictionFacts) -> tuple[Part, ...]:
    written = parts.noted(facts, facts.details)
    lines: tuple[Line, ...] = (*((each,) for each in facts.terms), *((written,) if written else ()))
    if not lines and not facts.is_block:
        lines = ((Gap("what exactly changes"),),)
    return (
        Heading("What we agreed with you" if facts.agreed else "What we decided"),
        says(phrases.KINDS.get(facts.kind) or Gap("what changes")),
        *((Items(lines),) if lines else ()),
        says("A second person, who did not ask for this, has checked it and agreed to it."),
    )


def _why(facts: RestrictionFacts) -> tuple[Part, ...]:
    view = says("This is how you see it, as we noted it: “", *parts.noted(facts, facts.view), "”")
    return (
        Heading("Why"),
        *_tried(facts),
        says(
            "These are our reasons: ", *_or_gap(facts, facts.reasons, "the reasons, with dates and examples")
        ),
        says(
            "Why less would not be enough: ",
            *_or_gap(facts, facts.proportionate, "why nothing less would do"),
        ),
        *((view,) if facts.view else ()),
        *parts.ours(facts),
    )


def _tried(facts: RestrictionFacts) -> tuple[Part, ...]:
    """How we tried to sort it out before, whether or not we reached them."""
    found: list[Part] = []
    if facts.tried:
        ways = [f"on {times.full_day(day)} {phrases.TRIED.get(how, '')}".rstrip() for day, how in facts.tried]
        found.append(says(f"We tried to reach you {times.listed(ways)}."))
    if facts.spoken_on:
        found.append(says(f"We first tried to sort this out with you, on {times.full_day(facts.spoken_on)}."))
    elif facts.tried:
        found.append(says(NOT_REACHED))
    if facts.is_block:
        found.append(
            says("We tried other ways first: ", *_or_gap(facts, facts.attempted, "what we tried before"))
        )
    return tuple(found)


def _or_gap(facts: RestrictionFacts, typed: str, what: str) -> Line:
    return parts.noted(facts, typed) or (Gap(what),)


def _gets_through(facts: RestrictionFacts) -> tuple[Part, ...]:
    also: tuple[Line, ...] = ((facts.exceptions,),) if facts.exceptions else ()
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


def _review(facts: RestrictionFacts) -> tuple[Part, ...]:
    day = times.full_day(facts.review_on) if facts.review_on else Gap("the review date")
    return (
        Heading("When we look at this again"),
        says(
            "We look at this again by ",
            day,
            ". It ends then, unless there are good reasons to go on. If there are, we write to you and say what they "
            "are. You can ask us once to look at it sooner. We tell you what we decide each time.",
        ),
        _unreviewed(facts),
    )


def _unreviewed(facts: RestrictionFacts) -> Part:
    """What happens where nobody reviews it in time (POLICY, the walk: review)."""
    if facts.is_block:
        return says(
            "If we have not looked at it 20 working days after that, someone from outside our team decides if it "
            "goes on."
        )
    ends = times.full_day(facts.ends_on) if facts.ends_on else Gap("20 working days after the review date")
    return says(
        "If we have not looked at it 20 working days after that, it ends by itself. That is on ", ends, "."
    )
