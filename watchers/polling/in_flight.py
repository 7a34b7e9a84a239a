"""The polls in flight: so many in all, and of one host no more than are asked at once, so that none waits for another.

Feeds whose last poll brought no answer are counted by themselves: however many they are, they leave to the others
all their flights, and one connection of each host.

A poll that the archive refused is left alone for a while: its feed stays due, and asking its server again each second
would be no use to anybody.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime

from watchers.model import Feed, FeedState
from watchers.polling import schedule
from watchers.polling.places import IN_FLIGHT
from watchers.polling.rests import Rests
from watchers.text import urls

log = logging.getLogger(__name__)


class Flights:
    """Starts polls and forgets them when they have ended. `of_one_host`: how many of a URL's host at once.

    `most`: in flight at once of the feeds that work, and as many of the others.
    """

    def __init__(
        self,
        poll: Callable[[FeedState], Coroutine[object, object, object]],
        of_one_host: Callable[[str], int],
        clock: Callable[[], datetime],
        most: int = IN_FLIGHT,
    ) -> None:
        self._poll, self._of_one_host, self._clock, self._most = poll, of_one_host, clock, most
        self._tasks: dict[tuple[str, str | None], asyncio.Task[object]] = {}  # by the keys of the feeds
        self._in_flight: Counter[bool] = Counter()  # of the feeds that work, and of the others
        self._hosts: Counter[tuple[str, bool]] = Counter()  # in flight by host, and by whether the feeds work
        self._rests = Rests()
        self._last_refusal = ""

    @property
    def full(self) -> bool:
        """Whether no poll of any feed can be started."""
        return all(self._in_flight[works] >= self._most for works in (True, False))

    @property
    def feeds(self) -> frozenset[tuple[str, str | None]]:
        """The keys of the feeds whose polls are in flight."""
        return frozenset(self._tasks)

    def start(self, due: Iterable[FeedState]) -> None:
        """Start a poll of each feed that is neither in flight nor resting, as far as there is room."""
        now = self._clock()
        for state in due:
            aloft = state.feed.key in self._tasks
            if not aloft and not self._rests.includes(state.feed, now) and self._has_room(state):
                self._begin(state)

    async def stop(self) -> None:
        """Cancel all polls in flight and wait until they have ended."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _has_room(self, state: FeedState) -> bool:
        address, works = schedule.address(state), schedule.works(state)
        host, most = urls.shard(address), self._of_one_host(address)
        doubtful = self._hosts[host, False]
        if self._in_flight[works] >= self._most or self._hosts[host, True] + doubtful >= most:
            return False
        return works or doubtful < max(1, most - 1)

    def _begin(self, state: FeedState) -> None:
        feed, host, works = state.feed, urls.shard(schedule.address(state)), schedule.works(state)
        self._in_flight[works] += 1
        self._hosts[host, works] += 1
        self._tasks[feed.key] = asyncio.create_task(self._poll(state), name=f"poll {host}")
        self._tasks[feed.key].add_done_callback(lambda task: self._ended(feed, (host, works), task))

    def _ended(self, feed: Feed, slot: tuple[str, bool], task: asyncio.Task[object]) -> None:
        self._tasks.pop(feed.key, None)
        _, works = slot
        self._in_flight[works] -= 1
        self._hosts -= Counter((slot,))
        if task.cancelled():
            return
        refusal = task.exception()
        if refusal is None:
            self._rests.recorded(feed)
            self._say("")
        else:
            self._rests.refused(feed, self._clock())
            self._say(str(refusal))

    def _say(self, refusal: str) -> None:
        """Log once what keeps every feed from being recorded, and once that it is over."""
        if refusal and refusal != self._last_refusal:
            log.error("what the feeds bring cannot be recorded and stays due: %s", refusal)
        elif self._last_refusal and not refusal:
            log.warning("what the feeds bring is recorded again")
        self._last_refusal = refusal
