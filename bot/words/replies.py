"""Short answers: help, refusals, confirmations."""

from difflib import get_close_matches

from bot.cards import Bold, Button, Buttons, Card, Line, Link, Part, Style, bullets, line, quiet, text
from bot.policy import Policy

COMMANDS = {
    "": ("/incident", "Log a communication. Words after it become the issue."),
    "check": ("/incident check Okafor", "Recent contact of a customer. Only you see it."),
    "mine": ("/incident mine", "My reports and promises: correct, withdraw, done. Or one: mine R-00001."),
    "word": ("/incident word Okafor", "I had a word with a customer about how they communicate."),
    "safety": ("/incident safety", "A threat, or somebody may be harmed: all managers are told at once."),
    "away": ("/incident away", "I'm away: until when, and who covers."),
    "request": (
        "/incident request Okafor",
        "A customer asks for their records, a correction, erasure, information.",
    ),
    "summary": ("/incident summary", "What waits, now (managers)."),
    "case": ("/incident case M-0001", "Where a case stands (managers)."),
    "cases": ("/incident cases", "Open cases by stage (managers)."),
    "restrictions": (
        "/incident restrictions",
        "What is in force, waiting, to be reviewed, ended (managers).",
    ),
    "stats": ("/incident stats", "Figures of the last twelve months for the steering group (managers)."),
    "help": ("/incident help", "This list."),
}
"""What can be typed, in the order of the help; the key is the first word after the command."""
TAKES = {
    "mine": "nothing, or a reference such as R-00001",
    "away": "nothing behind it",
    "summary": "nothing behind it",
    "case": "a reference such as M-0001 or C-0042",
    "cases": "nothing behind it",
    "restrictions": "nothing, or one of review, waiting, in force, ended, or a customer such as C-0042",
    "stats": "nothing, or a year such as 2026",
    "help": "nothing behind it",
}
"""What may stand behind a command that does not take any words: with others it is an issue."""


def help_card(policy: Policy) -> Card:
    """What can be typed."""
    listed: list[Line] = [line(Bold(usage), f"  {does}") for usage, does in COMMANDS.values()]
    links = tuple(
        Link(label, address)
        for label, address in (
            ("The policy", policy.links.policy),
            (policy.words.text("what_to_expect"), policy.links.what_to_expect),
            ("Complaints", policy.links.complaints),
        )
        if address
    )
    return Card(
        "What I can do",
        (
            bullets(listed),
            quiet(Bold("/contact"), " does the same as ", Bold("/incident"), "."),
            *(text(said) for said in policy.words.added("help_note")),
            *((text(*(run for link in links for run in (link, "  "))),) if links else ()),
            Buttons((Button("Log a communication", "report.file", style=Style.GO),)),
        ),
    )


def about_words(typed: str, limit: int) -> tuple[Part, ...]:
    """What to say on words that became the issue: a first word that nearly is a command."""
    first = typed.lower().partition(" ")[0]
    if len(typed) > limit:
        return (text(f"You typed {len(typed):,} characters; the details hold the first {limit:,}."),)
    near = get_close_matches(first, [key for key in COMMANDS if key], n=1, cutoff=0.7)
    if not near:
        return ()
    usage = Bold(f"/incident {near[0]}")
    takes = f", which takes {TAKES[first]}" if first in TAKES else ""
    return (
        quiet("If you meant ", usage, f"{takes}, close this and type that. Else go on: it became the issue."),
    )


def about_message(message: str, kept: str) -> tuple[Part, ...]:
    """What to say on a message of the chat that became the details."""
    if len(kept) == len(message):
        return ()
    return (text(f"The message has {len(message):,} characters; the details hold {len(kept):,} of them."),)


def stranger() -> Card:
    """Somebody without a role."""
    return Card(
        "Evenhand is for the service's own staff",
        (
            text("Nothing was opened or saved."),
            quiet("If you work here, ask the person who looks after Evenhand to check your account."),
        ),
    )


def managers_only() -> Card:
    """A worker pressed or typed something for managers."""
    return Card("Only a manager can do this", (quiet("Nothing was changed. You can ask a manager."),))


def unknown_button() -> Card:
    """A button or form that is not ours, or whose thing is gone."""
    return Card(
        "That button does not lead anywhere any more",
        (quiet("Nothing was changed. Type /incident mine or /incident help to go on."),),
    )


def not_yours() -> Card:
    """Somebody else's report or issue."""
    return Card(
        "This is not yours to open or change",
        (quiet("Nothing was changed. Ask the colleague who logged it, or a manager."),),
    )


def withdrawn(reference: str) -> Card:
    """A report that does not count any more."""
    return Card(
        f"{reference} is withdrawn", (quiet("It stays on file with the reason, and counts nowhere."),)
    )


def changed_meanwhile(reference: str) -> Card:
    """A button was drawn before something changed."""
    return Card(
        f"{reference} was changed meanwhile",
        (quiet("Nothing was changed now. Type /incident mine to see it as it is."),),
    )


def new_customer(typed: str) -> str:
    """The look-up's option for somebody new."""
    return f'New: "{typed}"'


def not_known() -> str:
    """The look-up's option for nobody known."""
    return "Not known"
