"""actors.toml: who is followed, and by which names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from watchers.catalogue.toml_tables import Document, Table
from watchers.model import Actor, Alias, Kind, Strength

KEYS = ("id", "name", "kind", "names", "titles", "context", "exclude", "wikidata", "note")
NAME_KEYS = ("text", "strength")

_KINDS: Mapping[str, Kind] = {"person": "person", "organisation": "organisation"}
_STRENGTHS: Mapping[str, Strength] = {"alone": "alone", "context": "context"}
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?", re.ASCII)
_WIKIDATA = re.compile(r"Q[1-9][0-9]*", re.ASCII)


def read(document: Document) -> list[tuple[Table, Actor]]:
    """The usable actors, each with the table that declares it."""
    actors_by_id: dict[str, tuple[Table, Actor]] = {}
    for table in document.tables("actor", KEYS):
        actor = _actor(table)
        if actor is None:
            continue
        if actor.id in actors_by_id:
            table.fault("id", "another actor has this id", actor.id)
        else:
            actors_by_id[actor.id] = table, actor
    return list(actors_by_id.values())


def _actor(table: Table) -> Actor | None:
    id_ = table.text("id", required=True)
    if id_ and not _ID.fullmatch(id_):
        table.fault("id", "an id is made of letters a-z, digits and hyphens, up to 100, as khalifa-haftar", id_)
    name = table.text("name", required=True)
    kind = table.text("kind", required=True)
    if kind and kind not in _KINDS:
        table.fault("kind", "unknown kind; write person or organisation", kind)
    aliases = _aliases(table, name)
    exclude = _exclusions(table, aliases)
    wikidata = table.text("wikidata") or None
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        table.fault("wikidata", "this is no Wikidata id; write Q and its number, or leave it out", wikidata)
    titles, context, note = table.texts("titles"), table.texts("context"), table.text("note")
    if not (_ID.fullmatch(id_) and name and kind in _KINDS and aliases):
        return None
    return Actor(id_, name, _KINDS[kind], aliases, titles, context, exclude, wikidata, note)


def _aliases(table: Table, name: str) -> tuple[Alias, ...]:
    """The names, each once; the display name is one of them wherever it is not listed."""
    items = table.items("names")
    if not items and isinstance(table.row.get("names", []), list):
        table.fault("names", 'an actor needs names to be found by; write names = ["..."]')
        return ()
    aliases: dict[str, Alias] = {}
    for item in items:
        alias = _alias(table, item)
        if alias is None:
            continue
        if alias.text in aliases:
            table.fault("names", "it is listed twice", alias.text, minor=True, last=True)
        aliases.setdefault(alias.text, alias)
    if aliases and name not in aliases and _letters(name) > 1 and _plain(name) not in map(_plain, aliases):
        aliases[name] = Alias(name)
    return tuple(aliases.values())


def _alias(table: Table, item: object) -> Alias | None:
    strength: object = "alone"
    text = item
    if isinstance(item, dict):
        text, strength = item.get("text"), item.get("strength", "alone")
        for key in sorted(item.keys() - set(NAME_KEYS)):
            table.fault("names", f"unknown key {key} of a name; known are {', '.join(NAME_KEYS)}", item)
    if not isinstance(text, str):
        table.fault("names", 'a name is a text in quotation marks or {text = "...", strength = "context"}', item)
        return None
    text = " ".join(text.split())
    if not isinstance(strength, str) or strength not in _STRENGTHS:
        table.fault("names", "unknown strength; write alone or context", item)
        return None
    if _letters(text) < 2:
        what = "a name of one letter would be found everywhere" if text else "an empty name finds nothing"
        table.fault("names", f"{what}; leave it out", text, minor=True)
        return None
    return Alias(text, _STRENGTHS[strength])


def _exclusions(table: Table, aliases: Sequence[Alias]) -> tuple[str, ...]:
    """Phrases that speak of somebody else; one that is a name of the actor himself would hide him."""
    texts = table.texts("exclude")
    own = {_plain(alias.text) for alias in aliases} if texts else set()
    valid = []
    for text in texts:
        if _letters(text) < 2:
            table.fault("exclude", "an exclusion of one letter would exclude everything; leave it out", text)
        elif _plain(text) in own:
            table.fault("exclude", "it is a name of this very actor, who would never be found", text)
        else:
            valid.append(text)
    return tuple(valid)


def report_namesakes(actors: Sequence[tuple[Table, Actor]]) -> None:
    """A name that is enough by itself for two actors can never be told apart, so it is a fault.

    Real namesakes are declared with strength `context`, which leaves the decision to the article's own words.
    """
    bearers: dict[str, str] = {}
    for table, actor in actors:
        for alias in actor.aliases:
            if alias.strength == "alone" and bearers.setdefault(_plain(alias.text), actor.id) != actor.id:
                other = bearers[_plain(alias.text)]
                remedy = f'{{text = "{alias.text}", strength = "context"}}'
                problem = f"{other} has this name too; remove it from one of them, or write {remedy} in both"
                table.fault("names" if table.row.get("name") != alias.text else "name", problem, alias.text, minor=True)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _plain(text: str) -> str:
    """Names that differ only in case or in compatibility forms are one name."""
    return unicodedata.normalize("NFKC", text).casefold()
