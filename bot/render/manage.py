"""Answers to commands that change something: what was done, what is offered, what is listed. Plain text, unescaped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.message import BREAK, Button, Card, Line, Message, Span
from bot.render.answers import hit
from bot.render.phrases import appeared, asides_go, clip, count, feed_name, joined, line, link, moment, section
from watchers.lookups.answers import SearchAnswer
from watchers.model import Actor, Delivery, Feed, FeedState, Source, Team, Variant
from watchers.polling.probe import Checked
from watchers.telling.schedule import parse_zone
from watchers.text import credentials
from watchers.wording.clauses import in_words
from watchers.wording.names import Names

MOST_UNDO_BUTTONS = 5


def done(*sentences: str, undo: int | None = None) -> Message:
    """What was done, for everybody in the channel; what follows the first sentence stands below it.

    `undo` is the number of the change, which a button takes back.
    """
    first, *further = (sentence for sentence in sentences if sentence)
    lines = (line(Span(first, bold=True)), *(line(sentence) for sentence in further))
    return Message(cards=(Card(title="", lines=lines),), buttons=undo_button(undo))


def undo_button(change: int | None) -> tuple[Button, ...]:
    """The button that takes a change back, or none."""
    return (Button("Undo", action=f"undo:c{change}", typed=f"/undo {change}"),) if change is not None else ()


def undoable(changes: Sequence[tuple[int, str, datetime]]) -> Message:
    """The changes that can still be undone (number, what was done, when), the newest with a button each."""
    lines = [
        line(Span(f"{number}. {sentence}", bold=True), Span(f" · {moment(at)}", dim=True))
        for number, sentence, at in changes
    ]
    buttons = [
        replace(button, label=f"Undo {number}")
        for number, *_ in changes[:MOST_UNDO_BUTTONS]
        for button in undo_button(number)
    ]
    return replace(rows("What can be undone", lines, "Nothing of the last day can be undone."), buttons=tuple(buttons))


def offer(
    name: str, team: Team, answer: SearchAnswer, near: Sequence[Actor] = (), notes: Sequence[str] = ()
) -> Message:
    """Nobody of exactly that name is tracked: who has one like it, what the archive has of it, and what can be done."""
    hits = [hit(search_hit) for search_hit in answer.hits]
    question = f"Did you mean {' or '.join(actor.name for actor in near)}?" if near else ""
    preview = "The archive has these articles with that name." if hits else "No article in the archive has that name."
    card = Card(
        title=f"“{clip(name, 100)}” is not tracked yet",
        lines=(*(line(note) for note in notes), line(Span(question, bold=True)), line(preview)),
        sections=section(count(len(hits), "match", "matches"), hits),
    )
    return Message(cards=(card,), buttons=(*_watch_buttons(near, team), *_track_buttons(name, team)), private=True)


def _watch_buttons(near: Sequence[Actor], team: Team) -> tuple[Button, ...]:
    return tuple(
        Button(
            f"Watch {clip(actor.name, 60)}",
            action=f"watch:{team.id}:{actor.id}",
            typed=f"/watch add {actor.id} team:{team.name}",
        )
        for actor in near
    )


def _track_buttons(name: str, team: Team) -> tuple[Button, ...]:
    return tuple(
        Button(
            f"Track as {'a person' if kind == 'person' else 'an organisation'}",
            action=f"{kind}:{team.id}:{name}",
            typed=f"/track add {name} kind:{kind} team:{team.name}",
        )
        for kind in ("person", "organisation")
    )


def team_made(team: Team, lacking: str) -> Message:
    """A new team, and what is still to do before it is told anything."""
    there = f"https://discord.com/channels/{team.guild}/{team.channel}" if team.channel.isdecimal() else ""
    notes = (
        "Its watchlist is empty: /watch add names whom it follows.",
        f"Passing mentions, opinion, round-ups and live blogs {asides_go(team)}.",
        _permissions(lacking),
    )
    head = line(Span(f"Team {team.name} is told in channel ", bold=True), Span(team.channel, there))
    return Message(cards=(Card(title="", lines=(head, *(line(note) for note in notes if note))),))


def team_changed(message: Message, lacking: str, undo: int) -> Message:
    """A team as it is now, for everybody in the channel, and what the bot lacks to tell it."""
    note = _permissions(lacking)
    return replace(
        message, private=False, lines=(line(Span(note, bold=True)),) if note else (), buttons=undo_button(undo)
    )


def _permissions(lacking: str) -> str:
    return f"The bot cannot post there yet: grant it {lacking} in the channel's settings." if lacking else ""


def digest_scheduled(team: Team, schedule: str, due: datetime | None) -> Message:
    """When a team gets its digest, and the next one in its own time and in UTC."""
    if due is None:
        return done(f"Team {team.name} gets a digest: {schedule}.", "No such time comes before the calendar ends.")
    local = due.astimezone(parse_zone(team.timezone))
    return done(
        f"Team {team.name} gets a digest: {schedule} ({team.timezone}).",
        f"The next one comes on {local:%Y-%m-%d at %H:%M}, which is {moment(due)}.",
    )


def why_digest(delivery: Delivery, team: str, names: Names) -> Message:
    """Why a digest was sent: its reason, its team and its period."""
    start, end = delivery.period or (delivery.due, delivery.due)
    sentence = f"{in_words(delivery.reasons, names) or 'digest'} of team {team}, for {moment(start)} to {moment(end)}"
    return Message(
        cards=(Card(title="Why", lines=(line(sentence),), footer=f"delivery {delivery.number}"),), private=True
    )


def why_list(deliveries: Sequence[Delivery], names: Names) -> Message:
    """Each story of a list, with the reason why it was told."""
    stories = (
        line(Span(f"story {delivery.story}", bold=True), f" — {in_words(delivery.reasons, names)}")
        for delivery in deliveries
    )
    return rows("Why these were told", tuple(stories), "", more="and {n} more: /why with a story's number")


def actors(tracked: Sequence[Actor], added_for_all: Collection[str]) -> Message:
    """Everybody who is tracked: those of this server first. `added_for_all`: the ids of those added at the terminal."""
    ordered = sorted(tracked, key=lambda actor: (actor.guild is None, actor.name.casefold()))
    lines = [
        line(Span(actor.name, bold=True), Span(f" · {actor.kind} · {_where(actor, added_for_all)}", dim=True))
        for actor in ordered
    ]
    return rows("Tracked", lines, "Nobody is tracked yet; add somebody with /track add.")


def _where(actor: Actor, added_for_all: Collection[str]) -> str:
    if actor.guild is not None:
        return "added here"
    return "added at the terminal" if actor.id in added_for_all else "declared in config/actors.toml"


def tracked(actor: Actor, added_for_all: Collection[str]) -> Message:
    """One actor with all by which it is found. `added_for_all`: the ids of those added at the terminal."""
    where = _where(actor, added_for_all)
    parts = (
        ("names", [alias.text + (" (in context)" if alias.strength == "context" else "") for alias in actor.aliases]),
        ("titles", actor.titles),
        ("context", actor.context),
        ("not meant", actor.exclude),
    )
    card = Card(
        title=f"{actor.name} ({actor.kind})",
        lines=tuple(line(Span(f"{name}: ", bold=True), ", ".join(values)) for name, values in parts if values),
        footer=f"{where}; change it {'there' if actor.guild is None else 'with /track edit'}",
    )
    return Message(cards=(card,), private=True)


def feeds(states: Sequence[FeedState], guild: str | None = None) -> Message:
    """Every feed with its language, tags and where it was declared, as the server sees it; None: the operator."""
    ordered = sorted(states, key=lambda state: (state.origin == "file", state.feed.label.casefold()))
    lines = []
    for state in ordered:
        feed = state.feed
        stopped = "stopped" if state.stopped else ""
        facts = (feed.language or "", ", ".join(feed.tags), stopped, _where_declared(state, guild))
        lines.append(line(*feed_name(state), Span("".join(f" · {fact}" for fact in facts if fact), dim=True)))
    return rows("Feeds", lines, "No feed is polled; add one with /feeds add or in config/feeds.toml.")


def _where_declared(state: FeedState, guild: str | None) -> str:
    if state.origin == "file":
        return "declared in config/feeds.toml"
    if state.feed.guild == guild:
        return "added here"
    return f"added on server {state.feed.guild}" if state.feed.guild else "added for every server"


def feed_added(feed: Feed, probe: Checked, *, again: bool) -> Message:
    """A feed that is polled from now on: what it says of itself, and what else its page offers."""
    newest = f", the newest of {appeared(probe.newest)}" if probe.newest else ""
    page = f"It is the feed of the page {credentials.shown(probe.page)}." if probe.page else ""
    further_feeds = (
        f"The page links to others too: {', '.join(map(credentials.shown, probe.others))}." if probe.others else ""
    )
    language = "" if feed.language else "It states no language; /feeds add with language:.. says it."
    verb = "was changed" if again else "is polled from now on"
    return done(
        f"{feed.label} {verb}.",
        f"{feed.address} has {count(probe.entries, 'entry', 'entries')}{newest}.",
        *(sentence for sentence in (page, further_feeds, language) if sentence),
    )


def feeds_imported(added: int, already_followed: int, unusable: int) -> Message:
    """What a list of feeds brought."""
    return done(
        f"{count(added, 'feed')} of the list {'is' if added == 1 else 'are'} polled from now on.",
        f"{already_followed} were followed already." if already_followed else "",
        f"{unusable} have addresses that cannot be polled." if unusable else "",
        "/feeds health shows how their first polls went.",
    )


def spellings(
    variants: Sequence[tuple[Variant, str, Sequence[Source]]],
    total: int,
    notes: Sequence[str],
    undo: int | None,
    names: Names,
) -> Message:
    """Spellings under review: each with its actor's name, its evidence and where it was found."""
    lines = [
        line(
            Span(f"{variant.id}. “{variant.surface}”", bold=True),
            f" for {name}: {in_words(variant.evidence, names)}",
            *_found_in(cited),
        )
        for variant, name, cited in variants
    ]
    none = line("No spelling waits for a decision.")
    more = f" ({len(lines)} of {total} shown)" if total > len(lines) else ""
    card = Card(
        title="Spellings under review",
        lines=(*(line(Span(note, bold=True)) for note in notes), *(() if lines else (none,))),
        sections=section(count(total, "spelling") + more, lines),
    )
    buttons = (
        Button(
            f"{label} {variant.id}", action=f"{action}:v{variant.id}", typed=f"/variants review {action}:{variant.id}"
        )
        for variant, _, _ in variants
        for label, action in (("Confirm", "confirm"), ("Reject", "reject"))
    )
    return Message(cards=(card,), buttons=(*buttons, *undo_button(undo)), private=True)


def _found_in(cited: Sequence[Source]) -> Line:
    return line(BREAK, "↳ ", *joined([(link(source),) for source in cited])) if cited else ()


def usage(path: str, says: str, values: Sequence[tuple[str, str, bool]]) -> Message:
    """One command with the values that it takes: name, what it says, whether it is required."""
    lines = [
        line(Span(name, bold=True), "" if needed else " (optional)", f" — {text}") for name, text, needed in values
    ]
    card = Card(title=f"/{path}", lines=(line(says),), sections=section("Values", lines))
    return Message(cards=(card,), private=True)


def rows(title: str, lines: Sequence[Line], none: str, *, private: bool = True, more: str = "and {n} more") -> Message:
    """A list under a title, or a sentence where it is empty."""
    card = Card(
        title=title,
        lines=() if lines else (line(none),),
        sections=section(count(len(lines), "entry", "entries"), lines, more),
    )
    return Message(cards=(card,), private=private)
