"""What strangers may send, as hypothesis strategies: texts of every category of Unicode and every kind of news, and
values of our own types whose texts are such.

`FUZZ` decorates a property: a few examples in the suite, as many as the profile says in a long run.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import cycle, islice
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from watchers.dates.vocabulary import LANGUAGES, load
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias, Article, Comparison, PartialDate, Published, Report, Story

_SUITE = 100  # examples of the ordinary profile
_FEW = 20  # of each property here, so that all of them take seconds
_EXAMPLES = settings().max_examples
FUZZ = settings(
    max_examples=_FEW if _EXAMPLES == _SUITE else _EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)

ACTORS = (
    Actor(
        "haftar", "Khalifa Haftar", "person", tuple(map(Alias, ("Khalifa Hifter", "خليفة حفتر", "Халифа Хафтар"))),
        titles=("field marshal", "المشير"), context=("Libyan National Army",), exclude=("Haftar Street",),
    ),
    Actor("erdogan", "Recep Tayyip Erdoğan", "person", (Alias("Erdoğan"), Alias("أردوغان"), Alias("Эрдоган"))),
    Actor("xi", "Xi Jinping", "person", (Alias("習近平"), Alias("习近平"))),
    Actor("abdullah", "عبد الله الثني", "person", (Alias("Abdullah al-Thinni"),)),
    Actor("lna", "Libyan National Army", "organisation", (Alias("LNA", "context"), Alias("الجيش الوطني الليبي"))),
    Actor("odd", "²", "person", (Alias(""), Alias("…"), Alias("\u0301\u0301"), Alias("ı İ"), Alias("O'"))),
)  # fmt: skip
INDEX = AliasIndex.build(ACTORS)

# ---------------------------------------------------------------- pieces of texts

CATEGORIES = (
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
    "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
)  # fmt: skip
NAMES = (
    "Khalifa", "Haftar", "Haftar's", "HAFTAR", "Haf\u200btar", "Hifter", "Hafter", "حفتر", "وحفتر", "خليفة",
    "Хафтар", "Хафтаром", "Erdoğan'ın", "ERDOĞAN", "d’Erdoğan", "習近平", "عبد الله الثني", "al-Thinni", "LNA",
    "للجيش الوطني", "Moscow", "Москве", "بموسكو", "New York", "USA", "İstanbul'da", "Field Marshal", "الـمُشير",
    "J. R.", "Mr.",
)  # fmt: skip
DIGITS = (
    "1", "31", "29", "0", "00", "2019", "1957-58", "0000", "9999", "9" * 5_000, "1,200.5", "12%", "$12", "3½",
    "²", "¹⁷", "①", "⑳", "⒈", "٣", "٢٠١٩", "۳", "२०१९", "２０１９", "𝟚𝟘𝟙𝟡", "Ⅻ", "ⅷ", "፪", "〇", "二〇一九", "𐄇",
    "-", "+", "1e400",
)  # fmt: skip
DATES = (
    "3 March 2019", "March 3rd, 2019", "31 February 2019", "29 February", "on Monday", "last Friday", "yesterday",
    "вчера", "3 марта 2019 года", "14.08.17", "10/12", "2019-02-30", "2017-08-14", "20170814", "0000-00-00",
    "9999-12-31", "999 days later", "two thousand years ago", "the day before", "ten years later", "in 2016",
    "في 17 ديسمبر 2015", "فبراير/شباط", "nineteen eighty six", "14-го", "25 Temmuz'da", "the end of the year",
    "2199", "the 31st", "12 May 1 June",
)  # fmt: skip
MARKUP = (
    "<p>", "</p>", "<br>", "<script>x</script>", "<b", "&amp;", "&#0;", "&#xD800;", "&#1114112;",
    "&#99999999999;", "]]>", "<![CDATA[", "<!--", "<html><body><article>", "<nav>", "**", "||", "```", "# ", "> ",
    "- ", "1. ", "<@1>", "<@&2>", "@everyone", "@here", "<#3>", "<t:0>", "[a](http://b.example)",
    "https://c.example/?utm_source=d#e", "http://[::1", "{n}", "\\", "%s", "{0}",
)  # fmt: skip
SIGNS = (
    ".", "!", "?", "…", "。", "؟", ",", "،", ";", ":", "—", "-", "‑", "'", "’", "ʼ", '"', "“", "”", "«", "»", "(",
    ")", "[1]", "/", "°", "%", "*", "†", "©", "•", "_",
)  # fmt: skip
LINES = (
    "\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\nBy John Smith\n", "\nPhoto: Reuters\n",
    "\nRead more\n", "\n12 comments\n", "\nSource: The Wire\n", "\nPublished 3 March 2019\n", "\n© AFP\n",
    "\n• one\n• two\n• three\n",
)  # fmt: skip
ODD = (
    "\0", "\x1d", "\x1e", "\ud800", "\udfff", "\ufffe", "\uffff", "\U0010ffff", "\ufeff", "\u200b", "\u200d",
    "\u200c", "\u202e", "\u2066", "\u0640", "\u064b", "\u0301", "\u0301" * 40, "\u034f", "\u3164", "ﷺ", "ﬁ", "ß",
    "ẞ", "ı", "İ", "ŉ", "Ǆ", "ΐ", "½", "㍿", "🇱🇾", "👨‍👩‍👧", "😀", "𝕏", "x" * 3_000, "ㄱ" * 300, "e\u0301" * 200,
)  # fmt: skip
WORDS = (
    "the", "general", "said", "met", "with", "and", "in", "of", "by", "sources", "killed", "people", "12 people",
    "killed 20", "в", "и", "сказал", "генерал", "убиты", "человек", "وقال", "في", "من", "إن", "الجنرال", "le",
    "général", "et", "der", "sagte", "の", "他来了", "แถลง", "नेता", "ว่า", "editor's note", "Reuters", "not",
    "confirmed", "denied",
)  # fmt: skip


def _date_words() -> tuple[str, ...]:
    """Every word and phrase with which any of the languages writes dates."""
    return tuple(sorted({" ".join(phrase) for language in LANGUAGES for phrase in load(language).lexicon}))


_JOINTS = ("", " ", " ", " ", ". ", ", ", "\n")
_GROUPS = (NAMES, DIGITS, DATES, MARKUP, SIGNS, LINES, ODD, WORDS, _date_words(), _JOINTS, _JOINTS, _JOINTS)
_OF_EACH = 400  # pieces, so that all groups are as likely as each other; one choice for each piece is fast
CHARACTERS = st.one_of(*(st.characters(categories=[each]) for each in CATEGORIES))  # type: ignore[list-item]
_ALL = st.sampled_from([piece for group in _GROUPS for piece in islice(cycle(group), max(_OF_EACH, len(group)))])


@st.composite
def _piece(draw: st.DrawFn) -> str:
    """One of all pieces. A strategy of its own, since hypothesis would spell out each of them wherever it is named."""
    return draw(_ALL)


BRIEF = _piece()
_PIECES = st.one_of(BRIEF, BRIEF, BRIEF, st.text(CHARACTERS, min_size=1, max_size=3))
SHORT = st.lists(_PIECES, max_size=10).map("".join)
TEXTS = st.lists(_PIECES, max_size=70).map("".join)

LANGUAGE_TAGS = st.one_of(
    st.none(), st.sampled_from((*LANGUAGES, "", "xx", "en-GB", "zh-Hans-CN", "pt_BR", "und", "-", "²", "\0")), SHORT
)
URLS = st.one_of(
    st.sampled_from((
        "", "https://a.example/b", "http://a.example:99999/", "http://a.example:0", "https://[::1]/x", "http://[",
        "//b", "https://user:secret@a.example/?utm_source=x&y#xtor", "HTTPS://WWW.A.example:443/x/",
        "http://ⓔxample.com/", "http://a\u2100b.example/", "http://İ.example/", "javascript:alert(1)",
        "http://xn--a.example", "feed:x",
    )),
    SHORT,
    SHORT.map(lambda text: f"https://a.example/{text}"),
    SHORT.map(lambda text: f"https://{text}/a"),
)  # fmt: skip

# ---------------------------------------------------------------- times

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
DAYS = st.one_of(st.dates(), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
RECENT = st.integers(0, 10 * 365 * 86_400).map(lambda seconds: NOW - timedelta(seconds=seconds))
MOMENTS = st.one_of(RECENT, st.datetimes(timezones=st.just(UTC)))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
PARTIAL_DATES = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]), DAYS, st.integers(1, 3)
)
PUBLISHED = st.one_of(
    st.none(),
    PARTIAL_DATES.map(Published),
    MOMENTS.map(Published.instant),
    MOMENTS.map(lambda at: Published(PartialDate(at.year, at.month, at.day), at, zoned=False)),
)

# ---------------------------------------------------------------- values of our own

_BY_NAME: Mapping[str, st.SearchStrategy[Any]] = {"url": URLS, "feed": URLS, "language": LANGUAGE_TAGS}
_BY_TYPE: Mapping[Any, st.SearchStrategy[Any]] = {
    str: st.one_of(BRIEF, BRIEF, SHORT),
    bool: st.booleans(),
    int: st.one_of(st.integers(0, 40), st.integers(-(2**63), 2**63)),
    float: st.floats(0, 1),
    bytes: st.binary(max_size=20),
    datetime: MOMENTS,
    date: DAYS,
    time: st.times(),
    timedelta: st.timedeltas(timedelta(), timedelta(days=4_000)),
    PartialDate: PARTIAL_DATES,
    type(None): st.none(),
}
_MOST = 2  # values of a collection


def values(kind: Any, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any value of a type of ours, its texts as strangers write them; `given` are the strategies of single fields."""
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if is_dataclass(kind):
        return _of_fields(kind, given)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    return _of_several(get_origin(kind), get_args(kind))


def _of_fields(kind: Any, given: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    parts = {each.name: values(hints[each.name]) for each in fields(kind)}
    usual = {name: strategy for name, strategy in _BY_NAME.items() if hints.get(name) in (str, str | None)}
    if kind is Report:
        usual |= {"article": ARTICLES, "comparison": values(Comparison, encounters=st.just(()))}
    if kind is Story:
        usual["reports"] = st.lists(values(Report), min_size=1, max_size=_MOST).map(tuple)
    return st.builds(kind, **(parts | usual | dict(given)))


def _of_several(origin: Any, inner: Sequence[Any]) -> st.SearchStrategy[Any]:
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(values, inner))
    if origin is tuple and inner[-1] is not Ellipsis:
        return st.tuples(*map(values, inner))
    if issubclass(origin, Mapping):
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=_MOST)
    return st.lists(values(inner[0]), max_size=_MOST).map(tuple)


ARTICLES = st.builds(
    Article,
    title=SHORT,
    text=TEXTS,
    first_seen=RECENT,
    id=st.uuids().map(str),
    url=URLS,
    feed=URLS,
    outlet=BRIEF,
    language=LANGUAGE_TAGS,
    published=PUBLISHED,
    identity=BRIEF,
    credit=BRIEF,
    seed=st.booleans(),
    note=BRIEF,
)
