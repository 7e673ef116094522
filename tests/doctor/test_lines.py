"""The doctor's lines about settings and people, each by itself: what it says, from when on, and what to do."""

from datetime import timedelta
from pathlib import Path

import pytest

from adapters.doctoring import configured
from bot import condition, summarising
from bot.condition import GB, MB, State
from bot.words import doctor as words
from storage import Store, directory, jobs, people
from storage.tables import DirectoryGroup
from tests.bot.desk import service
from tests.databases import NewDatabase
from tests.doctor.breaking import LOOK, leaves_a_promise
from tests.doctor.looked_over import HELEN, TOM, about, came, examined, in_order
from tests.storage.records import T0


async def test_of_a_managers_group_those_are_counted_who_never_came(url: str) -> None:
    with Store(url) as store:
        group = DirectoryGroup(platform="slack", handle="S0123", members="U1,U2,U3", checked_at=T0)
        store.write(lambda db: directory.put_group(db, group))
        helen = store.write(lambda db: people.join(db, name="H", email=HELEN, role="manager", at=T0))
        store.write(lambda db: people.seen(db, helen, "slack", "U1", T0))
    found = about(await examined(url, evenhand_managers="slack:S0123"), words.REACHED)
    assert found.state is LOOK
    assert found.said.startswith("2 members of slack:s0123 never opened Evenhand")
    assert "/incident help" in found.todo


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, LOOK),
        ({"evenhand_reserve_deciders": "chair@host.example.org"}, State.FINE),
        ({"evenhand_reserve_deciders": HELEN}, LOOK),
        ({"evenhand_managers": f"{HELEN}, {TOM}"}, State.FINE),
    ],
)
async def test_a_manager_alone_needs_a_second_person(url: str, given: dict[str, str], state: State) -> None:
    in_order(url)
    found = about(await examined(url, **({"evenhand_managers": HELEN} | given)), words.DECIDERS)
    assert found.state is state
    assert ("EVENHAND_RESERVE_DECIDERS" in found.todo) is (state is LOOK)


async def test_before_there_is_a_database_the_settings_say_who_is_alone(url: str) -> None:
    none = {"evenhand_database_url": "sqlite:///none.db", "evenhand_managers": HELEN}
    assert about(await examined(url, **none), words.DECIDERS).state is LOOK
    for more in (
        {"evenhand_reserve_deciders": "chair@host.example.org"},
        {"evenhand_managers": "slack:S0123"},
    ):
        assert words.DECIDERS not in {line.subject for line in await examined(url, **(none | more))}


async def test_who_may_decide_are_counted_who_opened_evenhand(url: str) -> None:
    assert about(await examined(url), words.DECIDERS).said == "nobody who may decide has opened Evenhand yet"
    came(url, HELEN)
    assert about(await examined(url), words.DECIDERS).state is LOOK
    came(url, TOM, "chair@example.org")
    reserve = {"evenhand_reserve_deciders": "chair@example.org, board@host.example.org"}
    lines = await examined(url, **reserve)
    assert about(lines, words.DECIDERS).said == (
        "2 managers and 1 reserve decider; 1 reserve decider outside Evenhand"
    )
    assert "a manager records what they decide: board@host.example.org" in about(lines, words.RESERVE).said


async def test_day_time_and_zone_of_the_service_are_said(url: str) -> None:
    said = about(await examined(url), words.CALENDAR).said
    assert said.startswith("it is Monday 23 November 2026, 09:00 in Europe/London, a working day")
    assert "the next public holiday is Fri 25 Dec" in said
    assert (
        "10:00 in Europe/Paris"
        in about(await examined(url, evenhand_timezone="Europe/Paris"), words.CALENDAR).said
    )


async def test_a_year_whose_public_holidays_nobody_knows_deserves_a_look(url: str) -> None:
    """The calendar in use ends with 2100."""
    found = about(await examined(url, now=T0.replace(year=2100)), words.CALENDAR)
    assert found.state is LOOK
    assert "no public holiday of GB-ENG is known for 2101" in found.said
    assert about(await examined(url, now=T0.replace(year=2099)), words.CALENDAR).state is State.FINE


async def test_whoever_makes_backups_otherwise_says_so_and_hears_no_more_of_it(url: str) -> None:
    found = about(await examined(url, evenhand_backups="Elsewhere"), words.BACKUPS)
    assert (found.state, found.todo) == (State.FINE, "")
    assert "EVENHAND_BACKUPS" in found.said


def test_a_large_database_needs_room_for_two_more_of_it() -> None:
    assert condition.of_disk(GB, MB) is State.FINE
    assert condition.of_disk(3 * GB - 1, 3 * GB // 2) is LOOK
    assert condition.of_disk(3 * GB, 3 * GB // 2) is State.FINE


async def test_on_a_server_nobody_here_knows_how_much_room_is_left(new_postgresql: NewDatabase) -> None:
    assert words.DISK not in {line.subject for line in await examined(new_postgresql())}


async def test_a_summary_counts_as_missed_an_hour_after_its_time_on_working_days_only(url: str) -> None:
    came(url, HELEN, TOM)
    with Store(url) as store:
        friday = T0 - timedelta(days=3)
        store.write(lambda db: jobs.claim(db, summarising.KIND, friday.date(), friday))
    early = about(await examined(url, now=T0 + timedelta(minutes=29)), words.SUMMARY)
    assert (early.state, early.said) == (State.FINE, "the last one was made Fri 20 Nov 09:00")
    late = about(await examined(url, now=T0 + timedelta(minutes=30)), words.SUMMARY)
    assert (late.state, late.said) == (
        LOOK,
        "1 working day without one; the last one was made Fri 20 Nov 09:00",
    )
    sunday = about(await examined(url, now=T0 - timedelta(days=1)), words.SUMMARY)
    assert sunday.state is State.FINE


async def test_what_somebody_who_left_was_to_do_is_counted_by_kind(url: str) -> None:
    in_order(url)
    with Store(url) as store:
        leaves_a_promise(store)
    found = about(await examined(url), words.LEAVERS)
    assert found.said == "AK (colleague 3) left, with 1 promise"
    assert "*Done*" in found.todo


async def test_a_service_without_a_number_to_ring_is_told_so(url: str) -> None:
    found = about(await examined(url, evenhand_safety_phone=""), words.SAFETY)
    assert found.state is State.LOOK
    assert "EVENHAND_SAFETY_PHONE" in found.todo


async def test_who_hears_of_safeguarding_is_counted(url: str) -> None:
    assert "no safeguarding lead named" in about(await examined(url), words.SAFETY).said
    named = await examined(url, evenhand_safeguarding_leads="lead@example.org")
    assert "1 safeguarding lead told too" in about(named, words.SAFETY).said


async def test_each_wrong_setting_is_a_line_of_its_own_and_ends_the_look(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "fictional")
    monkeypatch.setenv("EVENHAND_TIMEZONE", "Mars")
    lines = await examined(url)
    [version, zone, token] = lines
    assert (version.state, version.subject) == (State.FINE, words.VERSION)
    assert {zone.state, token.state} == {State.BROKEN}
    assert [line.said.partition(" ")[0] for line in (zone, token)] == ["EVENHAND_TIMEZONE", "SLACK_BOT_TOKEN"]
    assert "Europe/London" in zone.todo
    assert "xoxb-" in token.todo


async def test_a_wrong_policy_file_is_named_by_its_line(url: str, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    found = about(await examined(url, evenhand_policy=own), words.POLICY)
    assert found.state is State.BROKEN
    assert "can't be read" in found.said
    own.write_text("nonsense = 1\n", "utf-8")
    lines = [each for each in await examined(url, evenhand_policy=own) if each.subject == words.POLICY]
    assert "own.toml, line 1" in lines[0].said
    assert "EVENHAND_POLICY" in lines[0].todo


async def test_without_managers_nobody_may_decide_and_that_is_broken(url: str) -> None:
    found = about(await examined(url, evenhand_managers=""), words.MANAGERS)
    assert found.state is State.BROKEN
    assert "nobody may decide" in found.said
    assert "EVENHAND_MANAGERS" in found.todo


def test_managers_are_counted_by_address_and_group() -> None:
    named = configured.managers(service(evenhand_managers="a@example.org, b@example.org, slack:S0123"))
    assert (named.state, named.said) == (State.FINE, "2 addresses and 1 user group named")


async def test_without_a_channel_managers_hear_nothing(url: str) -> None:
    found = about(await examined(url, evenhand_managers_channel=""), words.CHANNEL)
    assert found.state is State.BROKEN
    assert "EVENHAND_MANAGERS_CHANNEL" in found.todo
