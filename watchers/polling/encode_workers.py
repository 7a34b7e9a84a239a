"""What articles mean, said by a sentence encoder in a process of its own, the only one that has room for it.

Nothing that goes wrong here fails an article: it is recorded without its meaning, and `/health` says why.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from watchers.archive import Database, status
from watchers.errors import FeedError, Unavailable
from watchers.meaning.articles import Called, Meanings, meanings, unknown
from watchers.model import EncoderState
from watchers.pipeline import meaning
from watchers.pipeline.prepare import Outcome
from watchers.polling.worker_pool import ENCODERS, run_bounded

log = logging.getLogger(__name__)

OFF = "off"
_LOADING_SECONDS, _ARTICLE_SECONDS = 30.0, 1.0  # ten times what they take on a slow machine


class ArticleEncoder:
    """Asks the encoder of that name (None: none is asked). `run` calls a function in a worker."""

    def __init__(
        self, database: Database, encoder: str | None, run: Callable[..., Awaitable[Any]] = run_bounded
    ) -> None:
        self._database, self._encoder, self._run = database, encoder, run
        self._noted: EncoderState | None = None  # in the archive, for whoever asks for the health

    async def encode(self, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes with what those articles mean that are about somebody, as far as that can be said."""
        if self._encoder is None:
            await self._note(EncoderState(OFF))
            return outcomes
        articles = meaning.wanting(outcomes)
        if not articles:
            return outcomes
        made = await self._meanings(articles, self._encoder)
        await self._note(EncoderState(self._encoder, made.fault))
        return meaning.given(outcomes, made.of_articles)

    async def _meanings(self, articles: Sequence[Called], encoder: str) -> Meanings:
        seconds = _LOADING_SECONDS + _ARTICLE_SECONDS * len(articles)
        try:
            made: Meanings = await self._run(
                meanings,
                articles,
                encoder,
                seconds=seconds,
                what=f"the meaning of {len(articles)} articles",
                workers=ENCODERS,
            )
        except (FeedError, Unavailable) as error:
            return unknown(articles, f"articles are compared without what they mean: {error}")
        return made

    async def _note(self, state: EncoderState) -> None:
        if state != self._noted:
            if state.fault:
                log.warning("%s", state.fault)
            await asyncio.to_thread(self._write, state)
            self._noted = state

    def _write(self, state: EncoderState) -> None:
        with self._database.read() as archive:
            if status.encoder(archive) == state:
                return
        with self._database.write() as archive:
            status.set_encoder(archive, state)
