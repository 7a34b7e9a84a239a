"""Stories: what belongs together, and what analysts decide about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from tests.archive.test_outbox import delivery
from tests.support.recording import NOW, article, later, record, seed, verdict
from watchers.archive import Connection, Database, actors, outbox, stories
from watchers.archive.visible import seen_by
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Comparison, DayCount, Novelty, Story, StoryDecision, Told


def ids(story: Story | None) -> list[str]:
    assert story is not None
    return [report.article.id for report in story.reports]


def unnumbered(decided: Sequence[StoryDecision]) -> list[StoryDecision]:
    return [replace(decision, id=0) for decision in decided]


def original(story: str, of: str, minutes: float = 30) -> Comparison:
    """The verdict on the article that `of` was copied from, and that came late."""
    return replace(verdict(Novelty.REPEAT, story, of), origin=True, nearest=of)


def test_a_story_is_found_by_any_of_its_articles(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article())
        record(connection, article(minutes=5), verdict(Novelty.DEVELOPING, "1"))
        story = stories.get(connection, "2")
        assert stories.get(connection, "1") == story
        assert stories.get(connection, "3") is None
    assert story is not None
    assert (story.id, story.origin, story.created, story.last_activity) == ("1", None, NOW, later(5))
    assert (ids(story), story.independent) == (["1", "2"], 1), "two reports of one outlet"


def test_an_article_joins_the_story_of_the_article_that_is_named(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt"))
        record(connection, article(), verdict(Novelty.REPEAT, "000.txt"))
        third = record(connection, article(), verdict(Novelty.REPEAT, "2"))
    assert third.comparison.story == "000.txt"


def test_a_late_original_becomes_what_the_others_were_copied_from(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(), actors=["haftar"])
        record(connection, article(), verdict(Novelty.REPEAT, "1", "1"), actors=["haftar"])
        late = record(connection, article(), original("1", "2"), actors=["haftar"])
        story = stories.get(connection, "1")
        assert actors.counts_of(connection, "haftar") == (3, 2)
        assert actors.copies_of_actor(connection, "haftar") == {"1": "3", "2": "3"}
    assert story is not None
    assert (story.id, story.origin, ids(story), story.independent) == ("1", "3", ["1", "2", "3"], 1)
    assert late.comparison.copy_of is None
    assert late.comparison.origin


def test_a_late_original_of_a_copy_of_a_copy_leaves_the_first_report_what_it_is(archive: Database) -> None:
    """Article 2 adds to 1 what 3 has copied, and 4 is where that comes from."""
    with archive.write() as connection:
        record(connection, article(), actors=["haftar"])
        record(connection, article(day="2026-03-01"), verdict(Novelty.REPEAT, "1", "1"), actors=["haftar"])
        record(connection, article(), verdict(Novelty.REPEAT, "1", "2"), actors=["haftar"])
        record(connection, article(), original("1", "3"), actors=["haftar"])
        story = stories.get(connection, "1")
        assert actors.counts_of(connection, "haftar") == (4, 2)
        assert actors.copies_of_actor(connection, "haftar") == {"2": "1", "3": "4"}
        assert actors.volume(connection, "haftar", 1, NOW) == (DayCount(NOW.date(), 4, 2),)
    assert story is not None
    assert (story.id, story.origin) == ("1", "4")
    assert [report.comparison.copy_of for report in story.reports] == [None, "1", "4", None]


def test_stories_with_activity_in_a_period_come_whole(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(minutes=0))
        record(connection, article(minutes=10), verdict(Novelty.DEVELOPING, "1"))
        record(connection, article(minutes=20))
        record(connection, seed("000.txt"))
        active = stories.between(connection, later(10), later(20))
        none = stories.between(connection, later(11), later(20))
        both = stories.between(connection, later(0), later(21))
    assert [ids(story) for story in active] == [["1", "2"]]
    assert none == ()
    assert [story.id for story in both] == ["1", "3"], "to load the seed corpus is no activity"


def two_stories(archive: Connection) -> None:
    """Story 1 with the articles 1 and 3, story 2 with 2 and 4."""
    record(archive, article(minutes=1))
    record(archive, article(minutes=2))
    record(archive, article(minutes=3), verdict(Novelty.DEVELOPING, "1"))
    record(archive, article(minutes=4), verdict(Novelty.DEVELOPING, "2"))


@pytest.mark.parametrize("into, other", [("1", "2"), ("2", "1"), ("3", "4")])
def test_merged_stories_go_by_the_older_id_for_good(archive: Database, into: str, other: str) -> None:
    with archive.write() as connection:
        two_stories(connection)
        assert stories.merge(connection, into, other, "analyst", NOW) == "1"
        assert stories.merge(connection, into, other, "analyst", NOW) == "1", "once more changes nothing"
        joined = record(connection, article(minutes=5), verdict(Novelty.DEVELOPING, "2"))
        story = stories.get(connection, "2")
        decided = stories.decisions(connection, "4")
    assert unnumbered(decided) == [StoryDecision("merge", "1", "2", ("2", "4"), "analyst", NOW)]
    assert joined.comparison.story == "1"
    assert story is not None
    assert (story.id, ids(story), story.last_activity) == ("1", ["1", "2", "3", "4", "5"], later(5))


def test_what_was_told_of_either_story_is_told_of_the_merged_one(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        outbox.enqueue(connection, [delivery("a", story="1"), delivery("b", story="2"), delivery("c", story="2")])
        first, second, third = outbox.due(connection, later(60), 9)
        outbox.done(connection, first.id, "message 1", "channel", later(1))
        outbox.done(connection, second.id, "message 2", "channel", later(1))
        stories.merge(connection, "1", "2", "analyst", NOW)
        message = outbox.told(connection, "team", "2")
        waiting = outbox.waiting(connection, "team", "1")
    assert message is not None
    assert message.message == "message 1"
    assert [delivery.id for delivery in waiting] == [third.id]
    assert waiting[0].story == "1"


def test_a_split_story_stays_split(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(minutes=1))
        for minutes in (2, 3, 4):
            record(connection, article(minutes=minutes), verdict(Novelty.DEVELOPING, "1"))
        assert stories.split(connection, "1", ["4", "3"], "analyst", NOW) == "3"
        record(connection, article(minutes=5), verdict(Novelty.DEVELOPING, "3"))
        old, new = stories.get(connection, "1"), stories.get(connection, "3")
        decided = stories.decisions(connection, "3")
    assert unnumbered(decided) == [StoryDecision("split", "1", "3", ("3", "4"), "analyst", NOW)]
    assert (ids(old), ids(new)) == (["1", "2"], ["3", "4", "5"])
    assert old is not None and new is not None
    assert (old.last_activity, new.created, new.last_activity) == (later(2), later(3), later(5))


def test_a_story_keeps_the_article_that_gives_it_its_id(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        with pytest.raises(NotAllowed, match="gives story 1 its id"):
            stories.split(connection, "1", ["1"], "analyst", NOW)


@pytest.mark.parametrize("strange", [["2"], ["99"], []])
def test_what_is_not_in_a_story_cannot_be_split_from_it(archive: Database, strange: list[str]) -> None:
    with archive.write() as connection:
        two_stories(connection)
        with pytest.raises(UnknownThing, match="story 1 has no"):
            stories.split(connection, "1", strange, "analyst", NOW)


def test_unknown_stories_cannot_be_merged(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        with pytest.raises(UnknownThing, match="no story '99'"):
            stories.merge(connection, "1", "99", "analyst", NOW)


# ---------------------------------------------------------------- what was told of them


def tell(archive: Connection, story: str, message: str, *, listed: bool = False) -> None:
    """The team is told of a story by a message, or by a line of one."""
    outbox.enqueue(archive, [delivery(message, story=story)])
    (due,) = outbox.due(archive, later(60), 9)
    if listed:
        outbox.listed(archive, [due.id], message, "channel", later(1))
    else:
        outbox.done(archive, due.id, message, "channel", later(1))


def messages(by_team: Mapping[str, Told]) -> list[tuple[str, bool]]:
    return [(message.message, message.listed) for message in by_team.values()]


@pytest.mark.parametrize(
    ("of_first", "of_second", "of_both", "left_over"),
    [  # each told as (message, in a list)
        (("m1", False), ("m2", False), ("m1", False), [("m2", False)]),
        (("m1", True), ("m2", False), ("m2", False), []),
        (("m1", False), ("m2", True), ("m1", False), []),
        (("m1", True), ("m2", True), ("m1", True), []),
        (None, ("m2", False), ("m2", False), []),
        (("m1", False), None, ("m1", False), []),
    ],
)
def test_a_merged_story_has_one_message_and_knows_the_one_that_is_left_over(
    archive: Database,
    of_first: tuple[str, bool] | None,
    of_second: tuple[str, bool] | None,
    of_both: tuple[str, bool],
    left_over: list[tuple[str, bool]],
) -> None:
    with archive.write() as connection:
        two_stories(connection)
        for story, message in (("1", of_first), ("2", of_second)):
            if message is not None:
                tell(connection, story, message[0], listed=message[1])
        stories.merge(connection, "1", "2", "analyst", NOW)
        assert messages(outbox.told_many(connection, "2")) == [of_both]
        assert messages(outbox.told_as(connection, "2")) == left_over
        stories.split(connection, "1", ["2", "4"], "analyst", NOW)
        assert messages(outbox.told_many(connection, "2")) == left_over, "what is left over is its own again"


def test_a_message_that_is_left_over_is_edited_as_that_of_the_story_it_told(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        tell(connection, "1", "m1")
        tell(connection, "2", "m2")
        stories.merge(connection, "1", "2", "analyst", NOW)
        assert outbox.enqueue_left(connection, [delivery("last", story="2")]) == 1
        (due,) = outbox.due(connection, later(60), 9)
        outbox.done(connection, due.id, "m2", "channel", later(9))
        message, left_over = outbox.told(connection, "team", "1"), outbox.told_as(connection, "2")["team"]
        assert [delivery.story for delivery in outbox.deliveries_of(connection, "1")] == ["1", "1"]
    assert due.story == "2"
    assert message is not None
    assert (message.message, message.edited_at) == ("m1", None)
    assert (left_over.message, left_over.edited_at) == ("m2", later(9))


def test_what_sent_a_message_goes_back_with_its_story(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        tell(connection, "1", "m1")
        tell(connection, "2", "m2")
        stories.merge(connection, "1", "2", "analyst", NOW)
        stories.split(connection, "1", ["2", "4"], "analyst", NOW)
        assert [delivery.message for delivery in outbox.deliveries_of(connection, "1")] == ["m1"]
        assert [delivery.message for delivery in outbox.deliveries_of(connection, "2")] == ["m2"]


def test_what_waits_can_be_given_to_another_story(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        tell(connection, "1", "m1")
        outbox.enqueue(connection, [delivery("a", story="1"), delivery("b", story="1")])
        ids = [delivery.id for delivery in outbox.deliveries_of(connection, "1")]
        outbox.reassign(connection, ids[:2], "4")
        assert [delivery.key for delivery in outbox.waiting(connection, "team", "2")] == ["a"]
        assert [delivery.key for delivery in outbox.deliveries_of(connection, "1")] == ["m1", "b"], "what is done stays"


def test_decisions_about_stories_that_were_merged_are_kept_with_their_server(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        record(connection, article(minutes=5))
        with seen_by(connection, "100"):
            stories.merge(connection, "2", "5", "ann", NOW)
        stories.merge(connection, "1", "2", "bob", later(1))
        decided = {guild: decisions_seen_by(connection, guild, "5") for guild in ("100", "200", None)}
    assert decided == {"100": [("2", "5", "ann", "100"), ("1", "2", "bob", None)], "200": [], None: []}


def decisions_seen_by(connection: Connection, guild: str | None, story: str) -> list[tuple[str, str, str, str | None]]:
    with seen_by(connection, guild):
        decided = stories.decisions(connection, story)
    return [(decision.story, decision.other, decision.by, decision.guild) for decision in decided]


def test_what_a_server_decides_about_stories_holds_for_it_alone(archive: Database) -> None:
    with archive.write() as connection:
        for _ in range(2):
            record(connection, article(), actors=["haftar"])
        with seen_by(connection, "100"):
            stories.merge(connection, "1", "2", "ann", NOW)
        members = {}
        for guild in ("100", "200", None):
            with seen_by(connection, guild):
                story = stories.get(connection, "2")
                assert story is not None
                members[guild] = [report.article.id for report in story.reports]
    assert members == {"100": ["1", "2"], "200": ["2"], None: ["2"]}


def test_what_is_merged_for_everybody_leaves_what_a_server_has_split_off(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        with seen_by(connection, "100"):
            stories.split(connection, "2", ["4"], "ann", NOW)
        stories.merge(connection, "1", "2", "bob", later(1))
        with seen_by(connection, "100"):
            assert [stories.get(connection, number).id for number in ("1", "2", "4")] == ["1", "1", "4"]  # type: ignore[union-attr]
        assert [stories.get(connection, number).id for number in ("1", "2", "4")] == ["1", "1", "1"]  # type: ignore[union-attr]


def test_recent_stories_come_latest_first(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt"))
        record(connection, article("Lamps"))
        record(connection, article("Cranes"))
        record(connection, article("More lamps"), verdict(Novelty.DEVELOPING, "2"))
        cited_stories = stories.recent(connection, 4)
        assert [cited.id for cited, _ in stories.recent(connection, 1)] == ["2"]
        assert stories.recent(connection, 0) == ()
    assert [(cited.id, cited.title) for cited, _ in cited_stories[:2]] == [("2", "Lamps"), ("3", "Cranes")]
    assert [feed for _, feed in cited_stories] == ["https://news.example/feed", "https://news.example/feed", ""]
