"""What somebody who left was to do is counted until somebody else has it, and nobody's who is here."""

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest

from bot import leavers, settings
from bot.chat import Person, Role
from bot.context import Context
from bot.policy import packaged
from bot.words.doctor.people import LEFT
from storage import Db, Store, people
from tests.bot import busy, taking
from tests.bot.desk import Colleague, Desk
from tests.bot.test_leaving import leaves, next_morning, single_contact
from tests.bot.test_managers import three
from tests.databases import NewDatabase
from tests.statements import asked

Tasks = Mapping[str, Mapping[str, int]]


def tasks(desk: Desk) -> Tasks:
    """By the name of who left."""
    return desk.store.read(lambda db: _tasks(db, desk.now, desk.service))


def _tasks(db: Db, now: datetime, service: settings.Service) -> Tasks:
    nobody = Person(staff_id=0, name="", role=Role.NONE)
    found = leavers.tasks(Context(db, nobody, now, packaged(), service))
    names = people.names(db)
    return {names[who]: dict(what) for who, what in found.items()}


def goes(desk: Desk, colleague: Colleague) -> None:
    """They lose their role; what follows from that in the morning has not happened yet."""
    leaves(desk, colleague)

    def without_role(db: Db) -> None:
        people.get(db, colleague.person.staff_id).role = Role.NONE.value

    desk.store.write(without_role)


def promises(desk: Desk) -> Colleague:
    desk.amira.file("Priscilla Okafor", "Plan", promised="Ring the school", promised_by="2026-11-25")
    return desk.amira


def is_to_reply(desk: Desk) -> Colleague:
    three(desk)
    desk.helen.press("Name who replies", desk.managers_channel()[0])
    desk.helen.submit(owner=str(desk.priya.person.staff_id))
    return desk.priya


def is_to_decide(desk: Desk) -> Colleague:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.helen)
    return desk.tom


def is_to_speak(desk: Desk) -> Colleague:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    return desk.amira


def is_the_contact(desk: Desk) -> Colleague:
    single_contact(desk)
    return desk.priya


def is_to_cover(desk: Desk) -> Colleague:
    desk.tom.command("away")
    desk.tom.submit(until="2026-11-27", cover=str(desk.priya.person.staff_id))
    return desk.priya


TASKS: Mapping[str, Callable[[Desk], Colleague]] = {
    "promise": promises,
    "issue": is_to_reply,
    "decision": is_to_decide,
    "conversation": is_to_speak,
    "contact": is_the_contact,
    "cover": is_to_cover,
}


def test_every_task_that_can_be_left_has_its_words() -> None:
    assert set(TASKS) == set(LEFT)


@pytest.mark.parametrize("what", TASKS)
def test_what_was_theirs_is_counted_once_they_left_and_not_before(desk: Desk, what: str) -> None:
    whose = TASKS[what](desk)
    assert tasks(desk) == {}
    goes(desk, whose)
    assert tasks(desk) == {whose.profile.name: {what: 1}}


def test_what_comes_back_in_the_morning_is_left_by_nobody(desk: Desk) -> None:
    goes(desk, is_to_reply(desk))
    next_morning(desk)
    assert tasks(desk) == {}


def test_it_takes_as_many_queries_for_many_cases_as_for_one(new_sqlite: NewDatabase) -> None:
    def counted(number: int) -> int:
        with Store(new_sqlite()) as store:
            desk = Desk(store)
            busy.fill(store, desk.now, number)
            tasks(desk)
            with asked() as statements:
                tasks(desk)
            return len(statements)

    assert counted(2) == counted(9)
