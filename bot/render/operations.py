"""Answers about the program's own work: why and why not, health, feeds, teams, watchlists, help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.message import Card, Line, Message, Span
from bot.render import background
from bot.render.phrases import (
    appeared,
    asides_go,
    count,
    decisions_section,
    feed_name,
    headline,
    line,
    link,
    moment,
    section,
)
from watchers.lookups.answers import StatusAnswer, WhyAnswer, WhyNotAnswer
from watchers.model import ClockAhead, EncoderState, FeedState, NotRecorded, Team
from watchers.text import credentials

# by the URL and the server of a feed: how many articles made the program fail, why the newest did
SetAside = Mapping[tuple[str, str | None], tuple[int, str]]
NOTHING_SET_ASIDE: SetAside = MappingProxyType({})
MOST_BACKGROUND_LINES = 6  # of each kind

STAGE_SENTENCES = {
    "feed": "no feed carries it",
    "fetch": "its feed could not be read",
    "set aside": "it made the program fail and was set aside",
    "match": "nobody on a watchlist was recognised in it",
    "compare": "it says nothing new",
    "watchlist": "no watchlist wants it",
    "delivery": "its message is still under way or was lost",
    "told": "it was told",
}


def why(answer: WhyAnswer) -> Message:
    """Each stage's verdict, from match to delivery, with what was known before."""
    article, history = answer.article, answer.background
    card = Card(
        title=f"Why: {headline(article.title)}",
        url=article.url,
        lines=(line(link(article), Span(f" · {appeared(article.published)} · {article.id}", dim=True)),),
        sections=(
            *section("Who is mentioned", (line(mention) for mention in answer.mentions)),
            *section("What is new about it", (line(sentence) for sentence in answer.comparison)),
            *section(
                "For the first time", (*background.firsts(history, MOST_BACKGROUND_LINES), *background.voices(history))
            ),
            *section("Figures that differ", background.figures(history.figures, MOST_BACKGROUND_LINES)),
            *section(
                "What was known",
                (
                    *background.recurrences(history, MOST_BACKGROUND_LINES),
                    *background.last_times(history, MOST_BACKGROUND_LINES),
                ),
            ),
            *decisions_section(answer.regrouped, answer.story),
            *section("What it meant for each team", (line(decision) for decision in answer.decisions)),
            *section("Who was told", (line(delivery) for delivery in answer.deliveries)),
        ),
        footer=f"story {answer.story}",
    )
    return Message(cards=(card,), private=True)


def whynot(answer: WhyNotAnswer) -> Message:
    """The first stage that stopped it, and what would change that."""
    card = Card(
        title="Why not",
        url=answer.url,
        lines=(
            line(answer.url),
            line(Span(STAGE_SENTENCES.get(answer.stopped_at, answer.stopped_at), bold=True)),
            *(line(sentence) for sentence in answer.explanation),
        ),
    )
    return Message(cards=(card,), private=True)


def status(answer: StatusAnswer) -> Message:
    """Deliveries and feeds, counted since the archive began."""
    sent, polled = answer.deliveries, answer.feeds
    faults = answer.clock, answer.recording, answer.set_aside, answer.encoder and answer.encoder.fault
    ill = sent.lost or polled.failing or any(faults)
    card = Card(
        title="Health",
        lines=(
            line(
                Span("deliveries: ", bold=True),
                f"{sent.delivered} delivered, {sent.late} late, {sent.repeated} repeated, "
                f"{sent.lost} lost, {sent.waiting} waiting",
            ),
            line(
                Span("feeds: ", bold=True),
                f"{polled.reached} reached, {polled.failing} failing, {polled.silent} silent",
            ),
            *_not_recorded(answer.recording),
            *_clock(answer.clock),
            *([_set_aside(answer.set_aside)] if answer.set_aside else ()),
            *_encoder(answer.encoder),
        ),
        footer=f"actorwatch {answer.version}",
        tone="warning" if ill else "plain",
    )
    return Message(cards=(card,))


def _encoder(state: EncoderState | None) -> Iterable[Line]:
    if state is not None:
        off = "articles are not compared by what they mean (ACTORWATCH_MEANING=off)"
        works = off if state.name == "off" else f"articles are compared by the sentence encoder {state.name}"
        yield line(Span("meaning: ", bold=True), f"{state.fault or works + '.'}")


def _not_recorded(fault: NotRecorded | None) -> Iterable[Line]:
    if fault is not None:
        since = f" (since {moment(fault.since)})" if fault.since else ""
        yield line(Span("recording: ", bold=True), f"nothing new is recorded{since}: {fault.why}. Nothing is lost yet.")


def _clock(ahead: ClockAhead | None) -> Iterable[Line]:
    if ahead is not None:
        lie = "lay" if ahead.mended else "lies" if ahead.times == 1 else "lie"
        became = f"; on {moment(ahead.noticed)} they were put right" if ahead.mended else ""
        times = f"{count(ahead.times, 'time')} in the archive {lie} in the future"
        sentence = f"{times}, up to {moment(ahead.furthest)}: the machine's clock was ahead"
        yield line(Span("clock: ", bold=True), f"{sentence}{became}.")


def _set_aside(articles: int) -> Line:
    return line(
        Span("articles: ", bold=True),
        f"{articles} made the program fail and {'is' if articles == 1 else 'are'} set aside; "
        "/feeds health says of which feeds, /whynot with an address says why",
    )


def feeds(
    states: Sequence[FeedState],
    now: datetime,
    fault: NotRecorded | None = None,
    set_aside: SetAside = NOTHING_SET_ASIDE,
    guild: str | None = None,
) -> Message:
    """Every feed with its health, those in trouble first; before them, why nothing of any can be recorded.

    `guild` is the server that looks; None: the operator, who is also shown whose own a feed is.
    """

    def ill(state: FeedState) -> bool:
        return bool(state.error or state.stopped or _aside(state, set_aside)[0])

    ordered = sorted(states, key=lambda state: (not ill(state), state.feed.title or state.feed.url))
    rows = [(*_feed(state, now, guild), *_failed(*_aside(state, set_aside))) for state in ordered]
    none = line("No feed is polled; add one with /feeds add or in config/feeds.toml.")
    card = Card(
        title="Feeds",
        lines=(*_not_recorded(fault), *(() if rows else (none,))),
        sections=section(count(len(rows), "feed"), rows),
        tone="warning" if fault or any(map(ill, states)) else "plain",
    )
    return Message(cards=(card,))


def feeds_json(states: Sequence[FeedState], set_aside: SetAside = NOTHING_SET_ASIDE) -> list[dict[str, object]]:
    """Every feed with its health, for scripts: one object a feed; times ISO 8601 in UTC, an unknown one null."""
    return [
        {
            "url": state.feed.address,
            "title": state.feed.title,
            "language": state.feed.language,
            "tags": list(state.feed.tags),
            "reached": _iso(state.reached_at),
            "last_entry": _iso(state.last_entry),
            "next_check": _iso(state.next_check),
            "failures": state.failures,
            "error": state.error or None,
            "stopped": state.stopped or None,
            "set_aside": _aside(state, set_aside)[0],
            "origin": state.origin,
            "server": state.feed.guild,
        }
        for state in states
    ]


def team(team: Team, names: Mapping[str, str], next_digest: datetime | None = None) -> Message:
    """A team with its watchlist and hours."""
    quiet = team.quiet_hours
    hours = f"{quiet.start:%H:%M} to {quiet.end:%H:%M} ({team.timezone})" if quiet else "none"
    due = f", next {moment(next_digest)}" if next_digest else ""
    facts = (
        line(
            Span("channel: ", bold=True),
            team.channel,
            f", pings role {team.role}" if team.role else ", pings nobody",
        ),
        line(Span("time zone: ", bold=True), team.timezone),
        line(Span("quiet hours: ", bold=True), hours),
        line(Span("digest: ", bold=True), (team.digest or "none") + due),
        line(Span("paused until ", bold=True), moment(team.paused_until)) if team.paused_until else (),
    )
    where = "declared in config/teams.toml; change it there" if team.origin == "file" else "made with /team create"
    card = Card(
        title=f"Team {team.name}",
        lines=tuple(filter(None, facts)),
        sections=section("Watchlist", _watchlist(team, names)),
        footer=where,
    )
    return Message(cards=(card,), private=True)


def watchlist(teams: Sequence[Team], names: Mapping[str, str]) -> Message:
    """What each of the teams follows."""
    none = line("No team here yet; make one with /team create.")
    sections = tuple(part for team in teams for part in section(team.name, _watchlist(team, names)))
    return Message(cards=(Card(title="Watchlists", lines=() if teams else (none,), sections=sections),), private=True)


def help_(commands: Sequence[tuple[str, str]]) -> Message:
    """The commands by their path (`team create`), each with what it does."""
    rows = tuple(line(Span(f"/{path}", bold=True), f" — {says}") for path, says in commands)
    intro = line("Tells a team once per development what is new about the people and organisations it follows.")
    return Message(cards=(Card(title="actorwatch", lines=(intro,), sections=section("Commands", rows)),), private=True)


def note(text: str, tone: str = "plain") -> Message:
    """One sentence as an answer for the requester alone; for errors the tone is `warning`."""
    return Message(cards=(Card(title="", lines=(line(text),), tone=tone),), private=True)


# ---------------------------------------------------------------- parts


def _watchlist(team: Team, names: Mapping[str, str]) -> list[Line]:
    watchlist = team.watchlist
    rows = [
        ("actors", [names.get(actor, actor) for actor in watchlist.actors]),
        ("feeds", list(map(credentials.shown, watchlist.feeds))),
        ("tags", list(watchlist.tags)),
        ("languages", list(watchlist.languages)),
    ]
    lines = [line(Span(f"{name}: ", bold=True), ", ".join(values)) for name, values in rows if values]
    if not (watchlist.actors or watchlist.feeds or watchlist.tags):
        return [line("empty, so nothing is told; add an actor, feed or tag with /watch add")]
    return [
        *lines,
        line(Span("minimum novelty: ", bold=True), str(watchlist.minimum_novelty)),
        line(Span("passing mentions, opinion, round-ups, live blogs: ", bold=True), asides_go(team)),
    ]


def _feed(state: FeedState, now: datetime, guild: str | None) -> Line:
    feed = state.feed
    name = feed_name(state)
    if state.stopped:
        condition = Span(f" stopped: {state.stopped}", bold=True)
    elif state.error:
        condition = Span(f" failing ({count(state.failures, 'time')} in a row): {state.error}", bold=True)
    elif state.reached_at is None:
        condition = Span(" not reached yet")
    else:
        condition = Span(f" reached {moment(state.reached_at)}", dim=True)
    whose = f"server {feed.guild}" if feed.guild and feed.guild != guild else ""
    facts = [feed.language or "", *feed.tags, state.slower, whose]
    silent = ""
    if state.last_entry and state.rhythm and now - state.last_entry > 5 * state.rhythm:
        silent = f" · silent since {moment(state.last_entry)}"
    tail = "".join(f" · {fact}" for fact in facts if fact)
    return line(*name, condition, silent, Span(tail, dim=True))


def _aside(state: FeedState, set_aside: SetAside) -> tuple[int, str]:
    return set_aside.get((state.feed.url, state.feed.guild), (0, ""))


def _failed(articles: int, reason: str) -> Line:
    """How many articles of a feed made the program fail, and why the newest did; empty for none."""
    return line(Span(f" · {count(articles, 'article')} set aside: {reason}", bold=True)) if articles else ()


def _iso(at: datetime | None) -> str | None:
    return None if at is None else moment(at)
