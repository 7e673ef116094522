"""Facts for letters: made up, each as it comes from a case."""

import dataclasses
from datetime import date

from bot.letters.model import ConcernFacts, Example, RestrictionFacts

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
        "ends_on": None,
        "reach": "Please write to us by letter or e-mail.",
    }
    return restriction(**(usual | changed))
