"""What the seed corpus alone answers, from the text; and that it is the text that answers.

The same documents under other names, in another order, with other people and other years must give the same answers
with other names and years: nothing may be known by heart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import CHECKOUT
from watchers.archive import Database
from watchers.catalogue import files, seeds
from watchers.lookups.actor import actor_answer, compare_answer
from watchers.lookups.answers import ActorAnswer
from watchers.lookups.why import why_answer
from watchers.pipeline import baseline

NOW = datetime(2026, 1, 1, tzinfo=UTC)

FILES = {  # what the documents are called, and what they are called in the disguise: the copy comes first there
    "000_87236d8818283d6d.txt": "z-last.txt",
    "001_500548fe24c43782.txt": "a-first.txt",
    "002_6b71cab0791ee481.txt": "m-middle.txt",
    "003_5e47b088289c2b92.txt": "y-early.txt",
    "004_7f27b7f8a6525b2b.txt": "b-second.txt",
}
ORIGINAL, COPY, MIDDLE, EARLY, LATE = FILES

PEOPLE = {"Haftar": "Varnak", "Hifter": "Virnek", "حفتر": "ورناك", "Хафтар": "Варнак"}
YEARS_BACK = 28  # the calendar repeats, weekdays included

EVENTS = (  # date, and a document that states it
    ("2016-06", EARLY),
    ("2016-11-27", EARLY),
    ("2017-01", ORIGINAL),
    ("2017-07-25", LATE),
    ("2017-08-14", LATE),
    ("2018-11", ORIGINAL),
    ("2020-01-13", ORIGINAL),
    ("2020-02-18", ORIGINAL),
    ("2020-02-19", ORIGINAL),
)
COMPANIONS = ("sergei-shoigu", "sergei-lavrov", "fayez-al-sarraj", "recep-tayyip-erdogan", "ghassan-salame")


@dataclass(frozen=True, slots=True)
class Corpus:
    """An archive of the seed corpus alone, with how its words differ from the documents' own."""

    database: Database
    file: Callable[[str], str]
    name: Callable[[str], str]
    date: Callable[[str], str]

    def ask(self, name: str) -> ActorAnswer:
        with self.database.read() as archive:
            return actor_answer(archive, self.name(name), NOW)


def disguised(text: str) -> str:
    for name, other in PEOPLE.items():
        text = text.replace(name, other)
    for name, other in FILES.items():
        text = text.replace(name, other)
    return later(text)


def later(text: str) -> str:
    return re.sub(r"\b20[12]\d\b", lambda year: str(int(year[0]) - YEARS_BACK), text)


def copied(source: Path, target: Path, change: Callable[[str], str]) -> None:
    target.mkdir()
    for path in (*source.glob("*.txt"), *source.glob("*.toml")):
        (target / change(path.name)).write_text(change(path.read_text("utf-8")), "utf-8")


@pytest.fixture(scope="module", params=["as they are", "in disguise"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    plain = request.param == "as they are"
    folder = tmp_path_factory.mktemp("corpus")
    copied(CHECKOUT / "seeds", folder / "seeds", str if plain else disguised)
    copied(CHECKOUT / "config", folder / "config", str if plain else disguised)
    database = Database(f"sqlite:///{folder / 'archive.sqlite3'}")
    database.upgrade()
    baseline.declare(database, files.load(folder / "config"), "", NOW)
    baseline.record_seeds(database, seeds.load(folder / "seeds"), "")
    yield Corpus(
        database,
        file=lambda name: name if plain else FILES[name],
        name=lambda name: name if plain else PEOPLE[name],
        date=lambda date: date if plain else later(date),
    )
    database.close()


@pytest.mark.parametrize("name", PEOPLE)
def test_any_spelling_in_any_script_finds_him(corpus: Corpus, name: str) -> None:
    assert corpus.ask(name).actor.id == "khalifa-haftar"


def test_four_independent_documents_and_one_copy(corpus: Corpus) -> None:
    answer = corpus.ask("Haftar")
    assert (answer.articles, answer.independent) == (5, 4)
    assert [(each.article, each.of) for each in answer.copies] == [(corpus.file(COPY), corpus.file(ORIGINAL))]


def test_both_spellings_with_who_uses_which(corpus: Corpus) -> None:
    users = {spelling.surface: set(spelling.articles) for spelling in corpus.ask("Haftar").spellings}
    assert users[corpus.name("Hifter")] >= {corpus.file(ORIGINAL), corpus.file(MIDDLE), corpus.file(COPY)}
    assert users[corpus.name("Haftar")] >= {corpus.file(EARLY), corpus.file(LATE)}
    assert corpus.file(ORIGINAL) not in users[corpus.name("Haftar")]


@pytest.mark.parametrize(("date", "file"), EVENTS)
def test_dated_events_each_with_its_sentence_and_source(corpus: Corpus, date: str, file: str) -> None:
    events = [event for event in corpus.ask("Haftar").events if str(event.date) == corpus.date(date)]
    told = [event for event in events if corpus.file(file) in event.articles]
    assert told and all(event.basis == "stated" and event.text for event in told)


def test_a_photo_credit_is_no_event(corpus: Corpus) -> None:
    quoted = [event.text for event in corpus.ask("Haftar").events]
    assert quoted and not [text for text in quoted if "gestures during a news conference" in text]


def test_the_actors_he_is_mentioned_with(corpus: Corpus) -> None:
    assert {each.actor for each in corpus.ask("Haftar").together} >= set(COMPANIONS)


IN_MOSCOW = (  # date, the documents that state it, and what they name in its stead
    ("2016-06", {EARLY, LATE}, ""),
    ("2016-11-27", {EARLY}, ""),
    ("2017-08", {MIDDLE}, ""),
    ("2017-08-14", {LATE}, "Russia"),
)


def test_when_he_was_in_moscow_before_with_every_independent_report(corpus: Corpus) -> None:
    with corpus.database.read() as archive:
        known = [why_answer(archive, corpus.file(file)).background for file in (ORIGINAL, COPY)]
    (first,) = (each for each in known if each.recurrences)  # what came first brought it together, the other nothing
    lists = {(each.actor.split()[-1], each.place): each.occasions for each in first.recurrences}
    moscow = lists[corpus.name("Haftar"), "Moscow"]
    told = {str(each.date): ({source.id for source in each.sources}, ", ".join(each.places)) for each in moscow}
    for date, names, instead in IN_MOSCOW:
        assert told[corpus.date(date)] == ({corpus.file(name) for name in names}, instead)
    assert corpus.date("2020-02-19") not in told


def test_all_dated_sentences_that_put_him_in_moscow_are_compared(corpus: Corpus) -> None:
    with corpus.database.read() as archive:
        rows = {str(row.date): row for row in compare_answer(archive, corpus.name("Haftar"), "Moscow").events}
    assert rows.keys() >= {corpus.date(date) for date, *_ in (*IN_MOSCOW, ("2020-01-13",), ("2020-02-19",))}
    assert set(rows[corpus.date("2020-01-13")].articles) == {corpus.file(ORIGINAL), corpus.file(COPY)}


def test_a_reader_comment_mentions_nobody(corpus: Corpus) -> None:
    gaddafi = {each.article for each in corpus.ask("Haftar").copies}
    with corpus.database.read() as archive:
        answer = actor_answer(archive, "Muammar Gaddafi", NOW)
    assert gaddafi.isdisjoint({article for spelling in answer.spellings for article in spelling.articles})


def test_a_manifest_that_is_mended_later_is_taken_up(tmp_path: Path) -> None:
    copied(CHECKOUT / "seeds", tmp_path / "seeds", str)
    manifest = tmp_path / "seeds" / "manifest.toml"
    mended = manifest.read_text("utf-8")
    first, second = (Database(f"sqlite:///{tmp_path / name}") for name in ("first.sqlite3", "second.sqlite3"))
    for database in (first, second):
        database.upgrade()
        baseline.declare(database, files.load(CHECKOUT / "config"), "", NOW)
    manifest.write_text("", "utf-8")
    baseline.record_seeds(first, seeds.load(tmp_path / "seeds"), "")
    manifest.write_text(mended, "utf-8")
    told = []
    for database in (first, second):
        baseline.record_seeds(database, seeds.load(tmp_path / "seeds"), "")
        with database.read() as archive:
            told.append(actor_answer(archive, "Haftar", NOW))
        database.close()
    assert told[0].events == told[1].events
    assert told[0].sources == told[1].sources
