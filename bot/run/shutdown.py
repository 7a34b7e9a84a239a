"""Told to end: SIGTERM and SIGINT begin an orderly end, and within ten seconds there is one.

Threads cannot be stopped: one that reads a huge article, or waits for a database that has fallen silent, would hold up
the end for as long as it takes. All that matters stands in the archive, so the process leaves without them: what they
had not recorded is due again at the next start, as after a power cut.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable

END_WITHIN_SECONDS = 8.0  # from the signal

log = logging.getLogger(__name__)


def when_told(act: Callable[[], object], within_seconds: float = END_WITHIN_SECONDS) -> None:
    """Call `act` in the running loop on SIGTERM or SIGINT; so many seconds later the process is over in any case."""

    def on_signal() -> None:
        patience = threading.Timer(within_seconds, _leave)
        patience.daemon = True
        patience.start()
        act()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, on_signal)


def _leave() -> None:
    log.warning("what is still under way is left; it is due again at the next start")
    os._exit(0)
