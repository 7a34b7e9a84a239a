"""How likely two articles report one development: a table of likenesses, weighed and added up.

Some speak for it (words, names, figures and places in common), some against it (days between, other places). Words do
not meet across languages; there the meaning takes their place, if an encoder has read both articles. The weights are a
logistic regression's over pairs of articles (`scripts/fit_likeness.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import exp, log

from watchers.comparing import similarity
from watchers.comparing.article_profile import Profile, foreign
from watchers.comparing.similarity import Query, Similarity
from watchers.model import Meaning
from watchers.text.cosine import cosine

MOST_DAYS = 14.0  # between two articles; more say nothing on top
_MOST_HEADLINE_FIGURES = 2


@dataclass(frozen=True, slots=True)
class Side:
    """An article as it is held against another: what it says, which tracked actors it surely mentions, what it means,
    if that is known."""

    profile: Profile
    actors: Collection[str]
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What a part of a likeness is worth, in log-odds, and what all have on top."""

    bias: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Parts that a reader can check; `odds` weighs them. Shares and cosines are from 0 to 1."""

    weights: Weights
    days: float = 0.0  # between the two, 0 where that is not known
    actors: float = 0.0  # tracked actors in common, as a share of all
    words: float = 0.0  # cosine over all words
    focus: float = 0.0  # cosine over headline and lead
    names: float = 0.0  # share of one's names that the other holds: the smaller share
    nameless: float = 0.0  # 1: one of them has no names to compare, as in scripts without capitals
    other_year: float = 0.0  # 1: the latest years that they state are two
    figures: float = 0.0  # shared numbers
    headline_figures: float = 0.0  # how many numbers are in both headlines
    places: float = 0.0  # in common, as a share of all
    other_places: float = 0.0  # 1: both name places, and none in common
    no_facts: float = 0.0  # 1: neither figures nor places in common
    length: float = 0.0  # logarithm of the distinct words of the shorter one
    same_meaning: float = 0.0  # cosine of the meanings of headline and lead

    @property
    def odds(self) -> float:
        """Log-odds that both report one development."""
        parts = self.weights.parts
        return self.weights.bias + sum(weight * float(getattr(self, part)) for part, weight in parts.items())

    def shown(self) -> dict[str, float]:
        """The parts that say something to people, by name, and the days between."""
        parts = {part: round(float(getattr(self, part)), 2) for part in self.weights.parts if part not in _NOT_SHOWN}
        return {"days": round(self.days, 1)} | {part: value for part, value in parts.items() if value}


_NOT_SHOWN = ("days", "length")

# Fitted on 2026-11-30, see scripts/README.md.
ONE_LANGUAGE = Weights(
    -1.70,  # by hand (fitted: -1.40): two events of one actor on one day share his names, and are two
    {
        "actors": 0.38,
        "words": 2.34,
        "focus": 4.50,
        "names": 1.48,
        "nameless": 0.83,
        "figures": 3.73,
        "headline_figures": 1.84,
        "places": 0.63,
        "other_places": -0.81,
        "other_year": -0.86,
        "days": -1.23,
        "length": -0.19,
    },
)
TWO_LANGUAGES = Weights(
    0.0,
    {
        "actors": 2.23,
        "figures": 3.29,
        "headline_figures": 1.21,
        "places": 2.21,
        "other_places": -0.27,
        "no_facts": -1.50,  # by hand (fitted: -0.51): an actor in common, and nothing else, bridges no languages
        "days": -0.71,
        "length": -0.57,
    },
)
TWO_LANGUAGES_WITH_MEANING = Weights(
    -3.21,
    {
        "same_meaning": 12.5,
        "actors": 2.57,
        "figures": 1.52,
        "headline_figures": 3.00,
        "places": 1.84,
        "other_places": -0.27,
        "days": -0.65,
        "length": -1.33,
    },
)


def probability(odds: float) -> float:
    """The probability, 0 to 1, that log-odds stand for."""
    return 1 / (1 + exp(-odds))


def likeness(query: Query, mine: Side, other: Side, days: float) -> Likeness:
    """How the article at hand, of which `query` is made, is like another one; `days` lie between them."""
    here, there = mine.profile, other.profile
    abroad = foreign(here, there)
    words = Similarity() if abroad else similarity.similarity(query, there.features)
    same_meaning = _same_meaning(mine, other) if abroad else None
    places, all_places = here.places & there.places, here.places | there.places
    shared_figures = similarity.figures(query.features, there.features)
    actors, all_actors = {*mine.actors} & {*other.actors}, {*mine.actors, *other.actors}
    return Likeness(
        weights=_weights(abroad, same_meaning),
        days=min(MOST_DAYS, days),
        actors=len(actors) / (len(all_actors) or 1),
        words=words.words,
        focus=words.focus,
        names=words.names,
        nameless=float(words.nameless),
        other_year=float(words.other_year),
        figures=shared_figures,
        headline_figures=min(_MOST_HEADLINE_FIGURES, len(here.headline_figures & there.headline_figures)),
        places=len(places) / (1 + len(all_places)),
        other_places=float(bool(here.places and there.places) and not places),
        no_facts=float(not shared_figures and not places),
        length=log(1 + min(len(here.features.words.weights), len(there.features.words.weights))),
        same_meaning=same_meaning or 0.0,
    )


def _weights(abroad: bool, same_meaning: float | None) -> Weights:
    if not abroad:
        return ONE_LANGUAGE
    return TWO_LANGUAGES if same_meaning is None else TWO_LANGUAGES_WITH_MEANING


def _same_meaning(mine: Side, other: Side) -> float | None:
    """The cosine of the meanings of headline and lead, where both are known."""
    if mine.meaning is None or other.meaning is None:
        return None
    return cosine(mine.meaning.lead, other.meaning.lead)
