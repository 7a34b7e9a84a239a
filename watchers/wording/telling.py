"""Why a team is told, or not: the clauses of `watchers.telling`."""

from __future__ import annotations

from collections.abc import Mapping

from watchers.reasons import Reason, Telling
from watchers.wording import changes
from watchers.wording.catalogue import Clause
from watchers.wording.names import Names

_ORDINALS = {3: "third", 10: "tenth"}


def _fact(reason: Reason, names: Names) -> str:
    """The sentence that proves it is quoted to whoever may see its article."""
    quoted = f": “{reason['quote']}”" if reason["article"] in names.articles else " a sentence"
    return f"{names.article(reason['article'])} adds{quoted}"


def _changed(reason: Reason, names: Names) -> str:
    """What changed is said to whoever may see its article."""
    if reason["article"] not in names.articles:
        return f"{names.article(reason['article'])} changes what was known"
    return f"{changes.of_reason(reason, names)} ({names.article(reason['article'])})"


def _actors(reason: Reason, names: Names) -> str:
    return f"{names.of_actors(reason['actors'])} {'is' if len(reason['actors']) == 1 else 'are'} now named"


def _confirmed(reason: Reason, names: Names) -> str:
    number = _ORDINALS.get(reason["reports"], f"{reason['reports']}th")
    return f"{number} independent report ({names.article(reason['article'])})"


ASIDES: Mapping[Telling, str] = {  # what a digest calls what no alert tells
    Telling.IN_PASSING: "in passing",
    Telling.OPINION: "opinion",
    Telling.LIVE: "live blog",
    Telling.ROUND_UP: "round-up",
}

CLAUSES: Mapping[Telling, Clause] = {
    Telling.SEED_DOCUMENT: "it is a seed document: known from the start and told to nobody",
    Telling.OPINION: "it is opinion (its {sign}: {words})",
    Telling.LIVE: "it is a live blog (its {sign}: {words})",
    Telling.ROUND_UP: "it is a round-up of many things (its {sign}: {words})",
    Telling.NO_STORY_OF_ITS_OWN: "it goes to the digest and starts no alert",
    Telling.WATCHLIST_EMPTY: "the watchlist names no actor, feed or tag; add one with /watch add",
    Telling.FEED_OF_OTHERS: "the feed belongs to another server",
    Telling.ACTORS_WATCHED: "it names {actors}",
    Telling.ACTORS_NOT_WATCHED: "it names none of the watched actors",
    Telling.FEED_WATCHED: "its feed is watched ({feed})",
    Telling.TAGS_WATCHED: "its feed is tagged {tags}",
    Telling.FEED_NOT_WATCHED: "its feed is not watched and has no watched tag",
    Telling.IN_PASSING: "it names {actors} in passing alone, which goes to the digest",
    Telling.LANGUAGE_NOT_READ: "it is in {language}, and the team reads {languages}",
    Telling.VERDICT: "{verdict}:",
    Telling.BELOW_MINIMUM: "the team is told from {minimum} up",
    Telling.COPY_STARTS_NOTHING: "a copy is coverage and starts no message",
    Telling.FIRST_WANTED: "the first article of the story that the watchlist wants",
    Telling.BACKLOG: (
        "its feed held it at the first fetch, so it counts as known (ACTORWATCH_BACKLOG tells such articles)"
    ),
    Telling.MESSAGE_WAITS: "a message about this story waits to be sent, and will include it",
    Telling.JOINS_MESSAGE: "it joins the story's message",
    Telling.JOINS_REPLY: "it joins the reply that waits",
    Telling.LIST_NOT_EDITED: "the story was told in a list, which is not edited",
    Telling.TOLD_IN_LIST: "told in a list before",
    Telling.COVERAGE: "coverage",
    Telling.FACT_CHANGED: _changed,
    Telling.FACT_ADDED: _fact,
    Telling.ACTORS_ADDED: _actors,
    Telling.CONFIRMED: _confirmed,
    Telling.PAUSED: "the team's alerts are paused until {until}",
    Telling.QUIET_HOURS: "quiet hours until {until}",
    Telling.MERGED: "story {other} was merged into story {story}",
    Telling.SPLIT: "story {other} was split from story {story}",
    Telling.TOLD_APART: "story {other} is another development than story {story}",
    Telling.SPLIT_OFF: "an analyst split it from story {story}",
    Telling.SPLIT_BEFORE_TOLD: "an analyst split story {other} from it before it was told",
    Telling.DIGEST_SCHEDULED: "scheduled digest",
    Telling.DIGEST_ASKED: "asked digest",
}
