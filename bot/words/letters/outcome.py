"""The letter after a decision about what held: that it ends, goes on or changes, why, and what can be done about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.letters.facts import OutcomeFacts
from bot.letters.model import Gap, Heading, Letter, Part
from bot.words import times
from bot.words.letters import held, parts
from bot.words.letters.parts import says
from bot.words.sentences import SENTENCES

OVER = frozenset({"lift", "vary", "ended", "measure_ended", "measure_declined"})
"""After these, what the letter is about holds no more."""
BY_ITSELF = frozenset({"ended", "measure_ended"})
"""What nobody decided: it was over on its day."""


@dataclass(frozen=True)
class Said:
    """What a letter says of one outcome: what came of it, and what the restriction that follows is by now.

    `opening`: a sentence, or the key of one that a service may say in its own words.
    """

    opening: str
    named: str
    what: Callable[[OutcomeFacts], tuple[Part, ...]]


_BY_ITSELF = "This follows our policy."
_NO_MORE = "What we set before does not hold any more."
SAID: Mapping[str, Said] = {
    "lift": Said(
        "outcome_lifted",
        _NO_MORE,
        held.was,
    ),
    "renew": Said(
        "outcome_goes_on",
        "This goes on for now.",
        held.what,
    ),
    "vary": Said(
        "We looked again at how you can contact us. Something changes. The letter that comes with this one says what "
        "holds from now on.",
        _NO_MORE,
        held.was,
    ),
    "ended": Said(
        "We said that we would look again at how you can contact us. We did not do that in time. We are sorry. So the "
        "limit that we set has ended by itself.",
        _NO_MORE,
        held.was,
    ),
    "measure_ended": Said(
        "We set a limit at once, to keep our staff safe. We told you that one manager decided this. It could only go on "
        "if a second person agreed in time. No one did. So the limit has ended by itself.",
        _NO_MORE,
        held.was,
    ),
    "measure_declined": Said(
        "We set a limit at once, to keep our staff safe. We told you that one manager decided this. A second person has "
        "looked at it and said no. So the limit has ended.",
        _NO_MORE,
        held.was,
    ),
    "block_declined": Said(
        "One of us asked to close a way to reach us. Someone else looked at that and said no. Nothing changes for you.",
        "This was asked for, and we will not do it.",
        held.would_have_been,
    ),
}


def letter(facts: OutcomeFacts) -> Letter:
    """Every section that the policy asks for (POLICY, "Letters"); what holds no more needs no review."""
    said = SAID.get(facts.outcome)
    return parts.letter(
        facts.wording.text("outcome_title"),
        facts,
        _opening(facts, said),
        *parts.policy(facts, _BY_ITSELF if facts.outcome in BY_ITSELF else "We did this under our policy."),
        Heading("What has ended" if facts.outcome in BY_ITSELF else "What we decided"),
        says(said.named if said else "This is about:"),
        *(said.what if said else held.what)(facts),
        *_from_when(facts),
        *_why(facts),
        *_still(facts),
        *_from_now_on(facts),
        *parts.complaint(facts),
        *parts.data_rights(facts),
        *parts.adjustments(facts),
    )


def _opening(facts: OutcomeFacts, said: Said | None) -> Part:
    if said is None:
        return says(Gap("what was decided: it ends, goes on, or changes"))
    return parts.own(facts, said.opening) if said.opening in SENTENCES else says(said.opening)


def _from_when(facts: OutcomeFacts) -> tuple[Part, ...]:
    day = times.full_day(facts.decided_on)
    says_when = f"This is so from {day}." if facts.outcome in OVER else f"We decided this on {day}."
    known = Gap("do they know that this was asked for? If not, do not send this letter", "check")
    asked = (says(known),) if facts.outcome == "block_declined" else ()
    return (Heading("From when"), says(says_when), *asked)


def _why(facts: OutcomeFacts) -> tuple[Part, ...]:
    """An end that came by itself needs no reasons; that we were late stands at the beginning."""
    if facts.outcome in BY_ITSELF:
        return ()
    since = says("This is what we noted since: ", *parts.noted(facts, facts.since))
    return (Heading("Why"), *((since,) if facts.since else ()), held.why(facts), *parts.ours(facts))


def _still(facts: OutcomeFacts) -> tuple[Part, ...]:
    """What was told in other letters is not over with this."""
    if not facts.still:
        return ()
    letters = times.listed(list(facts.still))
    return (
        Heading("What still holds"),
        says(f"What we told you in another letter still holds. Our reference there is {letters}."),
    )


def _from_now_on(facts: OutcomeFacts) -> tuple[Part, ...]:
    if facts.outcome == "renew":
        return (*held.reach(facts), *held.gets_through(facts), *held.review(facts))
    if facts.outcome == "block_declined" or facts.still or facts.outcome == "vary":
        return held.gets_through(facts)
    return (
        Heading("How to reach us now"),
        parts.own(facts, "letter_reach_us", our_contact=Gap("our phone number, e-mail, address and hours")),
        says("What was set before is not held against you when you ask for help."),
    )
