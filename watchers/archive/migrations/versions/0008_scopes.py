"""What is everybody's and what is one server's: articles, their stories, numbers and counts have a scope."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008_scopes"
down_revision = "0007_changes"


def upgrade() -> None:
    for column in ("label", "guild"):
        op.add_column("article", sa.Column(column, sa.Text()))
    op.add_column("article", sa.Column("shadows", sa.Integer()))
    for column in ("label", "shadows"):
        present = sa.text(f"{column} IS NOT NULL")
        name = f"ix_article_{column}"
        op.create_index(name, "article", [column, "guild"], sqlite_where=present, postgresql_where=present)
    for column in ("guild", "actor"):
        op.add_column("subject", sa.Column(column, sa.Text()))
    _numbering()
    _own()
    _rebuilt(
        "story",
        "key, '' AS guild, origin, created, last_activity",
        sa.Column("key", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("origin", sa.Integer()),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("last_activity", sa.BigInteger(), nullable=False),
        key=("key", "guild"),
    )
    _rebuilt(
        "language_count",
        "feed, '' AS guild, language, articles",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        key=("feed", "guild", "language"),
        sqlite_with_rowid=False,
    )
    op.add_column("variant", sa.Column("guild", sa.Text(), nullable=False, server_default=""))
    op.drop_index("ix_variant_actor_surface", "variant")
    op.create_index("ix_variant_actor_surface_guild", "variant", ["actor", "surface", "guild"], unique=True)


def _numbering() -> None:
    op.create_table(
        "numbering",
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild", name="pk_numbering"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO numbering (guild, articles) SELECT '', coalesce(max(key), 0) FROM article")


def _own() -> None:
    """What finds a server's own articles."""
    for table, number in (("own_shingle", "hash"), ("own_keyword", "word")):
        op.create_table(
            table,
            sa.Column(number, sa.Integer(), nullable=False, autoincrement=False),
            sa.Column("guild", sa.Text(), nullable=False),
            sa.Column("article", sa.Integer(), nullable=False, autoincrement=False),
            sa.PrimaryKeyConstraint(number, "guild", "article", name=f"pk_{table}"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "own_word",
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("word", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "word", name="pk_own_word"),
        sqlite_with_rowid=False,
    )


def _rebuilt(table: str, rows: str, *columns: sa.Column[Any], key: tuple[str, ...], **options: bool) -> None:
    """Make the table anew with another primary key, and fill it with those rows of the old one."""
    connection = op.get_bind()
    names = ", ".join(column.name for column in columns)
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT {rows} FROM {table}")
    op.drop_table(table)
    op.create_table(table, *columns, sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"), **options)
    connection.execute(sa.text(f"INSERT INTO {table} ({names}) SELECT {names} FROM kept"))
    op.execute("DROP TABLE kept")
