"""From answers and stories to messages (`bot.message.Message`). Writes words; decides nothing, knows no Discord.

sent unasked    alerts: the story message, its reply, lists; digests: digest and rehearsal
look-ups        answers: actor, timeline, search, compare; stories; operations: why, whynot, health, feeds, teams, help
after a change  manage: what was done; removal: what would be lost; regrouped: stories merged and split
shared          phrases: links, counts, dates; background: what was known; volumes: articles a day; sanitise: safe text
"""
