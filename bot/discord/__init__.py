"""Discord as a channel; the only package that imports discord.py.

client          the connection: logs in, keeps Discord's list of commands up to date, answers buttons
register        the table of commands given to the client, with completions, buttons and the message command
options         a command's parameters as discord.py's
answering       who asks; an answer within Discord's three seconds, or announced
sender          messages posted, edited and found in a channel
markdown        a message as Discord's texts within its limits; markdown_lines  one line, escaped
chart_png       a chart as a picture

Holds no rules: what is answered, and to whom, is decided by `bot.commands`.
"""
