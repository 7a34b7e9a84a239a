"""Articles that could not be prepared or recorded are set aside; addresses are found by a digest, however long."""

import sqlalchemy as sa
from alembic import op

from watchers.archive.columns import digest

revision = "0006_quarantine"
down_revision = "0005_places"

_AT_ONCE = 5_000
_NEXT = "SELECT key, url FROM article WHERE key > :last ORDER BY key LIMIT :most"
_WRITE = "UPDATE article SET url_digest = :digest WHERE key = :key"


def upgrade() -> None:
    op.create_table(
        "quarantine",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_digest", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_url_digest", "quarantine", ["url_digest"])
    op.create_index("ix_quarantine_program", "quarantine", ["program"])
    op.add_column("article", sa.Column("url_digest", sa.BigInteger(), nullable=False, server_default="0"))
    _fill(op.get_bind())
    op.drop_index("ix_article_url", "article")
    op.create_index("ix_article_url_digest", "article", ["url_digest"])


def _fill(connection: sa.Connection) -> None:
    last = 0
    while rows := connection.execute(sa.text(_NEXT), {"last": last, "most": _AT_ONCE}).all():
        connection.execute(sa.text(_WRITE), [{"key": key, "digest": digest(url)} for key, url in rows])
        last = rows[-1].key
