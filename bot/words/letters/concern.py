"""The concern letter: what happened and what we ask, while nothing is restricted."""

from bot.letters.facts import ConcernFacts, Example
from bot.letters.model import Gap, Heading, Items, Letter, Line, Part
from bot.words import times
from bot.words.letters import parts, phrases
from bot.words.letters.parts import says


def letter(facts: ConcernFacts) -> Letter:
    """Every section that the policy asks for (POLICY, "Letters")."""
    return parts.letter(
        facts.wording.text("concern_title"),
        facts,
        parts.own(facts, "concern_opening"),
        says("Nothing changes for now. You can go on asking us for help."),
        *_what_happened(facts),
        *_by_concern("Why this is difficult", facts, lambda said: said.why),
        *_by_concern("What we ask", facts, lambda said: said.ask),
        *_contact(facts),
        Heading("How long we look at this"),
        parts.own(
            facts,
            "concern_look_again",
            months=times.count(facts.months, "month"),
            day=times.full_day(facts.look_again_on),
        ),
        *_what_may_follow(),
        *parts.adjustments(facts),
        *parts.policy(facts, "We follow our policy."),
        Heading("If you do not agree"),
        parts.own(facts, "concern_disagree", complaints_policy=parts.complaints_policy(facts)),
        *parts.added(facts, "letter_complain_more"),
    )


def _what_happened(facts: ConcernFacts) -> tuple[Part, ...]:
    told: list[Part] = [Heading("What happened")]
    for key, examples in facts.examples:
        lines = tuple(_example(facts, each) for each in examples)
        told += [says(_phrases(facts, key).happened), Items(lines)]
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
    lines = tuple((chosen(_phrases(facts, key)),) for key, _examples in facts.examples)
    return (Heading(heading), Items(lines or ((chosen(phrases.UNKNOWN),),)))


def _phrases(facts: ConcernFacts, key: str) -> phrases.Phrases:
    return phrases.concern(key, facts.phrases.get(key), facts.wording.text("what_to_expect"))


def _contact(facts: ConcernFacts) -> tuple[Part, ...]:
    given = {
        "contact": facts.contact or Gap("the name of one person"),
        "contact_details": Gap("phone number, e-mail address and hours of the named contact"),
        "deputy": Gap("who stands in for the named contact"),
    }
    return (Heading("Who to contact"), parts.own(facts, "concern_contact", **given))


def _what_may_follow() -> tuple[Part, ...]:
    return (
        Heading("What may follow"),
        says(
            "If things stay as they are, we may have to set a limit. We may ask you to contact one person only, for "
            "example. We would talk with you first. Someone who did not ask for the limit would have to agree to it."
        ),
        says("Every limit has a date on which we look at it again. You can complain about it."),
    )
