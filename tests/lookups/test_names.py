"""What reasons name is looked up when they are shown, as whoever asks may see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.recording import EMPTY, NOW, article, verdict
from watchers.archive import Database, catalogue
from watchers.archive.recorder import recording
from watchers.lookups.names import names_of
from watchers.model import Actor, Alias, Feed
from watchers.reasons import Comparing, Reason, Telling
from watchers.wording.clauses import in_words

ALIASES = (Alias("Salma Idris"),)


@pytest.mark.parametrize(
    ("viewer", "sentence"),
    [
        ("100", "copies Private Desk (98 % of the shorter text); it names Khalifa Haftar, Salma Idris"),
        ("200", "copies another report (98 % of the shorter text); it names Khalifa Haftar, another actor"),
        (None, "copies another report (98 % of the shorter text); it names Khalifa Haftar, another actor"),
    ],
)
def test_a_reason_names_only_what_its_reader_may_see(archive: Database, viewer: str | None, sentence: str) -> None:
    own = replace(article(), outlet="Private Desk", guild="100")
    with archive.write() as connection:
        catalogue.save_actor(connection, Actor("haftar", "Khalifa Haftar", "person", (Alias("Haftar"),)), NOW)
        catalogue.save_actor(connection, Actor("100-salma", "Salma Idris", "person", ALIASES, guild="100"), NOW)
        with recording(connection) as recorder:
            report = recorder.of("100").record(own, (), EMPTY, (), verdict(), ())
    said = (
        Reason(Comparing.COPIES, article=report.article.id, percent=98),
        Reason(Telling.ACTORS_WATCHED, actors=("haftar", "100-salma")),
    )
    with archive.seen_by(viewer).read() as connection:
        assert in_words(said, names_of(connection, said)) == sentence


def test_a_feed_is_named_by_its_title_of_today(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_feed(connection, Feed("https://wire.example/f", title="The Wire"), "file", NOW)
        said = (Reason(Telling.FEED_WATCHED, feed="https://wire.example/f"),)
        assert in_words(said, names_of(connection, said)) == "its feed is watched (The Wire)"
