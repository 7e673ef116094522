"""Attack: a button that was drawn for a manager is pressed, in Slack, by somebody who may not. Refused, and nothing changes.

People who are refused whatever they type are in tests/slack/test_door_people.py, every action by itself in
tests/bot/test_doors.py.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlmodel import SQLModel, func, select

from bot import tables
from storage import Db, Store, audit
from tests.databases import NewDatabase
from tests.office import MANAGERS
from tests.office.shown import Payload
from tests.slack import members, troubled
from tests.slack.members import MANAGERS_GROUP
from tests.slack.reading import Pressing
from tests.slack.troubled import Troubled
from tests.stories.test_the_walk import consider, considered_case, propose, talk, value_of

GRACE, OWEN = members.of("grace"), members.of("owen")
NOT_STAFF, NOT_MANAGER = "Evenhand is for the service's own staff", "Only a manager can do this"
LEFT_GRACE = replace(next(each for each in members.FIVE if each.id == GRACE), deleted=True)

State = tuple[tuple[int, str], Mapping[str, int]]


@pytest.fixture
def office(new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture) -> Iterator[Troubled]:
    """A proposal waits for Owen or Grace, who manage by being in a group; buttons hang in the managers' channel."""
    with Store(new_sqlite()) as store, by_group(store, caplog) as opened:
        opened.david.types("/incident help")
        considered_case(opened)
        consider(opened, opened.grace, speaker=opened.amira, result="raise")
        talk(opened, opened.amira)
        propose(opened.amira, opened, "style", details="No shouting", review="2027-05-21")
        yield opened


def by_group(store: Store, caplog: pytest.LogCaptureFixture) -> AbstractContextManager[Troubled]:
    return troubled.office(store, caplog, managers=f"slack:{MANAGERS_GROUP}")


WRONG: Mapping[str, tuple[str, str]] = {
    "a worker": (members.of("david"), NOT_MANAGER),
    "a guest": (members.GUEST.id, NOT_STAFF),
    "a guest of one channel": (members.SINGLE_CHANNEL_GUEST.id, NOT_STAFF),
    "somebody of another workspace": (members.STRANGER.id, NOT_STAFF),
    "somebody whose account was shut": (members.LEFT.id, NOT_STAFF),
    "another app": (members.OTHER_BOT.id, NOT_STAFF),
}


def test_no_button_that_was_drawn_for_managers_does_anything_for_others(office: Troubled) -> None:
    found = drawn_for_managers(office)
    assert {each["action"] for each in found} >= {"case.show", "case.exclude", "case.record", "customer.who"}
    before = state(office.store)
    for who, (user, refused) in WRONG.items():
        for button in found:
            assert refused in said_to_presser(office, user, button), (who, button["action"])
    assert state(office.store) == before


def leaves_the_group(office: Troubled) -> None:
    office.workspace.state.groups[MANAGERS_GROUP] = (OWEN,)
    happened = {"type": "subteam_members_changed", "subteam_id": MANAGERS_GROUP}
    office.client.happens(happened | {"added_users": [], "removed_users": [GRACE]})


def is_shut_out(office: Troubled) -> None:
    office.workspace.state.people[GRACE] = LEFT_GRACE
    office.client.happens({"type": "user_change", "user": LEFT_GRACE.shape()})


LOST: Mapping[str, tuple[Callable[[Troubled], None], str]] = {
    "left the group": (leaves_the_group, NOT_MANAGER),
    "left the service": (is_shut_out, NOT_STAFF),
}


@pytest.mark.parametrize("how", LOST)
def test_a_manager_no_more_presses_what_was_drawn_for_them_before(office: Troubled, how: str) -> None:
    lose, refused = LOST[how]
    found = drawn_for_managers(office)
    lose(office)
    office.finish()
    before = state(office.store)
    for button in found:
        assert refused in said_to_presser(office, GRACE, button), button["action"]
    assert state(office.store) == before


def test_a_manager_no_more_submits_the_form_that_was_open(office: Troubled) -> None:
    office.grace.presses_raw("case.exclude", value_of(office))
    staff = next(each for each in office.grace.form["fields"] if each["name"] == "staff")
    leaves_the_group(office)
    office.finish()
    before = state(office.store)
    office.grace.fills_in(staff=staff["options"][0]["key"], looked_into="no")
    assert office.grace.title == NOT_MANAGER
    assert state(office.store) == before


def test_a_manager_whom_the_settings_name_no_more_decides_nothing_after_the_restart(
    new_sqlite: NewDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    with Store(new_sqlite()) as store:
        with troubled.office(store, caplog) as opened:
            considered_case(opened)
            old = value_of(opened)
        before = state(store)
        with troubled.office(store, caplog, managers="owen.price@example.org") as opened:
            opened.grace.presses_raw("case.close", old)
            assert opened.grace.title == NOT_MANAGER
            opened.grace.submits("case.close", old, reasons="Closed by somebody who may not")
            assert opened.grace.title == NOT_MANAGER
            opened.finish()
        assert state(store) == before


def drawn_for_managers(office: Troubled) -> list[Payload]:
    """The buttons for managers alone in the managers' channel, in Grace's own messages and on the case as she sees it."""
    shown = office.grace.types("/incident case M-0001").seen
    cards = [*office.owen.messages(MANAGERS), *office.grace.messages(), shown]
    parts = [part for each in cards for part in each["card"]["parts"] if part["type"] == "buttons"]
    found = [button for part in parts for button in (*part["shown"], *part["more"])]
    return [button for button in found if tables.PRESSES[button["action"]].managers]


def said_to_presser(office: Troubled, user: str, button: Payload) -> str:
    """What somebody reads who presses it: to Slack it is a press on a message, whoever may see that."""
    pressing: Pressing = button["press"]
    office.finish()
    before = len(office.whispered(user))
    office.client.press(user, pressing.spot, pressing.block_id, pressing.element, pressing.option)
    office.finish()
    whispered = office.whispered(user)[before:]
    dialog = office.workspace.dialog(user)
    return " ".join(whispered) + (office.reads(user) if dialog else "")


def state(store: Store) -> State:
    """The end of the audit chain, and how many rows each table has."""

    def read(db: Db) -> State:
        tables = SQLModel.metadata.tables.items()
        rows = {name: db.exec(select(func.count()).select_from(table)).one() for name, table in tables}
        return audit.head(db), {name: number for name, number in rows.items() if name not in NO_MATTER}

    return store.read(read)


NO_MATTER = frozenset({"delivery", "directory_entry", "directory_group"})
"""What is remembered of a press and of who Slack says that somebody is."""
