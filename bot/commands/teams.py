"""Commands about teams: who is told, where, and at which hours."""

from __future__ import annotations

from dataclasses import replace

from bot.commands import access, changing
from bot.commands.changing import CONFIRM, YES
from bot.commands.context import Command, CommandContext, Parameter, Requester
from bot.commands.watching import ASIDES, LANGUAGES, NOVELTY, TEAM, with_sources
from bot.message import Message
from bot.render import manage, operations, removal
from watchers.archive import Connection, catalogue, changes
from watchers.archive.visible import seen_by
from watchers.catalogue.teams import team_id
from watchers.errors import ConfigError, NotAllowed
from watchers.model import Team
from watchers.telling import schedule

LONGEST_NAME_CHARACTERS = 60
NO_VALUE_WORDS = ("none", "off", "-")  # typed to take a value away


def create(
    context: CommandContext,
    requester: Requester,
    name: str,
    channel: str | None = None,
    role: str | None = None,
    timezone: str | None = None,
    quiet_hours: str | None = None,
    digest: str | None = None,
    languages: str | None = None,
    minimum_novelty: str | None = None,
    asides: str | None = None,
    editor: str | None = None,
) -> Message:
    """Make a team of the requester's server, told in the channel that is named or asked in."""
    access.must_manage(requester, "making a team")
    if not (channel or requester.channel):
        raise ConfigError("where is the team told? give channel: and the id of a channel on Discord")
    new_team = Team(
        team_id(requester.home, _name(name)),
        _name(name),
        requester.home,
        channel or requester.channel,
        origin="discord",
    )
    with context.database.write() as archive:
        teams = _of_server(archive, requester.home)
        if any(new_team.id == team.id or new_team.name.casefold() == team.name.casefold() for team in teams):
            raise ConfigError(
                f"there is a team {new_team.name} already; change it with /team edit, or choose another name"
            )
        new_team = _with_settings(new_team, None, channel, role, timezone, quiet_hours, digest)
        new_team = replace(new_team, editors=(editor,) if editor else ())
        watchlist = with_sources(archive, new_team, None, None, languages, minimum_novelty, asides)
        new_team = replace(new_team, watchlist=watchlist)
        _must_have_own_channel(archive, new_team)
        catalogue.save_team(archive, new_team, context.clock())
    return manage.team_made(new_team, requester.lacking(new_team.channel))


def show(context: CommandContext, requester: Requester, team: str | None = None) -> Message:
    """A team with its watchlist and hours."""
    with context.database.read() as archive:
        chosen = access.shown(requester, catalogue.teams(archive), team)
        names = _names_seen_by(archive, chosen)
    due = schedule.next_digest(chosen.digest, chosen.timezone, context.clock()) if chosen.digest else None
    return operations.team(chosen, names, due)


def edit(
    context: CommandContext,
    requester: Requester,
    team: str | None = None,
    name: str | None = None,
    channel: str | None = None,
    role: str | None = None,
    no_role: str | None = None,
    timezone: str | None = None,
    quiet_hours: str | None = None,
    digest: str | None = None,
    minimum_novelty: str | None = None,
    asides: str | None = None,
    add_editor: str | None = None,
    remove_editor: str | None = None,
) -> Message:
    """Change a team; its story messages stay where they are."""
    with context.database.write() as archive:
        chosen = access.changeable(requester, catalogue.teams(archive), team)
        snapshot = changes.snapshot(archive)
        edited = _with_settings(
            chosen, name, channel, NO_VALUE_WORDS[0] if no_role == YES else role, timezone, quiet_hours, digest
        )
        watchlist = with_sources(archive, edited, None, None, None, minimum_novelty, asides)
        edited = replace(edited, watchlist=watchlist)
        editors = dict.fromkeys((*edited.editors, *filter(None, [add_editor])))
        edited = replace(edited, editors=tuple(user for user in editors if user != remove_editor))
        if edited == chosen:
            raise ConfigError(f"nothing to change of team {chosen.name}: give what is to be different")
        _must_have_own_channel(archive, edited)
        catalogue.save_team(archive, edited, context.clock())
        undo = changing.record(archive, requester, snapshot, f"Team {edited.name} was changed.", context.clock())
    return manage.team_changed(show(context, requester, edited.id), requester.lacking(edited.channel), undo)


def delete(context: CommandContext, requester: Requester, team: str, confirm: str | None = None) -> Message:
    """Delete a team, or without `confirm` say what would be lost; its messages stay."""
    access.must_manage(requester, "deleting a team")
    with context.database.write() as archive:
        chosen = access.changeable(requester, catalogue.teams(archive), team)
        if confirm is None:
            return removal.team(chosen, _names_seen_by(archive, chosen), _unambiguous_name(archive, chosen))
        snapshot = changes.snapshot(archive)
        catalogue.retire_team(archive, chosen.id, context.clock())
        undo = changing.record(
            archive, requester, snapshot, sentence := f"Team {chosen.name} was deleted.", context.clock()
        )
    return manage.done(sentence, "It is told nothing more; its messages stay.", undo=undo)


# ---------------------------------------------------------------- parts


def _with_settings(
    team: Team,
    name: str | None,
    channel: str | None,
    role: str | None,
    timezone: str | None,
    quiet_hours: str | None,
    digest: str | None,
) -> Team:
    """The team with these settings, checked, those that are not None; `none` takes role, quiet hours or digest away."""
    if timezone:
        schedule.parse_zone(timezone)
        team = replace(team, timezone=timezone)
    if quiet_hours:
        team = replace(team, quiet_hours=None if _is_none(quiet_hours) else schedule.parse_quiet_hours(quiet_hours))
    if digest:
        team = replace(team, digest=None if _is_none(digest) else digest_schedule(digest))
    if role:
        team = replace(team, role=None if _is_none(role) else role)
    if name:
        team = replace(team, name=_name(name))
    return replace(team, channel=channel) if channel else team


def _unambiguous_name(archive: Connection, team: Team) -> str:
    """What to type for just this team: its name, or its id where the operator sees several of that name."""
    names = [other.name.casefold() for other in catalogue.teams(archive)]
    return team.name if names.count(team.name.casefold()) == 1 else team.id


def digest_schedule(text: str) -> str:
    """A schedule in any of its forms, evened out; ConfigError says what to write."""
    schedule.parse_schedule(text)
    return " ".join(text.split())


def _is_none(text: str) -> bool:
    return text.strip().casefold() in NO_VALUE_WORDS


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME_CHARACTERS or not any(map(str.isalnum, name)):
        raise ConfigError(
            f"{text!r} is no name for a team; use letters or digits, at most {LONGEST_NAME_CHARACTERS} characters"
        )
    return name


def _must_have_own_channel(archive: Connection, team: Team) -> None:
    """NotAllowed where another team has the channel, of whatever scope; a terminal has but one channel for all.

    What was sent is looked for in its channel by its number, which counts in each scope by itself.
    """
    with seen_by(archive, None):
        teams = catalogue.teams(archive)
    for other in teams:
        if other.channel == team.channel and other.id != team.id and team.channel != team.guild:
            whose = f"team {other.name}" if other.guild == team.guild else "another team"
            raise NotAllowed(f"{whose} has that channel; give each team its own")


def _of_server(archive: Connection, guild: str) -> list[Team]:
    """The teams of one server among those that the viewer sees."""
    return [team for team in catalogue.teams(archive) if team.guild == guild]


def _names_seen_by(archive: Connection, team: Team) -> dict[str, str]:
    """The names of the actors whom the team's server follows, by id."""
    with seen_by(archive, team.guild):
        return catalogue.actor_names(archive)


NAME = Parameter("name", "what the team is called here")
CHANNEL = Parameter("channel", "where it is told; this one if left out", required=False, kind="channel")
ROLE = Parameter("role", "whom alerts ping, and who may change the team", required=False, kind="role")
ZONE = Parameter("timezone", "such as Europe/Berlin; UTC if left out", required=False, completes="zone")
QUIET_HOURS = Parameter("quiet_hours", "local times at which alerts wait, as 22:00-06:30", required=False)
DIGEST = Parameter("digest", "daily 08:00, weekdays 08:00, weekly mon 08:00 or cron 0 8 * * 1", required=False)
EDITOR = Parameter("editor", "who may change the team besides its role", required=False, kind="user")

COMMANDS = (
    Command(
        "team create",
        "Make a team that is told in a channel",
        create,
        (NAME, CHANNEL, ROLE, ZONE, QUIET_HOURS, DIGEST, LANGUAGES, NOVELTY, ASIDES, EDITOR),
    ),
    Command("team show", "A team with its watchlist and hours", show, (TEAM,), private=True),
    Command(
        "team edit",
        "Change where, when and whom a team is told",
        edit,
        (
            TEAM,
            Parameter("name", "another name", required=False),
            Parameter("channel", "another channel", required=False, kind="channel"),
            ROLE,
            Parameter("no_role", "ping nobody", required=False, choices=(YES,)),
            Parameter("timezone", "such as Europe/Berlin", required=False, completes="zone"),
            Parameter("quiet_hours", "as 22:00-06:30, or none", required=False),
            Parameter("digest", "as daily 08:00, or none", required=False),
            NOVELTY,
            ASIDES,
            Parameter("add_editor", "who may change the team besides its role", required=False, kind="user"),
            Parameter("remove_editor", "who may change it no longer", required=False, kind="user"),
        ),
    ),
    Command(
        "team delete", "Tell a team nothing more", delete, (replace(TEAM, says="which one", required=True), CONFIRM)
    ),
)
