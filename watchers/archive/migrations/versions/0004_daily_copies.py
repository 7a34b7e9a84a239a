"""How many of a day's articles are copies, so that a text printed everywhere is not taken for many reports."""

import sqlalchemy as sa
from alembic import op

revision = "0004_daily_copies"
down_revision = "0003_chunks"

# The day on which a copy is counted, as a day's number: that of its publication if that is known to the day.
_COUNTED = """
    SELECT copied.subject AS who, article.at / 86400000000 + 719163 AS day, count(*) AS copies
    FROM copied JOIN article ON article.key = copied.article
    WHERE length(article.published) = 10 OR (article.published IS NULL AND NOT article.seed)
    GROUP BY 1, 2
"""
_WRITE = "UPDATE daily SET copies = :copies WHERE subject = :who AND day = :day"


def upgrade() -> None:
    op.add_column("daily", sa.Column("copies", sa.Integer(), nullable=False, server_default="0"))
    connection = op.get_bind()
    counted = [dict(row) for row in connection.execute(sa.text(_COUNTED)).mappings()]
    if counted:
        connection.execute(sa.text(_WRITE), counted)
