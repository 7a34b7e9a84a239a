"""Dated events: the dated sentences of an article, and the timeline that many articles give together.

    article -> sentences -> dates -> events       (events: one article, pure)
    events of many articles -> rows by date       (merge: copies add no weight)

Whom a dated sentence is about:

1. the actors that it names;
2. the one whom the sentence before names first, where it opens with a pronoun or a definite description ("He", "The
   general", "This visit") and names nobody itself;
3. the article's main actors, those whom its title or else its first sentence names: what a report about a meeting
   says of 13 January belongs to the story of those who met. Only for days, and only within about a year of the
   publication: what an article says of other times is background.

Each of the three is an event of its own with a weight of its own, so that the surer one ranks first; a day that a
report still names a week later weighs more, a month or a year less. Dates in bylines, captions and date lines are no
events. An article that states no day of its own near its publication for an actor stands for it at its day of
publication, with basis `published`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchers.answers import EventRow
from watchers.dating import dates
from watchers.model import Article, Event, Mention, PartialDate, TextField
from watchers.reading import body
from watchers.reading.sentences import Sentence, split
from watchers.reading.wrapping import unwrapped

CERTAIN = 0.5
NAMED, CONTINUED, ARTICLE = 0.8, 0.6, 0.3  # weights of the three ways, see above
LOOKING_BACK = 0.2  # added to the weight of a day that lies more than a week behind
PRECISE = {"day": 1.0, "month": 0.7, "year": 0.5}  # factors
STANDING_IN = 0.4  # the weight of a day of publication
OWN = timedelta(days=31)  # a day stated so near the publication is the report's own
STORY = timedelta(days=400)  # how far the main actors are carried
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence with the dates it states and the actors it names. `continues`: it names nobody and refers back."""

    sentence: Sentence
    field: TextField
    dates: tuple[PartialDate, ...]
    named: tuple[str, ...]
    continues: bool


# ---------------------------------------------------------------- one article


def events(article: Article, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """The events of one article in order of place. Dates that cannot be resolved give none."""
    certain = [mention for mention in mentions if mention.confidence >= CERTAIN]
    sentences = tuple(_dated(article, certain))
    stated = tuple(_stated(article, sentences, _main_actors(certain, sentences)))
    return (*stated, *_published(article, certain, sentences, stated))


def _dated(article: Article, mentions: Sequence[Mention]) -> Iterator[_Dated]:
    """The sentences of the text in order; then the title, with the dates that the text does not state."""
    language = dates.words_of(article.text or article.title, article.language).language
    said: PartialDate | None = None
    lead: PartialDate | None = None  # the first day that the text states is what it is about
    told: set[PartialDate] = set()
    text = unwrapped(article.text)
    for sentence in split(text, language):
        found = dates.find(sentence.text, article.published, language, said, lead)
        if found and _stands_beside(text, sentence):
            found = ()
        said = found[-1].date if found else said
        lead = lead or next((each.date for each in found if each.date.day is not None), None)
        distinct = tuple(dict.fromkeys(each.date for each in found))
        told.update(distinct)
        named = _named(mentions, "text", sentence.start, sentence.end)
        continues = bool(mentions) and not named and dates.refers_back(sentence.text, language)
        yield _Dated(sentence, "text", distinct, named, continues)
    title = Sentence(article.title, 0, len(article.title))
    rest = dict.fromkeys(each.date for each in dates.find(title.text, article.published, language))
    if rest.keys() - told:
        distinct = tuple(date for date in rest if date not in told)
        yield _Dated(title, "title", distinct, _named(mentions, "title", 0, len(article.title)), False)


def _named(mentions: Sequence[Mention], field: TextField, start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.actor for m in mentions if m.field == field and start <= m.start < end))


def _stands_beside(text: str, sentence: Sentence) -> bool:
    """Whether the sentence's line is a caption, byline or date line; never where it is all there is."""
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    line = text[start : len(text) if end < 0 else end]
    return len(line.strip()) < len(text.strip()) and body.surrounds(line) in ("caption", "byline", "date")


def _main_actors(mentions: Sequence[Mention], sentences: Sequence[_Dated]) -> tuple[str, ...]:
    """Those whom the title names, or else the first sentence."""
    in_title = dict.fromkeys(mention.actor for mention in mentions if mention.field == "title")
    return tuple(in_title) or (sentences[0].named if sentences else ())


def _stated(article: Article, sentences: Sequence[_Dated], main: Sequence[str]) -> Iterator[Event]:
    before: tuple[str, ...] = ()
    for each in sentences:
        for date in each.dates:
            carried = before[:1] if each.continues else ()
            yield from _about(article, each, date, carried, main)
        if not each.continues:
            before = each.named


def _about(
    article: Article, each: _Dated, date: PartialDate, carried: tuple[str, ...], main: Sequence[str]
) -> Iterator[Event]:
    known = {*each.named, *carried}
    rest = tuple(actor for actor in main if actor not in known) if _is_within(date, article, STORY) else ()
    told = [(each.named, NAMED), (carried, CONTINUED), (rest, ARTICLE)]
    for actors, weight in [way for way in told if way[0]] or [((), NAMED)]:
        weight = round((weight + LOOKING_BACK * _looks_back(date, article)) * PRECISE[date.precision], 3)
        yield _event(article, each.sentence, each.field, date, actors, weight)


def _event(
    article: Article, sentence: Sentence, field: TextField, date: PartialDate, actors: tuple[str, ...], weight: float
) -> Event:
    return Event(date, "stated", sentence.text, actors, article.id, field, sentence.start, sentence.end, weight)


def _is_within(date: PartialDate, article: Article, span: timedelta) -> bool:
    """A day within a span of the publication; an unknown publication is near every day."""
    if date.day is None:
        return False
    published = _published_on(article)
    return published is None or abs(published.first_day - date.first_day) <= span


def _looks_back(date: PartialDate, article: Article) -> bool:
    published = _published_on(article)
    return published is not None and published.first_day - date.first_day > WEEK


def _published_on(article: Article) -> PartialDate | None:
    """The date of publication; one in a year that no news is from is as good as none."""
    known = article.published
    return known.date if known is not None and known.date.year in dates.YEARS else None


# ---------------------------------------------------------------- the day of publication


def _published(
    article: Article, mentions: Sequence[Mention], sentences: Sequence[_Dated], stated: Sequence[Event]
) -> Iterator[Event]:
    """For each actor without a day of the report's own: the publication, with the sentence that names it first."""
    date = _published_on(article)
    if date is None:
        return
    own = [event for event in stated if _is_own(event.date, date)]
    covered = {actor for event in own for actor in event.actors}
    places: dict[tuple[str, TextField, int, int], list[str]] = defaultdict(list)
    for actor in dict.fromkeys(m.actor for m in mentions if m.actor not in covered):
        places[_first_naming(article, actor, sentences)].append(actor)
    if not mentions and not stated:
        places[_opening(article, sentences)] = []
    for (text, field, start, end), actors in places.items():
        yield Event(date, "published", text, tuple(actors), article.id, field, start, end, STANDING_IN)


def _is_own(date: PartialDate, published: PartialDate) -> bool:
    """Whether a stated date can be the report's own: as exact as the publication's, and near it."""
    if published.day is None or date.day is None:
        return str(date).startswith(str(published))
    return abs(published.first_day - date.first_day) <= OWN


def _first_naming(article: Article, actor: str, sentences: Sequence[_Dated]) -> tuple[str, TextField, int, int]:
    for each in sentences:
        if actor in each.named:
            return each.sentence.text, each.field, each.sentence.start, each.sentence.end
    return article.title, "title", 0, len(article.title)


def _opening(article: Article, sentences: Sequence[_Dated]) -> tuple[str, TextField, int, int]:
    if article.title or not sentences:
        return article.title, "title", 0, len(article.title)
    first = sentences[0].sentence
    return first.text, "text", first.start, first.end


# ---------------------------------------------------------------- many articles


def merge(events: Iterable[Event], copies: Mapping[str, str]) -> tuple[EventRow, ...]:
    """One row a date, in order of date; `copies` maps a copy's article id to its original's.

    A row cites every article and shows the sentence that is surest (stated before published, then by weight, an
    original's before a copy's, the shorter). Its score is the sum of the independent reports' best weights.
    """
    by_date: dict[PartialDate, list[Event]] = defaultdict(list)
    for event in events:
        by_date[event.date].append(event)
    return tuple(_row(date, by_date[date], copies) for date in sorted(by_date, key=str))


def _row(date: PartialDate, events: Sequence[Event], copies: Mapping[str, str]) -> EventRow:
    best = min(events, key=lambda e: (e.basis != "stated", -e.weight, e.article in copies, len(e.text), e.article))
    reports: dict[str, float] = {}
    for event in events:
        original = copies.get(event.article, event.article)
        reports[original] = max(reports.get(original, 0.0), event.weight)
    articles = tuple(sorted({event.article for event in events}))
    return EventRow(date, date.precision, best.basis, best.text, articles, round(sum(reports.values()), 3))
