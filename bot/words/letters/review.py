"""The letter before a review: what we look at again, and how the customer can tell us how they see it, and by when."""

from collections.abc import Mapping

from bot.letters.facts import ReviewFacts
from bot.letters.model import Gap, Heading, Items, Letter, Part
from bot.words import times
from bot.words.letters import held, parts
from bot.words.letters.parts import says

WAYS: Mapping[str, str] = {
    "letter": "in a letter, in your own words",
    "inbox": "in an e-mail",
    "text_message": "in a text message",
    "helpline": "by phone",
    "in_person": "in a meeting with one of us",
}
"""Routes by which somebody can tell us their view, where no restriction closes them."""


def letter(facts: ReviewFacts) -> Letter:
    """Every section that the policy asks for (POLICY, "Letters"): the customer is heard before we decide."""
    return parts.letter(
        facts.wording.text("review_title"),
        facts,
        parts.own(facts, "review_opening"),
        Heading("What holds now"),
        *held.what(facts),
        *_since(facts),
        *_what_we_look_at(facts),
        *_your_view(facts),
        *_what_may_come(facts),
        *held.gets_through(facts),
        *held.review(facts),
        *parts.policy(facts, "We do this under our policy."),
        *parts.complaint(facts),
        *parts.data_rights(facts),
        *parts.adjustments(facts),
    )


def _since(facts: ReviewFacts) -> tuple[Part, ...]:
    return (says(f"It began on {times.full_day(facts.starts_on)}."),) if facts.starts_on else ()


def _what_we_look_at(facts: ReviewFacts) -> tuple[Part, ...]:
    return (
        Heading("What we look at"),
        Items(
            (
                ("what has happened since, and what went well",),
                ("what has changed for you",),
                ("what we could have done better",),
                ("if you need us to do things in another way",),
                ("if this is still needed, or if less would be enough",),
            )
        ),
        *parts.ours(facts),
    )


def _your_view(facts: ReviewFacts) -> tuple[Part, ...]:
    return (
        Heading("How you can tell us what you think"),
        parts.own(facts, "review_tell_by", day=times.full_day(facts.tell_by)),
        Items(
            (
                *((WAYS[way],) for way in facts.ways if way in WAYS),
                ("through someone who speaks for you, such as a friend or an advocate",),
                ("in another language or in sign language, if you tell us which",),
            )
        ),
        says(
            "You can reach us here: ",
            Gap("who to tell, with address, e-mail and phone number as they may use"),
        ),
        says(
            "It can be short or long. Telling us this does not count as a contact under what we set. If you need more "
            "time, ask us. If we do not hear from you, we will not hold that against you."
        ),
    )


def _what_may_come(facts: ReviewFacts) -> tuple[Part, ...]:
    """What can be decided: lifting is the default (POLICY, the walk: review)."""
    other = "We may also change it, if that is better for you."
    stricter = (
        " We may set a further limit only if someone who did not ask for it agrees."
        if not facts.is_block
        else ""
    )
    return (
        Heading("What may come of it"),
        says(
            f"It ends, unless there are good reasons to go on. {other}{stricter} We write to you and tell you what we "
            "decided, and why."
        ),
    )
