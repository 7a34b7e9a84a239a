"""The table of commands on Discord: registered, completed, answered in time.

    options      the table's parameters as discord.py's
    asking       who asks, from an interaction
    answering    an answer in a thread, within Discord's three seconds or announced
    register     commands in their groups, the message command, the buttons

Holds no rules: what is answered, and to whom, is decided by `bot.commands`.
"""

from bot.discord.register import register

__all__ = ["register"]
