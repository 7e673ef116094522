"""A single point of contact who left: whoever looks after the restriction is asked once to have somebody named."""

from bot import casework, escalation, kinds, lapsing, proposals
from bot.chat import Nudge
from bot.context import Context
from bot.words import in_force as words
from storage import jobs, people, restrictions
from storage.records import number_of
from storage.tables import Restriction

SINGLE = "single_contact"


def every_morning(ctx: Context) -> list[Nudge]:
    """A message for each restriction in force whose contact left, once for each contact."""
    here = {staff.id for staff in people.working(ctx.db)}
    rows = (row for row in restrictions.lasting(ctx.db) if row.kind == SINGLE)
    gone = (row for row in rows if kinds.terms_of(row).get("contact") not in here)
    return [nudge for row in gone for nudge in _asked(ctx, row)]


def _asked(ctx: Context, row: Restriction) -> list[Nudge]:
    about = proposals.about(ctx, row)
    if about is None or about.kept is None or escalation.state(about.kept, ctx.today) not in escalation.HOLDS:
        return []
    contact = kinds.terms_of(row).get("contact")
    if not jobs.claim(ctx.db, f"contact-left:{number_of(row)}-{contact}", row.starts_on, ctx.when):
        return []
    whom = sorted(lapsing.looked_after_by(about))
    return [casework.nudge(ctx, each, about, words.CONTACT_LEFT, again="contact") for each in whom]
