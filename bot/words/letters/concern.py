"""The concern letter: what happened and what we ask, while nothing is restricted."""

from bot.letters.facts import ConcernFacts, Example
from bot.letters.model import Gap, Heading, Items, Letter, Line, Part
from bot.words import times
from bot.words.letters import parts, phrases
from bot.words.letters.parts import says

TITLE = "How we keep in touch"


def letter(facts: ConcernFacts) -> Letter:
    """Every section that the policy asks for (POLICY, "Letters")."""
    return parts.letter(
        TITLE,
        facts,
        says(
            "We want to go on helping you. This letter is about some of your calls and messages. It is not about you "
            "as a person. We find some of them hard to deal with, and we would like to put that right with you."
        ),
        says("Nothing changes for now. You can go on asking us for help."),
        *_what_happened(facts),
        *_by_concern("Why this is difficult", facts, lambda said: said.why),
        *_by_concern("What we ask", facts, lambda said: said.ask),
        *_contact(facts),
        Heading("How long we look at this"),
        says(
            f"We look at this again after {times.count(facts.months, 'month')}, on "
            f"{times.full_day(facts.look_again_on)}. If things go well, that is the end of it."
        ),
        *_what_may_follow(),
        *parts.adjustments(),
        *parts.policy(facts, "We follow our policy."),
        Heading("If you do not agree"),
        says(
            "Please tell us. We write down what you say and keep it with this letter. You can also complain. How to "
            "do that is in our complaints policy, which comes with this letter."
        ),
    )


def _what_happened(facts: ConcernFacts) -> tuple[Part, ...]:
    told: list[Part] = [Heading("What happened")]
    for key, examples in facts.examples:
        lines = tuple(_example(facts, each) for each in examples)
        told += [says(phrases.concern(key).happened), Items(lines)]
    if not facts.examples:
        told.append(says(Gap("what happened, with dates and examples")))
    shown = len({each for _key, examples in facts.examples for each in examples})
    if facts.noted > shown:
        told.append(says(f"These are examples. We noted {facts.noted} in all."))
    told += parts.ours(facts)
    told.append(says("If you see any of this in another way, please tell us. We will write that down too."))
    return tuple(told)


def _example(facts: ConcernFacts, example: Example) -> Line:
    how = phrases.ROUTES.get(example.route, "")
    when = times.full_day(example.day) + (f", {how}" if how else "")
    said: Line = (" Our note says: “", *parts.noted(facts, example.said), "”.") if example.said else ()
    return (f"{when}. It was about: “", *parts.noted(facts, example.about), "”.", *said)


def _by_concern(heading: str, facts: ConcernFacts, chosen: phrases.Chosen) -> tuple[Part, ...]:
    lines = tuple((chosen(phrases.concern(key)),) for key, _examples in facts.examples)
    return (Heading(heading), Items(lines or ((chosen(phrases.UNKNOWN),),)))


def _contact(facts: ConcernFacts) -> tuple[Part, ...]:
    return (
        Heading("Who to contact"),
        says(
            "Please contact ",
            facts.contact or Gap("the name of one person"),
            ". You can reach them here: ",
            Gap("phone number, e-mail address and hours of the named contact"),
            ". When they are away, please ask for ",
            Gap("who stands in for the named contact"),
            ".",
        ),
    )


def _what_may_follow() -> tuple[Part, ...]:
    return (
        Heading("What may follow"),
        says(
            "If things stay as they are, we may have to set a limit. We may ask you to contact one person only, for "
            "example. We would talk with you first. Someone who did not ask for the limit would have to agree to it."
        ),
        says("Every limit has a date on which we look at it again. You can complain about it."),
    )
