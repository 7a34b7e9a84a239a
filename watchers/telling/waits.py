"""How far ahead a time can lie that this program chose: what lies further was chosen by a clock that stood ahead.

A machine's clock jumps: a flat battery, a virtual machine that is resumed, local time taken for UTC. A due time that it
left behind would otherwise silence a feed or a team for as long as the clock was wrong. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from watchers.model import CLOCK_SLACK, Team, WaitingDelivery
from watchers.telling.schedule import LONGEST_PAUSE, tell_at

LONGEST_TURN = timedelta(minutes=30)  # of a message: between two replies, and after Discord refused one


def due_instead(
    waiting: WaitingDelivery, teams: Mapping[str, Team], now: datetime, group_wait: timedelta
) -> datetime | None:
    """When a delivery is due that waits longer than pause, quiet hours and its turn allow; None: when it says."""
    team = teams.get(waiting.team)
    turn = now + max(group_wait, LONGEST_TURN)
    latest = turn if team is None or not waiting.rings else tell_at(team, turn)
    if waiting.until <= latest:
        return None
    return now if team is None or not waiting.rings else tell_at(team, now)


def pause_end(team: Team, changed_at: datetime, now: datetime) -> datetime | None:
    """When a pause ends that was set at `changed_at`: as long as was asked for, if the clock was ahead then; None: it
    is none, since nobody can have asked for so long a one.
    """
    end = team.paused_until
    if end is None or end <= now:
        return end
    if changed_at > now + CLOCK_SLACK:
        end = now + (end - changed_at)
    return end if end <= now + LONGEST_PAUSE else None
