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
from watchers.matching import unseen_spellings
from watchers.model import Source, Variant
from watchers.pipeline import rematch

ARTICLES_SEARCHED = 20_000  # articles in which spellings are looked for
SPELLINGS_SHOWN = 5  # spellings shown; the rest follow as these are decided
ARTICLES_CITED = 3  # articles shown for each


def review(
    context: CommandContext, requester: Requester, confirm: str | None = None, reject: str | None = None
) -> Message:
    """Decide what is given by number, then show what still waits."""
    with context.database.write() as archive:
        before = changes.snapshot(archive, requester.guild)
        decided = ((confirm, True), (reject, False))
        said = [each for numbers, yes in decided for each in _decide(archive, requester, numbers, yes, context.clock())]
        undo = changing.keep(archive, requester, before, " ".join(said), context.clock()) if said else None
    if said:
        rematch.run(context.database)
    with context.database.write() as archive:
        _propose(archive, context.clock())
        waiting = _waiting(archive, requester)
        names = visible.names(archive, requester.guild)
        hidden = feeds.of_others(archive, requester.guild) if requester.guild else frozenset()
        shown = [(each, names[each.actor], _cited(archive, each, hidden)) for each in waiting[:SPELLINGS_SHOWN]]
    return manage.spellings(shown, len(waiting), said, undo)


def confirm_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    return review(context, requester, confirm=about)


def reject_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    return review(context, requester, reject=about)


# ---------------------------------------------------------------- parts


def _propose(archive: Connection, now: datetime) -> None:
    """Bring the spellings under review up to date with the newest articles."""
    found = rematch_queries.sightings(archive, unseen_spellings.UNSEEN, ARTICLES_SEARCHED)
    if found:
        variants.propose(archive, unseen_spellings.propose(found, catalogue.actors(archive, everyone=True)), now)


def _decide(
    archive: Connection, requester: Requester, numbers: str | None, confirmed: bool, now: datetime
) -> Iterator[str]:
    """Decide spellings by their numbers; what was done, in sentences."""
    for text in listed(numbers):
        found = _meant(archive, requester, text)
        names = visible.names(archive, requester.guild)
        _must_decide(archive, requester, found, names[found.actor])
        variants.decide(archive, found.id, confirmed, requester.user, now)
        if confirmed:
            rematch.want(archive, [found.actor])
        verdict = "is a name of" if confirmed else "is no name of"
        yield f"“{found.surface}” {verdict} {names[found.actor]}."


def _meant(archive: Connection, requester: Requester, text: str) -> Variant:
    number = re.fullmatch(r"[v#]?(\d{1,9})", text.strip())
    found = next((each for each in _waiting(archive, requester) if number and each.id == int(number[1])), None)
    if found is None:
        raise UnknownThing(f"no spelling {text!r} waits for a decision; /variants review shows those that do")
    return found


def _must_decide(archive: Connection, requester: Requester, spelling: Variant, name: str) -> None:
    if requester.guild is None:
        return
    teams = [team for team in visible.teams(archive, requester) if access.belongs(requester, team)]
    own = {actor.id for actor in visible.actors(archive, requester) if actor.guild == requester.guild}
    watched = {actor for team in teams for actor in team.watchlist.actors}
    if spelling.actor in watched or (spelling.actor in own and (requester.manager or teams)):
        return
    raise NotAllowed(f"spellings of {name} are decided by those who have a say in a team that watches them")


def _waiting(archive: Connection, requester: Requester) -> list[Variant]:
    """What waits for a decision about an actor that the requester may see, found where the requester may look."""
    known = {actor.id for actor in visible.actors(archive, requester)}
    return [each for each in variants.pending(archive) if each.actor in known]


def _cited(archive: Connection, spelling: Variant, hidden: Collection[str]) -> tuple[Source, ...]:
    found = articles.reports(archive, spelling.articles[: 2 * ARTICLES_CITED])
    return tuple(Source.of(report.article) for report in found if report.article.feed not in hidden)[:ARTICLES_CITED]


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
