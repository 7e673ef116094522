"""Type-ahead: customers by name, telephone, e-mail, case reference or child, from indexed keys only."""

from bot import matching, noticing, references, tallying
from bot.cards import Option
from bot.chat import Lookup, Options, Reply
from bot.context import Context
from bot.fields import one_line
from bot.words import looking, replies
from bot.words.report_form import NOT_KNOWN, PLACEHOLDER_NEW
from storage import customers, matchkeys
from storage.tables import Customer

OFFERED = 8
FITTING = OFFERED * 4
_TYPED = 150


def customer(ctx: Context, event: Lookup) -> Reply:
    """Customers who fit what is typed, then *New* and *Not known*."""
    typed = one_line(event.typed)[:_TYPED].strip()
    found = search(ctx, typed)[:OFFERED] if typed else []
    options = [Option(references.customer(c.id or 0), noticing.label(c)) for c in found]
    return Reply((Options((*options, *without_search(typed, why_no_names(ctx)))),))


def without_search(typed: str, why: str = "") -> tuple[Option, ...]:
    """What a look-up offers whatever is on file: *New* and *Not known*; `why` it is no more than that."""
    name = one_line(typed)[:_TYPED].strip()
    new = (Option(f"{PLACEHOLDER_NEW}{name}"[:_TYPED], replies.new_customer(name)),) if name else ()
    return (*new, Option(NOT_KNOWN, replies.not_known(), why))


def why_no_names(ctx: Context) -> str:
    """Why no names are offered for now; empty where they are."""
    if not tallying.names_rest(ctx):
        return ""
    return looking.names_rest(
        ctx.service.work.local(tallying.again_at(ctx)), whole=not tallying.everything_rests(ctx)
    )


def shown(typed: str, known: Customer | None) -> str:
    """A look-up's value in words."""
    if known:
        return noticing.label(known)
    return replies.not_known() if typed == NOT_KNOWN else typed.removeprefix(PLACEHOLDER_NEW)


def search(ctx: Context, typed: str) -> list[Customer]:
    """Customers who fit every word typed, at most a few dozen; after very many look-ups, only what was typed whole."""
    if tallying.everything_rests(ctx):
        return []
    if number := references.number(typed, "C"):
        found = customers.known(ctx.db, number)
        return [found] if found else []
    if tallying.names_rest(ctx):
        return customers.several(ctx.db, matchkeys.having(ctx.db, matching.whole_keys(typed), FITTING))
    kinds, prefixes = matching.lookup_prefix(typed)
    first, *others = prefixes or ("",)
    ids = matchkeys.beginning(ctx.db, kinds, first, FITTING, also=others)
    return customers.several(ctx.db, ids)
