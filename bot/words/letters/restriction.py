"""The restriction letter: what was agreed or decided, why, for how long, and what can be done about it."""

from datetime import date

from bot.letters.facts import RestrictionFacts
from bot.letters.model import Gap, Heading, Letter, Part
from bot.words import times
from bot.words.letters import held, parts, phrases
from bot.words.letters.parts import says

AT_ONCE = "We did this at once, to keep our staff safe."
ONE_PERSON = "One manager decided this. A second person looks at it now."
TWO_PEOPLE = "A second person, who did not ask for this, has checked it and agreed to it."
NOT_REACHED = (
    "We did not reach you. We do not blame you for that. It means that we could not ask how you see this. You can "
    "still tell us, and we will write it down."
)


def letter(facts: RestrictionFacts) -> Letter:
    """Every section that the policy asks for (POLICY, "Letters")."""
    return parts.letter(
        facts.wording.text("restriction_title"),
        facts,
        parts.own(facts, "restriction_opening"),
        *parts.policy(facts, "We did this under our policy."),
        *_what_was_decided(facts),
        *_why(facts),
        Heading("From when"),
        says(
            "This starts on ",
            times.full_day(facts.starts_on) if facts.starts_on else Gap("the day on which this starts"),
            ". It is for you only. It does not change how anyone else in your family can contact us.",
        ),
        *held.reach(facts),
        *held.gets_through(facts),
        *(_ends(facts.until) if facts.until else held.review(facts)),
        *parts.complaint(facts),
        *parts.data_rights(facts),
        *parts.adjustments(facts),
    )


def _what_was_decided(facts: RestrictionFacts) -> tuple[Part, ...]:
    return (
        Heading("What we agreed with you" if facts.agreed else "What we decided"),
        *held.what(facts),
        *((says(AT_ONCE),) if facts.measure else ()),
        says(ONE_PERSON if facts.until else TWO_PEOPLE),
    )


def _ends(until: date) -> tuple[Part, ...]:
    """What one manager decided ends soon (POLICY, the walk: safety)."""
    day = times.full_day(until)
    return (
        Heading("When this ends"),
        says(
            f"This ends by itself on {day}. It goes on only if the second person agrees. If so, we write to you again, "
            "and tell you when we look at it next. You can ask us at any time to end it sooner."
        ),
    )


def _why(facts: RestrictionFacts) -> tuple[Part, ...]:
    view = says("This is how you see it, as we noted it: “", *parts.noted(facts, facts.view), "”")
    return (
        Heading("Why"),
        *_tried(facts),
        held.why(facts),
        *(() if facts.measure else (_why_nothing_less(facts),)),
        *((view,) if facts.view else ()),
        *parts.ours(facts),
    )


def _why_nothing_less(facts: RestrictionFacts) -> Part:
    less = held.or_gap(facts, facts.proportionate, "why nothing less would do")
    return says("Why less would not be enough: ", *less)


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
    if facts.is_block and not facts.measure:
        found.append(
            says("We tried other ways first: ", *held.or_gap(facts, facts.attempted, "what we tried before"))
        )
    return tuple(found)
