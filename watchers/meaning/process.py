"""An encoder in a process of its own, which ends with the work: for whoever encodes once and then runs for weeks."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from watchers.meaning.articles import Called, Meanings, meanings, unknown


def meanings_beside(articles: Sequence[Called], encoder_name: str) -> Meanings:
    """What articles mean to the encoder of that name. A process that cannot be had or dies is a fault of it."""
    try:
        # spawned, not forked: the program has threads
        with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as pool:
            return pool.submit(meanings, articles, encoder_name).result()
    except (OSError, MemoryError, BrokenProcessPool) as fault:
        why = f"the process of the sentence encoder cannot be started, or died ({fault})"
        return unknown(articles, f"articles are compared without what they mean: {why}")
