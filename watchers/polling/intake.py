"""What came of preparing a feed's articles, taken into the archive: recorded and told, or set aside with the reason.

Expects a connection that holds the archive's lock. What a program has failed on is tried again by its next version.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path

from watchers.archive import Connection, Database, catalogue, feeds, quarantine
from watchers.comparing.article_profile import ProfileCache
from watchers.model import ArticleFailure, Feed, Quarantined
from watchers.pipeline.baseline import fingerprint
from watchers.pipeline.prepare import Outcome
from watchers.pipeline.record import RoutingContext, record_sound
from watchers.polling.prepare_workers import Preparer

log = logging.getLogger(__name__)

_RETRIED_AT_ONCE = 50  # set-aside articles in one transaction
_CODE = Path(__file__).parents[1]


@cache
def program() -> str:
    """The version that runs. Its code counts too, since a checkout is brought up to date without a new number."""
    return f"{version('actorwatch')} {fingerprint(_CODE, ('**/*.py', '**/*.toml'))[:12]}"


def record(
    archive: Connection,
    feed: Feed,
    outcomes: Sequence[Outcome],
    group_wait: timedelta,
    profiles: ProfileCache,
    now: datetime,
    *,
    backlog: bool,
) -> None:
    """Record what could be prepared of one feed and queue what teams are to be told; set the rest aside.

    `backlog`: it is known from now on, and not told.
    """
    if not outcomes:
        return
    context = RoutingContext(catalogue.teams(archive), group_wait, feed, backlog)
    failures = [outcome for outcome in outcomes if isinstance(outcome, ArticleFailure)]
    sound = [outcome for outcome in outcomes if not isinstance(outcome, ArticleFailure)]
    failures += record_sound(archive, sound, context, profiles, now)
    quarantine.add(archive, failures, program(), now, backlog=backlog)
    for failure in failures:
        _say(feed, failure)


def _say(feed: Feed, failure: ArticleFailure) -> None:
    article = failure.article
    log.error("%s of %s is set aside: %s", article.url or article.title, feed.label, failure.reason)
    if failure.trace:
        log.debug("where it failed\n%s", failure.trace.rstrip())


async def retry(database: Database, preparer: Preparer, group_wait: timedelta, clock: Callable[[], datetime]) -> int:
    """Try again what another version of the program has set aside; how many articles there were."""
    tried = 0
    while batch := await asyncio.to_thread(_left_by_others, database):
        now = clock()
        outcomes = await preparer.prepare(
            [replace(quarantined.failure.article, first_seen=now) for quarantined in batch]
        )
        await asyncio.to_thread(_record_again, database, tuple(zip(batch, outcomes, strict=True)), group_wait, now)
        tried += len(batch)
    return tried


def _left_by_others(database: Database) -> tuple[Quarantined, ...]:
    with database.read() as archive:
        return quarantine.left_by_others(archive, program(), _RETRIED_AT_ONCE)


def _record_again(
    database: Database, tried: Sequence[tuple[Quarantined, Outcome]], group_wait: timedelta, now: datetime
) -> None:
    with database.write() as archive:
        taken = quarantine.take(archive, [quarantined.id for quarantined, _ in tried])  # another worker may be faster
        profiles = ProfileCache()
        groups: dict[tuple[str, str | None, bool], list[Outcome]] = defaultdict(list)
        for quarantined, outcome in tried:
            if quarantined.id in taken:
                groups[outcome.article.feed, outcome.article.guild, quarantined.backlog].append(outcome)
        for (url, guild, backlog), outcomes in groups.items():
            state = feeds.state(archive, url, guild)
            feed = state.feed if state else Feed(url, guild=guild)
            record(archive, feed, outcomes, group_wait, profiles, now, backlog=backlog)
