"""What an answer is made from: the archive as who asks may see it, and the clock; and what a command is.

    CommandService -> seen_by(requester) -> CommandContext -> the command's function

There alone a requester's view of the archive begins: no command filters by server.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.message import Message
from watchers.archive import Database, ServerView
from watchers.lookups.completion import Completions
from watchers.polling.probe import Checked

TERMINAL = "terminal"  # stands for server and channel where there is no Discord
LONGEST_VALUE_CHARACTERS = 1000  # wherever it is typed

Completes = Literal[
    "actor", "own actor", "watched actor", "team", "feed", "own feed", "tag", "language", "zone", "story"
]
Kind = Literal["text", "number", "channel", "role", "user", "file"]


@dataclass(frozen=True, slots=True)
class CommandService:
    """What all answers are made from, whoever asks. `clock` gives the present instant, aware and UTC.

    `check` fetches an address once and says which feed is there.
    `names` lists the actors' names for completion; it is kept for as long as this service lives.
    """

    database: Database
    clock: Callable[[], datetime]
    check: Callable[[str], Checked]
    names: Completions = field(default_factory=Completions)

    def seen_by(self, requester: Requester) -> CommandContext:
        """What one requester's answer is made from."""
        return CommandContext(self.database.seen_by(requester.guild), self.clock, self.check, self.names)


@dataclass(frozen=True, slots=True)
class CommandContext:
    """What the answer to one requester is made from (see `CommandService`).

    `database` is the archive as the requester's server reads and writes it, or the operator.
    """

    database: ServerView
    clock: Callable[[], datetime]
    check: Callable[[str], Checked]
    names: Completions

    @property
    def whole_database(self) -> Database:
        """The archive of all servers, for work that follows from a change."""
        return self.database.database


def _nothing(channel: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks. `guild` None is the operator's terminal, which sees and changes what is everybody's, and any team.

    `lacking` names the permissions that the bot lacks to post in a channel of the requester's server; empty for none.
    """

    user: str = ""
    guild: str | None = None
    channel: str = ""
    roles: frozenset[str] = frozenset()
    manager: bool = False  # may manage the server
    lacking: Callable[[str], str] = _nothing
    name: str = ""  # shown to people

    @property
    def signature(self) -> str:
        """Who it is, where that is kept: people change their names."""
        return f"{self.name} ({self.user})" if self.name else self.user

    @property
    def home(self) -> str:
        """The server to which belongs what the requester makes."""
        return self.guild or TERMINAL


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of a command. `completes`: what is offered while it is typed; `choices`: nothing else is taken.

    Values reach the answer as text, except a number (from `least` to `most`) as int and a file as its bytes. A channel,
    role or user is its id. With `several`, the text may hold more than one value, separated by commas.
    """

    name: str
    says: str
    required: bool = True
    completes: Completes | None = None
    choices: tuple[str, ...] = ()
    kind: Kind = "text"
    least: int | None = None
    most: int | None = None
    several: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One slash command, for Discord and the terminal alike.

    `function` is called with the request's context, the requester and the values.
    `path` is the command with its group: `watch add`. `private` answers are shown to the requester alone. `says`
    stands in `/help`, in Discord's list of commands and in the terminal's completion.
    """

    path: str
    says: str
    function: Callable[..., Message]
    parameters: tuple[Parameter, ...] = ()
    private: bool = False

    def answer(self, service: CommandService, requester: Requester, **values: str | int | bytes) -> Message:
        """The answer to a requester, from the archive as that one may see it."""
        return self.function(service.seen_by(requester), requester, **values)


def listed(text: str | None) -> tuple[str, ...]:
    """The values of a text that separates them by commas, each once."""
    parts = (part.strip() for part in (text or "").replace("،", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
