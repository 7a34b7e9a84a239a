"""Whatever one server does, the others are told, answered and offered what they would be without it.

A day is lived twice, with the steps of the busy server and without them. Everything that the others see is compared
word for word, on both databases. `--hypothesis-profile=long` looks for more days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from hypothesis import HealthCheck, given, settings

from tests.support.archives import EmptyArchives
from tests.support.servers import Servers, Step
from tests.support.servers_news import BUSY, FILES, IDLE, QUIET, TEAMS, days, seen

_SUITE = 100  # examples of the ordinary profile
_EXAMPLES = settings().max_examples
_MOST_STEPS = 14
_AFTERWARDS = timedelta(hours=3)

DAYS = settings(
    max_examples=12 if _EXAMPLES == _SUITE else _EXAMPLES,
    derandomize=_EXAMPLES == _SUITE,
    suppress_health_check=list(HealthCheck),
)


@DAYS
@given(day=days(_MOST_STEPS))
def test_what_a_server_does_changes_nothing_for_the_others(empty_archives: EmptyArchives, day: list[Step]) -> None:
    with_busy, without_busy = (_seen(empty_archives, day, without) for without in (None, BUSY))
    different = {
        thing: (with_busy.get(thing), without_busy.get(thing))
        for thing in {**without_busy, **with_busy}
        if with_busy.get(thing) != without_busy.get(thing)
    }
    assert not different


def _seen(empty_archives: EmptyArchives, day: Sequence[Step], without: str | None) -> Mapping[str, object]:
    """All that the quiet servers were told, and are answered after the day, by what it is."""
    with empty_archives() as database:
        servers = Servers(database, FILES, TEAMS)
        servers.live(day, day[-1].at + _AFTERWARDS, without)
        return {f"{server}: {thing}": what for server in (QUIET, IDLE) for thing, what in seen(servers, server, day)}
