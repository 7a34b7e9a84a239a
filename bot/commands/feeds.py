"""Commands about feeds: what is polled, and how that goes.

A feed added here is the requester's server's own, whether or not others have its address; at the operator's terminal
it is everybody's. An address is fetched and read once before it is followed; the feeds of an imported list are read
when their turn comes. What config/feeds.toml declares is changed there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.commands import access, changing, naming
from bot.commands.changing import CONFIRM
from bot.commands.context import Command, CommandContext, Parameter, Requester, listed
from bot.commands.watching import TAGS
from bot.message import Message
from bot.render import manage, operations, removal
from config import durations
from watchers.archive import Connection, catalogue, changes, engine, feeds, quarantine
from watchers.catalogue.feeds import wrong_with_url
from watchers.errors import ConfigError, NotAllowed
from watchers.model import Feed, FeedState, Team
from watchers.parsing import opml
from watchers.text import credentials, languages

MOST_FEEDS_IMPORTED = 500
RIGHT_TO_CHANGE_FEEDS = "changing feeds"
PAGES_BY_CHOICE = {"always": True, "never": False, "as learnt": None}


def list_(context: CommandContext, requester: Requester) -> Message:
    """Every feed that the requester sees, with its language, tags and origin."""
    with context.database.read() as archive:
        return manage.feeds(_seen(archive, requester))


def health(context: CommandContext, requester: Requester) -> Message:
    """Every feed that the requester sees, with how its polls went, those in trouble first."""
    now = context.clock()
    with context.database.read() as archive:
        states, set_aside = _seen(archive, requester), quarantine.of_feeds(archive)
        return operations.feeds(states, now, engine.not_recorded(archive, now), set_aside)


def add(
    context: CommandContext,
    requester: Requester,
    url: str,
    title: str | None = None,
    language: str | None = None,
    tags: str | None = None,
    interval: str | None = None,
    pages: str | None = None,
) -> Message:
    """Follow the feed at an address, or the one that the page there links to; it is read once first."""
    settings = Feed(
        "",
        title or "",
        _typed_language(language),
        listed(tags),
        _interval(interval),
        PAGES_BY_CHOICE[pages or "as learnt"],
        requester.guild,
    )
    with context.database.read() as archive:
        access.must_belong(requester, catalogue.teams(archive), RIGHT_TO_CHANGE_FEEDS)
    check = context.check(url)
    if problem := wrong_with_url(check.url):
        raise ConfigError(f"{credentials.shown(check.url)}: {problem}")
    feed = replace(
        settings,
        url=check.url,
        title=title or check.title,
        language=settings.language or _stated_language(check.language),
    )
    with context.database.write() as archive:
        existing = feeds.state(archive, feed.url, requester.guild)
        catalogue.save_feed(archive, feed, "discord", context.clock())
    return manage.feed_added(feed, check, again=existing is not None)


def remove(context: CommandContext, requester: Requester, feed: str, confirm: str | None = None) -> Message:
    """Follow a feed no longer; its articles stay."""
    with context.database.write() as archive:
        access.must_belong(requester, catalogue.teams(archive), RIGHT_TO_CHANGE_FEEDS)
        state = naming.feed(feeds.states(archive), feed, "/feeds remove feed:")
        if state.origin == "file":
            raise NotAllowed(f"{state.feed.address} is declared in config/feeds.toml: change it there")
        if state.feed.guild != requester.guild:
            raise NotAllowed(f"{state.feed.address} is polled for every server: whoever runs the program removes it")
        watching = _watching(archive, state.feed)
        if confirm is None:
            return removal.feed(state, watching)
        snapshot = changes.snapshot(archive)
        catalogue.retire_feed(archive, state.feed, context.clock())
        _unwatch(archive, watching, state.feed.url, context)
        undo = changing.record(
            archive, requester, snapshot, sentence := f"{state.feed.label} is polled no longer.", context.clock()
        )
    return manage.done(sentence, "Its articles stay in the archive.", undo=undo)


def import_(context: CommandContext, requester: Requester, file: bytes, tags: str | None = None) -> Message:
    """Follow every feed of a list that another reader exported (OPML)."""
    listed_feeds = opml.read(file)
    if len(listed_feeds) > MOST_FEEDS_IMPORTED:
        raise ConfigError(f"this list has {len(listed_feeds)} feeds; import at most {MOST_FEEDS_IMPORTED} at once")
    usable = [feed for feed in listed_feeds if not wrong_with_url(feed.url)]
    with context.database.write() as archive:
        access.must_belong(requester, catalogue.teams(archive), RIGHT_TO_CHANGE_FEEDS)
        followed_urls = {state.feed.url for state in feeds.states(archive)}
        new_feeds = [_tagged(feed, listed(tags)) for feed in usable if feed.url not in followed_urls]
        for feed in new_feeds:
            catalogue.save_feed(archive, replace(feed, guild=requester.guild), "discord", context.clock())
    return manage.feeds_imported(len(new_feeds), len(usable) - len(new_feeds), len(listed_feeds) - len(usable))


# ---------------------------------------------------------------- parts


def _seen(archive: Connection, requester: Requester) -> tuple[FeedState, ...]:
    """The feeds of everybody and of the requester's server; the operator's terminal is shown those of all servers."""
    return feeds.of_all(archive) if requester.guild is None else feeds.states(archive)


def _watching(archive: Connection, feed: Feed) -> list[Team]:
    """The teams that would no longer be told of a feed which they watch; of everybody's it may be any server's."""
    teams = [team for team in catalogue.teams(archive) if feed.url in team.watchlist.feeds]
    return [team for team in teams if feed.guild or feeds.state(archive, feed.url, team.guild) is None]


def _unwatch(archive: Connection, teams: Sequence[Team], url: str, context: CommandContext) -> None:
    """Take a feed that is gone off the watchlists of those teams."""
    for team in teams:
        if team.origin != "file":
            remaining = tuple(watched_url for watched_url in team.watchlist.feeds if watched_url != url)
            watchlist = replace(team.watchlist, feeds=remaining)
            catalogue.save_team(archive, replace(team, watchlist=watchlist), context.clock())


def _tagged(feed: Feed, tags: Sequence[str]) -> Feed:
    language = _stated_language(feed.language)
    return replace(feed, language=language, tags=tuple(dict.fromkeys((*feed.tags, *tags))))


def _typed_language(text: str | None) -> str | None:
    """The code of a language as a person typed it, None for no text; ConfigError where that is no language."""
    try:
        return languages.parse(text) if text else None
    except ValueError as problem:
        raise ConfigError(str(problem)) from None


def _stated_language(text: str | None) -> str | None:
    """The code of a language as a feed or list states it, None where that is no language."""
    try:
        return languages.parse(text) if text else None
    except ValueError:
        return None


def _interval(text: str | None) -> timedelta | None:
    try:
        return durations.parse_positive(text) if text else None
    except ValueError as problem:
        raise ConfigError(f"interval: {problem}") from None


COMMANDS = (
    Command("feeds list", "What is polled", list_, private=True),
    Command(
        "feeds add",
        "Follow a feed, or the one that a page links to",
        add,
        (
            Parameter("url", "the address of a feed or of a page"),
            Parameter("title", "the name shown, if not the feed's own", required=False),
            Parameter("language", "its language, as ar or en, where it does not say so", False, "language"),
            replace(TAGS, says="what it is about, separated by commas; watchlists can name tags"),
            Parameter("interval", "how often it is polled at least, as 5m or 1h", required=False),
            Parameter(
                "pages", "whether articles are read from the linked pages", False, choices=tuple(PAGES_BY_CHOICE)
            ),
        ),
    ),
    Command(
        "feeds remove",
        "Follow a feed no longer",
        remove,
        (Parameter("feed", "its title, address or number", completes="own feed"), CONFIRM),
    ),
    Command(
        "feeds import",
        "Follow every feed of a list from another reader",
        import_,
        (Parameter("file", "an OPML file", kind="file"), replace(TAGS, says="tags for all of them")),
    ),
    Command("feeds health", "When each feed was last read, and which cannot be read", health, private=True),
)
