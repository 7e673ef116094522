"""Who somebody in Slack is: own full members only, asked seldom, remembered when Slack can't be asked."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from adapters.deliverer import Refused, TryLater, Unsure
from adapters.remembered import CantTell
from adapters.slack.directory import Directory, entry
from bot import roles
from bot.chat import Role
from bot.settings import Service
from storage import Store, directory
from storage.people import get as staff_of
from tests.bot.desk import service
from tests.databases import NewDatabase
from tests.slack import members
from tests.slack.askable import Askable
from tests.slack.members import MANAGERS_GROUP, Member
from tests.storage.records import T0

AMIRA, GRACE = members.of("amira"), members.of("grace")
INFO, LIST = "users.info", "usergroups.users.list"
OUTSIDERS = (
    members.GUEST,
    members.SINGLE_CHANNEL_GUEST,
    members.STRANGER,
    members.LEFT,
    members.OTHER_BOT,
    members.UNCONFIRMED,
    members.OURSELVES,
)


@pytest.fixture
def store(new_sqlite: NewDatabase) -> Iterator[Store]:
    with Store(new_sqlite()) as opened:
        yield opened


@pytest.fixture
def slack() -> Askable:
    return Askable()


def grouped() -> Service:
    return service(evenhand_managers=f"slack:{MANAGERS_GROUP.lower()}")


@pytest.fixture
def people(slack: Askable, store: Store) -> Directory:
    return Directory(slack, store, slack.clock, service())


@pytest.fixture
def in_groups(slack: Askable, store: Store) -> Directory:
    return Directory(slack, store, slack.clock, grouped())


async def test_a_full_member_is_confirmed_with_name_and_address(slack: Askable, people: Directory) -> None:
    slack.people[AMIRA] = replace(slack.people[AMIRA], email="Amira.Khan@Example.ORG")
    found = await people.profile(AMIRA, members.TEAM_ID)
    assert (found.platform, found.handle, found.name) == ("slack", AMIRA, "Amira Khan")
    assert found.email == "amira.khan@example.org"
    assert found.confirmed


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=lambda each: each.id)
async def test_nobody_else_is_confirmed(people: Directory, outsider: Member) -> None:
    assert not (await people.profile(outsider.id)).confirmed


def test_somebody_of_another_workspace_is_not_confirmed_whatever_their_marks(
    slack: Askable,
) -> None:
    shape = slack.people[AMIRA].shape()
    assert entry(shape, members.TEAM_ID, T0).confirmed
    assert not entry(shape | {"team_id": members.OTHER_TEAM_ID}, members.TEAM_ID, T0).confirmed
    unsaid = {name: value for name, value in shape.items() if name != "is_email_confirmed"}
    assert not entry(unsaid, members.TEAM_ID, T0).confirmed


@pytest.mark.parametrize("mark", ["deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"])
def test_each_mark_alone_keeps_somebody_out(slack: Askable, mark: str) -> None:
    assert not entry(slack.people[AMIRA].shape() | {mark: True}, members.TEAM_ID, T0).confirmed


async def test_somebody_from_another_workspace_by_their_payload_needs_no_question(
    slack: Askable, people: Directory
) -> None:
    await people.profile(GRACE)
    asked = len(slack.calls)
    assert not (await people.profile(GRACE, members.OTHER_TEAM_ID)).confirmed
    assert len(slack.calls) == asked


async def test_an_id_that_slack_does_not_know_is_nobody(people: Directory) -> None:
    assert not (await people.profile("U0NOBODY")).confirmed


async def test_within_an_hour_slack_is_asked_once(slack: Askable, people: Directory, store: Store) -> None:
    first = await people.profile(AMIRA)
    slack.clock.later(minutes=60)
    assert await people.profile(AMIRA) == first
    restarted = Directory(slack, store, slack.clock, service())
    assert await restarted.profile(AMIRA) == first
    assert slack.asked(INFO) == 1


async def test_after_an_hour_slack_is_asked_again(slack: Askable, people: Directory) -> None:
    await people.profile(AMIRA)
    slack.people[AMIRA] = replace(slack.people[AMIRA], deleted=True)
    slack.clock.later(minutes=61)
    assert not (await people.profile(AMIRA)).confirmed
    assert slack.asked(INFO) == 2


@pytest.mark.parametrize("trouble", [TryLater(1), Unsure("timeout"), Refused("something_new")], ids=str)
async def test_while_slack_can_not_be_asked_what_it_said_counts_for_a_day(
    slack: Askable, people: Directory, trouble: Exception
) -> None:
    known = await people.profile(AMIRA)
    slack.trouble[INFO] = trouble
    slack.clock.later(hours=24)
    assert await people.profile(AMIRA) == known
    slack.clock.later(seconds=1)
    with pytest.raises(CantTell):
        await people.profile(AMIRA)


async def test_nobody_is_let_in_unasked(slack: Askable, people: Directory) -> None:
    slack.trouble[INFO] = Unsure("timeout")
    with pytest.raises(CantTell):
        await people.profile(AMIRA)
    slack.trouble.clear()
    assert (await people.profile(AMIRA)).confirmed


async def test_without_our_own_identity_nobody_can_be_told(slack: Askable, people: Directory) -> None:
    slack.trouble["auth.test"] = TryLater(300, "token_revoked")
    with pytest.raises(CantTell):
        await people.profile(AMIRA, members.TEAM_ID)
    with pytest.raises(CantTell):
        await people.profile(AMIRA)


async def test_slack_is_left_alone_for_as_long_as_it_asks(slack: Askable, people: Directory) -> None:
    await people.profile(AMIRA)
    slack.trouble[INFO] = TryLater(300)
    slack.clock.later(hours=2)
    await people.profile(AMIRA)
    asked = slack.asked(INFO)
    slack.clock.later(seconds=299)
    await people.profile(AMIRA)
    assert slack.asked(INFO) == asked
    slack.clock.later(seconds=1)
    await people.profile(AMIRA)
    assert slack.asked(INFO) == asked + 1


async def test_a_slow_slack_keeps_nobody_waiting_whom_it_told_of_before(slack: Askable, store: Store) -> None:
    hasty = Directory(slack, store, slack.clock, service(), patience=0)
    known = await hasty.profile(AMIRA)
    slack.people[AMIRA] = replace(slack.people[AMIRA], name="Amira Reed")
    slack.clock.later(hours=2)
    slack.answering.clear()
    assert await hasty.profile(AMIRA) == known
    asking = asyncio.ensure_future(
        Directory(slack, store, slack.clock, service(), patience=60).profile(AMIRA)
    )
    slack.answering.set()
    assert (await asking).name == "Amira Reed"


async def test_many_clicks_at_once_ask_once(slack: Askable, in_groups: Directory) -> None:
    slack.answering.clear()
    clicks = [asyncio.ensure_future(in_groups.profile(GRACE)) for _click in range(5)]
    await slack.questions(2)
    slack.answering.set()
    assert {(await click).handle for click in clicks} == {GRACE}
    assert (slack.asked(INFO), slack.asked(LIST)) == (1, 1)


async def test_somebody_who_gives_up_waiting_takes_the_answer_from_nobody(
    slack: Askable, people: Directory
) -> None:
    slack.answering.clear()
    one, two = (asyncio.ensure_future(people.profile(AMIRA)) for _click in range(2))
    await slack.questions(1)
    one.cancel()
    slack.answering.set()
    assert (await two).confirmed
    assert slack.asked(INFO) == 1


async def test_what_changed_is_asked_again(slack: Askable, people: Directory) -> None:
    await people.profile(AMIRA)
    slack.people[AMIRA] = replace(slack.people[AMIRA], deleted=True)
    await people.changed(AMIRA)
    assert not (await people.profile(AMIRA)).confirmed


async def test_what_changed_is_not_believed_any_more_when_slack_is_silent(
    slack: Askable, people: Directory
) -> None:
    await people.profile(AMIRA)
    await people.changed(AMIRA)
    slack.trouble[INFO] = Unsure("timeout")
    with pytest.raises(CantTell):
        await people.profile(AMIRA)


async def test_an_answer_from_before_a_change_is_not_remembered(slack: Askable, people: Directory) -> None:
    slack.answering.clear()
    early = asyncio.ensure_future(people.profile(AMIRA))
    await slack.questions(1)
    slack.people[AMIRA] = replace(slack.people[AMIRA], deleted=True)
    await people.changed(AMIRA)
    slack.answering.set()
    await early
    assert not (await people.profile(AMIRA)).confirmed


async def test_a_change_of_somebody_never_seen_writes_nothing(people: Directory, store: Store) -> None:
    await people.changed(AMIRA)
    assert store.read(lambda db: directory.get(db, "slack", AMIRA)) is None


async def test_a_colleague_who_was_shut_out_is_asked_about_at_once_for_they_write_no_more(
    slack: Askable, people: Directory, store: Store
) -> None:
    found = await people.profile(AMIRA)
    staff = store.write(lambda db: roles.admit(db, found, service(), T0))
    slack.people[AMIRA] = replace(slack.people[AMIRA], deleted=True)
    await people.changed(AMIRA)
    await people.left(AMIRA)
    store.write(lambda db: roles.recheck(db, service()))
    assert store.read(lambda db: staff_of(db, staff.staff_id).role) == Role.NONE


async def test_a_stranger_who_was_shut_out_is_not_asked_about(slack: Askable, people: Directory) -> None:
    await people.left(AMIRA)
    assert slack.asked(INFO) == 0


async def test_groups_come_with_everybody_and_are_asked_for_once(
    slack: Askable, in_groups: Directory
) -> None:
    assert (await in_groups.profile(GRACE)).groups == {f"slack:{MANAGERS_GROUP}"}
    assert (await in_groups.profile(AMIRA)).groups == frozenset()
    assert slack.asked(LIST) == 1


async def test_without_groups_in_the_settings_none_is_asked_for(slack: Askable, people: Directory) -> None:
    await people.profile(GRACE)
    await people.groups_changed()
    assert slack.asked(LIST) == 0


async def test_who_left_the_group_manages_no_more(slack: Askable, in_groups: Directory) -> None:
    before = await in_groups.profile(GRACE)
    assert roles.role_of(before, grouped()) is Role.MANAGER
    slack.groups[MANAGERS_GROUP].remove(GRACE)
    assert await in_groups.profile(GRACE) == before
    await in_groups.groups_changed()
    assert roles.role_of(await in_groups.profile(GRACE), grouped()) is Role.WORKER


async def test_nobody_manages_by_a_group_that_slack_can_not_tell_about(
    slack: Askable, in_groups: Directory
) -> None:
    slack.trouble[LIST] = Unsure("timeout")
    with pytest.raises(CantTell):
        await in_groups.profile(GRACE)


async def test_a_group_that_does_not_exist_makes_nobody_a_manager_and_locks_nobody_out(
    slack: Askable, store: Store
) -> None:
    wrong = service(evenhand_managers="slack:S0WRONG, helen@example.org")
    found = await Directory(slack, store, slack.clock, wrong).profile(GRACE)
    assert found.confirmed
    assert roles.role_of(found, wrong) is Role.WORKER


async def test_a_database_in_trouble_only_means_asking_slack(slack: Askable, new_sqlite: NewDatabase) -> None:
    store = Store(new_sqlite())
    people = Directory(slack, store, slack.clock, service())
    store.close()
    assert (await people.profile(AMIRA)).confirmed
