"""Writing articles into the archive with all that was found in them, inside the caller's transaction.

recording          new articles, each with its mentions, events, verdict and story, what finds it later, the totals and
                   the text index; what they share is asked for once, what nobody reads before the end is written then
replace_mentions   the same article matched again, because the actors that are followed have changed
restate            the same text of which more is known: its headline, its outlet, its time
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from watchers.archive import (
    actor_keys,
    aggregates,
    article_rows,
    candidates,
    cooccurrence,
    mention_rows,
    public_ids,
    report_rows,
    search,
)
from watchers.archive.aggregates import ArticleFacts
from watchers.archive.engine import article_cache
from watchers.archive.mention_rows import Findings
from watchers.archive.schema import article as article_table
from watchers.archive.schema import language_count
from watchers.archive.schema import story as story_table
from watchers.archive.word_counts import WordCounts
from watchers.errors import UnknownThing
from watchers.model import (
    Article,
    Candidate,
    Comparison,
    EncounterHistory,
    EncounterQuery,
    Event,
    Frequencies,
    Mention,
    Report,
    Signature,
)


@contextmanager
def recording(conn: Connection, signatures: Collection[Signature] = ()) -> Iterator[Recorder]:
    """A recorder for the articles with those signatures. All of them are in the archive when the block ends."""
    recorder = Recorder(conn)
    recorder.expect(signatures)
    yield recorder
    recorder.write()


@dataclass(frozen=True, slots=True)
class _RecordedArticle:
    """A recorded article whose mentions, events, counts and words in the text index are not written yet."""

    key: int
    article: Article
    signature: Signature
    words: Collection[int]
    findings: Findings
    facts: ArticleFacts


class Recorder:
    """The archive while articles are recorded in it, one after the other.

    Each is found by those after it at once; what comparing does not ask for (mentions, events, counts, the text index)
    is written for all of them by `write`.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._last = candidates.last_key(conn)
        self._next_event = mention_rows.next_event(conn)
        self._cache = article_cache(conn)
        self._words = WordCounts(conn)
        self._actor_keys = actor_keys.ActorKeyCache(conn)
        self._floors: dict[datetime, int] = {}
        self._voices: set[cooccurrence.Voice] = set()
        self._unwritten: list[_RecordedArticle] = []

    def expect(self, signatures: Collection[Signature]) -> None:
        """Ask at once for all the words that will be asked for one article after the other."""
        self._words.learn({word for signature in signatures for word in signature.words})

    def frequencies(self, words: Collection[int]) -> Frequencies:
        """In how many articles of the archive each of the words occurs."""
        return Frequencies(self._last, self._words.of(words))

    def candidates(
        self, signature: Signature, keys: Collection[int], actors: Collection[str], since: datetime, limit: int
    ) -> tuple[Candidate, ...]:
        """At most `limit` earlier articles that share shingles, key words or actors, most shared first, then newest.

        Words and actors are asked for among the articles seen `since` and in the seed corpus, shingles in all.
        """
        numbers = self._actor_keys.keys_of(actors).values()
        if since not in self._floors:
            self._floors[since] = candidates.floor(self._conn, since)
        article_keys = candidates.find(self._conn, signature, keys, numbers, self._floors[since], limit)
        return candidates.load(self._conn, article_keys, self._cache)

    def before(self, query: EncounterQuery, story: str | None) -> EncounterHistory:
        """With whom, where and by whom the actors of an article were mentioned in earlier articles of other stories.

        `story` is the id of the story that the article joins; None: it starts one.
        """
        return cooccurrence.before(self._conn, query, story, self._actor_keys.keys_of(query.actors))

    def record(
        self,
        article: Article,
        mentions: Sequence[Mention],
        signature: Signature,
        words: Collection[int],
        comparison: Comparison,
        events: Sequence[Event],
    ) -> Report:
        """Record an article and give it back with its id and its story.

        A comparison that names no story starts one. A late original (`comparison.origin`) joins as its story's origin:
        what was taken for the original, and its copies, are its copies from now on.
        """
        conn, key = self._conn, self._last + 1
        self._last = key
        article = article_rows.identified(article, key)
        story, head = (key, article.id) if comparison.story is None else _story_of(conn, comparison.story)
        likeness = None if comparison.copy_of is None else _article_key(conn, comparison.copy_of)
        copy_of = None if comparison.origin else likeness  # of a late original, it is the copy
        actors = mention_rows.certain(mentions)
        row = article_rows.row(article, comparison)
        conn.execute(_ARTICLE, row | {"key": key, "story": story, "copy_of": copy_of, "actors": actors})
        self._cache.put(key, article)
        _join(conn, story, key, article.first_seen, origin=comparison.origin)
        candidates.store(conn, key, signature, words, seed=article.seed)
        self._words.add(signature.words)
        findings, facts = self._enter(key, article, mentions, events, copy=copy_of is not None)
        self._unwritten.append(_RecordedArticle(key, article, signature, words, findings, facts))
        if comparison.origin:
            self.write()  # what is to be counted anew must have been counted
            _make_original(conn, key, likeness if likeness is not None else _nearest(conn, comparison))
        verdict = replace(comparison, story=head, copy_of=None if copy_of is None else comparison.copy_of)
        return Report(article, verdict, tuple(actors))

    def write(self) -> None:
        """Write the mentions, events, counts and indexed words of the articles recorded since the last `write`."""
        articles, self._unwritten = self._unwritten, []
        self._words.write()
        signatures, words = [entry.signature for entry in articles], [entry.words for entry in articles]
        candidates.settle(self._conn, self._last, signatures, words)
        mention_rows.write(self._conn, [entry.findings for entry in articles])
        aggregates.count(self._conn, [entry.facts for entry in articles])
        search.index(self._conn, [(entry.key, entry.article.title, entry.article.text) for entry in articles])
        _count_languages(self._conn, [entry.article for entry in articles])

    def _enter(
        self, key: int, article: Article, mentions: Sequence[Mention], events: Sequence[Event], *, copy: bool
    ) -> tuple[Findings, ArticleFacts]:
        numbers = self._actor_keys.ensure_keys(mention_rows.actors(mentions, events))
        findings = mention_rows.findings(key, mentions, events, numbers, self._next_event)
        self._next_event += len(events)
        facts = article_rows.facts(key, article, findings, copy=copy)
        aggregates.appear(self._conn, [facts])
        cooccurrence.store(self._conn, key, findings.dated, events)
        cooccurrence.hear(self._conn, article, findings.surfaces, self._voices)
        return findings, facts


def replace_mentions(conn: Connection, article_id: str, mentions: Sequence[Mention], events: Sequence[Event]) -> None:
    """Put these mentions and events in the place of those recorded; the verdict and the story stay."""
    _find_anew(conn, _article_key(conn, article_id), None, mentions, events)


def restate(conn: Connection, article: Article, mentions: Sequence[Mention], events: Sequence[Event]) -> None:
    """Put what is known of a recorded article by now in the place of what was, with the mentions and events.

    Its text, its verdict and its story stay, and full text finds it by the headline that it was recorded with.
    """
    key = _article_key(conn, article.id)
    before = _find_anew(conn, key, article, mentions, events)
    conn.execute(update(article_table).where(article_table.c.key == key).values(article_rows.provenance(article)))
    _count_languages(conn, [before], -1)
    _count_languages(conn, [article])
    article_cache(conn).clear()  # it may hold the article as it was


def _find_anew(
    conn: Connection, key: int, restated: Article | None, mentions: Sequence[Mention], events: Sequence[Event]
) -> Article:
    """Replace what was found in an article; `restated`, if given, is how it counts from now on.

    Gives the article as it was recorded before.
    """
    of_article = article_table.c.key == key
    row = conn.execute(select(article_table).where(of_article)).mappings().one()
    article, copy = report_rows.as_article(row), row["copy_of"] is not None
    before = mention_rows.recorded(conn, key)
    aggregates.withdraw(conn, article_rows.facts(key, article, before, copy=copy))
    cooccurrence.forget(conn, key, before.dated)
    mention_rows.remove(conn, key)
    numbers = actor_keys.ensure_keys(conn, mention_rows.actors(mentions, events))
    findings = mention_rows.findings(key, mentions, events, numbers, mention_rows.next_event(conn))
    mention_rows.write(conn, [findings])
    aggregates.enter(conn, [article_rows.facts(key, restated or article, findings, copy=copy)])
    cooccurrence.store(conn, key, findings.dated, events)
    cooccurrence.hear(conn, restated or article, findings.surfaces)
    conn.execute(update(article_table).where(of_article).values(actors=mention_rows.certain(mentions)))
    return article


# ---------------------------------------------------------------- the article and its story

_ARTICLE, _STORY = insert(article_table), insert(story_table)
_HERE = story_table.c.key == bindparam("of")
_ACTIVE = (
    update(story_table)
    .where(_HERE, story_table.c.last_activity < bindparam("at", type_=story_table.c.last_activity.type))
    .values(last_activity=bindparam("at", type_=story_table.c.last_activity.type))
)
_ORIGIN = update(story_table).where(_HERE).values(origin=bindparam("article"))


def _join(conn: Connection, story: int, key: int, at: datetime, *, origin: bool) -> None:
    if story == key:
        conn.execute(_STORY, {"key": key, "created": at, "last_activity": at})
        return
    conn.execute(_ACTIVE, {"of": story, "at": at})
    if origin:
        conn.execute(_ORIGIN, {"of": story, "article": key})


def _make_original(conn: Connection, key: int, copy: int | None) -> None:
    """The article is what `copy` was copied from, and so is what was taken for the original of that, and its copies.

    What was taken for the original may be a copy itself, of a text that it adds to: then it stays one of that.
    """
    if copy is None:
        return
    article = article_table.c
    root_key = select(func.coalesce(article.copy_of, article.key)).where(article.key == copy).scalar_subquery()
    root = conn.execute(select(article_table).where(article.key == root_key)).mappings().one()
    conn.execute(update(article_table).where(article.copy_of == root["key"]).values(copy_of=key))
    if root["copy_of"] is None:
        conn.execute(update(article_table).where(article.key == root["key"]).values(copy_of=key))
        findings = mention_rows.recorded(conn, root["key"])
        aggregates.now_a_copy(conn, article_rows.facts(root["key"], report_rows.as_article(root), findings, copy=True))


def _nearest(conn: Connection, comparison: Comparison) -> int | None:
    return None if comparison.nearest is None else _article_key(conn, comparison.nearest)


def _article_key(conn: Connection, public_id: str) -> int:
    """The number of the article with that id, which must exist: UnknownThing otherwise."""
    key = public_ids.key_of(conn, public_id)
    if key is None:
        raise UnknownThing(f"the archive holds no article {public_id!r}")
    return key


def _story_of(conn: Connection, public_id: str) -> tuple[int, str]:
    """The number and the id of the story that the article is in by now."""
    head = public_ids.heads_of(conn, [public_id]).get(public_id)
    if head is None:
        raise UnknownThing(f"the archive holds no story {public_id!r}")
    return head


def _count_languages(conn: Connection, articles: Collection[Article], by: int = 1) -> None:
    rows = [{"feed": article.feed, "language": article.language or "", "articles": by} for article in articles]
    aggregates.add(conn, language_count, rows)
