"""What the outbox ever knew to be shown: a trigger of the bench's own keeps it, whichever server writes."""

from collections.abc import Collection

from sqlalchemy import text

from storage import Db, Store

KEPT = "create table bench_recorded (remote_id text not null)"
SQLITE = """
    create trigger bench_records after update of remote_id on message when new.remote_id is not old.remote_id
    begin insert into bench_recorded values (new.remote_id); end
"""
FUNCTION = """
    create function bench_record() returns trigger language plpgsql as
    $$ begin insert into bench_recorded values (new.remote_id); return null; end $$
"""
POSTGRESQL = """
    create trigger bench_records after update of remote_id on message for each row
    when (new.remote_id is distinct from old.remote_id) execute function bench_record()
"""


def watch(store: Store) -> None:
    """From now on keep every message of which the outbox learns that it is shown."""
    statements = (KEPT, SQLITE) if store.dialect == "sqlite" else (KEPT, FUNCTION, POSTGRESQL)

    def work(db: Db) -> None:
        for each in statements:
            db.connection().execute(text(each))

    store.write(work)


def recorded(db: Db) -> Collection[str]:
    """What was kept, as `Message.remote_id` has it."""
    return frozenset(db.connection().execute(text("select remote_id from bench_recorded")).scalars())
