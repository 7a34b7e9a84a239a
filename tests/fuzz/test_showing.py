"""Any answer, story and digest is written within Discord's limits, with no mention and no link but its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from bot.discord import chart_png
from bot.discord.markdown import DiscordText, write
from bot.discord.markdown_lines import size
from bot.message import Bar, Chart, Message
from bot.render import alerts, answers, digests, operations, stories
from bot.render.sanitise import clean, safe_link
from bot.terminal import console, sparkline
from tests.fuzz.strategies import ACTORS, DAYS, FUZZ, NOW, RECENT, SHORT, TEXTS, URLS, values
from watchers.lookups import volume
from watchers.lookups.answers import (
    ActorAnswer,
    CompareAnswer,
    SearchAnswer,
    StatusAnswer,
    StoryAnswer,
    TimelineAnswer,
    WhyAnswer,
    WhyNotAnswer,
    as_json,
)
from watchers.model import Coverage, DayCount, Delivery, Feed, FeedState, Report, Story, Team, Told, Watchlist
from watchers.telling import digest, route
from watchers.wording.names import Names

LINK = re.compile(r"(?<!\\)\]\(([^)]*)\)")  # the address of one
NAMES = {actor.id: actor.name for actor in ACTORS}
COUNTS = st.integers(0, 10**9)
TEAMS = st.builds(
    Team,
    SHORT,
    SHORT,
    guild=st.sampled_from(("100", "²", "")),
    channel=st.sampled_from(("200", "²", "")),
    role=st.sampled_from(("300", None)),
    timezone=st.sampled_from(("UTC", "Africa/Tripoli", "Pacific/Apia")),
    watchlist=values(Watchlist),
)
STORIES = values(Story)
DELIVERIES = values(Delivery, due=RECENT, ended_at=RECENT)
TOLD = values(Told, at=RECENT, edited_at=RECENT, replied_at=RECENT)
DAYS_COUNTED = st.builds(
    lambda first, counts: [DayCount(first + timedelta(days=n), each, each // 2) for n, each in enumerate(counts)],
    st.dates(max_value=date(9000, 1, 1)),
    st.lists(COUNTS, min_size=1, max_size=95),
)
VOLUMES = st.builds(volume.of, DAYS_COUNTED, st.none() | DAYS, st.integers(0, 3), st.none() | RECENT)
SHOWN: Mapping[type, Callable[[Any], Message]] = {
    TimelineAnswer: answers.timeline,
    StoryAnswer: stories.story,
    SearchAnswer: answers.search,
    CompareAnswer: answers.compare,
    WhyAnswer: operations.why,
    WhyNotAnswer: operations.whynot,
    StatusAnswer: operations.status,
}


def check(message: Message) -> None:
    """The message fits, says something, and neither notifies nor leads anywhere that it does not show."""
    written = write(message)
    assert written.content or written.embeds
    assert size(written.content) <= 2000 and len(written.embeds) <= 10
    assert sum(map(_total, written.embeds)) <= 6000
    for embed in written.embeds:
        assert size(embed.title) <= 256 and size(embed.description) <= 4096 and size(embed.footer) <= 2048
        assert len(embed.fields) <= 25
        assert all(0 < size(each.name) <= 256 and 0 < size(each.value) <= 1024 for each in embed.fields)
    assert all(0 < size(button.label) <= 80 for button in written.buttons)
    for text in _texts(written):
        text.encode()
        text = text.replace(f"<@&{written.role}>", "") if written.role else text
        assert all(safe_link(url.strip("<>")) for url in LINK.findall(text))
        assert not re.search(r"<[@#:/a-z]|@everyone|@here", LINK.sub("", text))
    plain = console.plain(message)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", plain)


def _total(embed: Any) -> int:
    fields = sum(size(each.name) + size(each.value) for each in embed.fields)
    return size(embed.title) + size(embed.description) + size(embed.footer) + fields


def _texts(written: DiscordText) -> list[str]:
    texts = [written.content]
    for embed in written.embeds:
        texts += [embed.title, embed.description, *(text for each in embed.fields for text in (each.name, each.value))]
    return texts


@FUZZ
@given(st.one_of(*map(values, SHOWN)))
def test_any_answer_is_written(answer: Any) -> None:
    check(SHOWN[type(answer)](answer))
    json.dumps(as_json(answer), allow_nan=False)


@FUZZ
@given(values(ActorAnswer, volume=VOLUMES))
def test_what_is_known_of_any_actor_is_written_and_drawn(answer: ActorAnswer) -> None:
    message = answers.actor(answer)
    check(message)
    json.dumps(as_json(answer), allow_nan=False)
    for card in message.cards:
        if card.chart is not None:
            ElementTree.fromstring(chart_png.svg(card.chart))
            sparkline.strip(card.chart)


@FUZZ
@given(
    SHORT,
    st.lists(st.tuples(COUNTS, COUNTS, st.booleans()), min_size=1, max_size=120),
    st.none() | st.floats(0, 10**9),
    SHORT,
)
def test_any_chart_is_drawn(title: str, days: list[tuple[int, int, bool]], level: float | None, says: str) -> None:
    first = NOW.date()
    bars = tuple(
        Bar(first + timedelta(days=n), height, strong, min(pale, height))
        for n, (height, pale, strong) in enumerate(days)
    )
    chart = Chart(title, clean(says), bars, "", clean(says), clean(says), level, clean(says))
    ElementTree.fromstring(chart_png.svg(chart))
    assert len(sparkline.strip(chart)) < 100


@FUZZ
@given(STORIES, TEAMS, DELIVERIES, TOLD)
def test_any_story_is_told(story: Story, team: Team, delivery: Delivery, told: Told) -> None:
    check(alerts.alert(story, team, delivery, Names(actors=NAMES)))
    check(alerts.reply(story, team, delivery, told, Names(actors=NAMES)))
    check(alerts.left_over(story, told, team, delivery, told))
    for page in alerts.listing([story] * 3, team):
        check(page.message)


@FUZZ
@given(STORIES, values(Report), TEAMS, st.none() | values(Feed), st.none() | TOLD)
def test_any_report_is_routed_with_a_reason(
    story: Story, report: Report, team: Team, feed: Feed | None, told: Told | None
) -> None:
    situation = route.Situation(story, report, feed, NOW, timedelta(seconds=15))
    decision = route.decide(situation, route.TeamView(team, told))
    assert decision.reasons
    assert all(each.due >= NOW for each in decision.deliveries)


@FUZZ
@given(TEAMS, st.lists(STORIES, max_size=3), values(Coverage))
def test_a_digest_of_any_stories_is_written(team: Team, stories: list[Story], coverage: Coverage) -> None:
    period = (NOW - timedelta(days=4_000), NOW)
    check(digests.digest(digest.build(team, stories, {}, {}, coverage, period), NAMES))
    check(operations.team(team, NAMES, NOW))
    check(operations.watchlist([team], NAMES))


@FUZZ
@given(st.lists(values(FeedState), max_size=3))
def test_any_feeds_are_listed(states: list[FeedState]) -> None:
    check(operations.feeds(states, NOW))
    json.dumps(operations.feeds_json(states), allow_nan=False)


@FUZZ
@given(TEXTS, URLS)
def test_what_strangers_write_is_one_line_that_obeys_nobody(text: str, url: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown == shown.strip()
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    address = safe_link(url)
    assert address.isascii() and not re.search(r"[\s()<>]", address)
