"""The restriction letter: what was agreed or decided, why, for how long, and what can be done about it."""

from bot.letters.model import Gap, Heading, Items, Letter, Line, Part, RestrictionFacts
from bot.words import times
from bot.words.letters import parts, phrases
from bot.words.letters.parts import says

TITLE = "How you can contact us"


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
    lines: tuple[Line, ...] = tuple((each,) for each in (*facts.terms, facts.details) if each)
    if not lines and not facts.is_block:
        lines = ((Gap("what exactly changes"),),)
    return (
        Heading("What we agreed with you" if facts.agreed else "What we decided"),
        says(phrases.KINDS.get(facts.kind) or Gap("what changes")),
        *((Items(lines),) if lines else ()),
        says("A second person, who did not ask for this, has checked it and agreed to it."),
    )


def _why(facts: RestrictionFacts) -> tuple[Part, ...]:
    spoken: tuple[Part, ...] = ()
    if facts.spoken_on:
        spoken = (says(f"We first tried to sort this out with you, on {times.full_day(facts.spoken_on)}."),)
    view = (says(f"This is how you see it, as we noted it: “{facts.view}”"),) if facts.view else ()
    return (
        Heading("Why"),
        *spoken,
        says("These are our reasons: ", facts.reasons or Gap("the reasons, with dates and examples")),
        says("Why less would not be enough: ", facts.proportionate or Gap("why nothing less would do")),
        *view,
    )


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
