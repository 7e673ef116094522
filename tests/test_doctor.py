"""The doctor: each thing that can be wrong gets a line that says what to do, and none once it is mended."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from aiohttp import web

from adapters import doctor
from adapters.doctoring import configured
from adapters.doctoring.kept import database
from adapters.doctoring.lines import Line, for_machines, total, worst
from adapters.machine import Machine
from adapters.server import application
from bot import condition, settings, summarising
from bot.condition import GB, MB, State
from bot.words import doctor as words
from bot.words.doctor import settings as settings_words
from storage import Db, Store, audit, backups, directory, files, jobs, leases, outbox, people, reports
from storage.tables import DirectoryGroup
from tests import serving
from tests.bot import taking
from tests.bot.desk import Desk, service
from tests.databases import NewDatabase
from tests.slack.askable import Hands
from tests.storage.records import T0, later, lease_one, put, put_in

Given = dict[str, Any]
Change = Callable[[str, Given], object]


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings.ServerSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def url(new_sqlite: NewDatabase) -> str:
    return new_sqlite()


@pytest.fixture
def opened(url: str) -> Iterator[Store]:
    with Store(url) as store:
        yield store


def about(lines: Sequence[Line], subject: str) -> Line:
    (found,) = [line for line in lines if line.subject == subject]
    return found


async def fine() -> Sequence[Line]:
    return [Line(State.FINE, words.SLACK, "fine")]


async def fails() -> Sequence[Line]:
    raise ZeroDivisionError


@dataclass(frozen=True)
class Free:
    """A disk with so many bytes free."""

    free: int


@pytest.fixture(scope="module")
def ready() -> Iterator[int]:
    """The port of a service that is ready."""
    with serving.served(application(lambda: True)) as port:
        yield port


@pytest.fixture(scope="module", autouse=True)
def _running(ready: int) -> Iterator[None]:
    PORTS["ready"] = ready
    with serving.served(application(lambda: False)) as port, serving.served(web.Application()) as other:
        PORTS.update({"not ready": port, "another": other})
        yield


PORTS: dict[str, int] = {}


async def examined(url: str, **given: Any) -> Sequence[Line]:  # noqa: ANN401 - settings, as anybody sets them
    usual = {
        "evenhand_database_url": url,
        "evenhand_managers": "helen@example.org, tom@example.org",
        "evenhand_managers_channel": "slack:C0MANAGERS",
        "evenhand_safety_phone": "07700 900100",
        "port": PORTS["ready"],
    }
    clock, free = Hands(given.pop("now", T0)), given.pop("free", 50 * GB)
    platform = (
        (lambda _given, _service: fine) if given.pop("platform", True) else (lambda _given, _service: None)
    )

    def read() -> settings.ServerSettings:
        return settings.read_for_server(**(usual | given))

    asked = Machine(usage=lambda _folder: Free(free))
    return await doctor.examine(clock, [platform], read, asked)


def in_order(url: str) -> None:
    """Both managers opened Evenhand this morning, and a backup was made last night."""
    came(url, HELEN, TOM)
    with Store(url) as store:
        store.write(lambda db: backed_up(db, timedelta(hours=7)))


def backed_up(db: Db, ago: timedelta) -> None:
    audit.append(db, at=T0 - ago, staff_id=None, action=backups.ACTION, subject="backup", facts={})


def came(url: str, *addresses: str) -> None:
    """These people opened Evenhand."""

    def join(db: Db) -> None:
        for address in addresses:
            people.join(db, name=address, email=address, role="manager", at=T0)

    with Store(url) as store:
        store.write(join)


class Broken(NamedTuple):
    """One thing that may be wrong: the line that tells it, how it breaks and how it is mended."""

    subject: str
    state: State
    breaks: Callable[[str, Given], object]
    mends: Callable[[str, Given], object]


def sets(name: str, wrong: object, right: object) -> tuple[Change, Change]:
    """A setting that is wrong, then right."""
    return (
        lambda _url, given: given.__setitem__(name, wrong),
        lambda _url, given: given.__setitem__(name, right),
    )


def in_store(work: Callable[[Store], object]) -> Change:
    """Something that happens in the database."""

    def change(url: str, _given: Given) -> None:
        with Store(url) as store:
            work(store)

    return change


def parks(store: Store) -> None:
    put(store)
    leases.park(store, lease_one(store), now=T0, trouble="not_in_channel")


def retries_and_delivers(store: Store) -> None:
    store.write(outbox.unpark)
    leases.delivered(store, lease_one(store), "m1", T0)


def lets_wait(store: Store) -> None:
    store.write(lambda db: put_in(db, at=T0 - timedelta(hours=1)))


def delivers(store: Store) -> None:
    leases.delivered(store, lease_one(store), "m1", T0)


def is_another_version(store: Store) -> None:
    version = "update alembic_version set version_num = 'x' || version_num"
    store.write(lambda db: db.connection().exec_driver_sql(version))


def is_this_version(store: Store) -> None:
    version = "update alembic_version set version_num = substr(version_num, 2)"
    store.write(lambda db: db.connection().exec_driver_sql(version))


def came_days_before(days: int) -> Change:
    """The first colleague came so many days ago."""
    return in_store(lambda store: store.write(lambda db: _came_before(db, days)))


def _came_before(db: Db, days: int) -> None:
    for staff in people.everybody(db):
        staff.joined_at = T0 - timedelta(days=days)


def has_its_summary(store: Store) -> None:
    store.write(lambda db: jobs.claim(db, summarising.KIND, T0.date(), T0))


def changes_an_entry(store: Store) -> None:
    """Somebody who may do everything changes an entry behind the program's back."""
    drop, change = "drop trigger audit_no_update", "update audit set subject = 'R' || subject where id = 1"
    store.write(lambda db: [db.connection().exec_driver_sql(each) for each in (drop, change)])


def changes_it_back(store: Store) -> None:
    change = "update audit set subject = substr(subject, 2) where id = 1"
    store.write(lambda db: db.connection().exec_driver_sql(change))


def forgets_backups(store: Store) -> None:
    """The database of a service that never made one."""
    store.write(
        lambda db: [
            db.connection().exec_driver_sql(each)
            for each in ("drop trigger audit_no_delete", "delete from audit")
        ]
    )


def backs_up(ago: timedelta) -> Change:
    return in_store(lambda store: store.write(lambda db: backed_up(db, ago)))


def old_backup(days: int) -> Change:
    def change(url: str, given: Given) -> None:
        in_store(forgets_backups)(url, given)
        backs_up(timedelta(days=days, hours=1))(url, given)

    return change


def leaves_a_promise(store: Store) -> None:
    desk = Desk(store)
    desk.amira.file("Elizabeth Okafor", promised="Ring back", promised_by="2026-11-30")

    def gone(db: Db) -> None:
        amira = people.by_email(db, "amira@example.org")
        assert amira is not None
        amira.role = "none"

    store.write(gone)
    store.write(outbox.let_go)


def keeps_the_promise(store: Store) -> None:
    def done(db: Db) -> None:
        (promise,) = reports.promises_of_leavers(db)
        promise.done_at = T0

    store.write(done)


def cannot_delete(store: Store) -> None:
    """A file about an erased case, which the platform does not let us delete."""
    desk = Desk(store)
    taking.opened(desk)

    def keep(db: Db) -> None:
        files.keep(db, platform="slack", handle="U1", remote_id="F1", case_id=1, at=T0)
        files.want_no_more(db, [1], T0)
        files.failed(db, "slack", "F1", "cant_delete_file", T0)

    store.write(lambda db: people.seen(db, people.get(db, 1), "slack", "U1", T0))
    store.write(keep)


def deletes(store: Store) -> None:
    store.write(lambda db: files.deleted(db, "slack", "F1", T0))


def runs(port: str) -> tuple[Change, Change]:
    """What answers on our port: what is wrong, then a service that is ready."""
    return (
        lambda _url, given: given.__setitem__("port", PORTS.get(port, 1)),
        lambda _url, given: given.__setitem__("port", PORTS["ready"]),
    )


LOOK, BROKEN = State.LOOK, State.BROKEN
HELEN, TOM = "helen@example.org", "tom@example.org"
EVERYTHING = {
    "a zone that is none": Broken(
        words.SETTINGS, BROKEN, *sets("evenhand_timezone", "Mars", "Europe/London")
    ),
    "no platform": Broken(words.SETTINGS, LOOK, *sets("platform", wrong=False, right=True)),
    "a policy file that is none": Broken(
        words.POLICY, BROKEN, *sets("evenhand_policy", Path("no.toml"), None)
    ),
    "thresholds that are none": Broken(
        words.MATCHING, BROKEN, *sets("evenhand_matching", Path("no.toml"), None)
    ),
    "an address of no database": Broken(
        words.DATABASE,
        BROKEN,
        lambda _url, given: given.__setitem__("evenhand_database_url", "nonsense"),
        lambda url, given: given.__setitem__("evenhand_database_url", url),
    ),
    "no database yet": Broken(
        words.DATABASE,
        LOOK,
        lambda _url, given: given.__setitem__("evenhand_database_url", "sqlite:///none.db"),
        lambda url, given: given.__setitem__("evenhand_database_url", url),
    ),
    "tables of another version": Broken(
        words.TABLES, BROKEN, in_store(is_another_version), in_store(is_this_version)
    ),
    "messages set aside": Broken(words.PARKED, BROKEN, in_store(parks), in_store(retries_and_delivers)),
    "a file that can't be deleted": Broken(words.FILES, BROKEN, in_store(cannot_delete), in_store(deletes)),
    "messages that wait": Broken(words.WAITING, LOOK, in_store(lets_wait), in_store(delivers)),
    "no manager": Broken(words.MANAGERS, BROKEN, *sets("evenhand_managers", "", f"{HELEN}, {TOM}")),
    "one manager": Broken(words.DECIDERS, LOOK, *sets("evenhand_managers", HELEN, f"{HELEN}, {TOM}")),
    "a reserve decider who is a manager": Broken(
        words.RESERVE, LOOK, *sets("evenhand_reserve_deciders", HELEN, "chair@host.example.org")
    ),
    "little room on the disk": Broken(words.DISK, LOOK, *sets("free", GB - 1, GB)),
    "no room on the disk": Broken(words.DISK, BROKEN, *sets("free", 100 * MB - 1, GB)),
    "no backup yet": Broken(words.BACKUPS, LOOK, in_store(forgets_backups), backs_up(timedelta(hours=1))),
    "a backup of two days ago": Broken(words.BACKUPS, LOOK, old_backup(2), backs_up(timedelta(hours=1))),
    "a backup of last week": Broken(words.BACKUPS, BROKEN, old_backup(8), backs_up(timedelta(hours=1))),
    "an entry that was changed": Broken(
        words.AUDIT, BROKEN, in_store(changes_an_entry), in_store(changes_it_back)
    ),
    "a morning without its summary": Broken(
        words.SUMMARY, LOOK, came_days_before(4), in_store(has_its_summary)
    ),
    "a week without a summary": Broken(words.SUMMARY, BROKEN, came_days_before(7), in_store(has_its_summary)),
    "a promise of somebody who left": Broken(
        words.LEAVERS, LOOK, in_store(leaves_a_promise), in_store(keeps_the_promise)
    ),
    "a calendar without public holidays": Broken(
        words.CALENDAR, LOOK, *sets("evenhand_holidays", "IO", "GB-ENG")
    ),
    "nothing that runs": Broken(words.RUNNING, LOOK, *runs("nothing")),
    "a service that is not ready": Broken(words.RUNNING, BROKEN, *runs("not ready")),
    "another program on our port": Broken(words.RUNNING, BROKEN, *runs("another")),
    "no channel": Broken(words.CHANNEL, BROKEN, *sets("evenhand_managers_channel", "", "slack:C0MANAGERS")),
    "a channel where nothing is delivered": Broken(
        words.CHANNEL,
        LOOK,
        *sets("evenhand_managers_channel", "slack:C0MANAGERS, web:managers", "slack:C0MANAGERS"),
    ),
    "no number to ring": Broken(words.SAFETY, LOOK, *sets("evenhand_safety_phone", "", "07700 900100")),
    "a manager who never came": Broken(
        words.REACHED,
        LOOK,
        lambda _url, given: given.__setitem__("evenhand_managers", f"{HELEN}, {TOM}, new@example.org"),
        lambda url, _given: came(url, "new@example.org"),
    ),
    "a safeguarding lead who never came": Broken(
        words.REACHED,
        LOOK,
        lambda _url, given: given.__setitem__("evenhand_safeguarding_leads", "lead@example.org"),
        lambda url, _given: came(url, "lead@example.org"),
    ),
}


@pytest.mark.parametrize("name", EVERYTHING)
async def test_everything_that_breaks_is_told_with_its_cure_and_fine_once_mended(url: str, name: str) -> None:
    broken, given = EVERYTHING[name], Given()
    in_order(url)
    broken.breaks(url, given)
    lines = await examined(url, **given)
    wrong = [each for each in lines if each.state is not State.FINE]
    assert {each.subject for each in wrong} == {broken.subject}
    assert worst(lines) is broken.state
    assert all(each.todo for each in wrong)
    broken.mends(url, given)
    lines = await examined(url, **given)
    assert worst(lines) is State.FINE, lines


async def test_every_line_is_among_what_breaks(url: str) -> None:
    in_order(url)
    lines = await examined(url, evenhand_reserve_deciders="chair@host.example.org")
    subjects = {line.subject for line in lines} - {words.VERSION, words.SLACK, words.METRICS}
    assert subjects <= {broken.subject for broken in EVERYTHING.values()}


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


async def test_a_program_that_watches_gets_the_same_under_names_that_stay(url: str) -> None:
    lines = await examined(url, evenhand_managers="")
    told = json.loads(json.dumps(for_machines(lines, "1.2")))
    assert set(told) == {"version", "state", "lines"}
    assert (told["version"], told["state"]) == ("1.2", "broken")
    assert {frozenset(each) for each in told["lines"]} == {frozenset({"subject", "state", "said", "todo"})}
    (managers,) = [each for each in told["lines"] if each["subject"] == "managers"]
    assert managers["state"] == "broken"


def test_every_line_has_a_title_and_every_title_its_own() -> None:
    assert len(set(words.TITLES.values())) == len(words.TITLES)
    assert all(re.fullmatch(r"[a-z_]+", subject) for subject in words.TITLES)


async def test_a_service_in_order_is_fine_throughout(url: str) -> None:
    in_order(url)
    lines = await examined(url)
    assert worst(lines) is State.FINE, lines
    assert [line.subject for line in lines] == [
        words.VERSION,
        words.SETTINGS,
        words.POLICY,
        words.MATCHING,
        words.MANAGERS,
        words.CHANNEL,
        words.SAFETY,
        words.METRICS,
        words.CALENDAR,
        words.DISK,
        words.DATABASE,
        words.TABLES,
        words.BACKUPS,
        words.AUDIT,
        words.SUMMARY,
        words.PARKED,
        words.WAITING,
        words.DECIDERS,
        words.REACHED,
        words.LEAVERS,
        words.RUNNING,
        words.SLACK,
    ]
    assert not any(line.todo for line in lines)


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


async def test_no_platform_deserves_a_look(url: str) -> None:
    lines = await examined(url, platform=False)
    assert Line(State.LOOK, words.SETTINGS, *settings_words.NO_PLATFORM) in lines


async def test_a_check_that_fails_is_a_line_and_not_the_end() -> None:
    (found,) = await total(words.SLACK, fails)
    assert found.state is State.BROKEN
    assert "ZeroDivisionError" in found.said
    assert found.todo


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "mysql://host/name"])
async def test_an_address_of_no_database_is_told_without_repeating_it(url: str) -> None:
    (found,) = await database(url, service(), T0)
    assert found.state is State.BROKEN
    assert "sqlite:///evenhand.db" in found.todo
    assert "mysql" not in found.said


async def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    (found,) = await database("postgresql://evenhand:fictional@127.0.0.1:1/evenhand", service(), T0)
    assert found.state is State.BROKEN
    assert "StorageDown" in found.said
    assert "EVENHAND_DATABASE_URL" in found.todo
    assert "fictional" not in f"{found}"


async def test_a_file_that_is_no_database_is_broken(tmp_path: Path) -> None:
    (tmp_path / "evenhand.db").write_text("not a database, but a long enough text" * 100, "utf-8")
    (found,) = await database("sqlite:///evenhand.db", service(), T0)
    assert found.state is State.BROKEN


async def test_looking_makes_no_database(tmp_path: Path) -> None:
    (found,) = await database("sqlite:///evenhand.db", service(), T0)
    assert found.state is State.LOOK
    assert "evenhand migrate" in found.todo
    assert not (tmp_path / "evenhand.db").exists()


async def test_tables_of_another_version_need_migrating(new_database: NewDatabase) -> None:
    url = new_database(empty=True)
    with Store(url) as store:
        store.read(lambda _db: None)
        found = about(await database(url, service(), T0), words.TABLES)
        assert (found.state, found.todo) == (State.BROKEN, "run `evenhand migrate`")
        store.migrate()
    assert about(await database(url, service(), T0), words.TABLES).state is State.FINE


async def test_messages_set_aside_are_counted_with_their_trouble(store: Store, database_url: str) -> None:
    put(store)
    leases.park(store, lease_one(store), now=T0, trouble="not_in_channel")
    found = about(await database(database_url, service(), T0), words.PARKED)
    assert found.state is State.BROKEN
    assert found.said == "1 message could not be shown: not_in_channel"
    assert "evenhand outbox retry" in found.todo
    store.write(outbox.unpark)
    assert about(await database(database_url, service(), T0), words.PARKED).state is State.FINE


@pytest.mark.parametrize(
    ("minutes", "state"), [(15, State.FINE), (16, State.LOOK), (200, State.LOOK), (5000, State.LOOK)]
)
async def test_a_message_is_overdue_after_a_quarter_of_an_hour(
    opened: Store, url: str, minutes: int, state: State
) -> None:
    put(opened)
    found = about(await database(url, service(), T0 + timedelta(minutes=minutes)), words.WAITING)
    assert found.state is state
    assert ("the oldest for" in found.said) is (state is State.LOOK)


async def test_a_message_that_waits_on_purpose_is_not_overdue_before_its_moment(
    opened: Store, url: str
) -> None:
    morning = T0 + timedelta(hours=15)
    opened.write(
        lambda db: outbox.put(
            db,
            platform="web",
            kind="person",
            target="amira",
            key="day",
            card="{}",
            at=T0,
            not_before=morning,
        )
    )
    at_nine = about(await database(url, service(), morning), words.WAITING)
    assert at_nine.state is State.FINE
    later_on = about(await database(url, service(), morning + timedelta(minutes=20)), words.WAITING)
    assert "20 minutes" in later_on.said


async def test_a_message_that_fails_again_and_again_is_overdue(opened: Store, url: str) -> None:
    put(opened)
    now = T0 + timedelta(hours=3)
    leases.retry(opened, lease_one(opened), next_try_at=now + timedelta(hours=1), trouble="timeout")
    found = about(await database(url, service(), now), words.WAITING)
    assert found.said == "1 message overdue, the oldest for 3 hours"
    leases.delivered(opened, lease_one(opened, later(5 * 3600)), "m1", now)
    assert about(await database(url, service(), now), words.WAITING).state is State.FINE


def test_the_worst_line_counts() -> None:
    look, broken = Line(State.LOOK, "", ""), Line(State.BROKEN, "", "")
    assert worst([]) is State.FINE
    assert worst([look]) is State.LOOK
    assert worst([broken, look]) is State.BROKEN
