"""Earlier articles that may be related, found by what they share, without reading their texts.

    shingles     five-word sequences, sampled: copies, however old
    key words    within the window, and in the seed corpus
    actors       within the window, and in the seed corpus: the bridge from one language to another
    meaning      of those that share actors: a translation among a busy actor's many articles

There are some forty shingles and words an article, so they are kept small (`hash_index`), and 31 bits of each hash are
enough: two that meet in them bring a candidate too many, no more, since texts are compared exactly afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    FromClause,
    Insert,
    Integer,
    Select,
    Subquery,
    Update,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union,
    union_all,
)

from watchers.archive import report_rows, vectors
from watchers.archive.article_cache import ArticleCache
from watchers.archive.dialect import Dialect, dialect
from watchers.archive.hash_index import Postings, RowPostings
from watchers.archive.schema import appearance, article, numbering, own_keyword, own_shingle, subject
from watchers.archive.visible import EVERYBODY, Viewer, viewer_of
from watchers.archive.visible import article as seen
from watchers.model import Candidate, Meaning, Signature

HASH_MASK = (1 << 31) - 1
_MOST_ARTICLES_PER_FEATURE = 128  # read for one shingle, word or actor: the newest
_KEYS_OUT_OF_ORDER = timedelta(hours=1)  # feeds are fetched side by side, and a slow one records earlier articles later
_MOST_COMPARED_IN_MEANING = 1024  # of one actor: the newest
_MOST_NEAR, _NEAR_COSINE = 4, 0.3  # candidates that come by their meaning alone; of strangers one in ten is so near
_FEATURE_WEIGHTS = (4, 1, 1)  # of a shared shingle, key word and actor where candidates are ranked


def last_key(conn: Connection) -> int:
    """The number of the article recorded last: how many there are."""
    return conn.execute(_LAST).scalar() or 0


def floor(conn: Connection, since: datetime) -> int:
    """The lowest base key of the articles seen `since` that the viewer sees.

    Keys do not quite follow the time of the fetch, as feeds are fetched side by side: so it is the lowest of the first
    hour of these articles.
    """
    first = conn.execute(_FIRST_SEEN, {"since": since}).scalar()
    if first is None:
        return last_key(conn) + 1
    lowest: int = conn.execute(_LOWEST, {"first": first, "until": first + _KEYS_OUT_OF_ORDER}).scalar_one()
    return lowest


def find(
    conn: Connection,
    signature: Signature,
    keys: Collection[int],
    numbers: Collection[int],
    floor: int,
    limit: int,
    meaning: Meaning | None = None,
) -> tuple[int, ...]:
    """The keys of the candidates: what shares most, by the weights above, comes first, of equals the newest.

    `numbers` are those of the actors. Words and actors are asked for from the key `floor` on, and in the seed corpus.
    Those nearest in `meaning` are among them, however little else they share.
    """
    values: dict[str, Any] = {"shingles": _short(signature.hashes), "words": _short(keys), "subjects": list(numbers)}
    values |= {"floor": floor, "limit": limit}
    rows: list[tuple[int, int, int]] = list(map(tuple, conn.execute(_sharing_articles(dialect(conn)), values)))
    if viewer_of(conn) is not None:
        rows += map(tuple, conn.execute(_sharing_own(dialect(conn)), values))
        rows = _as_the_viewer_sees(conn, rows)
    scores: Counter[int] = Counter()
    for feature, shared, key in rows:  # the latter two negative
        scores[-key] -= _FEATURE_WEIGHTS[feature] * shared
    near = _near(conn, values, meaning)[:limit] if meaning else ()
    ranked = sorted({*scores, *near}, key=lambda key: (-scores[key], -key))
    room = limit - len(near)
    best = {*near, *islice((key for key in ranked if key not in near), room)}
    return tuple(key for key in ranked if key in best)


def _near(conn: Connection, values: Mapping[str, Any], meaning: Meaning) -> tuple[int, ...]:
    """The keys of the articles with one of the actors that mean most nearly the same, nearest first."""
    keys = list(conn.execute(_with_actors(dialect(conn)), values).scalars())
    if viewer_of(conn) is None:
        base_of = {key: key for key in keys}
    else:
        base_of = dict(map(tuple, conn.execute(_as_seen(dialect(conn)), {"keys": keys})))
    return vectors.nearest(conn, meaning, base_of, _MOST_NEAR, _NEAR_COSINE)


def _as_the_viewer_sees(conn: Connection, rows: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The rows with the keys of the viewer's own readings in the place of those that they shadow.

    Who is mentioned counts as the viewer reads it.
    """
    keys = {"keys": [-key for *_, key in rows]}
    own_of = {shadowed: key for shadowed, key in conn.execute(_own_readings(dialect(conn)), keys)}
    read = [(feature, shared, key) for feature, shared, key in rows if feature != _ACTORS or -key not in own_of]
    return [(feature, shared, -own_of.get(-key, -key)) for feature, shared, key in read]


def concerned(
    conn: Connection, signature: Signature, keys: Collection[int], actors: Collection[str], floor: int
) -> frozenset[str]:
    """The servers that have articles or readings of their own which share something with an article (see `find`)."""
    values = {"shingles": _short(signature.hashes), "words": _short(keys), "actors": list(actors), "floor": floor}
    return frozenset(conn.execute(_concerned(dialect(conn)), values).scalars())


def load(conn: Connection, keys: Sequence[int], cache: ArticleCache) -> tuple[Candidate, ...]:
    """The candidates with those keys that the viewer sees, in that order; what the cache has not is read whole."""
    cached = {key: article for key in keys if (article := cache.get(key)) is not None}
    read = report_rows.articles(conn, [key for key in keys if key not in cached])
    for key, article in read.items():
        cache.put(key, article)
    by_key = report_rows.candidates(conn, cached | read)
    return tuple(by_key[key] for key in keys if key in by_key)


def store(conn: Connection, key: int, signature: Signature, keys: Collection[int], *, seed: bool) -> None:
    """Keep the shingles and key words by which the article is found later."""
    sql, guild = dialect(conn), viewer_of(conn)
    kinds = (sql.shingles, sql.keywords) if guild is None else (_OWN_SHINGLES, _OWN_KEYWORDS)
    for postings, values in zip(kinds, (_short(signature.hashes), _short(keys)), strict=True):
        if values:
            conn.execute(_storing(sql, postings), {"hashes": values, "article": key, "seed": seed, "guild": guild})


def settle(conn: Connection, last: int, signatures: Collection[Signature], keys: Collection[Collection[int]]) -> None:
    """Close the full chunks of postings, after articles with those shingles and key words were stored.

    `last` is the number of the last one. Only PostgreSQL packs postings into chunks; on SQLite this does nothing.
    """
    sql = dialect(conn)
    hashes, words = chain.from_iterable(signature.hashes for signature in signatures), chain.from_iterable(keys)
    for postings, hashes_of_kind in ((sql.shingles, hashes), (sql.keywords, words)):
        closing = _closing(sql, postings)
        if closing is not None and (values := _short(hashes_of_kind)):
            conn.execute(closing, {"hashes": values, "article": last})


_ACTORS = 2  # the feature of `_FEATURE_WEIGHTS`
_LAST = select(func.max(article.c.key))
_FIRST_SEEN = select(func.min(seen.c.first_seen)).where(seen.c.first_seen >= bindparam("since"))
_LOWEST = select(func.min(seen.c.base)).where(
    seen.c.first_seen >= bindparam("first"), seen.c.first_seen <= bindparam("until")
)
_ACTOR_POSTINGS = RowPostings(appearance)
_OWN_SHINGLES, _OWN_KEYWORDS = RowPostings(own_shingle), RowPostings(own_keyword)


@cache
def _storing(sql: Dialect, postings: Postings) -> Insert:
    return postings.storing(sql.numbers("hashes"))


@cache
def _closing(sql: Dialect, postings: Postings) -> Update | None:
    return postings.closing(sql.numbers("hashes"))


def _short(values: Iterable[int]) -> list[int]:
    return sorted({value & HASH_MASK for value in values})


@cache
def _sharing_articles(sql: Dialect) -> CompoundSelect[Any]:
    """Rows of the feature (0 shingles, 1 key words, 2 actors), how many of those an article shares, and its key.

    The latter two are negative: so the rows come with the best first in every database's own order.
    """
    shingles, words, actors = (sql.numbers(name) for name in ("shingles", "words", "subjects"))
    features = (
        _most_shared(sql.shingles.finding(shingles, _MOST_ARTICLES_PER_FEATURE)),
        _most_shared(*_in_window_or_seed(sql.keywords, words)),
        _most_shared(*_in_window_or_seed(_ACTOR_POSTINGS, actors)),
    )
    parts = (select(literal_column(str(n)), -part.c.shared, -part.c.article) for n, part in enumerate(features))
    return union_all(*parts)


@cache
def _sharing_own(sql: Dialect) -> CompoundSelect[Any]:
    """Rows as those of `_sharing_articles`, of the viewer's own articles by their shingles and key words."""
    shingles, words = sql.numbers("shingles"), sql.numbers("words")
    floor = bindparam("floor", type_=Integer)
    features = (
        _most_shared(_OWN_SHINGLES.finding(shingles, _MOST_ARTICLES_PER_FEATURE, guild=Viewer())),
        _most_shared(_OWN_KEYWORDS.finding(words, _MOST_ARTICLES_PER_FEATURE, floor, guild=Viewer())),
    )
    parts = (select(literal_column(str(n)), -part.c.shared, -part.c.article) for n, part in enumerate(features))
    return union_all(*parts)


@cache
def _own_readings(sql: Dialect) -> Select[Any]:
    keys = sql.numbers("keys")
    own = article.c.guild == Viewer(), article.c.shadows == keys.c.value
    return select(article.c.shadows, article.c.key).where(*own)


@cache
def _concerned(sql: Dialect) -> Select[Any]:
    """By server one look into an index for each shingle, word and actor, however many articles the server has."""
    shingles, words, actors = sql.numbers("shingles").c.value, sql.numbers("words").c.value, sql.texts("actors").c.value
    floor = bindparam("floor", type_=Integer)
    guild = numbering.c.guild
    shares_shingle = exists().where(own_shingle.c.hash == shingles, own_shingle.c.guild == guild)
    word = own_keyword.c
    shares_word = exists().where(word.word == words, word.guild == guild, word.article >= floor)
    appears = exists().where(appearance.c.subject == subject.c.key, appearance.c.article >= floor)
    shares_actor = exists().where(subject.c.actor == actors, subject.c.id == guild + "/" + actors, appears)
    return select(guild).where(guild != EVERYBODY, or_(shares_shingle, shares_word, shares_actor))


@cache
def _with_actors(sql: Dialect) -> CompoundSelect[Any]:
    """The keys of the newest articles in the window that mention one of the actors, and of those of the seed corpus."""
    floor, most = bindparam("floor", type_=Integer), _MOST_COMPARED_IN_MEANING
    actors = sql.numbers("subjects")
    postings = (
        _ACTOR_POSTINGS.finding(actors, most, floor, seed=false()),
        _ACTOR_POSTINGS.finding(actors, most, seed=true()),
    )
    return union(*postings)


@cache
def _as_seen(sql: Dialect) -> Select[Any]:
    """The keys of those articles, or of the viewer's own readings of them, with the keys that everybody knows."""
    keys = sql.numbers("keys").c.value
    return select(seen.c.key, seen.c.base).where(or_(seen.c.key == keys, seen.c.shadows == keys))


def _in_window_or_seed(postings: Postings, numbers: FromClause) -> Iterable[Select[Any]]:
    yield postings.finding(numbers, _MOST_ARTICLES_PER_FEATURE, bindparam("floor", type_=Integer), seed=false())
    yield postings.finding(numbers, _MOST_ARTICLES_PER_FEATURE, seed=true())


def _most_shared(*postings: Select[Any]) -> Subquery:
    """The articles by how many postings they have, then newest first; columns `article` and `shared`."""
    posting = union_all(*postings).subquery()
    article_key, shared = posting.c.article, func.count().label("shared")
    ranked = select(article_key, shared).group_by(article_key).order_by(shared.desc(), article_key.desc())
    return ranked.limit(bindparam("limit")).subquery()
