"""Every command's answer, apart from where it is asked: Discord (`bot.discord`) and the terminal use the same table.

context     what an answer is made from: the archive as the requester sees it; what a command and its parameters are
access      who may see and change which team
look_ups    /actor /timeline /story /search /compare /why /whynot /health
tracking    /track          reviewing   /variants
regrouping  /stories        changing    /undo, and the question before anything is deleted
naming      which actor or feed a typed name means
watching    /watch          periods     ends of pauses
teams       /team           digests     /digest
feeds       /feeds          servers     those that the bot leaves and comes back to
completion  what is offered while a value is typed
table       all commands, in order, and what buttons do
"""
