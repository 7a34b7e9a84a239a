"""Places: which ones a sentence names, in which script and form soever, and what is known of them.

names     every place's names: CLDR's countries (Babel), the towns, a small table of our own; a language at a time
towns     the table of towns that scripts/make_towns.py makes
tokens    the words of a sentence that may begin or continue such a name
located   events with the places that their sentences name
"""
