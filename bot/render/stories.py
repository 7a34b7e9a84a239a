"""A story with all its coverage: copies under their origin, what each article adds, what each copy changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bot.message import BREAK, Card, Line, Message, Section, Span
from bot.render.background import figures
from bot.render.phrases import appeared, clip, count, decided, headline, line, link, numbered, outlet, quote, section
from watchers.comparing.diff import Difference, Passage, Piece
from watchers.lookups.answers import StoryAnswer, StoryArticle

MOST_DISPUTED_FIGURES = 6  # figures
MOST_ADDED_SENTENCES = 3  # sentences of an article that adds to a story
LEAD_SENTENCES = 2  # sentences of the article that begins one
MOST_COPIES_COMPARED = 8  # copies whose differences are shown
LONGEST_PASSAGE_CHARACTERS = 480
UNCHANGED_CHARACTERS = 40  # characters of unchanged words shown on each side of a change

Names = Mapping[str, str]


def story(answer: StoryAnswer) -> Message:
    """All coverage of a story: copies under their origin, what each article adds, and copies as differences."""
    first = answer.articles[0].source if answer.articles else None
    who = ", ".join(each.name for each in answer.actors)
    counts = f"{count(len(answer.articles), 'article')}, {count(answer.independent, 'independent report')}"
    ordered = list(_folded(answer.articles))
    names = {each.id: each.name for each in answer.actors}
    card = Card(
        title=headline(answer.title),
        url=first.url if first else "",
        lines=tuple(filter(None, (line(Span(counts, bold=True)), line(who)))),
        sections=(
            *section("Articles in the order in which they were found", (_row(each, answer, names) for each in ordered)),
            *section("Figures that differ", figures(answer.disputed, MOST_DISPUTED_FIGURES)),
            *decided(answer.regrouped, answer.id),
            *_differences(ordered, answer),
        ),
        footer=f"story {answer.id}",
    )
    return Message(cards=(card,))


def _folded(articles: Sequence[StoryArticle]) -> Iterator[StoryArticle]:
    """Reports in the order in which they were found, each with its copies behind it; copies of others at the end."""
    copies: dict[str, list[StoryArticle]] = {}
    for each in articles:
        if each.copy_of is not None:
            copies.setdefault(each.copy_of, []).append(each)
    for each in articles:
        if each.copy_of is None:
            yield each
            yield from copies.pop(each.source.id, [])
    for rest in copies.values():
        yield from rest


# ---------------------------------------------------------------- one line an article


def _row(each: StoryArticle, answer: StoryAnswer, names: Names) -> Line:
    dated = Span(f" · {appeared(each.source.published)}{numbered(each.source)}", dim=True)
    if each.copy_of is not None:
        return line("↳ copy: ", link(each.source), f" · {_copied(each, answer)}", dated, *_facts(each, names))
    late = "published earlier, the original of the copies · " if each.published_earlier else ""
    verdict = f"{each.novelty}: {each.reason}" if each.reason else each.novelty
    return line(link(each.source), f" · {late}{verdict}", dated, *_quotes(each), *_facts(each, names))


def _copied(each: StoryArticle, answer: StoryAnswer) -> str:
    """How much of which text it shares, and how it differs."""
    share = f"{each.containment:.0%} of the shorter text"
    origin = next((other.source for other in answer.articles if other.source.id == each.copy_of), None)
    of = "" if origin is not None else f" of article {each.copy_of} in another story"
    if each.difference is None:
        return f"{share}{of}"
    return f"{share}{of}: {', '.join(_summary(each.difference))}"


def _summary(found: Difference) -> Iterator[str]:
    notes, more = sum(each.note for each in found.adds), sum(not each.note for each in found.adds)
    if found.none:
        yield "the same text"
    if found.headline:
        yield "another headline"
    if notes:
        yield "an editor's note"
    if more:
        yield f"adds {count(more, 'sentence')}"
    if found.leaves_out:
        yield f"leaves out {len(found.leaves_out)} of {count(found.sentences, 'sentence')}"
    if found.changes:
        yield f"changes {count(len(found.changes), 'sentence')}"
    if not found.whole:
        yield "not compared to the end, since it is so long"


def _quotes(each: StoryArticle) -> Line:
    """What an article adds; of one that begins a story, whose every sentence is new, its first ones."""
    begins = each.novelty == "new"
    shown = each.adds[: LEAD_SENTENCES if begins else MOST_ADDED_SENTENCES]
    rows = [part for text in shown for part in (BREAK, Span(f"↳ {'' if begins else 'adds '}{quote(text)}"))]
    rest = 0 if begins else len(each.adds) - len(shown)
    return line(*rows, *((BREAK, f"↳ and {count(rest, 'more sentence')}") if rest else ()))


def _facts(each: StoryArticle, names: Names) -> Line:
    """Figures, dates and actors that the story did not have; all of an article that begins it, so none are said."""
    if each.novelty == "new":
        return ()
    named = ", ".join(names[actor] for actor in each.actors if actor in names)
    facts = (
        f"figures {', '.join(each.figures)}" if each.figures else "",
        f"dates {', '.join(each.dates)}" if each.dates else "",
        f"first to name {named}" if named else "",
    )
    said = " · ".join(fact for fact in facts if fact)
    return (BREAK, Span(f"↳ {clip(said, LONGEST_PASSAGE_CHARACTERS)}")) if said else ()


# ---------------------------------------------------------------- copies as differences


def _differences(articles: Iterable[StoryArticle], answer: StoryAnswer) -> Iterator[Section]:
    """What each copy changed, for the first of those that changed anything."""
    sources = {each.source.id: each.source for each in answer.articles}
    changed = [(each, found) for each in articles if (found := each.difference) is not None and not found.none]
    for each, found in changed[:MOST_COPIES_COMPARED]:
        origin = sources.get(each.copy_of or "")
        against = outlet(origin) if origin else f"article {each.copy_of}"
        name = f"{outlet(each.source)}{numbered(each.source)} against {against}"
        yield from section(clip(name, 200), difference(found), "and {n} more changes")
    rest = len(changed) - MOST_COPIES_COMPARED
    if rest > 0:
        said = f"Of {count(rest, 'more copy', 'more copies')} in actorwatch story {answer.id} --json"
        yield from section("Further differences", [line(said)])


def difference(found: Difference) -> Iterator[Line]:
    """A copy against its origin: headline, editor's note, changed sentences, what is added, what is left out."""
    if found.headline:
        yield line(Span("headline: ", bold=True), *versions(found.headline))
    notes = [each for each in found.adds if each.note]
    if notes:
        yield _passage("editor's note", notes, "")
    for change in found.changes:
        yield line(Span("changes: ", bold=True), *versions(change))
    for place, group in groupby((each for each in found.adds if not each.note), key=lambda each: each.place):
        yield from _passages("adds", list(group), place)
    for place, group in groupby(found.leaves_out, key=lambda each: each.place):
        yield from _passages("leaves out", list(group), place)


def versions(pieces: Sequence[Piece]) -> Line:
    """A sentence with the words that are gone and those that came; what did not change is shown near what did."""
    last = len(pieces) - 1
    return tuple(
        Span(_near(each.text, first=number == 0, last=number == last) if each.kind == "same" else each.text,
             change=each.kind)
        for number, each in enumerate(pieces)
    )  # fmt: skip


def _near(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words: their end before the first change, their beginning after the last, both between two."""
    head, tail = (0 if first else UNCHANGED_CHARACTERS), (0 if last else UNCHANGED_CHARACTERS)
    if len(text) <= head + tail + UNCHANGED_CHARACTERS // 2:
        return text
    begin = text[:head].rsplit(" ", 1)[0] + " " if head else ""
    end = " " + text[len(text) - tail :].split(" ", 1)[-1] if tail else ""
    return f"{begin}…{end}"


def _passages(what: str, group: Sequence[Passage], place: str) -> Iterator[Line]:
    """Sentences one by one; a whole beginning or end in one line."""
    if place == "within" or len(group) == 1:
        for each in group:
            yield _passage(what, [each], "")
    else:
        yield _passage(what, group, f" at the {place}, {count(len(group), 'sentence')}")


def _passage(what: str, group: Sequence[Passage], where: str) -> Line:
    text = " ".join(each.text for each in group)
    return line(Span(f"{what}{where}: ", bold=True), f"“{clip(text, LONGEST_PASSAGE_CHARACTERS)}”")
