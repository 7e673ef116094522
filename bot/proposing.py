"""A proposal: kept, put before those who may decide on it, and before others where they can't any more."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot import casework, escalation, proposals, recording, references, roles, steps
from bot.chat import Nudge, Reply, ReplyPart, Role
from bot.context import Context
from bot.escalation import Gate
from bot.steps import About
from bot.words import approving as words
from bot.words import times
from storage import people, restrictions
from storage.audit import Json
from storage.records import number_of
from storage.tables import Case, Restriction

PERSONAL = frozenset({Gate.EXCLUDED, Gate.ALL_EXCLUDED, Gate.OWN_PROPOSAL})
"""Gates that keep one person from deciding for good, not everybody for now."""


def propose(
    ctx: Context, about: About, action: str, restriction: Restriction, answers: Mapping[str, str]
) -> About:
    """Keep a proposal with its step; who decides is fixed now. Gives the case as it stands after."""
    number = restrictions.add(ctx.db, restriction)
    asked = _who_may(ctx, proposals.of_case(ctx, about.case, number))
    restrictions.ask(ctx.db, number, asked)
    facts: dict[str, Json] = {
        "restriction": number,
        "customer": references.customer(about.case.customer_id),
        "kind": restriction.kind,
        "agreement": restriction.agreement,
        "start": restriction.starts_on.isoformat(),
        "review": restriction.review_on.isoformat(),
        "approvers": list(asked),
        "replaces": restriction.replaces or 0,
    }
    if restriction.interim_until:
        facts["until"] = restriction.interim_until.isoformat()
        facts["safety"] = references.safety(restriction.safety_id or 0)
    free = {
        "details": restriction.details,
        "reasons": restriction.reasons,
        "proportionate": restriction.proportionate,
        "exceptions": restriction.exceptions,
    }
    steps.take(ctx, about, action, answers, facts=facts, words=free)
    return proposals.of_case(ctx, about.case, number)


def answered(ctx: Context, proposed: list[About], *, moved: bool = False, assumed: str = "") -> Reply:
    """What everybody is told of new proposals: who decides, the case's card, the proposer.

    `moved`: the review is on an earlier day than was typed. `assumed`: what stands in it that nobody was asked.
    """
    case = proposed[0].case
    asks = [part for about in proposed for part in asking(ctx, about, approvers(about))]
    names = people.names(ctx.db)
    asked = [names[each] for each in sorted(approvers(proposed[0]))]
    named = [_with_review(about, moved=moved) for about in proposed]
    card = words.proposed([*named, *words.assumed(assumed)], asked, reserve=ctx.service.reserve_deciders)
    answer = casework.answer(ctx, case, card)
    return Reply((answer, *asks, *casework.told(ctx, case)), outcome=proposed[0].reference)


def _with_review(about: About, *, moved: bool) -> str:
    review = times.full_day(about.kept.review_on) if about.kept else ""
    return words.with_review(proposals.named(about), review, moved=moved)


def approvers(about: About) -> frozenset[int]:
    """Who was asked to decide and still may."""
    return about.kept.approvers if about.kept else frozenset()


def asking(ctx: Context, about: About, whom: Collection[int], *, again: bool = False) -> list[ReplyPart]:
    """A message with *Look and decide* to each of these; whoever covers for them is told whom to remind."""
    if about.restriction is None or about.kept is None:
        return []
    number = number_of(about.restriction)
    names = people.names(ctx.db)
    waits = proposals.waits(ctx, about, names)
    key = f"{proposals.thread(number)}/again" if again else proposals.thread(number)
    found: list[ReplyPart] = []
    for staff_id in sorted(whom):
        others = [references.initials(names[each]) for each in sorted(about.kept.approvers - {staff_id})]
        card = words.asked(waits, about.value, again=again)
        cover = words.cover(waits, references.initials(names[staff_id]), others)
        found.append(Nudge(staff_id, key, card, for_cover=cover))
    return found


def renew(ctx: Context, case: Case) -> tuple[ReplyPart, ...]:
    """Put the proposals of a case before others where those asked left, or may not decide any more.

    Also where nobody could be asked so far; recorded. Whoever was asked and still may decide stays.
    """
    found: list[ReplyPart] = []
    for restriction in restrictions.waiting(ctx.db):
        if restriction.case_id == number_of(case):
            found += renewed(ctx, case, number_of(restriction))
    return tuple(found)


def renewed(ctx: Context, case: Case, number: int) -> list[ReplyPart]:
    """The same for one proposal."""
    about = proposals.of_case(ctx, case, number)
    before = {row.staff_id for row in restrictions.approvers(ctx.db, number)}
    stay = {each for each in before & roles.deciders(ctx.db, ctx.service) if _may(about, each)}
    if before and stay == before:
        return []
    new = [each for each in _who_may(ctx, about) if each not in stay]
    if not before and not new:
        return []
    restrictions.ask_no_more(ctx.db, number, before - stay)
    restrictions.ask(ctx.db, number, new)
    facts: dict[str, Json] = {"restriction": number, "approvers": sorted({*stay, *new})}
    recording.note(ctx, "restriction.ask", references.case(number_of(case)), facts)
    return asking(ctx, proposals.of_case(ctx, case, number), new)


def asked_too(ctx: Context, about: About) -> list[ReplyPart]:
    """Those who may decide and were not asked yet are asked too: whoever was asked can't or does not answer."""
    if about.kept is None:
        return []
    before = about.kept.approvers
    new = [
        each
        for each in _who_may(ctx, about, but=before)
        if people.absence_on(ctx.db, each, ctx.today) is None
    ]
    if not new:
        return []
    number = about.kept.number
    restrictions.ask(ctx.db, number, new)
    facts: dict[str, Json] = {"restriction": number, "approvers": sorted({*before, *new})}
    recording.note(ctx, "restriction.ask", references.case(number_of(about.case)), facts)
    return asking(ctx, proposals.of_case(ctx, about.case, number), new)


def _who_may(ctx: Context, about: About, but: Collection[int] = ()) -> list[int]:
    """All managers who may decide; where there is none, the reserve deciders (POLICY: small services).

    `but`: others than these.
    """
    able = [each for each in people.everybody(ctx.db) if each.id not in but and _may(about, number_of(each))]
    managers = [number_of(each) for each in able if each.role == Role.MANAGER]
    deciders = roles.deciders(ctx.db, ctx.service)
    return managers or [number_of(each) for each in able if number_of(each) in deciders]


def _may(about: About, staff_id: int) -> bool:
    """Whether nothing keeps this person in particular from deciding, as the rules of the step say."""
    if about.kept is None:
        return False
    now = replace(about.now, actor=staff_id, manages=True)
    kept = replace(about.kept, approvers=frozenset({staff_id}))
    return not PERSONAL & set(escalation.shut(proposals.step(kept, "approve"), now, kept))
