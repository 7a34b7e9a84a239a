"""teams.toml: who is told, where, and of what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from watchers.catalogue.toml_tables import Document, Table
from watchers.model import Actor, Asides, Feed, Novelty, QuietHours, Team, Watchlist
from watchers.telling import schedule
from watchers.text import languages

KEYS = (
    "name",
    "guild",
    "channel",
    "role",
    "timezone",
    "actors",
    "feeds",
    "tags",
    "languages",
    "minimum_novelty",
    "asides",
    "digest",
    "quiet_hours",
)

_LONGEST_NAME_CHARACTERS = 100
_SNOWFLAKE = re.compile(r"[0-9]{1,20}", re.ASCII)


def team_id(guild: str, name: str) -> str:
    """A team's id, the same for as long as it keeps its name: the slug of its server and its name."""
    slug = re.sub(r"\W+", "-", unicodedata.normalize("NFKC", name).casefold()).strip("-")
    return f"{guild}-{slug}"


def read(document: Document, actors: Sequence[Actor], feeds: Sequence[Feed]) -> tuple[Team, ...]:
    ids = {actor.id for actor in actors}
    urls = {feed.url: feed.url for feed in feeds} | {feed.title: feed.url for feed in feeds if feed.title}
    tags = {tag for feed in feeds for tag in feed.tags}
    teams_by_id: dict[str, Team] = {}
    channels: dict[str, str] = {}
    for table in document.tables("team", KEYS):
        team = _team(table, ids, urls, tags)
        if team is None:
            continue
        if team.id in teams_by_id:
            table.fault("name", "another team of this server has this name", team.name)
        elif team.channel in channels:
            table.fault(
                "channel", f"the team {channels[team.channel]} has this channel; give each its own", team.channel
            )
        else:
            teams_by_id[team.id], channels[team.channel] = team, team.name
    return tuple(teams_by_id.values())


def _team(table: Table, actors: set[str], feeds: Mapping[str, str], tags: set[str]) -> Team | None:
    name = table.text("name", required=True)
    if len(name) > _LONGEST_NAME_CHARACTERS:
        table.fault(
            "name",
            f"a team's name has at most {_LONGEST_NAME_CHARACTERS} letters; write a shorter one",
            name[:_LONGEST_NAME_CHARACTERS],
        )
    guild, channel = _snowflake(table, "guild", required=True), _snowflake(table, "channel", required=True)
    role = _snowflake(table, "role")
    zone = table.text("timezone") or "UTC"
    table.parsed("timezone", schedule.parse_zone)
    digest = table.text("digest") or None
    table.parsed("digest", schedule.parse_schedule)
    quiet: QuietHours | None = table.parsed("quiet_hours", schedule.parse_quiet_hours)
    watchlist = _watchlist(table, actors, feeds, tags)
    if not (0 < len(name) <= _LONGEST_NAME_CHARACTERS and guild and channel):
        return None
    return Team(team_id(guild, name), name, guild, channel, role, zone, watchlist, digest, quiet)


def _watchlist(table: Table, actors: set[str], feeds: Mapping[str, str], tags: set[str]) -> Watchlist:
    codes = []
    for code in table.texts("languages"):
        try:
            codes.append(languages.parse(code))
        except ValueError as problem:
            table.fault("languages", str(problem), code)
    return Watchlist(
        actors=_chosen(table, "actors", actors, "no actor of actors.toml has this id"),
        feeds=tuple(
            feeds[name] for name in _chosen(table, "feeds", feeds, "no feed of feeds.toml has this url or title")
        ),
        tags=_chosen(table, "tags", tags, "no feed of feeds.toml has this tag"),
        languages=tuple(dict.fromkeys(codes)),
        minimum_novelty=table.parsed("minimum_novelty", Novelty.parse) or Novelty.DEVELOPING,
        asides=table.parsed("asides", Asides.parse) or Asides.DIGEST,
    )


def _chosen(table: Table, key: str, choices: Iterable[str], problem: str) -> tuple[str, ...]:
    texts = table.texts(key)
    choices = set(choices)
    for text in texts:
        if text not in choices:
            table.fault(key, problem, text)
    return tuple(text for text in texts if text in choices)


def _snowflake(table: Table, key: str, *, required: bool = False) -> str | None:
    value = table.row.get(key)
    if isinstance(value, int):
        table.fault(key, f'a Discord id is a text; write {key} = "{value}"', value)
        return None
    text = table.text(key, required=required)
    if text and not _SNOWFLAKE.fullmatch(text):
        table.fault(
            key, "this is no Discord id, which is digits alone; copy it on Discord with Developer Mode on", text
        )
        return None
    return text or None
