"""The letter about a complaint that was looked into: what we found, what changes, and where to go next."""

from collections.abc import Mapping

from bot.letters.facts import ComplaintFacts
from bot.letters.model import Gap, Heading, Letter, Part
from bot.words import times
from bot.words.letters import parts
from bot.words.letters.parts import says

TITLE = "Our answer to your complaint"
FOUND: Mapping[str, str] = {
    "upheld": "You were right. We are sorry.",
    "partly": "You were right about some of it. We are sorry for that part.",
    "not_upheld": "We did not find that we did wrong. We know that this is not what you hoped for.",
}
"""By outcome."""


def letter(facts: ComplaintFacts) -> Letter:
    """What somebody who had no part in it found (POLICY, the walk: `complaint.decide`)."""
    return parts.letter(
        TITLE,
        facts,
        says(
            f"Thank you for telling us. We got your complaint on {times.full_day(facts.received_on)}. Someone who had no "
            "part in this has looked at it."
        ),
        Heading("What your complaint is about"),
        _about(facts),
        Heading("What we found"),
        says(FOUND.get(facts.outcome) or Gap("if the complaint is upheld, in part or not")),
        says("These are our reasons: ", *(parts.noted(facts, facts.reasons) or (Gap("the reasons"),))),
        *_effect(facts),
        *parts.policy(facts, "Your complaint is about how we used our policy."),
        *_next(facts),
        *parts.data_rights(facts),
        *parts.adjustments(facts),
    )


def _about(facts: ComplaintFacts) -> Part:
    """In quotes: as somebody else wrote it down, it must not read as if we said it."""
    told = parts.noted(facts, facts.about)
    if not told:
        return says(Gap("what the complaint is about, in plain words"))
    return says("This is what you told us, as we noted it: “", *told, "”")


def _effect(facts: ComplaintFacts) -> tuple[Part, ...]:
    return (
        Heading("What changes"),
        says(*(parts.noted(facts, facts.effect) or (Gap("what changes now, or that nothing does"),))),
        says("You can go on asking us for help. We do not hold a complaint against anyone."),
    )


def _next(facts: ComplaintFacts) -> tuple[Part, ...]:
    return (
        Heading("If you do not agree"),
        says(
            f"If there is another step in our {parts.complaints_policy(facts)}, you can ask for it. It comes with this "
            "letter. ",
            Gap("which step comes next, who to ask and by when; take this out if this was our last answer"),
        ),
        *parts.ombudsman(facts),
    )
