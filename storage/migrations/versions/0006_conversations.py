"""Where places are reached, and files that were offered."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("server", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "kind", "target"),
    )
    op.create_table(
        "offered_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_offered_file_case_id"), "offered_file", ["case_id"], unique=False)
    op.create_index(op.f("ix_offered_file_offered_at"), "offered_file", ["offered_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_offered_file_offered_at"), table_name="offered_file")
    op.drop_index(op.f("ix_offered_file_case_id"), table_name="offered_file")
    op.drop_table("offered_file")
    op.drop_table("conversation")
