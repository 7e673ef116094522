"""The bot: one event in, one transaction, one reply out. It decides and never sends."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import (
    answering,
    dispatch,
    drafting,
    durable,
    explaining,
    interrupting,
    lapsing,
    leaving,
    recording,
    references,
    retention,
    roles,
    summarising,
    tallying,
    undelivered,
    upkeep,
    welcoming,
)
from bot.chat import Event, Looked, Person, Place, Profile, Refresh, Reply, Role, Submission, Tick
from bot.context import Context, Corrected, Refused
from bot.dispatch import Plan
from bot.policy import Policy
from bot.settings import Service
from bot.tallying import Tally
from bot.words import answers, replies
from storage import Db, Store, conversations, deliveries

SEEN_FOR = timedelta(hours=48)
"""How long a delivery is remembered: longer than any platform tries again."""

OFFERED_FOR = timedelta(days=14)
"""How long a file waits for whoever was offered it."""

_NOBODY = Person(staff_id=0, name="", role=Role.NONE)


class Bot:
    """What the service's people talk to; safe to call from several threads.

    Whatever is typed gets an answer. Trouble with the database raises `storage.StorageError`.
    """

    def __init__(self, store: Store, policy: Policy, service: Service) -> None:
        self._store = store
        self._policy = policy
        self._service = service
        self._tally = Tally(store, policy.lookups.an_hour)

    @property
    def lookups_over(self) -> int:
        """How many look-ups came after somebody had reached the limit of the hour, since the process began."""
        return self._tally.over

    @property
    def commands(self) -> tuple[tuple[str, str], ...]:
        """What can be typed, and what it does."""
        return tuple(replies.COMMANDS.values())

    def admit(self, profile: Profile, when: datetime) -> Person:
        """Who this is and what they may do; taken up when seen for the first time."""
        found = self._store.read(lambda db: roles.known(db, profile, self._service))
        return found or self._store.write(lambda db: self._take_up(db, profile, when))

    def begin(self, when: datetime) -> None:
        """The service starts: where managers read and nothing was said yet, they are told what will come there."""
        if self._store.read(lambda db: welcoming.silent(self._context(db, _NOBODY, when))):
            self._store.write(lambda db: self._announce(self._context(db, _NOBODY, when)))

    def handle(self, event: Event) -> Reply:
        """Do what an event asks; what must not be lost waits in the outbox when this returns."""
        if event.who.role is Role.NONE:
            return dispatch.in_place(event, replies.stranger())
        plan = dispatch.plan(event)
        if event.who.role is Role.RESERVE and not plan.reserve:
            plan = dispatch.for_reserve(event)
        if plan.managers and event.who.role is not Role.MANAGER:
            return dispatch.in_place(event, replies.managers_only())
        try:
            return explaining.explained(self._run(event, plan).whole())
        except Refused as refused:
            return dispatch.in_place(event, refused.card)
        except Corrected as corrected:
            asked_again = Reply((Refresh(corrected.form),), opened=corrected.opened)
            return explaining.explained(self._opened(event, asked_again))

    def tick(self, tick: Tick) -> None:
        """Do what time brings: safety by the minute, at any hour; the summary and the reminders, once a day; then what was counted."""
        if self._store.read(lambda db: interrupting.due(self._context(db, _NOBODY, tick.when))):
            self._store.write(lambda db: self._again_for_safety(self._context(db, _NOBODY, tick.when)))
        waits = self._store.read(lambda db: summarising.waits(self._context(db, _NOBODY, tick.when)))
        if waits and self._store.write(lambda db: self._morning(self._context(db, _NOBODY, tick.when))):
            self._store.settle()
        self._count(tick.when)

    def look(self, looked: Looked) -> None:
        """Tell managers, once, what the service needs them to have mended; and see what is mended by now."""
        self._store.write(lambda db: self._looked_over(self._context(db, _NOBODY, looked.when), looked))

    def next_summary(self, after: datetime) -> datetime:
        """When the next summary is due."""
        return summarising.next_one(self._service, after)

    def undelivered(self, db: Db, place: Place, trouble: str, when: datetime) -> None:
        """A message for this place is set aside; `trouble` is one machine word. Managers are told if it is theirs."""
        ctx = self._context(db, _NOBODY, when)
        durable.keep(ctx, undelivered.tell(ctx, place, trouble))

    def _take_up(self, db: Db, profile: Profile, when: datetime) -> Person:
        is_new = not roles.met(db, profile)
        person = roles.admit(db, profile, self._service, when)
        if is_new and person.role is not Role.NONE:
            ctx = self._context(db, person, when)
            durable.keep(ctx, welcoming.newcomer(ctx))
        return person

    def _announce(self, ctx: Context) -> None:
        durable.keep(ctx, welcoming.channels(ctx))

    def _count(self, when: datetime) -> None:
        self._tally.tell_all(when)
        if self._store.read(lambda db: tallying.due(self._context(db, _NOBODY, when))):
            self._store.write(lambda db: tallying.note(self._context(db, _NOBODY, when)))

    def _morning(self, before: Context) -> bool:
        """Whether something was erased."""
        ctx = replace(before, perhaps_lived=summarising.late(before))
        deliveries.forget(ctx.db, ctx.when - SEEN_FOR)
        conversations.forget_offers(ctx.db, ctx.when - OFFERED_FOR)
        drafting.forget_old(ctx)
        tallying.forget_old(ctx)
        durable.keep(ctx, Reply(leaving.every_morning(ctx)))
        erased = retention.every_morning(ctx)
        durable.keep(ctx, Reply(tuple(lapsing.every_morning(ctx))))
        durable.keep(ctx, Reply(summarising.every_morning(ctx)))
        return erased

    def _looked_over(self, ctx: Context, looked: Looked) -> None:
        durable.keep(ctx, upkeep.look(ctx, looked))

    def _again_for_safety(self, ctx: Context) -> None:
        durable.keep(ctx, Reply(interrupting.repeat(ctx)))

    def _run(self, event: Event, plan: Plan) -> Reply:
        looked = self._looked(event) if plan.searches else 0
        if plan.writes:
            return self._store.write(lambda db: self._once(db, event, plan, looked))
        reply = self._store.read(lambda db: plan.run(self._context(db, event.who, event.when, looked)))
        return self._opened(event, reply)

    def _looked(self, event: Event) -> int:
        return self._tally.count(
            event.who.staff_id, tallying.hour_of(self._service.work, event.when), event.when
        )

    def _opened(self, event: Event, reply: Reply) -> Reply:
        """The reply, once it is on record whose details it shows."""

        def already(db: Db) -> bool:
            return recording.opened_already(self._context(db, event.who, event.when), reply)

        if reply.opened and not self._store.read(already):
            self._store.write(lambda db: recording.opened(self._context(db, event.who, event.when), reply))
        return reply

    def _once(self, db: Db, event: Event, plan: Plan, looked: int) -> Reply:
        key = f"{event.who.staff_id}:{event.delivery}"
        outcome = deliveries.seen(db, key) if event.delivery else None
        if outcome:
            return self._again(self._context(db, event.who, event.when), event, outcome)
        ctx = replace(self._context(db, event.who, event.when, looked), repeated=outcome is not None)
        reply = durable.keep(ctx, plan.run(ctx))
        recording.opened(ctx, reply)
        if event.delivery and outcome is None:
            deliveries.record(db, key, reply.outcome, event.when)
        return reply

    def _again(self, ctx: Context, event: Event, outcome: str) -> Reply:
        """The answer to a delivery that was handled: its reference, and for a report how it stands now."""
        number = references.number(outcome, "R") if isinstance(event, Submission) else None
        now = answering.answer_card(ctx, number) if number else None
        return Reply(dispatch.in_place(event, answers.already_done(outcome, now)).parts, outcome)

    def _context(self, db: Db, who: Person, when: datetime, looked: int = 0) -> Context:
        return Context(db=db, who=who, when=when, policy=self._policy, service=self._service, looked=looked)
