"""Why a story was told: every stage's verdict on an article, read back from match to delivery.

Reads the archive, decides nothing, shows nothing. `scope` is who asks, as in `watchers.lookups.actor`.
"""

from __future__ import annotations

from watchers.archive import Connection, articles, catalogue, decisions, outbox, stories
from watchers.errors import UnknownThing
from watchers.lookups import background
from watchers.lookups.actor import visible_actors
from watchers.lookups.answers import WhyAnswer, as_json
from watchers.lookups.story import regrouped
from watchers.lookups.visibility import GuildView
from watchers.model import Decision, Delivery, Mention, Source

_OUTCOMES = {"story": "told, ", "edit": "silent edit, ", "reply": "reply, ", "nothing": "not told, "}


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
    view = background.View(names, sight.hidden)
    return WhyAnswer(
        id=thing,
        article=Source.of(report.article),
        story=story_id,
        mentions=tuple(mention_in_words(mention, names[mention.actor]) for mention in mentions),
        comparison=(f"{report.comparison.novelty}: {report.comparison.reason}", *report.comparison.evidence),
        deliveries=deliveries_in_words(archive, story_id, scope),
        decisions=tuple(decision_in_words(teams.get(decision.team, decision.team), decision) for decision in per_team),
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


def mention_in_words(mention: Mention, name: str) -> str:
    """One mention with its rule and what supported or vetoed it."""
    support = f"; {mention.evidence}" if mention.evidence else ""
    return f"{name}: “{mention.surface}” in the {mention.field}, {mention.rule} ({mention.confidence:.2f}{support})"


def delivery_in_words(delivery: Delivery, team: str) -> str:
    """What became of one message: when it was due or told, and why it was sent."""
    what = "edit" if delivery.key.startswith("edit:") else delivery.kind
    because = f" because {delivery.reason}" if delivery.reason else ""
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
    return tuple(delivery_in_words(delivery, teams.get(delivery.team, delivery.team)) for delivery in sent)


def decision_in_words(team: str, decision: Decision | None) -> str:
    """What an article meant for a team when it was recorded; None: the team is younger than the article."""
    if decision is None:
        return f"{team}: it was made after the article came"
    return f"{team}: {_OUTCOMES[decision.outcome]}{decision.reason}"
