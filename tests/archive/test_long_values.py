"""Whatever feeds state, however long or odd: it is recorded, told apart and found on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.support.recording import article, mention, record
from watchers.archive import Database, actor_keys, actors, articles, cooccurrence, search, status
from watchers.comparing import encounters
from watchers.model import Mention
from watchers.reasons import Matching, Reason
from watchers.reasons.name_rules import Rule

LONG = "".join(f"{number:x}/" for number in range(4_000))  # does not shrink when it is packed


def test_an_article_is_found_by_its_address_however_long(archive: Database) -> None:
    addresses = [f"https://news.example/{LONG}{end}" for end in ("one", "two")]
    with archive.write() as connection:
        for url in addresses:
            record(connection, replace(article(), url=url, identity=LONG, note=LONG, credit=LONG))
        reports = [articles.by_url(connection, url) for url in addresses]
    assert [report and report.article.id for report in reports] == ["1", "2"]


def test_outlets_and_spellings_are_told_apart_however_long(archive: Database) -> None:
    long_mention = replace(mention("haftar", LONG), surface=LONG)
    with archive.write() as connection:
        for outlet in (LONG, LONG + "x", LONG, "a\0b\ud800"):
            record(connection, replace(article(), outlet=outlet, language=LONG), actors=[long_mention])
        ((surface, uses),) = actors.spellings(connection, "haftar")
        voices = connection.execute(text("SELECT count(*) FROM voice WHERE kind = 'outlet'")).scalar()
        articles.replace_mentions(connection, "1", [], [])
        assert actors.spellings(connection, "haftar")[0][1] == ("2", "3", "4")
        assert len(status.coverage(connection, article().first_seen).languages) == 1
    assert (voices, uses) == (3, ("1", "2", "3", "4"))
    assert LONG.startswith(surface[:100])
    assert len(surface) < 300


def test_an_outlet_whose_name_no_database_takes_is_known_again(archive: Database) -> None:
    with archive.write() as connection:
        for outlet in ("a\0b\ud800", LONG):
            record(connection, replace(article(), outlet=outlet), actors=["haftar"])
            query = encounters.query(("haftar",), (), outlet, "en")
            history = cooccurrence.before(connection, query, None, actor_keys.keys_of(connection, ["haftar"]))
            assert history.outlets == {"haftar"}


@pytest.mark.parametrize("letter", ["я", "ب", "語", "𠀀", "z"])
def test_a_text_of_many_long_words_is_recorded_and_found(archive: Database, letter: str) -> None:
    words = " ".join(f"{letter * 50}{number:05}" for number in range(12_000))
    with archive.write() as connection:
        record(connection, article("Many words", f"{letter * 3} begin here. {words}"))
        assert search.find(connection, letter * 3, 9) == ("1",)


def test_a_word_without_end_is_recorded(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(LONG.replace("/", ""), LONG.replace("/", "") * 20))
        assert search.find(connection, "haftar", 9) == ()


def test_what_no_database_takes_in_a_mention_is_left_out(archive: Database) -> None:
    odd = Mention("haftar", "text", 0, 3, "a\0\ud800", Rule.FULL_NAME, 0.9, (Reason(Matching.TITLE, words="\0"),))
    with archive.write() as connection:
        record(connection, replace(article(), url="https://news.example/\ud800\0", language=None), actors=[odd])
        assert actors.counts_of(connection, "haftar") == (1, 0)
