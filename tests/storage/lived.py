"""A service with something in every corner, and everything that a database holds, to be compared."""

from datetime import datetime
from typing import Any

from sqlmodel import SQLModel

from storage import Db, Store, leases, tables
from tests.bot import taking
from tests.bot.desk import Desk
from tests.storage import over
from tests.storage.records import T0, later

ODD = "Said: “it is £3, not €4” \\ 'no' \"yes\"\n\ttwo lines\u2028 \x1f 😀"
Row = dict[str, Any]


def lived(store: Store) -> Desk:
    """A restriction in force, one that follows it and one that ended by itself, two records made one, requests, a draft,
    messages on their way; and what is over.
    """
    desk = Desk(store)
    taking.restricted(desk)
    taking.misfits(desk)
    taking.propose(desk, desk.amira, replaces="1")
    taking.approve(desk, desk.tom, 2)
    desk.david.file(
        "Cilla Osei", ODD, phone="07700 900888", adjustment="Please write", details=ODD, promised="A call"
    )
    _merge(desk)
    desk.amira.command(f"safety {ODD}")
    desk.amira.submit(danger="to_staff")
    desk.amira.command("request Okafor")
    desk.amira.submit(kind="file")
    desk.amira.command("away")
    desk.amira.submit(until="2026-12-01")
    desk.priya.command("check C-0002")
    desk.priya.press("They complain about this")
    desk.priya.submit(about=ODD)
    _measure(desk)
    desk.later(days=1)
    desk.tick()
    desk.later(days=14)
    desk.tick()
    desk.amira.file("C-0003", "Rings again")
    _send_some(store, desk.now)
    store.write(_rest)
    store.write(over.put)
    return desk


def everything(store: Store) -> dict[str, list[Row]]:
    """Every row of every table, by the program's own idea of them."""

    def read(db: Db) -> dict[str, list[Row]]:
        return {
            table.name: sorted(
                (dict(row) for row in db.connection().execute(table.select()).mappings()), key=repr
            )
            for table in SQLModel.metadata.sorted_tables
        }

    return store.read(read)


def as_restored(found: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The same after a restore: nobody is sending, and what waits is looked for before it is sent."""
    messages = [
        row | {"uncertain": True, "leased_by": None, "leased_until": None}
        if row["delivered"] < row["wanted"]
        else row
        for row in found["message"]
    ]
    return found | {"message": sorted(messages, key=repr)}


def _merge(desk: Desk) -> None:
    desk.helen.command("check C-0001")
    desk.helen.press("Same person as another")
    desk.helen.submit(customer="C-0002", reasons="Same card shown")


def _measure(desk: Desk) -> None:
    """A measure after a threat, which nobody approves."""
    desk.amira.file("Noor Haddad", "Rings at night", phone="07700 900654")
    desk.amira.command("safety")
    desk.amira.fill({"said": ODD, "danger": "to_staff", "customer": "C-0003"})
    desk.helen.send_press("safety.measure", "0:0:0:0:2")
    desk.helen.submit(kind="block_telephone", details="No calls for now", reasons=ODD, exceptions="Write")


def _send_some(store: Store, now: datetime) -> None:
    """Some messages are shown, one is on its way, the rest wait."""
    leased = leases.lease(store, owner="one", now=now, seconds=60, limit=4, platforms=["web"])
    for number, each in enumerate(leased[1:]):
        leases.delivered(store, each, f"m{number}", now)


def _rest(db: Db) -> None:
    """What no story here comes by."""
    db.add(
        tables.DirectoryEntry(
            platform="slack", handle="U1", name=ODD, confirmed=True, checked_at=later(0.000001)
        )
    )
    db.add(tables.DirectoryGroup(platform="slack", handle="S1", members="U1,U2", checked_at=T0))
    db.add(tables.Setting(name="Zoë", value=ODD))
    db.add(tables.Setting(name="zebra", value=""))
    db.add(tables.Setting(name="Zebra", value="sorted byte by byte"))
    db.add(
        tables.OutsideDecision(
            restriction_id=1, decider="Otto", name="Otto", role="Chair", decided_on=T0.date(), document=ODD
        )
    )
    db.add(
        tables.Word(customer_id=2, by_id=1, held_on=T0.date(), explained=ODD, ends_on=T0.date(), noted_at=T0)
    )
    db.add(tables.CustomerPair(low_id=1, high_id=2, verdict="different", by_id=1, at=T0))
    db.add(tables.SharingChange(kind="issue.take", issue_id=1, by_id=1, at=T0, before="{}"))
    db.add(tables.ReportRevision(report_id=1, by_id=1, at=T0, before="{}"))
    db.add(tables.Excluded(case_id=1, staff_id=3))
    db.add(tables.FormDraft(staff_id=1, action="case.consider", about="M-0001/1", fields=ODD, saved_at=T0))
    db.add(tables.CustomerRevision(customer_id=2, by_id=3, at=T0, name=ODD, reasons=ODD))
    db.add(
        tables.Conversation(
            platform="teams", kind="person", target="a1", address="a:1", server="https://x/", seen_at=T0
        )
    )
    db.add(
        tables.OfferedFile(
            id="f1", platform="teams", handle="a1", name=ODD, content="AP8=", case_id=1, offered_at=T0
        )
    )
    db.add(tables.LookupTally(staff_id=1, hour=T0, number=301, limited_at=later(1), noted_at=later(2)))
    db.add(
        tables.Finding(
            subject="backups",
            stage=1,
            noticed_at=T0,
            told_at=later(1),
            told_in="upkeep:1",
            mended_at=later(2),
        )
    )
    db.add(tables.GivenFile(platform="slack", remote_id="F1", case_id=1, staff_id=3, given_at=T0))
