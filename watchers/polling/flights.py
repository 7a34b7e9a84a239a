"""The polls in flight: so many in all, and of one host no more than are asked at once, so that none waits for another.

A feed whose poll the archive refused is left alone for a while: it stays due, and asking its server again each second
would be no use to anybody.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime

from watchers.model import FeedState
from watchers.polling import schedule, urls
from watchers.polling.rest import Rests

AT_ONCE = 32  # polls in flight; httpx stays below a core with this many

log = logging.getLogger(__name__)


class Flights:
    """Starts polls and forgets them when they have ended. `of_one_host`: how many of a URL's host at once."""

    def __init__(
        self,
        poll: Callable[[FeedState], Coroutine[object, object, object]],
        of_one_host: Callable[[str], int],
        clock: Callable[[], datetime],
    ) -> None:
        self._poll, self._of_one_host, self._clock = poll, of_one_host, clock
        self._tasks: dict[str, asyncio.Task[object]] = {}
        self._hosts: Counter[str] = Counter()
        self._rests = Rests()
        self._said = ""

    @property
    def full(self) -> bool:
        return len(self._tasks) >= AT_ONCE

    def start(self, due: Iterable[FeedState]) -> None:
        """Start a poll of each feed that is neither in flight nor resting, as far as there is room."""
        now = self._clock()
        for state in due:
            asked, url = schedule.address(state), state.feed.url
            if self.full:
                return
            if url in self._tasks or self._rests.includes(url, now):
                continue
            if self._hosts[urls.shard(asked)] >= self._of_one_host(asked):
                continue
            self._begin(state, urls.shard(asked))

    async def stop(self) -> None:
        """Abandon them all."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, state: FeedState, host: str) -> None:
        url = state.feed.url
        self._hosts[host] += 1
        self._tasks[url] = asyncio.create_task(self._poll(state), name=f"poll {url}")
        self._tasks[url].add_done_callback(lambda done: self._ended(url, host, done))

    def _ended(self, url: str, host: str, task: asyncio.Task[object]) -> None:
        self._tasks.pop(url, None)
        self._hosts -= Counter((host,))
        if task.cancelled():
            return
        refusal = task.exception()
        if refusal is None:
            self._rests.recorded(url)
            self._say("")
        else:
            self._rests.refused(url, self._clock())
            self._say(str(refusal))

    def _say(self, refusal: str) -> None:
        """What keeps every feed from being recorded is said once, and so is its end."""
        if refusal and refusal != self._said:
            log.error("what the feeds bring cannot be recorded and stays due: %s", refusal)
        elif self._said and not refusal:
            log.warning("what the feeds bring is recorded again")
        self._said = refusal
