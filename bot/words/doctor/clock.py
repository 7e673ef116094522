"""What the doctor says about this computer's clock, beside the clock of whoever was asked."""

from bot.words.doctor import Said
from bot.words.times import count


def unknown(whose: str) -> Said:
    """Nobody said what time it is; `whose` is Slack's or Microsoft's."""
    return Said(f"{whose} did not say what time it is", "check that this computer's clock is right")


def fine(seconds: int, whose: str) -> Said:
    """This computer's clock is right."""
    return Said(f"{count(seconds, 'second')} from {whose}'s")


def off(seconds: int, whose: str) -> Said:
    """This computer's clock is wrong, though not so that requests are refused."""
    return Said(f"{count(seconds, 'second')} from {whose}'s", _SET)


def wrong(seconds: int, whose: str) -> Said:
    """This computer's clock is so wrong that what comes in is refused, or soon will be."""
    return Said(
        f"{count(seconds, 'second')} from {whose}'s; from 300 on, all that {whose} sends is refused", _SET
    )


_SET = "let this computer set its clock by itself (NTP)"
