"""What customers are found by is kept with them: whatever is done, their keys are those of what counts now."""

from collections.abc import Callable
from datetime import UTC, date

import pytest
from sqlmodel import select

from bot import identifying
from bot.matching import Identity
from storage import Db, customers
from storage.tables import Customer, KnownAs, MatchKey, Report
from tests.bot.desk import PHONE, Desk
from tests.bot.merging import merge, unmerge
from tests.bot.test_correcting import correct
from tests.bot.test_erasing import context, erase
from tests.bot.test_sharing import asked, two

Keys = dict[int, set[tuple[str, str]]]


def held(desk: Desk) -> Keys:
    """The keys that are kept, by customer."""
    found: Keys = {}
    for row in desk.rows(MatchKey):
        found.setdefault(row.customer_id, set()).add((row.kind, row.value))
    return found


def meant(desk: Desk) -> Keys:
    """The keys of every way in which somebody was written down and that counts, by customer."""
    found: Keys = {}
    withdrawn = {row.id for row in desk.rows(Report) if row.withdrawn_at}
    for row in desk.rows(KnownAs):
        if row.report_id not in withdrawn and (keys := identifying.all_keys([row])):
            found.setdefault(row.customer_id, set()).update(keys)
    return found


def seen(desk: Desk) -> dict[int, set[date]]:
    """The days that the keys say each customer was seen on."""
    found: dict[int, set[date]] = {}
    for row in desk.rows(MatchKey):
        found.setdefault(row.customer_id, set()).add(row.seen_on)
    return found


def reported(desk: Desk) -> dict[int, set[date]]:
    """The day of each customer's newest report that counts."""
    found: dict[int, set[date]] = {}
    for row in sorted(desk.rows(Report), key=lambda row: row.happened_at):
        if row.customer_id and not row.withdrawn_at:
            found[row.customer_id] = {row.happened_at.astimezone(UTC).date()}
    return found


def again(desk: Desk) -> None:
    two(desk)
    desk.later(days=2)
    desk.david.file("C-0001", "Transport to school")


def linked(desk: Desk) -> None:
    asked(desk)
    desk.priya.press("Same issue")


def unlinked(desk: Desk) -> None:
    linked(desk)
    desk.priya.press("Undo")


def separated(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Not the same person")


def withdrawn(desk: Desk) -> None:
    two(desk)
    desk.later(days=1)
    desk.david.file("Beth Okafor", "Draft plan", phone=PHONE, email="beth@example.org")
    desk.david.press("Withdraw")
    desk.david.submit(reasons="Logged twice")


def merged(desk: Desk) -> None:
    asked(desk)
    merge(desk)


def unmerged(desk: Desk) -> None:
    merged(desk)
    unmerge(desk)


def corrected(desk: Desk) -> None:
    two(desk)
    correct(desk.helen, before="wrong", name="Elspeth Okafor", phone="07700 900999")


def erased(desk: Desk) -> None:
    asked(desk)
    erase(desk)


DEEDS: tuple[Callable[[Desk], None], ...] = (
    *(again, linked, unlinked, separated, withdrawn, merged, unmerged, corrected, erased),
)


@pytest.mark.parametrize("deed", DEEDS)
def test_the_keys_are_those_of_what_counts_now(desk_anywhere: Desk, deed: Callable[[Desk], None]) -> None:
    deed(desk_anywhere)
    assert held(desk_anywhere) == meant(desk_anywhere)
    assert seen(desk_anywhere) == {
        number: days for number, days in reported(desk_anywhere).items() if number in held(desk_anywhere)
    }


def test_what_one_more_way_to_write_somebody_down_adds_is_what_all_of_them_make(desk: Desk) -> None:
    withdrawn(desk)
    desk.david.file(
        "Elizabeth Okafor", "Again", phone=PHONE, email="liz@example.org", child="Tobi", case_ref="S-1"
    )
    kept = desk.row(Customer, 1).model_dump(), held(desk), seen(desk)
    desk.store.write(lambda db: identifying.refresh(context(desk, db), 1))
    assert (desk.row(Customer, 1).model_dump(), held(desk), seen(desk)) == kept


class Broken(Exception):
    """Something that fails after a customer was written down."""


def test_a_customer_and_their_keys_are_kept_together_or_not_at_all(desk_anywhere: Desk) -> None:
    two(desk_anywhere)
    before = held(desk_anywhere), desk_anywhere.rows(KnownAs)

    def fails(db: Db) -> None:
        ctx = context(desk_anywhere, db)
        number = customers.add(db, Customer(name="Zora Quennell", created_at=desk_anywhere.now))
        identifying.write_down(ctx, number, Identity("Zora Quennell", phone="07700 900999"), None)
        identifying.write_down(ctx, 1, Identity("Bess Okafor", email="bess@example.org"), None)
        assert db.exec(select(MatchKey).where(MatchKey.customer_id == number)).first()
        raise Broken

    with pytest.raises(Broken):
        desk_anywhere.store.write(fails)
    assert (held(desk_anywhere), desk_anywhere.rows(KnownAs)) == before
    assert len(desk_anywhere.rows(Customer)) == 1
