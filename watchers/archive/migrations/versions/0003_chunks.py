"""On PostgreSQL, what finds related articles is packed (see `postings`): a row a hash took five times the room."""

import sqlalchemy as sa
from alembic import op

from watchers.archive.dialect import dialect

revision = "0003_chunks"
down_revision = "0002_whose_decision"

PACK = """
    INSERT INTO {table} (bucket, {marks} last, numbers, articles)
    SELECT bucket, {marks} CASE WHEN part = max(part) OVER (PARTITION BY {marks} bucket) THEN 2147483647 ELSE last END,
           numbers, articles
    FROM (
        SELECT bucket, {marks} part, max(article) AS last,
               array_agg(number ORDER BY article, number) AS numbers,
               array_agg(article ORDER BY article, number) AS articles
        FROM (
            SELECT {number} & 65535 AS bucket, {marks} {number} AS number, article,
                   (row_number() OVER bucketed - 1) / 64 AS part
            FROM {table}_rows
            WINDOW bucketed AS (PARTITION BY {marks} {number} & 65535 ORDER BY article, {number})
        ) AS placed
        GROUP BY bucket, {marks} part
    ) AS parts
"""


def upgrade() -> None:
    if dialect(op.get_bind()).name != "postgresql":
        return
    _pack("shingle", "hash")
    _pack("keyword", "word", "seed")


def _pack(table: str, number: str, *marks: str) -> None:
    op.rename_table(table, f"{table}_rows")
    op.execute(f"ALTER INDEX pk_{table} RENAME TO pk_{table}_rows")
    op.create_table(
        table,
        sa.Column("bucket", sa.Integer(), nullable=False),
        *(sa.Column(mark, sa.Boolean(), nullable=False) for mark in marks),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("articles", sa.ARRAY(sa.Integer()), nullable=False),
        sa.PrimaryKeyConstraint("bucket", *marks, "last", name=f"pk_{table}"),
        postgresql_with={"fillfactor": 90},  # room for what is appended: the row stays in its page, the index as it is
    )
    op.execute(PACK.format(table=table, number=number, marks="".join(f"{mark}, " for mark in marks)))
    op.drop_table(f"{table}_rows")
