"""The files of config/ as values: who is followed, which feeds are read, which teams are told.

    actors.toml, feeds.toml, teams.toml  ->  read: a Catalogue with its faults
                                             load: a Catalogue, or ConfigError with every fault, one a line

What is read here is what a person wrote; what Discord adds lives in the archive. A missing file declares nothing, but a
folder without any of the three is no configuration.
"""

from watchers.catalogue.feeds import add as add_feeds
from watchers.catalogue.files import Catalogue, load, load_actors, read
from watchers.catalogue.overview import by_script, describe
from watchers.catalogue.teams import team_id

__all__ = ["Catalogue", "add_feeds", "by_script", "describe", "load", "load_actors", "read", "team_id"]
