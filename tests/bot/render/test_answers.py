"""Answers as people read them: every date with its precision, every claim with its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.discord import markdown
from bot.message import Message
from bot.render import answers, digests, operations
from bot.terminal.console import plain
from tests.support.telling import FEED, NAMES, NOW, TEAM, minutes, report, story
from watchers.events.merge import EventRow
from watchers.lookups import volume
from watchers.lookups.answers import (
    ActorAnswer,
    ActorRef,
    CompareAnswer,
    CopyOf,
    Recent,
    SearchAnswer,
    SearchHit,
    Spelling,
    StatusAnswer,
    TimelineAnswer,
    Together,
    WhyAnswer,
    WhyNotAnswer,
)
from watchers.model import (
    Basis,
    ClockAhead,
    Coverage,
    DayCount,
    DeliveryCounts,
    EncoderState,
    FeedCounts,
    FeedState,
    NotRecorded,
    Novelty,
    PartialDate,
    QuietHours,
    Source,
    Told,
    Watchlist,
)
from watchers.telling.digest import build
from watchers.telling.rehearse import rehearse

HAFTAR, SHOIGU = ActorRef("haftar", "Khalifa Haftar", "person"), ActorRef("shoigu", "Sergei Shoigu", "person")
MONITOR = Source("000.txt", "Intel", "Al-Monitor", "https://monitor.example/1", "2020-02-19", "en")
WIRE = Source("a1", "Talks", "Tripoli Wire", "https://wire.example/1", "2020-02-20T08:00:00Z", "en")
PAPER = Source("a2", "Talks again", "", "https://www.paper.example/2", None, "ar")
COVERAGE = Coverage(3, 2, ("The Quiet",), ("ar", "en"), ("The Broken",))
LAST_DAY = date(2026, 3, 1)
EVENTS = (
    EventRow(PartialDate(2017, 8, 14), "day", Basis.STATED, "They met in Moscow.", ("000.txt", "a1")),
    EventRow(PartialDate(2018, 11), "month", Basis.STATED, "They met again.", ("a1",)),
    EventRow(PartialDate(2020, 2, 19), "day", Basis.PUBLISHED, "He was seen.", ("000.txt",)),
)
ACTOR = ActorAnswer(
    actor=HAFTAR,
    spellings=(Spelling("Hifter", ("000.txt",)), Spelling("حفتر", ("a2",))),
    articles=3,
    independent=2,
    copies=(CopyOf("a2", "a1"),),
    events=EVENTS,
    together=(Together("shoigu", "Sergei Shoigu", ("000.txt", "a1", "a2")),),
    recent=(Recent("a1", "Talks", "https://wire.example/1", WIRE.published, "new", "nobody said so"),),
    coverage=COVERAGE,
    volume=volume.of([DayCount(LAST_DAY - timedelta(days=n), 0) for n in range(90, -1, -1)], LAST_DAY),
    sources=(MONITOR, WIRE, PAPER),
)


def test_an_actor_is_answered_with_spellings_events_company_and_coverage() -> None:
    output = plain(answers.actor(ACTOR))
    for expected in (
        "Khalifa Haftar (person)",
        "3 articles, 2 independent reports (1 copy)",
        "rests on 2 of 3 feeds reached; not reached: The Broken; silent: The Quiet; languages: ar, en",
        "• Talks <https://wire.example/1> · new · 2020-02-20T08:00:00Z · story a1",
        "2017-08-14 (day) They met in Moscow. — Al-Monitor <https://monitor.example/1>, Tripoli Wire",
        "2018-11 (month) They met again.",
        "2020-02-19 (day, when published) He was seen.",
        "“Hifter” in 1 article: Al-Monitor",
        "“حفتر” in 1 article: paper.example <https://www.paper.example/2>",
        "Sergei Shoigu in 3 articles: Al-Monitor <https://monitor.example/1>, Tripoli Wire",
        "<https://wire.example/1> and 1 more",
        "paper.example <https://www.paper.example/2> copies Tripoli Wire",
    ):
        assert expected in output


def volume_of(articles: int, since: date | None, today: int = 0) -> Message:
    """The answer about an actor with so many articles on each of 91 days, and more today."""
    days = [DayCount(LAST_DAY - timedelta(days=n), articles) for n in range(90, 0, -1)]
    measured = volume.of([*days, DayCount(LAST_DAY, articles + today, today)], since)
    return answers.actor(replace(ACTOR, volume=measured))


def test_the_volume_is_one_sentence_and_a_chart() -> None:
    message = volume_of(1, date(2020, 1, 1), today=5)
    output = plain(message)
    sentence = "12 articles (5 copies) in the last 7 days, more than in any of the 12 weeks before (usually 7 a week)"
    assert f"\n{sentence}\n" in output
    assert f"\n2025-12-01 ▁{'▃' * 29}█ 2026-03-01  at most 8 in 3 days\n" in output
    (card,) = message.cards
    assert card.chart is not None and card.chart.level == 1
    assert card.chart.says == (
        f"Articles a day about Khalifa Haftar from 2025-12-01 to 2026-03-01, at most 6 (2026-03-01). {sentence}."
    )


@pytest.mark.parametrize(
    ("articles", "since", "sentence"),
    [
        (0, date(2020, 1, 1), "No article in the last 7 days; usually none (the 12 weeks before)"),
        (1, LAST_DAY - timedelta(days=3), "7 articles in the last 7 days; feeds have been read only since 2026-02-26"),
        (1, None, ""),
    ],
)
def test_where_there_is_nothing_to_draw_there_is_no_chart(articles: int, since: date | None, sentence: str) -> None:
    message = volume_of(articles, since)
    assert sentence in plain(message)
    assert message.cards[0].chart is None
    assert ("last 7 days" in plain(message)) is bool(sentence)


def test_the_newest_event_of_an_actor_comes_first_and_a_timeline_goes_by_date() -> None:
    actor, timeline = (
        plain(answers.actor(ACTOR)),
        plain(answers.timeline(TimelineAnswer(HAFTAR, EVENTS, ACTOR.sources))),
    )
    assert actor.index("2020-02-19 (day, when") < actor.index("2018-11") < actor.index("2017-08-14")
    assert timeline.index("2017-08-14") < timeline.index("2018-11") < timeline.index("2020-02-19 (day, when")


def test_an_actor_of_whom_nothing_is_known_is_answered_with_what_that_rests_on() -> None:
    nothing = ActorAnswer(HAFTAR, (), 0, 0, (), (), (), (), Coverage(0, 0, (), ()), volume.of([], None))
    assert plain(answers.actor(nothing)) == (
        "Khalifa Haftar (person)\n0 articles, 0 independent reports\n"
        "rests on the seed documents alone: no feed is polled\n\nhaftar\n"
    )


def test_an_actor_with_a_thousand_of_everything_fits_discord_and_says_what_is_missing() -> None:
    events = tuple(
        EventRow(PartialDate(2000 + n % 20), "year", Basis.STATED, f"Event {n}. " * 20, ("a1",)) for n in range(1000)
    )
    spellings = tuple(Spelling(f"H{n}", ("a1",) * 50) for n in range(1000))
    written = markdown.write(answers.actor(replace(ACTOR, events=events, spellings=spellings)))
    values = "\n".join(field.value for field in written.embeds[0].fields)
    assert "more: /timeline" in values and "Sergei Shoigu" in values


def test_an_empty_timeline_says_so() -> None:
    assert "No dated event is known in that time." in plain(answers.timeline(TimelineAnswer(HAFTAR, ())))


def test_search_shows_the_passage_and_says_when_there_is_none() -> None:
    hit = SearchHit(WIRE, "a1", "… the talks in Moscow …")
    output = plain(answers.search(SearchAnswer("Moscow", (hit,))))
    assert "• Talks <https://wire.example/1> · Tripoli Wire · 2020-02-20T08:00:00Z · story a1\n" in output
    assert "↳ … the talks in Moscow …" in output
    assert "Nothing in the archive contains “Moscow”." in plain(answers.search(SearchAnswer("Moscow", ())))


def test_comparing_two_actors_shows_dated_sentences_and_articles() -> None:
    output = plain(answers.compare(CompareAnswer(HAFTAR, SHOIGU, EVENTS[:1], (WIRE,))))
    assert "Khalifa Haftar and Sergei Shoigu" in output and "1 article names both" in output
    assert "2017-08-14 (day) They met in Moscow." in output
    assert "No article in the archive names both." in plain(answers.compare(CompareAnswer(HAFTAR, SHOIGU, (), ())))


def test_why_reads_back_every_stage_for_the_requester_alone() -> None:
    message = operations.why(WhyAnswer("a1", WIRE, "a1", ("Haftar in the title",), ("new: nobody",), ("desk: done",)))
    output = plain(message)
    assert message.private
    assert output.index("Haftar in the title") < output.index("new: nobody") < output.index("desk: done")


def test_whynot_names_the_stage_in_words() -> None:
    output = plain(operations.whynot(WhyNotAnswer("https://wire.example/1", "watchlist", ("it is in ru",))))
    assert "no watchlist wants it\nit is in ru" in output


@pytest.mark.parametrize(("lost", "failing", "tone"), [(0, 0, "plain"), (1, 0, "warning"), (0, 2, "warning")])
def test_health_counts_and_warns_where_something_is_wrong(lost: int, failing: int, tone: str) -> None:
    message = operations.status(StatusAnswer(DeliveryCounts(17, 1, 2, lost, 3), FeedCounts(9, failing, 1), "0.1.0"))
    output = plain(message)
    assert f"17 delivered, 1 late, 2 repeated, {lost} lost, 3 waiting" in output
    assert f"9 reached, {failing} failing, 1 silent" in output
    assert message.cards[0].tone == tone


def test_health_says_that_the_clock_was_ahead_and_that_nothing_is_recorded() -> None:
    answer = StatusAnswer(DeliveryCounts(17, 1, 2, 0, 3), FeedCounts(9, 0, 1), "0.1.0")
    ahead = ClockAhead(1, NOW + timedelta(days=365), NOW)
    output = plain(operations.status(replace(answer, clock=ahead)))
    assert (
        "1 time in the archive lies in the future, up to 2027-03-02T14:00:00Z: the machine's clock was ahead." in output
    )
    output = plain(operations.status(replace(answer, clock=replace(ahead, times=3, mended=True))))
    assert "3 times in the archive lay in the future" in output
    assert "on 2026-03-02T14:00:00Z they were put right." in output
    full = NotRecorded("the disk is full", NOW)
    for message in (operations.status(replace(answer, recording=full)), operations.feeds([], NOW, full)):
        assert "nothing new is recorded (since 2026-03-02T14:00:00Z): the disk is full. Nothing is lost" in plain(
            message
        )
        assert message.cards[0].tone == "warning"


@pytest.mark.parametrize(
    ("state", "says", "tone"),
    [
        (EncoderState("use"), "meaning: articles are compared by the sentence encoder use.", "plain"),
        (
            EncoderState("off"),
            "meaning: articles are not compared by what they mean (ACTORWATCH_MEANING=off).",
            "plain",
        ),
        (EncoderState("use", "The weights are gone."), "meaning: The weights are gone.", "warning"),
    ],
    ids=["in use", "off", "damaged"],
)
def test_health_says_which_encoder_is_in_use_or_why_none(state: EncoderState, says: str, tone: str) -> None:
    answer = StatusAnswer(DeliveryCounts(0, 0, 0, 0, 0), FeedCounts(2, 0, 0), "0.1.0", encoder=state)
    message = operations.status(answer)
    assert says in plain(message).splitlines()
    assert message.cards[0].tone == tone


def test_feeds_in_trouble_come_first_with_their_reason() -> None:
    fine = FeedState(FEED, reached_at=NOW, last_entry=NOW - timedelta(days=9), rhythm=timedelta(days=1))
    failing = FeedState(replace(FEED, title="Zeta"), failures=3, error="the host is unknown")
    stopped = FeedState(replace(FEED, title="Omega"), stopped="410 Gone")
    never = FeedState(replace(FEED, title="Alpha"))
    rows = plain(operations.feeds([fine, never, failing, stopped], NOW)).splitlines()
    assert [row.split(" <")[0].strip() for row in rows if "<http" in row] == ["Omega", "Zeta", "Alpha", "The Wire"]
    output = "\n".join(rows)
    assert "stopped: 410 Gone" in output and "failing (3 times in a row): the host is unknown" in output
    assert "not reached yet" in output and "silent since 2026-02-21T14:00:00Z" in output
    assert operations.feeds_json([failing])[0] | {"tags": []} == {
        "url": FEED.url, "title": "Zeta", "language": None, "tags": [], "reached": None, "last_entry": None,
        "next_check": None, "failures": 3, "error": "the host is unknown", "stopped": None, "origin": "file",
        "set_aside": 0, "server": None,
    }  # fmt: skip


def test_articles_that_made_the_program_fail_are_told_beside_their_feed_and_counted() -> None:
    fine, odd = FeedState(FEED, reached_at=NOW), FeedState(replace(FEED, url="https://odd.example/"), reached_at=NOW)
    message = operations.feeds([fine, odd], NOW, set_aside={odd.feed.key: (3, "recording it made the program fail")})
    rows = [row for row in plain(message).splitlines() if "<http" in row]
    assert "· 3 articles set aside: recording it made the program fail" in rows[0]
    assert "set aside" not in rows[1]
    counted = StatusAnswer(DeliveryCounts(0, 0, 0, 0, 0), FeedCounts(2, 0, 0), "0.1.0", set_aside=3)
    assert "3 made the program fail and are set aside" in plain(operations.status(counted))
    assert [answer.cards[0].tone for answer in (message, operations.status(counted))] == ["warning"] * 2


def test_a_team_shows_its_hours_watchlist_and_where_to_change_it() -> None:
    team = replace(
        TEAM,
        digest="daily 08:00",
        quiet_hours=QuietHours(time(22), time(7)),
        paused_until=NOW,
        timezone="Africa/Tripoli",
    )
    output = plain(operations.team(team, NAMES.actors, next_digest=datetime(2026, 3, 3, 6, tzinfo=UTC)))
    for expected in (
        "quiet hours: 22:00 to 07:00 (Africa/Tripoli)",
        "digest: daily 08:00, next 2026-03-03T06:00:00Z",
        "paused until 2026-03-02T14:00:00Z",
        "actors: Khalifa Haftar",
        "minimum novelty: developing",
        "declared in config/teams.toml",
    ):
        assert expected in output


def test_an_empty_watchlist_says_what_to_do() -> None:
    empty = replace(TEAM, watchlist=Watchlist(languages=("en",)))
    assert "empty, so nothing is told; add an actor, feed or tag with /watch add" in plain(
        operations.watchlist([empty], {})
    )
    assert "make one with /team create" in plain(operations.watchlist([], {}))


def test_help_names_every_command() -> None:
    output = plain(operations.help_([("actor", "what is known of somebody"), ("team create", "a new team")]))
    assert "/actor — what is known of somebody" in output and "/team create — a new team" in output


# ---------------------------------------------------------------- digests


def digest(*, told_already: bool = False, nothing: bool = False) -> Message:
    repeated = story(
        report("k1", seen=5000), report("k2", Novelty.REPEAT, seen=20), report("k3", Novelty.REPEAT, seen=10)
    )
    fresh = story(
        report("a1", seen=60, quotes=["He left.", "She stayed."]), report("a2", Novelty.REPEAT, copy_of="a1", seen=50)
    )
    messages = {"a1": Told("desk", "a1", "200", "400", NOW)} if told_already else {}
    stories = [] if nothing else [repeated, fresh]
    built = build(TEAM, stories, messages, {FEED.url: FEED}, COVERAGE, (NOW - minutes(1440), NOW))
    return digests.digest(built, NAMES.actors)


def test_a_digest_gives_each_story_its_sentences_and_counts() -> None:
    assert plain(digest()) == (
        "Digest for Libya desk\n"
        "2026-03-01T14:00:00Z to 2026-03-02T14:00:00Z\n"
        "1 story with something new: 1 not told yet, 0 told already\n"
        "1 more story (2 articles) brought nothing developing or newer.\n"
        "rests on 2 of 3 feeds reached; not reached: The Broken; silent: The Quiet; languages: ar, en\n"
        "\nNot told yet\n"
        "  • Haftar in Moscow <https://wire.example/a1> · new · 2 articles, one report · story a1\n"
        "    “He left.”\n"
        "    “She stayed.”\n"
        "    Khalifa Haftar · Outlet 1, Outlet 2\n"
    )


def test_a_story_told_already_is_one_line_with_a_link_to_its_message() -> None:
    assert plain(digest(told_already=True)).endswith(
        "\nTold already\n"
        "  • Haftar in Moscow <https://discord.com/channels/100/200/400> · new · 2 articles · story a1\n"
    )


def test_a_digest_of_nothing_says_so_and_states_its_coverage() -> None:
    assert plain(digest(nothing=True)).splitlines()[2:] == [
        "Nothing new.",
        "rests on 2 of 3 feeds reached; not reached: The Broken; silent: The Quiet; languages: ar, en",
    ]


def test_a_rehearsal_lists_what_would_have_been_sent_and_why() -> None:
    played = story(report("a1", seen=60), report("a2", Novelty.DEVELOPING, seen=30, quotes=["He left."]))
    output = plain(digests.rehearsal(rehearse(TEAM, [played], {}, (NOW - minutes(90), NOW)), NAMES))
    assert "1 story message, 1 reply, 0 silent edits; 0 articles passed over" in output
    assert (
        "2026-03-02T13:30:00Z reply: Haftar in Moscow <https://wire.example/a2> — Outlet 2 adds: “He left.”" in output
    )
