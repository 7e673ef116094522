"""Run by Alembic: migrate the connection that it was given, in the transaction that is open there."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from storage import tables


def render(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - any schema item
    """How our own column types are written down in a migration; False leaves it to Alembic."""
    if kind == "type" and isinstance(thing, tables.Utc):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(thing, sa.String) and thing.collation is None and thing._variant_mapping:  # noqa: SLF001
        return 'sa.String().with_variant(sa.String(collation="C"), "postgresql")'
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_item=render,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
