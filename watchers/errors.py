"""What can go wrong, as a tree. Library errors are wrapped at the edge that owns the library.

ActorwatchError             every message is one sentence for the user: what is wrong, where, what to do
  ConfigError               a file or a variable holds something unusable            exit 1
  UnknownActor              a look-up of a name that nobody tracks                    exit 1
  UnknownThing              a story, article or team that does not exist              exit 1
  NotAllowed                the asker may not change that                             exit 1
  Unavailable               a database or Discord cannot be reached                   exit 3
  FeedError                 one feed's failure; `retry` says whether a retry helps    the round goes on
    FetchError              the exchange failed; `kind` decides how soon it is tried again
    ParseError              what came could not be read in time, or at all
      GivenUp               it took too long or too much memory, or ended the process that worked on it
      NotAFeed              a page or something else came; `offers` names the feeds that it links
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

FetchFailure = Literal[
    "address", "dns", "connect", "timeout", "protocol", "size", "refused", "missing", "gone", "rate", "server"
]


class ActorwatchError(Exception):
    """Base of all: `str(error)` is the sentence that the user reads."""

    exit_code = 1


class ConfigError(ActorwatchError):
    """A setting, catalogue file or manifest that cannot be used; names file, line, key and value."""


class UnknownActor(ActorwatchError):
    """Nobody of that name is tracked; the message offers the nearest names."""


class UnknownThing(ActorwatchError):
    """A story, article, team or feed that does not exist."""


class NotAllowed(ActorwatchError):
    """The asker may not change that, or a file declares it and Discord may not."""


class Unavailable(ActorwatchError):
    """A dependency could not be reached: the database or Discord."""

    exit_code = 3


class FeedError(ActorwatchError):
    """One feed's failure. The round goes on with the others."""

    def __init__(self, message: str, *, retry: bool = True) -> None:
        super().__init__(message)
        self.retry = retry


class FetchError(FeedError):
    """An exchange that failed. `retry_after` is what the server asked for; `gone`: it said 410, for good."""

    def __init__(
        self,
        message: str,
        *,
        kind: FetchFailure,
        retry: bool = True,
        status: int | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(message, retry=retry)
        self.kind = kind
        self.status = status
        self.retry_after = retry_after

    @property
    def gone(self) -> bool:
        return self.kind == "gone"


class ParseError(FeedError):
    """A body that could not be read: too slow, too odd, or cut off. The next body may be better."""


class GivenUp(ParseError):
    """Work that took too long or too much memory, or ended its process."""


class NotAFeed(ParseError):
    """Something other than a feed; `offers` are the feeds that the page links to, best first."""

    def __init__(self, message: str, offers: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.offers = offers
