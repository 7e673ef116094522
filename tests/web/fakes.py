"""A small assistant that answers with every kind of part, and the stage it stands on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.web import roster
from adapters.web.conversations import Rooms
from bot import cards, chat
from storage import StorageError

T0 = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63606060f80f00010401005fe5c34b0000000049454e44ae426082"
)
HOSTILE = "<img src=x onerror=alert(1)> \u202e*bold* 🦉 \u05e9\u05dc\u05d5\u05dd "

FIELDS: tuple[cards.Field, ...] = (
    cards.LookupField("customer", "Customer", help="Name or phone.", required=True, watch=True),
    cards.TextField("issue", "What is it about?", required=True),
    cards.ChoiceField(
        "route", "How did it come in?", (cards.Option("helpline", "Helpline"), cards.Option("inbox", "Inbox"))
    ),
    cards.DateTimeField("happened", "When?", "2026-11-23T09:30"),
    cards.TextField("details", "Details", help="They may read this.", multiline=True, limit=3000),
)
MORE: tuple[cards.Field, ...] = (
    cards.ChoicesField(
        "concerns", "Concerns", (cards.Option("recorded", "Recorded a call"), cards.Option("other", "Other"))
    ),
    cards.NumberField("minutes", "Minutes it took", most=600),
    cards.DateField("promised_by", "By when"),
    cards.TextField("child", "Child's first name"),
)
NOTICE = cards.text(cards.Bold("Priya heard from them"), " on Friday.")
ON_TOP = cards.Buttons((cards.Button("Read it first", "peek"), cards.Button("Draft letter", "letter")))
"""Buttons of a form whose answers are shown on top of it."""


def form(**changes: object) -> cards.Form:
    given = {"notices_after": "customer", "more": MORE} | changes
    return cards.Form("report.file", "Log a communication", FIELDS, "Save", **given)  # type: ignore[arg-type]


def with_errors(fields: chat.Values) -> cards.Form | None:
    """The form with what is missing named, or None when nothing is."""
    wrong = {name for name in ("customer", "issue") if not fields.get(name)}
    if not wrong:
        return None
    told = [_told(field) if field.name in wrong else field for field in FIELDS]
    return cards.Form("report.file", "Log a communication", tuple(told), "Save", more=MORE)


def _told(field: cards.Field) -> cards.Field:
    if isinstance(field, cards.LookupField):
        return cards.LookupField(field.name, field.label, required=True, watch=True, error="This is needed.")
    return cards.TextField(field.name, field.label, required=True, error="This is needed.")


ANSWER = cards.Card(
    "Colleagues are on this too",
    (
        cards.text("Saved as ", cards.Bold("R-00123"), "."),
        cards.Copyable("Copy for our case system", "R-00123, 23 November 2026, helpline: draft plan late"),
        cards.bullets(("Priya, Friday 14:10, helpline", "David, Thursday 10:25, inbox")),
        cards.quiet("Same telephone number; both are about a late draft plan."),
        cards.Buttons(
            (
                cards.Button("I'll reply", "issue.take", "7.1", cards.Style.GO),
                cards.Button("Leave it with Priya", "issue.leave", "7.1"),
                cards.Button("Undo", "issue.undo", "7.1", cards.Style.STOP, confirm="Really undo?"),
            ),
            (
                cards.Button("Different issue", "issue.separate", "7"),
                cards.Button("Talk", "colleagues.talk", "7"),
            ),
        ),
    ),
)


OTHER = cards.Button("Decline instead", "peek", style=cards.Style.STOP)
"""The other way to answer."""


class FakeBot:
    """Answers by what is asked; keeps the events, and the durable messages until they are delivered."""

    commands = (
        ("/incident", "Log a communication"),
        ("/incident check …", "Recent contact and restrictions; only you see it"),
        ("/incident help", "What can be typed"),
    )

    def __init__(self) -> None:
        self.events: list[chat.Event] = []
        self.outbox: list[tuple[chat.Place, str, cards.Card]] = []
        self.down = False
        self.broken = False
        self.kept = False

    def admit(self, profile: chat.Profile, when: datetime) -> chat.Person:  # noqa: ARG002 - the interface
        someone = roster.BY_HANDLE.get(profile.handle)
        if someone is None or not profile.confirmed:
            return chat.Person(0, "", chat.Role.NONE)
        return chat.Person(roster.PEOPLE.index(someone) + 1, someone.name, someone.role)

    def tick(self, tick: chat.Tick) -> None:
        key = f"summary-{tick.when.date()}"
        self.outbox.append(
            (roster.MANAGERS, key, cards.Card("Good morning", (cards.text("Nothing to report"),)))
        )

    def handle(self, event: chat.Event) -> chat.Reply:
        self.events.append(event)
        if self.down:
            raise StorageError
        if self.broken:
            raise RuntimeError("secret words of Elizabeth")
        if event.who.role is chat.Role.NONE:
            return chat.Reply((chat.Whisper(cards.Card("This is only for the people of the service.")),))
        return chat.Reply(self._parts(event))

    def _parts(self, event: chat.Event) -> tuple[chat.ReplyPart, ...]:  # noqa: PLR0911 - one arm per event
        match event:
            case chat.Command(text="") | chat.Press(action="report.file"):
                return (chat.Ask(form(kept=self.kept)),)
            case chat.Command(text="letter"):
                return (chat.Ask(form(notices=(ON_TOP,))),)
            case chat.Command(text="decide"):
                return (chat.Ask(form(notices=(cards.text("long\n" * 90),), notices_after="", beside=OTHER)),)
            case chat.Command(text=text):
                return (chat.Whisper(cards.Card("You asked", (cards.text(text), ANSWER.parts[-1]))),)
            case chat.Submission(fields=fields):
                return self._submitted(event, fields)
            case chat.Change():
                return () if self.kept else (chat.Refresh(form(notices=(NOTICE,))),)
            case chat.Lookup(typed=typed):
                known = (cards.Option("C-0042", "Elizabeth Okafor", "mother, …142"),)
                return (chat.Options((*known, cards.Option(f"new:{typed}", f'New: "{typed}"'))),)
            case chat.Press():
                return self._pressed(event)
        return ()

    def _pressed(self, event: chat.Press) -> tuple[chat.ReplyPart, ...]:
        match event.action:
            case "file":
                return (chat.File(event.who.staff_id, "timeline.png", PNG, "A timeline of seven contacts"),)
            case "peek":
                return (
                    chat.Whisper(cards.Card("As they read it", (cards.text(str(event.fields["issue"])),))),
                )
            case "letter":
                card = cards.Card("A draft letter", (cards.text("To fill in: the address"),))
                return (chat.Whisper(card), chat.File(event.who.staff_id, "letter.docx", b"PK", "A letter"))
            case "issue.separate":
                return (chat.Ask(form(more=())),)
        return (chat.Replace(cards.Card("Priya replies", (cards.text(event.value),))),)

    def _submitted(self, event: chat.Event, fields: chat.Values) -> tuple[chat.ReplyPart, ...]:
        wrong = with_errors(fields)
        if wrong:
            return (chat.Refresh(wrong),)
        nudge = cards.Card("Amira heard from them too", (cards.text("I-0007"), ANSWER.parts[-1]))
        self.outbox += [(roster.direct("priya"), "issue-7", nudge), (roster.MANAGERS, "issue-7", nudge)]
        return (chat.Replace(ANSWER), chat.Post(event.where, "never", ANSWER))


class FakeStage:
    """The stage without a database: durable messages are shown as soon as the event was handled."""

    zone = ZoneInfo("Europe/London")

    def __init__(self) -> None:
        self.bot = FakeBot()
        self.rooms = Rooms()
        self.time = T0
        self.is_ready = True

    def now(self) -> datetime:
        return self.time

    def ready(self) -> bool:
        return self.is_ready

    def wake(self) -> None:
        for place, key, card in self.bot.outbox:
            self.rooms.post(place, key, card, self.time)
        self.bot.outbox.clear()

    async def next_morning(self) -> None:
        self.time = (self.time + timedelta(days=1)).replace(hour=8, minute=30)
        self.bot.tick(chat.Tick(self.time))
        self.wake()
        self.rooms.changed()

    async def start_again(self) -> None:
        self.time = T0
        self.bot = FakeBot()
        self.rooms.clear()


def everything() -> cards.Card:
    """A card with every kind of part, and text that tries to be more than text."""
    return cards.Card(
        "Every part " + HOSTILE,
        (
            cards.text(
                "Plain ", cards.Bold("bold"), " ", cards.Link("What to Expect", "https://example.org/expect")
            ),
            cards.quiet("Quiet ", HOSTILE),
            cards.bullets(("one", "two")),
            cards.Facts((("Route", "Helpline"), ("Contacts", "3 in 14 days"))),
            cards.Divider(),
            cards.Copyable("Copy", "R-00123"),
            cards.Image("timeline.png", PNG, "A timeline"),
            ANSWER.parts[-1],
        ),
    )
