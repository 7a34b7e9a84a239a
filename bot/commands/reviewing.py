"""The review of unseen spellings: each with its evidence, confirmed or rejected for good.

A confirmed spelling is one more name of its actor for the server that decides (decided at the terminal, for all), and
the archive is matched again. On Discord it is decided by those
who have a say in a team that watches the actor, or on whose server the actor was added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bot.commands import access, changing
from bot.commands.context import Command, CommandContext, Parameter, Requester, listed
from bot.message import Message
from bot.render import manage
from watchers.archive import Connection, articles, catalogue, changes, variants
from watchers.errors import NotAllowed, UnknownThing
from watchers.lookups.names import names_of
from watchers.model import Source, Variant
from watchers.pipeline import rematch, spellings

MOST_SPELLINGS_SHOWN = 5  # the rest follow as these are decided
MOST_ARTICLES_CITED_PER_SPELLING = 3


def review(
    context: CommandContext, requester: Requester, confirm: str | None = None, reject: str | None = None
) -> Message:
    """Decide the spellings whose numbers are given, then show those that still wait."""
    with context.database.write() as archive:
        snapshot = changes.snapshot(archive)
        sentences = [
            *_decide(archive, requester, confirm, True, context.clock()),
            *_decide(archive, requester, reject, False, context.clock()),
        ]
        undo = (
            changing.record(archive, requester, snapshot, " ".join(sentences), context.clock()) if sentences else None
        )
    if sentences:
        rematch.run(context.whole_database)
    with context.database.write() as archive:
        spellings.propose(archive, context.clock())
        waiting = _waiting(archive)
        names = catalogue.actor_names(archive)
        evidence = [
            (spelling, names[spelling.actor], _cited(archive, spelling)) for spelling in waiting[:MOST_SPELLINGS_SHOWN]
        ]
        said = names_of(archive, (reason for spelling in waiting for reason in spelling.evidence))
    return manage.spellings(evidence, len(waiting), sentences, undo, said)


def confirm_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    return review(context, requester, confirm=about)


def reject_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    return review(context, requester, reject=about)


# ---------------------------------------------------------------- parts


def _decide(
    archive: Connection, requester: Requester, numbers: str | None, confirmed: bool, now: datetime
) -> Iterator[str]:
    """Decide spellings by their numbers; what was done, in sentences."""
    for text in listed(numbers):
        spelling = _by_number(archive, text)
        names = catalogue.actor_names(archive)
        _must_decide(archive, requester, spelling, names[spelling.actor])
        variants.decide(archive, spelling.id, confirmed, requester.user, now)
        if confirmed:
            rematch.want(archive, [spelling.actor])
        verdict = "is a name of" if confirmed else "is no name of"
        yield f"“{spelling.surface}” {verdict} {names[spelling.actor]}."


def _by_number(archive: Connection, text: str) -> Variant:
    """The waiting spelling with a typed number: `17`, `v17` or `#17`; UnknownThing for none."""
    match = re.fullmatch(r"[v#]?(\d{1,9})", text.strip())
    spelling = next((waiting for waiting in _waiting(archive) if match and waiting.id == int(match[1])), None)
    if spelling is None:
        raise UnknownThing(f"no spelling {text!r} waits for a decision; /variants review shows those that do")
    return spelling


def _must_decide(archive: Connection, requester: Requester, spelling: Variant, name: str) -> None:
    """NotAllowed unless the requester has a say in a team that watches the actor (`name`), or where it was added."""
    if requester.guild is None:
        return
    teams = [team for team in catalogue.teams(archive) if access.belongs(requester, team)]
    own = {actor.id for actor in catalogue.actors(archive) if actor.guild == requester.guild}
    watched = {actor for team in teams for actor in team.watchlist.actors}
    if spelling.actor in watched or (spelling.actor in own and (requester.manager or teams)):
        return
    raise NotAllowed(f"spellings of {name} are decided by those who have a say in a team that watches them")


def _waiting(archive: Connection) -> list[Variant]:
    """The spellings that wait for the viewer's decision, of actors whom it follows."""
    actor_ids = {actor.id for actor in catalogue.actors(archive)}
    return [spelling for spelling in variants.pending(archive) if spelling.actor in actor_ids]


def _cited(archive: Connection, spelling: Variant) -> tuple[Source, ...]:
    """The first articles with the spelling, as sources."""
    return articles.cited(archive, spelling.articles[:MOST_ARTICLES_CITED_PER_SPELLING])


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
