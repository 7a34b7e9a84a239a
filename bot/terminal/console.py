"""A message in a terminal: a card with a coloured edge and links, or plain complete text where there is no terminal.

Also the terminal's side of the conversation: a `Sender` that prints what a channel would be sent, and a prompt that
takes slash commands. Nothing here knows Discord.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.message import BREAK, Button, Card, Line, Message, Span
from bot.render import operations
from bot.render.sanitise import clean, safe_link
from bot.terminal import stdin
from bot.terminal.sparkline import strip
from watchers.errors import ActorwatchError
from watchers.lookups.answers import Choice

Answer = Callable[[str], Message]
Completions = Callable[[str, str], Sequence[Choice]]  # of a command, and what was typed behind it

WIDEST_CARD_COLUMNS = 100
COLOURS = {"new": "green", "developing": "yellow", "warning": "red", "plain": "bright_black"}
# An edge on the left alone: right edges go astray beside text that runs from right to left.
EDGE = "▌"
BULLETS = ("• ", "↳ ")
LEAVE_COMMANDS = ("/quit", "/exit")

log = logging.getLogger(__name__)
# Versions of a sentence: brackets where there is no colour (those of `wdiff`), else a style.
VERSION_BRACKETS = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
VERSION_STYLES = {"deleted": Style(strike=True, color="red"), "inserted": Style(bold=True, color="green")}


# ---------------------------------------------------------------- showing


def show(message: Message, console: Console | None = None) -> None:
    """Print a message: as cards in a terminal, else as plain text with every address written out."""
    console = console or Console(highlight=False)
    if console.is_terminal:
        console.print(picture(message, hyperlinks(os.environ)), width=min(console.width, WIDEST_CARD_COLUMNS))
    else:
        console.file.write(plain(message) + "\n")
        console.file.flush()


def plain(message: Message) -> str:
    """The whole message as text without colour; a link is followed by its address in angle brackets."""
    blocks = [_plain_lines(message.lines), *(_plain_card(card) for card in message.cards)]
    hints = " ".join(_hint(button) for button in message.buttons)
    return "\n".join(block for block in (*blocks, hints) if block) + "\n"


def _plain_card(card: Card) -> str:
    rows = [_linked(clean(card.title), card.url), _plain_lines(card.lines), strip(card.chart) if card.chart else ""]
    for section in card.sections:
        rows.extend((f"\n{clean(section.name)}", _plain_lines(section.lines, "  ")))
    footer = clean(card.footer)
    return "\n".join(row for row in (*rows, f"\n{footer}" if footer else "") if row)


def _plain_lines(lines: Iterable[Line], indent: str = "") -> str:
    rows = ("".join(_plain_span(span) for span in line) for line in lines)
    return "\n".join(indent + row.replace("\n", f"\n{indent}  ") for row in rows)


def _plain_span(span: Span) -> str:
    if span.change in VERSION_BRACKETS:
        before, behind = VERSION_BRACKETS[span.change]
        return f"{before}{clean(span.text)}{behind}{' ' if span.text[-1:].isspace() else ''}"
    return "\n" if span == BREAK else _linked(_inline(span.text), span.url)


def _linked(text: str, url: str) -> str:
    link = safe_link(url)
    return f"{text} <{link}>" if link and link != text else text


def _hint(button: Button) -> str:
    """What to type instead of pressing the button; of one that was pressed, its label alone."""
    return clean(button.label) if button.disabled else f"{clean(button.label)} {clean(button.typed)}"


def _inline(text: str) -> str:
    """Cleaned, with the blanks around a piece kept: they separate it from its neighbours."""
    body = clean(text)
    lead = text[: len(text) - len(text.lstrip(" "))]
    tail = text[len(text.rstrip(" ")) :] if body else ""
    return lead + body + tail


# ---------------------------------------------------------------- showing in colour


def hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is known to show links (OSC 8); in others the address is written out."""
    if environment.get("TERM_PROGRAM") in ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"):
        return True
    if any(name in environment for name in ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM")):
        return True
    version = environment.get("VTE_VERSION", "")
    terminals = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "wezterm")
    return (version.isdecimal() and int(version) >= 5000) or environment.get("TERM", "") in terminals


def picture(message: Message, links: bool) -> RenderableType:
    """The message as rich shows it: lines, then cards with a coloured edge, then what can be typed about it."""
    parts: list[RenderableType] = [_row(line, links) for line in message.lines]
    parts.extend(_panel(card, links) for card in message.cards)
    hints = "  ".join(_hint(button) for button in message.buttons)
    if hints:
        parts.append(Text(f"  {hints}", style="cyan"))
    return Group(*parts, "")


def _panel(card: Card, links: bool) -> RenderableType:
    rows: list[RenderableType] = []
    if card.title:
        rows.append(_span(clean(card.title), card.url, Style(bold=True), links))
    rows.extend(_row(line, links) for line in card.lines)
    if card.chart:
        rows.append(Text(strip(card.chart), style="cyan"))
    for section in card.sections:
        rows.extend(("", Text(clean(section.name).upper(), style=f"{COLOURS.get(card.tone, 'white')} bold")))
        rows.extend(Padding(_row(line, links), (0, 0, 0, 2)) for line in section.lines)
    if card.footer:
        rows.extend(("", Text(clean(card.footer), style="dim")))
    return Edged(Group(*rows), COLOURS.get(card.tone, "white"))


@dataclass(frozen=True, slots=True)
class Edged:
    """Rows with a coloured edge on their left."""

    rows: Group
    colour: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        edge = Segment(f"{EDGE} ", Style.parse(self.colour))
        inner = options.update_width(max(options.max_width - 2, 1))
        for row in console.render_lines(self.rows, inner, pad=False):
            yield edge
            yield from row
            yield Segment.line()


def _row(line: Line, links: bool) -> RenderableType:
    """A line with its further rows indented; what is wrapped hangs below the text, not below a bullet."""
    first, *more = _broken(line)
    further = [Padding(_hanging(row, links), (0, 0, 0, 2)) for row in more]
    return Group(_hanging(first, links), *further)


def _broken(line: Line) -> list[list[Span]]:
    rows: list[list[Span]] = [[]]
    for span in line:
        if span == BREAK:
            rows.append([])
        else:
            rows[-1].append(span)
    return rows


def _hanging(row: Sequence[Span], links: bool) -> RenderableType:
    mark = row[0].text[:2] if row and row[0].text[:2] in BULLETS else ""
    text = Text()
    for number, span in enumerate(row):
        piece = _inline(span.text[len(mark) :] if number == 0 else span.text)
        style = VERSION_STYLES.get(span.change) or Style(bold=span.bold, dim=span.dim)
        text.append_text(_span(piece.rstrip() if span.change else piece, span.url, style, links))
        text.append(" " if span.change and piece[-1:].isspace() else "")
    if not mark:
        return text
    grid = Table.grid()
    grid.add_column(width=len(mark))
    grid.add_column(ratio=1)
    grid.add_row(Text(mark), text)
    return grid


def _span(text: str, url: str, style: Style, links: bool) -> Text:
    link = safe_link(url)
    if not link:
        return Text(text, style=style)
    if links:
        return Text(text, style=style + Style(link=link, underline=True))
    return Text.assemble((text, style), (f" <{link}>", "dim"))


# ---------------------------------------------------------------- sending


class ConsoleSender:
    """Prints what a channel would be sent. An edit is one line, since nothing printed can be changed."""

    def __init__(self, console: Console | None = None, channels: Mapping[str, str] | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._channels = channels or {}  # names shown above messages, for those channels that have one

    async def send(self, channel: str, message: Message, nonce: str) -> str:
        """Print it; its id is made of the nonce."""
        if channel in self._channels:
            self._console.print(Text(f"# {clean(self._channels[channel])}", style="bold"))
        show(message, self._console)
        return f"terminal-{nonce}"

    async def edit(self, channel: str, message_id: str, message: Message) -> None:
        """Say in one line what a message now says."""
        card = message.cards[0] if message.cards else Card(title="")
        facts = _plain_lines(card.lines[:1])
        summary = " · ".join(part for part in (clean(card.title), facts) if part)
        self._console.print(Text(f"updated: {summary}", style="dim"), soft_wrap=True)

    async def find(self, channel: str, delivery: int) -> None:
        """Nothing: a terminal has no history that could be asked."""


# ---------------------------------------------------------------- asking


async def converse(
    answer: Answer,
    commands: Mapping[str, str],
    completions: Completions = lambda command, typed: (),
    console: Console | None = None,
) -> None:
    """Answer slash commands until the input ends.

    In a terminal this is a prompt that completes `commands` (name without slash -> what it does) and their values;
    otherwise standard input is read, a command a line. `answer` runs in a thread; its ActorwatchError is shown.
    """
    console = console or Console(highlight=False)
    if sys.stdin.isatty() and console.is_terminal:
        await _prompt(answer, commands, completions, console)
        return
    async for line in stdin.lines():
        if not await _answered(line, answer, console):
            return


async def _prompt(answer: Answer, commands: Mapping[str, str], completions: Completions, console: Console) -> None:
    completer = Commands(commands, completions)
    session: PromptSession[str] = PromptSession("› ", completer=completer, complete_in_thread=True)
    with patch_stdout(raw=True):
        while True:
            try:
                line = await session.prompt_async()
            except (EOFError, KeyboardInterrupt):
                return
            if not await _answered(line, answer, console):
                return


async def _answered(line: str, answer: Answer, console: Console) -> bool:
    """Whether to go on: print the answer to one line, or the sentence of its failure."""
    command = line.strip()
    if command in LEAVE_COMMANDS:
        return False
    if command:
        try:
            message = await asyncio.to_thread(answer, command)
        except ActorwatchError as error:
            message = operations.note(str(error), "warning")
        except Exception:
            log.exception("no answer to %r", command)
            message = operations.note("this made the program fail; the log says where", "warning")
        show(message, console)
    return True


class Commands(Completer):
    """Completes the command, which may be of two words, then its values: actors in any script, stories, teams."""

    def __init__(self, commands: Mapping[str, str], completions: Completions) -> None:
        self._commands = commands
        self._completions = completions

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        typed = document.text_before_cursor.lstrip()
        for name, says in self._commands.items():
            if f"/{name}".startswith(typed):
                yield Completion(f"/{name}", start_position=-len(typed), display_meta=says)
        command = max((name for name in self._commands if typed.startswith(f"/{name} ")), key=len, default=None)
        values = "" if command is None else typed.removeprefix(f"/{command} ").lstrip()
        if command and values:
            for choice in self._offered(command, values):
                yield Completion(choice.value, start_position=-len(values), display=choice.label)

    def _offered(self, command: str, values: str) -> Sequence[Choice]:
        try:
            return self._completions(command, values)
        except ActorwatchError:  # typing goes on without, and what is asked gets the sentence
            return ()
