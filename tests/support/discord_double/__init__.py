"""A loopback Discord for tests: REST and gateway, spoken to by the unmodified discord.py client."""

from tests.support.discord_double import rules
from tests.support.discord_double.asked import Reply, Unanswered
from tests.support.discord_double.double import TOKEN, Discord, point_at
from tests.support.discord_double.world import Channel, Guild, Member, Posted, Role

__all__ = [
    "TOKEN",
    "Channel",
    "Discord",
    "Guild",
    "Member",
    "Posted",
    "Reply",
    "Role",
    "Unanswered",
    "point_at",
    "rules",
]
