"""A message as a value of our own: what is said, before any chat system or terminal shows it.

Texts here are plain, straight from strangers; escaping and limits are the business of who shows them
(`bot.discord.markdown` for Discord, `bot.terminal.console` for a terminal). The same goes for charts: a picture on
Discord (`bot.discord.chart_png`), a row of blocks in a terminal (`bot.terminal.sparkline`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: `url` makes it a link.

    `change`: words of a sentence of which there are two versions, `same`, `deleted` or `inserted`. Such pieces in a row
    are one sentence, which runs in one direction.
    """

    text: str
    url: str = ""
    bold: bool = False
    dim: bool = False
    change: str = ""


Line = tuple[Span, ...]
BREAK = Span("\n")  # a new row within one line, which is shown, clipped and counted as a whole


@dataclass(frozen=True, slots=True)
class Section:
    """A titled block of lines. `more` is what to say of the lines that do not fit, with `{n}` for their number.

    `of_links`: a line may stand for several things, each a link, and these are counted.
    """

    name: str
    lines: tuple[Line, ...]
    more: str = "and {n} more"
    of_links: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of something a day brought, `pale` of them less of a thing than the others, as `Chart.pale_says` says.

    `strong`: one of the days that `Chart.strong_says` names.
    """

    day: date
    height: int
    strong: bool = False
    pale: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A count for each of the days, one after the other. `level`: a height to compare them with, named `level_says`.

    `says` is the whole in words, for those who cannot see it.
    """

    title: str
    unit: str  # what is counted: "articles"
    bars: tuple[Bar, ...]
    says: str
    strong_says: str = ""
    pale_says: str = ""
    level: float | None = None
    level_says: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One embed: a linked title, lines, sections, a chart and a footer."""

    title: str
    url: str = ""
    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = ""
    tone: str = "plain"  # new | developing | plain | warning
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button below the message. `action` is what pressing it sends back: a verb and what it is about, `why:17`.

    `typed` is the command that does the same where nothing can be pressed: `/why delivery 17`. One that is `disabled`
    only says what was pressed.
    """

    label: str
    action: str
    typed: str
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, edited or answered. `ping` is the one role that may be notified; `reply_to` a message id."""

    lines: tuple[Line, ...] = ()
    cards: tuple[Card, ...] = ()
    buttons: tuple[Button, ...] = ()
    ping: str | None = None
    reply_to: str | None = None
    private: bool = False  # an answer for the requester alone
