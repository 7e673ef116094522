"""What the doctor says about who decides, who can be reached, and who left."""

from collections.abc import Iterable, Mapping

from bot.words.doctor import Said
from bot.words.times import count, listed

OPEN = "type /incident help once (in Teams: help)"
NO_SECOND_PERSON = Said(
    "one manager alone: nobody can decide on what that manager proposes",
    "name a second manager in EVENHAND_MANAGERS, or a reserve decider in EVENHAND_RESERVE_DECIDERS; whoever is named "
    f"has to {OPEN}",
)
NOBODY_YET = Said("nobody who may decide has opened Evenhand yet", f"ask a manager to {OPEN}")
ALL_REACHED = Said("all managers and safeguarding leads named have opened Evenhand")
NOBODY_LEFT_ANYTHING = Said("nothing waits for anybody who left")
LEFT: Mapping[str, tuple[str, str]] = {
    "promise": ("promise", "promises"),
    "issue": ("issue to reply to", "issues to reply to"),
    "decision": ("decision", "decisions"),
    "conversation": ("conversation with a customer", "conversations with customers"),
    "contact": (
        "restriction whose single point of contact they are",
        "restrictions whose single point of contact they are",
    ),
    "cover": ("colleague to cover for", "colleagues to cover for"),
}
"""What somebody who left was to do, one and many of it."""
_INSTEAD: Mapping[str, str] = {
    "promise": "managers have a message about each promise: keep it or see to it, then *Done*",
    "issue": "issues are told of again the next working morning",
    "decision": "others are asked the next working morning, where anybody else may decide",
    "conversation": "a manager names somebody else on the case's card (Fairness check)",
    "contact": "a manager names another contact: the message about it leads there",
    "cover": "whoever is away names another cover (/incident away)",
}


def deciders(managers: int, reserves: int, outside: int) -> Said:
    """How many may decide: here, and outside where a manager records it."""
    here = [(managers, "manager"), (reserves, "reserve decider")]
    said = listed([count(number, who) for number, who in here if number])
    elsewhere = f"{count(outside, 'reserve decider')} outside Evenhand" if outside else ""
    return Said("; ".join(each for each in (said, elsewhere) if each))


def reserve_manages(addresses: Iterable[str]) -> Said:
    """A reserve decider who is a manager adds nobody."""
    return Said(
        f"managers already, so as reserve deciders they add nobody: {', '.join(addresses)}",
        "name somebody who is no manager in EVENHAND_RESERVE_DECIDERS, or nobody",
    )


def reserves_named(here: int, outside: Iterable[str]) -> Said:
    """Who decides here, and who from outside; whoever has an account has only to open Evenhand."""
    decide = "decides" if here == 1 else "decide"
    said = [f"{count(here, 'reserve decider')} {decide} here"] if here else []
    if away := ", ".join(sorted(outside)):
        said.append(f"never opened Evenhand, so a manager records what they decide: {away}")
        said.append(f"whoever of them has an account here has only to {OPEN}")
    return Said("; ".join(said))


def never_opened(addresses: Iterable[str]) -> Said:
    """Managers and safeguarding leads who can't be told anything yet."""
    return Said(
        f"never opened Evenhand, so nothing reaches them and they can't be asked to decide: {', '.join(addresses)}",
        f"ask each of them to {OPEN}",
    )


def of_group_never_opened(group: str, number: int) -> Said:
    """The same of members of a user group."""
    return Said(
        f"{count(number, 'member')} of {group} never opened Evenhand, so nothing reaches them",
        f"ask everybody in the group to {OPEN}",
    )


def left(initials: str, number: int, tasks: Mapping[str, int]) -> Said:
    """Somebody left, and what they were to do is still theirs; `number` is theirs in the audit chain."""
    counted = listed([count(how_many, *LEFT[what]) for what, how_many in tasks.items()])
    return Said(
        f"{initials} (colleague {number}) left, with {counted}",
        "; ".join(_INSTEAD[what] for what in tasks),
    )
