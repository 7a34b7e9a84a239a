"""From answers and stories to messages (`bot.message.Message`). Writes words; decides nothing, knows no Discord.

sent unasked    alert, left_over, reply, listing, digest
look-ups        actor, timeline, story, search, compare, why, whynot
the desk        status, feeds, team, watchlist, rehearsal, help_, note
"""

from bot.render.alerts import Page, alert, jump, left_over, listing, reply
from bot.render.answers import actor, compare, search, timeline
from bot.render.digests import digest, rehearsal
from bot.render.operations import feeds, feeds_json, help_, note, status, team, watchlist, why, whynot
from bot.render.stories import story

__all__ = [
    "Page",
    "actor",
    "alert",
    "compare",
    "digest",
    "feeds",
    "feeds_json",
    "help_",
    "jump",
    "left_over",
    "listing",
    "note",
    "rehearsal",
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
