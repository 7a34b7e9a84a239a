"""Likeness of articles in different languages: tracked actors, names as they sound, figures and days.

Words do not meet across languages, so names carry the comparison (`spoken_names`).
"""

from __future__ import annotations

from collections.abc import Collection

from watchers.comparing.article_profile import Profile
from watchers.text.languages import primary_code

_BIAS = -5.5
_ACTOR_ODDS, _MOST_ACTORS = 1.25, 2  # each shared actor, up to so many: those of one conflict are always named together
_SAME_ACTORS = 1.5  # times the actors in common among all
_NAMES_ODDS, _FIGURES_ODDS, _SAME_DAY_ODDS = 4.0, 4.0, 1.0
_LEAST_SHARED_NAMES = 3  # without which articles that share no actor are strangers


def foreign(one: Profile, other: Profile) -> bool:
    """Whether the texts are in different languages, by what is declared or else by their scripts."""
    if one.language and other.language:
        return primary_code(one.language) != primary_code(other.language)
    return one.script != other.script


def odds(
    one: Profile, other: Profile, mine: Collection[str], theirs: Collection[str], figures: float, days: float
) -> float:
    """Log-odds that two articles in different languages report one development.

    `mine` and `theirs` are the tracked actors, `figures` the share of numbers in common, `days` the days between them.
    """
    actors = set(mine) & set(theirs)
    here, there = one.spoken_names, other.spoken_names
    shared = len(here & there)
    if not actors and shared < _LEAST_SHARED_NAMES:
        return _BIAS
    names_shared = shared / (len(here) + 1) + shared / (len(there) + 1)
    people = _ACTOR_ODDS * min(_MOST_ACTORS, len(actors)) + _SAME_ACTORS * len(actors) / (len({*mine, *theirs}) or 1)
    same_day = _SAME_DAY_ODDS if days <= 1 else 0.0
    return _BIAS + people + _NAMES_ODDS * names_shared + _FIGURES_ODDS * figures + same_day
