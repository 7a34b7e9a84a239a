"""What is known of an actor: counts of everything, lists of the newest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.support.recording import NOW, article, event, mention, record, seed, verdict
from watchers.archive import Database, actors, articles
from watchers.model import DayCount, Novelty, PartialDate


def test_an_actor_who_was_never_mentioned_has_empty_answers(archive: Database) -> None:
    with archive.read() as connection:
        assert actors.counts_of(connection, "haftar") == (0, 0)
        assert actors.spellings(connection, "haftar") == ()
        assert actors.together(connection, "haftar") == ()
        assert actors.events_of(connection, "haftar") == ()
        assert actors.newest_of_stories(connection, "haftar", stories=5, among=5) == ()
        assert actors.copies_of_actor(connection, "haftar") == {}


def test_articles_of_an_actor_come_newest_first_as_published(archive: Database) -> None:
    with archive.write() as connection:
        for day in ("2018-11-05", "2026-02-28", "2020-01-13", "9999-01-01"):
            record(connection, article(day, day=day), actors=["haftar"])
        newest = actors.newest_of_stories(connection, "haftar", stories=3, among=9)
    titles = [report.article.title for report in newest]
    assert titles == ["9999-01-01", "2026-02-28", "2020-01-13"], "a date in the future counts as just now"


def test_copies_are_counted_and_named_with_their_originals(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt"), actors=["haftar"])
        record(connection, seed("001.txt"), verdict(Novelty.REPEAT, "000.txt", "000.txt"), actors=["haftar"])
        record(connection, article(), actors=["haftar"])
        assert actors.counts_of(connection, "haftar") == (3, 1)
        assert actors.copies_of_actor(connection, "haftar") == {"001.txt": "000.txt"}
        assert articles.copies_of(connection, ["000.txt", "001.txt", "3"]) == {"001.txt": "000.txt"}


def test_spellings_come_commonest_first_with_who_writes_so(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(), actors=[mention("haftar", "Hifter"), mention("haftar", "Hifter")])
        record(connection, article(), actors=[mention("haftar", "حفتر"), mention("haftar", "Hifter")])
        record(connection, article(), actors=[mention("haftar", "Hafter", 0.4)])
        assert actors.spellings(connection, "haftar") == (("Hifter", ("1", "2")), ("حفتر", ("2",)))


def test_no_more_than_the_newest_articles_of_a_spelling_are_named(archive: Database) -> None:
    with archive.write() as connection:
        for _ in range(actors.MOST_ARTICLES_NAMED + 2):
            record(connection, article(), actors=[mention("haftar", "Haftar")])
        ((_, named),) = actors.spellings(connection, "haftar")
    assert (named[0], named[-1], len(named)) == ("3", str(actors.MOST_ARTICLES_NAMED + 2), actors.MOST_ARTICLES_NAMED)


def test_who_is_mentioned_together_is_known_from_both_sides(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(), actors=["haftar", "saleh"])
        record(connection, article(), actors=["haftar", "serraj", "saleh"])
        record(connection, article(), actors=["serraj"])
        assert actors.together(connection, "haftar") == (("saleh", ("1", "2")), ("serraj", ("2",)))
        assert actors.together(connection, "serraj") == (("haftar", ("2",)), ("saleh", ("2",)))


def test_events_come_by_date_with_their_precision_and_place(archive: Database) -> None:
    events = (event("2017-08-14", "haftar"), event("2017", "haftar", "saleh"), event("2017-02", "saleh"))
    with archive.write() as connection:
        report = record(connection, article(), actors=["haftar", "saleh"], events=events)
        sentences = actors.events_of(connection, "haftar")
        everybody = actors.events_of(connection, None)
    assert [str(sentence.date) for sentence in sentences] == ["2017", "2017-08-14"]
    assert [str(sentence.date) for sentence in everybody] == ["2017", "2017-02", "2017-08-14"]
    assert (sentences[0].actors, sentences[0].article, sentences[0].start, sentences[0].end) == (
        ("haftar", "saleh"),
        report.article.id,
        1,
        9,
    )


def test_a_partial_date_is_in_every_period_that_it_may_fall_in(archive: Database) -> None:
    events = [event(day, "haftar") for day in ("2017", "2017-08", "2017-08-14", "2017-09-01", "2016-12-31")]
    with archive.write() as connection:
        record(connection, article(), actors=["haftar"], events=events)

        def dates(since: str, until: str, who: str | None) -> list[str]:
            period = PartialDate.parse(since), PartialDate.parse(until)
            return [str(sentence.date) for sentence in actors.events_of(connection, who, *period)]

        for who in ("haftar", None):
            assert dates("2017-08-10", "2017-08-20", who) == ["2017", "2017-08", "2017-08-14"]
            assert dates("2016", "2016", who) == ["2016-12-31"]
            assert dates("2017-09", "2018", who) == ["2017", "2017-09-01"]


def test_of_too_many_events_those_of_the_dates_most_reported_stay(archive: Database) -> None:
    with archive.write() as connection:
        for number in range(4):
            events = [event("2017-08-14", "haftar", text=f"report {number}"), event(f"2018-0{number + 1}", "haftar")]
            record(connection, article(), actors=["haftar"], events=events)
        sentences = actors.events_of(connection, "haftar", dates=2, per_date=3)
    assert [(str(sentence.date), sentence.text) for sentence in sentences] == [
        ("2017-08-14", "report 1"),
        ("2017-08-14", "report 2"),
        ("2017-08-14", "report 3"),
        ("2018-04", "They met."),
    ]


def test_an_article_that_repeats_a_date_outweighs_no_two_that_state_another(archive: Database) -> None:
    repeated = [event("2017-08-14", "haftar", text=f"once more {number}") for number in range(5)]
    with archive.write() as connection:
        record(connection, article(), actors=["haftar"], events=[*repeated, event("2018-01-02", "haftar")])
        record(connection, article(), actors=["haftar"], events=[event("2018-01-02", "haftar")])
        sentences = actors.events_of(connection, "haftar", dates=1, per_date=9)
    assert [str(sentence.date) for sentence in sentences] == ["2018-01-02", "2018-01-02"]


def test_volume_counts_articles_by_day_of_publication(archive: Database) -> None:
    with archive.write() as connection:
        for day in ("2026-02-28", "2026-02-28", "2026-03-01", "2026-02", "2020-01-01", ""):
            record(connection, article(day=day), actors=["haftar"])
        record(connection, seed("undated.txt", day="2026"), actors=["haftar"])
        counted = actors.volume(connection, "haftar", 3, NOW)
    february, march = date(2026, 2, 28), date(2026, 3, 1)
    assert counted == (DayCount(date(2026, 2, 27), 0), DayCount(february, 2), DayCount(march, 2))


def test_volume_tells_copies_also_those_that_turned_out_to_be_copies_later(archive: Database) -> None:
    with archive.write() as connection:
        first = record(connection, article(day="2026-02-27"), actors=["haftar"]).article.id
        record(connection, article(day="2026-02-28"), verdict(story=first, copy_of=first), actors=["haftar"])
        late = replace(verdict(story=first, copy_of=first), origin=True)
        record(connection, article(day="2026-02-26"), late, actors=["haftar"])
        counted = actors.volume(connection, "haftar", 4, NOW)
    assert [(day.articles, day.copies) for day in counted] == [(1, 0), (1, 1), (1, 1), (0, 0)]
