"""English, German, Dutch, French, Italian, Spanish and their like: possessives and elisions."""

from __future__ import annotations

from watchers.matching.inflection.paradigm import paradigm

_GENITIVE = "en de nl sv da no nb nn"

PARADIGMS = (
    paradigm("en de nl fr it es pt sv da no nb nn", "possessive", "-", "'s ' 'S"),
    paradigm("en", "English plural or possessive without apostrophe", "-", "s", stem=4),
    paradigm("de nl sv da no nb nn", "genitive -s", "-", "s", stem=3),
    paradigm("de", "German genitive after a sibilant", "-", "ens es", stem=3),
)

# What is written before a name with an apostrophe: d'Haftar, l'ANL, dell'Eni.
ELISIONS = (
    "d'", "l'", "qu'", "n'", "s'", "j'", "m'", "t'", "c'", "jusqu'", "lorsqu'", "puisqu'", "aujourd'",
    "un'", "all'", "dall'", "dell'", "nell'", "sull'", "coll'", "quell'",
)  # fmt: skip

ARABIC_ARTICLES = ("al", "el")  # Elsisi, Alsarraj
