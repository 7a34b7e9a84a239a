"""Who waits for a server holds no place that somebody else could work in."""

from __future__ import annotations

import asyncio

import pytest

from watchers.polling.places import Place, Places


class Polls:
    """Polls that wait for an answer each and then work until they are told to end; `working` are those at work."""

    def __init__(self, places: Places) -> None:
        self.begun: list[str] = []
        self.working: list[str] = []
        self.answers: dict[str, asyncio.Future[str]] = {}
        self._places, self._ends = places, dict[str, asyncio.Event]()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def begin(self, *names: str) -> None:
        for name in names:
            self._tasks[name] = asyncio.create_task(self._poll(name))
        await turns()

    async def answer(self, name: str) -> None:
        self.answers[name].set_result(name)
        await turns()

    async def end(self, name: str) -> None:
        self._ends[name].set()
        await turns()

    async def give_up(self, name: str) -> None:
        self._tasks[name].cancel()
        await turns()

    async def over(self, name: str) -> None:
        await self._tasks[name]

    async def _poll(self, name: str) -> None:
        async with self._places.place() as place:
            self.begun.append(name)
            await self._work(name, place)

    async def _work(self, name: str, place: Place) -> None:
        self.answers[name], self._ends[name] = asyncio.get_running_loop().create_future(), asyncio.Event()
        await place.wait_for(self.answers[name])
        self.working.append(name)
        await self._ends[name].wait()
        self.working.remove(name)


async def turns() -> None:
    """Let all that can go on go on: with a patience of nothing, a place is given up within turns of the loop."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_poll_that_is_kept_waiting_gives_its_place_to_the_next() -> None:
    polls = Polls(Places(at_work=1, patience=0))
    await polls.begin("dead", "also dead", "well")
    assert polls.begun == ["dead", "also dead", "well"]
    await polls.answer("well")
    assert polls.working == ["well"]


async def test_a_poll_that_is_answered_soon_keeps_its_place() -> None:
    polls = Polls(Places(at_work=1, patience=60))
    await polls.begin("first", "second")
    assert polls.begun == ["first"]
    await polls.answer("first")
    assert polls.begun == polls.working == ["first"]
    await polls.end("first")
    assert polls.begun == ["first", "second"]


async def test_work_begins_when_there_is_a_place_again() -> None:
    polls = Polls(Places(at_work=1, patience=0))
    await polls.begin("slow", "quick")
    await polls.answer("quick")
    await polls.answer("slow")
    assert polls.working == ["quick"]
    await polls.end("quick")
    assert polls.working == ["slow"]
    await polls.end("slow")


async def test_what_fails_or_is_given_up_leaves_no_place_taken() -> None:
    polls = Polls(Places(at_work=1, in_flight=1, patience=0))
    await polls.begin("fails")
    polls.answers["fails"].set_exception(OSError("hung up"))
    with pytest.raises(OSError, match="hung up"):
        await polls.over("fails")
    await polls.begin("given up")
    await polls.give_up("given up")
    await polls.begin("well")
    await polls.answer("well")
    assert polls.working == ["well"]
    await polls.give_up("well")
    await polls.begin("next")
    assert polls.begun[-1] == "next"


async def test_those_that_wait_are_counted_too() -> None:
    polls = Polls(Places(at_work=1, in_flight=2, patience=0))
    await polls.begin("dead", "also dead", "third")
    assert polls.begun == ["dead", "also dead"]
    await polls.give_up("dead")
    assert polls.begun == ["dead", "also dead", "third"]
