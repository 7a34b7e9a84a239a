"""What each article meant for each team when it was recorded, and why: kept by the pipeline, read back by look-ups."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from watchers.archive import public_ids
from watchers.archive.schema import ruling, team
from watchers.archive.visible import viewer_of
from watchers.model import Decision


def record(conn: Connection, article_id: str, decisions: Iterable[Decision]) -> None:
    """Keep the verdict for every team, told or not."""
    key = public_ids.base_of(conn, article_id)
    rows = [
        {
            "article": key,
            "team": decision.team,
            "outcome": decision.outcome,
            "stage": decision.stage,
            "reason": decision.reasons,
        }
        for decision in decisions
    ]
    if rows:
        conn.execute(insert(ruling), rows)


def of_article(conn: Connection, article_id: str) -> tuple[Decision, ...]:
    """The verdicts on an article for the viewer's teams, by team and without their deliveries."""
    query = select(ruling).where(ruling.c.article == public_ids.base_of(conn, article_id)).order_by(ruling.c.team)
    if (guild := viewer_of(conn)) is not None:
        query = query.where(ruling.c.team.in_(select(team.c.id).where(team.c.guild == guild)))
    return tuple(Decision(row.team, row.outcome, row.stage, row.reason) for row in conn.execute(query))
