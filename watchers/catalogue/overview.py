"""What would be tracked, in words: the text of the verb `check`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from config import durations
from watchers.catalogue.files import Catalogue
from watchers.model import Actor, Article, Feed, Team
from watchers.text import credentials, scripts

_NAMED_SCRIPTS = ("Latin", "Arabic", "Cyrillic", "Greek", "Hebrew", "Han")  # shown by name; the rest as one group
_MOST_LISTED_ACTORS = 200  # one by one; more are only counted


def describe(catalogue: Catalogue, seeds: Sequence[Article]) -> str:
    """Actors with their names by script, feeds, teams and seed documents. Faults are told apart from it."""
    parts = [
        _actors(catalogue.actors),
        _feeds(catalogue.feeds),
        _section("Teams", len(catalogue.teams), map(_team, catalogue.teams)),
        _section("Seed documents", len(seeds), map(_seed, seeds)),
        _shared(catalogue.actors),
    ]
    return "\n\n".join(part for part in parts if part)


def by_script(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Names grouped by the script of their first letter."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        script = scripts.unicode_script(scripts.first_letter(name))
        groups[script if script in _NAMED_SCRIPTS else "other scripts"].append(name)
    return {script: tuple(members) for script, members in groups.items()}


def _actors(actors: Sequence[Actor]) -> str:
    kinds = Counter(actor.kind for actor in actors)
    counts = f"{kinds['person']} people, {kinds['organisation']} organisations"
    lines = [line for actor in actors[:_MOST_LISTED_ACTORS] for line in _actor(actor)]
    if len(actors) > _MOST_LISTED_ACTORS:
        lines.append(f"... and {len(actors) - _MOST_LISTED_ACTORS} more")
    return _section("Actors", len(actors), lines, counts)


def _actor(actor: Actor) -> Iterable[str]:
    yield f"{actor.name} ({actor.id}, {actor.kind}{', ' + actor.wikidata if actor.wikidata else ''})"
    weak = {alias.text for alias in actor.aliases if alias.strength == "context"}
    for script, names in by_script(alias.text for alias in actor.aliases).items():
        yield f"    {script}: " + ", ".join(f"{name} (in context)" if name in weak else name for name in names)
    if actor.exclude:
        yield "    not: " + ", ".join(actor.exclude)


def _feeds(feeds: Sequence[Feed]) -> str:
    languages = Counter(feed.language or "unknown" for feed in feeds)
    return _section(
        "Feeds", len(feeds), map(_feed, feeds), ", ".join(f"{n} {code}" for code, n in languages.most_common())
    )


def _feed(feed: Feed) -> str:
    details = [feed.language or "", *feed.tags, f"every {durations.show(feed.interval)}" if feed.interval else ""]
    shown = ", ".join(detail for detail in details if detail)
    return f"{feed.label} {feed.address if feed.title else ''}".rstrip() + (f" ({shown})" if shown else "")


def _team(team: Team) -> str:
    wish = team.watchlist
    watched = ", ".join([*wish.actors, *map(credentials.shown, wish.feeds), *wish.tags]) or "nothing"
    digest = f"digest {team.digest} {team.timezone}" if team.digest else "no digest"
    return f"{team.name}: channel {team.channel}, watches {watched}, from {wish.minimum_novelty} up, {digest}"


def _seed(seed: Article) -> str:
    details = (
        seed.outlet,
        str(seed.published) if seed.published else "date unknown",
        seed.language or "language unknown",
    )
    return f"{seed.id}: {seed.title or 'title unknown'} ({', '.join(detail for detail in details if detail)})"


def _shared(actors: Sequence[Actor]) -> str:
    """Names of several actors: legal when the article decides, and worth knowing."""
    bearers: dict[str, dict[str, None]] = defaultdict(dict)
    for actor in actors:
        for alias in actor.aliases:
            bearers[alias.text][actor.id] = None
    shared = {name: ids for name, ids in bearers.items() if len(ids) > 1}
    lines = (f"{name}: {', '.join(ids)}" for name, ids in shared.items())
    return _section("Shared names, decided by each article's own words", len(shared), lines) if shared else ""


def _section(title: str, count: int, lines: Iterable[str], detail: str = "") -> str:
    head = f"{title}: {count}" + (f" ({detail})" if detail else "")
    return "\n".join([head, *(f"  {line}" for line in lines)])
