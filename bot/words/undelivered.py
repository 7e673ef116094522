"""What managers are told when the assistant can't write where they read."""

from bot.cards import Card, quiet, text

_NOT_THERE = frozenset({"channel_not_found", "not_in_channel"})
_CLOSED = frozenset({"is_archived", "restricted_action", "restricted_action_read_only_channel"})


def cant_write(trouble: str) -> Card:
    """A managers' channel takes no messages; `trouble` is the platform's word for why."""
    title = "I can't write in the managers' channel"
    return Card(
        title,
        (
            text(_what_to_do(trouble)),
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
        return (
            "It is archived, or closed to me. Please open it, then ask whoever looks after Evenhand "
            'to run "evenhand outbox retry".'
        )
    return 'Please ask whoever looks after Evenhand to run "evenhand doctor": it says what to do.'
