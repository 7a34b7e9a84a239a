"""A typed line becomes a command: names and values, in order or by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.table import COMMANDS
from bot.terminal import command_line, console
from tests.support.commanding import Office
from watchers.errors import ActorwatchError
from watchers.model import Team

STAND_IN = Team("terminal", "Terminal", "terminal", "terminal")
VISIT = "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday, its keeper said. He stayed an hour."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    desk = Office.at(tmp_path, teams=(STAND_IN,))
    yield desk
    desk.database.close()


def typed(office: Office, line: str) -> str:
    return console.plain(command_line.answer(office.context, line))


def test_a_command_is_typed_with_or_without_its_slash(office: Office) -> None:
    assert typed(office, "/actor Haftar") == typed(office, "actor  Haftar ")


def test_the_last_value_takes_the_rest_of_the_line(office: Office) -> None:
    office.article("Visit", VISIT)
    assert "1 hit" in typed(office, "/search lighthouse museum")


def test_several_values_are_parted_by_commas_or_blanks(office: Office) -> None:
    typed(office, "/track add Sergei Lavrov")
    for line in ("/compare Khalifa Haftar, Lavrov", "/compare Haftar Lavrov"):
        assert "Khalifa Haftar and Sergei Lavrov" in typed(office, line)


def test_values_are_named_in_any_order(office: Office) -> None:
    office.article("Visit", VISIT)
    assert "No dated event" in typed(office, "/timeline since:2030 name:Haftar")
    assert "No dated event" in typed(office, "/timeline Haftar until: 1999")


def test_the_first_value_needs_no_name_where_none_is_required(office: Office) -> None:
    typed(office, "/team create Mine")
    assert "now watches Khalifa Haftar" in typed(office, "/watch add Haftar team:Mine")
    assert "Team Mine" in typed(office, "/team show Mine")


def test_the_stand_in_for_declared_teams_says_how_to_get_one_of_ones_own(office: Office) -> None:
    with pytest.raises(ActorwatchError, match="/team create"):
        typed(office, "/watch add Haftar")


def test_a_team_made_in_the_terminal_is_told_in_the_terminal(office: Office) -> None:
    assert "is told in channel terminal" in typed(office, "/team create Mine")
    assert office.team("terminal-mine").channel == "terminal"


def test_a_file_is_read_where_discord_takes_an_attachment(office: Office, tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text('<opml version="2.0"><body><outline xmlUrl="https://gulf.example/atom"/></body></opml>')
    assert "1 feed of the list" in typed(office, f"/feeds import {opml}")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/nonsense", "there is no command /nonsense"),
        ("/watch", "there is no command /watch"),
        ("/actor", "/actor needs name"),
        ("/compare Haftar", "/compare needs second"),
        ("/health at once", "takes no 'at once'"),
        ("/watch add Haftar minimum_novelty:some", "minimum_novelty is one of"),
        ("/watch rehearse days:many", "days is a number from 1 to 30"),
        ("/watch rehearse days:99", "days is a number from 1 to 30"),
        ("/feeds import /no/such/file.opml", "cannot be read"),
        ("/feeds import ~nobody-of-that-name/file.opml", "cannot be read"),
        ("/feeds import a\0b", "cannot be read"),
        ("/timeline Haftar since:yesterday", "no date"),
        ("/help watch dance", "no command"),
        ("/compare Haftar, Khalifa Haftar", "both mean Khalifa Haftar"),
        ("/team create name:" + "N" * 1001, "name is longer than 1000 characters"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(office: Office, line: str, says: str) -> None:
    with pytest.raises(ActorwatchError, match=says) as caught:
        typed(office, line)
    assert "\n" not in str(caught.value)


def test_every_command_of_the_table_is_known_to_the_terminal() -> None:
    assert list(command_line.commands()) == [command.path for command in COMMANDS]


def test_help_shows_the_values_of_one_command(office: Office) -> None:
    output = typed(office, "/help watch pause")
    assert "until — " in output and "team (optional) — " in output


@pytest.mark.parametrize(
    ("command", "line", "completed"),
    [
        ("actor", "خليفة", ["khalifa-haftar"]),
        ("compare", "Lavrov, haf", ["Lavrov, khalifa-haftar"]),
        ("watch add", "Haftar team:ter", ["Haftar team:terminal"]),
        ("timeline", "Haftar since:20", []),
        ("story", "lighthouse", ["1"]),
        ("stories merge", "7,light", ["7,1"]),
        ("stories split", "1, 2", []),
        ("search", "haf", []),
        ("health", "haf", []),
        ("actor", "", []),
    ],
)
def test_the_value_at_the_end_of_the_line_is_completed(
    office: Office, command: str, line: str, completed: list[str]
) -> None:
    office.article("Lighthouse opens", VISIT)
    assert [choice.value for choice in command_line.completions(office.context, command, line)] == completed
