"""Deciding on what somebody else proposed: the question, one screen to read, and who is told what came of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot import limits
from bot.cards import (
    Bold,
    Button,
    Buttons,
    Card,
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
from bot.words.letters import cards as letters
from bot.words.weighing import Proposal, weighed

LOOK = "Look and decide"


@dataclass(frozen=True)
class Waits:
    """A proposal that waits: its reference, its kind, the initials of who proposed it, since when, and until when best.

    `ends`: the day on which a safety measure is over unless somebody confirms it; empty for a proposal.
    """

    reference: str
    kind: str
    by: str
    since: str
    best_by: str
    ends: str = ""

    @property
    def named(self) -> str:
        """Its reference and kind."""
        return f"{self.reference}: {kinds.label(self.kind)}"


def asked(waits: Waits, value: str, *, again: bool) -> Card:
    """Somebody is asked to decide."""
    still = "It still waits for your decision." if again else "You are asked to decide."
    best = "" if again else f" Best by {waits.best_by}; you are reminded then."
    proposed = "Set for safety" if waits.ends else "Proposed"
    return Card(
        waits.named,
        (
            text(f"{still} {proposed} by {waits.by}, {waits.since}.{best}"),
            quiet(f"Approve or decline, on one screen. {_until_then(waits)}"),
            Buttons((Button(LOOK, "restriction.decide", value, Style.GO),)),
        ),
        fallback=f"{waits.named}. {still}",
    )


def _until_then(waits: Waits) -> str:
    if waits.ends:
        return f"It is in force already, and ends by itself on {waits.ends} unless somebody else approves it."
    return "Nothing is in force until you agree and the customer was told."


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
                "One of them is enough. You are told the answer. Nothing is in force until the customer was told."
            ),
        )
    else:
        said = second_person(reserve)
    return Card("Proposed", (bullets(named), *said))


def with_review(named: str, review: str, *, moved: bool) -> str:
    """A new proposal with the day of its review, and why that is not the day that was typed."""
    why = " (moved earlier: not in August, nor on a day when you are closed)" if moved else ""
    return f"{named}, review {review}{why}"


def assumed(said: str) -> list[str]:
    """What was taken as meant, where a form had no field to ask; nothing where it asked everything."""
    return (
        [f"{said}. No others were named: take it back and propose it anew if that is wrong."] if said else []
    )


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
        title=f"Decide on {shown.reference}",
        submit="Approve",
        value=value,
        notices=(*weighed(shown), Buttons((letters.read_button(value),))),
        beside=Button("Decline instead", decline, value, Style.STOP),
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
    back = Button("Approve instead", action.replace("decline", "approve"), value)
    shut = (text(Bold("It can't be approved now")), bullets(why_not)) if why_not else ()
    return Form(
        action=action,
        title=f"Decline {shown.reference}",
        submit="Decline",
        kept=True,
        value=value,
        notices=(*weighed(shown), *shut),
        beside=None if why_not else back,
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


def decided_already(reference: str, how: str, who: str, when: str, buttons: tuple[Button, ...]) -> Card:
    """Somebody else was faster."""
    rest = (Buttons(buttons),) if buttons else ()
    quietly = quiet("Nothing was changed now. The proposer was told.")
    return Card(f"{reference} was {how} already", (text(f"{who}, {when}."), quietly, *rest))


def settled(named: str, how: str, who: str, when: str) -> Card:
    """What is left of the question once somebody decided."""
    return Card(f"{named} was {how}", (quiet(f"{who}, {when}. Nothing is left to do for you."),))


def decided(named: str, how: str, *, approved: bool, measure: bool) -> Card:
    """What whoever decided reads. `measure`: it was in force already, for safety."""
    if measure:
        after = (
            "It goes on until its review."
            if approved
            else "It has ended. Please tell the customer if they knew."
        )
        return Card(f"{named} is {how}", (quiet(f"{after} Whoever set it is told."),))
    after = (
        "It is in force only once the customer was told. The proposer is told that you agreed."
        if approved
        else "Nothing is restricted. The proposer is told your reasons."
    )
    return Card(f"{named} is {how}", (quiet(after),))


def outcome(named: str, how: str, who: str, when: str, value: str, *, approved: bool, measure: bool) -> Card:
    """What the proposer is told; the reasons open by a press. `measure`: it was in force already, for safety."""
    read = Button("Read why", "restriction.show", value)
    if measure:
        goes_on = (
            "It goes on until its review."
            if approved
            else "It has ended. Please tell the customer if they knew."
        )
        return Card(f"{named} was {how}", (text(f"{who}, {when}."), quiet(goes_on), Buttons((read,))))
    after = (
        "Next, a manager tells the customer. You are told when that is done."
        if approved
        else "Nothing is restricted. If something still has to change, it can be proposed anew."
    )
    return Card(f"{named} was {how}", (text(f"{who}, {when}."), quiet(after), Buttons((read,))))


def waiting(listed: Sequence[tuple[Waits, str]]) -> Card:
    """What a reserve decider sees of Evenhand: what waits for them."""
    if not listed:
        return Card(
            "Nothing waits for your decision",
            (
                quiet(
                    "You are a reserve decider: a message here asks you when a second person is needed. There is nothing to do until then."
                ),
            ),
        )
    parts: list[Part] = []
    for waits, value in listed:
        parts.append(text(*line(Bold(waits.named), f", proposed by {waits.by}, {waits.since}")))
        parts.append(Buttons((Button(LOOK, "restriction.decide", value, Style.GO),)))
    return Card("Waiting for your decision", tuple(parts))
