"""files that were given."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "given_file",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("remote_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unwanted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("platform", "remote_id"),
    )
    op.create_index(op.f("ix_given_file_case_id"), "given_file", ["case_id"], unique=False)
    op.create_index(op.f("ix_given_file_unwanted_at"), "given_file", ["unwanted_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_given_file_unwanted_at"), table_name="given_file")
    op.drop_index(op.f("ix_given_file_case_id"), table_name="given_file")
    op.drop_table("given_file")
