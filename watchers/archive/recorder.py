"""Writing articles into the archive with all that was found in them, inside the caller's transaction.

recording   new articles, each with its mentions, events, verdict and story, what finds it later, the totals and the
            text index; what they share is asked for once, what nobody reads before the end is written then
owned       rows of a server's own in the place of everybody's, before the server changes what it sees
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, literal, select, update

from watchers.archive import (
    actor_keys,
    aggregates,
    article_rows,
    candidates,
    cooccurrence,
    labelled_pairs,
    mention_rows,
    public_ids,
    readings,
    report_rows,
    search,
    story_rows,
    vectors,
)
from watchers.archive.aggregates import ArticleFacts
from watchers.archive.article_cache import article_cache
from watchers.archive.mention_rows import Findings
from watchers.archive.numbering import Numbering
from watchers.archive.readings import Reading
from watchers.archive.schema import article as article_table
from watchers.archive.visible import EVERYBODY, article, known_as, seen_by, viewer_of
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
    Meaning,
    Mention,
    Report,
    Signature,
)


@contextmanager
def recording(conn: Connection, signatures: Collection[Signature] = ()) -> Iterator[Recorder]:
    """A recorder of everybody's articles, which are to have those signatures.

    All that it recorded, and the recorders of servers that it gave, is in the archive when the block ends.
    """
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
    """The archive of one scope while articles are recorded in it, one after the other.

    Each is found by those after it at once; what comparing does not ask for (mentions, events, counts, the text index)
    is written for all of them by `write`.
    """

    def __init__(self, conn: Connection, guild: str | None = None, everybodys: Recorder | None = None) -> None:
        self.guild = guild
        self._conn = conn
        self._root = everybodys or self
        self._numbering: Numbering = everybodys._numbering if everybodys else Numbering(conn)
        self._cache = article_cache(conn)
        self._words: WordCounts = WordCounts(conn, everybodys._words if everybodys else None)
        self._actor_keys = actor_keys.ActorKeyCache(conn)
        self._floors: dict[datetime, int] = {}
        self._voices: set[cooccurrence.Voice] = set()
        self._unwritten: list[_RecordedArticle] = []
        self._unwritten_readings: list[tuple[Findings, ArticleFacts, ArticleFacts]] = []
        self._servers: dict[str, Recorder] = {}

    def of(self, guild: str | None) -> Recorder:
        """The recorder of a server's scope; None: of everybody's."""
        if guild == self.guild:
            return self
        if guild not in self._servers:
            self._servers[guild or EVERYBODY] = Recorder(self._conn, guild, self._root)
        return self._servers[guild or EVERYBODY]

    def expect(self, signatures: Collection[Signature]) -> None:
        """Ask at once for all the words that will be asked for one article after the other."""
        with seen_by(self._conn, self.guild):
            self._words.learn({word for signature in signatures for word in signature.words})

    def frequencies(self, words: Collection[int]) -> Frequencies:
        """In how many articles that the scope sees each of the words occurs."""
        with seen_by(self._conn, self.guild):
            return Frequencies(self._numbering.articles(self.guild), self._words.of(words))

    def candidates(
        self,
        signature: Signature,
        keys: Collection[int],
        actors: Collection[str],
        since: datetime,
        limit: int,
        meaning: Meaning | None = None,
    ) -> tuple[Candidate, ...]:
        """At most `limit` earlier articles that share shingles, key words or actors, most shared first, then newest.

        Words and actors are asked for among the articles seen `since` and in the seed corpus, shingles in all. Of those
        with one of the actors the nearest in `meaning` are among them.
        """
        with seen_by(self._conn, self.guild):
            numbers = chain.from_iterable(self._actor_keys.keys_of(actors).values())
            floor = self._floor(since)
            article_keys = candidates.find(self._conn, signature, keys, tuple(numbers), floor, limit, meaning)
            return candidates.load(self._conn, article_keys, self._cache)

    def before(self, query: EncounterQuery, story: str | None) -> EncounterHistory:
        """With whom, where and by whom the actors of an article were mentioned in earlier articles of other stories.

        `story` is the id of the story that the article joins; None: it starts one.
        """
        with seen_by(self._conn, self.guild):
            return cooccurrence.before(self._conn, query, story, self._actor_keys.keys_of(query.actors))

    def members(self, story: str, most: int) -> tuple[Candidate, ...]:
        """The first article of a story, and the latest ones that are no copies: at most so many."""
        with seen_by(self._conn, self.guild):
            inside = {"story": public_ids.story_of(self._conn, story), "most": most}
            keys = [*self._conn.execute(_FIRST, inside).scalars(), *self._conn.execute(_LATEST, inside).scalars()]
            return candidates.load(self._conn, [*dict.fromkeys(keys)][:most], self._cache)

    def may_be_one(self, story: str, other: str) -> bool:
        """Whether no analyst has said that articles of two stories report different developments."""
        with seen_by(self._conn, self.guild):
            ones, others = (
                self._conn.execute(_BASES, {"story": public_ids.story_of(self._conn, story_id)}).scalars().all()
                for story_id in (story, other)
            )
            return not labelled_pairs.told_apart(self._conn, ones, others)

    def servers(
        self, signature: Signature, keys: Collection[int], actors: Collection[str], since: datetime
    ) -> frozenset[str]:
        """The servers that have articles or readings of their own among what may be related (see `candidates`)."""
        if not self._numbering.servers:
            return frozenset()
        return candidates.concerned(self._conn, signature, keys, actors, self._floor(since))

    def record(
        self,
        article: Article,
        mentions: Sequence[Mention],
        signature: Signature,
        words: Collection[int],
        comparison: Comparison,
        events: Sequence[Event],
        meaning: Meaning | None = None,
        *,
        meaning_for_all: bool = True,
    ) -> Report:
        """Record an article of the scope and give it back with its id and its story.

        A comparison that names no story starts one. A late original (`comparison.origin`) joins as its story's origin:
        what was taken for the original, and its copies, are its copies from now on.
        """
        with seen_by(self._conn, self.guild):
            key = self._numbering.next_key()
            article = article_rows.identified(article, self._numbering.next_number(self.guild))
            report = self._enter(key, key, article, mentions, comparison, {})
            candidates.store(self._conn, key, signature, words, seed=article.seed)
            vectors.store(self._conn, key, meaning, for_all=meaning_for_all)
            self._words.add(signature.words)
            self._cache.put(key, report.article)
            findings, facts = self._find(key, article, Reading(mentions, events, report.comparison.copy_of is not None))
            self._unwritten.append(_RecordedArticle(key, article, signature, words, findings, facts))
            self._make_original(key, comparison)
            return report

    def shadow(
        self, report: Report, everybodys: Reading, mentions: Sequence[Mention], events: Sequence[Event]
    ) -> Report:
        """Record how the scope reads an article that everybody sees otherwise; gives it as the scope sees it.

        `report` is everybody's article with the scope's verdict, `everybodys` what everybody's row has, and the rest
        what the scope finds in it.
        """
        with seen_by(self._conn, self.guild):
            assert self.guild is not None
            article, comparison = report.article, report.comparison
            base, key = _base(self._conn, article.id), self._numbering.next_key()
            self._numbering.know(self.guild)
            place = {"shadows": base, "guild": self.guild, "name": None, "label": article.id}
            own = self._enter(key, base, article, mentions, comparison, place)
            self._cache.put(key, article)
            reading = Reading(mentions, events, own.comparison.copy_of is not None)
            findings, facts = self._find(key, article, reading)
            self._unwritten_readings.append((findings, facts, readings.facts_of(self._conn, base, article, everybodys)))
            self._make_original(key, comparison)
            return own

    def write(self) -> None:
        """Write the mentions, events, counts and indexed words of what was recorded since the last `write`."""
        with seen_by(self._conn, self.guild):
            self._write()
        for recorder in self._servers.values():
            recorder.write()
        self._numbering.write()

    def _write(self) -> None:
        articles, self._unwritten = self._unwritten, []
        readings, self._unwritten_readings = self._unwritten_readings, []
        self._words.write()
        if self.guild is None:
            signatures, words = [entry.signature for entry in articles], [entry.words for entry in articles]
            candidates.settle(self._conn, self._numbering.last_key, signatures, words)
        mention_rows.write(self._conn, [entry.findings for entry in articles] + [found for found, *_ in readings])
        aggregates.count(self._conn, [entry.facts for entry in articles] + [facts for _, facts, _ in readings])
        aggregates.discount(self._conn, [shadowed for *_, shadowed in readings])
        search.index(self._conn, [(entry.key, entry.article.title, entry.article.text) for entry in articles])
        aggregates.count_languages(self._conn, [entry.article for entry in articles])

    def _floor(self, since: datetime) -> int:
        if since not in self._floors:
            self._floors[since] = candidates.floor(self._conn, since)
        return self._floors[since]

    def _enter(
        self,
        key: int,
        base: int,
        article: Article,
        mentions: Sequence[Mention],
        comparison: Comparison,
        place: Mapping[str, Any],
    ) -> Report:
        """Write the article's row, changed as `place` says, and let it join its story; gives its report."""
        conn = self._conn
        story, head = (base, article.id) if comparison.story is None else _story_of(conn, comparison.story)
        likeness = None if comparison.copy_of is None else _base(conn, comparison.copy_of)
        copy_of = None if comparison.origin else likeness  # of a late original, it is the copy
        actors, passing = mention_rows.certain(mentions), mention_rows.in_passing(mentions)
        concluded = {"story": story, "copy_of": copy_of, "actors": actors, "passing": passing}
        conn.execute(_ARTICLE, article_rows.row(key, article, comparison) | {"shadows": None} | concluded | dict(place))
        story_rows.join(conn, story, base, article.first_seen, origin=comparison.origin)
        verdict = replace(comparison, story=head, copy_of=None if copy_of is None else comparison.copy_of)
        return Report(article, verdict, tuple(actors), tuple(passing))

    def _find(self, key: int, article: Article, reading: Reading) -> tuple[Findings, ArticleFacts]:
        mentions, events = reading.mentions, reading.events
        numbers = self._actor_keys.written_keys(mention_rows.actors(mentions, events))
        findings = mention_rows.findings(key, mentions, events, numbers, self._numbering.next_events(len(events)))
        facts = article_rows.facts(key, article, findings, copy=reading.copy)
        aggregates.appear(self._conn, [facts])
        cooccurrence.store(self._conn, key, findings.dated, events)
        cooccurrence.hear(self._conn, article, findings.surfaces, self._voices)
        return findings, facts

    def _make_original(self, key: int, comparison: Comparison) -> None:
        """Make the article, if it is a late original, what its copies were copied from.

        What was taken for the original becomes its copy, and so do that one's copies. It may be a copy itself, of a
        text that it adds to: then it stays one of that.
        """
        likeness = comparison.copy_of if comparison.copy_of is not None else comparison.nearest
        if not comparison.origin or likeness is None:
            return
        self._root.write()  # what is to be counted anew must have been counted
        conn = self._conn
        original = conn.execute(select(article.c.base).where(article.c.key == key)).scalar_one()
        taken = select(func.coalesce(article.c.copy_of, article.c.base)).where(known_as(literal(_base(conn, likeness))))
        root = conn.execute(_ROOT, {"base": conn.execute(taken).scalar_one()}).one()
        copies = conn.execute(_COPIES, {"base": root.base}).scalars().all()
        conn.execute(update(article_table).where(article_table.c.key.in_(self.owned(copies))).values(copy_of=original))
        if root.copy_of is None:
            (own,) = self.owned([root.key])
            conn.execute(update(article_table).where(article_table.c.key == own).values(copy_of=original))
            row = conn.execute(select(article).where(article.c.key == own)).mappings().one()
            article_of_row = report_rows.as_article(row)
            facts = article_rows.facts(own, article_of_row, mention_rows.recorded(conn, own), copy=True)
            aggregates.now_a_copy(conn, facts)
            reading = readings.of_row(conn, own, copy=True)
            for guild in readings.readers(conn, own):
                with seen_by(conn, guild):
                    aggregates.count_copy(conn, readings.facts_of(conn, own, article_of_row, reading), -1)

    def owned(self, keys: Iterable[int]) -> list[int]:
        """The keys of the scope's own rows in the place of those that it sees: see `own`."""
        with seen_by(self._conn, self.guild):
            own_keys = [self.own(key) for key in keys]
            self._root.write()
            return own_keys

    def own(self, key: int) -> int:
        """The key of the scope's own row of an article that it sees; made as it sees it, where there is none yet.

        What a server changes of everybody's article, it changes of a reading of its own.
        """
        row = self._conn.execute(_WHOSE, {"key": key}).one()
        if row.guild == self.guild:
            return key
        (report,) = report_rows.of_keys(self._conn, [key])
        reading = readings.of_row(self._conn, key, copy=report.comparison.copy_of is not None)
        unchanged = replace(report, comparison=replace(report.comparison, origin=False))
        self.shadow(unchanged, reading, reading.mentions, reading.events)
        return self._numbering.last_key


def owned(conn: Connection, keys: Sequence[int], recorder: Recorder | None = None) -> list[int]:
    """The keys of the viewer's own rows in the place of those articles that it sees: see `Recorder.own`.

    While articles are recorded, their `recorder` must be given: keys and numbers are given in one place.
    """
    recorder = recorder or Recorder(conn)
    recorder.write()  # what is read again must have been written
    return recorder.of(viewer_of(conn)).owned(keys)


_ARTICLE = insert(article_table)
_BASES = select(article.c.base).where(article.c.story == bindparam("story"))
_FIRST = select(article.c.key).where(article.c.story == bindparam("story")).order_by(article.c.base).limit(1)
_LATEST = (
    select(article.c.key)
    .where(article.c.story == bindparam("story"), article.c.copy_of.is_(None))
    .order_by(article.c.base.desc())
    .limit(bindparam("most"))
)
_WHOSE = select(article_table.c.guild).where(article_table.c.key == bindparam("key"))
_ROOT = select(article.c.key, article.c.base, article.c.copy_of).where(known_as(bindparam("base")))
_COPIES = select(article.c.key).where(article.c.copy_of == bindparam("base"))


def _base(conn: Connection, public_id: str) -> int:
    """The key by which other rows refer to the article with that id, which must exist: UnknownThing otherwise."""
    base = public_ids.base_of(conn, public_id)
    if base is None:
        raise UnknownThing(f"the archive holds no article {public_id!r}")
    return base


def _story_of(conn: Connection, public_id: str) -> tuple[int, str]:
    """The number and the id of the story that the article is in by now."""
    head = public_ids.heads_of(conn, [public_id]).get(public_id)
    if head is None:
        raise UnknownThing(f"the archive holds no story {public_id!r}")
    return head
