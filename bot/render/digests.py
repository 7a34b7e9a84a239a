"""The digest, and the rehearsal of a watchlist: what happened, what would have been sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.message import BREAK, Card, Line, Message, Section, Span
from bot.render.alerts import jump
from bot.render.answers import coverage
from bot.render.phrases import count, headline, joined, line, link, moment, outlet, quote, section
from watchers.telling.digest import Digest, Item
from watchers.telling.rehearse import Rehearsal, Rehearsed

OUTLETS_SHOWN = 4
MESSAGES_SHOWN = 30


def digest(shown: Digest, names: Mapping[str, str]) -> Message:
    """Stories by weight with a sentence or two each; those told already in a line with a link; always its coverage."""
    card = Card(
        title=f"Digest for {shown.team.name}",
        lines=(
            line(Span(f"{moment(shown.start)} to {moment(shown.end)}", dim=True)),
            line(Span(_summary(shown), bold=True)),
            *filter(None, (_below(shown),)),
            coverage(shown.coverage),
        ),
        sections=(
            *section("Not told yet", (_fresh(item, names) for item in shown.fresh), "and {n} more: /search finds them"),
            *section("Told already", (_told(item, shown) for item in shown.told), "and {n} more told already"),
        ),
        tone="plain" if shown.empty else "developing",
    )
    return Message(cards=(card,))


def rehearsal(shown: Rehearsal) -> Message:
    """What a watchlist would have sent."""
    replies = sum(each.reply for each in shown.messages)
    stories = len(shown.messages) - replies
    sent = (count(stories, "story message"), count(replies, "reply", "replies"), count(shown.edits, "silent edit"))
    card = Card(
        title="What this watchlist would have sent",
        lines=(
            line(Span(f"{moment(shown.start)} to {moment(shown.end)}", dim=True)),
            line(Span(", ".join(sent), bold=True), f"; {count(shown.passed_over, 'article')} passed over"),
        ),
        sections=_replayed(shown.messages),
    )
    return Message(cards=(card,), private=True)


def _summary(shown: Digest) -> str:
    if shown.empty:
        return "Nothing new."
    fresh, told = len(shown.fresh), len(shown.told)
    return f"{count(fresh + told, 'story', 'stories')} with something new: {fresh} not told yet, {told} told already"


def _below(shown: Digest) -> Line:
    if not shown.below_stories:
        return ()
    stories = count(shown.below_stories, "more story", "more stories")
    least = shown.team.watchlist.minimum_novelty
    return line(f"{stories} ({count(shown.below_articles, 'article')}) brought nothing {least} or newer.")


def _fresh(item: Item, names: Mapping[str, str]) -> Line:
    reports = f"{count(item.articles, 'article')}, {count(item.independent, 'independent report')}"
    who = joined([(Span(names[actor]),) for actor in item.actors if actor in names])
    facts = (Span(f" · {item.novelty} · {reports} · story {item.story}", dim=True),)
    quotes = [part for text in item.sentences for part in (BREAK, Span(quote(text)))]
    about = (BREAK, *who, Span(f" · {_outlets(item)}")) if who else (BREAK, Span(_outlets(item)))
    return line("• ", Span(headline(item.head.title), item.head.url), *facts, *quotes, *about)


def _outlets(item: Item) -> str:
    rest = len(item.outlets) - OUTLETS_SHOWN
    shown = ", ".join(item.outlets[:OUTLETS_SHOWN]) or outlet(item.head)
    return f"{shown} and {rest} more" if rest > 0 else shown


def _told(item: Item, shown: Digest) -> Line:
    """One line that leads to the message where the story was told; to its article where that is no link."""
    address = jump(shown.team.guild, item.told) if item.told else ""
    facts = f" · {item.novelty} · {count(item.articles, 'article')} · story {item.story}"
    return line("• ", Span(headline(item.head.title), address or item.head.url), Span(facts, dim=True))


def _replayed(messages: Sequence[Rehearsed]) -> tuple[Section, ...]:
    rows = [
        line(
            Span(moment(each.at), bold=True),
            " reply: " if each.reply else " ",
            Span(headline(each.article.title), each.article.url),
            f" — {each.reason} · ",
            link(each.article),
        )
        for each in messages[-MESSAGES_SHOWN:]
    ]
    return section(f"Messages (the last {len(rows)})" if len(messages) > len(rows) else "Messages", rows)
