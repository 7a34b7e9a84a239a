"""The turns of phrase that all messages share: links, counts, dates with their precision. Plain text, unescaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bot.message import Line, Section, Span
from watchers.lookups.answers import Regrouping
from watchers.model import Article, Asides, Change, FeedState, PartialDate, Published, Source, Team
from watchers.wording.changes import shown

COMMA = Span(", ")
LONGEST_QUOTE_CHARACTERS = 480
LONGEST_TITLE_CHARACTERS = 180
LONGEST_OUTLET_CHARACTERS = 60


def line(*parts: Span | str) -> Line:
    """A line of pieces; plain strings become plain pieces, empty ones vanish."""
    spans = (Span(part) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span.text)


def joined(lines: Sequence[Line], between: Span = COMMA) -> Line:
    """Several lines as one, with `between` between them."""
    pieces: list[Span] = []
    for number, spans in enumerate(lines):
        pieces.extend([between, *spans] if number else spans)
    return tuple(pieces)


def changed(changes: Iterable[tuple[Change, Article | Source]]) -> list[Line]:
    """What changed in a story, a line each, with the article that says so."""
    return [line("• ", Span(shown(change), bold=True), " — ", link(source)) for change, source in changes]


def asides_go(team: Team) -> str:
    """Where a team's asides go; of a team without a digest, how they can be seen all the same."""
    if team.watchlist.asides is Asides.ALERT:
        return "go to its alerts"
    if team.digest:
        return "go to its digest"
    return "are in /digest now alone, since the team has no digest: /digest schedule, or asides:alert of /team edit"


def section(name: str, lines: Iterable[Line], more: str = "and {n} more") -> tuple[Section, ...]:
    """A section as a tuple of one, or of none where there is nothing to say."""
    rows = tuple(row for row in lines if row)
    return (Section(name, rows, more),) if rows else ()


def count(number: int, word: str, plural: str = "") -> str:
    """`1 article`, `2 articles`, `1,204 stories`."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def reported(articles: int, independent: int) -> str:
    """How widely a story is reported: `9 articles, 6 independent reports`, `97 articles, one report`, `1 article`."""
    if articles <= 1:
        return count(articles, "article")
    reports = "one report" if independent == 1 else count(independent, "independent report")
    return f"{count(articles, 'article')}, {reports}"


def clip(text: str, most: int) -> str:
    """The text on one line, cut at a word with an ellipsis when it is longer than `most` characters."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + "…"


def feed_name(state: FeedState) -> Line:
    """A feed as a link; one whose address holds credentials without them, with the number that commands take."""
    feed = state.feed
    if feed.address == feed.url:
        return line(Span(feed.label, feed.url))
    return line(f"{feed.title} " if feed.title else "", f"({feed.address}) · feed {state.number}")


def quote(text: str) -> str:
    """A sentence in quotation marks, as published."""
    return f"“{clip(text, LONGEST_QUOTE_CHARACTERS)}”"


def moment(at: datetime) -> str:
    """An instant: ISO 8601, UTC."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def partial(date: PartialDate) -> str:
    """A date with its precision: `2017-08 (month)`."""
    return f"{date} ({date.precision})"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spoken(date: PartialDate) -> str:
    """A date as exactly as it is known, within a sentence: `27 November 2016`, `June 2016`, `2016`."""
    parts = (date.day, _MONTHS[date.month - 1] if date.month else None, date.year)
    return " ".join(str(part) for part in parts if part is not None)


def number(count: int) -> str:
    """`one`, `two`, from eleven on in digits."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def appeared(published: Published | str | None) -> str:
    """When an article says it appeared; a day without a time of day says so, an unknown date too."""
    if published is None:
        return "date unknown"
    text = str(published)
    if "T" in text:
        return text
    try:
        return partial(PartialDate.parse(text))
    except ValueError:
        return text


def outlet(article: Article | Source) -> str:
    """The name of who published it: the outlet, else the address's host, else the article's id."""
    if article.outlet:
        return clip(article.outlet, LONGEST_OUTLET_CHARACTERS)
    try:
        host = urlsplit(article.url).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or article.id or "an unnamed outlet"


def regrouping(decision: Regrouping, story: str) -> str:
    """What was decided, said of one of the two stories that it is about."""
    articles = count(len(decision.articles), "article")
    if decision.kind == "different":
        one, other = (_this_or_story(id, story) for id in (decision.story, decision.other))
        return f"{one} and {other} are different developments"
    if decision.kind == "merge":
        return f"story {decision.other} ({articles}) was merged into {_this_or_story(decision.story, story)}"
    if story == decision.other:
        return f"this story ({articles} then) was split from story {decision.story}"
    return f"story {decision.other} ({articles}) was split from {_this_or_story(decision.story, story)}"


def decisions_section(decisions: Iterable[Regrouping], story: str) -> tuple[Section, ...]:
    """What was decided about a story, who did, when, and why where it was the program."""
    return section(
        "Merged, split, told apart",
        (
            line(
                regrouping(decision, story),
                Span(f" · by {decision.by}, {moment(decision.at)}", dim=True),
                f": {decision.reason}" if decision.reason else "",
            )
            for decision in decisions
        ),
    )


def _this_or_story(id_in_text: str, story: str) -> str:
    return "this one" if id_in_text == story else f"story {id_in_text}"


def headline(title: str) -> str:
    return clip(title, LONGEST_TITLE_CHARACTERS) or "(no headline)"


def numbered(article: Article | Source, before: str = " · ") -> str:
    """`before` and the article's id, to stand behind its outlet's name; empty where the id is that name."""
    return "" if outlet(article) == article.id else before + article.id


def link(article: Article | Source) -> Span:
    """The outlet's name, linked to the article."""
    return Span(outlet(article), article.url)


def cited(ids: Iterable[str], sources: Mapping[str, Source], most: int = 4) -> Line:
    """Articles by outlet and link, past `most` by number; several of one outlet without links are one entry."""
    entries = Counter(link(sources[article_id]) if article_id in sources else Span(article_id) for article_id in ids)
    labelled = [(span, Span(f" ({times})" if times > 1 else "")) for span, times in list(entries.items())[:most]]
    more = sum(list(entries.values())[most:])
    return joined([line(*entry) for entry in labelled]) + ((Span(f" and {more} more"),) if more else ())


def by_id(sources: Iterable[Source]) -> dict[str, Source]:
    return {source.id: source for source in sources}
