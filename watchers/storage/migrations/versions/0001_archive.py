"""The archive as it began."""

from alembic import op

from watchers.storage.dialect import dialect
from watchers.storage.schema import metadata

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
    bind = op.get_bind()
    metadata.create_all(bind)
    for statement in FULL_TEXT[dialect(bind).name]:
        op.execute(statement)
