"""Handing a letter over, and reading it beforehand as the customer would."""

from collections.abc import Iterator

from bot.cards import Bold, Button, Buttons, Card, Divider, Line, Link, Part, bullets, quiet, text
from bot.letters import model
from bot.letters.model import Gap, Heading, Items, Letter, Paragraph
from bot.words import times
from bot.words.letters.parts import gap

CONCERN, RESTRICTION, READ = "letter.concern", "letter.restriction", "letter.read"
REVIEW, OUTCOME = "letter.review", "letter.outcome"
READ_PROPOSAL, READ_BLOCK, READ_OUTCOME = "restriction.preview", "block.preview", "outcome.preview"
READ_CONCERN = "concern.preview"
"""Reading what a form that nobody saved yet would become."""
AS_THE_CUSTOMER = "Read as the customer"


def concern_buttons(value: str) -> tuple[Button, ...]:
    """Take the draft of the concern letter, or read it beforehand."""
    return Button("Concern letter", CONCERN, value), read_button(value, READ_CONCERN)


def restriction_button(value: str, reference: str = "") -> Button:
    """Take the draft of the restriction letter; `reference` where several restrictions stand side by side."""
    return Button(f"Letter: {reference}" if reference else "Restriction letter", RESTRICTION, value)


def review_button(value: str, reference: str = "") -> Button:
    """Take the draft of the letter that asks for the customer's view before a review."""
    return Button(f"Review letter: {reference}" if reference else "Review letter", REVIEW, value)


def outcome_button(value: str, reference: str = "") -> Button:
    """Take the draft of the letter that tells what came of it."""
    return Button(f"Outcome letter: {reference}" if reference else "Outcome letter", OUTCOME, value)


def read_button(value: str, action: str = READ) -> Button:
    """Read the letter before anything is saved or sent."""
    return Button(AS_THE_CUSTOMER, action, value)


def reading(value: str, action: str) -> tuple[Part, ...]:
    """The same above a form that is still being filled in."""
    return (
        quiet("Before you go on: this shows the letter with what is filled in so far. Nothing is saved."),
        Buttons((read_button(value, action),)),
    )


def handed_over(letter: Letter) -> Card:
    """The letter is a file by now: what has to be filled in, and that nobody but the reader sends it."""
    return Card(
        f"{letter.reference}: a draft letter",
        (
            text(
                "It comes to you alone, as a Word file. Read it, change what you like, and send it yourself."
            ),
            quiet(
                "Evenhand sends nothing to customers. That you took the draft is recorded, not what it says."
            ),
            text(Bold("To fill in or check")),
            bullets(letter.gaps),
            text(Bold("To send along"), " the pages that are listed at its end."),
        ),
    )


def file_name(letter: Letter, action: str) -> str:
    """What the file is called: no name of a person."""
    return f"{_FILES.get(action, 'letter')} {letter.reference.replace('/', '-')}.docx"


_FILES = {REVIEW: "review letter", OUTCOME: "outcome letter"}


def alt(letter: Letter) -> str:
    """What the file is, for a screen reader."""
    return (
        f"{letter.title}: a draft letter for {letter.reference}, to be read and filled in before it is sent"
    )


def as_the_customer_reads(letter: Letter, *others: Letter) -> Card:
    """The letter's text on a card; of `others` that are sent with it, what they say differently."""
    return Card(
        AS_THE_CUSTOMER,
        (
            quiet(
                "Only you see this, and nothing is sent or saved. What stands in brackets is filled in by hand."
            ),
            *((text(Bold(_sent_together(letter, *others))),) if others else ()),
            *_sender(letter),
            text(*_line(letter.address)),
            text(*_line(letter.about)),
            *_parts(letter.parts[:1]),
            text(Bold(letter.title)),
            *_parts(letter.parts[1:]),
            *(text(*_line(each)) for each in letter.closing),
            *_parts(letter.enclosed),
            *(part for other in others for part in _differing(letter, other)),
        ),
    )


def not_raised(reference: str) -> Card:
    """There is nothing to write about yet."""
    return Card(
        f"{reference}: no concern letter",
        (text("A concern letter belongs to a fairness check that says: raise it with the customer."),),
    )


def not_approved(reference: str) -> Card:
    """Nobody is told of what is not decided, or is over."""
    return Card(
        f"{reference}: no letter",
        (text("There is a letter once somebody else approved it, and until it has ended."),),
    )


def does_not_hold(reference: str) -> Card:
    """Nobody is asked for their view on what does not hold for them."""
    return Card(
        f"{reference}: no review letter", (text("There is a letter while the restriction is in force."),)
    )


def nothing_came(reference: str) -> Card:
    """Nothing was decided yet that a customer should hear."""
    said = (
        "There is a letter once it was reviewed, lifted or has ended, if the customer was told of it before."
    )
    return Card(f"{reference}: no outcome letter", (text(said),))


def _sender(letter: Letter) -> Iterator[Part]:
    """Who writes, where the service says it for good; else whoever sends the letter fills it in."""
    if not all(isinstance(run, Gap) for run in letter.sender):
        yield text(*_line(letter.sender))


def _sent_together(*letters: Letter) -> str:
    """Both ways are two restrictions, so that a review can open one again."""
    sent = times.listed([each.reference for each in letters])
    return f"They get {len(letters)} letters, {sent}. This is the first; what the other says differently stands below."


def _differing(letter: Letter, other: Letter) -> Iterator[Part]:
    """What another letter says and this one does not."""
    said = set(letter.lines)
    yield Divider()
    yield text(Bold(f"In the letter {other.reference}, instead"))
    for each in other.lines:
        if each not in said:
            yield text(*_line(each))


def _parts(parts: tuple[model.Part, ...]) -> Iterator[Part]:
    for part in parts:
        match part:
            case Heading(said):
                yield text(Bold(said))
            case Paragraph(line):
                yield text(*_line(line))
            case Items(lines):
                yield bullets(_line(line) for line in lines)


def _line(line: model.Line) -> Line:
    return tuple(_run(run) for run in line)


def _run(run: model.Run) -> str | Bold | Link:
    match run:
        case Gap():
            return Bold(gap(run))
        case model.Link(url):
            return Link(url, url)
        case str():
            return run
