"""Dated events: the dated sentences of an article, and the timeline that many articles give together.

    article -> sentences -> dates -> events       (events: one article, pure)
    events of many articles -> rows by date       (merge: copies add no weight)

Whom a dated sentence is about:

1. the actors that it names (weight 1);
2. those of the sentence before, where it opens with a pronoun or a definite description ("He", "The general",
   "The visit") and names nobody itself (weight 0.7);
3. the article's main actors, those whom its title or its first sentence names, or whom it names most often: what a
   report about a meeting says of 13 January belongs to the story of those who met (weight 0.4).

Each weight is an event of its own, so that the surer one ranks first. An article that states no day near its
publication for an actor stands for it at its day of publication, with basis `published`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchers import dates
from watchers.answers import EventRow
from watchers.model import Article, Event, Mention, PartialDate, TextField
from watchers.sentences import Sentence, split

CERTAIN = 0.5
NAMED, CONTINUED, ARTICLE = 1.0, 0.7, 0.4  # weights, see above
OWN_DAYS = 31  # a day stated within so many before the publication (or after it) is the report's own


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence with the dates it states and the actors it names."""

    sentence: Sentence
    dates: tuple[PartialDate, ...]
    named: tuple[str, ...]
    continues: bool  # opens with what refers back


# ---------------------------------------------------------------- one article


def events(article: Article, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """The events of one article in order of place. Dates that cannot be resolved give none."""
    certain = [mention for mention in mentions if mention.confidence >= CERTAIN]
    dated = tuple(_dated(article, certain))
    main = _main_actors(certain, dated)
    stated = tuple(_stated(article, dated, main))
    return (*stated, *_published(article, certain, dated, stated))


def _dated(article: Article, mentions: Sequence[Mention]) -> Iterator[_Dated]:
    language = dates.words_of(article.text or article.title, article.language).language
    said: PartialDate | None = None
    for sentence in split(article.text, language):
        found = dates.find(sentence.text, article.published, language, said)
        said = found[-1].date if found else said
        named = dict.fromkeys(
            m.actor for m in mentions if m.field == "text" and sentence.start <= m.start < sentence.end
        )
        distinct = tuple(dict.fromkeys(each.date for each in found))
        yield _Dated(sentence, distinct, tuple(named), dates.refers_back(sentence.text, language))


def _main_actors(mentions: Sequence[Mention], sentences: Sequence[_Dated]) -> tuple[str, ...]:
    """Those whom the title or the first sentence names, or else whom the article names most often."""
    first = sentences[0].sentence.end if sentences else 0
    leading = dict.fromkeys(m.actor for m in mentions if m.field == "title" or m.start < first)
    if leading:
        return tuple(leading)
    counts = Counter(mention.actor for mention in mentions)
    return tuple(actor for actor, count in counts.items() if count == max(counts.values()))


def _stated(article: Article, sentences: Sequence[_Dated], main: Sequence[str]) -> Iterator[Event]:
    before: tuple[str, ...] = ()
    for each in sentences:
        for date in each.dates:
            yield from _about(article, each, date, before, main)
        if each.named or not each.continues:
            before = each.named


def _about(
    article: Article, each: _Dated, date: PartialDate, before: tuple[str, ...], main: Sequence[str]
) -> Iterator[Event]:
    carried = before if each.continues and not each.named else ()
    rest = tuple(actor for actor in main if actor not in (*each.named, *carried))
    groups = ((each.named, NAMED), (carried, CONTINUED), (rest, ARTICLE))
    told = [(actors, weight) for actors, weight in groups if actors] or [((), NAMED)]
    for actors, weight in told:
        yield _event(article, each.sentence, date, actors, weight)


def _event(article: Article, sentence: Sentence, date: PartialDate, actors: tuple[str, ...], weight: float) -> Event:
    return Event(date, "stated", sentence.text, actors, article.id, "text", sentence.start, sentence.end, weight)


# ---------------------------------------------------------------- the day of publication


def _published(
    article: Article, mentions: Sequence[Mention], sentences: Sequence[_Dated], stated: Sequence[Event]
) -> Iterator[Event]:
    """For each actor without a day of the report's own, the day of publication with the sentence that names it first."""
    if article.published is None:
        return
    own = [event for event in stated if _is_own(event.date, article.published.date)]
    covered = {actor for event in own for actor in event.actors}
    waiting = [actor for actor in dict.fromkeys(m.actor for m in mentions) if actor not in covered]
    if not mentions and not stated:
        text, field, start, end = _opening(article, sentences)
        yield Event(article.published.date, "published", text, (), article.id, field, start, end)
    places: dict[tuple[str, TextField, int, int], list[str]] = defaultdict(list)
    for actor in waiting:
        places[_first_naming(article, actor, mentions, sentences)].append(actor)
    for (text, field, start, end), actors in places.items():
        yield Event(article.published.date, "published", text, tuple(actors), article.id, field, start, end)


def _is_own(date: PartialDate, published: PartialDate) -> bool:
    """Whether a stated date can be the report's own: as exact as the publication's, and near it."""
    if published.day is None or date.day is None:
        return (date.precision == published.precision and date == published) or str(date).startswith(str(published))
    return abs(published.first_day - date.first_day) <= timedelta(days=OWN_DAYS)


def _first_naming(
    article: Article, actor: str, mentions: Sequence[Mention], sentences: Sequence[_Dated]
) -> tuple[str, TextField, int, int]:
    for each in sentences:
        if actor in each.named:
            return each.sentence.text, "text", each.sentence.start, each.sentence.end
    return article.title, "title", 0, len(article.title)


def _opening(article: Article, sentences: Sequence[_Dated]) -> tuple[str, TextField, int, int]:
    if article.title or not sentences:
        return article.title, "title", 0, len(article.title)
    first = sentences[0].sentence
    return first.text, "text", first.start, first.end


# ---------------------------------------------------------------- many articles


def merge(events: Iterable[Event], copies: Mapping[str, str]) -> tuple[EventRow, ...]:
    """One row a date, in order of date; `copies` maps a copy's article id to its original's.

    A row cites every article and shows the sentence that is surest (stated before published, named before carried,
    then the shorter). Its score is the number of independent reports, each counted with its best weight.
    """
    by_date: dict[PartialDate, list[Event]] = defaultdict(list)
    for event in events:
        by_date[event.date].append(event)
    return tuple(_row(date, by_date[date], copies) for date in sorted(by_date, key=_order))


def _order(date: PartialDate) -> tuple[int, int, int]:
    return (date.year, date.month or 0, date.day or 0)


def _row(date: PartialDate, events: Sequence[Event], copies: Mapping[str, str]) -> EventRow:
    best = min(
        events, key=lambda event: (event.basis != "stated", -event.weight, event.article in copies, len(event.text))
    )
    reports: dict[str, float] = {}
    for event in events:
        original = copies.get(event.article, event.article)
        weight = event.weight * (1.0 if event.basis == "stated" else 0.5)
        reports[original] = max(reports.get(original, 0.0), weight)
    articles = tuple(sorted({event.article for event in events}))
    return EventRow(date, date.precision, best.basis, best.text, articles, round(sum(reports.values()), 3))
