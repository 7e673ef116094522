"""Of a key that many hold, those who were seen last are found first."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create table match_key_before as select kind, value, customer_id from match_key")
    _drop()
    op.create_table(
        "match_key",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"]),
        sa.PrimaryKeyConstraint("kind", "value", "seen_on", "customer_id"),
        sqlite_with_rowid=False,
    )
    op.execute(f"""
        insert into match_key (kind, value, seen_on, customer_id)
        select kind, value, ({_seen()}), customer_id from match_key_before order by 1, 2, 3, 4
    """)  # noqa: S608 - nothing in it comes from outside
    _finish()


def downgrade() -> None:
    op.execute("create table match_key_before as select kind, value, customer_id from match_key")
    _drop()
    op.create_table(
        "match_key",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"]),
        sa.PrimaryKeyConstraint("kind", "value", "customer_id"),
        sqlite_with_rowid=False,
    )
    op.execute("insert into match_key (kind, value, customer_id) select * from match_key_before")
    _finish()


def _seen() -> str:
    """The day of a customer's newest report that was not withdrawn, or since when they are known: looked up, not joined.

    SQLite would compare every key with every customer.
    """
    at = """
        coalesce((
            select happened_at from report
            where report.customer_id = customer.id and withdrawn_at is null order by happened_at desc limit 1
        ), customer.created_at)
    """
    day = f"date({at})" if op.get_bind().dialect.name == "sqlite" else f"({at} at time zone 'UTC')::date"
    return f"select {day} from customer where customer.id = match_key_before.customer_id"  # noqa: S608


def _drop() -> None:
    op.drop_index(op.f("ix_match_key_customer_id"), table_name="match_key")
    op.drop_table("match_key")


def _finish() -> None:
    op.drop_table("match_key_before")
    op.create_index(op.f("ix_match_key_customer_id"), "match_key", ["customer_id"], unique=False)
