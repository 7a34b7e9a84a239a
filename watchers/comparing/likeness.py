"""How likely two articles report one development: a table of likenesses, weighed and added up.

Some speak for it (words, figures, places and meaning in common), some against it (days between, other places, the same
words about others). Words do not meet across languages, and meaning is known where an encoder has read both articles.
The weights are a logistic regression's over pairs of articles (`scripts/fit_likeness.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from watchers.comparing import similarity, templates
from watchers.comparing.article_profile import Profile, foreign
from watchers.comparing.similarity import Query
from watchers.comparing.templates import Differing
from watchers.model import Meaning
from watchers.text.cosine import cosine, highest

MOST_DAYS = 14.0  # between two articles; more say nothing on top
_MOST_HEADLINE_FIGURES = 2
_LEAST_TELLING = 4  # distinct words of a sentence that says something
_LEAST_FOCUS = 0.15  # below which the two are not in the same words


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
    first_days: float = 0.0  # the logarithm of one day more: the first days part more than later ones
    actors: float = 0.0  # tracked actors in common, as a share of all
    focus: float = 0.0  # cosine over headline and lead, word by word
    other_names: float = 0.0  # sentences in the same words that name others, up to 2
    other_figures: float = 0.0  # sentences in the same words with other numbers, up to 2
    other_year: float = 0.0  # 1: the latest years that they state are two
    figures: float = 0.0  # shared numbers
    headline_figures: float = 0.0  # how many numbers are in both headlines
    places: float = 0.0  # places and their countries in common, as a share of all
    other_countries: float = 0.0  # 1: both name places, in no country in common
    other_towns: float = 0.0  # 1: both name towns, and none in common
    same_meaning: float = 0.0  # cosine of the meanings of headline and lead
    same_sentence: float = 0.0  # highest cosine of the meanings of two sentences

    @property
    def odds(self) -> float:
        """Log-odds that both report one development."""
        parts = self.weights.parts
        return self.weights.bias + sum(weight * float(getattr(self, part)) for part, weight in parts.items())

    def shown(self) -> dict[str, float]:
        """The parts that say something to people, by name, and the days between."""
        parts = {part: round(float(getattr(self, part)), 2) for part in self.weights.parts if part not in _NOT_SHOWN}
        return {"days": round(self.days, 1)} | {part: value for part, value in parts.items() if value}


_NOT_SHOWN = ("days", "first_days")

# Fitted on 2026-11-30, see scripts/README.md.
ONE_LANGUAGE = Weights(
    -1.53,
    {
        "actors": 0.88,
        "focus": 6.76,
        "figures": 3.54,
        "headline_figures": 1.36,
        "places": 0.33,
        "other_countries": -1.56,
        "other_towns": -0.88,
        "other_names": -0.38,
        "other_figures": -1.27,
        "other_year": -0.94,
        "days": -0.50,
        "first_days": -1.75,
    },
)
ONE_LANGUAGE_WITH_MEANING = Weights(
    -4.50,
    {
        "same_meaning": 3.05,
        "same_sentence": 3.63,
        "actors": 1.03,
        "focus": 3.45,
        "figures": 3.19,
        "headline_figures": 1.18,
        "places": 0.15,
        "other_countries": -1.43,
        "other_towns": -0.74,
        "other_names": -0.74,
        "other_figures": -1.29,
        "other_year": -1.08,
        "days": -0.56,
        "first_days": -1.54,
    },
)
TWO_LANGUAGES = Weights(
    -2.66,
    {
        "actors": 1.78,
        "figures": 3.75,
        "headline_figures": 1.32,
        "places": 3.74,
        "other_countries": -0.46,
        "other_towns": -1.02,
        "days": -0.34,
        "first_days": -0.65,
    },
)
TWO_LANGUAGES_WITH_MEANING = Weights(
    -8.32,
    {
        "same_meaning": 10.45,
        "same_sentence": 4.05,
        "actors": 2.55,
        "figures": 2.42,
        "headline_figures": 1.93,
        "places": 2.20,
        "other_countries": -0.18,
        "other_towns": -1.02,
        "days": -0.58,
        "first_days": -0.28,
    },
)
WEIGHTS = {  # by whether the languages are two, and whether the meanings are known
    (False, False): ONE_LANGUAGE,
    (False, True): ONE_LANGUAGE_WITH_MEANING,
    (True, False): TWO_LANGUAGES,
    (True, True): TWO_LANGUAGES_WITH_MEANING,
}


def probability(odds: float) -> float:
    """The probability, 0 to 1, that log-odds stand for."""
    return 1 / (1 + exp(-odds))


def likeness(query: Query, mine: Side, other: Side, days: float) -> Likeness:
    """How the article at hand, of which `query` is made, is like another one; `days` lie between them."""
    here, there = mine.profile, other.profile
    abroad = foreign(here, there)
    meanings = _meanings(mine, other)
    focus = 0.0 if abroad else similarity.focus(query, there.features)
    alike = focus >= _LEAST_FOCUS
    differing = templates.differing(here.wording, there.wording, query.called) if alike else Differing()
    actors, all_actors = {*mine.actors} & {*other.actors}, {*mine.actors, *other.actors}
    places, placed = here.countries & there.countries, bool(here.places and there.places)
    years = here.features.year, there.features.year
    return Likeness(
        weights=WEIGHTS[abroad, meanings is not None],
        days=min(MOST_DAYS, days),
        first_days=log(1 + min(MOST_DAYS, days)),
        actors=len(actors) / (len(all_actors) or 1),
        focus=focus,
        other_names=differing.names,
        other_figures=differing.figures,
        other_year=float(None not in years and years[0] != years[1]),
        figures=similarity.figures(query.features, there.features),
        headline_figures=min(_MOST_HEADLINE_FIGURES, len(here.headline_figures & there.headline_figures)),
        places=len(places) / (1 + len(here.countries | there.countries)),
        other_countries=float(placed and not places),
        other_towns=float(bool(here.towns and there.towns) and not here.towns & there.towns),
        same_meaning=meanings[0] if meanings else 0.0,
        same_sentence=meanings[1] if meanings else 0.0,
    )


def _meanings(mine: Side, other: Side) -> tuple[float, float] | None:
    """The cosine of headline and lead, and the highest of two sentences; None where either meaning is not known."""
    if mine.meaning is None or other.meaning is None:
        return None
    return cosine(mine.meaning.lead, other.meaning.lead), highest(_telling(mine), _telling(other))


def _telling(side: Side) -> Sequence[bytes]:
    """What the sentences mean that say something: two articles share a credit or a label whatever they report."""
    assert side.meaning is not None
    pairs = zip(side.meaning.sentences, side.profile.sentences, strict=False)
    return [vector for vector, sentence in pairs if len(sentence.words) >= _LEAST_TELLING] or side.meaning.sentences
