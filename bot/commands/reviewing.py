"""The review of unseen spellings: each with its evidence, confirmed or rejected for good.

A confirmed spelling is one more name of its actor, and the archive is matched again. On Discord it is decided by those
who have a say in a team that watches the actor, or on whose server the actor was added.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from bot.commands import access, changing, visible
from bot.commands.context import Command, CommandContext, Parameter, Requester, listed
from bot.message import Message
from bot.render import manage
from watchers.archive import Connection, articles, catalogue, changes, feeds, rematch_queries, variants
from watchers.errors import NotAllowed, UnknownThing
from watchers.lookups.names import names_of
from watchers.matching import unseen_spellings
from watchers.model import Source, Variant
from watchers.pipeline import rematch

MOST_ARTICLES_SEARCHED = 20_000
MOST_SPELLINGS_SHOWN = 5  # the rest follow as these are decided
MOST_ARTICLES_CITED_PER_SPELLING = 3


def review(
    context: CommandContext, requester: Requester, confirm: str | None = None, reject: str | None = None
) -> Message:
    """Decide the spellings whose numbers are given, then show those that still wait."""
    with context.database.write() as archive:
        snapshot = changes.snapshot(archive, requester.guild)
        sentences = [
            *_decide(archive, requester, confirm, True, context.clock()),
            *_decide(archive, requester, reject, False, context.clock()),
        ]
        undo = (
            changing.record(archive, requester, snapshot, " ".join(sentences), context.clock()) if sentences else None
        )
    if sentences:
        rematch.run(context.database)
    with context.database.write() as archive:
        _propose(archive, context.clock())
        waiting = _waiting(archive, requester)
        names = visible.names(archive, requester.guild)
        hidden = feeds.of_others(archive, requester.guild) if requester.guild else frozenset()
        evidence = [
            (spelling, names[spelling.actor], _cited(archive, spelling, hidden))
            for spelling in waiting[:MOST_SPELLINGS_SHOWN]
        ]
        said = names_of(archive, (reason for spelling in waiting for reason in spelling.evidence))
    return manage.spellings(evidence, len(waiting), sentences, undo, said)


def confirm_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    return review(context, requester, confirm=about)


def reject_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    return review(context, requester, reject=about)


# ---------------------------------------------------------------- parts


def _propose(archive: Connection, now: datetime) -> None:
    """Bring the spellings under review up to date with the newest articles."""
    sightings = rematch_queries.sightings(archive, unseen_spellings.UNSEEN, MOST_ARTICLES_SEARCHED)
    if sightings:
        variants.propose(archive, unseen_spellings.propose(sightings, catalogue.actors(archive, everyone=True)), now)


def _decide(
    archive: Connection, requester: Requester, numbers: str | None, confirmed: bool, now: datetime
) -> Iterator[str]:
    """Decide spellings by their numbers; what was done, in sentences."""
    for text in listed(numbers):
        spelling = _by_number(archive, requester, text)
        names = visible.names(archive, requester.guild)
        _must_decide(archive, requester, spelling, names[spelling.actor])
        variants.decide(archive, spelling.id, confirmed, requester.user, now)
        if confirmed:
            rematch.want(archive, [spelling.actor])
        verdict = "is a name of" if confirmed else "is no name of"
        yield f"“{spelling.surface}” {verdict} {names[spelling.actor]}."


def _by_number(archive: Connection, requester: Requester, text: str) -> Variant:
    """The waiting spelling with a typed number: `17`, `v17` or `#17`; UnknownThing for none."""
    match = re.fullmatch(r"[v#]?(\d{1,9})", text.strip())
    spelling = next(
        (waiting for waiting in _waiting(archive, requester) if match and waiting.id == int(match[1])), None
    )
    if spelling is None:
        raise UnknownThing(f"no spelling {text!r} waits for a decision; /variants review shows those that do")
    return spelling


def _must_decide(archive: Connection, requester: Requester, spelling: Variant, name: str) -> None:
    """NotAllowed unless the requester has a say in a team that watches the actor (`name`), or where it was added."""
    if requester.guild is None:
        return
    teams = [team for team in visible.teams(archive, requester) if access.belongs(requester, team)]
    own = {actor.id for actor in visible.actors(archive, requester) if actor.guild == requester.guild}
    watched = {actor for team in teams for actor in team.watchlist.actors}
    if spelling.actor in watched or (spelling.actor in own and (requester.manager or teams)):
        return
    raise NotAllowed(f"spellings of {name} are decided by those who have a say in a team that watches them")


def _waiting(archive: Connection, requester: Requester) -> list[Variant]:
    """The spellings that wait for a decision, of actors that the requester may see."""
    actor_ids = {actor.id for actor in visible.actors(archive, requester)}
    return [spelling for spelling in variants.pending(archive) if spelling.actor in actor_ids]


def _cited(archive: Connection, spelling: Variant, hidden: Collection[str]) -> tuple[Source, ...]:
    """The first articles with the spelling as sources, without those of `hidden` feeds (their URLs)."""
    reports = articles.reports(archive, spelling.articles[: 2 * MOST_ARTICLES_CITED_PER_SPELLING])
    return tuple(Source.of(report.article) for report in reports if report.article.feed not in hidden)[
        :MOST_ARTICLES_CITED_PER_SPELLING
    ]


COMMANDS = (
    Command(
        "variants review",
        "Unseen spellings of tracked names, to confirm or reject",
        review,
        (
            Parameter("confirm", "numbers of spellings that are names, separated by commas", False, several=True),
            Parameter("reject", "numbers of spellings that are none, separated by commas", False, several=True),
        ),
        private=True,
    ),
)
