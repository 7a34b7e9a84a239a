"""Every command's answer, apart from where it is asked: Discord (`bot.discord`) and the terminal use the same table.

desk        what an answer is made from, and the table's words
visible     what an asker may see
look_ups    /actor /timeline /story /search /compare /why /whynot /health
tracking    /track          reviewing   /variants
regrouping  /stories        changing   what deletes asks first; /undo
naming      which actor or feed a typed name means
watching    /watch          periods     ends of pauses
teams       /team           digests     /digest
feeds       /feeds
completion  what is offered while a value is typed
table       all commands, in order, and what buttons do
terminal    a typed line -> the command and its values -> the answer
"""

from bot.commands.context import Command, CommandContext, Parameter, Requester

__all__ = ["Command", "CommandContext", "Parameter", "Requester"]
