"""Why a story was told: every stage's verdict on an article, read back from match to delivery.

Reads the archive, decides nothing, shows nothing. `scope` is who asks, as in `watchers.lookups.actor`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from watchers.archive import Connection, articles, catalogue, decisions, outbox, stories
from watchers.errors import UnknownThing
from watchers.lookups import background
from watchers.lookups.actor import visible_actors
from watchers.lookups.answers import WhyAnswer, as_json
from watchers.lookups.names import names_of
from watchers.lookups.story import regrouped
from watchers.lookups.visibility import GuildView
from watchers.model import Comparison, Decision, Delivery, Mention, Outcome, Source
from watchers.wording.clauses import clause, in_words
from watchers.wording.matching import rule
from watchers.wording.names import Names

_OUTCOMES: Mapping[Outcome, str] = {"story": "told", "edit": "silent edit", "reply": "reply", "nothing": "not told"}


def why_answer(archive: Connection, thing: str, scope: str | None = None) -> WhyAnswer:
    """Every stage's verdict on an article (by its id) or on a story (by its first article), from match to delivery."""
    report, sight = articles.get(archive, thing), GuildView.of(archive, scope)
    if report is None or report.article.feed in sight.hidden:
        raise UnknownThing(f"no article or story {thing!r}: ids stand in every alert and in /search")
    names = {actor.id: actor.name for actor in visible_actors(archive, scope)}
    mentions = [mention for mention in articles.mentions(archive, thing) if mention.actor in names]
    story_id = report.comparison.story or report.article.id
    teams = {team.id: team.name for team in catalogue.teams(archive, scope)}
    per_team = decisions.of_article(archive, report.article.id, scope)
    said = (report.comparison.reason, *report.comparison.evidence)
    view = background.View(names, sight.hidden)
    return WhyAnswer(
        id=thing,
        article=Source.of(report.article),
        story=story_id,
        mentions=mentions_in_words(archive, mentions, names),
        comparison=comparison_in_words(report.comparison, names_of(archive, said)),
        deliveries=deliveries_in_words(archive, story_id, scope),
        decisions=decisions_in_words(archive, teams, per_team),
        regrouped=regrouped(archive, story_id, scope),
        background=background.of_report(archive, report, stories.get(archive, story_id), view),
    )


def visible_delivery(archive: Connection, number: str, scope: str | None = None) -> tuple[Delivery, str]:
    """One message of the outbox with its team's name; UnknownThing where there is none, or it is another server's."""
    message = outbox.get(archive, int(number)) if number.isascii() and number.isdecimal() else None
    teams = {team.id: team.name for team in catalogue.teams(archive, scope)}
    if message is None or (scope is not None and message.team not in teams):
        raise UnknownThing(f"no delivery {number!r}: its number stands in the message's footer")
    return message, teams.get(message.team, message.team)


def mentions_in_words(archive: Connection, mentions: Sequence[Mention], actors: Mapping[str, str]) -> tuple[str, ...]:
    """Each mention with its rule and what supported or vetoed it; `actors` are their names by id."""
    names = names_of(archive, chain.from_iterable(mention.evidence for mention in mentions))
    return tuple(_mention_in_words(mention, actors[mention.actor], names) for mention in mentions)


def _mention_in_words(mention: Mention, name: str, names: Names) -> str:
    support = f"; {in_words(mention.evidence, names)}" if mention.evidence else ""
    return f"{name}: “{mention.surface}” in the {mention.field}, {rule(mention)} ({mention.confidence:.2f}{support})"


def comparison_in_words(comparison: Comparison, names: Names) -> tuple[str, ...]:
    """The verdict with its reason, then its steps."""
    return (
        f"{comparison.novelty}: {clause(comparison.reason, names)}",
        *(clause(step, names) for step in comparison.evidence),
    )


def delivery_in_words(delivery: Delivery, team: str, names: Names) -> str:
    """What became of one message: when it was due or told, and why it was sent."""
    what = "edit" if delivery.edit else delivery.kind
    because = f" because {in_words(delivery.reasons, names)}" if delivery.reasons else ""
    if delivery.status == "done" and delivery.ended_at is not None:
        return f"{team}: {what} told at {as_json(delivery.ended_at)}{because}"
    if delivery.status == "lost":
        return f"{team}: {what} given up: {delivery.note}"
    note = f" ({delivery.note})" if delivery.note else ""
    return f"{team}: {what} due at {as_json(delivery.due)}{because}{note}"


def deliveries_in_words(archive: Connection, story_id: str, scope: str | None) -> tuple[str, ...]:
    """What became of every message about a story to the teams that `scope` may see, a sentence each."""
    teams = {team.id: team.name for team in catalogue.teams(archive, scope)}
    sent = outbox.deliveries_of(archive, story_id, scope)
    names = names_of(archive, chain.from_iterable(delivery.reasons for delivery in sent))
    return tuple(delivery_in_words(delivery, teams.get(delivery.team, delivery.team), names) for delivery in sent)


def decisions_in_words(archive: Connection, teams: Mapping[str, str], decisions: Sequence[Decision]) -> tuple[str, ...]:
    """What an article meant for each team when it was recorded, a sentence each; `teams` are their names by id."""
    names = names_of(archive, chain.from_iterable(decision.reasons for decision in decisions))
    return tuple(
        f"{teams.get(decision.team, decision.team)}: {_OUTCOMES[decision.outcome]}, {in_words(decision.reasons, names)}"
        for decision in decisions
    )
