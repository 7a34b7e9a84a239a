"""What analysts say of two articles, one development or two, is kept pair by pair; the same on both databases."""

from __future__ import annotations

from collections.abc import Collection

from tests.support.recording import article, later, record, verdict
from watchers.archive import Connection, Database, labelled_pairs, stories

HERE, ELSEWHERE = "100", "999"


def two_stories(archive: Connection) -> None:
    """Story 1 (articles 1 and 3) and story 2 (articles 2 and 4)."""
    for minutes, story in enumerate((None, None, "1", "2")):
        record(archive, article(minutes=minutes), verdict(story=story))


def said(archive: Connection) -> list[tuple[str, str, bool, str | None]]:
    return [(pair.first.id, pair.second.id, pair.same, pair.guild) for pair in labelled_pairs.of_all(archive)]


def told_apart(archive: Connection, ones: Collection[int], others: Collection[int]) -> bool:
    return labelled_pairs.told_apart(archive, ones, others)


def test_a_merge_labels_what_was_moved_as_the_same_as_the_head_of_what_was_kept(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        stories.merge(connection, "1", "2", "ann", later(9))
        assert said(connection) == [("1", "2", True, None), ("1", "4", True, None)]
        (pair, _) = labelled_pairs.of_all(connection)
        assert (pair.by, pair.at) == ("ann", later(9))
        assert not told_apart(connection, {1, 3}, {2, 4})


def test_a_split_labels_what_was_taken_out_as_different(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        stories.split(connection, "1", ["3"], "ann", later(9))
        assert said(connection) == [("1", "3", False, None)]
        assert told_apart(connection, {3}, {1})


def test_the_last_word_on_a_pair_holds(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        stories.tell_apart(connection, "2", "1", "ann", later(8))
        assert said(connection) == [("1", "2", False, None), ("1", "4", False, None)]
        stories.merge(connection, "3", "4", "bob", later(9))
        assert said(connection) == [("1", "2", True, None), ("1", "4", True, None)]
        stories.split(connection, "1", ["4"], "ann", later(10))
        assert said(connection) == [("1", "2", True, None), ("1", "4", False, None)]


def test_what_the_program_merges_is_nobodys_word(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        stories.merge(connection, "1", "2", "", later(9))
        assert said(connection) == []


def test_a_server_tells_apart_for_itself_alone(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
    with archive.write(HERE) as connection:
        stories.tell_apart(connection, "1", "2", "ann", later(8))
        assert told_apart(connection, {1, 3}, {2, 4})
    with archive.write(ELSEWHERE) as connection:
        assert not told_apart(connection, {1, 3}, {2, 4})
    with archive.write() as connection:
        assert not told_apart(connection, {1, 3}, {2, 4})
        assert said(connection) == [("1", "2", False, HERE), ("1", "4", False, HERE)]


def test_what_a_server_says_goes_before_what_the_operator_says(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
        stories.tell_apart(connection, "1", "2", "operator", later(8))
    with archive.write(HERE) as connection:
        assert told_apart(connection, {1, 3}, {2, 4})
        stories.merge(connection, "1", "2", "ann", later(9))
        assert not told_apart(connection, {1, 3}, {2, 4})


def test_what_is_merged_for_everybody_stays_apart_where_a_server_told_it_apart(archive: Database) -> None:
    with archive.write() as connection:
        two_stories(connection)
    with archive.write(HERE) as connection:
        stories.tell_apart(connection, "1", "2", "ann", later(8))
    with archive.write() as connection:
        record(connection, article(minutes=8), verdict(story="2"))
        stories.merge(connection, "1", "2", "", later(9))
    for guild, held in ((HERE, ["1", "3"]), (ELSEWHERE, ["1", "2", "3", "4", "5"]), (None, ["1", "2", "3", "4", "5"])):
        with archive.read(guild) as connection:
            story = stories.get(connection, "1")
            assert story is not None and [report.article.id for report in story.reports] == held
    with archive.read(HERE) as connection:
        younger = stories.get(connection, "5")
        assert younger is not None and (younger.id, len(younger.reports)) == ("2", 3)
