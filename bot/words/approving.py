"""Deciding on what somebody else proposed: the question, one screen to read, and who is told what came of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot import limits
from bot.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Facts,
    Form,
    Part,
    Style,
    TextField,
    bullets,
    line,
    quiet,
    text,
)
from bot.words import kinds, times

LOOK = "Look and decide"


@dataclass(frozen=True)
class Waits:
    """A proposal that waits: its reference, its kind, the initials of who proposed it, and since when."""

    reference: str
    kind: str
    by: str
    since: str

    @property
    def named(self) -> str:
        """Its reference and kind."""
        return f"{self.reference}: {kinds.label(self.kind)}"


@dataclass(frozen=True)
class Proposal:
    """Everything about a proposal that whoever decides reads. `speaks_for` is the other side, in short."""

    reference: str
    customer: str
    kind: str
    terms: str
    details: str
    agreement: str
    by: str
    reasons: str
    proportionate: str
    exceptions: str
    start: str
    review: str
    tried: tuple[str, ...]
    speaks_for: tuple[str, ...]
    closes: tuple[str, ...]


def asked(waits: Waits, value: str, *, again: bool) -> Card:
    """Somebody is asked to decide."""
    still = "It still waits for a decision." if again else "You are asked to decide."
    return Card(
        waits.named,
        (
            text(f"{still} Proposed by {waits.by}, {waits.since}."),
            quiet("Nothing is in force until somebody else agrees and the customer was told."),
            Buttons((Button(LOOK, "restriction.decide", value, Style.GO),)),
        ),
        fallback=f"{waits.named}. {still}",
    )


def cover(waits: Waits, absent: str, others: Sequence[str]) -> Card:
    """Whoever covers for somebody who was asked can't decide for them."""
    other = f" {times.listed(list(others))} may decide too." if others else ""
    return Card(
        f"{waits.named} waits for {absent}",
        (
            text(f"{absent} is away and was asked to decide.{other}"),
            quiet("Who decides was fixed when it was proposed: you can only remind them."),
        ),
    )


def proposed(named: Sequence[str], asked: Sequence[str], *, reserve: Collection[str]) -> Card:
    """What whoever proposed reads."""
    if asked:
        said: tuple[Part, ...] = (
            text(Bold("Asked to decide: "), times.listed(list(asked))),
            quiet(
                "You are told the answer. Nothing is in force until then, and until the customer was told."
            ),
        )
    else:
        said = second_person(reserve)
    return Card("Proposed", (bullets(named), *said))


def second_person(reserve: Collection[str]) -> tuple[Part, ...]:
    """Nobody may decide, and what to do."""
    todo = (
        "Ask your reserve decider to open Evenhand once, so that they can be asked; where they can't, a manager records "
        "their decision from the case's card."
        if reserve
        else "Ask whoever looks after Evenhand to name a second manager or a reserve decider."
    )
    return (
        text(Bold("A second person is missing: "), "nobody here may decide on this. It is kept and waits."),
        quiet(f"{todo} They are asked on the next working morning."),
    )


def approve_form(action: str, value: str, shown: Proposal, fields: Mapping[str, object], error: str) -> Form:
    """One screen and one line."""
    decline = action.replace("approve", "decline")
    return Form(
        action=action,
        title=shown.reference,
        submit="Approve",
        value=value,
        notices=(
            *_screen(shown),
            Buttons((Button("Decline instead", decline, value, Style.STOP),)),
        ),
        fields=(
            TextField(
                "agree_because",
                "Why I agree",
                str(fields.get("agree_because", "")),
                help="One line. They may read this.",
                required=True,
                limit=limits.SHORT,
                error=error,
            ),
        ),
    )


def decline_form(
    action: str, value: str, shown: Proposal, why_not: Sequence[str], fields: Mapping[str, object], error: str
) -> Form:
    """Say why not; `why_not` is what keeps an approval shut for now."""
    shut = (text(Bold("It can't be approved now")), bullets(why_not)) if why_not else ()
    return Form(
        action=action,
        title=shown.reference,
        submit="Decline",
        kept=True,
        value=value,
        notices=(*_screen(shown), *shut),
        fields=(
            TextField(
                "reasons",
                "Why not",
                str(fields.get("reasons", "")),
                help=f"{shown.by} reads this.",
                required=True,
                multiline=True,
                limit=limits.REASONS,
                error=error,
            ),
        ),
    )


def screen(shown: Proposal) -> tuple[Part, ...]:
    """What is proposed and why, for whoever may read it."""
    return _screen(shown)


def _screen(shown: Proposal) -> tuple[Part, ...]:
    facts = (("What", " · ".join(part for part in (kinds.label(shown.kind), shown.terms) if part)),)
    found: list[Part] = [
        text(Bold(shown.customer)),
        Facts((*facts, ("From", shown.start), ("Review", shown.review), ("Proposed by", shown.by))),
        text(shown.agreement),
    ]
    for heading, said in (
        ("In detail", shown.details),
        ("Why", shown.reasons),
        ("Why nothing less would do", shown.proportionate),
        ("What still gets through", shown.exceptions),
    ):
        if said:
            found.append(text(Bold(f"{heading}: "), said))
    for heading, several in (
        ("What was tried", shown.tried),
        ("The other side", shown.speaks_for),
        ("It closes a way that they may need", shown.closes),
    ):
        if several:
            found += [text(Bold(heading)), bullets(several)]
    return tuple(found)


def decided_already(reference: str, how: str, who: str, when: str) -> Card:
    """Somebody else was faster."""
    return Card(
        f"{reference} was {how} already",
        (text(f"{who}, {when}."), quiet("Nothing was changed now. The proposer was told.")),
    )


def settled(named: str, how: str, who: str, when: str) -> Card:
    """What is left of the question once somebody decided."""
    return Card(f"{named} was {how}", (quiet(f"{who}, {when}. Nothing is left to do for you."),))


def decided(named: str, how: str, *, approved: bool) -> Card:
    """What whoever decided reads."""
    after = (
        "Next, a manager tells the customer. It is in force only from then."
        if approved
        else "Nothing is restricted. The proposer is told your reasons."
    )
    return Card(f"{named} is {how}", (quiet(after),))


def outcome(named: str, how: str, who: str, when: str, value: str) -> Card:
    """What the proposer is told; the reasons open by a press."""
    return Card(
        f"{named} was {how}",
        (text(f"{who}, {when}."), Buttons((Button("Read why", "restriction.show", value),))),
    )


def waiting(listed: Sequence[tuple[Waits, str]]) -> Card:
    """What a reserve decider sees of Evenhand: what waits for them."""
    if not listed:
        return Card(
            "Nothing waits for your decision",
            (quiet("You are a reserve decider: you are asked here when a second person is needed."),),
        )
    parts: list[Part] = []
    for waits, value in listed:
        parts.append(text(*line(Bold(waits.named), f", proposed by {waits.by}, {waits.since}")))
        parts.append(Buttons((Button(LOOK, "restriction.decide", value, Style.GO),)))
    return Card("Waiting for your decision", tuple(parts))
