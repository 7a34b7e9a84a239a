"""What a watchlist wants: one article at a time, always with the reason in words.

A story is wanted as soon as one of its articles alone satisfies the whole watchlist: any of its actors, and its feeds
or tags, and its languages. Novelty is not looked at here; that is the verdict's business (`watchers.telling.route`).

An empty watchlist wants nothing: a team that has just been made would otherwise be sent everything that
every feed carries. Languages alone are no wish either; they say how a team reads, not what it follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watchers.model import Feed, Report, Team, Watchlist
from watchers.text.languages import primary_code


@dataclass(frozen=True, slots=True)
class WatchDecision:
    """Whether an article is wanted, and why or why not, in words for people."""

    wanted: bool
    reason: str


def wish(team: Team, report: Report, feed: Feed | None, names: Mapping[str, str]) -> WatchDecision:
    """Whether the team's watchlist wants this article; `names` turns actor ids into names."""
    watchlist = team.watchlist
    if not (watchlist.actors or watchlist.feeds or watchlist.tags):
        return WatchDecision(False, "the watchlist names no actor, feed or tag; add one with /watch add")
    if feed is not None and feed.guild not in (None, team.guild):
        return WatchDecision(False, "the feed belongs to another server")
    parts = (_actors(watchlist, report, names), _sources(watchlist, report, feed), _language(watchlist, report, feed))
    refusals = [part.reason for part in parts if not part.wanted]
    if refusals:
        return WatchDecision(False, "; ".join(refusals))
    return WatchDecision(True, "; ".join(part.reason for part in parts if part.reason))


def watched(watchlist: Watchlist, report: Report) -> tuple[str, ...]:
    """The watchlist's actors that the article mentions, in the article's order."""
    return tuple(actor for actor in report.actors if actor in watchlist.actors)


def may_read(watchlist: Watchlist, report: Report) -> bool:
    """Whether the article is in a language of the team; one whose language is unknown passes."""
    return _language(watchlist, report, None).wanted


def _actors(watchlist: Watchlist, report: Report, names: Mapping[str, str]) -> WatchDecision:
    if not watchlist.actors:
        return WatchDecision(True, "")
    hits = watched(watchlist, report)
    if hits:
        return WatchDecision(True, "it names " + ", ".join(names.get(actor, actor) for actor in hits))
    return WatchDecision(False, "it names none of the watched actors")


def _sources(watchlist: Watchlist, report: Report, feed: Feed | None) -> WatchDecision:
    if not (watchlist.feeds or watchlist.tags):
        return WatchDecision(True, "")
    address = feed.url if feed else report.article.feed
    if address and address in watchlist.feeds:
        return WatchDecision(True, f"its feed is watched ({(feed.title if feed else '') or address})")
    tags = [tag for tag in (feed.tags if feed else ()) if tag in watchlist.tags]
    if tags:
        return WatchDecision(True, "its feed is tagged " + ", ".join(tags))
    return WatchDecision(False, "its feed is not watched and has no watched tag")


def _language(watchlist: Watchlist, report: Report, feed: Feed | None) -> WatchDecision:
    language = report.article.language or (feed.language if feed else None)
    if not watchlist.languages or language is None:  # a missed article costs more than a glance at one
        return WatchDecision(True, "")
    if primary_code(language) in map(primary_code, watchlist.languages):
        return WatchDecision(True, "")
    return WatchDecision(False, f"it is in {language}, and the team reads {', '.join(watchlist.languages)}")
