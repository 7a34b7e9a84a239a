"""Reasons are codes with parameters, and an edit is a delivery that says so.

What stands there as sentences is carried over as far as it can be read.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from watchers import reasons
from watchers.archive.columns import written
from watchers.archive.migrations import earlier_sentences
from watchers.archive.migrations.earlier_sentences import Row
from watchers.reasons import NOT_RECORDED

revision = "0011_reasons"
down_revision = "0010_numbers"

_CHUNK_NUMBERS = 1_000
_ID = "coalesce({0}.label, {0}.name, cast({0}.key AS TEXT))"  # of an article, as people see it
_ARTICLE = _ID.format("article") + " AS id, " + _ID.format("head") + " AS head, article.comparison"
_OF_HEAD = "LEFT JOIN article AS head ON head.key = article.story"

Values = dict[str, Any]


def upgrade() -> None:
    op.add_column("delivery", sa.Column("edit", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.execute("UPDATE delivery SET edit = true WHERE label LIKE 'edit:%'")
    op.add_column("mention", sa.Column("form", sa.Text(), nullable=False, server_default="name"))
    op.add_column("mention", sa.Column("inflection", sa.Text()))
    _rewrite(
        "mention.article",
        "SELECT article AS place, position, rule, evidence FROM mention",
        "UPDATE mention SET rule = :rule, form = :form, inflection = :inflection, evidence = :evidence"
        " WHERE article = :place AND position = :position",
        lambda row: {"place": row.place, "position": row.position, "evidence": _supported(row)} | _found(row),
    )
    _rewrite(
        "variant.key",
        "SELECT key AS place, evidence FROM variant",
        "UPDATE variant SET evidence = :evidence WHERE key = :place",
        lambda row: {"place": row.place, "evidence": _spelling(row)},
    )
    names = _Names()
    _rewrite(
        "delivery.key",
        f"SELECT delivery.key AS place, delivery.reason, delivery.team, {_ARTICLE} FROM delivery"
        f" LEFT JOIN article ON article.key = delivery.cause {_OF_HEAD}",
        "UPDATE delivery SET reason = :reason WHERE key = :place",
        lambda row: {"place": row.place, "reason": _told(row, names)},
    )
    _rewrite(
        "ruling.article",
        f"SELECT ruling.article AS place, ruling.team, ruling.reason, {_ARTICLE} FROM ruling"
        f" LEFT JOIN article ON article.key = ruling.article {_OF_HEAD}",
        "UPDATE ruling SET reason = :reason WHERE article = :place AND team = :team",
        lambda row: {"place": row.place, "team": row.team, "reason": _told(row, names)},
    )
    _rewrite(
        "article.key",
        f"SELECT article.key AS place, {_ARTICLE} FROM article {_OF_HEAD}",
        "UPDATE article SET comparison = :comparison WHERE key = :place",
        lambda row: {"place": row.place, "comparison": _compared(row)},
    )


def _rewrite(place: str, query: str, change: str, values: Callable[[Any], Values]) -> None:
    """Change every row of the query, a chunk of numbers at a time; `place` is the column with the numbers."""
    connection, table = op.get_bind(), place.partition(".")[0]
    last = connection.execute(sa.text(f"SELECT max({place}) FROM {table}")).scalar() or 0
    chunk = sa.text(f"{query} WHERE {place} BETWEEN :first AND :last")
    for first in range(0, last + 1, _CHUNK_NUMBERS):
        rows = connection.execute(chunk, {"first": first, "last": first + _CHUNK_NUMBERS - 1}).all()
        if rows:
            connection.execute(sa.text(change), [values(row) for row in rows])


class _Names:
    """What names in sentences meant, by the team that was told."""

    def __init__(self) -> None:
        connection = op.get_bind()
        teams = connection.execute(sa.text("SELECT id, guild FROM team"))
        self._guilds: dict[str, str] = {team: guild for team, guild in teams}
        self._actors: dict[str | None, dict[str, str]] = {}
        for actor, guild, detail in connection.execute(sa.text("SELECT id, guild, detail FROM actor")):
            self._actors.setdefault(guild, {})[json.loads(detail)["name"]] = actor
        feeds = connection.execute(sa.text("SELECT url, title FROM feed")).all()
        self.feeds = {url: url for url, _ in feeds} | {title: url for url, title in feeds if title}

    def actors(self, team: str) -> Mapping[str, str]:
        """The ids of the actors whom the team may have been told of, by name."""
        return self._actors.get(None, {}) | self._actors.get(self._guilds.get(team), {})


def _supported(row: Any) -> str:
    return written(reasons.as_json(earlier_sentences.matching(row.evidence, whole=row.rule.startswith("full name"))))


def _spelling(row: Any) -> str:
    return written(reasons.as_json(earlier_sentences.spelling(row.evidence)))


def _found(row: Any) -> Values:
    rule, form, inflection = earlier_sentences.rule(row.rule, row.evidence)
    return {"rule": rule, "form": form, "inflection": inflection}


def _told(row: Any, names: _Names) -> str:
    context = _context(row, names.actors(row.team), names.feeds)
    return written(reasons.as_json(earlier_sentences.telling(row.reason, context)))


def _compared(row: Any) -> str:
    """The verdict with its reason and its steps as codes; all else stays."""
    detail, context = json.loads(row.comparison), _context(row)
    said = list(_read(context, detail.get("reason"), *detail.get("evidence", ())))
    detail |= {"reason": reasons.as_json(said[:1]), "evidence": reasons.as_json(said[1:])}
    return written(detail)


def _read(context: Row, *sentences: Any) -> Iterator[reasons.Reason]:
    for sentence in sentences:
        yield earlier_sentences.comparing(sentence, context) if isinstance(sentence, str) else NOT_RECORDED


def _context(row: Any, actors: Mapping[str, str] | None = None, feeds: Mapping[str, str] | None = None) -> Row:
    if row.comparison is None:  # a digest, or an edit that no article caused
        return Row(actors=actors or {}, feeds=feeds or {})
    nearest = json.loads(row.comparison).get("nearest") or ""
    return Row(row.id, nearest, row.head or row.id, actors or {}, feeds or {})
