"""Why a story was told: every stage's verdict on an article, read back from match to delivery.

Reads the archive as the connection's viewer, decides nothing, shows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from watchers.archive import Connection, articles, catalogue, decisions, outbox, stories
from watchers.errors import UnknownThing
from watchers.lookups import background
from watchers.lookups.answers import WhyAnswer, as_json
from watchers.lookups.names import names_of
from watchers.lookups.story import article_id, regrouped
from watchers.model import Comparison, Decision, Delivery, Mention, Outcome, Source
from watchers.wording.clauses import clause, in_words
from watchers.wording.matching import rule
from watchers.wording.names import Names

_OUTCOMES: Mapping[Outcome, str] = {"story": "told", "edit": "silent edit", "reply": "reply", "nothing": "not told"}


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
    said = (report.comparison.reason, *report.comparison.evidence)
    return WhyAnswer(
        id=thing,
        article=Source.of(report.article),
        story=story_id,
        mentions=mentions_in_words(archive, mentions, names),
        comparison=comparison_in_words(report.comparison, names_of(archive, said)),
        deliveries=deliveries_in_words(archive, story_id),
        decisions=decisions_in_words(archive, teams, per_team),
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


def mentions_in_words(archive: Connection, mentions: Sequence[Mention], actors: Mapping[str, str]) -> tuple[str, ...]:
    """Each mention with its rule and what supported or vetoed it, then whether the article is about them or names them
    in passing; `actors` are their names by id."""
    names = names_of(archive, chain.from_iterable(mention.evidence for mention in mentions))
    salience = {mention.actor: mention.salience for mention in mentions if mention.salience is not None}
    return (
        *(_mention_in_words(mention, actors[mention.actor], names) for mention in mentions),
        *(f"{actors[actor]}: {clause(reason, names)}" for actor, reason in salience.items()),
    )


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


def deliveries_in_words(archive: Connection, story_id: str) -> tuple[str, ...]:
    """What became of every message about a story to the viewer's teams, a sentence each."""
    teams = {team.id: team.name for team in catalogue.teams(archive)}
    sent = outbox.deliveries_of(archive, story_id)
    names = names_of(archive, chain.from_iterable(delivery.reasons for delivery in sent))
    return tuple(delivery_in_words(delivery, teams.get(delivery.team, delivery.team), names) for delivery in sent)


def decisions_in_words(archive: Connection, teams: Mapping[str, str], decisions: Sequence[Decision]) -> tuple[str, ...]:
    """What an article meant for each team when it was recorded, a sentence each; `teams` are their names by id."""
    names = names_of(archive, chain.from_iterable(decision.reasons for decision in decisions))
    return tuple(
        f"{teams.get(decision.team, decision.team)}: {_OUTCOMES[decision.outcome]}, {in_words(decision.reasons, names)}"
        for decision in decisions
    )
