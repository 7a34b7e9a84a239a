"""Decides on one article against what was known before it, for the poller, the batch verbs and the tests alike.

prepared -> frequencies, keys, candidates -> compare -> meetings of stories -> encounters -> the verdict -> record
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from watchers.comparing import compare, encounters, meetings, signature, stories
from watchers.comparing.article_profile import ProfileCache
from watchers.comparing.meetings import Meeting
from watchers.comparing.relative import Relative
from watchers.comparing.tokens import word_hash
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

    def members(self, story: str, most: int) -> tuple[Candidate, ...]:
        """At most so many articles of a story: its first, and the latest."""

    def may_be_one(self, story: str, other: str) -> bool:
        """Whether no analyst has said that two stories are different developments."""

    def record(
        self,
        article: Article,
        mentions: Sequence[Mention],
        signature: Signature,
        words: Collection[int],
        comparison: Comparison,
        events: Sequence[Event],
        meaning: Meaning | None,
        *,
        meaning_for_all: bool,
    ) -> Report:
        """Keep the article, so that those after it find it; its report has its id and its story.

        Without `meaning_for_all` what it means is kept from those who see no actor in it.
        """


@dataclass(frozen=True, slots=True)
class Judgement:
    """An article with the verdict on it, not recorded yet.

    `keys` are the words by which it is to be found, `candidates` what it was compared with. `meetings` are of stories
    that it brings together: they are to be merged once it is recorded, and the verdict takes them for one already.
    """

    prepared: Prepared
    comparison: Comparison
    keys: Collection[int]
    candidates: Sequence[Candidate]
    events: Sequence[Event]
    meetings: Sequence[Meeting] = ()

    def says(self) -> tuple[object, ...]:
        """What people may be told of the verdict: two that say the same need not be told apart."""
        verdict = self.comparison
        quoted = tuple((sentence.text, sentence.quoted) for sentence in verdict.adds.sentences)
        found = self.prepared.mentions, tuple(self.events)
        belongs = verdict.story, verdict.perhaps, verdict.copy_of, verdict.origin
        return verdict.novelty, *belongs, verdict.encounters, verdict.changes, quoted, found


def judge(prepared: Prepared, baseline: Baseline, profiles: ProfileCache, now: datetime) -> Judgement:
    """Compare an article with the baseline.

    `profiles` are those of earlier articles, and take in this one's; `now` is when it is recorded.
    """
    article, actors = prepared.article, prepared.actors
    profiles.put(article, prepared.profile)
    frequencies = baseline.frequencies(prepared.signature.words)
    keys = signature.keys(prepared.signature, frequencies)
    since = now - stories.WINDOW
    candidates = baseline.candidates(prepared.signature, keys, actors, since, MOST_CANDIDATES, prepared.seen_meaning)
    relatives = [Relative(candidate, profiles.of(candidate.article)) for candidate in candidates]
    comparison = _compared(prepared, relatives, frequencies, now)
    met = tuple(_meetings(prepared, comparison, baseline, profiles))
    if met:
        relatives = meetings.as_one(relatives, met)
        comparison = _compared(prepared, relatives, frequencies, now)
    if comparison.copy_of is None and not comparison.origin:  # a copy brings nothing together that its original has not
        comparison = _with_encounters(comparison, prepared, baseline, [relative.candidate for relative in relatives])
    original = next((one.article for one in candidates if one.article.id == comparison.copy_of), None)
    return Judgement(prepared, comparison, keys, candidates, dated_events(prepared, original), met)


def _compared(prepared: Prepared, relatives: Sequence[Relative], frequencies: Frequencies, now: datetime) -> Comparison:
    side = prepared.profile, prepared.actors
    return compare.compare(prepared.article, *side, relatives, frequencies, now, prepared.seen_meaning, prepared.names)


def _meetings(
    prepared: Prepared, comparison: Comparison, baseline: Baseline, profiles: ProfileCache
) -> Iterator[Meeting]:
    """The meetings of the story that an article joins with others that it is as like."""
    if comparison.story is None or not comparison.also:
        return
    ones = _members(comparison.story, baseline, profiles)
    words = {word_hash(word) for one in ones for word in one.profile.features.words}
    frequencies, called = baseline.frequencies(words), compare.words_of(prepared.names)
    for other in comparison.also:
        meeting = meetings.meet(ones, _members(other, baseline, profiles), frequencies, called)
        if meeting is not None and baseline.may_be_one(comparison.story, other):
            yield meeting


def _members(story: str, baseline: Baseline, profiles: ProfileCache) -> Sequence[Relative]:
    members = baseline.members(story, meetings.MOST_MEMBERS)
    return [Relative(member, profiles.of(member.article)) for member in members]


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
        meaning_for_all=prepared.meaning_for_all,
    )


def _with_encounters(
    comparison: Comparison, prepared: Prepared, baseline: Baseline, candidates: Sequence[Candidate]
) -> Comparison:
    members = (candidate.article for candidate in candidates if candidate.story == comparison.story)
    query = encounters.ask(prepared.article, prepared.actors, prepared.events, prepared.mentions, members)
    history = baseline.before(query, comparison.story)
    return replace(comparison, encounters=encounters.encounters(query, history))
