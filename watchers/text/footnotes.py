"""Marks that refer to notes: superscript digits and numbers in circles, as think tanks print them (`Haftar¹`, `2019②`).

They are neither letters nor digits of the word that they stand behind, though Unicode counts them among word characters
and Python's `str.isdigit` among digits (`int` refuses them).
"""

from __future__ import annotations

# For the set of a regular expression.
MARKS = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
