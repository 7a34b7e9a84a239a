"""Where answers and alerts are shown: Discord and the terminal. Holds no rules.

__main__, arguments        the command line; init: a first folder of configuration, from starter/
run, live, worker, system  the running parts put together
replies, access            what a command answers, and to whom; commands: the same on Discord
render, message            answers and stories as values; markdown, hostile: their texts within Discord's limits
plan, deliver, ledger      the outbox worked through
sender, app                discord.py, which nothing else has; console: a terminal's cards and prompt
"""
