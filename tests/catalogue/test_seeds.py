"""The seed corpus: documents, what is known of their provenance, and folders with faults."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import CHECKOUT
from watchers.catalogue import seeds
from watchers.model import PartialDate

TEXT = "Field Marshal Khalifa Haftar visited the lighthouse of Zafira Bay on Monday and spoke with its keepers.\n"
MANIFEST = """
[[document]]
file = "b.txt"
title = "Haftar visits a lighthouse"
outlet = "The Wire"
published = "2019-05"
known_from = "inferred from the text"
language = "en"
url = "https://wire.example/lighthouse"
"""


def folder(path: Path, manifest: str = MANIFEST, **documents: str) -> Path:
    for name, text in (documents or {"a": "Another document about nobody at all.\n", "b": TEXT}).items():
        (path / f"{name}.txt").write_text(text, "utf-8")
    if manifest:
        (path / "manifest.toml").write_text(manifest, "utf-8")
    return path


def test_a_document_has_what_its_manifest_knows(tmp_path: Path) -> None:
    article = seeds.load(folder(tmp_path))[0]
    assert (article.id, article.title, article.outlet) == ("b.txt", "Haftar visits a lighthouse", "The Wire")
    assert article.published is not None
    assert (article.published.date, article.published.at) == (PartialDate(2019, 5), None)
    assert (article.language, article.url, article.seed) == ("en", "https://wire.example/lighthouse", True)
    assert article.note == "date inferred from the text"
    assert article.first_seen == datetime(2019, 5, 1, tzinfo=UTC)
    assert "lighthouse of Zafira Bay" in article.text


def test_a_document_without_an_entry_is_used_and_stays_unknown(tmp_path: Path) -> None:
    corpus = seeds.read(folder(tmp_path, manifest=""))
    assert [article.id for article in corpus.articles] == ["a.txt", "b.txt"]
    assert all(article.published is None and article.language is None for article in corpus.articles)
    assert all(article.outlet == "" and article.note == "" for article in corpus.articles)
    assert corpus.faults == ()


def test_documents_come_oldest_first_and_undated_ones_last(tmp_path: Path) -> None:
    entry = '[[document]]\nfile = "{}.txt"\npublished = "{}"\nknown_from = "stated"\n'
    manifest = entry.format("c", "2016-11-28") + entry.format("a", "2020-02")
    corpus = seeds.read(folder(tmp_path, manifest, a=TEXT, b=TEXT, c=TEXT))
    assert [article.id for article in corpus.articles] == ["c.txt", "a.txt", "b.txt"]


def test_a_broken_manifest_costs_the_provenance_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = folder(tmp_path, manifest='[[document]]\nfile = "b.txt\n')
    with caplog.at_level(logging.WARNING):
        assert [article.title for article in seeds.load(path)] == ["", ""]
    assert "manifest.toml, line 2: this is no TOML" in caplog.text


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ('file = "c.txt"', 'line 2: file = "c.txt": there is no such document in this folder'),
        ('title = "Nameless"', "line 1: file: it is missing"),
        (
            'file = "b.txt"\npublished = "2019-13"\nknown_from = "stated"',
            "line 3: published = \"2019-13\": '2019-13' is no date; write YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        (
            'file = "b.txt"\npublished = 2019-05-01\nknown_from = "stated"',
            'line 3: published = "2019-05-01": it has to be a text in quotation marks',
        ),
        (
            'file = "b.txt"\npublished = "2019"',
            'line 3: published = "2019": say in known_from how the date is known',
        ),
        (
            'file = "b.txt"\npublished = "2019"\nknown_from = "a friend"',
            'line 4: known_from = "a friend": say how the date is known: stated ... or inferred from ...',
        ),
        (
            'file = "b.txt"\nurl = "wire.example"',
            'line 3: url = "wire.example": this is no web address; write one that starts with https:// or leave it out',
        ),
        (
            'file = "b.txt"\ncopy_of = "a.txt"',
            "line 3: copy_of: unknown key; known are file, title, outlet, published, known_from, language, url",
        ),
        (
            'file = "b.txt"\n[[document]]\nfile = "b.txt"',
            'line 4: file = "b.txt": this document has an entry already',
        ),
    ],
)
def test_a_fault_of_the_manifest_is_told_and_the_documents_load(entry: str, sentence: str, tmp_path: Path) -> None:
    path = folder(tmp_path, manifest=f"[[document]]\n{entry}\n")
    corpus = seeds.read(path)
    assert [str(fault) for fault in corpus.faults] == [f"{path / 'manifest.toml'}, {sentence}"]
    assert len(corpus.articles) == 2


def test_a_document_that_cannot_be_read_is_left_out_with_a_word(tmp_path: Path) -> None:
    path = folder(tmp_path, manifest="", b=TEXT, c=" \n")
    (path / "a.txt").write_bytes("Überfall".encode("latin-1"))
    corpus = seeds.read(path)
    assert [article.id for article in corpus.articles] == ["b.txt"]
    assert [str(fault) for fault in corpus.faults] == [
        f"{path / 'a.txt'}: it is not UTF-8 and was left out; save it as UTF-8",
        f"{path / 'c.txt'}: it is empty",
    ]


def test_a_folder_without_documents_is_a_fault(tmp_path: Path) -> None:
    corpus = seeds.read(tmp_path)
    assert corpus.articles == ()
    assert "there is no seed document" in str(corpus.faults[0])


def test_the_corpus_of_the_project_loads_without_a_fault() -> None:
    corpus = seeds.read(CHECKOUT / "seeds")
    assert corpus.faults == ()
    assert [str(article.published) for article in corpus.articles] == [
        "2016-11-28",
        "2017-08",
        "2017-08-28",
        "2020-02",
        "2020-02",
    ]
    assert all(article.language == "en" and len(article.text) > 2000 for article in corpus.articles)


def test_every_key_of_the_manifest_is_documented() -> None:
    documented = (CHECKOUT / "docs" / "configuration.md").read_text("utf-8")
    for key in seeds.KEYS:
        assert f"| `{key}` |" in documented, key
