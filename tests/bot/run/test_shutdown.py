"""Told to end, the program ends, whatever its threads are at."""

from __future__ import annotations

import asyncio
import signal
import sys

import pytest

from config.settings import CHECKOUT

STUCK = """
import asyncio, threading
from bot.run import shutdown

async def main():
    told = asyncio.Event()
    shutdown.when_told(told.set, within_seconds=0.1)
    never = asyncio.get_running_loop().run_in_executor(None, threading.Event().wait)
    print("ready", flush=True)
    await told.wait()
    print("told", flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_thread_that_never_ends_does_not_hold_up_the_end(number: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", STUCK),
        cwd=CHECKOUT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    process.send_signal(number)
    output, complaint = await asyncio.wait_for(process.communicate(), 10)
    assert (output, process.returncode) == (b"told\n", 0)
    assert b"due again at the next start" in complaint
