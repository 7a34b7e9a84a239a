"""What articles mean, as vectors: what is recorded from now on has it."""

import sqlalchemy as sa
from alembic import op

revision = "0013_vectors"
down_revision = "0012_owners"


def upgrade() -> None:
    op.create_table(
        "vector",
        sa.Column("article", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("lead", sa.LargeBinary(), nullable=False),
        sa.Column("sentences", sa.LargeBinary(), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("article", name="pk_vector"),
        sa.ForeignKeyConstraint(["article"], ["article.key"], name="fk_vector_article"),
    )
