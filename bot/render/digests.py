"""The digest, and the rehearsal of a watchlist: what happened, what would have been sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.message import BREAK, Card, Line, Message, Section, Span
from bot.render.alerts import jump
from bot.render.answers import coverage
from bot.render.phrases import count, headline, joined, line, link, moment, outlet, quote, reported, section
from watchers.reasons import Telling
from watchers.telling.digest import Digest, Item
from watchers.telling.rehearse import Rehearsal, Rehearsed
from watchers.wording.changes import shown
from watchers.wording.clauses import in_words
from watchers.wording.names import Names
from watchers.wording.telling import ASIDES

MOST_OUTLETS_NAMED = 4
MOST_CHANGES_NAMED = 3  # of a story
MOST_MESSAGES_SHOWN = 30


def digest(digest: Digest, names: Mapping[str, str]) -> Message:
    """Stories by weight with a sentence or two each; those told already in a line with a link; always its coverage."""
    card = Card(
        title=f"Digest for {digest.team.name}",
        lines=(
            line(Span(f"{moment(digest.start)} to {moment(digest.end)}", dim=True)),
            line(Span(_summary(digest), bold=True)),
            *filter(None, (_below(digest),)),
            coverage(digest.coverage),
        ),
        sections=(
            *section(
                "Not told yet", (_untold_row(item, names) for item in digest.fresh), "and {n} more: /search finds them"
            ),
            *section("Told already", (_told_row(item, digest) for item in digest.told), "and {n} more told already"),
        ),
        tone="plain" if digest.empty else "developing",
    )
    return Message(cards=(card,))


def rehearsal(rehearsal: Rehearsal, names: Names) -> Message:
    """What a watchlist would have sent."""
    replies = sum(message.reply for message in rehearsal.messages)
    stories = len(rehearsal.messages) - replies
    sent = (count(stories, "story message"), count(replies, "reply", "replies"), count(rehearsal.edits, "silent edit"))
    card = Card(
        title="What this watchlist would have sent",
        lines=(
            line(Span(f"{moment(rehearsal.start)} to {moment(rehearsal.end)}", dim=True)),
            line(Span(", ".join(sent), bold=True), f"; {count(rehearsal.passed_over, 'article')} passed over"),
        ),
        sections=_replayed(rehearsal.messages, names),
    )
    return Message(cards=(card,), private=True)


def _summary(digest: Digest) -> str:
    if digest.empty:
        return "Nothing new."
    untold_count, told_count = len(digest.fresh), len(digest.told)
    stories = count(untold_count + told_count, "story", "stories")
    return f"{stories} with something new: {untold_count} not told yet, {told_count} told already"


def _below(digest: Digest) -> Line:
    if not digest.below_stories:
        return ()
    stories = count(digest.below_stories, "more story", "more stories")
    least = digest.team.watchlist.minimum_novelty
    return line(f"{stories} ({count(digest.below_articles, 'article')}) brought nothing {least} or newer.")


def _untold_row(item: Item, names: Mapping[str, str]) -> Line:
    reports = reported(item.articles, item.independent)
    who = joined([(Span(names[actor]),) for actor in item.actors if actor in names])
    kind = ASIDES[Telling(item.aside[0].code)] if item.aside else item.novelty
    facts = (Span(f" · {kind} · {reports} · story {item.story}", dim=True),)
    changes = (BREAK, Span(_changes(item), bold=True)) if item.changes else ()
    quotes = [part for text in item.sentences for part in (BREAK, Span(quote(text)))]
    about = (BREAK, *who, Span(f" · {_outlets(item)}")) if who else (BREAK, Span(_outlets(item)))
    return line("• ", Span(headline(item.head.title), item.head.url), *facts, *changes, *quotes, *about)


def _outlets(item: Item) -> str:
    more = len(item.outlets) - MOST_OUTLETS_NAMED
    names = ", ".join(item.outlets[:MOST_OUTLETS_NAMED]) or outlet(item.head)
    return f"{names} and {more} more" if more > 0 else names


def _told_row(item: Item, digest: Digest) -> Line:
    """One line that leads to the message where the story was told; to its article where that is no link."""
    address = jump(digest.team.guild, item.told) if item.told else ""
    facts = f" · {item.novelty} · {count(item.articles, 'article')} · story {item.story}"
    changes = (BREAK, Span(_changes(item), bold=True)) if item.changes else ()
    return line("• ", Span(headline(item.head.title), address or item.head.url), Span(facts, dim=True), *changes)


def _changes(item: Item) -> str:
    return " · ".join(shown(change) for change in item.changes[:MOST_CHANGES_NAMED])


def _replayed(messages: Sequence[Rehearsed], names: Names) -> tuple[Section, ...]:
    rows = [
        line(
            Span(moment(message.at), bold=True),
            " reply: " if message.reply else " ",
            Span(headline(message.article.title), message.article.url),
            f" — {in_words(message.reasons, names)} · ",
            link(message.article),
        )
        for message in messages[-MOST_MESSAGES_SHOWN:]
    ]
    return section(f"Messages (the last {len(rows)})" if len(messages) > len(rows) else "Messages", rows)
