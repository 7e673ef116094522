"""A case as people see it: the card for a manager, the one card in managers' channels, a nudge to whose turn it is.

For every step's feature: `answer` and `told` after a step was taken, `case_card`; `nudge` for a colleague who has to act or to
know; `shut_for_good` where a step closes the case.
"""

from dataclasses import replace

from bot import ahead, cardjson, covering, drafting, escalation, references, steps, turns
from bot.cards import Button, Buttons, Card, Part
from bot.casecard import NOBODY, answered, as_it_stands, case_card, shared_card, speakers_card
from bot.chat import Nudge, Place, PlaceKind, Post, Replace, ReplyPart, Role
from bot.context import Context
from bot.escalation import Stage
from bot.steps import About
from bot.turns import Turn
from bot.words import casework as words
from bot.words import gates
from storage import cases, outbox, people
from storage.records import number_of
from storage.tables import Case, Message, Staff

__all__ = ["answer", "case_card", "every_morning", "nudge", "shut_for_good", "told", "told_of_customer"]


def told(ctx: Context, case: Case) -> tuple[ReplyPart, ...]:
    """The case's one card in every managers' channel, true again; a change of stage posts a fresh one.

    Messages to colleagues whose turn is over shrink to a line; the buttons of the others lead to the case as it is.
    """
    about = as_it_stands(ctx, case)
    card = shared_card(ctx, about)
    stage = _phase(ctx, about)
    posts = [
        post for place in ctx.service.managers_channels for post in _posts(ctx, case, place, stage, card)
    ]
    return (*posts, *_messages(ctx, about))


def answer(ctx: Context, case: Case, card: Card) -> Replace:
    """The answer to a step that was taken: what came of it, and what comes next in the case."""
    return Replace(answered(ctx, case, card))


def told_of_customer(ctx: Context, *customer_ids: int | None) -> tuple[ReplyPart, ...]:
    """The same where something changed about a customer or several, if a case of theirs is open."""
    theirs = (cases.open_of(ctx.db, number) for number in dict.fromkeys(customer_ids) if number)
    return tuple(part for case in theirs if case for part in told(ctx, case))


def every_morning(ctx: Context) -> tuple[ReplyPart, ...]:
    """The cards of all open cases: a day may have changed where they stand."""
    opened = cases.open_cases(ctx.db)
    ahead.of_cases(ctx, opened)
    return tuple(part for case in opened for part in told(ctx, case))


def nudge(ctx: Context, staff_id: int, about: About, said: str, *buttons: Button, again: str = "") -> Nudge:
    """A direct message about a case: `said` is a sentence without names or free text.

    With `buttons` it asks for a step: once the colleague's turn is over, `told` shrinks it to a line. `again`
    (a day, for a reminder) makes it a message of its own where the case did not move.
    """
    case_id, kind = number_of(about.case), "turn" if buttons else "news"
    restriction = about.kept.number if about.kept else 0
    key = f"{kind}:{case_id}/{about.case.version}-{restriction}" + (f"-{again}" if again else "")
    manages = people.get(ctx.db, staff_id).role == Role.MANAGER
    show = (gates.show_button(steps.value_of(about.case)),) if manages else ()
    customer = references.customer(about.case.customer_id)
    return Nudge(staff_id, key, words.nudge_card(about.reference, customer, said, (*buttons, *show)))


def shut_for_good(ctx: Context, case: Case) -> tuple[Nudge, ...]:
    """Close the case; gives the messages to the colleagues concerned. The step itself is the caller's to take."""
    case.closed_at = ctx.when
    drafting.forget_case(ctx, references.case(number_of(case)))
    ctx.db.flush()
    about = as_it_stands(ctx, case)
    concerned = {step.by for step in about.now.steps} | {about.now.speaker, case.opened_by}
    if case.issue_id:
        concerned |= cases.asked_for_a_look(ctx.db, case.issue_id)
    concerned -= {ctx.who.staff_id, NOBODY}
    said = words.was_closed(references.initials(ctx.who.name))
    return tuple(nudge(ctx, staff_id, about, said) for staff_id in sorted(concerned))


def _posts(ctx: Context, case: Case, place: Place, stage: str, card: Card) -> list[Post]:
    """The newest message of the case there, or a fresh one where its stage is another by now."""
    thread = f"case:{number_of(case)}"
    told = [m for m in outbox.of_thread(ctx.db, kind=place.kind.value, thread=thread) if _in(m, place)]
    if told and told[-1].key.endswith(f"-{stage}"):
        return [Post(place, told[-1].key, card)]
    fresh = Post(place, f"{thread}/{len(told) + 1}-{stage}", card)
    shrunk = words.moved_on(references.case(number_of(case)))
    return [*(Post(place, message.key, shrunk) for message in told[-1:]), fresh]


def _phase(ctx: Context, about: About) -> str:
    """Where it stands, for a message of its own: the stage, and what needs managers' eyes again within it."""
    stage, waiting = escalation.stage(about.now), turns.turns(ctx, about)
    if any(turn.action in DECISIONS and not turn.staff for turn in waiting):
        return f"{stage.value}-stuck"
    due = any(turn.action == "case.consider" and turn.is_due(ctx.today) for turn in waiting)
    return f"{stage.value}-due" if due and stage in {Stage.WATCHING, Stage.RAISING} else stage.value


DECISIONS = frozenset({"restriction.approve", "block.approve", "safety.approve"})


def _in(message: Message, place: Place) -> bool:
    return (message.platform, message.target) == (place.platform, place.target)


def _messages(ctx: Context, about: About) -> list[Post]:
    """The messages that asked colleagues for a step: true again, or settled."""
    thread = f"turn:{number_of(about.case)}"
    told_of = [turn for turn in turns.turns(ctx, about) if not turn.reports]
    reference, found = references.case(number_of(about.case)), []
    messages = outbox.of_thread(ctx.db, kind=PlaceKind.PERSON.value, thread=thread)
    newest = {(m.platform, m.target, _about(m)): m.key for m in messages}
    for message in messages:
        staff = people.by_handle(ctx.db, message.platform, message.target)
        if staff is None or staff.role == Role.NONE:
            continue
        last = newest[message.platform, message.target, _about(message)] == message.key
        if any(_is_theirs(ctx, turn, staff) and turn.restriction == _about(message) for turn in told_of):
            card = _current(cardjson.decode(message.card), about) if last else words.moved_on(reference)
        else:
            card = _over(ctx, about, staff, last=last)
        found.append(Post(Place(message.platform, PlaceKind.PERSON, message.target), message.key, card))
    return found


def _over(ctx: Context, about: About, staff: Staff, *, last: bool) -> Card:
    """What is left of a message: whoever spoke with the customer follows the case in their newest one."""
    if last and number_of(staff) == about.now.speaker and not about.now.closed:
        return speakers_card(ctx, about)
    return words.nothing_waits(references.case(number_of(about.case)))


def _is_theirs(ctx: Context, turn: Turn, staff: Staff) -> bool:
    """Whether a colleague may end the wait, or stands in for somebody who may."""
    number, manages = number_of(staff), staff.role == Role.MANAGER
    return turn.waits_for(number, manages=manages) or bool(turn.staff & covering.covered(ctx, number))


def _about(message: Message) -> int:
    """The restriction that a message is about, from its key; 0 where it is about the case."""
    number = message.key.partition("/")[2].split("-")[1]
    return int(number) if number.isdigit() else 0


def _current(card: Card, about: About) -> Card:
    """The same card; its buttons carry the version of now."""
    return replace(card, parts=tuple(_renewed(part, about) for part in card.parts))


def _renewed(part: Part, about: About) -> Part:
    if not isinstance(part, Buttons):
        return part
    return Buttons(_all_renewed(part.shown, about), _all_renewed(part.more, about))


def _all_renewed(buttons: tuple[Button, ...], about: About) -> tuple[Button, ...]:
    case_id, version = number_of(about.case), about.case.version
    found = []
    for button in buttons:
        case, _, rest = button.value.partition(":")
        of_case = case == str(case_id) and rest.count(":") == 1
        value = f"{case_id}:{version}:{rest.partition(':')[2]}" if of_case else button.value
        found.append(replace(button, value=value))
    return tuple(found)
