"""The policies under which the gates are tried: both examples, and the second one with the step that it leaves out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from bot import policy
from bot.policy import Policy
from bot.situation import Misfit, Situation


def _with_blocks(rules: Policy) -> Policy:
    return rules.model_copy(update={"walk": rules.walk.model_copy(update={"leave_out": []})})


POLICIES: Final[Mapping[str, Policy]] = {
    **{name: policy.packaged(name) for name in policy.EXAMPLES},
    "thornbeck, with blocks": _with_blocks(policy.packaged("thornbeck")),
}


def under(rules: Policy, now: Situation) -> Situation:
    """The same situation at another service: where something had not fitted often enough, it is often enough there."""
    return replace(
        now,
        misfits=enough(rules) if now.misfits else (),
        block_misfits=rules.walk.block_misfits,
        reports_needed={key: concern.reports for key, concern in rules.concerns.items()},
        looked_into_first=frozenset(
            key for key, concern in rules.concerns.items() if concern.looked_into_first
        ),
        left_out=frozenset(rules.walk.leave_out),
    )


def enough(rules: Policy) -> tuple[Misfit, ...]:
    """As many misfits of the first restriction as this service asks for before a block."""
    numbers = range(1, rules.walk.block_misfits + 1)
    return tuple(Misfit(1, number, date(2026, 11, number), serious=False) for number in numbers)
