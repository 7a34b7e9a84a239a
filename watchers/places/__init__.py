"""Places: which ones a sentence names, in which script and form soever, and what is known of them.

gazetteer every place's names: CLDR's countries (Babel), the towns, a small table of our own; a language at a time
towns     the table of towns that scripts/make_towns.py makes
find      the names that stand in a sentence, with their spans
"""
