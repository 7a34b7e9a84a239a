"""What a watchlist wants: one article at a time, always with its reasons.

A story is wanted as soon as one of its articles alone satisfies the whole watchlist: any of its actors, and its feeds
or tags, and its languages. Novelty is not looked at here; that is the verdict's business (`watchers.telling.route`).

An empty watchlist wants nothing: a team that has just been made would otherwise be sent everything that
every feed carries. Languages alone are no wish either; they say how a team reads, not what it follows.
"""

from __future__ import annotations

from dataclasses import dataclass

from watchers.model import Asides, Feed, Report, Team, Watchlist
from watchers.reasons import Parameter, Reason, Telling
from watchers.text.languages import primary_code


@dataclass(frozen=True, slots=True)
class WatchDecision:
    """Whether an article is wanted, and why or why not."""

    wanted: bool
    reasons: tuple[Reason, ...] = ()


def wish(team: Team, report: Report, feed: Feed | None) -> WatchDecision:
    """Whether the team's watchlist wants this article."""
    watchlist = team.watchlist
    if not (watchlist.actors or watchlist.feeds or watchlist.tags):
        return _unwanted(Telling.WATCHLIST_EMPTY)
    if feed is not None and feed.guild not in (None, team.guild):
        return _unwanted(Telling.FEED_OF_OTHERS)
    parts = (_actors(watchlist, report), _sources(watchlist, report, feed), _language(watchlist, report, feed))
    refusals = [part for part in parts if not part.wanted]
    return WatchDecision(not refusals, tuple(reason for part in refusals or parts for reason in part.reasons))


def watched(watchlist: Watchlist, report: Report) -> tuple[str, ...]:
    """The watchlist's actors that the article mentions, in the article's order."""
    return tuple(actor for actor in report.actors if actor in watchlist.actors)


def concerned(watchlist: Watchlist, report: Report) -> tuple[str, ...]:
    """The watchlist's actors that the article is about; also those that it names in passing, if these are to alert."""
    hits = watched(watchlist, report)
    return hits if watchlist.asides is Asides.ALERT else tuple(actor for actor in hits if actor not in report.passing)


def is_report(watchlist: Watchlist, report: Report) -> bool:
    """Whether an article is a report: no opinion, round-up or live blog, unless the watchlist takes these for some."""
    return report.article.genre is None or watchlist.asides is Asides.ALERT


def aside(watchlist: Watchlist, report: Report) -> tuple[Reason, ...]:
    """Why an article goes to the digest alone, if the watchlist wants it; nothing where it may be told by an alert."""
    genre = report.article.genre
    if genre is not None and not is_report(watchlist, report):
        return genre, Reason(Telling.NO_STORY_OF_ITS_OWN)
    if watchlist.actors and not concerned(watchlist, report):
        return (Reason(Telling.IN_PASSING, actors=watched(watchlist, report)),)
    return ()


def may_read(watchlist: Watchlist, report: Report) -> bool:
    """Whether the article is in a language of the team; one whose language is unknown passes."""
    return _language(watchlist, report, None).wanted


def _wanted(code: Telling, **parameters: Parameter) -> WatchDecision:
    return WatchDecision(True, (Reason(code, **parameters),))


def _unwanted(code: Telling, **parameters: Parameter) -> WatchDecision:
    return WatchDecision(False, (Reason(code, **parameters),))


def _actors(watchlist: Watchlist, report: Report) -> WatchDecision:
    if not watchlist.actors:
        return WatchDecision(True)
    hits = watched(watchlist, report)
    return _wanted(Telling.ACTORS_WATCHED, actors=hits) if hits else _unwanted(Telling.ACTORS_NOT_WATCHED)


def _sources(watchlist: Watchlist, report: Report, feed: Feed | None) -> WatchDecision:
    if not (watchlist.feeds or watchlist.tags):
        return WatchDecision(True)
    address = feed.url if feed else report.article.feed
    if address and address in watchlist.feeds:
        return _wanted(Telling.FEED_WATCHED, feed=address)
    tags = tuple(tag for tag in (feed.tags if feed else ()) if tag in watchlist.tags)
    return _wanted(Telling.TAGS_WATCHED, tags=tags) if tags else _unwanted(Telling.FEED_NOT_WATCHED)


def _language(watchlist: Watchlist, report: Report, feed: Feed | None) -> WatchDecision:
    language = report.article.language or (feed.language if feed else None)
    if not watchlist.languages or language is None:  # a missed article costs more than a glance at one
        return WatchDecision(True)
    if primary_code(language) in map(primary_code, watchlist.languages):
        return WatchDecision(True)
    return _unwanted(Telling.LANGUAGE_NOT_READ, language=language, languages=watchlist.languages)
