"""Places: which ones a sentence names, in which script and form soever, and what is known of them.

names     every place's names, from CLDR (Babel) and a table of our own, a language at a time
tokens    the words of a sentence that may begin or continue such a name
located   events with the places that their sentences name
"""
