"""Standard input that is a pipe whose other end stays open: what is told to end ends all the same."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.terminal import stdin
from config.settings import CHECKOUT


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """What reads and what writes; both stay open for the length of a test."""
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


@pytest.fixture
def typing(pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where to write what is to stand on standard input."""
    reads, writes = pipe
    with open(reads, encoding="utf-8", closefd=False) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        yield writes


async def test_a_line_is_there_before_the_input_ends(typing: int) -> None:
    os.write(typing, "/actor حفتر\n".encode())
    assert await anext(stdin.lines()) == "/actor حفتر\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_round_in_the_terminal_ends_when_it_is_told_to(
    pipe: tuple[int, int], tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "feeds.toml").touch()
    environment = {**os.environ, "ACTORWATCH_CONFIG_DIR": str(tmp_path), "ACTORWATCH_DATA_DIR": str(tmp_path / "data")}
    reads, writes = pipe
    os.write(writes, b"/health\n")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--console"),
        cwd=CHECKOUT,
        env=environment,
        stdin=reads,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    while line := await process.stdout.readline():
        if b"deliveries" in line:
            break
    process.send_signal(number)
    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert await process.stderr.read() == b""
