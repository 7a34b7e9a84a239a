"""From answers and stories to messages (`bot.message.Message`). Writes words; decides nothing, knows no Discord.

sent unasked    alert, reply, listing, digest
look-ups        actor, timeline, story, search, compare, why, whynot
the desk        status, feeds, team, watchlist, help_, note
"""

from bot.render.alerts import Page, alert, jump, listing, reply
from bot.render.answers import actor, compare, search, story, timeline
from bot.render.desk import feeds, feeds_json, help_, note, status, team, watchlist, why, whynot

__all__ = [
    "Page",
    "actor",
    "alert",
    "compare",
    "feeds",
    "feeds_json",
    "help_",
    "jump",
    "listing",
    "note",
    "reply",
    "search",
    "status",
    "story",
    "team",
    "timeline",
    "watchlist",
    "why",
    "whynot",
]
