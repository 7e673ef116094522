"""Facts for letters: made up, each as it comes from a case."""

import dataclasses
from datetime import date

from bot.letters.facts import (
    ComplaintFacts,
    ConcernFacts,
    Example,
    OutcomeFacts,
    RestrictionFacts,
    ReviewFacts,
)

MONDAY = date(2026, 11, 23)
POLICY = "Unreasonably persistent and/or vexatious customer communication policy"


def concern(**changed: object) -> ConcernFacts:
    facts = ConcernFacts(
        reference="M-0009",
        customer="Priscilla Okafor",
        written_on=MONDAY,
        policy=POLICY,
        examples=(
            (
                "several_advisers",
                (
                    Example(date(2026, 11, 16), "helpline", "Draft plan is late"),
                    Example(date(2026, 11, 18), "worker_email", "Draft plan is late"),
                ),
            ),
            (
                "remarks_to_staff",
                (Example(date(2026, 11, 20), "helpline", "School transport", "You are all useless"),),
            ),
        ),
        noted=5,
        contact="Amira Khan",
        months=3,
        look_again_on=date(2027, 2, 23),
    )
    return dataclasses.replace(facts, **changed)  # type: ignore[arg-type]


def restriction(**changed: object) -> RestrictionFacts:
    facts = RestrictionFacts(
        reference="M-0009/1",
        customer="Priscilla Okafor",
        written_on=MONDAY,
        policy=POLICY,
        kind="single_contact",
        terms=("Please contact Amira Khan. When Amira Khan is away, please ask for David Reed.",),
        agreed=True,
        reasons="Five of us were asked the same thing in one week, and two answers did not fit together.",
        proportionate="We asked you to stay with one adviser. It went on as before.",
        starts_on=date(2026, 12, 1),
        review_on=date(2027, 5, 28),
        ends_on=date(2027, 6, 28),
        over_on=date(2027, 7, 26),
        spoken_on=date(2026, 11, 17),
        view="I only want to know when the plan will come.",
    )
    return dataclasses.replace(facts, **changed)  # type: ignore[arg-type]


def block(**changed: object) -> RestrictionFacts:
    usual = {
        "kind": "block_telephone",
        "terms": (),
        "agreed": False,
        "is_block": True,
        "reach": "Please write to us by letter or e-mail.",
    }
    return restriction(**(usual | changed))


HELD: dict[str, object] = {
    "reference": "M-0009/1",
    "customer": "Priscilla Okafor",
    "written_on": MONDAY,
    "policy": POLICY,
    "kind": "single_contact",
    "terms": ("Please contact Amira Khan. When Amira Khan is away, please ask for David Reed.",),
    "reasons": "Four calls since May, all to Amira, and two answers on the same day.",
    "starts_on": date(2026, 6, 1),
    "review_on": date(2026, 12, 1),
    "ends_on": date(2027, 1, 4),
    "over_on": date(2027, 2, 1),
}
BLOCK: dict[str, object] = {"kind": "block_telephone", "terms": (), "is_block": True}


def review(**changed: object) -> ReviewFacts:
    ways = ("letter", "inbox", "text_message", "helpline", "in_person")
    return ReviewFacts(**{**HELD, "ways": ways, "tell_by": date(2026, 11, 30), **changed})  # type: ignore[arg-type]


def outcome(name: str, **changed: object) -> OutcomeFacts:
    return OutcomeFacts(**{**HELD, "outcome": name, "decided_on": MONDAY, **changed})  # type: ignore[arg-type]


def complaint(**changed: object) -> ComplaintFacts:
    usual: dict[str, object] = {
        "reference": "M-0009",
        "customer": "Priscilla Okafor",
        "written_on": MONDAY,
        "policy": POLICY,
        "received_on": date(2026, 11, 2),
        "about": "Nobody asked me before the letter came.",
        "outcome": "partly",
        "effect": "We meet you this week, and look at the limit again then.",
        "reasons": "You were rung twice, on one morning.",
    }
    return ComplaintFacts(**{**usual, **changed})  # type: ignore[arg-type]
