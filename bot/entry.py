"""What a worker typed into the report form, read and checked."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot import limits, references
from bot.context import Context
from bot.fields import Reader, one_line
from bot.matching import Identity
from bot.words import labels, mistakes
from bot.words.report_form import NOT_KNOWN, PLACEHOLDER_NEW

_AHEAD = timedelta(minutes=10)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?(?:[\s().-]*\d){6,15}[\s().-]*")  # E.164: at most 15 digits
_RELATIONSHIP = re.compile(r"^(.*\S)\s*\(([^()]{1,40})\)$")


@dataclass(frozen=True)
class Entry:
    """A report as typed. `customer` is a number, a new person's name, or None: not known."""

    customer: int | str | None
    relationship: str
    issue: str
    route: str
    happened: datetime
    details: str
    concerns: tuple[str, ...]
    minutes: int | None
    told_us: str
    gets_through: tuple[str, ...]
    identity: Identity
    promised: str
    promised_by: date | None
    adjustment: str


def read(
    ctx: Context,
    form: Reader,
    *,
    known: bool,
    happened: datetime | None = None,
    gone: Collection[str] = (),
) -> Entry:
    """Read every field; mistakes are in `form.errors` afterwards. `known`: the customer stands already.

    `happened` is kept where no moment is given; else it is now. `gone`: concerns that may stay ticked though the policy
    file names them no more.
    """
    customer, relationship = (None, "") if known else _customer(form)
    entry = Entry(
        customer=customer,
        relationship=relationship,
        issue=form.text("issue", required=True, limit=limits.LINE),
        route=form.choice("route", labels.ROUTES),
        happened=_moment(form, happened or ctx.when),
        details=form.long("details"),
        concerns=form.choices("concerns", {*ctx.policy.concerns, *gone}),
        minutes=form.number("minutes", most=1440),
        told_us=form.choice("told_us", labels.TOLD_US),
        gets_through=form.choices("gets_through", labels.GETS_THROUGH),
        identity=_identity(form, customer),
        promised=form.text("promised", limit=limits.SHORT),
        promised_by=form.day("promised_by"),
        adjustment=form.text("adjustment", limit=limits.SHORT),
    )
    _check_together(ctx, form, entry)
    return entry


def _moment(form: Reader, before: datetime) -> datetime:
    """When it happened; a form shows minutes, so the moment before stays where its minute was not changed."""
    typed = form.moment("happened", before)
    return before if typed == before.replace(second=0, microsecond=0) else typed


def _check_together(ctx: Context, form: Reader, entry: Entry) -> None:
    if entry.happened > ctx.when + _AHEAD:
        form.errors.setdefault("happened", mistakes.FUTURE)
    known = ctx.policy.concerns
    if not entry.details and any(known[key].words for key in entry.concerns if key in known):
        form.errors.setdefault("details", mistakes.SAY_WHAT)
    if entry.promised_by and not entry.promised:
        form.errors.setdefault("promised", mistakes.PROMISE_WHAT)
    if entry.promised_by and entry.promised_by < ctx.today:
        form.errors.setdefault("promised_by", mistakes.PAST)


def _customer(form: Reader) -> tuple[int | str | None, str]:
    typed = one_line(form.raw("customer"))
    if typed == NOT_KNOWN:
        return None, ""
    if number := references.number(typed, "C"):
        return number, ""
    name = typed.removeprefix(PLACEHOLDER_NEW).strip()
    if not name:
        form.errors["customer"] = mistakes.NEEDED
    elif len(name) > limits.LINE:
        form.errors["customer"] = mistakes.too_long(len(name), limits.LINE)
        return "", ""
    if _EMAIL.fullmatch(name) or _PHONE.fullmatch(name):
        return "", ""  # known by an address or a number only: it goes where it belongs
    with_relationship = _RELATIONSHIP.match(name)
    return (with_relationship[1], with_relationship[2]) if with_relationship else (name, "")


def read_contact(form: Reader) -> Identity:
    """How somebody is reached, their case reference and child, checked."""
    email, phone = form.text("email", limit=254), form.text("phone", limit=40)
    if email and "email" not in form.errors and not _EMAIL.fullmatch(email):
        form.errors["email"] = mistakes.EMAIL
    if phone and not 6 <= sum(c.isdigit() for c in phone) <= 15:  # noqa: PLR2004 - as in _PHONE
        form.errors.setdefault("phone", mistakes.PHONE)
    return Identity(
        email=email or None,
        phone=phone or None,
        case_ref=form.text("case_ref", limit=60) or None,
        child=form.text("child", limit=60) or None,
    )


def _identity(form: Reader, customer: int | str | None) -> Identity:
    contact = read_contact(form)
    typed = one_line(form.raw("customer")).removeprefix(PLACEHOLDER_NEW).strip()[: limits.LINE]
    return replace(
        contact,
        name=customer if customer and isinstance(customer, str) else None,
        email=contact.email or (typed if _EMAIL.fullmatch(typed) else None),
        phone=contact.phone or (typed if _PHONE.fullmatch(typed) else None),
    )
