"""The seed corpus: documents of a folder as articles, with the provenance that its manifest knows.

    *.txt + manifest.toml  ->  read: articles and faults        load: the articles, faults logged

A document without an entry in the manifest is an article of which less is known. A broken manifest costs the
provenance and an unreadable document itself; the rest goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from watchers.catalogue.toml_tables import Document, Fault, Table
from watchers.model import Article, PartialDate, Published
from watchers.plaintext import page
from watchers.text import languages

log = logging.getLogger(__name__)

KEYS = ("file", "title", "outlet", "published", "known_from", "language", "url")
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class Corpus(NamedTuple):
    """The documents, oldest first and undated ones last, and what is wrong in the folder."""

    articles: tuple[Article, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the manifest says of a document; empty or None is unknown."""

    title: str = ""
    outlet: str = ""
    published: PartialDate | None = None
    known_from: str = ""
    language: str | None = None
    url: str = ""


def load(seeds_dir: Path) -> tuple[Article, ...]:
    """The usable documents of a folder; each fault is logged as a warning."""
    corpus = read(seeds_dir)
    for fault in corpus.faults:
        log.warning("%s", fault)
    return corpus.articles


def read(seeds_dir: Path) -> Corpus:
    """Every usable document of a folder, and every fault."""
    manifest = Document.read(seeds_dir / "manifest.toml")
    paths = {path.name: path for path in sorted(seeds_dir.glob("*.txt")) if path.is_file()}
    provenances = _provenance(manifest, paths)
    faults = list(manifest.faults)
    articles = []
    for name, path in paths.items():
        text = _text(path, faults)
        if text:
            articles.append(article(name, text, provenances.get(name, Provenance())))
    if not paths:
        faults.append(Fault(str(seeds_dir), 0, "", "", "there is no seed document (*.txt) in this folder"))
    return Corpus(tuple(sorted(articles, key=_appeared)), tuple(faults))


def article(name: str, source: str, provenance: Provenance) -> Article:
    """A document as an article. What the manifest leaves open is taken from the page where the page states it.

    It was known before anything that a feed brings, so it counts as first seen on its first possible day.
    """
    span = page.article_span(source)
    stated = provenance.published or span.published
    return Article(
        id=name,
        title=provenance.title or span.title or "",
        text=span.text,
        first_seen=_start_of(stated) if stated else _UNDATED,
        url=provenance.url,
        outlet=provenance.outlet,
        language=provenance.language,
        published=Published(stated) if stated else None,
        identity=name,
        credit=span.credit,
        seed=True,
        note=f"date {provenance.known_from}" if provenance.known_from.startswith("inferred") else "",
    )


def _provenance(manifest: Document, paths: Mapping[str, Path]) -> Mapping[str, Provenance]:
    provenances: dict[str, Provenance] = {}
    for table in manifest.tables("document", KEYS):
        name = table.text("file", required=True)
        if name and name not in paths:
            table.fault("file", "there is no such document in this folder", name)
        elif name in provenances:
            table.fault("file", "this document has an entry already", name)
        elif name:
            provenances[name] = _entry(table)
    return provenances


def _entry(table: Table) -> Provenance:
    known_from = table.text("known_from")
    if known_from and not known_from.startswith(("stated", "inferred")):
        table.fault("known_from", "say how the date is known: stated ... or inferred from ...", known_from)
    if table.row.get("published") and "known_from" not in table.row:
        table.fault("published", "say in known_from how the date is known", table.row["published"])
    return Provenance(
        title=table.text("title"),
        outlet=table.text("outlet"),
        published=table.parsed("published", PartialDate.parse),
        known_from=known_from,
        language=table.parsed("language", languages.parse),
        url=table.parsed("url", _web_address) or "",
    )


def _web_address(text: str) -> str:
    if urlsplit(text).scheme not in ("http", "https"):
        raise ValueError("this is no web address; write one that starts with https:// or leave it out")
    return text


def _text(path: Path, faults: list[Fault]) -> str | None:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as problem:
        reason = f"it cannot be read ({problem.strerror})"
    except UnicodeDecodeError:
        reason = "it is not UTF-8 and was left out; save it as UTF-8"
    else:
        if text.strip():
            return text
        reason = "it is empty"
    faults.append(Fault(str(path), 0, "", "", reason))
    return None


def _start_of(date: PartialDate) -> datetime:
    return datetime.combine(date.first_day, datetime.min.time(), UTC)


def _appeared(seed: Article) -> tuple[str, str]:
    return (str(seed.published) if seed.published else "9999", seed.id)
