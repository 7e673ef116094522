"""What the doctor says about who decides, and who can be reached."""

from collections.abc import Iterable

from bot.words.doctor import Said
from bot.words.times import count

NO_SECOND_PERSON = Said(
    "there is one manager and no reserve decider: nobody can decide on what the manager proposes",
    "name a second manager, or a reserve decider in EVENHAND_RESERVE_DECIDERS",
)
ALL_REACHED = Said("all managers and safeguarding leads named have opened Evenhand")


def never_opened(addresses: Iterable[str]) -> Said:
    """Managers and safeguarding leads who can't be told anything yet."""
    return Said(
        f"never opened Evenhand, so nothing reaches them and they can't be asked to decide: {', '.join(addresses)}",
        "ask each of them to type /incident help once",
    )


def of_group_never_opened(group: str, number: int) -> Said:
    """The same of members of a user group."""
    return Said(
        f"{count(number, 'member')} of {group} never opened Evenhand, so nothing reaches them",
        "ask everybody in the group to type /incident help once",
    )
