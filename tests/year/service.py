"""One service through a year: mornings come, people act on some of what happens, and each day is checked."""

from collections import Counter
from datetime import date, timedelta
from typing import Final

from sqlmodel import col, func, select

from bot import cardjson, policy
from bot.app import Bot
from bot.workdays import months_after
from storage import Store
from storage.tables import (
    Absence,
    Adjustment,
    AuditEntry,
    Case,
    CaseStep,
    Complaint,
    Merge,
    Message,
    PersonRequest,
    Report,
    Restriction,
)
from tests.bot.reading import said
from tests.walk import judge
from tests.walk.leading import lead
from tests.walk.town import Town, cards_of
from tests.year import attention
from tests.year.days import working_days_after, works
from tests.year.happenings import Happening
from tests.year.people import IN_FORCE, STAFFING, People

REVIEW_DAYS, BLOCK_DAYS = 20, 40
"""Working days after a review day until it has ended, a block or a safety measure later (POLICY, the walk: review)."""
REMINDERS = 3
"""At most: two weeks before a review, on its day, and once where a block passes on."""
KEPT_MONTHS: Final = 3
"""So long are contacts kept here that led to no case: short, so that a year sees many go."""
WEEK: Final = timedelta(days=7)
LATEST: Final = timedelta(days=21)
"""So much later it is gone: what is told of in one week goes in the next or the one after."""


class Service:
    """The town, its year, and what is checked each morning and evening."""

    def __init__(self, store: Store) -> None:
        self.town = Town(store, STAFFING)
        usual = policy.packaged()
        short = usual.retention.model_copy(update={"contacts_months": KEPT_MONTHS})
        self.town.desk.bot = Bot(store, usual.model_copy(update={"retention": short}), self.town.desk.service)
        self.people = People(self.town)
        self.counted: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self._told_of_old: list[date] = []
        lead(self.town, IN_FORCE)
        self._seen = self._newest_message()

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.people.today

    def a_day(self, happenings: list[Happening]) -> None:
        """The next morning, and on a working day what it brings."""
        self.town.days_pass(1)
        self._morning(self._new())
        if works(self.today):
            for each in happenings:
                self.people.meet(each)
                self.counted[each.what] += 1
            self.people.go_on()
        new = self._new()
        self._evening(new)
        self._seen = max([self._seen, *(row.id or 0 for row in new)])

    def leaves(self, handle: str) -> None:
        """Somebody is no colleague any more."""
        self.town.goes(handle, gone=True)
        self.people.left = handle

    def _new(self) -> list[Message]:
        """Today's messages so far: those that were not there yesterday."""
        return self.town.store.read(
            lambda db: list(
                db.exec(select(Message).where(col(Message.id) > self._seen).order_by(col(Message.id)))
            )
        )

    def _newest_message(self) -> int:
        return self.town.store.read(lambda db: db.exec(select(func.max(Message.id))).one()) or 0

    def _morning(self, new: list[Message]) -> None:
        """One summary on a working day and nothing on others but for safety; nobody is told twice of one thing."""
        summaries = [row for row in new if row.thread == f"summary:{self.today}"]
        assert len(summaries) == works(self.today), f"{len(summaries)} summaries on {self.today}"
        if not works(self.today):
            calm = [row for row in new if attention.kind(row) not in attention.SAFETY]
            assert not calm, f"{calm[0].key} on {self.today}, when nobody works"
            return
        told = Counter((row.target, attention.thing(row)) for row in attention.ordinary(new))
        assert max(told.values(), default=0) <= 1, f"told twice in a morning: {told.most_common(1)}"
        whole = self._whole(said(cardjson.decode(summaries[0].card)))
        self._every_review_is_seen(whole.splitlines())
        self._what_is_asked_is_seen(whole)
        if "older than we keep them" in whole:
            self._told_of_old.append(self.today)

    def _whole(self, summary: str) -> str:
        """The summary with what stands behind *Show all*."""
        if "Show all" not in summary:
            return summary
        return "\n".join([summary, *(said(card) for card in cards_of(self.town.types("helen", "summary")))])

    def _every_review_is_seen(self, lines: list[str]) -> None:
        """What is to be reviewed has its line in the summary until somebody did; what nobody reviewed has ended."""
        for name, row in self._told():
            passes = row.kind in judge.BLOCKS or row.interim_until
            last = working_days_after(row.review_on, BLOCK_DAYS if passes else REVIEW_DAYS)
            assert self.today < last, f"{name} goes on since {row.review_on}"
            replaced = any(each.replaces == row.id and not each.ended_how for each in self._restrictions())
            if row.review_on <= self.today and not replaced:
                self.counted["mornings with a review due"] += 1
                named = [line for line in lines if name in line and "review" in line]
                assert named, f"the review of {name} was missed on {self.today}"

    def _what_is_asked_is_seen(self, summary: str) -> None:
        for row in self.town.desk.rows(Complaint):
            if row.decided_at is None:
                assert f"M-{row.case_id:04d} they complain" in summary, "a complaint was missed"
        for asked in self.town.desk.rows(PersonRequest):
            if asked.done_at is None and asked.due_on <= self.today + timedelta(days=14):
                self.counted["mornings with a request due"] += 1
                assert f"C-{asked.customer_id:04d} asks for" in summary, "a request was missed"

    def _evening(self, new: list[Message]) -> None:
        """Nobody got more than they should, and nothing reached who is away or has left."""
        assert all(row.target != self.people.left for row in new), "a message to somebody who left"
        away = attention.away_on(self.town.desk.rows(Absence), self.town.numbers(), self.today)
        attention.judge(new, away, self.people.colleagues)
        self.most |= attention.at_most(new)

    def a_year_is_over(self) -> None:
        """What holds over the whole of it."""
        judge.judge(self.town)
        steps, reports = self.town.desk.rows(CaseStep), self.town.desk.rows(Report)
        self._nobody_was_nagged(steps)
        self._what_was_old_has_gone(reports)
        self.counted.update(step.action for step in steps)
        self.counted["restrictions"] = len(self._restrictions())
        self.counted["audit entries"] = len(self.town.desk.rows(AuditEntry))
        self.counted["erased"] = sum(row.erased_at is not None for row in reports)

    def _nobody_was_nagged(self, steps: list[CaseStep]) -> None:
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

    def _what_was_old_has_gone(self, reports: list[Report]) -> None:
        """A contact goes after its months, told of a week before and not much later.

        What a customer has asked for, a case or a merge may keep it longer.
        """
        rows = self.town.desk.rows
        held = {row.customer_id for row in rows(Case)} | {row.customer_id for row in rows(Adjustment)}
        held |= {row.customer_id for row in rows(PersonRequest)} | {row.into_id for row in rows(Merge)}
        for row in reports:
            old = months_after(row.logged_at.date(), KEPT_MONTHS)
            if gone := row.erased_at and row.erased_at.date():
                assert old <= gone, f"report {row.id} went too early"
                assert any(day <= gone - WEEK for day in self._told_of_old), "nobody was told in time"
            elif row.customer_id not in held:
                assert self.today < old + LATEST, f"report {row.id} is kept for ever"

    def _restrictions(self) -> list[Restriction]:
        return self.town.desk.rows(Restriction)

    def _told(self) -> list[tuple[str, Restriction]]:
        """Of which the customer was told, begun and not over, each with the name that people read."""
        placed: Counter[int] = Counter()
        found = []
        for row in sorted(self._restrictions(), key=lambda each: each.id or 0):
            placed[row.case_id] += 1
            over = row.ended_on and row.ended_on <= self.today
            if row.notified_on and row.starts_on <= self.today and not over:
                found.append((f"M-{row.case_id:04d}/{placed[row.case_id]}", row))
        return found
