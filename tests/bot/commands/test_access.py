"""Who may see and change which team."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import access
from bot.commands.context import Requester
from tests.support.commanding import ANALYST, BOSS, FOREIGNER, STRANGER
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Team

DESK = Team("100-desk", "Desk", "100", "200", role="300", origin="discord")
RISK = Team("100-risk", "Risk", "100", "201", role="301", editors=("2",), origin="discord")
FILED = replace(DESK, id="100-filed", name="Filed", channel="202", origin="file")
THEIRS = Team("999-desk", "Desk", "999", "900", origin="discord")
OPERATOR = Requester("terminal", channel="terminal", manager=True)

MAY_CHANGE = [
    (BOSS, DESK, True),
    (ANALYST, DESK, True),  # has its role
    (ANALYST, RISK, True),  # is its editor
    (STRANGER, DESK, False),
    (STRANGER, replace(DESK, role=None), False),
    (FOREIGNER, DESK, False),
    (replace(ANALYST, guild="999"), DESK, False),
    (OPERATOR, DESK, True),
    (OPERATOR, THEIRS, True),
]


@pytest.mark.parametrize(("requester", "team", "may"), MAY_CHANGE)
def test_managers_the_role_and_editors_change_a_team_and_nobody_else(
    requester: Requester, team: Team, may: bool
) -> None:
    assert access.belongs(requester, team) is may


def test_a_team_is_meant_by_its_name_in_any_case() -> None:
    assert access.changeable(BOSS, [DESK, RISK], "risk") is RISK


def test_the_team_of_the_channel_is_meant_where_none_is_named() -> None:
    assert access.changeable(BOSS, [DESK, RISK], None) is DESK


def test_the_only_team_that_may_be_changed_is_meant_where_none_is_named() -> None:
    elsewhere = replace(BOSS, channel="777")
    assert access.changeable(elsewhere, [RISK, FILED, THEIRS], None) is RISK


def test_several_teams_that_fit_are_named() -> None:
    with pytest.raises(UnknownThing, match="which team\\? there are: Desk, Risk"):
        access.changeable(replace(BOSS, channel="777"), [DESK, RISK], None)


def test_whoever_has_no_say_is_told_who_has() -> None:
    with pytest.raises(NotAllowed, match="server managers, its role and its editors"):
        access.changeable(STRANGER, [DESK], "Desk")


def test_what_a_file_declares_is_changed_in_the_file() -> None:
    with pytest.raises(NotAllowed, match=r"config/teams\.toml"):
        access.changeable(BOSS, [FILED], None)


def test_another_servers_team_does_not_exist() -> None:
    with pytest.raises(UnknownThing, match="no team"):
        access.shown(FOREIGNER, [DESK], "Desk")
    with pytest.raises(UnknownThing, match="no team"):
        access.changeable(FOREIGNER, [DESK, RISK], "Risk")


def test_teams_of_one_name_on_several_servers_are_told_apart_for_the_operator() -> None:
    with pytest.raises(UnknownThing, match="100-desk, 999-desk"):
        access.shown(OPERATOR, [DESK, THEIRS], "Desk")
    assert access.shown(OPERATOR, [DESK, THEIRS], "999-desk") is THEIRS


def test_without_a_team_one_is_to_be_made() -> None:
    with pytest.raises(UnknownThing, match="/team create"):
        access.shown(BOSS, [], None)


def test_making_something_for_the_whole_server_takes_a_say_in_it() -> None:
    access.must_manage(BOSS, "making a team")
    access.must_belong(ANALYST, [DESK], "tracking actors")
    with pytest.raises(NotAllowed, match="Manage Server"):
        access.must_manage(ANALYST, "making a team")
    with pytest.raises(NotAllowed, match="roles and editors"):
        access.must_belong(STRANGER, [DESK, RISK], "tracking actors")
