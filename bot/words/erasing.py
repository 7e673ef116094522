"""What is said about erasing a customer."""

from collections.abc import Mapping
from datetime import date

from bot.cards import Card, quiet
from bot.words import times

SHORTEST = 3
OLDER = "What is older than we keep"
OPEN: Mapping[str, str] = {
    "case": "a case is open: close it first (what is restricted is lifted before)",
    "adjustment": "a request for another way of communicating has no answer",
    "safety": "something was raised for safety, and nobody has taken it",
    "request": "a request for records, correction, erasure or information is open",
    "complaint": "a complaint is open",
    "look": "a colleague asked managers for a look at it, and nobody has answered",
}
"""What keeps a customer from being erased."""
_FILES: Mapping[str, str] = {
    "case.timeline": "the timeline's picture",
    "customer.export": "an export",
}


def message(reference: str) -> Card:
    """What is left of a message."""
    return Card(f"{reference} was erased", (quiet("Nothing about it is kept here any more."),))


def file(action: str, subject: str, who: str, day: date) -> str:
    """A file that somebody was given."""
    what = _FILES.get(action, "a draft letter")
    by = f" for {who}" if who else ""
    return f"{subject}: {what}{by}, {times.in_full(day)}"
