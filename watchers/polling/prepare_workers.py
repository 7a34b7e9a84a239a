"""Preparing articles beside the program, in the processes that parse.

Half the work of an article is done before its transaction, so one core prepares while another compares and records.
Each worker builds its own index of aliases from the actors that come with the articles; a catalogue too large to be
sent and held several times is matched in the program itself. An article that makes a worker fail, hang or die is given
back with the reason; the others are prepared all the same.

    match, sign, date -> of those about somebody: what they mean
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from threading import Lock
from typing import Any

from watchers.archive import Database, catalogue
from watchers.errors import FeedError, GivenUp, Unavailable
from watchers.matching.overlay import Layers, ScopedIndex
from watchers.model import Article, ArticleFailure
from watchers.pipeline.prepare import Outcome, attempt, prepare_all
from watchers.polling.encode_workers import ArticleEncoder
from watchers.polling.worker_pool import run_bounded

log = logging.getLogger(__name__)

MOST_ACTORS_SENT = 2_000  # to a worker; a larger catalogue is matched in the program
_BATCH_SECONDS = 20.0  # for any batch, and a second more for each of these:
_CHARACTERS_A_SECOND = 50_000  # a tenth of what a slow machine does


class Preparer:
    """Prepares articles for the actors that are followed at the moment, by everybody and by servers.

    `run` calls a function in a worker; `encoder` names the one that says what articles mean (None: it is not asked).
    """

    def __init__(
        self, database: Database, run: Callable[..., Awaitable[Any]] = run_bounded, encoder: str | None = None
    ) -> None:
        self._database, self._run = database, run
        self._encoder = ArticleEncoder(database, encoder, run)
        self._version = -1
        self._actors = Layers()
        self._index: ScopedIndex | None = None  # of a catalogue that no worker gets, or when one has failed
        self._lock = Lock()

    async def prepare(self, articles: Sequence[Article]) -> list[Outcome]:
        """Match, sign and date them, and say what they mean: what came of each, in that order.

        Raises FeedError when no worker can do anything at the moment, which is no article's fault.
        """
        return await self._encoder.encode(await self._prepared(articles)) if articles else []

    async def _prepared(self, articles: Sequence[Article]) -> list[Outcome]:
        actors = await asyncio.to_thread(self._current)
        if actors.size > MOST_ACTORS_SENT:
            return await asyncio.to_thread(self._here, articles)
        try:
            return await self._beside(articles, actors)
        except GivenUp:  # by one of them: each has a worker to itself
            return [await self._alone(article, actors) for article in articles]

    async def _alone(self, article: Article, actors: Layers) -> Outcome:
        try:
            (outcome,) = await self._beside([article], actors)
        except GivenUp as fault:
            await self._beside([], actors)  # a worker that cannot even do nothing is no article's fault
            return ArticleFailure(article, "prepare", f"preparing it was given up: {fault}")
        return outcome

    async def _beside(self, articles: Sequence[Article], actors: Layers) -> list[Outcome]:
        """Prepare articles in a worker, or in the program where no worker can be had. GivenUp where one was ended."""
        seconds = _BATCH_SECONDS + sum(len(article.text) for article in articles) / _CHARACTERS_A_SECOND
        what = articles[0].url or articles[0].title if len(articles) == 1 else f"{len(articles)} articles"
        try:
            outcomes: list[Outcome] = await self._run(prepare_all, articles, actors, seconds=seconds, what=what)
        except GivenUp:
            raise
        except (FeedError, Unavailable) as error:
            log.warning("articles are prepared without a process of their own: %s", error)
            return await asyncio.to_thread(self._here, articles)
        return outcomes

    def _current(self) -> Layers:
        with self._lock, self._database.read() as archive:
            version = catalogue.catalogue_version(archive)
            if version != self._version:
                self._actors, self._version, self._index = Layers.of(catalogue.actors_by_scope(archive)), version, None
            return self._actors

    def _here(self, articles: Sequence[Article]) -> list[Outcome]:
        with self._lock:  # a large index is built once, whoever asks first
            index = self._index = self._index or ScopedIndex(self._actors)
        return [attempt(article, index) for article in articles]
