"""When Python looks for garbage that refers to itself. All other values are freed at once, whatever is set here."""

from __future__ import annotations

import gc

_THRESHOLDS = (
    20_000,
    50,
    100,
)  # new containers before a look at the young; such looks before one at the older, the oldest


def collect_seldom() -> None:
    """Look more seldom than after every 700 new containers.

    What is remembered of texts is hundreds of thousands of small values that live long and refer to themselves nowhere:
    going through them again and again took a fifth of the time that recording takes.
    """
    gc.set_threshold(*_THRESHOLDS)
