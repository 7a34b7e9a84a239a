"""What is recorded of an article is read back as it was, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.support.recording import EMPTY, FEED, NOW, article, event, later, mention, record, seed, verdict
from watchers.archive import Database, actors, articles, status
from watchers.archive.recorder import Recorder
from watchers.errors import ConfigError, UnknownThing
from watchers.model import (
    Adds,
    Article,
    Comparison,
    DayCount,
    Encounter,
    Mention,
    Novelty,
    PartialDate,
    Published,
    ScoredSentence,
)
from watchers.reasons import Comparing, Matching, Reason
from watchers.reasons.name_rules import Rule


def test_an_article_is_read_back_as_it_was_recorded(archive: Database) -> None:
    whole = Article(
        title="حفتر",
        text="Хафтар приехал. 利比亚",
        first_seen=NOW,
        url="https://news.example/whole",
        feed=FEED,
        outlet="Outlet",
        language="ar",
        published=Published.instant(NOW - timedelta(hours=1)),
        identity="urn:1",
        note="teaser only",
    )
    with archive.write() as connection:
        report = record(connection, whole)
    with archive.read() as connection:
        stored_report = articles.get(connection, report.article.id)
    assert stored_report == report
    assert stored_report is not None
    assert stored_report.article == replace(whole, id=report.article.id)


def test_a_comparison_is_read_back_as_it_was_recorded(archive: Database) -> None:
    adds = Adds(
        sentences=(ScoredSentence("He resigned.", 0.75), ScoredSentence("They met.", 0.25)),
        actors=("saleh",),
        dates=("2017-08",),
        figures=("40 killed",),
    )
    with archive.write() as connection:
        first = record(connection, seed("000.txt"))
        comparison = Comparison(
            Novelty.DEVELOPING,
            Reason(Comparing.ADDS, article=first.article.id, sentences=1, after="", before=""),
            story=first.article.id,
            containment=0.5,
            nearest=first.article.id,
            perhaps=first.article.id,
            adds=adds,
            evidence=(
                Reason(Comparing.MERGED_FROM, articles=(first.article.id,)),
                Reason(Comparing.CREDITS, credit="wire"),
            ),
            encounters=(Encounter("haftar", "saleh", "actor"), Encounter("haftar", "RU", "place", "000.txt")),
        )
        second = record(connection, article(), comparison)
        assert articles.get(connection, second.article.id) == second
    assert second.comparison == comparison
    assert second.comparison.adds.quoted == ("He resigned.",)


def test_dates_of_publication_keep_their_precision(archive: Database) -> None:
    with archive.write() as connection:
        reports = [record(connection, article(day=day)) for day in ("2017", "2017-08", "2017-08-14", "9999-12-31")]
        unknown = record(connection, article())
        local = record(connection, replace(article(), published=Published(PartialDate(2017, 8, 14), NOW, zoned=False)))
        eastern = Published.instant(datetime(2017, 8, 15, 0, 30, tzinfo=timezone(timedelta(hours=2))))
        abroad = record(connection, replace(article(), published=eastern))
    assert [str(report.article.published) for report in reports] == ["2017", "2017-08", "2017-08-14", "9999-12-31"]
    assert unknown.article.published is None
    assert local.article.published == Published(PartialDate(2017, 8, 14), NOW, zoned=False)
    assert abroad.article.published == eastern
    assert (str(eastern.date), str(eastern)) == ("2017-08-15", "2017-08-14T22:30:00Z")


def test_seed_documents_go_by_their_file_name_and_others_by_number(archive: Database) -> None:
    with archive.write() as connection:
        first, second = record(connection, seed("000_a.txt")), record(connection, article())
    assert (first.article.id, second.article.id) == ("000_a.txt", "2")


def test_a_seed_document_may_not_be_named_like_a_number(archive: Database) -> None:
    with (
        pytest.raises(ConfigError, match=r"'17' could be taken for an article's number"),
        archive.write() as connection,
    ):
        record(connection, seed("17"))


def test_characters_that_databases_refuse_are_replaced_one_for_one(archive: Database) -> None:
    with archive.write() as connection:
        report = record(connection, article(text="a\0b\ud800c"), actors=[mention("haftar", "Haf\0tar")])
        assert [mention.surface for mention in articles.mentions(connection, report.article.id)] == ["Haf\ufffdtar"]
    assert report.article.text == "a\ufffdb\ufffdc"


def test_mentions_are_kept_with_their_reasons_uncertain_ones_too(archive: Database) -> None:
    mentions = (
        mention("haftar"),
        Mention(
            "saleh", "text", 3, 8, "Saleh", Rule.SURNAME, 0.3, (Reason(Matching.OTHER_GIVEN_NAME, words="saddam"),)
        ),
    )
    with archive.write() as connection:
        report = record(connection, article(), actors=mentions)
        assert articles.mentions(connection, report.article.id) == mentions
    assert report.actors == ("haftar",)


def test_an_unknown_id_is_no_article(archive: Database) -> None:
    with archive.read() as connection:
        for unknown in ("7", "no.txt", "", "٣", "1" * 40, "-1"):
            assert articles.get(connection, unknown) is None
            assert articles.mentions(connection, unknown) == ()


def test_an_article_of_an_unknown_story_is_refused(archive: Database) -> None:
    with pytest.raises(UnknownThing, match="no story '99'"), archive.write() as connection:
        record(connection, article(), verdict(story="99"))


def test_what_fails_half_way_is_not_recorded_at_all(archive: Database) -> None:
    with pytest.raises(UnknownThing), archive.write() as connection:
        record(connection, article())
        record(connection, article(), verdict(story="99"))
    with archive.read() as connection:
        assert articles.after(connection, None, 10) == ()


def test_the_newest_article_of_a_url_is_found(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, replace(article(), url="https://news.example/x"))
        again = record(connection, replace(article("Again"), url="https://news.example/x"))
        assert articles.by_url(connection, "https://news.example/x") == again
        assert articles.by_url(connection, "https://news.example/y") is None


def test_articles_are_cited_in_the_order_asked(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt"))
        record(connection, article("Second", day="2026-02-28"))
        cited = articles.cited(connection, ["2", "nothing", "000.txt"])
        assert [report.article.id for report in articles.reports(connection, ["2", "99", "000.txt"])] == [
            "2",
            "000.txt",
        ]
    assert [(source.id, source.title, source.outlet, source.published) for source in cited] == [
        ("2", "Second", "News Example", "2026-02-28"),
        ("000.txt", "000.txt", "Seed Outlet", "2018-11-05"),
    ]


def test_the_archive_can_be_walked_in_the_order_of_recording(archive: Database) -> None:
    with archive.write() as connection:
        for minutes in range(3):
            record(connection, article(minutes=minutes))
        first = articles.after(connection, None, 2)
        rest = articles.after(connection, first[-1].article.id, 2)
    assert [report.article.id for report in (*first, *rest)] == ["1", "2", "3"]


def test_words_are_counted_once_an_article(archive: Database) -> None:
    with archive.write() as connection:
        for words in ({5: 1.0, 1 << 62: 0.5}, {5: 2.0}):
            record(connection, article(), signature=replace(EMPTY, words=words))
        frequencies = Recorder(connection).frequencies([5, 1 << 62, 9])
    assert (frequencies.articles, dict(frequencies.counts)) == (2, {5: 2, 1 << 62: 1})


def test_of_a_recorded_article_more_may_be_known_later(archive: Database) -> None:
    undated = replace(seed("000.txt"), published=None, first_seen=later(0), language=None)
    restated = replace(seed("000.txt", day="2018-11-05"), title="Meeting", language="en", note="date inferred")
    mentions = [mention("haftar", "Haftar")]
    with archive.write() as connection:
        record(connection, undated, actors=mentions, events=[event("2026", "haftar")])
        articles.restate(connection, restated, mentions, [event("2018-11-04", "haftar")])
        report = articles.get(connection, "000.txt")
        assert report is not None
        assert replace(report.article, identity="") == restated
        assert [str(sentence.date) for sentence in actors.events_of(connection, "haftar")] == ["2018-11-04"]
        assert actors.counts_of(connection, "haftar") == (1, 0)
        noon = datetime(2018, 11, 5, 12, tzinfo=UTC)
        assert actors.volume(connection, "haftar", 1, noon) == (DayCount(noon.date(), 1),)
        assert status.coverage(connection, later(0)).languages == ("en",)


def test_an_article_matched_again_counts_for_other_actors(archive: Database) -> None:
    before = [mention("haftar", "Haftar"), mention("saleh", "Saleh")]
    after = [mention("haftar", "Hifter"), mention("serraj", "Sarraj")]
    with archive.write() as connection:
        report = record(
            connection, article(day="2026-02-28"), actors=before, events=[event("2017-08", "haftar", "saleh")]
        )
        articles.replace_mentions(connection, report.article.id, after, [event("2018-05", "haftar")])
        assert articles.mentions(connection, report.article.id) == tuple(after)
        assert actors.counts_of(connection, "haftar") == (1, 0)
        assert actors.counts_of(connection, "saleh") == (0, 0)
        assert actors.spellings(connection, "haftar") == (("Hifter", ("1",)),)
        assert actors.together(connection, "haftar") == (("serraj", ("1",)),)
        assert actors.together(connection, "saleh") == ()
        assert [str(sentence.date) for sentence in actors.events_of(connection, "haftar")] == ["2018-05"]
        assert actors.events_of(connection, "saleh") == ()
        assert actors.newest_of_stories(connection, "saleh", stories=9, among=9) == ()
        (report,) = actors.newest_of_stories(connection, "serraj", stories=9, among=9)
    assert report.actors == ("haftar", "serraj")
    assert report.article.first_seen == later(0)
