"""Whether two stories turn out to be one: a later article belongs to both, and their articles are all alike.

That an article is like two stories says little by itself: a round-up is. So every pair of the two stories' articles
must be likelier than not one development, as far as they are looked at (`MOST_MEMBERS` of each): the mean of pairs
makes one story of strike after strike, and a wrong merge hides news. Pure. See scripts/README.md for the figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from watchers.comparing import similarity, stories
from watchers.comparing.likeness import Side, probability
from watchers.comparing.relative import Relative
from watchers.comparing.stories import Pair
from watchers.model import Frequencies
from watchers.reasons import Comparing, Reason

MERGING = 0.5  # least probability of one development of all pairs, from which two stories are one
MOST_MEMBERS = 4  # articles of a story that are looked at: its first and its latest


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two stories that are one: `other` is to be merged with `story`.

    `pairs` of their articles are one development with a mean probability of `mean`; the likeliest pair is that of `one`
    and `nearest`.
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

    `frequencies` must have been asked for the words of the `ones`; `called` are the words by which an article that is
    like both calls its actors.
    """
    crossing, likely = list[tuple[Relative, Pair]](), list[float]()
    for one in ones:
        for pair in _pairs(one, others, frequencies, called):
            crossing.append((one, pair))
            likely.append(probability(pair.likeness.odds))
            if likely[-1] < MERGING:
                return None
    one, nearest = max(crossing, key=lambda found: found[1].likeness.odds)
    return Meeting(ones[0].story, others[0].story, fmean(likely), len(crossing), one, nearest)


def as_one(relatives: Sequence[Relative], meetings: Sequence[Meeting]) -> list[Relative]:
    """The relatives with those of stories that are to be merged in the story that takes them in."""
    into = {meeting.other: meeting.story for meeting in meetings}
    return [
        replace(relative, candidate=replace(relative.candidate, story=into.get(relative.story, relative.story)))
        for relative in relatives
    ]


def _pairs(
    one: Relative, others: Sequence[Relative], frequencies: Frequencies, called: Collection[str]
) -> Iterator[Pair]:
    query = similarity.query(one.profile.features, frequencies, called)
    mine = Side(one.profile, one.candidate.actors, one.meaning)
    for other in others:
        yield Pair(other, stories.likeness_of(query, one.article, mine, other))
