"""Whether sentences say what their story has not said yet, by their meaning: in any language, however reworded.

A sentence is held against the nearest one of the story. What lies further from it is likelier new, more so where the
whole article does, where the sentence is about what the headline is about (background is not), and where some time has
passed. The weights are a logistic regression's (`scripts/fit_novelty.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from watchers.model import Meaning
from watchers.text.cosine import cosine_table

_MOST_DAYS, _MOST_PLACE = 1.0, 5.0
_USUAL_CENTRAL = 0.5  # where there is no headline to be near to, and of the headline itself


@dataclass(frozen=True, slots=True)
class Sentence:
    """What tells whether the story has said a sentence; cosines are those of meanings."""

    nearest: float  # cosine with the sentence of the story that is most like it
    article: float  # the mean of these over the article's sentences
    central: float  # cosine with the article's own headline
    place: float  # sentences of the body before it, up to five
    abroad: float  # 1: the story has been told in other languages only
    days: float  # since the story's nearest article in time, up to one

    @property
    def odds(self) -> float:
        """Log-odds that it is news, by which it is quoted."""
        return BIAS + sum(weight * float(getattr(self, part)) for part, weight in WEIGHTS.items())


# Near to what was fitted on 2026-11-30, see scripts/README.md; by hand: less for days, which tell much in an invented
# set and nothing in a real one, and more for the sentence than for its article, so that the right one is quoted.
BIAS = 3.6
WEIGHTS = {"nearest": -6.0, "article": -3.0, "central": 1.8, "place": -0.3, "abroad": -1.0, "days": 1.5}


def sentences(
    mine: Meaning | None, heads: int, story: Sequence[Meaning], *, abroad: bool, days: float
) -> tuple[Sentence, ...]:
    """The article's first sentences, `heads` of them its headline's, against its story's; empty where their meaning
    is not known."""
    told = [meaning.sentences for meaning in story if meaning.sentences]
    if mine is None or not told or not mine.sentences:
        return ()
    tables = [cosine_table(mine.sentences, said) for said in told]
    nearest = [max(map(max, rows)) for rows in zip(*tables, strict=True)]
    own = cosine_table(mine.sentences, mine.sentences[:heads])
    body = range(heads, len(nearest)) or range(len(nearest))
    average = fmean(nearest[number] for number in body)
    return tuple(
        Sentence(
            nearest=cosine,
            article=average,
            central=fmean(own[number]) if number >= heads and own[number] else _USUAL_CENTRAL,
            place=min(_MOST_PLACE, max(0, number - heads)),
            abroad=float(abroad),
            days=min(_MOST_DAYS, days),
        )
        for number, cosine in enumerate(nearest)
    )
