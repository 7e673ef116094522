"""One service through a year: reports come in, people act on some of what they see, are away, and one of them leaves."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

import holidays

from bot.cards import Card, Form
from storage import Store
from storage.tables import Absence, AuditEntry, Case, CaseStep, Message, Restriction
from tests.bot.reading import buttons, said
from tests.walk import judge
from tests.walk.leading import lead
from tests.walk.town import Staffing, Town, cards_of, form_of

CLOSED: Final = holidays.country_holidays("GB", subdiv="ENG")
WORKERS: Final = ("amira", "priya", "david")
STAFFING: Final = Staffing(managers=("helen", "tom"), reserve=("rhona",))
IN_FORCE: Final = 5
"""How far the straight walk leads until a restriction is in force."""
OTHERS: Final = tuple(f"Customer {name}" for name in ("Alder", "Birch", "Cedar", "Damson", "Elder"))
LOOKS: Final = {"restriction.review": 2.0, "restriction.lift": 0.1, "case.close": 0.1, "case.exclude": 0.02}
"""How likely a manager presses what they see; anything else once."""
REVIEW_DAYS, BLOCK_DAYS = 20, 40
"""Working days after a review day until a restriction, or a block, has ended (POLICY, the walk: review)."""
REMINDERS = 3
"""At most: two weeks before a review, on its day, and once where a block passes on."""


class Service:
    """The town, its year, and what is checked each evening."""

    def __init__(self, store: Store, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - a story, no secret
        self.town = Town(store, STAFFING)
        self.left = ""
        self.counted: Counter[str] = Counter()
        lead(self.town, IN_FORCE)

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.town.desk.now.date()

    def a_day(self) -> None:
        """The next morning, and on a working day what it brings."""
        before = self._newest_message()
        self.town.days_pass(1)
        self._morning(before)
        if works(self.today):
            self._people_work()
        self._evening()

    def leaves(self, handle: str) -> None:
        """Somebody is no colleague any more."""
        self.town.goes(handle, gone=True)
        self.left = handle

    def _people_work(self) -> None:
        here = [each for each in WORKERS if each != self.left]
        for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
            self._somebody_is_in_touch(self.chance.choice(here))
        if self.chance.random() < 1 / 40:
            self._goes_on_leave(self.chance.choice([*here, "helen"]))
        if self.chance.random() < 1 / 25:
            self._looks_at_what_waits(self.chance.choice(("helen", "tom")))
        self._close_what_is_over()
        if all(case.closed_at for case in self.town.desk.rows(Case)):
            self._another_case()

    def _somebody_is_in_touch(self, handle: str) -> None:
        if self.chance.random() < 1 / 4:
            self.town.report(handle, concern=self.chance.choice(("remarks_to_staff", "heavy_demands")))
        else:
            self.town.report(handle, customer=self.chance.choice(OTHERS), concerns=(), issue="A question")

    def _goes_on_leave(self, handle: str) -> None:
        form = form_of(self.town.types(handle, "away"))
        assert form is not None
        until = self.today + timedelta(days=self.chance.choice((1, 4, 14)))
        cover = next((number for number, who in self.town.numbers().items() if who == "priya"), 0)
        usual = {each.name: each.value for each in form.every_field}
        self.town.submits(
            handle, form, {**usual, "until": f"{until}", "cover": str(cover) if handle != "priya" else ""}
        )

    def _looks_at_what_waits(self, handle: str) -> None:
        offered = [each for each in self.town.sees(handle) if each.action != "case.show"]
        if not offered:
            return
        (button,) = self.chance.choices(offered, [LOOKS.get(each.action, 1.0) for each in offered])
        if form := form_of(self.town.presses(handle, button.action, button.value)):
            self._fills_in(handle, form)

    def _fills_in(self, handle: str, form: Form) -> None:
        self.town.fills_in(handle, form, self.chance)

    def _close_what_is_over(self) -> None:
        """Where nothing is restricted any more, the case is closed some day."""
        over = all(row.ended_how or row.decision == "declined" for row in self._restrictions())
        if over and self.chance.random() < 1 / 5:
            value = self.town.values()[0]
            if form := form_of(self.town.presses("helen", "case.close", value)):
                self.town.submits("helen", form, {"reasons": "All is well"})

    def _another_case(self) -> None:
        """Somebody asks for a look, and it is walked until a restriction is in force."""
        reply = self.town.report("amira" if self.left != "amira" else "priya")
        offered = [each for card in cards_of(reply) for each in buttons(card)]
        ask = next((each for each in offered if each.action == "case.suggest"), None)
        if ask is None or (form := form_of(self.town.presses("priya", ask.action, ask.value))) is None:
            return
        self.town.submits("priya", form, {"reasons": "Please look"})
        looks = [each for card in self.town.desk.managers_channel() for each in buttons(card)]
        for each in (each for each in looks if each.action == "case.open"):
            self.town.presses("helen", each.action, each.value)
        self._requests_are_answered()
        if any(case.closed_at is None for case in self.town.desk.rows(Case)) and self.left != "amira":
            lead(self.town, IN_FORCE)

    def _requests_are_answered(self) -> None:
        """Nothing new is agreed before."""
        reply = self.town.types("helen", "check C-0001")
        for each in [each for card in cards_of(reply) for each in buttons(card)]:
            if each.action == "adjustment.answer" and (
                form := form_of(self.town.presses("helen", each.action, each.value))
            ):
                self.town.submits("helen", form, {"answer": "We write", "in_place": ""})

    def _newest_message(self) -> int:
        return max((row.id or 0 for row in self.town.desk.rows(Message)), default=0)

    def _morning(self, before: int) -> None:
        """One summary on a working day and none on others; nobody is told twice of one thing in a morning."""
        new = [row for row in self.town.desk.rows(Message) if (row.id or 0) > before]
        summaries = [row for row in new if row.thread == f"summary:{self.today}"]
        assert len(summaries) == works(self.today), f"{len(summaries)} summaries on {self.today}"
        if not works(self.today):
            assert not new, f"messages on {self.today}, when nobody works"
        told = Counter((row.target, _thing(row)) for row in new if row.kind == "person")
        assert max(told.values(), default=0) <= 1, f"told twice in a morning: {told.most_common(1)}"
        assert all(row.target != self.left for row in new), "a message to somebody who left"
        self._nothing_reaches_who_is_away(new)
        self._every_review_is_seen()

    def _nothing_reaches_who_is_away(self, new: list[Message]) -> None:
        numbers = {who: number for number, who in self.town.numbers().items()}
        away = {
            row.staff_id: row.last_day
            for row in self.town.desk.rows(Absence)
            if row.first_day <= self.today <= row.last_day
        }
        for row in new:
            last_day = away.get(numbers.get(row.target, 0)) if row.kind == "person" else None
            if last_day:
                back = row.next_try_at.date() if row.next_try_at else self.today
                assert back > last_day, "interrupted while away"

    def _every_review_is_seen(self) -> None:
        """What is to be reviewed stands in the morning's summary until somebody did; what nobody reviewed has ended."""
        text = "\n".join(said(card) for card in self._summaries())
        for row in self._told():
            last = working_days_after(row.review_on, BLOCK_DAYS if row.kind in judge.BLOCKS else REVIEW_DAYS)
            assert self.today < last or not works(self.today), f"goes on since {row.review_on}"
            replaced = any(each.replaces == row.id and not each.ended_how for each in self._restrictions())
            if works(self.today) and row.review_on <= self.today and not replaced:
                self.counted["mornings with a review due"] += 1
                assert f"M-{row.case_id:04d}" in text, f"a review was missed on {self.today}"

    def _summaries(self) -> Iterator[Card]:
        key = f"summary:{self.today}"
        yield from (m.card for m in self.town.desk.outbox() if m.key == key)

    def _evening(self) -> None:
        """The audit holds; nobody was nagged about a review, or twice about an issue."""
        per_issue = Counter(
            (row.target, row.thread, row.created_at.date())
            for row in self.town.desk.rows(Message)
            if row.kind == "person" and row.thread.startswith("issue:")
        )
        assert max(per_issue.values(), default=0) <= 1, "two messages to one person about one issue in a day"

    def a_year_is_over(self) -> None:
        """What holds over the whole of it."""
        judge.judge(self.town)
        steps = self.town.desk.rows(CaseStep)
        self.counted.update(step.action for step in steps)
        self.counted["restrictions"] = len(self._restrictions())
        self.counted["audit entries"] = len(self.town.desk.rows(AuditEntry))
        for row in self._restrictions():
            reminded = Counter(
                message.target
                for message in self.town.desk.rows(Message)
                if message.key.startswith("turn:") and f"-{row.id}-20" in message.key
            )
            renewed = sum(
                step.action == "restriction.review" and step.restriction_id == row.id for step in steps
            )
            assert max(reminded.values(), default=0) <= REMINDERS * (renewed + 1), "nagged about a review"

    def _restrictions(self) -> list[Restriction]:
        return self.town.desk.rows(Restriction)

    def _told(self) -> list[Restriction]:
        """Of which the customer was told, begun and not over."""
        return [
            row
            for row in self._restrictions()
            if row.notified_on
            and row.starts_on <= self.today
            and not (row.ended_on and row.ended_on <= self.today)
        ]


def works(day: date) -> bool:
    """Whether the service works on this day, counted by hand."""
    return day.weekday() < len(("mon", "tue", "wed", "thu", "fri")) and day not in CLOSED


def working_days_after(day: date, days: int) -> date:
    """The n-th working day after this one, counted by hand."""
    while days:
        day += timedelta(days=1)
        days -= works(day)
    return day


def _thing(row: Message) -> str:
    """What a message is about: its thread, of a case its restriction too."""
    _version, _, rest = row.key.partition("/")[2].partition("-")
    return (
        f"{row.thread}-{rest.partition('-')[0]}" if row.thread.startswith(("turn:", "news:")) else row.thread
    )
