"""Where answers and alerts are shown: Discord and the terminal. What is new, and who is told, is decided in `watchers`.

__main__   the command line's entry: reads the arguments, runs one verb, gives the exit code
cli        the verbs: arguments, look-ups, batch; `init` copies the first configuration from cli/starter/
run        the running program: Discord, terminal, one round, or a worker that polls; logs and shutdown
commands   the table of slash commands: what each answers, and who may see and change what
message    a message as a value; render writes answers and stories as such values
delivery   the outbox: deliveries that are due are planned, composed, sent and recorded
discord    discord.py, which no other package imports: client, commands, sender, Markdown, charts as pictures
terminal   messages and prompt in a terminal; commands as typed lines
"""
