"""Frozen values to and from what stands in JSON columns."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from watchers import reasons
from watchers.model import (
    Actor,
    Adds,
    Alias,
    Article,
    Asides,
    Change,
    Comparison,
    Encounter,
    Novelty,
    PartialDate,
    Published,
    QuietHours,
    ScoredSentence,
    Team,
    Watchlist,
)


def _plain(value: Any) -> Any:
    """The value as it would be read back from JSON, so that a recorded row and a declared one can be compared."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    return [_plain(member) for member in value] if isinstance(value, tuple | list) else value


def actor_detail(actor: Actor) -> dict[str, Any]:
    """Everything but what has a column of its own."""
    detail = asdict(actor)
    detail["aliases"] = [[alias.text, alias.strength] for alias in actor.aliases]
    del detail["id"], detail["guild"]
    return {key: _plain(value) for key, value in detail.items()}


def actor(actor_id: str, guild: str | None, detail: dict[str, Any]) -> Actor:
    return Actor(
        id=actor_id,
        guild=guild,
        name=detail["name"],
        kind=detail["kind"],
        aliases=tuple(Alias(text, strength) for text, strength in detail["aliases"]),
        titles=tuple(detail["titles"]),
        context=tuple(detail["context"]),
        exclude=tuple(detail["exclude"]),
        wikidata=detail["wikidata"],
        note=detail["note"],
    )


def team_detail(team: Team) -> dict[str, Any]:
    detail = asdict(team)
    detail["watchlist"]["minimum_novelty"] = str(team.watchlist.minimum_novelty)
    if team.quiet_hours is not None:
        detail["quiet_hours"] = [team.quiet_hours.start.isoformat(), team.quiet_hours.end.isoformat()]
    if team.paused_until is not None:
        detail["paused_until"] = team.paused_until.isoformat()
    del detail["id"], detail["guild"], detail["origin"]
    return {key: _plain(value) for key, value in detail.items()}


def team(team_id: str, guild: str, origin: Any, detail: dict[str, Any]) -> Team:
    watch, quiet, paused = detail["watchlist"], detail["quiet_hours"], detail["paused_until"]
    return Team(
        id=team_id,
        guild=guild,
        origin=origin,
        name=detail["name"],
        channel=detail["channel"],
        role=detail["role"],
        timezone=detail["timezone"],
        watchlist=Watchlist(
            actors=tuple(watch["actors"]),
            feeds=tuple(watch["feeds"]),
            tags=tuple(watch["tags"]),
            languages=tuple(watch["languages"]),
            minimum_novelty=Novelty.parse(watch["minimum_novelty"]),
            asides=Asides(watch.get("asides", Asides.DIGEST)),  # teams of earlier versions have none
        ),
        digest=detail["digest"],
        quiet_hours=QuietHours(*map(time.fromisoformat, quiet)) if quiet else None,
        paused_until=datetime.fromisoformat(paused) if paused else None,
        editors=tuple(detail["editors"]),
    )


def comparison_detail(comparison: Comparison) -> dict[str, Any]:
    """The verdict as it was given; what may change later (story, copy_of) has columns too."""
    adds = comparison.adds
    return {
        "novelty": str(comparison.novelty),
        "reason": reasons.as_json([comparison.reason]),
        "containment": comparison.containment,
        "nearest": comparison.nearest,
        "perhaps": comparison.perhaps,
        "origin": comparison.origin,
        "evidence": reasons.as_json(comparison.evidence),
        "sentences": [[sentence.text, sentence.score] for sentence in adds.sentences],
        "actors": adds.actors,
        "dates": adds.dates,
        "figures": adds.figures,
        "changes": [[c.kind, c.thing, c.before, c.after, c.source, c.sentence] for c in comparison.changes],
        "encounters": [[met.kind, met.actor, met.other, met.last] for met in comparison.encounters],
    }


def comparison(detail: dict[str, Any], story: str, copy_of: str | None) -> Comparison:
    return Comparison(
        novelty=Novelty.parse(detail["novelty"]),
        reason=reasons.from_json(detail["reason"])[0],
        story=story,
        copy_of=copy_of,
        containment=detail["containment"],
        nearest=detail["nearest"],
        perhaps=detail.get("perhaps"),  # not stored by earlier versions
        origin=detail["origin"],
        evidence=reasons.from_json(detail["evidence"]),
        encounters=tuple(
            Encounter(actor, other, kind, last) for kind, actor, other, last in detail.get("encounters", ())
        ),
        changes=tuple(Change(*change) for change in detail.get("changes", ())),
        adds=Adds(
            sentences=tuple(ScoredSentence(text, score) for text, score in detail["sentences"]),
            actors=tuple(detail["actors"]),
            dates=tuple(detail["dates"]),
            figures=tuple(detail["figures"]),
        ),
    )


def article_detail(article: Article) -> dict[str, Any]:
    """All of an article that is not recorded, as it came."""
    published = article.published
    stated = None if published is None else [str(published.date), _iso(published.at), published.zoned]
    judged_again = {"genre": None}
    return asdict(article) | {"first_seen": _iso(article.first_seen), "published": stated} | judged_again


def article(detail: dict[str, Any]) -> Article:
    published = detail["published"]
    return Article(
        **detail
        | {
            "first_seen": datetime.fromisoformat(detail["first_seen"]),
            "also": tuple(detail["also"]),
            "sections": tuple(detail.get("sections", ())),
            "published": None if published is None else _published(*published),
        }
    )


def _published(date: str, at: str | None, zoned: bool) -> Published:
    return Published(PartialDate.parse(date), None if at is None else datetime.fromisoformat(at), zoned)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
