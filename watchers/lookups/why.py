"""Why a story was told: every stage's verdict on an article, read back from match to delivery.

Reads the archive as the connection's viewer, decides nothing, shows nothing.
"""

from __future__ import annotations

from watchers.archive import Connection, articles, catalogue, decisions, outbox, stories
from watchers.errors import UnknownThing
from watchers.lookups import background
from watchers.lookups.answers import WhyAnswer, as_json
from watchers.lookups.story import article_id, regrouped
from watchers.model import Decision, Delivery, Mention, Source

_OUTCOMES = {"story": "told, ", "edit": "silent edit, ", "reply": "reply, ", "nothing": "not told, "}


def why_answer(archive: Connection, thing: str) -> WhyAnswer:
    """Every stage's verdict on an article (by its id) or on a story (by its first article), from match to delivery."""
    thing = article_id(thing)
    report = articles.get(archive, thing)
    if report is None:
        raise UnknownThing(f"no article or story {thing!r}: ids stand in every alert and in /search")
    names = {actor.id: actor.name for actor in catalogue.actors(archive)}
    mentions = [mention for mention in articles.mentions(archive, thing) if mention.actor in names]
    story_id = report.comparison.story or report.article.id
    teams = {team.id: team.name for team in catalogue.teams(archive)}
    per_team = decisions.of_article(archive, report.article.id)
    return WhyAnswer(
        id=thing,
        article=Source.of(report.article),
        story=story_id,
        mentions=tuple(mention_in_words(mention, names[mention.actor]) for mention in mentions),
        comparison=(f"{report.comparison.novelty}: {report.comparison.reason}", *report.comparison.evidence),
        deliveries=deliveries_in_words(archive, story_id),
        decisions=tuple(decision_in_words(teams.get(decision.team, decision.team), decision) for decision in per_team),
        regrouped=regrouped(archive, story_id),
        background=background.of_report(archive, report, stories.get(archive, story_id), names),
    )


def delivery_answer(archive: Connection, number: str) -> tuple[Delivery, str]:
    """One message to a team of the viewer's with the team's name; UnknownThing where there is none of that number.

    Each server counts its messages by itself: the operator, who sees those of all, may have to say whose is meant.
    """
    found = outbox.numbered(archive, int(number)) if _is_number(number) else ()
    if not found:
        raise UnknownThing(f"no delivery {number!r}: its number stands in the message's footer")
    if len(found) > 1:
        raise UnknownThing(f"{len(found)} servers have a delivery {number}; --server ID says whose is meant")
    teams = {team.id: team.name for team in catalogue.teams(archive)}
    return found[0], teams.get(found[0].team, found[0].team)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


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


def deliveries_in_words(archive: Connection, story_id: str) -> tuple[str, ...]:
    """What became of every message about a story to the viewer's teams, a sentence each."""
    teams = {team.id: team.name for team in catalogue.teams(archive)}
    sent = outbox.deliveries_of(archive, story_id)
    return tuple(delivery_in_words(delivery, teams.get(delivery.team, delivery.team)) for delivery in sent)


def decision_in_words(team: str, decision: Decision | None) -> str:
    """What an article meant for a team when it was recorded; None: the team is younger than the article."""
    if decision is None:
        return f"{team}: it was made after the article came"
    return f"{team}: {_OUTCOMES[decision.outcome]}{decision.reason}"
