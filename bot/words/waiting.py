"""What is said when something is slow or did not work: what happened to what was typed, and what to do."""

from collections.abc import Sequence

from bot.cards import Bold, Card, Copyable, Line, line, quiet, text

ASSISTANT = "Evenhand"
MORE = "More"
SHOW_ALL = "Show all"
CLOSE = "Close"
CANCEL = "Cancel"
TIME = "Time"
LOOK = "What should I know?"
KEEP = "Keep and show again"
OPEN_AGAIN = "Try again"
BEGIN_CHAT = "Begin a chat with all of you"
_MINE = Bold("/incident mine")


def needed(label: str) -> str:
    """The label of a field that has to be filled in, where the platform does not say so itself."""
    return f"{label} (needed)"


def picture_sent() -> str:
    """In place of a picture that a card can't show here."""
    return "The picture is in your direct messages."


def picture_not_sent() -> str:
    """In place of a picture that did not get through."""
    return (
        "The picture could not be sent to your direct messages. To try again, type the command or press the button "
        "once more; if it fails again, tell whoever looks after Evenhand."
    )


def more_parts(number: int) -> str:
    """Under a card that was too long for one message."""
    return "1 more part is not shown here." if number == 1 else f"{number} more parts are not shown here."


def opening() -> Card:
    """A form or an answer is on its way."""
    return Card("One moment…", (quiet("This opens in a moment. If it does not, close it and try again."),))


def saving(typed: Sequence[tuple[str, str]]) -> Card:
    """A form is being saved; `typed` is what its fields hold, by their labels, in order."""
    filled = "\n".join(f"{label}: {value}" for label, value in typed if value.strip())
    shown = (Copyable("What you typed, so that you can copy it", filled),) if filled else ()
    waits = "If this does not change within a minute, it may not be saved. To see whether it is, type "
    return Card("Saving…", (text("Please wait a moment."), quiet(waits, _MINE, "."), *shown))


def not_saved() -> Line:
    """Over a form that could not be saved."""
    said = " Nothing you typed is lost. Press the button again in a minute."
    return line(Bold("This was not saved yet."), said)


def not_sure() -> Line:
    """Over a form of which nobody can say whether it was saved."""
    said = " Before you press the button again, please look with "
    return line(Bold("This may be saved, or not."), said, _MINE, ". Nothing you typed is lost.")


def not_done() -> Card:
    """What was pressed or typed could not be done."""
    return Card("This did not work just now", (text("Nothing was changed. Please try again in a minute."),))


def cant_tell() -> Card:
    """The platform did not say who somebody is."""
    return Card(
        "I can't check just now who you are",
        (text("Nothing was opened or changed. Please try again in a minute."),),
    )


def expired() -> Card:
    """A form has to open within seconds, and did not."""
    return Card(
        "The form did not open in time",
        (text("Please type the command, or press the button, again. Nothing is lost."),),
    )


def maybe_open() -> Card:
    """A form may have opened or not: nobody heard."""
    return Card(
        "The form may not have opened",
        (text("If no form is open, please type the command, or press the button, again. Nothing is lost."),),
    )


def maybe_filled() -> Card:
    """A dialog opened in time, and what belongs in it may not have got there."""
    return Card(
        "The answer may not have got through",
        (
            text(
                "If a form still says “One moment…”, please close it, and type the command, or press the button, "
                "again. Nothing is lost."
            ),
        ),
    )


def app_refused() -> Card:
    """The platform refuses the assistant as a whole: trying again is of no use."""
    return Card(
        "Evenhand can't open anything just now",
        (
            text(
                "No form opens until whoever looks after Evenhand mends it: please tell them that ",
                Bold("evenhand doctor"),
                " says what to do.",
            ),
            quiet("Nothing that is saved is lost. Meanwhile, keep a note of what you wanted to log."),
        ),
    )


def app_refused_now() -> Line:
    """Over a form that can't be taken while the platform refuses the assistant as a whole."""
    said = " Please tell whoever looks after Evenhand that "
    return line(
        Bold("Evenhand can't save anything just now."),
        said,
        Bold("evenhand doctor"),
        " says what to do. Nothing you typed is lost while this form stays open.",
    )


def file_offered() -> Card:
    """A file waits to be taken."""
    return Card("A file waits for you", (text("You find it in your chat with me. Only you see it."),))


def file_gone() -> Card:
    """A file was offered and is kept no longer."""
    return Card(
        "This file is not here any more",
        (text("To get it again, press the button that made it once more."),),
    )


def not_in_channel() -> Card:
    """A name typed in a channel."""
    return Card(
        "Please write names here, to me alone",
        (text("Everybody in the channel can read what you type there. I opened nothing about it."),),
    )


def written_to_you() -> str:
    """Where somebody asked in a channel, and the answer is for them alone."""
    return "The answer is in your chat with me."


def cant_write() -> str:
    """Where somebody asked in a channel and can't be written to."""
    return "I can't write to you yet: please add Evenhand for yourself, and try again."


def in_our_chat(title: str) -> str:
    """What an answer is about that is in somebody's own chat with us."""
    return f"{title}. {written_to_you()}" if title else written_to_you()


def opens_again() -> Card:
    """A form takes long to open; below this is a button that tries again."""
    return Card("One moment…", (text("This takes longer than usual. Nothing is lost."),))


def kept_now() -> Line:
    """Over a form whose contents were kept, or shown again."""
    return line(Bold("What you filled in is still here."))


def misread() -> Card:
    """What a platform sent makes no sense."""
    return Card("I could not read that", (text("Nothing was changed. Please try again."),))


def late() -> str:
    """Instead of the outcome of a press that takes long."""
    return "This takes longer than usual. The answer comes in your chat with me."


def file_not_sent() -> Card:
    """The platform did not take a file."""
    return Card(
        "The file could not be sent just now",
        (text("Nothing is lost. Please press the button again in a minute."),),
    )


def went_wrong() -> Card:
    """A mistake of ours."""
    return Card(
        "Something went wrong here",
        (
            text("It may be done, or not. Please look with ", _MINE, " before you try again."),
            quiet("If it happens again, tell whoever looks after Evenhand."),
        ),
    )


def cant_tell_now() -> Line:
    """Over a form of somebody of whom the platform did not say who they are."""
    said = " Nothing you typed is lost. Press the button again in a minute."
    return line(Bold("I can't check just now who you are."), said)


def done() -> Card:
    """A form that was saved and has nothing more to say."""
    return Card("Saved")


def not_shown(outcome: str) -> Card:
    """How a form ended that may still say that it is being saved; `outcome` is as below."""
    shut = " If the form still says “Saving…”, please close it."
    if outcome:
        return Card(f"Saved: {outcome}", (text("The form may not have said so.", shut),))
    return Card(
        "What you sent was not saved",
        (text("Please log it again. To see what is saved, type ", _MINE, ".", shut),),
    )


def closed_meanwhile(outcome: str) -> Card:
    """A form was closed before it was clear how it ended; `outcome` is the reference, empty if not saved."""
    if outcome:
        return Card(f"Saved: {outcome}", (quiet("You closed the form before it could say so."),))
    return Card(
        "What you closed was not saved",
        (text("Please log it again. To see what is saved, type ", _MINE, "."),),
    )
