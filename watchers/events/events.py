"""Dated events: the dated sentences of an article, and the timeline that many articles give together.

    article -> sentences -> dates -> events       (events: one article, pure)
    events of many articles -> rows by date       (merge: copies add no weight)

Whom a dated sentence is about:

1. the actors that it names;
2. the one whom the sentence before names first, where it opens with a pronoun or a definite description ("He", "The
   general", "This visit") and names nobody itself;
3. the article's main actors, those whom its title or else its first sentence names: what a report about a meeting
   says of 13 January belongs to the story of those who met. Only for days that have come, and only within about a
   year of the publication: what an article says of other times is background;
4. everybody else whom it names, where it opens with the day that it is about ("The port was opened on Sunday").

Each of the four is an event of its own with a weight of its own, so that the surer one ranks first; a day that a
report still names a week later weighs more (Kessler et al. 2012: what is referred back to is salient), a month, a year
or what is still planned less. Dates in bylines, captions and date lines are no events. An article that states no day of
its own near its publication for an actor stands for it at its day of publication, with basis `published`: most surely
for those whom its title names, least for those in its background.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from watchers import dates
from watchers.model import CERTAIN, Article, Basis, Event, Mention, PartialDate, TextField
from watchers.plaintext import page
from watchers.plaintext.line_kinds import BULLET, ENDS
from watchers.plaintext.unwrap import unwrapped
from watchers.text.sentences import Sentence, split

# Weights of the four ways above.
NAMED_WEIGHT, CONTINUED_WEIGHT, ARTICLE_WEIGHT, OPENED_WEIGHT = 0.65, 0.5, 0.25, 0.15
LOOKING_BACK_WEIGHT = 0.35  # added to the weight of a day that lies more than a week behind
PRECISION_FACTORS = {"day": 1.0, "month": 0.7, "year": 0.5}
PLANNED_FACTOR = 0.5  # factor of what lies ahead of the publication
# Of a day of publication, by where an actor is named.
PUBLICATION_WEIGHTS = {"title": 0.6, "opening": 0.35, "background": 0.15}
LONGEST_OWN_DELAY = timedelta(days=31)  # a day stated so near before the publication is the report's own
MOST_HEADING_WORDS = 10  # words of a line above a part of a text
OPENING_SENTENCES = 2  # sentences in which a report says which day it is about
LONGEST_CARRIED_AGE = timedelta(days=400)  # how far the main actors are carried
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _DatedSentence:
    """A sentence of a field, `text` at `[start:end]`, with the dates that it states and the actors that it names.

    The actors depend on who reads the article, nothing else does.
    """

    text: str
    start: int
    end: int
    field: TextField
    dates: tuple[PartialDate, ...]
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Report:
    """An article as it is read: its sentences in order, then its title where that states a date of its own.

    `actors` holds those of its sure mentions, `title_actors` those of them in the title; `published` is its day.
    """

    article: Article
    language: str
    sentences: tuple[_DatedSentence, ...]
    actors: tuple[str, ...]
    title_actors: tuple[str, ...]
    published: PartialDate | None

    @property
    def opening_actors(self) -> tuple[str, ...]:
        return self.sentences[0].actors if self.sentences else ()

    @property
    def main_actors(self) -> tuple[str, ...]:
        return self.title_actors or self.opening_actors


# ---------------------------------------------------------------- one article


def events(article: Article, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """The events of one article in order of place. Dates that cannot be resolved give none."""
    report = _read(article, [mention for mention in mentions if mention.confidence >= CERTAIN])
    stated = tuple(_stated(report))
    stated += tuple(_opened(report, stated))
    return (*stated, *_published(report, stated))


def _read(article: Article, mentions: Sequence[Mention]) -> _Report:
    language, sentences = _sentences(article)
    fields: tuple[TextField, ...] = ("title", "text")
    mentioned = {field: _FieldMentions.of(mentions, field) for field in fields}
    named = (mentioned[sentence.field].between(sentence.start, sentence.end) for sentence in sentences)
    return _Report(
        article,
        language,
        tuple(replace(sentence, actors=actors) for sentence, actors in zip(sentences, named, strict=True)),
        tuple(dict.fromkeys(mention.actor for mention in mentions)),
        tuple(dict.fromkeys(mention.actor for mention in mentions if mention.field == "title")),
        _published_on(article),
    )


@lru_cache(maxsize=1)  # it is read one after the other by everybody and by servers that find others in it
def _sentences(article: Article) -> tuple[str, tuple[_DatedSentence, ...]]:
    """The language of an article, and its sentences without whom they name."""
    language = dates.words_of(article.text or article.title, article.language).language
    return language, tuple(_dated(article, language))


def _dated(article: Article, language: str) -> Iterator[_DatedSentence]:
    """The sentences of the text in order; then the title, with the dates that the text does not state."""
    antecedent: PartialDate | None = None
    lead: PartialDate | None = None  # the first day that the text states is what it is about
    text_dates: set[PartialDate] = set()
    text = unwrapped(article.text)
    places = dates.places(text, language)
    for sentence in split(text, language):
        distinct: tuple[PartialDate, ...] = ()
        if bisect_left(places, sentence.start) < bisect_left(places, sentence.end):
            expressions = dates.find(sentence.text, article.published, language, antecedent, lead)
            if expressions and not _stands_beside(text, sentence):
                antecedent = expressions[-1].date
                distinct = tuple(dict.fromkeys(expression.date for expression in expressions))
                lead = lead or next((date for date in distinct if date.day is not None), None)
                text_dates.update(distinct)
        yield _DatedSentence(sentence.text, sentence.start, sentence.end, "text", distinct)
    title, end = article.title, len(article.title)
    stated = dict.fromkeys(expression.date for expression in dates.find(title, article.published, language))
    rest = tuple(date for date in stated if date not in text_dates)
    if rest:
        yield _DatedSentence(title, 0, end, "title", rest)


@dataclass(frozen=True, slots=True)
class _FieldMentions:
    """Who is mentioned in one field, by place."""

    starts: tuple[int, ...]
    actors: tuple[str, ...]

    @classmethod
    def of(cls, mentions: Sequence[Mention], field: TextField) -> _FieldMentions:
        there = sorted((mention for mention in mentions if mention.field == field), key=lambda mention: mention.start)
        return cls(tuple(mention.start for mention in there), tuple(mention.actor for mention in there))

    def between(self, start: int, end: int) -> tuple[str, ...]:
        here = slice(bisect_left(self.starts, start), bisect_left(self.starts, end))
        return tuple(dict.fromkeys(self.actors[here]))


def _stands_beside(text: str, sentence: Sentence) -> bool:
    """Whether its line is a heading, hashtags, a caption, byline or date line; never where that is all there is."""
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    line = text[start : len(text) if end < 0 else end].strip()
    if len(line) == len(text.strip()):
        return False
    return _is_heading(line) or _is_tags(line) or page.surrounds(line) in ("caption", "byline", "date")


def _is_heading(line: str) -> bool:
    """A short line that does not end as a sentence does, and is no list's item either."""
    return len(line.split()) <= MOST_HEADING_WORDS and not ENDS.search(line) and not BULLET.match(line)


def _is_tags(line: str) -> bool:
    """Whether half of a line's words or more are hashtags."""
    words = line.split()
    return 2 * sum(word.startswith("#") for word in words) >= len(words)


# ---------------------------------------------------------------- whom a date is about


def _stated(report: _Report) -> Iterator[Event]:
    """An event for each stated date and each of the first three ways in which somebody is concerned by it."""
    for n, sentence in enumerate(report.sentences):
        carried = _carried(report, n) if sentence.dates and not sentence.actors else ()
        for date in sentence.dates:
            main = report.main_actors if _is_carried_far(report, date) else ()
            rest = tuple(actor for actor in main if actor not in (*sentence.actors, *carried))
            ways = [(sentence.actors, NAMED_WEIGHT), (carried, CONTINUED_WEIGHT), (rest, ARTICLE_WEIGHT)]
            for actors, weight in [way for way in ways if way[0]] or [((), NAMED_WEIGHT)]:
                yield _event(report, sentence, date, actors, _weighed(report, date, weight))


def _carried(report: _Report, n: int) -> tuple[str, ...]:
    """Whom a sentence that names nobody goes on about: the first one named before it."""
    if not report.actors:
        return ()
    while n >= 0 and not report.sentences[n].actors:
        if not dates.refers_back(report.sentences[n].text, report.language):
            return ()
        n -= 1
    return report.sentences[n].actors[:1] if n >= 0 else ()


def _weighed(report: _Report, date: PartialDate, weight: float) -> float:
    published = report.published
    if published is not None:
        weight += LOOKING_BACK_WEIGHT * (date.day is not None and published.first_day - date.first_day > WEEK)
        weight *= PLANNED_FACTOR if _is_ahead(date, published) else 1
    return round(weight * PRECISION_FACTORS[date.precision], 3)


def _event(
    report: _Report, sentence: _DatedSentence, date: PartialDate, actors: tuple[str, ...], weight: float
) -> Event:
    place = (report.article.id, sentence.field, sentence.start, sentence.end)
    return Event(date, Basis.STATED, sentence.text, actors, *place, weight)


def _is_carried_far(report: _Report, date: PartialDate) -> bool:
    """A day that has come, and not long ago; an unknown publication is near every day."""
    if date.day is None or report.published is None:
        return date.day is not None
    return not _is_ahead(date, report.published) and report.published.first_day - date.first_day <= LONGEST_CARRIED_AGE


def _is_ahead(date: PartialDate, published: PartialDate) -> bool:
    """Whether a date begins after the publication's day, or month where no more is known."""
    return date.first_day > published.first_day and not str(date).startswith(str(published))


def _opened(report: _Report, stated: Sequence[Event]) -> Iterator[Event]:
    """For those without a day of the report's own: the day with which it opens."""
    rest = _without_day(report, stated)
    for sentence in report.sentences[:OPENING_SENTENCES] if rest else ():
        for date in sentence.dates:
            if sentence.field == "text" and report.published is not None and _is_own(date, report.published):
                yield _event(report, sentence, date, rest, OPENED_WEIGHT)
                return


def _without_day(report: _Report, stated: Sequence[Event]) -> tuple[str, ...]:
    published = report.published
    own = [event for event in stated if published is not None and _is_own(event.date, published)]
    covered = {actor for event in own for actor in event.actors}
    return tuple(actor for actor in report.actors if actor not in covered)


# ---------------------------------------------------------------- the day of publication


def _published_on(article: Article) -> PartialDate | None:
    """The date of publication; one in a year that no news is from is as good as none."""
    published = article.published
    return published.date if published is not None and published.date.year in dates.YEARS else None


def _published(report: _Report, stated: Sequence[Event]) -> Iterator[Event]:
    """For each actor without a day of the report's own: the publication, with the sentence that names it first."""
    if report.published is None:
        return
    places: dict[tuple[str, TextField, int, int, float], list[str]] = defaultdict(list)
    for actor in _without_day(report, stated):
        places[*_first_naming(report, actor), _publication_weight(report, actor)].append(actor)
    if not report.actors and not stated:
        places[*_first_words(report), PUBLICATION_WEIGHTS["opening"]] = []
    for (text, field, start, end, weight), actors in places.items():
        yield Event(
            report.published, Basis.PUBLISHED, text, tuple(actors), report.article.id, field, start, end, weight
        )


def _is_own(date: PartialDate, published: PartialDate) -> bool:
    """Whether a stated date can be the report's own: as exact as the publication's, and shortly before it."""
    if published.day is None or date.day is None:
        return str(date).startswith(str(published))
    return timedelta(0) <= published.first_day - date.first_day <= LONGEST_OWN_DELAY


def _publication_weight(report: _Report, actor: str) -> float:
    if actor in report.title_actors:
        return PUBLICATION_WEIGHTS["title"]
    return PUBLICATION_WEIGHTS["opening" if actor in report.opening_actors else "background"]


def _first_naming(report: _Report, actor: str) -> tuple[str, TextField, int, int]:
    for sentence in report.sentences:
        if actor in sentence.actors:
            return sentence.text, sentence.field, sentence.start, sentence.end
    return report.article.title, "title", 0, len(report.article.title)


def _first_words(report: _Report) -> tuple[str, TextField, int, int]:
    title = report.article.title
    if title or not report.sentences:
        return title, "title", 0, len(title)
    first = report.sentences[0]
    return first.text, "text", first.start, first.end


# ---------------------------------------------------------------- many articles
