"""What a digest says of a period, and what a watchlist would have sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.support.telling import FEED, NOW, TEAM, minutes, report, story
from watchers.model import Coverage, Novelty, Story, Team, Told, Watchlist
from watchers.reasons import Telling
from watchers.telling.digest import Digest, build
from watchers.telling.rehearse import Rehearsal, rehearse

DAY = (NOW - minutes(1440), NOW)
COVERAGE = Coverage(feeds=3, reached=2, silent=("The Quiet",), languages=("ar", "en"))
FEEDS = {FEED.url: FEED}


def built(*stories: Story, team: Team = TEAM, told: Sequence[str] = ()) -> Digest:
    messages = {story_id: Told(team.id, story_id, "200", "400", NOW) for story_id in told}
    return build(team, stories, messages, FEEDS, COVERAGE, DAY)


def story_of_one(
    id: str, novelty: Novelty = Novelty.NEW, *, seen: float = 60, actors: Sequence[str] = ("haftar",)
) -> Story:
    return story(report(id, novelty, seen=seen, actors=actors))


def test_stories_come_by_novelty_then_reports_then_interest_then_recency() -> None:
    developing = story(report("d1", Novelty.NEW, seen=3000), report("d2", Novelty.DEVELOPING, seen=10))
    confirmed = story(report("c1", seen=90), report("c2", Novelty.REPEAT, seen=80))
    of_two = story_of_one("b1", seen=300, actors=("haftar", "shoigu"))
    recent, older = story_of_one("e1", seen=30), story_of_one("f1", seen=60)
    both = replace(TEAM, watchlist=Watchlist(actors=("haftar", "shoigu")))
    shown = built(developing, older, recent, of_two, confirmed, team=both)
    assert [item.story for item in shown.fresh] == ["c1", "b1", "e1", "f1", "d1"]


def test_copies_are_folded_into_counts() -> None:
    copies = [report(f"a{n}", Novelty.REPEAT, copy_of="a1", seen=50) for n in range(3, 12)]
    shown = built(story(report("a1", seen=60), report("a2", Novelty.REPEAT, seen=55), *copies))
    (item,) = shown.fresh
    assert (item.articles, item.independent) == (11, 2)


def test_what_no_alert_tells_stands_behind_what_is_news() -> None:
    passing = story(
        report("a1", passing=["haftar"], seen=60), report("a2", Novelty.REPEAT, passing=["haftar"], seen=50)
    )
    shown = built(passing, story_of_one("b1", Novelty.DEVELOPING))
    assert [item.story for item in shown.fresh] == ["b1", "a1"]
    assert [[reason.code for reason in item.aside] for item in shown.fresh] == [[], [Telling.IN_PASSING]]


def test_one_or_two_sentences_come_from_the_articles_the_newest_facts_first() -> None:
    facts = report("a1", seen=60, quotes=["He left for Cairo.", "The talks failed.", "It rained."])
    (item,) = built(story(facts)).fresh
    assert item.sentences == ("He left for Cairo.", "The talks failed.")


def test_a_long_sentence_stands_alone() -> None:
    long = "He said " + "that it was so and " * 20 + "left."
    (item,) = built(story(report("a1", seen=60, quotes=[long, "The talks failed."]))).fresh
    assert item.sentences == (long,)


def test_a_story_without_a_quoted_sentence_gives_its_lead() -> None:
    (item,) = built(story_of_one("a1")).fresh
    assert item.sentences == ("Khalifa Haftar flew to Moscow on Monday.",)


def test_the_team_reads_its_own_languages_where_there_is_a_choice() -> None:
    english = replace(TEAM, watchlist=Watchlist(actors=("haftar",), languages=("en",)))
    russian = report("a1", seen=60, language="ru", title="Хафтар", quotes=["Он в Каире."])
    later = report("a2", Novelty.DEVELOPING, seen=50, quotes=["He left."])
    (item,) = built(story(russian, later), team=english).fresh
    assert (item.head.id, item.sentences, item.novelty) == ("a2", ("He left.",), Novelty.NEW)


def test_stories_told_already_are_apart() -> None:
    shown = built(story_of_one("a1"), story_of_one("b1"), told=["b1"])
    assert [item.story for item in shown.fresh] == ["a1"]
    assert [item.story for item in shown.told] == ["b1"]


def test_only_what_happened_in_the_period_counts() -> None:
    before, after = story_of_one("a1", seen=1441), story_of_one("b1", seen=0)
    first = story_of_one("c1", seen=1440)
    assert [item.story for item in built(before, after, first).fresh] == ["c1"]


def test_repetitions_of_older_stories_are_counted_and_not_shown() -> None:
    older = story(report("a1", seen=5000), *(report(f"a{n}", Novelty.REPEAT, seen=n) for n in range(2, 5)))
    shown = built(older)
    assert (shown.empty, shown.below_stories, shown.below_articles) == (True, 1, 3)


def test_what_the_watchlist_does_not_want_is_not_in_the_digest() -> None:
    shown = built(story_of_one("a1", actors=("shoigu",)))
    assert shown.empty and shown.below_stories == 0


def test_seed_documents_are_no_news() -> None:
    assert built(story(report("a1", seed=True, seen=60))).empty


def test_a_digest_of_nothing_states_its_coverage() -> None:
    shown = built()
    assert shown.empty and shown.coverage == COVERAGE


def rehearsed(*stories: Story, watchlist: Watchlist = TEAM.watchlist) -> Rehearsal:
    return rehearse(replace(TEAM, watchlist=watchlist), stories, FEEDS, DAY)


def test_a_watchlist_would_have_sent_its_stories_and_replies() -> None:
    developing = story(
        report("a1", seen=300),
        report("a2", Novelty.REPEAT, copy_of="a1", seen=299),
        report("a3", Novelty.DEVELOPING, seen=200, quotes=["He left for Cairo."]),
    )
    other = story_of_one("b1", actors=("shoigu",))
    shown = rehearsed(developing, other)
    assert [(message.story, message.reply, message.at) for message in shown.messages] == [
        ("a1", False, NOW - minutes(300)),
        ("a1", True, NOW - minutes(200)),
    ]
    assert (shown.edits, shown.passed_over) == (1, 1)


def test_replies_would_have_come_half_an_hour_apart() -> None:
    facts = [report(f"a{n}", Novelty.DEVELOPING, seen=300 - 10 * n, quotes=[f"Fact {n}."]) for n in range(2, 5)]
    shown = rehearsed(story(report("a1", seen=300), *facts))
    replies = [message.at for message in shown.messages if message.reply]
    assert replies == [NOW - minutes(280), NOW - minutes(250)]


def test_a_pause_does_not_change_what_would_have_been_sent() -> None:
    paused = replace(TEAM, paused_until=NOW + minutes(600))
    assert len(rehearse(paused, [story_of_one("a1")], FEEDS, DAY).messages) == 1


def test_an_empty_watchlist_would_have_sent_nothing() -> None:
    shown = rehearsed(story_of_one("a1"), watchlist=Watchlist())
    assert (shown.messages, shown.passed_over) == ((), 1)
