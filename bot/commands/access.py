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
    mine = team.role in requester.roles or requester.user in team.editors
    return team.guild == requester.guild and (requester.manager or mine)


def shown(requester: Requester, teams: Sequence[Team], wanted: str | None) -> Team:
    """The team that is asked about; UnknownThing when there is none of that name, or several would fit."""
    return _one(requester, [team for team in teams if sees(requester, team)], wanted)


def changeable(requester: Requester, teams: Sequence[Team], wanted: str | None) -> Team:
    """The team that is to be changed; NotAllowed says who may, or which file declares it."""
    visible = [team for team in teams if sees(requester, team)]
    here = [team for team in visible if team.channel == requester.channel] or visible
    mine = [team for team in here if belongs(requester, team)]
    free = [team for team in mine if team.origin != "file"]
    team = _one(requester, (free or mine or here) if wanted is None else visible, wanted)
    if not belongs(requester, team):
        raise NotAllowed(f"team {team.name} is changed by server managers, its role and its editors alone")
    if team.origin == "file":
        raise NotAllowed(_declared(team))
    return team


def must_manage(requester: Requester, what: str) -> None:
    """NotAllowed unless the requester manages the server (or runs the program)."""
    if requester.guild is not None and not requester.manager:
        raise NotAllowed(f"{what} takes the permission Manage Server; ask somebody who has it")


def must_belong(requester: Requester, teams: Sequence[Team], what: str) -> None:
    """NotAllowed unless the requester manages the server or has a say in one of its teams."""
    if requester.guild is None or requester.manager or any(belongs(requester, team) for team in teams):
        return
    raise NotAllowed(f"{what} is for server managers, and for the roles and editors of teams here")


def _one(requester: Requester, teams: Sequence[Team], wanted: str | None) -> Team:
    if wanted:
        named = [team for team in teams if wanted == team.id or wanted.casefold() == team.name.casefold()]
        if not named:
            raise UnknownThing(f"no team {wanted!r} here; {_names(teams)}")
    else:
        named = [team for team in teams if team.channel == requester.channel] or list(teams)
    if not named:
        raise UnknownThing(NO_TEAM)
    if len(named) > 1:
        raise UnknownThing(f"which team? {_names(named)}")
    return named[0]


def _names(teams: Sequence[Team]) -> str:
    if not teams:
        return NO_TEAM
    twice = len({team.name.casefold() for team in teams}) < len(teams)  # only the operator sees several servers
    return "there are: " + ", ".join(team.id if twice else team.name for team in teams)


def _declared(team: Team) -> str:
    if team.guild == TERMINAL:
        return (
            f"team {team.name} stands in while config/teams.toml declares none: declare one there,"
            " or make one of your own with /team create"
        )
    return f"team {team.name} is declared in config/teams.toml: change it there"
