"""Ten thousand made-up customers with their keys, put in place quickly."""

from functools import cache
from itertools import product

from sqlmodel import SQLModel, insert

from bot import identifying
from storage import Db, Store
from storage.tables import Customer, KnownAs, MatchKey
from tests.office import MONDAY

GIVEN = ("Ada", "Ben", "Cara", "Dev", "Eve", "Finn", "Gita", "Hugh", "Ines", "Jon")
SURNAMES = ("Smith", "Smythe", "Jones", "Khan", "Patel", "Brown", "Novak", "Evans", "Singh", "Moore")


def ten_thousand(store: Store) -> None:
    """Fill a new database; the last customer alone is called Quennell."""

    def fill(db: Db) -> None:
        for table, rows in _rows().items():
            db.exec(insert(table), params=rows)

    store.write(fill)


@cache
def _rows() -> dict[type[SQLModel], list[dict[str, object]]]:
    """What stands in each table, the same in every office."""
    known = [
        KnownAs(customer_id=number, name=name, phone=f"07700 90{number % 1000:04d}")
        for number, name in enumerate(_names(), 1)
    ]
    return {
        Customer: [
            {"id": row.customer_id, "name": row.name, "phone": row.phone, "created_at": MONDAY}
            for row in known
        ],
        KnownAs: [row.model_dump(exclude={"id"}) for row in known],
        MatchKey: [
            {"kind": kind, "value": value, "seen_on": MONDAY.date(), "customer_id": row.customer_id}
            for row in known
            for kind, value in identifying.all_keys([row])
        ],
    }


def _names() -> list[str]:
    whole = [f"{a} {b}{c}" for a, b, c in product(GIVEN, SURNAMES, range(100))]
    return [*whole[:-1], "Zora Quennell"]
