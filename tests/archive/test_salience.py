"""Whether an article is about whom it names, and whether it is a report, is kept with it: on both databases."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from tests.archive.test_upgrading import repeat
from tests.support.recording import article, mention, record
from watchers.archive import Database, articles, stories
from watchers.model import Mention
from watchers.reasons import Matching, Reason, Telling

CENTRAL = Reason(Matching.CENTRAL, headline=True, lead=True, subjects=2, times=3, others=1)
IN_PASSING = Reason(Matching.IN_PASSING, headline=False, lead=False, subjects=0, times=1, others=1)


def about(actor: str, salience: Reason | None) -> Mention:
    return replace(mention(actor), salience=salience)


def test_a_mention_is_read_back_with_the_salience_of_its_actor(archive: Database) -> None:
    mentions = about("haftar", CENTRAL), about("saleh", IN_PASSING), replace(mention("orlov"), confidence=0.2)
    with archive.write() as connection:
        recorded = record(connection, article(), actors=mentions)
        assert recorded.passing == ("saleh",)
    with archive.read() as connection:
        assert articles.mentions(connection, recorded.article.id) == mentions
        story = stories.get(connection, recorded.article.id)
        assert story is not None and story.reports[0].passing == ("saleh",)


def test_what_is_matched_again_is_judged_again(archive: Database) -> None:
    with archive.write() as connection:
        recorded = record(connection, article(), actors=[about("haftar", CENTRAL), about("saleh", IN_PASSING)])
        articles.replace_mentions(connection, recorded.article.id, [about("haftar", IN_PASSING)], [])
        (report,) = articles.reports(connection, [recorded.article.id])
        assert (report.actors, report.passing) == (("haftar",), ("haftar",))


def test_a_servers_own_reading_says_it_of_its_own_actors(archive: Database) -> None:
    with archive.write() as connection:
        recorded = record(connection, article(), actors=[about("haftar", IN_PASSING)])
    with archive.write("7") as connection:
        articles.replace_mentions(connection, recorded.article.id, [about("haftar", CENTRAL)], [])
        assert articles.reports(connection, [recorded.article.id])[0].passing == ()
    with archive.read() as connection:
        assert articles.reports(connection, [recorded.article.id])[0].passing == ("haftar",)


def test_an_article_is_read_back_with_what_it_is_instead_of_a_report(archive: Database) -> None:
    opinion = Reason(Telling.OPINION, sign="section", words="op ed")
    with archive.write() as connection:
        ids = [record(connection, replace(article(), genre=genre)).article.id for genre in (opinion, None)]
        assert [report.article.genre for report in articles.reports(connection, ids)] == [opinion, None]


def test_an_archive_from_before_takes_everybody_for_central_and_every_article_for_a_report(archive: Database) -> None:
    with archive.write() as connection:
        recorded = record(connection, article(), actors=[about("saleh", IN_PASSING)])
        for table, column in (
            ("mention", "salience"),
            ("article", "passing"),
            ("article", "genre"),
            ("article", "owner"),
            ("feed", "owner"),
        ):
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        repeat(connection, "0014_labelled_pairs", "0015_salience")
        (report,) = articles.reports(connection, [recorded.article.id])
        assert (report.actors, report.passing, report.article.genre) == (("saleh",), (), None)
        assert articles.mentions(connection, recorded.article.id) == (mention("saleh"),)
