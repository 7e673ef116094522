"""A small service to tell stories with: its people, its clock, and what waits to be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final, TypeVar

from sqlmodel import SQLModel, col, delete, select

from bot import cardjson, policy, settings, welcoming
from bot.app import Bot
from bot.cards import Button, Card, Field, Form, Option, Part, quiet
from bot.chat import (
    Ask,
    Change,
    Command,
    Lookup,
    Options,
    Person,
    Place,
    PlaceKind,
    Press,
    Profile,
    Refresh,
    Replace,
    Reply,
    Submission,
    Tick,
    Values,
    Whisper,
)
from bot.policy import Policy
from bot.words.submitting import AFTERWARDS
from storage import Db, Store, drafts
from storage.tables import FormDraft, Message
from tests.bot.reading import buttons, said

T0: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday in winter: London's clocks show 09:00."""

TEAM: Final = Place("web", PlaceKind.CHANNEL, "team")
MANAGERS: Final = Place("web", PlaceKind.CHANNEL, "managers")
PHONE: Final = "07700 900123"
HAMPSHIRE: Final = policy.packaged()

Row = TypeVar("Row", bound=SQLModel)
Typed = str | tuple[str, ...]

_DELIVERIES: Final = count(1)


def service(**given: object) -> settings.Service:
    """Helen and Tom manage; everybody confirmed may report."""
    usual = {
        "evenhand_managers": "helen@example.org, tom@example.org",
        "evenhand_managers_channel": "web:managers",
    }
    return settings.service(settings.read(_env_file=None, **(usual | given)))


@dataclass(frozen=True)
class Waiting:
    """One message as it should be shown by now."""

    kind: str
    target: str
    key: str
    card: Card
    wanted: int
    not_before: datetime | None


@dataclass
class Colleague:
    """Somebody who talks to the bot; `reply` is what they saw last."""

    desk: "Desk"
    profile: Profile
    reply: Reply = field(default_factory=Reply)
    _known: tuple[Profile, Person] | None = None

    @property
    def person(self) -> Person:
        """Who the bot takes them for now."""
        found = self.desk.bot.admit(self.profile, self.desk.now)
        self._known = (self.profile, found)
        return found

    @property
    def card(self) -> Card:
        """The card they saw last."""
        (found,) = [part.card for part in self.reply.parts if isinstance(part, Whisper | Replace)]
        return found

    @property
    def form(self) -> Form:
        """The form open before them."""
        (found,) = [part.form for part in self.reply.parts if isinstance(part, Ask | Refresh)]
        return found

    @property
    def sees(self) -> str:
        """Everything on the last card or form, as text."""
        return "\n".join(shown(part) for part in self.reply.parts)

    @property
    def notices(self) -> tuple[Part, ...]:
        """What stands above the fields or among them, the line about what comes of the form aside."""
        line = quiet(AFTERWARDS[self.form.action])
        return tuple(part for part in self.form.notices if part != line)

    @property
    def errors(self) -> dict[str, str]:
        return {f.name: f.error for f in self.form.every_field if f.error}

    @property
    def values(self) -> dict[str, str | tuple[str, ...]]:
        """What the open form holds."""
        return {f.name: f.value for f in self.form.every_field}

    def field(self, name: str) -> Field:
        (found,) = [f for f in self.form.every_field if f.name == name]
        return found

    def button(self, label: str, card: Card | None = None) -> Button:
        shown = buttons(card or self.card)
        found = [b for b in shown if b.label == label]
        assert found, f"no button {label!r} among {[b.label for b in shown]}"
        return found[0]

    def command(self, text: str = "", *, name: str = "incident", delivery: str = "") -> Reply:
        return self._do(
            Command(**self._when(delivery), name=name, text=text)  # type: ignore[arg-type]
        )

    def press(self, label: str, card: Card | None = None, *, delivery: str = "") -> Reply:
        found = self.button(label, card)
        return self.send_press(found.action, found.value, delivery=delivery)

    def send_press(self, action: str, value: str, *, delivery: str = "") -> Reply:
        return self._do(
            Press(**self._when(delivery), action=action, value=value)  # type: ignore[arg-type]
        )

    def submit(self, *, delivery: str = "", **typed: str | tuple[str, ...]) -> Reply:
        """Submit the open form: what it holds, and what is typed on top."""
        return self.fill(typed, delivery=delivery)

    def fill(self, typed: Mapping[str, Typed], *, delivery: str = "") -> Reply:
        """The same, the fields in a mapping."""
        names = {f.name for f in self.form.every_field}
        assert set(typed) <= names, f"no field {set(typed) - names}"
        return self.send_form(self.form.action, {**self.values, **typed}, self.form.value, delivery=delivery)

    def send_form(self, action: str, fields: Values, value: str = "", *, delivery: str = "") -> Reply:
        return self._do(
            Submission(**self._when(delivery), action=action, fields=fields, value=value)  # type: ignore[arg-type]
        )

    def change(self, name: str, **typed: str) -> Reply:
        """A watched field of the open form changed."""
        form, fields = self.form, {**self.values, **typed}
        return self._do(
            Change(**self._when(), action=form.action, field=name, fields=fields, value=form.value)  # type: ignore[arg-type]
        )

    def look_up(self, typed: str, name: str = "customer") -> tuple[Option, ...]:
        """What the look-up offers; the open form stays open."""
        event = Lookup(**self._when(), field=name, typed=typed)  # type: ignore[arg-type]
        (found,) = self.desk.bot.handle(event).parts
        assert isinstance(found, Options)
        return found.options

    def file(self, customer: str, issue: str = "Draft plan is late", **more: str | tuple[str, ...]) -> Reply:
        """Log a communication, opened and submitted."""
        self.command()
        return self.fill({"customer": customer, "issue": issue, **more})

    def inbox(self) -> list[Card]:
        """Their direct messages, oldest first."""
        return [m.card for m in self.waiting()]

    def waiting(self) -> list[Waiting]:
        return [m for m in self.desk.outbox() if (m.kind, m.target) == ("person", self.profile.handle)]

    @property
    def message(self) -> Card:
        """Their newest direct message."""
        return self.inbox()[-1]

    def _do(self, event: Command | Press | Submission | Change | Lookup) -> Reply:
        self.reply = self.desk.bot.handle(event)
        return self.reply

    def _when(self, delivery: str = "") -> Mapping[str, object]:
        return {
            "who": self._known[1] if self._known and self._known[0] == self.profile else self.person,
            "where": TEAM,
            "when": self.desk.now,
            "delivery": delivery or self.desk.new_delivery(),
        }


class Desk:
    """One service on one store; the clock stands still unless it is moved."""

    def __init__(
        self, store: Store, *, now: datetime = T0, rules: Policy = HAMPSHIRE, **given: object
    ) -> None:
        self.store = store
        self.now = now
        self.service = service(**given)
        self.bot = Bot(store, rules, self.service)
        self.amira = self.colleague("Amira Khan")
        self.priya = self.colleague("Priya Shah")
        self.david = self.colleague("David Reed")
        self.helen = self.colleague("Helen Stone")
        self.tom = self.colleague("Tom Hill")
        self.everybody = (self.amira, self.priya, self.david, self.helen, self.tom)
        for colleague in self.everybody:
            _ = colleague.person
        store.write(_welcomed)

    def colleague(self, name: str, **given: object) -> Colleague:
        handle = name.partition(" ")[0].lower()
        usual = {"platform": "web", "handle": handle, "name": name, "email": f"{handle}@example.org"}
        return Colleague(self, Profile(**(usual | given)))  # type: ignore[arg-type]

    def guest(self) -> Colleague:
        return self.colleague("Guest Visitor", confirmed=False)

    def new_delivery(self) -> str:
        return f"delivery-{next(_DELIVERIES)}"

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def tick(self, when: datetime | None = None) -> None:
        self.now = when or self.now
        self.bot.tick(Tick(self.now))

    def outbox(self) -> list[Waiting]:
        """Every message by place and key, as it should be shown by now, oldest first; everybody's welcome aside."""
        return [message for message in self.whole_outbox() if message.key != welcoming.KEY]

    def whole_outbox(self) -> list[Waiting]:
        found = self.store.read(lambda db: list(db.exec(select(Message).order_by(col(Message.id)))))
        return [
            Waiting(m.kind, m.target, m.key, cardjson.decode(m.card), m.wanted, m.next_try_at) for m in found
        ]

    def managers_channel(self) -> list[Card]:
        return [m.card for m in self.outbox() if (m.kind, m.target) == ("channel", "managers")]

    def rows(self, table: type[Row]) -> list[Row]:
        def work(db: Db) -> list[Row]:
            return list(db.exec(select(table)))

        return self.store.read(work)

    @property
    def drafts(self) -> list[FormDraft]:
        """What is kept of forms that were not submitted yet."""
        return [draft for draft in self.rows(FormDraft) if draft.fields != drafts.DONE]

    def row(self, table: type[Row], number: int) -> Row:
        found = self.store.read(lambda db: db.get(table, number))
        assert found is not None
        return found


def _welcomed(db: Db) -> None:
    """Who is here has read their welcome long ago."""
    db.exec(delete(Message).where(col(Message.key) == welcoming.KEY))


def shown(part: object) -> str:
    """Everything on one part of a reply, as text."""
    match part:
        case Whisper(card) | Replace(card):
            return said(card)
        case Ask(form) | Refresh(form):
            return said(form)
        case _:
            return str(part)
