"""From the files of a folder to a catalogue, whole or with its faults."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from watchers.catalogue import actors, feeds, teams
from watchers.catalogue.toml_tables import Document, Fault
from watchers.errors import ConfigError
from watchers.model import Actor, Feed, Team

log = logging.getLogger(__name__)

_FILES = ("actors.toml", "feeds.toml", "teams.toml")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the files declare, with what is wrong in them."""

    actors: tuple[Actor, ...] = ()
    feeds: tuple[Feed, ...] = ()
    teams: tuple[Team, ...] = ()
    faults: tuple[Fault, ...] = ()


def load(config_dir: Path) -> Catalogue:
    """A catalogue without any fault; raises ConfigError that lists all of them, one a line."""
    catalogue = read(config_dir)
    _refuse(catalogue.faults)
    return catalogue


def read(config_dir: Path) -> Catalogue:
    """All that can be used of a folder, and every fault."""
    if not any((config_dir / name).is_file() for name in _FILES):
        missing = f"it holds none of {', '.join(_FILES)}; `actorwatch init DIR` writes them"
        return Catalogue(faults=(Fault(str(config_dir), 0, "", "", missing),))
    actors_file, feeds_file, teams_file = (Document.read(config_dir / name) for name in _FILES)
    entries = actors.read(actors_file)
    actors.report_namesakes(entries)
    people = tuple(actor for _, actor in entries)
    sources = feeds.read(feeds_file)
    recipients = teams.read(teams_file, people, sources)
    return Catalogue(people, sources, recipients, (*actors_file.faults, *feeds_file.faults, *teams_file.faults))


def load_actors(path: Path) -> tuple[Actor, ...]:
    """The actors of one file, for the batch verbs; raises ConfigError.

    More forgiving than `load`, since such files are often generated: namesakes are left to the matcher, and a
    minor fault (a name of one letter) costs the name and is logged.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: there is no such file; give the path of an actors.toml.")
    document = Document.read(path)
    people = tuple(actor for _, actor in actors.read(document))
    _refuse(fault for fault in document.faults if not fault.minor)
    for fault in document.faults:
        log.warning("%s", fault)
    return people


def _refuse(faults: Iterable[Fault]) -> None:
    if lines := [str(fault) for fault in faults]:
        raise ConfigError("\n".join(lines))
