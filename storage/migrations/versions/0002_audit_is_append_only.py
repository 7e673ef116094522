"""The audit chain can be added to, and nothing else."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = """
create trigger audit_no_{action} before {action} on audit
begin select raise(abort, 'the audit chain is append-only'); end
"""
_POSTGRESQL_FUNCTION = """
create function audit_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'the audit chain is append-only'; end $$
"""
_POSTGRESQL = """
create trigger audit_no_change before update or delete or truncate on audit
for each statement execute function audit_is_append_only()
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_SQLITE.format(action="update"))
        op.execute(_SQLITE.format(action="delete"))
    else:
        op.execute(_POSTGRESQL_FUNCTION)
        op.execute(_POSTGRESQL)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop trigger audit_no_update")
        op.execute("drop trigger audit_no_delete")
    else:
        op.execute("drop trigger audit_no_change on audit")
        op.execute("drop function audit_is_append_only()")
