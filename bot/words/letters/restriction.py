"""The restriction letter: what was agreed or decided, why, for how long, and what can be done about it."""

from bot.letters.facts import RestrictionFacts
from bot.letters.model import Gap, Heading, Letter, Part
from bot.words import times
from bot.words.letters import held, parts, phrases
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
        *held.reach(facts),
        *held.gets_through(facts),
        *held.review(facts),
        *parts.complaint(facts),
        *parts.data_rights(),
        *parts.adjustments(),
    )


def _what_was_decided(facts: RestrictionFacts) -> tuple[Part, ...]:
    return (
        Heading("What we agreed with you" if facts.agreed else "What we decided"),
        *held.what(facts),
        says("A second person, who did not ask for this, has checked it and agreed to it."),
    )


def _why(facts: RestrictionFacts) -> tuple[Part, ...]:
    view = says("This is how you see it, as we noted it: “", *parts.noted(facts, facts.view), "”")
    return (
        Heading("Why"),
        *_tried(facts),
        held.why(facts),
        says(
            "Why less would not be enough: ",
            *held.or_gap(facts, facts.proportionate, "why nothing less would do"),
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
            says("We tried other ways first: ", *held.or_gap(facts, facts.attempted, "what we tried before"))
        )
    return tuple(found)
