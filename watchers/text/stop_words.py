"""The words that say nothing of what a text is about: the stop words of fifteen languages, folded, in one set."""

from __future__ import annotations

from pathlib import Path


def _read() -> frozenset[str]:
    lines = Path(__file__).with_name("stopwords.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


STOP_WORDS = _read()
