"""Preparing articles beside the program, in the processes that parse.

Half the work of an article is done before its transaction, so one core prepares while another compares and records.
Each worker builds its own index of aliases from the actors that come with the articles; a catalogue too large to be
sent and held several times is matched in the program itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from threading import Lock

from watchers.errors import FeedError, Unavailable
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Article
from watchers.polling.parse_process import run_bounded
from watchers.prepare import Prepared, prepare, prepare_all
from watchers.storage import Database, catalogue

log = logging.getLogger(__name__)

SENT = 2_000  # actors, at most, that are sent along
_SECONDS = 20.0  # for any batch, and a second more for each of these:
_CHARACTERS_A_SECOND = 50_000  # a tenth of what a slow machine does


class Preparer:
    """Prepares articles for the actors that an archive follows at the moment."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version = -1
        self._actors: tuple[Actor, ...] = ()
        self._index: AliasIndex | None = None  # of a catalogue that no worker gets, or when one has failed
        self._lock = Lock()

    async def prepare(self, articles: Sequence[Article]) -> list[Prepared]:
        """Match, sign and date them, in that order. What no worker can do is done here."""
        if not articles:
            return []
        actors = await asyncio.to_thread(self._current)
        if len(actors) <= SENT:
            characters = sum(len(article.text) for article in articles)
            seconds, what = _SECONDS + characters / _CHARACTERS_A_SECOND, f"{len(articles)} articles"
            try:
                return await run_bounded(prepare_all, articles, actors, seconds=seconds, what=what)
            except (FeedError, Unavailable) as error:
                log.warning("articles are prepared without a process of their own: %s", error)
        return await asyncio.to_thread(self._here, articles)

    def _current(self) -> tuple[Actor, ...]:
        with self._lock, self._database.read() as archive:
            version = catalogue.catalogue_version(archive)
            if version != self._version:
                self._actors, self._version, self._index = catalogue.actors(archive, everyone=True), version, None
            return self._actors

    def _here(self, articles: Sequence[Article]) -> list[Prepared]:
        with self._lock:  # a large index is built once, whoever asks first
            index = self._index = self._index or AliasIndex.build(self._actors)
        return [prepare(article, index) for article in articles]
