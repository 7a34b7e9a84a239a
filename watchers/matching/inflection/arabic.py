"""Arabic and Persian: what is written together with a name.

Conjunctions and prepositions of one letter are attached to the next word (وحفتر, "and Haftar"), before or in place
of the article; the article comes and goes (السراج, سراج). Persian and Urdu attach the izafa and the plural with or
without a zero-width non-joiner. Folding has made the forms of alef, ya, kaf and ta marbuta alike before.
"""

from __future__ import annotations

from watchers.matching.inflection.paradigm import paradigm

ARTICLE = "ال"

# Attached before a word: the conjunctions و ف, then the prepositions ب ك ل or the future س, then the article.
CLITICS = ("و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل")
CLITICS_WITH_ARTICLE = ("ال", "وال", "فال", "بال", "كال", "لل", "ولل", "فلل", "وبال", "وكال", "فبال", "ل", "ول")

# First words of names of two words, written apart or together: عبد الله, عبدالله; أبو بكر, ابوبكر. The second alone is
# no name.
COMPOUNDS = ("عبد", "ابو", "ابي", "ابا", "ام", "ذو", "بو")

PARADIGMS = (paradigm("fa ps ur ku", "Persian ending", "-", "ی ای ها های هایی"),)
