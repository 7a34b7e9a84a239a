"""An archive in memory, for batches and tests: the same questions as the database answers, no more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from watchers.model import Article, Candidate, Comparison, Frequencies, Signature


class MemoryArchive:
    """What `watchers.archive.articles` keeps of articles for comparing, in dictionaries."""

    def __init__(self) -> None:
        self._recorded: dict[str, Candidate] = {}
        self._activity: dict[str, datetime] = {}
        self._order: dict[str, int] = {}
        self._by_hash: defaultdict[int, list[str]] = defaultdict(list)
        self._by_key: defaultdict[int, list[str]] = defaultdict(list)
        self._by_actor: defaultdict[str, list[str]] = defaultdict(list)
        self._counts: Counter[int] = Counter()

    def frequencies(self, words: Iterable[int]) -> Frequencies:
        """In how many recorded articles the words occur."""
        return Frequencies(len(self._recorded), {word: self._counts[word] for word in words})

    def candidates(
        self, signature: Signature, keys: Sequence[int], actors: Sequence[str], since: datetime, limit: int = 64
    ) -> tuple[Candidate, ...]:
        """Possible relatives, likeliest first: shared hashes from the whole archive, shared keys and actors of
        stories that were active since then."""
        score: Counter[str] = Counter()
        for shared in signature.hashes:
            score.update(dict.fromkeys(self._by_hash[shared], 4))
        relatives: Counter[str] = Counter()
        for key in keys:
            relatives.update(self._by_key[key])
        for actor in actors:
            relatives.update(self._by_actor[actor][-limit:])
        score.update({i: n for i, n in relatives.items() if self._last(i) >= since})
        ranked = sorted(score, key=lambda i: (-score[i], -self._order[i]))[:limit]
        return tuple(replace(self._recorded[i], last_activity=self._last(i)) for i in ranked)

    def __contains__(self, article: str) -> bool:
        return article in self._recorded

    def record(
        self,
        article: Article,
        signature: Signature,
        keys: Sequence[int],
        actors: Sequence[str],
        comparison: Comparison,
        now: datetime,
    ) -> Candidate:
        """Keep an article (its id must be given) and what was concluded about it."""
        story = comparison.story or article.id
        kept = Candidate(article, tuple(actors), story, comparison.copy_of, now)
        self._recorded[article.id] = kept
        self._order[article.id] = len(self._order)
        self._activity[story] = max(now, self._activity.get(story, now))
        for index, values in ((self._by_hash, signature.hashes), (self._by_key, keys)):
            for value in values:
                index[value].append(article.id)
        for actor in actors:
            self._by_actor[actor].append(article.id)
        self._counts.update(signature.words.keys())
        return kept

    def _last(self, article: str) -> datetime:
        return self._activity[self._recorded[article].story]
