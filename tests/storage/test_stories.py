"""Stories: what belongs together, and what analysts decide about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.build import NOW, article, later, record, seed, verdict
from tests.storage.test_outbox import delivery
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Comparison, Novelty, Story, StoryDecision
from watchers.storage import Connection, Database, about, outbox, stories


def ids(story: Story | None) -> list[str]:
    assert story is not None
    return [report.article.id for report in story.reports]


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
    assert (ids(story), story.independent) == (["1", "2"], 2)


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
        assert about.counts_of(connection, "haftar") == (3, 2)
        assert about.copies_of_actor(connection, "haftar") == {"1": "3", "2": "3"}
    assert story is not None
    assert (story.id, story.origin, ids(story), story.independent) == ("1", "3", ["1", "2", "3"], 1)
    assert late.comparison.copy_of is None
    assert late.comparison.origin


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
    assert decided == (StoryDecision("merge", "1", "2", ("2", "4"), "analyst", NOW),)
    assert joined.comparison.story == "1"
    assert story is not None
    assert (story.id, ids(story), story.last_activity) == ("1", ["1", "2", "3", "4", "5"], later(5))


def test_what_was_told_of_either_story_is_told_of_the_merged_one(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        outbox.enqueue(connection, [delivery("a", story="1"), delivery("b", story="2"), delivery("c", story="2")])
        one, two, three = outbox.due(connection, later(60), 9)
        outbox.done(connection, one.id, "message 1", "channel", later(1))
        outbox.done(connection, two.id, "message 2", "channel", later(1))
        stories.merge(connection, "1", "2", "analyst", NOW)
        told = outbox.told(connection, "team", "2")
        waiting = outbox.waiting(connection, "team", "1")
    assert told is not None
    assert told.message == "message 1"
    assert [each.id for each in waiting] == [three.id]
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
    assert decided == (StoryDecision("split", "1", "3", ("3", "4"), "analyst", NOW),)
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
