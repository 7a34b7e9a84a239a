"""The terminal: what it prints of a message, what it never prints, and the conversation at its prompt."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.message import BREAK, Bar, Button, Card, Chart, Message, Section, Span
from bot.terminal.console import Commands, ConsoleSender, converse, hyperlinks, plain, show
from watchers.errors import Unavailable, UnknownActor
from watchers.lookups.answers import Choice

CARD = Card(
    title="Haftar in Moscow",
    url="https://wire.example/1",
    lines=((Span("new", bold=True), Span(" · 2 articles")),),
    sections=(Section("Articles", ((Span("The Wire", "https://wire.example/1"), BREAK, Span("and more")),)),),
    footer="story a1",
    tone="new",
)
MESSAGE = Message(cards=(CARD,), buttons=(Button("Why?", action="why:17", typed="/why 17"),))
ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def terminal(width: int = 80) -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=width, color_system="truecolor", legacy_windows=False)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def piped() -> Console:
    return Console(file=io.StringIO(), force_terminal=False)


def test_without_a_terminal_the_text_is_plain_and_complete() -> None:
    console = piped()
    show(MESSAGE, console)
    assert printed(console) == (
        "Haftar in Moscow <https://wire.example/1>\n"
        "new · 2 articles\n"
        "\nArticles\n"
        "  The Wire <https://wire.example/1>\n"
        "    and more\n"
        "\nstory a1\n"
        "Why? /why 17\n\n"
    )


def test_without_a_terminal_no_line_is_wrapped() -> None:
    console = piped()
    show(Message(lines=((Span("word " * 100),),)), console)
    assert len(printed(console).strip().splitlines()) == 1


def test_in_a_terminal_a_card_has_an_edge_in_its_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    console = terminal()
    show(MESSAGE, console)
    assert "\x1b[32m▌" in printed(console)
    assert ESCAPES.sub("", printed(console)).splitlines()[0].startswith("▌ Haftar in Moscow")


def test_a_terminal_that_knows_links_gets_them_and_others_see_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("TERM_PROGRAM", "WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM", "VTE_VERSION"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    plain_terminal, linking = terminal(), terminal()
    show(MESSAGE, plain_terminal)
    monkeypatch.setenv("TERM_PROGRAM", "vscode")
    show(MESSAGE, linking)
    assert "\x1b]8;" not in printed(plain_terminal) and "<https://wire.example/1>" in printed(plain_terminal)
    assert "\x1b]8;" in printed(linking) and "<https://wire.example/1>" not in printed(linking)


@pytest.mark.parametrize(
    ("environment", "shows_links"),
    [
        ({}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"VTE_VERSION": "4602"}, False),
        ({"VTE_VERSION": "7600"}, True),
        ({"WT_SESSION": "x"}, True),
    ],
)
def test_terminals_that_show_links_are_known(environment: dict[str, str], shows_links: bool) -> None:
    assert hyperlinks(environment) is shows_links


@given(st.text(st.sampled_from("ab \x1b]8;[31m\x07\x9b\u202e\u2066\r\n\x00م"), max_size=60))
def test_what_strangers_write_never_commands_a_terminal(text: str) -> None:
    hostile = Message(
        lines=((Span(text, text), Span(text, change="deleted"), Span(text, change="inserted")),),
        cards=(Card(text, text, sections=(Section(text, ((Span(text),),)),), footer=text),),
        buttons=(Button(text, action="why:17", typed=text),),
    )
    console = terminal()
    show(hostile, console)
    for output in (ESCAPES.sub("", printed(console)), plain(hostile)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", output)


def test_rich_markup_in_a_headline_is_text() -> None:
    console = terminal()
    show(Message(cards=(Card("[red]x[/red] [link=https://evil.example]y[/link]"),)), console)
    assert "[red]x[/red] [link=https://evil.example]y[/link]" in ESCAPES.sub("", printed(console))


def test_a_narrow_terminal_wraps_and_loses_nothing() -> None:
    console = terminal(width=20)
    show(Message(cards=(Card("word " * 30),)), console)
    assert ESCAPES.sub("", printed(console)).count("word") == 30


def test_a_chart_is_a_row_of_blocks() -> None:
    bars = tuple(Bar(date(2026, 3, day), height) for day, height in ((1, 1), (2, 0), (3, 8)))
    message = Message(cards=(Card("Haftar", chart=Chart("Haftar", "articles", bars, "in words")),))
    row = "2026-03-01 ▁·█ 2026-03-03  at most 8 a day"
    assert plain(message) == f"Haftar\n{row}\n"
    console = terminal()
    show(message, console)
    assert row in ESCAPES.sub("", printed(console))


# ---------------------------------------------------------------- sending


async def test_what_a_channel_would_be_sent_is_printed() -> None:
    console = piped()
    sender = ConsoleSender(console, {"200": "Libya desk"})
    message = await sender.send("200", MESSAGE, "n1")
    assert printed(console).startswith("# Libya desk\nHaftar in Moscow <")
    assert message == "terminal-n1" and await sender.send("200", MESSAGE, "n2") != message


async def test_an_edit_is_one_line() -> None:
    console = piped()
    await ConsoleSender(console).edit("200", "terminal-n1", MESSAGE)
    assert printed(console) == "updated: Haftar in Moscow · new · 2 articles\n"


# ---------------------------------------------------------------- asking


def answer(line: str) -> Message:
    if line == "/actor nobody":
        raise UnknownActor("nobody called 'nobody' is tracked")
    if line == "/actor odd":
        raise ZeroDivisionError
    return Message(lines=((Span(f"answer to {line}"),),))


async def conversation(text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    console = piped()
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    await converse(answer, {}, console=console)
    return printed(console)


async def test_piped_commands_are_answered_in_order_until_the_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    output = await conversation("/actor Haftar\n\n  /health  ", monkeypatch)
    assert output == "answer to /actor Haftar\n\nanswer to /health\n\n"


async def test_an_unknown_actor_is_one_sentence_and_the_next_command_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    output = await conversation("/actor nobody\n/health\n", monkeypatch)
    assert output == "nobody called 'nobody' is tracked\n\nanswer to /health\n\n"


async def test_a_failure_of_the_programs_own_costs_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    output = await conversation("/actor odd\n/health\n", monkeypatch)
    assert output == "this made the program fail; the log says where\n\nanswer to /health\n\n"


async def test_quit_ends_the_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await conversation("/quit\n/health\n", monkeypatch) == ""


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


async def test_a_prompt_answers_what_is_typed_until_the_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    console = terminal()
    monkeypatch.setattr("sys.stdin", Keyboard())
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("/actor Haftar\r/actor nobody\r\x04")
        await converse(answer, {"actor": "what is known"}, console=console)
    output = ESCAPES.sub("", printed(console))
    assert output.index("answer to /actor Haftar") < output.index("nobody called 'nobody' is tracked")


def completions(typed: str) -> list[str]:
    def values(command: str, typed: str) -> Sequence[Choice]:
        matches = command != "help" and "خليفة حفتر".startswith(typed)
        return [Choice("Khalifa Haftar (خليفة حفتر)", "khalifa-haftar")] if matches else []

    says_by_command = {
        "actor": "what is known",
        "help": "the commands",
        "team create": "a new team",
        "team show": "a team",
    }
    commands = Commands(says_by_command, values)
    return [completion.text for completion in commands.get_completions(Document(typed), CompleteEvent())]


def test_commands_are_completed_then_their_values_in_any_script() -> None:
    assert completions("/") == ["/actor", "/help", "/team create", "/team show"]
    assert completions("/team ") == ["/team create", "/team show"]
    assert completions("/team create خلي") == ["khalifa-haftar"]
    assert completions("/nothing خلي") == completions("/help خلي") == []
    assert completions("/a") == ["/actor"]
    assert completions("/actor خلي") == ["khalifa-haftar"]
    assert completions("/actor ") == []


def test_without_an_archive_nothing_is_completed_and_typing_goes_on() -> None:
    def values(command: str, typed: str) -> Sequence[Choice]:
        raise Unavailable("the archive is locked")

    commands = Commands({"actor": "what is known"}, values)
    assert not list(commands.get_completions(Document("/actor Haf"), CompleteEvent()))
