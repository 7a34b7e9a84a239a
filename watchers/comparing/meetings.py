"""Whether two stories turn out to be one: a later article belongs to both, and their articles are alike on average.

That an article is like two stories says little by itself: a round-up is. So all pairs of the two stories' articles
count, as far as they are looked at (`MOST_MEMBERS` of each), and those that were there before must not be two by what
they say themselves. Pure. The figures were chosen on development sets: see scripts/README.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from watchers.comparing import similarity, stories
from watchers.comparing.likeness import Side, probability
from watchers.comparing.relative import Relative
from watchers.comparing.stories import Pair
from watchers.model import Frequencies
from watchers.reasons import Comparing, Reason

MERGING = 0.5  # mean probability of one development, from which two stories are one
NOT_APART = 0.3  # the same of the articles that were there before, below which they stay two
MOST_MEMBERS = 4  # articles of a story that are looked at: its first and its latest


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two stories that are one: `other` is to be merged with `story`.

    `pairs` of their articles are one development with a mean probability of `mean`; the likeliest pair, of articles
    that were there before, is that of `one` and `nearest`.
    """

    story: str
    other: str
    mean: float
    pairs: int
    one: Relative
    nearest: Pair

    def reason(self, article: str) -> Reason:
        """Why they are merged; `article` is the one that is like both."""
        return Reason(
            Comparing.ONE_DEVELOPMENT,
            article=article,
            articles=(self.one.article.id, self.nearest.relative.article.id),
            percent=round(100 * self.mean),
            least=round(100 * MERGING),
            pairs=self.pairs,
            in_common=stories.in_common(self.one.profile, self.nearest.relative.profile),
            **self.nearest.likeness.shown(),
        )


def meet(
    ones: Sequence[Relative], others: Sequence[Relative], frequencies: Frequencies, called: Collection[str] = ()
) -> Meeting | None:
    """The meeting of two stories, given by some articles of each; None where they stay two.

    The first of the `ones` is the article that is like both. `frequencies` must have been asked for the words of them;
    `called` are the words by which it calls its actors.
    """
    crossing = [(one, pair) for one in ones for pair in _pairs(one, others, frequencies, called)]
    likely = [probability(pair.likeness.odds) for _, pair in crossing]
    mean, before = fmean(likely), fmean(likely[len(others) :])
    if mean < MERGING or before < NOT_APART:
        return None
    one, nearest = max(crossing[len(others) :], key=lambda found: found[1].likeness.odds)
    return Meeting(ones[0].story, others[0].story, mean, len(crossing), one, nearest)


def as_one(relatives: Sequence[Relative], meetings: Sequence[Meeting]) -> list[Relative]:
    """The relatives with those of stories that are to be merged in the story that takes them in."""
    into = {meeting.other: meeting.story for meeting in meetings}
    return [
        replace(relative, candidate=replace(relative.candidate, story=into.get(relative.story, relative.story)))
        for relative in relatives
    ]


def _pairs(one: Relative, others: Sequence[Relative], frequencies: Frequencies, called: Collection[str]) -> list[Pair]:
    query = similarity.query(one.profile.features, frequencies, called)
    mine = Side(one.profile, one.candidate.actors, one.meaning)
    return [Pair(other, stories.likeness_of(query, one.article, mine, other)) for other in others]
