"""What a team is sent unasked about a story: the story message (also as edited later), the reply, the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.message import BREAK, Button, Card, Line, Message, Section, Span
from bot.render import background, unsure
from bot.render.first_movers import first_mover
from bot.render.phrases import (
    appeared,
    changed,
    clip,
    count,
    headline,
    joined,
    line,
    link,
    numbered,
    outlet,
    quote,
    regrouping,
    reported,
    section,
)
from bot.render.sanitise import safe_link
from watchers.lookups.answers import Background, Perhaps, Regrouping
from watchers.lookups.ladder import ladder
from watchers.model import Article, Delivery, Novelty, Report, Story, Team, Told, Watchlist
from watchers.plaintext.asides import lead
from watchers.reasons import Reason, Telling
from watchers.telling.changes import changes
from watchers.telling.watchlist import may_read
from watchers.wording.changes import of_reason
from watchers.wording.clauses import clause, in_words
from watchers.wording.names import Names, label

MOST_CHANGES = 4  # of a story
MOST_ARTICLES_QUOTED = 4
MOST_SENTENCES_OF_AN_ARTICLE = 2
MOST_FIRST_TIME_LINES, MOST_DISPUTED_FIGURE_LINES, MOST_EARLIER_TIME_LINES = 3, 2, 2
MOST_COPIES_PER_LINE = 5
MOST_DECISIONS_SHOWN = 3
_NO_BACKGROUND = Background()
# What fits a message whole: characters of texts, twice since they may be escaped, and of links.
LIST_BUDGET_CHARACTERS = 3500


@dataclass(frozen=True, slots=True)
class Unsure:
    """The story that a story may be one with, and what the team was told of it."""

    perhaps: Perhaps
    notice: Told | None


def alert(
    story: Story,
    team: Team,
    delivery: Delivery,
    names: Names,
    history: Background = _NO_BACKGROUND,
    earlier_notice: Told | None = None,
    decisions: Sequence[Regrouping] = (),
    unsure_of: Unsure | None = None,
) -> Message:
    """The story message, showing the story as it is now; the same function writes it anew for every edit.

    `delivery` is the one that first told the story: its reasons are why the team was told. `history` is what was known
    before the story. `earlier_notice` is how the story was told before, when that was as a line of a list. `decisions`
    are what was decided about the story. `unsure_of` is the story that it may be one with.
    """
    head = headed_by(story)
    perhaps, other_notice = (unsure_of.perhaps, unsure_of.notice) if unsure_of is not None else (None, None)
    lines = [coverage(story), _who(story, names), first_mover(ladder(story.reports))]
    lines.extend(unsure.lines(perhaps, jump(team.guild, other_notice) if other_notice is not None else ""))
    if earlier_notice is not None:
        lines.append(line(Span("told in a list before", jump(team.guild, earlier_notice)), ", and now changed"))
    lines.extend(line(Span(regrouping(decision, story.id), dim=True)) for decision in decisions[-MOST_DECISIONS_SHOWN:])
    card = Card(
        title=headline(head.title),
        url=head.url,
        lines=tuple(row for row in lines if row),
        sections=(
            *section(
                "What is new",
                (
                    *changed(story.changes[:MOST_CHANGES]),
                    *_news(story, team.watchlist),
                    *background.firsts(history, MOST_FIRST_TIME_LINES),
                    *background.figures(history.figures, MOST_DISPUTED_FIGURE_LINES),
                ),
            ),
            *section(
                "What was known",
                (
                    *background.recurrences(history, MOST_EARLIER_TIME_LINES),
                    *background.last_times(history, MOST_EARLIER_TIME_LINES),
                ),
            ),
            *_articles(story),
            *section("Why you were told", [line(in_words(delivery.reasons, names))]),
        ),
        footer=f"story {story.id}",
        tone=_tone(story),
    )
    buttons = (why_button(delivery), *unsure.buttons(story.id, perhaps))
    return Message(cards=(card,), buttons=buttons, ping=team.role)


def left_over(
    story: Story,
    notice: Told,
    team: Team,
    delivery: Delivery,
    surviving_notice: Told | None,
    decisions: Sequence[Regrouping] = (),
) -> Message:
    """What becomes of a message whose story was merged into `story`: where it went, and how the team was told of that.

    `notice` is the message at hand, `delivery` the one that sent it, `surviving_notice` the message about `story`,
    `decisions` what was decided about that.
    """
    merged = [decision for decision in decisions if decision.kind == "merge" and decision.other == notice.story]
    who = "The program" if merged and merged[-1].reason else "An analyst"
    article = next((report.article for report in story.reports if report.article.id == notice.story), headed_by(story))
    address = jump(team.guild, surviving_notice) if surviving_notice is not None else ""
    there = Span(f"story {story.id}", address, bold=True)
    card = Card(
        title=headline(article.title),
        url=article.url,
        lines=(
            line(f"{who} merged this story into ", there, ": ", headline(headed_by(story).title)),
            *(line(Span(decision.reason, dim=True)) for decision in merged[-1:] if decision.reason),
        ),
        footer=f"story {notice.story}, now story {story.id}",
    )
    of_merged = unsure.buttons_of_merged(merged[-1]) if merged else ()
    return Message(cards=(card,), buttons=(why_button(delivery), *of_merged))


def reply(story: Story, team: Team, delivery: Delivery, notice: Told, names: Names) -> Message:
    """The short reply to a story message: it names every change since the report that caused it, and pings."""
    place = next((n for n, report in enumerate(story.reports) if report.article.id == delivery.cause), 0)
    rows: list[Line] = []
    for report in story.reports[place:]:
        rows.extend(_change(change, report.article, names) for change in changes(story, report, team.watchlist))
    head = line(Span(f"↳ {clip(headed_by(story).title, 100)}", dim=True))
    return Message(
        lines=(head, *(rows or [line(in_words(delivery.reasons, names))])),
        buttons=(why_button(delivery),),
        ping=team.role,
        reply_to=notice.message,
    )


@dataclass(frozen=True, slots=True)
class Page:
    """One message of a list, and the stories that it tells."""

    message: Message
    stories: tuple[str, ...]


def listing(stories: Sequence[Story], team: Team) -> tuple[Page, ...]:
    """Many stories at once as a series of lists, a line a story with its id; the first message alone pings."""
    pages: list[list[tuple[Story, Line]]] = [[]]
    room = LIST_BUDGET_CHARACTERS
    for story in stories:
        row = _list_row(story)
        size = sum(2 * len(span.text) + len(safe_link(span.url)) for span in row)
        if pages[-1] and size > room:
            pages.append([])
            room = LIST_BUDGET_CHARACTERS
        pages[-1].append((story, row))
        room -= size
    return tuple(_page(page, number, pages, team) for number, page in enumerate(pages, 1) if page)


def _page(page: list[tuple[Story, Line]], number: int, pages: list[list[tuple[Story, Line]]], team: Team) -> Page:
    stories = sum(map(len, pages))
    part = f" ({number} of {len(pages)})" if len(pages) > 1 else ""
    card = Card(title=f"{count(stories, 'story', 'stories')} at once{part}", lines=tuple(row for _, row in page))
    message = Message(cards=(card,), ping=team.role if number == 1 else None)
    return Page(message, tuple(story.id for story, _ in page))


# ---------------------------------------------------------------- parts that the digest shares


def headed_by(story: Story) -> Article:
    """The article that heads a story: its first report, else its first live article, else the seed document."""
    live = [report.article for report in story.reports if not report.article.seed]
    return next((article for article in live if article.genre is None), (*live, story.first)[0])


def novelty(story: Story) -> Novelty:
    """The highest verdict on its live articles."""
    live = [report.comparison.novelty for report in story.reports if not report.article.seed]
    return max(live, default=Novelty.IN_BASELINE)


def coverage(story: Story) -> Line:
    """`new · 11 articles, 2 independent reports`; of a single article `new` alone."""
    total = len(story.reports)
    return line(Span(str(novelty(story)), bold=True), f" · {reported(total, story.independent)}" if total > 1 else "")


def jump(guild: str, notice: Told) -> str:
    """The address of a Discord message; empty for ids that are none of Discord's (a terminal's)."""
    parts = (guild, notice.channel, notice.message)
    return "https://discord.com/channels/" + "/".join(parts) if all(part.isdecimal() for part in parts) else ""


def why_button(delivery: Delivery) -> Button:
    return Button("Why?", action=f"why:{delivery.number}", typed=f"/why delivery {delivery.number}")


# ---------------------------------------------------------------- parts of the story message


def _tone(story: Story) -> str:
    return {Novelty.NEW: "new", Novelty.DEVELOPING: "developing"}.get(novelty(story), "plain")


def _who(story: Story, names: Names) -> Line:
    actors = dict.fromkeys(actor for report in story.reports for actor in report.actors)
    return joined([(Span(names.actors[actor], bold=True),) for actor in actors if actor in names.actors])


def _news(story: Story, watchlist: Watchlist) -> list[Line]:
    """The sentences that prove what is new, oldest first: the beginning and the latest developments.

    They are of the reports that say something new, if possible in the team's languages; else of the first report that
    the team can read.
    """
    live = [report for report in story.reports if not report.article.seed]
    reports = [report for report in live if report.article.genre is None] or live
    telling = [report for report in reports if report.comparison.novelty >= Novelty.DEVELOPING]
    readable = [report for report in telling if may_read(watchlist, report)]
    first_readable = [report for report in reports if may_read(watchlist, report)][:1]
    rows = [row for report in readable or first_readable or telling if (row := _quotes(report))]
    return rows if len(rows) <= MOST_ARTICLES_QUOTED else [rows[0], *rows[1 - MOST_ARTICLES_QUOTED :]]


def _quotes(report: Report) -> Line:
    """The most novel sentences in the order of the text, with their source; the lead where none was quoted."""
    title = report.article.title.strip()  # stands above, so that it proves nothing here
    quoted = (sentence for sentence in report.comparison.adds.sentences if sentence.quoted)
    scored = [sentence for sentence in quoted if sentence.text.strip() != title]
    best = sorted(scored, key=lambda sentence: -sentence.score)[:MOST_SENTENCES_OF_AN_ARTICLE]
    texts = [sentence.text for sentence in scored if sentence in best][:MOST_SENTENCES_OF_AN_ARTICLE]
    if not texts:
        texts = [text] if (text := lead(report.article.text, report.article.language)) else []
    if not texts:
        return ()
    return line("• ", *joined([(Span(quote(text)),) for text in texts], BREAK), " — ", link(report.article))


def _articles(story: Story) -> tuple[Section, ...]:
    """Every article by outlet and link, copies folded under what they copy."""
    copies: dict[str, list[Article]] = {}
    originals: list[Report] = []
    for report in story.reports:
        if report.comparison.copy_of is None:
            originals.append(report)
        else:
            copies.setdefault(report.comparison.copy_of, []).append(report.article)
    rows: list[Line] = []
    for report in originals:
        rows.append(_row(report, story))
        rows.extend(_copies(copies.pop(report.article.id, [])))
    for folded in copies.values():  # of copies, or of articles in other stories
        rows.extend(_copies(folded))
    return (Section("Articles", tuple(rows), "and {n} more articles", of_links=True),)


def _row(report: Report, story: Story) -> Line:
    article = report.article
    late = report.comparison.origin or article.id == story.origin
    mark = "published earlier, the original of the copies: " if late else "known before: " if article.seed else ""
    note = f" · {clip(article.note, 80)}" if article.note else ""
    facts = f" · {appeared(article.published)}{note}{numbered(article)}"
    return line(mark, link(article), Span(facts, dim=True))


def _copies(articles: Sequence[Article]) -> list[Line]:
    groups = [articles[start : start + MOST_COPIES_PER_LINE] for start in range(0, len(articles), MOST_COPIES_PER_LINE)]
    return [
        line("↳ copies: ", *joined([(link(article), Span(numbered(article, " "), dim=True)) for article in group]))
        for group in groups
    ]


def _change(change: Reason, article: Article, names: Names) -> Line:
    if change.code is Telling.FACT_CHANGED:
        return line(Span(of_reason(change, names), bold=True), " — ", link(article))
    if change.code is Telling.FACT_ADDED:
        return line(Span("new: ", bold=True), quote(change["quote"]), " — ", link(article))
    said = clause(change, replace(names, articles={article.id: label(article)}))
    return line(Span(said, bold=True), ": ", Span(headline(article.title), article.url))


def _list_row(story: Story) -> Line:
    head = headed_by(story)
    facts = f" — {outlet(head)} · {novelty(story)} · {count(len(story.reports), 'article')}"
    return line("• ", Span(headline(head.title), head.url), facts, Span(f" · story {story.id}", dim=True))
