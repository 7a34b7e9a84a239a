"""What analysts decided about stories is kept as labelled pairs too, and a decision may be the program's, with why."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0014_labelled_pairs"
down_revision = "0013_vectors"

_PAIR = sa.table("labelled_pair", *map(sa.column, ("first", "second", "guild", "same", "decision")))


def upgrade() -> None:
    op.add_column("decision", sa.Column("reasons", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "labelled_pair",
        sa.Column("first", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("second", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("first", "second", "guild", name="pk_labelled_pair"),
        sa.ForeignKeyConstraint(["decision"], ["decision.key"], name="fk_labelled_pair_decision"),
    )
    op.create_index("ix_labelled_pair_second", "labelled_pair", ["second"])
    _label_decisions()


def _label_decisions() -> None:
    """The pairs of earlier merges and splits: each article that was moved with the first of the story that was kept.
    Of several decisions about a pair the last one holds."""
    connection = op.get_bind()
    decided = sa.text("SELECT key, kind, story, articles, guild FROM decision ORDER BY key")
    pairs = {}
    for key, kind, story, articles, guild in connection.execute(decided):
        for article in json.loads(articles):
            first, second = sorted((article, story))
            pairs[first, second, guild or ""] = (kind == "merge", key)
    rows = [
        {"first": first, "second": second, "guild": guild, "same": same, "decision": key}
        for (first, second, guild), (same, key) in pairs.items()
        if first != second
    ]
    if rows:
        connection.execute(sa.insert(_PAIR), rows)
