"""Who may see and change which team. Pure.

see      the teams of one's own server; the operator at the terminal sees all
change   server managers, and a team's own role and editors; what a file declares is changed in that file by whoever
         runs the program
choose   a team may be left out where only one fits: the one whose channel it is, or the only one
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.context import TERMINAL, Requester
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Team

NO_TEAM = "no team here yet; make one with /team create"


def sees(requester: Requester, team: Team) -> bool:
    """Whether the team may show in an answer."""
    return requester.guild is None or team.guild == requester.guild


def belongs(requester: Requester, team: Team) -> bool:
    """Whether the requester has a say in the team."""
    if requester.guild is None:
        return True
    named = team.role in requester.roles or requester.user in team.editors
    return team.guild == requester.guild and (requester.manager or named)


def shown(requester: Requester, teams: Sequence[Team], name: str | None) -> Team:
    """The team that is asked about; UnknownThing when there is none of that name, or several would fit."""
    return _choose(requester, [team for team in teams if sees(requester, team)], name)


def changeable(requester: Requester, teams: Sequence[Team], name: str | None) -> Team:
    """The team that is to be changed; NotAllowed says who may, or which file declares it."""
    visible = [team for team in teams if sees(requester, team)]
    in_channel = [team for team in visible if team.channel == requester.channel] or visible
    own = [team for team in in_channel if belongs(requester, team)]
    undeclared = [team for team in own if team.origin != "file"]
    team = _choose(requester, (undeclared or own or in_channel) if name is None else visible, name)
    if not belongs(requester, team):
        raise NotAllowed(f"team {team.name} is changed by server managers, its role and its editors alone")
    if team.origin == "file":
        raise NotAllowed(_where_to_change(team))
    return team


def must_manage(requester: Requester, action: str) -> None:
    """NotAllowed, which names the `action`, unless the requester manages the server (or runs the program)."""
    if requester.guild is not None and not requester.manager:
        raise NotAllowed(f"{action} takes the permission Manage Server; ask somebody who has it")


def must_belong(requester: Requester, teams: Sequence[Team], action: str) -> None:
    """NotAllowed, which names the `action`, unless the requester manages the server or has a say in a team of it."""
    if requester.guild is None or requester.manager or any(belongs(requester, team) for team in teams):
        return
    raise NotAllowed(f"{action} is for server managers, and for the roles and editors of teams here")


def _choose(requester: Requester, teams: Sequence[Team], name: str | None) -> Team:
    """The team with this name or id, or without one the channel's or the only one. UnknownThing for none or several."""
    if name:
        matches = [team for team in teams if name == team.id or name.casefold() == team.name.casefold()]
        if not matches:
            raise UnknownThing(f"no team {name!r} here; {_names(teams)}")
    else:
        matches = [team for team in teams if team.channel == requester.channel] or list(teams)
    if not matches:
        raise UnknownThing(NO_TEAM)
    if len(matches) > 1:
        raise UnknownThing(f"which team? {_names(matches)}")
    return matches[0]


def _names(teams: Sequence[Team]) -> str:
    if not teams:
        return NO_TEAM
    ambiguous = len({team.name.casefold() for team in teams}) < len(teams)  # only the operator sees several servers
    return "there are: " + ", ".join(team.id if ambiguous else team.name for team in teams)


def _where_to_change(team: Team) -> str:
    if team.guild == TERMINAL:
        return (
            f"team {team.name} stands in while config/teams.toml declares none: declare one there,"
            " or make one of your own with /team create"
        )
    return f"team {team.name} is declared in config/teams.toml: change it there"
