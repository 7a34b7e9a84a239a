"""Whatever one server does, the others are told, answered and offered what they would be without it.

A day is lived twice, with the steps of the busy server and without them. Everything that the others see is compared
word for word, on both databases. `--hypothesis-profile=long` looks for more days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.support.archives import EmptyArchives
from tests.support.servers import START, Arrival, Command, Servers, Step
from tests.support.servers_news import BUSY, CASES, FILES, IDLE, OWN_FEED, QUIET, TEAMS, WIRE, days, seen

_SUITE = 100  # examples of the ordinary profile
_EXAMPLES = settings().max_examples
_FEW = 3  # of up to 16 steps: each is lived twice and asked for everything
_MOST_STEPS = 16
_AFTERWARDS = timedelta(hours=3)

DAYS = settings(
    max_examples=_FEW if _EXAMPLES == _SUITE else _EXAMPLES,
    derandomize=_EXAMPLES == _SUITE,
    phases=[Phase.explicit, Phase.reuse, Phase.generate] + ([] if _EXAMPLES == _SUITE else [Phase.shrink]),
    suppress_health_check=list(HealthCheck),
)


@DAYS
@given(day=days(_MOST_STEPS))
def test_what_a_server_does_changes_nothing_for_the_others(empty_archives: EmptyArchives, day: list[Step]) -> None:
    assert not _different(empty_archives, day, (QUIET, IDLE))


@pytest.mark.parametrize("empty_archives", ["sqlite"], indirect=True)  # random days are lived on both
@pytest.mark.parametrize("case", CASES)
def test_what_used_to_reach_other_servers_stays(empty_archives: EmptyArchives, case: str) -> None:
    steps = [(BUSY, Command("feeds add", {"url": OWN_FEED[BUSY]})), *CASES[case]]
    day = [Step(START + timedelta(minutes=2 * number), *step) for number, step in enumerate(steps)]
    assert not _different(empty_archives, day, (QUIET,), all_done=True)


def _different(
    empty_archives: EmptyArchives, day: Sequence[Step], onlookers: Sequence[str], *, all_done: bool = False
) -> Mapping[str, tuple[object, object]]:
    """What the onlooking servers see otherwise with the busy server's steps than without, by what it is: both of it."""
    with_busy, without_busy = (
        _seen(empty_archives, day, onlookers, without, all_done=all_done) for without in (None, BUSY)
    )
    return {
        thing: (with_busy.get(thing), without_busy.get(thing))
        for thing in {**without_busy, **with_busy}
        if with_busy.get(thing) != without_busy.get(thing)
    }


def _seen(
    empty_archives: EmptyArchives,
    day: Sequence[Step],
    onlookers: Sequence[str],
    without: str | None,
    *,
    all_done: bool,
) -> Mapping[str, object]:
    """All that these servers were told, and are answered after the day, by what it is.

    `all_done`: no step may be refused, so that each is known to have had its effect.
    """
    with empty_archives() as database:
        servers = Servers(database, FILES, TEAMS)
        servers.live(day, day[-1].at + _AFTERWARDS, without)
        assert not (all_done and servers.refused)
        return {f"{server}: {thing}": what for server in onlookers for thing, what in seen(servers, server, day)}


_OWN = Arrival(
    OWN_FEED[BUSY],
    "Khalifa Haftar opens a mill",
    "Khalifa Haftar opened a windmill on the Sarka heights on Friday. It grinds two tonnes of rye a day for the three"
    " villages below. The miller, Amal Namuna, had rebuilt its sails from the masts of a wrecked schooner.",
    "https://busy.example/mill",
)
_PUBLIC = Arrival(WIRE.url, _OWN.title, _OWN.text, "https://wire.example/mill")


@pytest.mark.parametrize(
    ("arrivals", "told"),
    [
        pytest.param([(BUSY, _OWN)], {BUSY: 1, QUIET: 0}, id="its own feed alone carries it"),
        pytest.param([(BUSY, _OWN), (None, _PUBLIC)], {BUSY: 1, QUIET: 1}, id="its own feed carries it first"),
        pytest.param([(None, _PUBLIC), (BUSY, _OWN)], {BUSY: 1, QUIET: 1}, id="a public feed carries it first"),
    ],
)
def test_a_server_is_told_once_of_what_its_own_feed_carries(
    empty_archives: EmptyArchives, arrivals: Sequence[tuple[str | None, Arrival]], told: Mapping[str, int]
) -> None:
    day = [Step(START, BUSY, Command("feeds add", {"url": OWN_FEED[BUSY]}))]
    day += [Step(START + timedelta(minutes=number), *arrival) for number, arrival in enumerate(arrivals, 1)]
    with empty_archives() as database:
        servers = Servers(database, FILES, TEAMS)
        servers.live(day, day[-1].at + _AFTERWARDS)
        posted = {server: [said for said in servers.told(server) if said.startswith("posted")] for server in told}
    assert {server: len(said) for server, said in posted.items()} == told
    assert all(_OWN.title in said for said in posted[BUSY])
    assert not any("busy.example" in said for said in posted[QUIET])
