"""One restriction in place of another: the old one holds until the customer is told of the new one, and it begins."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot import escalation, steps
from bot.cards import ChoiceField, Field, Form
from bot.chat import Values
from bot.context import Context
from bot.escalation import Kept
from bot.steps import About
from bot.words import agreeing as words
from bot.words import kinds as kind_words
from storage import restrictions
from storage.audit import Json
from storage.tables import Restriction

_REVIEW = "restriction.review"


def keys(about: About) -> tuple[str, ...]:
    """What a new restriction may take the place of, by number: blocks are replaced by blocks alone."""
    return tuple(str(kept.number) for kept in _in_force(about) if not kept.is_block)


def asked(form: Form, about: About, values: Values, errors: Mapping[str, str]) -> Form:
    """The form, with the question what it takes the place of, where something is in force."""
    named = {key: about.named(int(key)) for key in keys(about)}
    if not named:
        return form
    field = words.replaces_field(named, kind_words.typed(values, "replaces"), errors.get("replaces", ""))
    first, *others = form.fields
    return replace(form, fields=(first, field, *(_with_less(each) for each in others)))


def _with_less(field: Field) -> Field:
    if isinstance(field, ChoiceField) and field.name == "agreement":
        return words.with_less_than_before(field)
    return field


def to_change(ctx: Context, about: About) -> Values:
    """What is filled in where a review wants a restriction changed: as it is, to be changed."""
    wanted = [kept for kept in _in_force(about) if not kept.is_block and _is_to_vary(about, kept)]
    row = restrictions.get(ctx.db, wanted[0].number) if wanted else None
    if row is None:
        return {}
    return {
        "replaces": str(wanted[0].number),
        "kind": row.kind,
        "details": row.details,
        "exceptions": row.exceptions,
    }


def same_block(about: About, kind: str) -> int | None:
    """The block of this kind that is in force, which a new one takes the place of."""
    return next((kept.number for kept in _in_force(about) if kept.kind == kind), None)


def end_the_old(ctx: Context, new: Restriction, begins: date) -> Json:
    """The old one is over once the new one begins, if it still holds; gives its number, or 0."""
    old = restrictions.get(ctx.db, new.replaces) if new.replaces else None
    if old is None or not _holds(steps.kept_of(ctx, old), ctx.today):
        return 0
    restrictions.end(ctx.db, old, "replaced", begins)
    return old.id


def _in_force(about: About) -> list[Kept]:
    return [kept for kept in about.now.restrictions if _holds(kept, about.now.today)]


def _holds(kept: Kept, today: date) -> bool:
    """Whether it is in force, and nothing takes its place yet."""
    return escalation.state(kept, today) in escalation.HOLDS and not kept.ended_how


def _is_to_vary(about: About, kept: Kept) -> bool:
    mine = [step for step in about.now.steps if (step.action, step.restriction) == (_REVIEW, kept.number)]
    return bool(mine) and mine[-1].answers.get("outcome") == "vary"
