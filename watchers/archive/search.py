"""Full-text search in every script, the same on both databases.

Texts and queries go through the one folding of names, then into tokens:

    scripts with spaces between words       a word; a query finds the words that begin with it
    scripts that attach particles to words  a word, and what is left without its first letters, so that a query for
    (Arabic, Hebrew)                        a name finds it behind an attached and, to, by or the
    scripts without spaces                  every two neighbouring characters; a query finds them in a row
    (Chinese, Japanese, Korean, Thai, ...)

The newest articles come first: ranking a common word by weight would read the whole index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise, takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, Select, bindparam, column, select

from watchers.archive.dialect import Term, dialect
from watchers.archive.public_ids import public
from watchers.archive.visible import article, known_as
from watchers.text import scripts
from watchers.text.folding import fold, plain, words

_INDEXED_CHARACTERS = 200_000  # characters of a text
_MOST_TOKENS = 12_000  # of an article, and as many inside words
_MOST_BYTES, _BYTES_BESIDE_LETTERS = 900_000, 12  # of all tokens, and of each: PostgreSQL takes a megabyte
_ALWAYS_FITS_CHARACTERS = 20_000  # characters of a text whose tokens are never too long together
_LONGEST_TOKEN_CHARACTERS = 60  # characters of a token
_SNIPPET_CHARACTERS = 80  # characters of a snippet on either side of what was found

_UNSPACED = scripts.UNSPACED + scripts.HANGUL  # looked for by pairs of signs: a word is found whatever is joined to it
_VOWEL_SIGNS = "\u0900-\u0963\u0966-\u0dff\u0f00-\u0fff"  # scripts whose vowel signs are no letters to Python
_WORD = re.compile(f"[\\w{_VOWEL_SIGNS}]+")
_RUN = re.compile(f"([{_UNSPACED}]+)|([^{_UNSPACED}]+)")
_UNSPACED_SIGN = re.compile(f"[{_UNSPACED}]")
_ATTACHING = re.compile("[\u0590-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_MOST_ATTACHED_LETTERS = 4  # letters before a word: and, to, the (wa-li-al-), or so-will-by


def index(conn: Connection, texts: Iterable[tuple[int, str, str]]) -> None:
    """Make articles findable: their numbers, titles and texts."""
    sql = dialect(conn)
    rows = [{"article": key, "words": sql.words(*_indexed(title, text))} for key, title, text in texts]
    if rows:
        conn.execute(sql.index_text, rows)


def _indexed(title: str, text: str) -> tuple[Sequence[str], Iterable[str]]:
    """The tokens in order, and those inside words."""
    folded = plain(f"{title}\n{text[:_INDEXED_CHARACTERS]}")
    tokens = list(islice(_tokens(folded), _MOST_TOKENS))
    attached = not folded.isascii() and _ATTACHING.search(folded) is not None
    inner = list(islice(dict.fromkeys(_inner(tokens)), _MOST_TOKENS)) if attached else []
    if len(folded) <= _ALWAYS_FITS_CHARACTERS:
        return tokens, inner
    whole = _within(tokens, _MOST_BYTES)
    return whole, _within(inner, _MOST_BYTES - sum(map(_size, whole)))


def _within(tokens: Sequence[str], most: int) -> Sequence[str]:
    """The first tokens, as many as take no more than so many bytes in the index."""
    ends = accumulate(map(_size, tokens))
    return tokens[: sum(1 for _ in takewhile(most.__ge__, ends))]


def _size(token: str) -> int:
    return len(token.encode()) + _BYTES_BESIDE_LETTERS


def search(conn: Connection, text: str, limit: int) -> tuple[tuple[str, str], ...]:
    """The newest articles that hold every word of `text`, each with the words around the first of them.

    A text without a word finds nothing.
    """
    terms = tuple(_terms(plain(text[:_INDEXED_CHARACTERS])))
    query = _holding(conn, terms, article.c.key, article.c.name, article.c.title, article.c.text)
    rows = _newest(conn, query, terms, limit)
    return tuple((public(row.key, row.name), _snippet(row.title, row.text, terms)) for row in rows)


def find(conn: Connection, text: str, limit: int) -> tuple[str, ...]:
    """The ids alone of the newest articles that hold every word of `text`."""
    terms = tuple(_terms(plain(text[:_INDEXED_CHARACTERS])))
    rows = _newest(conn, _holding(conn, terms, article.c.key, article.c.name), terms, limit)
    return tuple(public(row.key, row.name) for row in rows)


def _holding(conn: Connection, terms: Sequence[Term], *columns: ColumnElement[Any]) -> Select[Any]:
    """A query for the given columns of the articles that hold every term."""
    matches = dialect(conn).find_text.columns(column("article", Integer)).subquery("matches")
    found = select(*columns).join(matches, known_as(matches.c.article))
    return found.order_by(matches.c.article.desc())


def _newest(conn: Connection, query: Select[Any], terms: Sequence[Term], limit: int) -> Sequence[Row[Any]]:
    if not terms:
        return ()
    newest = query.limit(bindparam("most"))
    return conn.execute(newest, {"query": dialect(conn).query(terms), "most": limit}).all()


def _runs(folded: str) -> Iterator[tuple[str, str]]:
    """Runs of characters without spaces, and words: one of each pair is empty."""
    return (run for word in _WORD.findall(folded) for run in _RUN.findall(word))


def _tokens(folded: str) -> Iterable[str]:
    if folded.isascii():
        return [word[:_LONGEST_TOKEN_CHARACTERS] for word in words(folded)]
    if _UNSPACED_SIGN.search(folded) is None:
        return [word[:_LONGEST_TOKEN_CHARACTERS] for word in _WORD.findall(folded)]
    return _mixed_tokens(folded)


def _mixed_tokens(folded: str) -> Iterator[str]:
    for unspaced, word in _runs(folded):
        if word:
            yield word[:_LONGEST_TOKEN_CHARACTERS]
        else:
            yield from map("".join, pairwise(unspaced))
            yield unspaced[-1]


def _inner(tokens: Iterable[str]) -> Iterator[str]:
    for token in tokens:
        if _ATTACHING.match(token):
            for start in range(1, min(_MOST_ATTACHED_LETTERS, len(token) - 2) + 1):
                yield token[start:]


def _terms(folded: str) -> Iterator[Term]:
    for unspaced, word in _runs(folded):
        if word:
            yield Term((word[:_LONGEST_TOKEN_CHARACTERS],), prefix=len(word) > 2)
        elif len(unspaced) == 1:
            yield Term((unspaced,), prefix=True)
        else:
            yield Term(tuple(map("".join, pairwise(unspaced))))


def _snippet(title: str, text: str, terms: Iterable[Term]) -> str:
    """The surroundings of the first word found in the text, else in the title, else the text's beginning."""
    pattern = re.compile("|".join(map(_pattern, terms)))
    for field in (text[:_INDEXED_CHARACTERS], title):
        folded = fold(field)
        if (match := pattern.search(folded.text)) is not None:
            return _around(field, *folded.span(*match.span()))
    return _around(text, 0, 0)


def _pattern(term: Term) -> str:
    if len(term.tokens) > 1:
        return re.escape(term.tokens[0] + "".join(token[-1] for token in term.tokens[1:]))
    (token,) = term.tokens
    inside = _ATTACHING.match(token) or re.match(f"[{_UNSPACED}]", token)
    return re.escape(token) if inside else rf"(?<!\w){re.escape(token)}"


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _SNIPPET_CHARACTERS), min(len(text), end + _SNIPPET_CHARACTERS)
    if first > 0:
        space = text.find(" ", first, start)
        first = first if space < 0 else space + 1
    if last < len(text):
        space = text.rfind(" ", end, last)
        last = last if space < 0 else space
    words = " ".join(text[first:last].split())
    return f"{'… ' * (first > 0)}{words}{' …' * (last < len(text))}"
