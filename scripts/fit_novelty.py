"""Fits the weights of what is unheard (`watchers/comparing/unheard.py`) on labelled articles, and judges them.

    OPENBLAS_NUM_THREADS=1 python scripts/fit_novelty.py SET...

A set is a folder as `fit_likeness.py` reads it, whose `gold.jsonl` says of each article what changed (`changes`: a
list, of words or of rows with `words`; empty: nothing). Each article is held against the earlier ones of its
development, as if its story had been found.

An article is as new as its newest sentence. So which sentence that is, is found by turns with the weights: of an
article that changes nothing the one that looks newest; of one that does, the same among those that hold one of the
words. Sets count alike. Judged by articles: the area under the curve, and the share of changes that are told where one
in twenty, ten, five of the others is told too; for each set with weights fitted on all, and with the set left out.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from fit_likeness import ENCODER, Floats, dated, label, read_set, regression

from watchers.batch.timeline import article_of
from watchers.comparing import quotes, stories, unheard
from watchers.comparing.article_profile import foreign
from watchers.comparing.likeness import Weights
from watchers.meaning.articles import meanings
from watchers.pipeline.meaning import called
from watchers.pipeline.prepare import prepare

PARTS = tuple(field.name for field in fields(unheard.Sentence))
MOST_MEMBERS = 32
TURNS = 6
SET_WEIGHT = 200.0  # articles that each set counts as
NOISES = (0.05, 0.1, 0.2)


@dataclass(frozen=True)
class Labelled:
    """An article of a story. `parts` has a row for each sentence that may be quoted, a column for each of PARTS."""

    parts: Floats
    changes: bool
    telling: list[int]  # rows of the sentences that hold the change; all where that is not known


def labelled(folder: Path) -> list[Labelled]:
    """The set's articles that are not the first of their development, as far as their meaning is known."""
    documents, gold, index = read_set(folder)
    articles = dated([article_of(document, str) for document in documents])
    prepared = [prepare(article, index) for article in articles]
    profiles = [one.profile for one in prepared]
    known = meanings([*map(called, prepared)], ENCODER)
    if known.fault:
        raise SystemExit(known.fault)
    earlier: dict[str, list[int]] = defaultdict(list)
    found: list[Labelled] = []
    for number, row in enumerate(gold):
        story = earlier[label(number, row)]
        members = [n for n in story[-MOST_MEMBERS:] if known.of_articles[n] is not None]
        profile, meaning = profiles[number], known.of_articles[number]
        if members and meaning is not None and not row.get("arguable"):
            sentences = unheard.sentences(
                meaning,
                profile.heads,
                [m for n in members if (m := known.of_articles[n]) is not None],
                abroad=all(foreign(profile, profiles[n]) for n in members),
                days=min(stories.days_between(articles[number], articles[n]) for n in members),
            )
            places = [n for n in quotes.judged(profile) if n < len(sentences)]
            if places:
                parts = np.array([[getattr(sentences[n], part) for part in PARTS] for n in places])
                texts = [profile.sentences[n].text.casefold() for n in places]
                words = [word.casefold() for word in words_of(row["changes"])]
                telling = [n for n, text in enumerate(texts) if not words or any(word in text for word in words)]
                if telling or not row["changes"]:
                    found.append(Labelled(parts, bool(row["changes"]), telling))
        story.append(number)
    return found


def words_of(changes: Iterable[Any]) -> Iterable[str]:
    """The words that a changed sentence holds one of, where the gold has them."""
    return (word for change in changes if isinstance(change, dict) for word in change["words"])


def fit(sets: Sequence[Sequence[Labelled]]) -> Weights:
    """The weights, by turns with which sentence of each article is its newest."""
    articles = [article for one in sets for article in one]
    weight = np.array([SET_WEIGHT / len(one) for one in sets for _ in one])
    changes = np.array([article.changes for article in articles], float)
    newest = [min(article.telling, key=lambda row, a=article: a.parts[row][0]) for article in articles]
    for _ in range(TURNS):
        chosen = np.array([article.parts[row] for article, row in zip(articles, newest, strict=True)])
        fitted = regression(PARTS, chosen, changes, weight)
        newest = [max(article.telling, key=lambda row, a=article: odds(a, fitted)[row]) for article in articles]
    return fitted


def odds(article: Labelled, fitted: Weights) -> Floats:
    """The log-odds of each of its sentences."""
    return fitted.bias + article.parts @ np.array([fitted.parts[part] for part in PARTS])


def judged(one: Sequence[Labelled], fitted: Weights) -> str:
    """How well these weights tell the articles that change something, in a line."""
    scores = np.array([odds(article, fitted).max() for article in one])
    changes = np.array([article.changes for article in one])
    above = np.mean(
        [(scores[changes] > score).mean() + (scores[changes] == score).mean() / 2 for score in scores[~changes]]
    )
    marks = [float(np.quantile(scores[~changes], 1 - noise)) for noise in NOISES]
    told = ", ".join(
        f"{(scores[changes] > mark).mean():.2f} at {noise} (from {mark:.2f})"
        for mark, noise in zip(marks, NOISES, strict=True)
    )
    return f"{len(one)} articles, {changes.sum()} change something; AUC {above:.3f}; told {told}"


def cached(folder: Path, cache: Path | None) -> list[Labelled]:
    """The set, worked out once."""
    path = cache / f"{folder.name}.novelty.pickle" if cache else None
    if path is None:
        return labelled(folder)
    if not path.exists():
        path.write_bytes(pickle.dumps(labelled(folder)))
    kept: list[Labelled] = pickle.loads(path.read_bytes())
    return kept


def main() -> None:
    """Read the arguments, fit and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET", help="a folder of labelled documents")
    parser.add_argument("--cache", type=Path, help="a folder for what the sentences of each set are like")
    options = parser.parse_args()
    sets = [cached(folder, options.cache) for folder in options.sets]
    fitted = fit(sets)
    print(
        f"BIAS = {fitted.bias:.2f}\nWEIGHTS = { ({part: round(weight, 2) for part, weight in fitted.parts.items()}) }"
    )
    present = Weights(unheard.BIAS, unheard.WEIGHTS)
    for folder, one in zip(options.sets, sets, strict=True):
        print(f"{folder.name}: {judged(one, fitted)}")
        if len(sets) > 1:
            print(f"    left out: {judged(one, fit([other for other in sets if other is not one]))}")
        print(f"    as in the program: {judged(one, present)}")


if __name__ == "__main__":
    main()
