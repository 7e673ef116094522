"""What the people of a service do when something happens, each by the form or the button that is there for it."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from bot.cards import Button, Card
from bot.targets import Target
from storage.tables import (
    Case,
    Complaint,
    Customer,
    Merge,
    PersonRequest,
    Promise,
    Report,
    Restriction,
    Safety,
    Staff,
)
from tests.bot.reading import buttons
from tests.walk.filling import TYPED
from tests.walk.leading import STAGES, Shut
from tests.walk.town import Staffing, Town, cards_of, form_of
from tests.year.happenings import OFTEN, Happening

WORKERS: Final = ("amira", "priya", "david")
STAFFING: Final = Staffing(managers=("helen", "tom"), reserve=("rhona",))
IN_FORCE: Final = 5
"""How far the straight walk leads until a restriction is in force."""
OTHERS: Final = tuple(f"Customer {name}" for name in ("Alder", "Birch", "Cedar", "Damson", "Elder"))
LOOKS: Final = {"restriction.review": 2.0, "restriction.lift": 0.1, "case.close": 0.1, "case.exclude": 0.02}
"""How likely a manager presses what they see; anything else once."""


class People:
    """Everybody in the town; `left` is who is no colleague any more."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.left = ""
        self._stages: list[Callable[[Town], None]] = []

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.town.desk.now.date()

    @property
    def colleagues(self) -> int:
        """How many work here."""
        return len({*WORKERS, *STAFFING.managers} - {self.left})

    def meet(self, happening: Happening) -> None:
        """Do what this happening asks for; nothing where it does not fit the day."""
        DOES[happening.what](self, happening)

    def go_on(self) -> None:
        """Where no case is open a new one begins, and goes a step a day until a restriction is in force."""
        if self.left == "amira":
            return
        if all(case.closed_at for case in self.town.desk.rows(Case)):
            self._begin_again()
        elif self._stages:
            with suppress(Shut):
                self._stages.pop(0)(self.town)
                return
            self._stages.clear()

    def _begin_again(self) -> None:
        """Somebody asks for a look, and a manager looks closer."""
        self.town.report("priya", concern="recorded")
        reply = self.town.report("amira", concern="recorded")
        for each in _on(cards_of(reply), "case.suggest"):
            self._submits("amira", each.action, each.value, reasons="Please look")
        for each in _on(self.town.desk.managers_channel(), "case.open"):
            self.town.presses("helen", each.action, each.value)
        self._requests_are_answered()
        self._stages = list(STAGES[:IN_FORCE])

    def question(self, happening: Happening) -> None:
        self.town.report(
            self._worker(happening), customer=happening.of(*OTHERS), concerns=(), issue="A question"
        )

    def promise(self, happening: Happening) -> None:
        by = self.today + timedelta(days=1 + happening.how % 9)
        self.town.report(
            self._worker(happening),
            customer=happening.of("C-0001", *OTHERS),
            concerns=(),
            promised=TYPED,
            promised_by=f"{by}",
        )

    def incident(self, happening: Happening) -> None:
        self.town.report(self._worker(happening), concern=happening.of("remarks_to_staff", "heavy_demands"))

    def keep(self, _happening: Happening) -> None:
        """The oldest promise is kept by who made it."""
        open_still = [row for row in self.town.desk.rows(Promise) if row.done_at is None]
        for row in open_still[:1]:
            who = self.town.numbers()[row.staff_id]
            self.town.presses(who, "promise.done", Target(extra=row.id or 0).value)

    def leave(self, happening: Happening) -> None:
        here = [*self._here(), "helen"]
        handle = here[happening.who % len(here)]
        until = self.today + timedelta(days=(1, 4, 14)[happening.how % 3])
        cover = next((number for number, who in self.town.numbers().items() if who == "priya"), 0)
        form = form_of(self.town.types(handle, "away"))
        assert form is not None
        usual = {each.name: each.value for each in form.every_field}
        covered = f"{cover}" if handle != "priya" else ""
        self.town.submits(handle, form, {**usual, "until": f"{until}", "cover": covered})

    def look(self, happening: Happening) -> None:
        """A manager presses one of the buttons before them."""
        handle = STAFFING.managers[happening.who % len(STAFFING.managers)]
        offered = [each for each in self.town.sees(handle) if each.action != "case.show"]
        if not offered:
            return
        chance = happening.chance
        (button,) = chance.choices(offered, [LOOKS.get(each.action, 1.0) for each in offered])
        if form := form_of(self.town.presses(handle, button.action, button.value)):
            self.town.fills_in(handle, form, chance)

    def close(self, _happening: Happening) -> None:
        """Where nothing is restricted any more, the case is closed."""
        if all(row.ended_how or row.decision == "declined" for row in self.town.desk.rows(Restriction)):
            self._submits("helen", "case.close", self.town.values()[0], reasons="All is well")

    def correct(self, happening: Happening) -> None:
        """Somebody's newest report is corrected."""
        if row := self._newest_report(self._worker(happening)):
            changed: Mapping[str, tuple[str, ...]] = {} if happening.how % 2 else {"concerns": ()}
            self._submits(
                self.town.numbers()[row.reporter_id],
                "report.correct",
                Target(report=row.id or 0, version=row.version).value,
                **changed,
            )

    def withdraw(self, happening: Happening) -> None:
        """Somebody's newest report counts no more."""
        if row := self._newest_report(self._worker(happening)):
            value = Target(report=row.id or 0, version=row.version).value
            who = self.town.numbers()[row.reporter_id]
            self._submits(who, "report.withdraw", value, reasons="It was somebody else")

    def threat(self, happening: Happening) -> None:
        self.town.threatened(self._worker(happening))

    def take(self, happening: Happening) -> None:
        """A manager takes what nobody has taken."""
        handle = STAFFING.managers[happening.who % len(STAFFING.managers)]
        for row in self.town.desk.rows(Safety):
            if row.taken_by is None:
                self.town.presses(handle, "safety.take", Target(extra=row.id or 0).value)

    def complain(self, happening: Happening) -> None:
        self._submits(
            self._worker(happening),
            "complaint.log",
            Target(extra=1).value,
            about=f"{TYPED} {happening.how}",
            received=f"{self.today}",
        )

    def answer(self, happening: Happening) -> None:
        """Whoever may answer the oldest complaint does."""
        waiting = [row for row in self.town.desk.rows(Complaint) if row.decided_at is None]
        for row in waiting[:1]:
            for handle in ("helen", "tom", "rhona"):
                told = {"outcome": happening.of("upheld", "partly", "not_upheld"), "recorded": TYPED}
                value = Target(extra=row.id or 0).value
                if self._submits(handle, "complaint.decide", value, **told, effect=TYPED, reasons=TYPED):
                    return

    def ask(self, happening: Happening) -> None:
        """A customer asks for what the law gives them."""
        numbers = [row.id or 0 for row in self.town.desk.rows(Customer) if not row.erased_at]
        self._submits(
            self._worker(happening),
            "request.log",
            Target(extra=numbers[happening.how % len(numbers)]).value,
            kind=happening.of("file", "correction", "erasure", "information"),
            details=f"{TYPED} {happening.how}",
            asked=f"{self.today}",
        )

    def done(self, happening: Happening) -> None:
        """A manager does the oldest of them."""
        waiting = [row for row in self.town.desk.rows(PersonRequest) if row.done_at is None]
        handle = STAFFING.managers[happening.who % len(STAFFING.managers)]
        for row in waiting[:1]:
            value = Target(extra=row.id or 0).value
            self._submits(handle, "request.done", value, done=TYPED, date=f"{self.today}")

    def merge(self, happening: Happening) -> None:
        """Somebody else is the customer of the case."""
        found = [row.id or 0 for row in self.town.desk.rows(Customer) if not row.merged_into and row.id != 1]
        if found:
            value = Target(extra=found[happening.how % len(found)]).value
            self._submits("helen", "customer.merge", value, customer="C-0001", reasons=TYPED)

    def unmerge(self, happening: Happening) -> None:
        """And is not, after all."""
        merged = [row.id or 0 for row in self.town.desk.rows(Merge) if row.undone_at is None]
        if merged:
            value = Target(extra=merged[happening.how % len(merged)]).value
            self._submits("helen", "customer.unmerge", value, reasons=TYPED)

    def _requests_are_answered(self) -> None:
        """Nothing new is agreed before somebody who asked for another way of communicating has an answer."""
        for each in _on(cards_of(self.town.types("helen", "check C-0001")), "adjustment.answer"):
            self._submits("helen", each.action, each.value, answer="We write", in_place="")

    def _submits(self, handle: str, action: str, value: str, **typed: str | tuple[str, ...]) -> bool:
        """Open a form by its button, fill it in and submit it; whether it opened."""
        form = form_of(self.town.presses(handle, action, value))
        if form is None:
            return False
        usual = {each.name: each.value for each in form.every_field}
        self.town.submits(handle, form, usual | {name: typed[name] for name in typed if name in usual})
        return True

    def _newest_report(self, handle: str) -> Report | None:
        number = next(
            (row.id for row in self.town.desk.rows(Staff) if (row.email or "").startswith(handle)), 0
        )
        mine = [row for row in self.town.desk.rows(Report) if row.reporter_id == number]
        return next((row for row in reversed(mine) if not (row.withdrawn_at or row.erased_at)), None)

    def _worker(self, happening: Happening) -> str:
        here = self._here()
        return here[happening.who % len(here)]

    def _here(self) -> list[str]:
        return [each for each in WORKERS if each != self.left]


def _on(cards: Iterable[Card], action: str) -> list[Button]:
    """The buttons on these cards that do this."""
    return [each for card in cards for each in buttons(card) if each.action == action]


DOES: Final[Mapping[str, Callable[[People, Happening], None]]] = {
    what: getattr(People, what) for what in OFTEN
}
"""By what happens."""
