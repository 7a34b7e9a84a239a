"""Why an article was not told: the first stage that stopped it, from the feed to the watchlist.

Reads the archive as the connection's viewer, decides nothing, shows nothing.
"""

from __future__ import annotations

from watchers.archive import Connection, articles, catalogue, decisions, feeds, outbox, quarantine
from watchers.errors import UnknownThing
from watchers.lookups.answers import WhyNotAnswer, as_json
from watchers.lookups.why import decisions_in_words, deliveries_in_words
from watchers.model import Decision, FeedState, Quarantined, Report
from watchers.reasons import Reason, Telling
from watchers.text import credentials, urls
from watchers.wording.clauses import clause
from watchers.wording.names import Names


def why_not_answer(archive: Connection, url: str) -> WhyNotAnswer:
    """The first stage that stopped an article, and what would change that."""
    address = urls.canonical(url)
    if not address:
        raise UnknownThing(f"{credentials.shown(url)!r} is no address; give the article's, with http:// or https://")
    public = credentials.without(address, _secrets(archive, address))
    url = url if public == address else public or credentials.shown(url)
    report = articles.by_url(archive, public) if public else None
    if report is None:
        aside = quarantine.by_url(archive, public) if public else ()
        return _set_aside(url, aside[0]) if aside else _never_seen(archive, url)
    if report.article.seed:
        return WhyNotAnswer(url, "compare", (clause(Reason(Telling.SEED_DOCUMENT), Names()),))
    teams = catalogue.teams(archive)
    if not teams:
        return WhyNotAnswer(url, "watchlist", ("no team is there to be told; make one with /team create",))
    story_id = report.comparison.story or report.article.id
    told_teams = {team.id for team in teams} & outbox.told_many(archive, story_id).keys()
    decided = {decision.team: decision for decision in decisions.of_article(archive, report.article.id)}
    untold = [decided[team.id] for team in teams if team.id in decided and team.id not in told_teams]
    of_teams = [decided[team.id] for team in teams if team.id in decided]
    stage = _stage(report, untold[0]) if untold else "told" if told_teams else "watchlist"
    return WhyNotAnswer(
        url,
        stage,
        (
            *decisions_in_words(archive, {team.id: team.name for team in teams}, of_teams),
            *(f"{team.name}: it was made after the article came" for team in teams if team.id not in decided),
            *deliveries_in_words(archive, story_id),
        ),
    )


def _set_aside(url: str, quarantined: Quarantined) -> WhyNotAnswer:
    """The answer for an article whose preparation failed; it waits in quarantine."""
    again = "it is kept whole, and the next version of the program tries again"
    return WhyNotAnswer(url, "set aside", (f"on {as_json(quarantined.at)}: {quarantined.failure.reason}", again))


def _never_seen(archive: Connection, url: str) -> WhyNotAnswer:
    """No article of that address: its feed is not followed, fails, or has not carried it."""
    host = urls.host(url)
    of_host = _feeds_of(archive, host) if host else ()
    if not of_host:
        return WhyNotAnswer(url, "feed", (f"no feed of {host or url} is followed; add one with /feeds add",))
    failing = [state for state in of_host if state.error]
    if failing:
        return WhyNotAnswer(url, "fetch", tuple(f"{state.feed.address}: {state.error}" for state in failing))
    read = (
        f"{s.feed.address} was last read {'never' if s.reached_at is None else as_json(s.reached_at)}" for s in of_host
    )
    return WhyNotAnswer(url, "feed", ("no feed has carried that address", *read))


def _secrets(archive: Connection, url: str) -> frozenset[str]:
    """The credentials of the feeds of an address's host: articles are kept without them."""
    states = _feeds_of(archive, urls.host(url))
    return frozenset(secret for state in states for secret in credentials.secrets(state.feed.url))


def _feeds_of(archive: Connection, host: str) -> tuple[FeedState, ...]:
    """The feeds of a host that the viewer sees."""
    return tuple(state for state in feeds.states(archive) if urls.host(state.feed.url) == host)


def _stage(report: Report, decision: Decision) -> str:
    """An article that names nobody stopped at the match, whatever the watchlist says of it."""
    return "match" if decision.stage == "watchlist" and not report.actors else decision.stage
