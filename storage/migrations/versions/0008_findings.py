"""What managers were told to have mended."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_in", sa.String(), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_finding_told_in"), "finding", ["told_in"], unique=False)
    op.create_index(
        "uq_finding_lasting",
        "finding",
        ["subject", "stage"],
        unique=True,
        sqlite_where=sa.text("mended_at is null"),
        postgresql_where=sa.text("mended_at is null"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_finding_lasting",
        table_name="finding",
        sqlite_where=sa.text("mended_at is null"),
        postgresql_where=sa.text("mended_at is null"),
    )
    op.drop_index(op.f("ix_finding_told_in"), table_name="finding")
    op.drop_table("finding")
