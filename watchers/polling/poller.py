"""Due feeds -> fetch -> parse -> pages -> the pipeline. Async where it waits, threads where it works.

A tick claims what is due and starts a bounded number of polls; it never waits for one, so that a sick feed delays
nobody. What this holds in memory (polls in flight) can be lost at any moment: all that matters
stands in the archive.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import compress
from operator import not_

from watchers.archive import Connection, Database, feeds
from watchers.comparing.article_profile import ProfileCache
from watchers.errors import ActorwatchError, FeedError, ParseError
from watchers.fetching.fetch import Fetcher
from watchers.model import Article, Feed, FeedState, Fetched
from watchers.parsing import entries
from watchers.pipeline.prepare import Outcome
from watchers.pipeline.record import in_order
from watchers.polling import intake, schedule, teasers, worker_pool
from watchers.polling.in_flight import Flights
from watchers.polling.places import Place, Places
from watchers.polling.prepare_workers import Preparer
from watchers.polling.rests import Rests
from watchers.text import urls

log = logging.getLogger(__name__)

_MOST_DUE_FEEDS = 1_000  # looked at in one turn, so that many of one host do not hide the others
_BATCH_ARTICLES = 50  # a transaction: long enough to be cheap, short enough not to hold the lock
_MOST_BATCHES = 3  # between parsing and the archive: one is recorded while the next ones are prepared


@dataclass(frozen=True, slots=True)
class Rules:
    """How this machine polls. `backlog` None: everything that a feed already holds is told."""

    interval: timedelta = timedelta(minutes=10)
    group_wait: timedelta = timedelta(seconds=15)
    backlog: timedelta | None = timedelta()
    encoder: str | None = None  # that says what articles mean; None: they are compared without it


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll brought."""

    url: str
    new: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Round:
    """A poll that brought a document: the feed's state before and after it, and the identities in it."""

    before: FeedState
    after: FeedState
    identities: frozenset[str]
    now: datetime


class Poller:
    """Polls feeds of one archive. `clock` gives the present instant, aware and UTC."""

    def __init__(self, database: Database, fetcher: Fetcher, rules: Rules, clock: Callable[[], datetime]) -> None:
        self._database, self._fetcher, self._rules, self._clock = database, fetcher, rules, clock
        self._flights = Flights(self.poll, fetcher.at_once, clock)
        self._places = {works: Places() for works in (True, False)}  # what may hang takes none from what works
        self._preparer = Preparer(database, encoder=rules.encoder)
        self._profiles = ProfileCache()  # asked by whoever holds the archive's lock
        self._rests = Rests()
        self._room = asyncio.Semaphore(_MOST_BATCHES)

    async def start_due(self) -> None:
        """Start a poll of every feed that is due and not in flight, as far as there is room."""
        if self._flights.full:
            return
        aloft = self._flights.feeds  # the list may be older than what these have just recorded
        due = await asyncio.to_thread(self._due, _MOST_DUE_FEEDS)
        self._flights.start(state for state in due if state.feed.key not in aloft)

    async def poll_all(self) -> tuple[Polled, ...]:
        """Poll every feed once, due or not, and wait for all. What was set aside before an upgrade comes first."""
        await self.retry()
        hosts: dict[str, asyncio.Semaphore] = {}

        async def poll_in_turn(state: FeedState) -> Polled:
            address = schedule.address(state)
            async with hosts.setdefault(urls.shard(address), asyncio.Semaphore(self._fetcher.at_once(address))):
                return await self.poll(state)

        states = await asyncio.to_thread(self._all)
        return tuple(await asyncio.gather(*(poll_in_turn(state) for state in states)))

    async def retry(self) -> None:
        """Try again what another version of the program has failed on and set aside."""
        retried = await intake.retry(self._database, self._preparer, self._rules.group_wait, self._clock)
        if retried:
            log.warning("tried again what had been set aside before an upgrade: %d", retried)

    async def due_shards(self) -> dict[str, bool]:
        """The shards (hosts) that have due feeds, with whether any of these worked at its last poll."""
        shards: dict[str, bool] = defaultdict(bool)
        for state in await self._waiting():
            shards[urls.shard(state.feed.url)] |= schedule.works(state)
        return shards

    async def poll_shard(self, shard: str) -> None:
        """Poll the due feeds of one shard, one after the other: its host sees one connection of the whole fleet.

        Those that work come alone, so that they wait for no other. A failure ends it: what is left stays due, and is
        looked at again by whoever has time, not in the place that a host's hanging feeds would hold one by one.
        """
        try:
            here = [state for state in await self._waiting() if urls.shard(state.feed.url) == shard]
            for state in [state for state in here if schedule.works(state)] or here:
                if (await self._poll_or_rest(state)).error:
                    return
        except ActorwatchError as fault:
            log.error("the feeds of %s could not be recorded and stay due: %s", shard, fault)

    async def _poll_or_rest(self, state: FeedState) -> Polled:
        try:
            polled = await self.poll(state)
        except ActorwatchError:
            self._rests.refused(state.feed, self._clock())
            raise
        self._rests.recorded(state.feed)
        return polled

    async def stop(self) -> None:
        """Abandon the polls in flight: what they had not recorded is due again."""
        await self._flights.stop()

    async def poll(self, state: FeedState) -> Polled:
        """One feed through the whole path. A failure of its own is recorded with the feed and returned in words."""
        async with self._places[schedule.works(state)].place() as place:
            try:
                return await self._poll(state, place)
            except FeedError as error:
                return await self._failed(state, error)
            except ActorwatchError:  # the archive's refusal is no fault of the feed
                raise
            except Exception as fault:  # nor is our own, but what sets it off should not be asked for at every turn
                log.exception("reading feed %s made the program fail", state.feed.address)
                words = f"reading it made the program fail ({type(fault).__name__})"
                return await self._failed(state, ParseError(words))

    async def _failed(self, state: FeedState, error: FeedError) -> Polled:
        failed = schedule.after_failure(state, error, self._clock(), self._rules.interval)
        await asyncio.to_thread(self._save, failed)
        log.log(
            logging.INFO if failed.error == state.error else logging.WARNING, "feed %s: %s", state.feed.address, error
        )
        _remark(state, failed)
        return Polled(state.feed.url, error=str(error))

    async def _poll(self, state: FeedState, place: Place) -> Polled:
        address, conditions = schedule.address(state), schedule.validators(state, self._clock())
        fetched = await place.wait_for(self._fetcher.get(address, conditions))
        now = self._clock()
        if fetched.not_modified:
            unchanged = schedule.after_success(state, fetched, None, now, self._rules.interval)
            await asyncio.to_thread(self._save, unchanged)
            _remark(state, unchanged)
            return Polled(state.feed.url)
        for own in await asyncio.to_thread(self._served_first, state):
            await self._read(own, fetched, place, now)
        return Polled(state.feed.url, new=await self._read(state, fetched, place, now))

    async def _read(self, state: FeedState, fetched: Fetched, place: Place, now: datetime) -> int:
        """Take in what a document holds of new entries; how many there are."""
        parsed = await worker_pool.parse_bounded(
            fetched.body, url=fetched.url, content_type=fetched.content_type, memo=state.memo
        )
        articles = entries.articles(parsed, state.feed, now)
        fresh = await asyncio.to_thread(self._unknown, state, articles)
        in_backlog = [schedule.is_backlog(state, article, now, self._rules.backlog) for article in fresh]
        silent = tuple(compress(fresh, in_backlog))
        telling = tuple(compress(fresh, map(not_, in_backlog)))
        # no page is asked for what nobody is told
        full = await place.wait_for(teasers.fill(telling, state, self._fetcher, now))
        after = schedule.after_success(full.state, fetched, parsed, now, self._rules.interval, new=len(fresh))
        public = entries.public((*silent, *full.articles), state.feed.url, fetched.url)
        await self._take_in(_Round(state, after, _identities(articles), now), public)
        _remark(state, after)
        return len(fresh)

    # ---------------------------------------------------------------- the archive, from threads

    async def _waiting(self) -> list[FeedState]:
        """The due feeds, but for those that rest."""
        due, now = await asyncio.to_thread(self._due, _MOST_DUE_FEEDS), self._clock()
        return [state for state in due if not self._rests.includes(state.feed, now)]

    def _due(self, limit: int) -> tuple[FeedState, ...]:
        with self._database.read() as archive:
            return feeds.due(archive, self._clock(), limit)

    def _all(self) -> tuple[FeedState, ...]:
        with self._database.read() as archive:
            return feeds.polled(archive)

    def _served_first(self, state: FeedState) -> tuple[FeedState, ...]:
        """The servers' own feeds of an address that is read for everybody for the first time.

        What they have not read yet is known to everybody from then on: so they are told of it from the same document,
        before it would be nothing new to them.
        """
        if state.feed.guild is not None or state.first_fetched is not None:
            return ()
        with self._database.read() as archive:
            return feeds.own_of(archive, state.feed.url)

    def _save(self, state: FeedState) -> None:
        with self._database.write() as archive:
            feeds.save(archive, state)

    def _unknown(self, state: FeedState, articles: Sequence[Article]) -> tuple[Article, ...]:
        with self._database.read() as archive:
            return _unknown(archive, state.feed, articles)

    async def _take_in(self, polled: _Round, fresh: Sequence[Article]) -> None:
        """Prepare and record what is new, a batch at a time: few articles are in memory with all that they say."""
        ordered = in_order(fresh)
        for start in range(0, max(1, len(ordered)), _BATCH_ARTICLES):
            last = start + _BATCH_ARTICLES >= len(ordered)
            async with self._room:
                prepared = await self._preparer.prepare(ordered[start : start + _BATCH_ARTICLES])
                await asyncio.to_thread(self._record, polled, prepared, last=last)

    def _record(self, polled: _Round, batch: Sequence[Outcome], *, last: bool) -> None:
        """Record a batch; the feed's validators and next check are saved with the last one.

        So are all `identities`: a known entry may have got a second one, by which alone it is known next time.
        """
        with self._database.write() as archive:
            self._record_batch(archive, polled.before, batch, polled.now)
            if last:
                feeds.remember(archive, polled.before.feed, polled.identities, polled.now)
                feeds.save(archive, polled.after)

    def _record_batch(self, archive: Connection, before: FeedState, batch: Sequence[Outcome], now: datetime) -> None:
        feed, rules = before.feed, self._rules
        articles = [outcome.article for outcome in batch]
        fresh = set(_unknown(archive, feed, articles))  # another worker may have been faster
        outcomes = [outcome for outcome in batch if outcome.article in fresh]
        in_backlog = [schedule.is_backlog(before, outcome.article, now, rules.backlog) for outcome in outcomes]
        silent = tuple(compress(outcomes, in_backlog))
        intake.record(archive, feed, silent, rules.group_wait, self._profiles, now, backlog=True)
        telling = tuple(compress(outcomes, map(not_, in_backlog)))
        intake.record(archive, feed, telling, rules.group_wait, self._profiles, now, backlog=False)
        feeds.remember(archive, feed, _identities(articles), now)


def _remark(before: FeedState, after: FeedState) -> None:
    """Say it once when a feed stops, keeps failing, is back, or has moved."""
    remark = schedule.notice(before, after)
    if remark is not None:
        log.warning("%s", remark)


def _identities(articles: Sequence[Article]) -> frozenset[str]:
    return frozenset(identity for article in articles for identity in entries.known_by(article))


def _unknown(archive: Connection, feed: Feed, articles: Sequence[Article]) -> tuple[Article, ...]:
    return entries.unknown(articles, feeds.known(archive, feed, _identities(articles)))
