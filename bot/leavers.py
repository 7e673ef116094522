"""What colleagues who left were to do, and nobody has taken over: counted, for whoever looks the service over.

Complaints, requests and reviews are not among it: they wait for every manager, not for a colleague by name.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot import ahead, casecard, kinds, turns
from bot.context import Context
from bot.vacant import SINGLE
from storage import cases, issues, people, reports, restrictions


def tasks(ctx: Context) -> Mapping[int, Counter[str]]:
    """By colleague who left: how many of each kind of task, in a constant number of queries."""
    found: dict[int, Counter[str]] = {}
    for what, staff_id in _everything(ctx):
        if people.left(ctx.db, staff_id):
            found.setdefault(staff_id, Counter())[what] += 1
    return found


def _everything(ctx: Context) -> Iterator[tuple[str, int]]:
    """Every task with whoever it is of; some of them are here still."""
    yield from (("promise", each.staff_id) for each in reports.promises_of_leavers(ctx.db))
    since = ctx.when - timedelta(days=ctx.policy.windows.issue_days)
    yield from (("issue", each.owner_id or 0) for each in issues.of_leavers(ctx.db, since))
    yield from (("decision", each) for each in restrictions.asked_in_vain(ctx.db))
    yield from (("conversation", each) for each in _speakers(ctx))
    yield from (("contact", each) for each in _contacts(ctx))
    covers = (each.cover_id for each in people.absences_from(ctx.db, ctx.today))
    yield from (("cover", each) for each in covers if each)


def _speakers(ctx: Context) -> Iterator[int]:
    """Who was to speak with a customer, where that has to be settled again."""
    opened = cases.open_cases(ctx.db)
    ahead.of_cases(ctx, opened)
    for case in opened:
        about = casecard.as_it_stands(ctx, case)
        if any(turn.anew for turn in turns.turns(ctx, about)):
            yield about.now.speaker


def _contacts(ctx: Context) -> Iterator[int]:
    """The single points of contact of restrictions in force."""
    for row in restrictions.lasting(ctx.db):
        contact = kinds.terms_of(row).get("contact") if row.kind == SINGLE else None
        if isinstance(contact, int):
            yield contact
