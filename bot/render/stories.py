"""A story with all its coverage: copies under their origin, what each article adds, what each copy changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bot.message import BREAK, Card, Line, Message, Section, Span
from bot.render import unsure
from bot.render.background import figures
from bot.render.first_movers import first_mover, ladder_row
from bot.render.phrases import (
    appeared,
    changed,
    clip,
    count,
    decisions_section,
    headline,
    line,
    link,
    numbered,
    outlet,
    quote,
    reported,
    section,
)
from watchers.comparing.diff import Difference, Passage, Piece
from watchers.lookups.answers import StoryAnswer, StoryArticle

MOST_LADDER_ROWS = 12
MOST_DISPUTED_FIGURES = 6
MOST_ADDED_SENTENCES = 3  # of an article that adds to a story
LEAD_SENTENCES = 2  # of the article that begins a story
MOST_COPIES_COMPARED = 8
LONGEST_PASSAGE_CHARACTERS = 480
UNCHANGED_CHARACTERS = 40  # of the words shown on each side of a change

Names = Mapping[str, str]


def story(answer: StoryAnswer) -> Message:
    """All coverage of a story: copies under their origin, what each article adds, and copies as differences."""
    first = answer.articles[0].source if answer.articles else None
    who = ", ".join(actor.name for actor in answer.actors)
    counts = reported(len(answer.articles), answer.independent)
    ordered = list(_folded(answer.articles))
    names = {actor.id: actor.name for actor in answer.actors}
    card = Card(
        title=headline(answer.title),
        url=first.url if first else "",
        lines=tuple(
            filter(
                None,
                (line(Span(counts, bold=True)), line(who), first_mover(answer.ladder), *unsure.lines(answer.perhaps)),
            )
        ),
        sections=(
            *section(
                "Articles in the order in which they were found",
                (_row(article, answer, names) for article in ordered),
            ),
            *section("What changed", changed((view.change, view.source) for view in answer.changes)),
            *section("Who had it when", _ladder(answer)),
            *section("Figures that differ", figures(answer.disputed, MOST_DISPUTED_FIGURES)),
            *decisions_section(answer.regrouped, answer.id),
            *_differences(ordered, answer),
        ),
        footer=f"story {answer.id}",
    )
    return Message(cards=(card,), buttons=unsure.buttons(answer.id, answer.perhaps))


def _folded(articles: Sequence[StoryArticle]) -> Iterator[StoryArticle]:
    """Reports in the order in which they were found, each with its copies behind it; copies of others at the end."""
    copies: dict[str, list[StoryArticle]] = {}
    for article in articles:
        if article.copy_of is not None:
            copies.setdefault(article.copy_of, []).append(article)
    for article in articles:
        if article.copy_of is None:
            yield article
            yield from copies.pop(article.source.id, [])
    for copies_of_others in copies.values():
        yield from copies_of_others


def _ladder(answer: StoryAnswer) -> list[Line]:
    """Who had it when; nothing where one report is all there is."""
    if len(answer.ladder) < 2:
        return []
    sources = {article.source.id: article.source for article in answer.articles}
    rows = [ladder_row(step, sources) for step in answer.ladder[:MOST_LADDER_ROWS]]
    more = len(answer.ladder) - len(rows)
    return [*rows, line(f"and {count(more, 'later report')}")] if more else rows


# ---------------------------------------------------------------- one line an article


def _row(article: StoryArticle, answer: StoryAnswer, names: Names) -> Line:
    dated = Span(f" · {appeared(article.source.published)}{numbered(article.source)}", dim=True)
    if article.copy_of is not None:
        return line("↳ copy: ", link(article.source), f" · {_copied(article, answer)}", dated, *_facts(article, names))
    late = "published earlier, the original of the copies · " if article.published_earlier else ""
    verdict = f"{article.novelty}: {article.reason}" if article.reason else article.novelty
    return line(link(article.source), f" · {late}{verdict}", dated, *_quotes(article), *_facts(article, names))


def _copied(article: StoryArticle, answer: StoryAnswer) -> str:
    """How much of which text it shares, and how it differs."""
    share = f"{article.containment:.0%} of the shorter text"
    origin = next((other.source for other in answer.articles if other.source.id == article.copy_of), None)
    of = "" if origin is not None else f" of article {article.copy_of} in another story"
    if article.difference is None:
        return f"{share}{of}"
    return f"{share}{of}: {', '.join(_summary(article.difference))}"


def _summary(diff: Difference) -> Iterator[str]:
    notes, more = sum(passage.note for passage in diff.adds), sum(not passage.note for passage in diff.adds)
    if diff.none:
        yield "the same text"
    if diff.headline:
        yield "another headline"
    if notes:
        yield "an editor's note"
    if more:
        yield f"adds {count(more, 'sentence')}"
    if diff.leaves_out:
        yield f"leaves out {len(diff.leaves_out)} of {count(diff.sentences, 'sentence')}"
    if diff.changes:
        yield f"changes {count(len(diff.changes), 'sentence')}"
    if not diff.whole:
        yield "not compared to the end, since it is so long"


def _quotes(article: StoryArticle) -> Line:
    """What an article adds; of one that begins a story, whose every sentence is new, its first ones."""
    begins = article.novelty == "new"
    sentences = article.adds[: LEAD_SENTENCES if begins else MOST_ADDED_SENTENCES]
    rows = [part for text in sentences for part in (BREAK, Span(f"↳ {'' if begins else 'adds '}{quote(text)}"))]
    more = 0 if begins else len(article.adds) - len(sentences)
    return line(*rows, *((BREAK, f"↳ and {count(more, 'more sentence')}") if more else ()))


def _facts(article: StoryArticle, names: Names) -> Line:
    """Figures, dates and actors that the story did not have; all of an article that begins it, so none are said."""
    if article.novelty == "new":
        return ()
    named = ", ".join(names[actor] for actor in article.actors if actor in names)
    facts = (
        f"figures {', '.join(article.figures)}" if article.figures else "",
        f"dates {', '.join(article.dates)}" if article.dates else "",
        f"first to name {named}" if named else "",
    )
    summary = " · ".join(fact for fact in facts if fact)
    return (BREAK, Span(f"↳ {clip(summary, LONGEST_PASSAGE_CHARACTERS)}")) if summary else ()


# ---------------------------------------------------------------- copies as differences


def _differences(articles: Iterable[StoryArticle], answer: StoryAnswer) -> Iterator[Section]:
    """What each copy changed, for the first of those that changed anything."""
    sources = {article.source.id: article.source for article in answer.articles}
    changed = [(article, diff) for article in articles if (diff := article.difference) is not None and not diff.none]
    for article, diff in changed[:MOST_COPIES_COMPARED]:
        origin = sources.get(article.copy_of or "")
        against = outlet(origin) if origin else f"article {article.copy_of}"
        name = f"{outlet(article.source)}{numbered(article.source)} against {against}"
        yield from section(clip(name, 200), difference(diff), "and {n} more changes")
    more = len(changed) - MOST_COPIES_COMPARED
    if more > 0:
        sentence = f"Of {count(more, 'more copy', 'more copies')} in actorwatch story {answer.id} --json"
        yield from section("Further differences", [line(sentence)])


def difference(diff: Difference) -> Iterator[Line]:
    """A copy against its origin: headline, editor's note, changed sentences, what is added, what is left out."""
    if diff.headline:
        yield line(Span("headline: ", bold=True), *versions(diff.headline))
    notes = [passage for passage in diff.adds if passage.note]
    if notes:
        yield _passage("editor's note", notes, "")
    for change in diff.changes:
        yield line(Span("changes: ", bold=True), *versions(change))
    added = (passage for passage in diff.adds if not passage.note)
    for place, group in groupby(added, key=lambda passage: passage.place):
        yield from _passages("adds", list(group), place)
    for place, group in groupby(diff.leaves_out, key=lambda passage: passage.place):
        yield from _passages("leaves out", list(group), place)


def versions(pieces: Sequence[Piece]) -> Line:
    """A sentence with the words that are gone and those that came; what did not change is shown near what did."""
    last = len(pieces) - 1
    return tuple(
        Span(_near(piece.text, first=number == 0, last=number == last) if piece.kind == "same" else piece.text,
             change=piece.kind)
        for number, piece in enumerate(pieces)
    )  # fmt: skip


def _near(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words: their end before the first change, their beginning after the last, both between two."""
    head, tail = (0 if first else UNCHANGED_CHARACTERS), (0 if last else UNCHANGED_CHARACTERS)
    if len(text) <= head + tail + UNCHANGED_CHARACTERS // 2:
        return text
    begin = text[:head].rsplit(" ", 1)[0] + " " if head else ""
    end = " " + text[len(text) - tail :].split(" ", 1)[-1] if tail else ""
    return f"{begin}…{end}"


def _passages(verb: str, group: Sequence[Passage], place: str) -> Iterator[Line]:
    """Sentences one by one; a whole beginning or end in one line."""
    if place == "within" or len(group) == 1:
        for passage in group:
            yield _passage(verb, [passage], "")
    else:
        yield _passage(verb, group, f" at the {place}, {count(len(group), 'sentence')}")


def _passage(label: str, group: Sequence[Passage], where: str) -> Line:
    text = " ".join(passage.text for passage in group)
    return line(Span(f"{label}{where}: ", bold=True), f"“{clip(text, LONGEST_PASSAGE_CHARACTERS)}”")
