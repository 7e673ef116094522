"""The restrictions in force for a customer, as a colleague who hears from them today needs to know them."""

from collections import Counter

from bot import covering, escalation, kinds, proposals, references, steps
from bot.context import Context
from bot.kinds import Terms
from bot.words.in_force import Agreed, Answers
from storage import people, reports, restrictions
from storage.tables import Restriction


def of_customer(ctx: Context, customer_id: int) -> tuple[Agreed, ...]:
    """What counts for this customer today, oldest first (policy: in force only from notice).

    One that is proposed or approved is nobody's business yet.
    """
    placed: Counter[int] = Counter()
    found: list[Agreed] = []
    for row in restrictions.of_customer(ctx.db, customer_id):
        placed[row.case_id] += 1
        if escalation.state(steps.kept_of(ctx, row), ctx.today) in escalation.HOLDS:
            found.append(_agreed(ctx, row, references.restriction(row.case_id, placed[row.case_id])))
    return tuple(found)


def _agreed(ctx: Context, row: Restriction, reference: str) -> Agreed:
    terms = kinds.terms_of(row)
    return Agreed(
        reference=reference,
        kind=row.kind,
        terms=terms,
        details="" if row.kind in kinds.BLOCKS else row.details,
        exceptions=row.exceptions,
        issues=_issues(ctx, terms),
        answers=_who_answers(ctx, terms) if row.kind == "single_contact" else None,
        review=row.review_on,
        request=_request(ctx, row),
        wording=ctx.policy.words,
    )


def _request(ctx: Context, row: Restriction) -> str:
    """What the button carries with which anybody notes that the customer asks for a review, if they may still ask."""
    about = proposals.about(ctx, row)
    return about.value if about and not escalation.shut("restriction.request", about.now, about.kept) else ""


def _issues(ctx: Context, terms: Terms) -> tuple[str, ...]:
    """The issues that it names, by what was logged about them last."""
    found: list[str] = []
    for reference in terms.get("issues", ()):
        number = references.number(reference, "I")
        about = reports.on_issue(ctx.db, number) if number else []
        found.append(f"{reference} ({about[-1].issue})" if about else reference)
    return tuple(found)


def _who_answers(ctx: Context, terms: Terms) -> Answers:
    """Whose turn it is today: the contact, else the deputy whom the customer was told of, else who covers."""
    names, here = people.names(ctx.db), covering.here(ctx)
    contact, deputy = terms.get("contact") or 0, terms.get("deputy") or 0
    cover = covering.here_for(ctx, contact) or covering.here_for(ctx, deputy) or 0
    today = next((each for each in (contact, deputy) if each in here), cover)
    absence = covering.away(ctx).get(contact)
    return Answers(
        contact=names.get(contact, ""),
        today=names.get(today, ""),
        away=contact not in here,
        back=absence.last_day if absence else None,
        mine=today == ctx.who.staff_id,
        left=contact not in {staff.id for staff in people.working(ctx.db)},
    )
