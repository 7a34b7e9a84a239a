"""An article against everything known: whose copy, which story, how new. Pure: candidates and `now` come in.

candidates -> copies.find -> stories.find -> novelty.score, figures, actors, dates -> the verdict, with its reason

the article                                      novelty
copies or repeats a seed document                in-baseline, or developing where it adds a sentence
copies or repeats an article of the archive      repeat, or developing where it adds a sentence
is the late original of a copy                   repeat (in-baseline for a seed's): it joins and starts no message
belongs to a known story                         developing where it adds a sentence or changes a fact, else repeat
none of these                                    new; it may belong to a known story, if that is unsure
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from watchers import dates
from watchers.comparing import copies, explain, figures, novelty, quotes, similarity, stories, tokens, unheard
from watchers.comparing.article_profile import Profile, foreign
from watchers.comparing.facts import changes as facts
from watchers.comparing.likeness import Side
from watchers.comparing.relation import Relation
from watchers.comparing.relative import Relative
from watchers.model import Adds, Article, Change, Comparison, Frequencies, Meaning, Novelty

_DATED_SENTENCES = 6  # quoted sentences whose dates are read
_MOST_MEMBERS, _MOST_OTHERS = 32, 4  # articles of the story, and other relatives, that sentences are compared with


def compare(
    article: Article,
    mine: Profile,
    actors: Sequence[str],
    relatives: Sequence[Relative],
    frequencies: Frequencies,
    now: datetime,
    meaning: Meaning | None = None,
    names: Collection[str] = (),
) -> Comparison:
    """The verdict on an article, whose profile is `mine`, and whose `meaning` may be unknown.

    `relatives` are earlier articles in any order; `actors` are surely mentioned, with these `names` as they stand in
    the text; `frequencies` are those of the signature's words; `now` is when the article is recorded.
    """
    query = similarity.query(mine.features, frequencies, words_of(names))
    relation = relate(query, article, mine, actors, relatives, now, meaning)
    members = [relative for relative in relatives if relative.story == relation.story][:_MOST_MEMBERS]
    others = [relative for relative in relatives if relative.story != relation.story][:_MOST_OTHERS]
    changes = facts.changes(article, mine, actors, members)
    known = novelty.score(query, mine, [member.profile for member in members], [other.profile for other in others])
    if members:
        scores = _scores(
            article, Side(mine, actors, meaning), known, members, names, changes, copied=bool(relation.copy)
        )
    else:
        scores = quotes.of_new_story(mine, known, names)
    adds = _adds(article, mine, actors, scores, members or others)
    verdict = _verdict(relation, adds, changes)
    original = relation.copy is not None and relation.origin is not None
    return Comparison(
        novelty=verdict,
        reason=explain.reason(verdict, relation, adds, changes),
        story=relation.story,
        copy_of=relation.copy.relative.article.id if relation.copy and not original else None,
        containment=round(relation.copy.containment, 3) if relation.copy else 0.0,
        nearest=relation.nearest.article.id if relation.nearest else None,
        adds=adds,
        changes=changes,
        origin=original,
        evidence=explain.evidence(article, relation, adds, changes),
        perhaps=relation.perhaps,
        also=relation.place.also if relation.place else (),
    )


def words_of(names: Iterable[str]) -> frozenset[str]:
    """The words of which names consist, as an article's words are compared."""
    return frozenset(chain.from_iterable(map(tokens.words, names)))


def relate(
    query: similarity.Query,
    article: Article,
    mine: Profile,
    actors: Sequence[str],
    relatives: Sequence[Relative],
    now: datetime,
    meaning: Meaning | None = None,
) -> Relation:
    """Copy before story: a copy belongs where its original does, however old."""
    copy = copies.find(article, mine, relatives)
    if copy is not None:
        return Relation(copy.relative.story, copy.relative, copy, copies.origin(article, copy))
    place = stories.find(query, article, Side(mine, actors, meaning), relatives, now)
    return Relation(place.story if place else None, place.nearest if place else None, place=place)


def _scores(
    article: Article,
    side: Side,
    known: Sequence[float],
    members: Sequence[Relative],
    names: Collection[str],
    changes: Sequence[Change],
    *,
    copied: bool,
) -> Sequence[float]:
    """How new each sentence is in the story of `members`, of which `known` tells by its words."""
    mine = side.profile
    meant = () if copied else _meant(article, side, members)
    if not meant and all(foreign(mine, relative.profile) for relative in members):
        fresh = _fresh(mine, members)
        known = [_translated(text.text, score, fresh) for text, score in zip(mine.sentences, known, strict=True)]
    scores = quotes.of_known_story(mine, known, meant, names)
    headline = article.title if copied and article.text else ""
    pairs = zip(mine.sentences, scores, strict=True)
    return quotes.without_asides(mine, [_settled(text.text, score, changes, headline) for text, score in pairs])


def _adds(
    article: Article, mine: Profile, actors: Sequence[str], scores: Sequence[float], earlier: Sequence[Relative]
) -> Adds:
    """What the article adds to those `earlier`: its story's, or where it has none all its relatives."""
    adds = Adds(
        sentences=quotes.as_quoted(mine, scores),
        actors=tuple(a for a in actors if not any(a in relative.candidate.actors for relative in earlier)),
        figures=tuple(number.surface for number in _fresh(mine, earlier)),
    )
    return replace(adds, dates=_dates(article, adds.quoted, [relative.article for relative in earlier]))


def _fresh(mine: Profile, earlier: Sequence[Relative]) -> Sequence[figures.Counted]:
    """The figures that none of those `earlier` gives; none where there are none of these."""
    return figures.new(mine.figures, [relative.profile.figures for relative in earlier]) if earlier else ()


def _meant(article: Article, side: Side, members: Sequence[Relative]) -> Sequence[unheard.Sentence]:
    """The article's sentences against its story's by their meaning, as far as that is known. What a copy adds is told
    by its words: all others are the same."""
    known = [relative for relative in members if relative.meaning is not None]
    if not known:
        return ()
    return unheard.sentences(
        side.meaning,
        side.profile.heads,
        [relative.meaning for relative in known if relative.meaning],
        abroad=all(foreign(side.profile, relative.profile) for relative in known),
        days=min(stories.days_between(article, relative.article) for relative in known),
    )


def _settled(text: str, score: float, changes: Sequence[Change], headline: str) -> float:
    """A sentence that says what changed tells most, however alike it is; a copy's headline is never quoted."""
    if headline and text in headline:
        return quotes.unquoted(score)
    return 1.0 if any(change.sentence == text for change in changes) else score


def _translated(text: str, score: float, fresh: Sequence[figures.Counted]) -> float:
    """Where the story has been told in other languages only, and what its sentences mean is not known, no word has been
    heard before: what can be told to be new is a figure."""
    return score if _states(text, fresh) else quotes.unquoted(score)


def _states(text: str, numbers: Sequence[figures.Counted]) -> bool:
    """Whether one of the numbers stands in the sentence, as a whole: `7 people` is not in `17 people`."""
    surfaces = {number.surface for number in numbers}
    return any(number.surface in surfaces for number in figures.counted(text))


def _dates(article: Article, quoted: Sequence[str], earlier_articles: Sequence[Article]) -> tuple[str, ...]:
    """The dates that quoted sentences state in words which no earlier article has."""
    language = dates.words_of(article.text or article.title, article.language).language
    quoted_dates = [
        expression for text in quoted[:_DATED_SENTENCES] for expression in dates.find(text, article.published, language)
    ]
    fresh = [
        str(expression.date)
        for expression in quoted_dates
        if not any(expression.surface in earlier.text for earlier in earlier_articles)
    ]
    return tuple(dict.fromkeys(fresh))


def _verdict(relation: Relation, adds: Adds, changes: Sequence[Change]) -> Novelty:
    if relation.story is None or relation.nearest is None:
        return Novelty.NEW
    if not relation.origin and (adds.quoted or changes):
        return Novelty.DEVELOPING
    return Novelty.IN_BASELINE if relation.nearest.article.seed else Novelty.REPEAT
