"""The archive as it began: catalogue, archive, relatives, totals, outbox, full text."""

import sqlalchemy as sa
from alembic import op

from watchers.archive.dialect import dialect

revision = "0001_archive"
down_revision = None

FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE full_text USING fts5("
        "words, content='', tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* Co'\")",
    ),
    "postgresql": (
        "CREATE TABLE full_text (article integer PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX ix_full_text_words ON full_text USING gin (words)",
    ),
}


def upgrade() -> None:
    for part in (_catalogue, _archive, _relatives, _about, _outbox):
        part()
    for statement in FULL_TEXT[dialect(op.get_bind()).name]:
        op.execute(statement)


def _catalogue() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "actor",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guild", sa.Text()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_actor"),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
    )
    op.create_table(
        "feed",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("interval", sa.BigInteger()),
        sa.Column("pages", sa.Boolean()),
        sa.Column("guild", sa.Text()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("due", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("first_fetched", sa.BigInteger()),
        sa.Column("reached_at", sa.BigInteger()),
        sa.Column("last_entry", sa.BigInteger()),
        sa.Column("rhythm", sa.BigInteger()),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_to", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_seen", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("stopped", sa.Text(), server_default="", nullable=False),
        sa.Column("slower", sa.Text(), server_default="", nullable=False),
        sa.Column("pages_help", sa.Boolean()),
        sa.Column("unconditional_at", sa.BigInteger()),
        sa.Column("asks", sa.BigInteger()),
        sa.Column("skips", sa.Text(), server_default="", nullable=False),
        sa.Column("memo", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("key", name="pk_feed"),
        sa.UniqueConstraint("url", name="uq_feed_url"),
    )
    op.create_index("ix_feed_due", "feed", ["due"])
    op.create_table(
        "follower",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("guild", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url", "guild", name="pk_follower"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feed_entry",
        sa.Column("feed", sa.Integer(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["feed"], ["feed.key"], name="fk_feed_entry_feed"),
        sa.PrimaryKeyConstraint("feed", "entry", name="pk_feed_entry"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "variant",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.Text()),
        sa.Column("decided_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("key", name="pk_variant"),
    )
    op.create_index("ix_variant_actor_surface", "variant", ["actor", "surface"], unique=True)
    op.create_index("ix_variant_status", "variant", ["status"])


def _archive() -> None:
    op.create_table(
        "article",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("copy_of", sa.Integer()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("published_at", sa.BigInteger()),
        sa.Column("zoned", sa.Boolean(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("comparison", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_article"),
        sa.UniqueConstraint("name", name="uq_article_name"),
    )
    op.create_index(
        "ix_article_copy_of",
        "article",
        ["copy_of"],
        sqlite_where=sa.text("copy_of IS NOT NULL"),
        postgresql_where=sa.text("copy_of IS NOT NULL"),
    )
    op.create_index("ix_article_first_seen", "article", ["first_seen"])
    op.create_index("ix_article_story", "article", ["story"])
    op.create_index("ix_article_url", "article", ["url"])
    op.create_table(
        "story",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Integer()),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("last_activity", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["article.key"], name="fk_story_key"),
        sa.PrimaryKeyConstraint("key", name="pk_story"),
    )
    op.create_table(
        "decision",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_decision"),
    )
    op.create_table(
        "subject",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_subject"),
        sa.UniqueConstraint("id", name="uq_subject_id"),
    )
    op.create_table(
        "mention",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.key"], name="fk_mention_article"),
        sa.ForeignKeyConstraint(["subject"], ["subject.key"], name="fk_mention_subject"),
        sa.PrimaryKeyConstraint("article", "position", name="pk_mention"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.key"], name="fk_event_article"),
        sa.PrimaryKeyConstraint("key", name="pk_event"),
    )
    op.create_index("ix_event_article", "event", ["article"])
    op.create_index("ix_event_first_day", "event", ["first_day"])
    op.create_table(
        "language_count",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "language", name="pk_language_count"),
        sqlite_with_rowid=False,
    )


def _relatives() -> None:
    op.create_table(
        "shingle",
        sa.Column("hash", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "article", name="pk_shingle"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "keyword",
        sa.Column("word", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "seed", "article", name="pk_keyword"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "word",
        sa.Column("word", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_word"),
        sqlite_with_rowid=False,
    )


def _about() -> None:
    op.create_table(
        "appearance",
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "seed", "article", name="pk_appearance"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_appearance_subject_at_article", "appearance", ["subject", "at", "article"])
    op.create_table(
        "copied",
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "article", name="pk_copied"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "appearances",
        sa.Column("subject", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_appearances"),
    )
    op.create_table(
        "daily",
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "day", name="pk_daily"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spelling",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_spelling"),
    )
    op.create_index("ix_spelling_subject_surface", "spelling", ["subject", "surface"], unique=True)
    op.create_table(
        "spelling_use",
        sa.Column("spelling", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("spelling", "article", name="pk_spelling_use"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pair",
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "other", "article", name="pk_pair"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pairs",
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "other", name="pk_pairs"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subject_event",
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "first_day", "last_day", "event", name="pk_subject_event"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subject_date",
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "first_day", "last_day", name="pk_subject_date"),
        sqlite_with_rowid=False,
    )


def _outbox() -> None:
    op.create_table(
        "delivery",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("story", sa.Integer()),
        sa.Column("cause", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("period_start", sa.BigInteger()),
        sa.Column("period_end", sa.BigInteger()),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("next_try", sa.BigInteger(), nullable=False),
        sa.Column("claimed_until", sa.BigInteger()),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("repeats", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.Text()),
        sa.Column("message", sa.Text()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("key", name="pk_delivery"),
        sa.UniqueConstraint("label", name="uq_delivery_label"),
    )
    op.create_index("ix_delivery_status_next_try", "delivery", ["status", "next_try"])
    op.create_index("ix_delivery_story_team", "delivery", ["story", "team"])
    op.create_table(
        "told",
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("edited_at", sa.BigInteger()),
        sa.Column("replied_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("story", "team", name="pk_told"),
    )
    op.create_table(
        "ruling",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "team", name="pk_ruling"),
        sqlite_with_rowid=False,
    )
