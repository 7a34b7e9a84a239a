"""Answers to commands that change something: what was done, what is offered, what is listed. Plain text, unescaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.message import Button, Card, Line, Message, Span
from bot.render.answers import hit
from bot.render.phrases import clip, count, line, moment, section
from watchers.answers import SearchAnswer
from watchers.model import Delivery, Team


def done(*sentences: str) -> Message:
    """What was done, for everybody in the channel; what follows the first sentence stands below it."""
    first, *rest = (sentence for sentence in sentences if sentence)
    lines = (line(Span(first, bold=True)), *(line(sentence) for sentence in rest))
    return Message(cards=(Card(title="", lines=lines),))


def offer(name: str, team: Team, found: SearchAnswer, said: Sequence[str] = ()) -> Message:
    """Nobody of that name is tracked: what the archive has of the name, and the buttons that track it."""
    hits = [hit(each) for each in found.hits]
    preview = "The archive has these articles with that name." if hits else "No article in the archive has that name."
    card = Card(
        title=f"“{clip(name, 100)}” is not tracked yet",
        lines=(*(line(each) for each in said), line(preview)),
        sections=section(count(len(hits), "match", "matches"), hits),
    )
    return Message(cards=(card,), buttons=_track_buttons(name, team), private=True)


def _track_buttons(name: str, team: Team) -> tuple[Button, ...]:
    return tuple(
        Button(
            f"Track as {'a person' if kind == 'person' else 'an organisation'}",
            action=f"{kind}:{team.id}:{name}",
            typed=f"/track add {name} kind:{kind} team:{team.name}",
        )
        for kind in ("person", "organisation")
    )


def team_made(team: Team) -> Message:
    """A new team, and what is still to do before it is told anything."""
    where = "here in the terminal" if team.channel == team.guild else f"in channel {team.channel}"
    return done(f"Team {team.name} is told {where}.", "Its watchlist is empty: /watch add names whom it follows.")


def why_digest(delivery: Delivery, team: str) -> Message:
    """A digest is about a period, not a story."""
    start, end = delivery.period or (delivery.due, delivery.due)
    said = f"{delivery.reason or 'digest'} of team {team}, for {moment(start)} to {moment(end)}"
    return Message(cards=(Card(title="Why", lines=(line(said),), footer=f"delivery {delivery.id}"),), private=True)


def why_list(deliveries: Sequence[Delivery]) -> Message:
    """Each story of a list, with the reason why it was told."""
    told = (line(Span(f"story {each.story}", bold=True), f" — {each.reason}") for each in deliveries)
    return rows("Why these were told", tuple(told), "", more="and {n} more: /why with a story's number")


def names_of(ids: Iterable[str], names: Mapping[str, str]) -> str:
    """Actors by name, in words."""
    return ", ".join(names.get(each, each) for each in ids)


def rows(title: str, lines: Sequence[Line], none: str, *, private: bool = True, more: str = "and {n} more") -> Message:
    """A list under a title, or a sentence where it is empty."""
    card = Card(
        title=title,
        lines=() if lines else (line(none),),
        sections=section(count(len(lines), "entry", "entries"), lines, more),
    )
    return Message(cards=(card,), private=private)
