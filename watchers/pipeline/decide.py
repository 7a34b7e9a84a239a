"""Decides on one article against what was known before it, for the poller, the batch verbs and the tests alike.

prepared -> frequencies, keys, candidates -> compare -> encounters -> the verdict -> record
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from watchers.comparing import compare, encounters, signature, stories
from watchers.comparing.article_profile import ProfileCache
from watchers.comparing.relative import Relative
from watchers.model import (
    Article,
    Candidate,
    Comparison,
    EncounterHistory,
    EncounterQuery,
    Event,
    Frequencies,
    Meaning,
    Mention,
    Report,
    Signature,
)
from watchers.pipeline.prepare import Prepared, dated_events

MOST_CANDIDATES = 16  # four times as many give no better verdicts, and cost four times as much


class Baseline(Protocol):
    """All that was known before an article, and the place where it is recorded. The archive's `Recorder` is one."""

    def frequencies(self, words: Collection[int]) -> Frequencies:
        """In how many recorded articles each of the words occurs."""

    def candidates(
        self,
        signature: Signature,
        keys: Collection[int],
        actors: Collection[str],
        since: datetime,
        limit: int,
        meaning: Meaning | None = None,
    ) -> tuple[Candidate, ...]:
        """At most `limit` earlier articles that may be related, likeliest first."""

    def before(self, query: EncounterQuery, story: str | None) -> EncounterHistory:
        """Who and what was brought together before, apart from the article's own story."""

    def record(
        self,
        article: Article,
        mentions: Sequence[Mention],
        signature: Signature,
        words: Collection[int],
        comparison: Comparison,
        events: Sequence[Event],
        meaning: Meaning | None,
    ) -> Report:
        """Keep the article, so that those after it find it; its report has its id and its story."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """An article with the verdict on it, not recorded yet.

    `keys` are the words by which it is to be found, `candidates` what it was compared with.
    """

    prepared: Prepared
    comparison: Comparison
    keys: Collection[int]
    candidates: Sequence[Candidate]
    events: Sequence[Event]

    def says(self) -> tuple[object, ...]:
        """What people may be told of the verdict: two that say the same need not be told apart."""
        verdict = self.comparison
        quoted = tuple((sentence.text, sentence.quoted) for sentence in verdict.adds.sentences)
        found = self.prepared.mentions, tuple(self.events)
        told = verdict.novelty, verdict.story, verdict.copy_of, verdict.origin, verdict.encounters
        return *told, verdict.changes, quoted, found


def decide(prepared: Prepared, baseline: Baseline, profiles: ProfileCache, now: datetime) -> Report:
    """Compare an article with the baseline, and record it there with the verdict.

    `profiles` are those of earlier articles, and take in this one's; `now` is when it is recorded.
    """
    return record(judge(prepared, baseline, profiles, now), baseline)


def judge(prepared: Prepared, baseline: Baseline, profiles: ProfileCache, now: datetime) -> Judgement:
    """Compare an article with the baseline (see `decide`)."""
    article, actors = prepared.article, prepared.actors
    profiles.put(article, prepared.profile)
    frequencies = baseline.frequencies(prepared.signature.words)
    keys = signature.keys(prepared.signature, frequencies)
    since = now - stories.WINDOW
    candidates = baseline.candidates(prepared.signature, keys, actors, since, MOST_CANDIDATES, prepared.meaning)
    relatives = [Relative(candidate, profiles.of(candidate.article)) for candidate in candidates]
    comparison = compare.compare(article, prepared.profile, actors, relatives, frequencies, now, prepared.meaning)
    if comparison.copy_of is None and not comparison.origin:  # a copy brings nothing together that its original has not
        comparison = _with_encounters(comparison, prepared, baseline, candidates)
    original = next((one.article for one in candidates if one.article.id == comparison.copy_of), None)
    return Judgement(prepared, comparison, keys, candidates, dated_events(prepared, original))


def record(judgement: Judgement, baseline: Baseline) -> Report:
    """Record an article with the verdict on it; its report has its id and its story."""
    prepared = judgement.prepared
    return baseline.record(
        prepared.article,
        prepared.mentions,
        prepared.signature,
        judgement.keys,
        judgement.comparison,
        judgement.events,
        prepared.meaning,
    )


def _with_encounters(
    comparison: Comparison, prepared: Prepared, baseline: Baseline, candidates: Sequence[Candidate]
) -> Comparison:
    members = (candidate.article for candidate in candidates if candidate.story == comparison.story)
    query = encounters.ask(prepared.article, prepared.actors, prepared.events, prepared.mentions, members)
    history = baseline.before(query, comparison.story)
    return replace(comparison, encounters=encounters.encounters(query, history))
