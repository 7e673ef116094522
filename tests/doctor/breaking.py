"""Everything that can be wrong with a service: how it breaks, and how it is mended."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from bot import summarising
from bot.condition import GB, MB, State
from bot.words import doctor as words
from storage import Db, Store, files, jobs, leases, outbox, people, reports
from tests.bot import taking
from tests.bot.desk import Desk
from tests.doctor.looked_over import HELEN, PORTS, TOM, Change, Given, backed_up, came
from tests.storage.records import T0, lease_one, put, put_in


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
