"""Deliveries, changes and spellings under review bear numbers that each server counts by itself.

What is there keeps the number that people saw of it, its key: it stands in messages. What was added at a terminal is
everybody's from now on, as what files declare; spellings of a server's own actors are that server's to review.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010_numbers"
down_revision = "0009_feeds_by_scope"


def upgrade() -> None:
    op.add_column("delivery", sa.Column("guild", sa.Text(), nullable=False, server_default=""))
    for table in ("delivery", "change", "variant"):
        op.add_column(table, sa.Column("number", sa.Integer(), nullable=False, server_default=sa.text("0")))
        op.execute(f"UPDATE {table} SET number = key")
    op.execute("UPDATE delivery SET guild = coalesce((SELECT team.guild FROM team WHERE team.id = delivery.team), '')")
    op.create_index("ix_delivery_guild_number", "delivery", ["guild", "number"])
    op.execute("UPDATE actor SET guild = NULL WHERE guild = 'terminal'")
    op.execute(
        "UPDATE variant SET guild = coalesce((SELECT actor.guild FROM actor WHERE actor.id = variant.actor), '')"
        " WHERE guild = ''"
    )
