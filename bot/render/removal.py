"""What deletes or merges asks first: what would be lost, and what confirms it, as a button and as a line to type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.message import Button, Card, Message, Span
from bot.render.phrases import clip, count, line
from watchers.model import Actor, FeedState, Team


@dataclass(frozen=True, slots=True)
class Removal:
    """What is asked: the command, its required values as a button holds them, the line to type, the button's label."""

    command: str
    values: tuple[str, ...]
    typed: str
    label: str


def confirmation(removal: Removal, *sentences: str) -> Message:
    """The question before a loss, for the requester alone, with the button that does it.

    The first of the sentences says what would happen, the others what would be lost; empty ones vanish.
    """
    first, *further = (sentence for sentence in sentences if sentence)
    typed = f"{removal.typed} confirm:yes"
    action = ":".join(("yes", removal.command.replace(" ", "-"), *removal.values))
    lines = (
        line(Span(first, bold=True)),
        *(line(sentence) for sentence in further),
        line(f"Nothing was changed yet. To do it: {typed}"),
    )
    return Message(
        cards=(Card(title="", lines=lines, tone="warning"),),
        buttons=(Button(removal.label, action=action, typed=typed),),
        private=True,
    )


def actor(actor: Actor, typed: str, watching: Sequence[Team], articles: int) -> Message:
    """What is lost with an actor: `watching` are the teams on whose watchlists it is, `articles` those that name it."""
    removal = Removal("track remove", (actor.id,), f"/track remove name:{typed}", f"Remove {clip(actor.name, 60)}")
    contents = [count(len(actor.aliases), "name")]
    contents += [count(len(actor.titles), "title")] if actor.titles else []
    contents += [count(len(actor.exclude), "exclusion")] if actor.exclude else []
    return confirmation(
        removal,
        f"This would remove {actor.name} with {', '.join(contents)}.",
        f"The archive has {count(articles, 'article')} with them: these stay, and new ones are recognised no longer.",
        _watchlists("It", watching),
        *(_effect_on_team(team, actor.id) for team in watching),
    )


def team(team: Team, names: Mapping[str, str], typed: str) -> Message:
    """What is lost with a team; `names` are the actors' by id."""
    watchlist = team.watchlist
    parts = [
        count(len(watchlist.actors), "actor"),
        count(len(watchlist.feeds), "feed"),
        count(len(watchlist.tags), "tag"),
    ]
    who = ", ".join(names.get(actor, actor) for actor in watchlist.actors[:10])
    return confirmation(
        Removal("team delete", (team.id,), f"/team delete team:{typed}", f"Delete {clip(team.name, 60)}"),
        f"This would delete team {team.name}, which would be told nothing more in channel {team.channel}.",
        f"Lost would be its watchlist ({', '.join(parts)}){f': {who}' if who else ''}.",
        f"So would its digest: {team.digest} ({team.timezone})." if team.digest else "",
        "Messages that were sent stay.",
    )


def feed(state: FeedState, watching: Sequence[Team]) -> Message:
    """What is lost with a feed; `watching` are the teams whose watchlists name it."""
    label = f"Remove {clip(state.feed.label, 60)}"
    return confirmation(
        Removal("feeds remove", (state.number,), f"/feeds remove feed:{state.number}", label),
        f"This would stop polling {state.feed.label} ({state.feed.address}).",
        _watchlists("It", watching),
        "Its articles stay in the archive.",
    )


def _watchlists(subject: str, teams: Sequence[Team]) -> str:
    names = ", ".join(team.name for team in teams)
    return f"{subject} would leave the {'watchlist' if len(teams) == 1 else 'watchlists'} of {names}." if teams else ""


def _effect_on_team(team: Team, actor: str) -> str:
    """What a team is told from now on when its only actor goes; empty where it has others."""
    watchlist = team.watchlist
    if watchlist.actors != (actor,):
        return ""
    if watchlist.feeds or watchlist.tags:
        return f"Team {team.name} would have no actor left, and so be told every story of its feeds and tags."
    return f"Team {team.name} would have nobody left to follow, and so be told nothing."
