"""Dates in a sentence: explicit, partial and relative ones, resolved against the article's own date.

    sentence -> tokens   (tokens, numbers, figures: what each word can mean, from the tables of `vocabulary`)
             -> shapes   (grammar: how meanings make dates, the same for every language; checks: what only looks so;
                          named: what is part of a thing's name)
             -> dates    (resolve and setting: calendar dates, as precise as the words are)

What cannot be resolved is left out, never guessed.
"""

from watchers.dates.find import DateFound, find, refers_back
from watchers.dates.language import words_of
from watchers.dates.tokens import YEARS, places
from watchers.dates.vocabulary import LANGUAGES, is_date_word

__all__ = ["LANGUAGES", "YEARS", "DateFound", "find", "is_date_word", "places", "refers_back", "words_of"]
