"""Standard input where it is no terminal: its lines, as they come.

They are read in a thread that nothing waits for: what is told to end ends, though whoever holds the other end of the
pipe neither writes nor closes it.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TextIO


async def lines() -> AsyncIterator[str]:
    """The lines of standard input until it ends."""
    loop, read = asyncio.get_running_loop(), asyncio.Queue[str]()

    def follow(stream: TextIO) -> None:
        with stream, suppress(RuntimeError):  # the loop is closed: nobody wants the rest
            for line in stream:
                loop.call_soon_threadsafe(read.put_nowait, line)
            loop.call_soon_threadsafe(read.put_nowait, "")

    threading.Thread(target=follow, args=(_duplicate(sys.stdin),), name="standard input", daemon=True).start()
    while line := await read.get():
        yield line


def _duplicate(stream: TextIO) -> TextIO:
    """A duplicate of the stream that only its reader closes: at exit the interpreter locks sys.stdin itself."""
    try:
        return open(os.dup(stream.fileno()), encoding="utf-8", errors="replace")
    except OSError:  # it is no file, as in a test
        return stream
