"""A service whose people come and go, and press what they see; whatever is typed holds a word that others may not read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any, Final

from bot import escalation, policy
from bot.cards import Button, Card, Form
from bot.chat import (
    Ask,
    Change,
    Command,
    Event,
    Place,
    PlaceKind,
    Press,
    Profile,
    Refresh,
    Replace,
    Reply,
    Submission,
    Values,
    Whisper,
)
from storage import Db, Store, cases
from storage.tables import Case, Report, Staff
from tests.bot.desk import Desk
from tests.bot.reading import buttons
from tests.walk.filling import PRIVATE, TYPED, filled

CUSTOMER: Final = f"Rosa {PRIVATE.title()}"
PHONE: Final = "07700 900321"
TEAM: Final = Place("web", PlaceKind.CHANNEL, "team")
OUR_OWN: Final = frozenset(
    {
        *("case", "restriction", "block", "reserve", "misfit", "decision", "adjustment", "safety"),
        *("complaint", "request", "report"),
    }
)
"""What the actions of the walk begin with."""


@dataclass(frozen=True)
class Staffing:
    """Who manages, and who decides where one manager is not enough: in the workspace, or `outside` it."""

    managers: tuple[str, ...]
    reserve: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def may_block(self) -> bool:
        """Whether somebody could decide on what a manager proposes."""
        return len(self.managers) + len(self.reserve) + len(self.outside) > 1


CONCERNS: Final[Mapping[str, Sequence[str]]] = {
    "hampshire": ("several_advisers", "remarks_to_staff", "heavy_demands", "recorded", "staff_complaint"),
    "thornbeck": ("several_officers", "abusive_words", "daily_contact", "stays_on", "about_an_officer"),
}
"""By policy: a pattern first, then the words used, then others of every sort."""


class Town:
    """The service, its people, and what they did: `done` are the events as they went in, with what was answered."""

    def __init__(self, store: Store, staffing: Staffing, service: str = "hampshire") -> None:
        self.store, self.staffing = store, staffing
        self.rules = policy.packaged(service)
        self.concerns = CONCERNS[service]
        self.desk = Desk(
            store,
            rules=self.rules,
            evenhand_managers=_addresses(staffing.managers),
            evenhand_reserve_deciders=_addresses(staffing.reserve + staffing.outside),
        )
        outside = [self.desk.colleague(f"{name.title()} Reid") for name in staffing.reserve]
        known = [colleague.profile for colleague in (*self.desk.everybody, *outside, self.desk.guest())]
        self.people: dict[str, Profile] = {profile.handle: profile for profile in known}
        self.gone: dict[str, list[tuple[datetime, bool]]] = {handle: [] for handle in self.people}
        self.done: list[tuple[str, Event, Reply]] = []
        self._numbers = count(1)
        for handle in self.people:
            self.seen(handle)
        self._open_a_case()

    def seen(self, handle: str) -> None:
        """The platform tells of somebody."""
        self.desk.bot.admit(self._profile(handle), self.desk.now)

    def goes(self, handle: str, *, gone: bool) -> None:
        """Somebody leaves the service, or comes back."""
        self._minute()
        self.gone[handle].append((self.desk.now, gone))
        self.seen(handle)

    def is_gone(self, handle: str, when: datetime) -> bool:
        """Whether they had left by then."""
        told = [gone for at, gone in self.gone[handle] if at <= when]
        return bool(told and told[-1])

    def days_pass(self, days: int) -> None:
        """So many mornings, each with what it brings."""
        for _ in range(days):
            tomorrow = self.desk.now.date() + timedelta(days=1)
            self.desk.tick(
                self.desk.now.replace(
                    year=tomorrow.year, month=tomorrow.month, day=tomorrow.day, hour=8, minute=40
                )
            )

    def types(self, handle: str, text: str) -> Reply:
        """Type behind the command."""
        return self._does(handle, lambda act: Command(**act, name="incident", text=text))

    def presses(self, handle: str, action: str, value: str) -> Reply:
        """Press a button, offered or not."""
        return self._does(handle, lambda act: Press(**act, action=action, value=value))

    def submits(self, handle: str, form: Form, fields: Values) -> Reply:
        """Submit a form."""
        return self._does(
            handle, lambda act: Submission(**act, action=form.action, fields=fields, value=form.value)
        )

    def fills_in(self, handle: str, form: Form, chance: Random) -> Reply:
        """Fill in a form as it comes, its watched fields first, and submit it."""
        fields = filled(form, chance, self.desk.now.date())
        for watched in [each.name for each in form.every_field if getattr(each, "watch", False)]:
            shown = form_of(self._changes(handle, form, watched, fields))
            if shown:
                form = shown
                anew = filled(form, chance, self.desk.now.date())
                fields = {**anew, **{name: fields[name] for name in anew if name in fields}}
        return self.submits(handle, form, fields)

    def _changes(self, handle: str, form: Form, name: str, fields: Values) -> Reply:
        return self._does(
            handle, lambda act: Change(**act, action=form.action, field=name, fields=fields, value=form.value)
        )

    def again(self, handle: str, event: Event, *, same: bool) -> Reply:
        """What somebody did once more: delivered again (`same`), or done twice; by whoever it is now."""
        self._minute()
        delivery = event.delivery if same else f"again-{next(self._numbers)}"
        who = event.who if same else self.desk.bot.admit(self._profile(handle), self.desk.now)
        repeated = replace(event, who=who, delivery=delivery, when=self.desk.now)
        return self._told(handle, repeated)

    def report(self, handle: str, *, concern: str = "", **more: str | tuple[str, ...]) -> Reply:
        """A communication of the customer's."""
        form = form_of(self.types(handle, ""))
        if form is None:
            return Reply()
        usual = {each.name: each.value for each in form.every_field}
        said: dict[str, str | tuple[str, ...]] = {
            "customer": "C-0001",
            "issue": f"The {PRIVATE} plan is late",
            "concerns": (concern or self.concerns[0],),
            "details": TYPED,
        }
        return self.submits(handle, form, {**usual, **said, **more})

    def threatened(self, handle: str) -> Reply:
        """A colleague raises a threat by the customer."""
        form = form_of(self.types(handle, "safety"))
        if form is None:
            return Reply()
        return self.submits(handle, form, {"said": TYPED, "danger": "to_staff", "customer": "C-0001"})

    def withdraws(self, report: int) -> None:
        """Whoever logged a report says that it should not count."""
        self._of_their_own(report, "report.withdraw", {"reasons": TYPED})

    def corrects(self, report: int) -> None:
        """Whoever logged a report says that there was no concern in it."""
        self._of_their_own(report, "report.correct", {"concerns": ()})

    def _of_their_own(self, report: int, action: str, told: Values) -> None:
        logged = next((row for row in self.desk.rows(Report) if row.id == report), None)
        handle = self.numbers()[logged.reporter_id] if logged else ""
        mine = cards_of(self.types(handle, f"mine R-{report:05d}")) if handle else []
        value = next((each.value for card in mine for each in buttons(card) if each.action == action), None)
        form = form_of(self.presses(handle, action, value)) if value else None
        if form:
            usual = {each.name: each.value for each in form.every_field}
            self.submits(handle, form, {**usual, **told})

    def excludes(self, who: str, whom: str) -> None:
        """A manager notes that a complaint is about a colleague, who takes no decision from now on."""
        form = form_of(self.presses(who, "case.exclude", self.values()[0]))
        if form:
            staff = next(number for number, handle in self.numbers().items() if handle == whom)
            self.submits(who, form, {"staff": str(staff), "looked_into": "no"})

    def numbers(self) -> dict[int, str]:
        """Everybody's number and handle."""
        return {row.id or 0: (row.email or "").partition("@")[0] for row in self.desk.rows(Staff)}

    def sees(self, handle: str) -> list[Button]:
        """The walk's buttons before somebody: in their messages, the managers' channel, the case's card."""
        cards = [m.card for m in self.desk.outbox() if (m.kind, m.target) == ("person", handle)]
        if handle in self.staffing.managers:
            cards += self.desk.managers_channel()
            cards += cards_of(self.types(handle, "case C-0001"))
        return [each for card in cards for each in buttons(card) if _ours(each.action)]

    @property
    def may_block(self) -> bool:
        """Whether the service has blocks at all, and people enough to decide on one."""
        return self.staffing.may_block and "block.propose" not in self.rules.walk.leave_out

    def values(self) -> list[str]:
        """The values that buttons of the newest case carry now: the case's, and one for each restriction."""

        def read(db: Db) -> list[str]:
            found = cases.newest_of(db, 1)
            assert found is not None
            numbers = (0, *(each.id for each in cases.restrictions(db, found.id or 0)))
            return [f"{found.id}:{found.version}:{number}" for number in numbers]

        return self.store.read(read)

    def _open_a_case(self) -> None:
        """Three incidents about one issue, and a manager who looks closer."""
        for handle in ("amira", "priya", "david"):
            self.report(handle, customer=CUSTOMER, phone=PHONE)
        looks = [each for card in self.desk.managers_channel() for each in buttons(card)]
        value = next(each.value for each in looks if each.action == "case.open")
        self.presses(self.staffing.managers[0], "case.open", value)
        assert self.desk.rows(Case)

    def _profile(self, handle: str) -> Profile:
        profile = self.people[handle]
        return replace(profile, confirmed=profile.confirmed and not self.is_gone(handle, self.desk.now))

    def _minute(self) -> None:
        self.desk.now += timedelta(minutes=1)

    def _does(self, handle: str, doing: Callable[[dict[str, Any]], Event]) -> Reply:
        self._minute()
        who = self.desk.bot.admit(self._profile(handle), self.desk.now)
        delivery = f"walk-{next(self._numbers)}"
        return self._told(
            handle, doing({"who": who, "where": TEAM, "when": self.desk.now, "delivery": delivery})
        )

    def _told(self, handle: str, event: Event) -> Reply:
        reply = self.desk.bot.handle(event)
        self.done.append((handle, event, reply))
        return reply


def form_of(reply: Reply) -> Form | None:
    """The form that a reply opens or draws anew."""
    return next((part.form for part in reply.parts if isinstance(part, Ask | Refresh)), None)


def cards_of(reply: Reply) -> list[Card]:
    """The cards that a reply shows to whoever acted."""
    return [part.card for part in reply.parts if isinstance(part, Whisper | Replace)]


def _addresses(names: tuple[str, ...]) -> str:
    return ", ".join(f"{name}@example.org" for name in names)


def _chosen(form: Form, fields: Values) -> dict[str, str | tuple[str, ...]]:
    names = {f.name for f in form.every_field}
    return {name: value for name, value in fields.items() if name in names}


def _ours(action: str) -> bool:
    return action in escalation.STEPS or action.partition(".")[0] in OUR_OWN
