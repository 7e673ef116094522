"""What managers are told when the assistant can't write where they read, and how it is tried again."""

from bot.cards import Button, Buttons, Card, quiet, text
from bot.words import times

_NOT_THERE = frozenset({"channel_not_found", "not_in_channel"})
_CLOSED = frozenset({"is_archived", "restricted_action", "restricted_action_read_only_channel"})


def retry_button() -> Button:
    """Try again what was set aside."""
    return Button("Try again", "outbox.retry")


def tried_again(number: int) -> Card:
    """So many are on their way again."""
    if not number:
        return Card("Nothing waits to be tried again", (quiet("Somebody else was faster, or it went out."),))
    messages = times.count(number, "message")
    return Card(
        f"Trying {messages} again",
        (quiet("What can't be delivered is set aside again within the hour, and stands in the summary."),),
    )


def cant_write(trouble: str) -> Card:
    """A managers' channel takes no messages; `trouble` is the platform's word for why."""
    title = "I can't write in the managers' channel"
    return Card(
        title,
        (
            text(_what_to_do(trouble)),
            Buttons((retry_button(),)),
            quiet("Nothing is lost: what waits is kept, and counted in the summary."),
        ),
        fallback=title,
    )


def _what_to_do(trouble: str) -> str:
    if trouble in _NOT_THERE:
        return (
            "I am not a member of it, or it is gone. Please invite me into the channel: "
            "what waits then comes by itself."
        )
    if trouble in _CLOSED:
        return "It is archived, or closed to me. Please open it, then press Try again."
    return 'Please ask whoever looks after Evenhand to run "evenhand doctor": it says what to do. Then press Try again.'
