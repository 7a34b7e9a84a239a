"""Fits the weights of likeness (`watchers/comparing/likeness.py`) on sets of labelled articles, and judges them.

    OPENBLAS_NUM_THREADS=1 python scripts/fit_likeness.py SET... --cases CASE...

A set is a folder with `documents.jsonl` (or `.jsonl.gz`: `id, title, text, lang, published`, in time order),
`gold.jsonl` (`id, development`; null: of none; `copy_of`, `same_as`: what it repeats; `arguable`: left out) and
`actors.toml`. Without `gold.jsonl`, documents have a `story` and, for title and text, `sentences` of tokens; they come
half an hour apart. With
`--cache FOLDER` the articles' meanings and the pairs are kept there: remove the files when a part of the likeness has
changed.

A case is a folder of `.jsonl` files, each an archive of its own, of a few documents with a `group`; its `actors.toml`,
or the `catalogue.toml` beside it, says whom to look for. All cases together are one set that counts less: they show
what real sets seldom hold (one event told in the words of another).

Every article is held against the candidates that the archive finds for it, as the program does it; each pair gives the
parts of its likeness and whether it is of one development. Sets count alike, however large. A plain logistic regression
(Newton's method, a little ridge) gives the weights: of pairs in one language and of pairs in two, of each where the
meanings are known and where they are not.

Judged by the program's own linking over these candidates: B-cubed F1, overall and across languages, and developments
without a message of their own (of which no article starts a story); for each set with the weights fitted on all sets,
and with those fitted on the others.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from watchers.archive import Database
from watchers.archive.recorder import Recorder, recording
from watchers.batch.desk import EPOCH, article_of
from watchers.batch.json_lines import Document
from watchers.catalogue import files
from watchers.comparing import compare, copies, likeness, signature, similarity, stories
from watchers.comparing.article_profile import ProfileCache
from watchers.comparing.likeness import Likeness, Side, Weights
from watchers.comparing.relative import Relative
from watchers.matching.index import AliasIndex
from watchers.meaning.articles import meanings
from watchers.model import Article, Comparison, Novelty
from watchers.pipeline.decide import MOST_CANDIDATES
from watchers.pipeline.meaning import called
from watchers.pipeline.prepare import Prepared, prepare
from watchers.reasons import Comparing, Reason

PARTS = tuple(field.name for field in fields(Likeness) if field.name != "weights")
KINDS = ("ONE_LANGUAGE", "ONE_LANGUAGE_WITH_MEANING", "TWO_LANGUAGES", "TWO_LANGUAGES_WITH_MEANING")
FITTED_ON = {  # pairs of these kinds: what knows no meaning is fitted on those whose meanings are known, too
    "ONE_LANGUAGE": ("ONE_LANGUAGE", "ONE_LANGUAGE_WITH_MEANING"),
    "ONE_LANGUAGE_WITH_MEANING": ("ONE_LANGUAGE_WITH_MEANING",),
    "TWO_LANGUAGES": ("TWO_LANGUAGES", "TWO_LANGUAGES_WITH_MEANING"),
    "TWO_LANGUAGES_WITH_MEANING": ("TWO_LANGUAGES_WITH_MEANING",),
}
LEAST_PAIRS = 30  # of a kind, without which a set tells nothing of it
ENCODER = "use"
RIDGE = 5.0  # on standardised parts
SET_WEIGHT, CASES_WEIGHT = 2000.0, 400.0  # pairs that each set counts as, and all cases together
STEPS = 40  # of Newton's method, at most
FIRST_DAY = datetime(2013, 1, 1, tzinfo=UTC)  # of documents without a time

Floats = Any  # arrays of numpy
Clusters = Sequence[Any]  # a label for each article
Fitted = Mapping[str, Weights]  # by kind


@dataclass(frozen=True)
class Labelled:
    """A set's articles, with the pairs that the program compares: `pairs` are (article, earlier article), by number."""

    name: str
    languages: list[str | None]
    developments: list[str]  # what each is about; of none: a label of its own
    told: list[bool]  # whether it is about a development
    scored: list[bool]
    copy_of: dict[int, int]
    pairs: list[tuple[int, int]]
    parts: Floats  # a row a pair, a column for each of PARTS
    kinds: Floats  # of each pair, one of KINDS
    weight: float = SET_WEIGHT

    @property
    def same(self) -> Floats:
        """1 for pairs of one development, 0 for others."""
        return np.array([self.developments[i] == self.developments[j] for i, j in self.pairs], float)

    @property
    def sure(self) -> Floats:
        """Whether both of a pair are scored."""
        return np.array([self.scored[i] and self.scored[j] for i, j in self.pairs])


# ---------------------------------------------------------------- reading


def rows(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of a file, packed or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().splitlines()]


def read_set(folder: Path) -> tuple[list[Document], list[dict[str, Any]], AliasIndex]:
    """Documents, a line of gold for each, and whom to look for."""
    raw = rows(next(iter(sorted(folder.glob("documents.jsonl*")))))
    if not (folder / "gold.jsonl").exists():
        gold = [{"development": row["story"]} for row in raw]
        return [of_sentences(number, row) for number, row in enumerate(raw)], gold, AliasIndex.build(())
    gold_by_id = {row["id"]: row for row in rows(folder / "gold.jsonl")}
    keys = ("id", "title", "text", "lang", "published")
    documents = [Document(number, **{key: row.get(key, "") for key in keys}) for number, row in enumerate(raw)]
    index = AliasIndex.build(files.load_actors(folder / "actors.toml"))
    return documents, [gold_by_id[row["id"]] for row in raw], index


def read_case(file: Path) -> tuple[list[Document], list[dict[str, Any]], AliasIndex]:
    """The documents of a case's file, a line of gold for each, and whom to look for."""
    raw = rows(file)
    keys = ("id", "title", "text", "lang", "published")
    documents = [Document(number, **{key: row.get(key, "") for key in keys}) for number, row in enumerate(raw)]
    own = file.parent / "actors.toml"
    actors = files.load_actors(own if own.exists() else file.parent.parent / "catalogue.toml")
    return documents, [{"development": row.get("group") or row["id"]} for row in raw], AliasIndex.build(actors)


def of_sentences(number: int, row: Mapping[str, Any]) -> Document:
    """A document given as sentences of tokens; a first one that is an address is left off."""
    plain = [joined(sentence) for sentence in row["sentences"][bool(re.match(r"https?\b", row["sentences"][0])) :]]
    published = (FIRST_DAY + timedelta(minutes=30 * number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Document(number, row["id"], plain[0], "\n".join(plain[1:]) or plain[0], "en", published)


def joined(tokens: str) -> str:
    """A sentence of tokens as people write it."""
    quoted = re.sub(r"``\s*|\s*''", lambda m: '"' if m[0].strip() == "''" else ' "', tokens).strip()
    closed = re.sub(r"([(\[$#])\s+", r"\1", re.sub(r"\s+([.,;:!?%)\]])", r"\1", quoted))
    return re.sub(r"\s+", " ", re.sub(r"\s+(n't|'(?:s|re|ve|ll|d|m)\b)", r"\1", closed)).strip()


# ---------------------------------------------------------------- pairs


class Pairing:
    """Takes one article after the other, each a story of its own, and keeps how it is like its candidates."""

    def __init__(self) -> None:
        self._profiles = ProfileCache()
        self._numbers: dict[str, int] = {}  # by the archive's id
        self.pairs: list[tuple[int, int]] = []
        self.parts: list[list[float]] = []
        self.kinds: list[str] = []
        self.copy_of: dict[int, int] = {}

    def take(self, number: int, prepared: Prepared, recorder: Recorder) -> None:
        """Compare an article, which is number `number`, with its candidates, and record it."""
        article, mentions, meaning = prepared.article, prepared.mentions, prepared.meaning
        frequencies = recorder.frequencies(prepared.signature.words)
        keys = signature.keys(prepared.signature, frequencies)
        since = article.first_seen - stories.WINDOW
        candidates = recorder.candidates(prepared.signature, keys, prepared.actors, since, MOST_CANDIDATES, meaning)
        relatives = [Relative(candidate, self._profiles.of(candidate.article)) for candidate in candidates]
        query = similarity.query(prepared.profile.features, frequencies, compare.words_of(prepared.names))
        self._compare(number, prepared, query, relatives)
        verdict = Comparison(Novelty.NEW, Reason(Comparing.NOTHING_LIKE_IT))
        report = recorder.record(article, mentions, prepared.signature, keys, verdict, prepared.events, meaning)
        self._numbers[report.article.id] = number

    def _compare(self, number: int, prepared: Prepared, query: similarity.Query, relatives: Sequence[Relative]) -> None:
        copy = copies.find(prepared.article, prepared.profile, relatives)
        if copy is not None:
            self.copy_of[number] = self._numbers[copy.relative.article.id]
        mine = Side(prepared.profile, prepared.actors, prepared.meaning)
        for relative in relatives:
            if stories.is_active(prepared.article, relative, prepared.article.first_seen):
                days = stories.days_between(prepared.article, relative.article)
                theirs = Side(relative.profile, relative.candidate.actors, relative.meaning)
                self._keep(number, relative, likeness.likeness(query, mine, theirs, days))

    def _keep(self, number: int, relative: Relative, found: Likeness) -> None:
        self.pairs.append((number, self._numbers[relative.article.id]))
        self.parts.append([getattr(found, part) for part in PARTS])
        self.kinds.append(next(kind for kind in KINDS if getattr(likeness, kind) is found.weights))


def labelled(
    name: str, documents: Sequence[Document], gold: Sequence[Mapping[str, Any]], index: AliasIndex
) -> Labelled:
    """The set with its pairs, which takes some time."""
    articles = dated([article_of(document, str) for document in documents])
    prepared = [prepare(article, index) for article in articles]
    known = meanings([*map(called, prepared)], ENCODER)
    if known.fault:
        print(known.fault, file=sys.stderr)
    pairing = Pairing()
    with TemporaryDirectory() as temporary:
        database = Database(f"sqlite:///{Path(temporary) / 'fit.db'}")
        database.upgrade()
        with database.write() as connection:
            for number, (one, meaning) in enumerate(zip(prepared, known.of_articles, strict=True)):
                with recording(connection) as recorder:
                    pairing.take(number, replace(one, meaning=meaning), recorder)
        database.close()
    return Labelled(
        name=name,
        languages=[document.language for document in documents],
        developments=[label(number, row) for number, row in enumerate(gold)],
        told=[row["development"] is not None for row in gold],
        scored=[not row.get("arguable") for row in gold],
        copy_of=pairing.copy_of,
        pairs=pairing.pairs,
        parts=np.array(pairing.parts),
        kinds=np.array(pairing.kinds),
    )


def pooled(folders: Iterable[Path]) -> Labelled:
    """The cases of some folders as one set."""
    files_of_cases = [file for folder in folders for file in sorted(folder.glob("*.jsonl"))]
    parts = [labelled(file.stem, *read_case(file)) for file in files_of_cases]
    starts = [sum(len(part.developments) for part in parts[:number]) for number in range(len(parts))]
    placed = list(zip(starts, parts, strict=True))
    return Labelled(
        name="cases",
        languages=[language for part in parts for language in part.languages],
        developments=[f"{number}: {name}" for number, part in enumerate(parts) for name in part.developments],
        told=[told for part in parts for told in part.told],
        scored=[scored for part in parts for scored in part.scored],
        copy_of={start + i: start + j for start, part in placed for i, j in part.copy_of.items()},
        pairs=[(start + i, start + j) for start, part in placed for i, j in part.pairs],
        parts=np.concatenate([part.parts for part in parts if part.pairs]),
        kinds=np.concatenate([part.kinds for part in parts if part.pairs]),
        weight=CASES_WEIGHT,
    )


def label(number: int, gold: Mapping[str, Any]) -> str:
    """What an article is about; of no development: a label of its own, or that of what it repeats."""
    return gold["development"] or f"none: {gold.get('copy_of') or gold.get('same_as') or gold.get('id', number)}"


def dated(articles: Iterable[Article | Any]) -> list[Article]:
    """The articles, each as seen when it was published; one without a date, when the one before it was."""
    now, seen = EPOCH, []
    for article in articles:
        if not isinstance(article, Article):
            raise SystemExit(f"a document cannot be read: {article}")
        now = moment(article, now)
        seen.append(replace(article, first_seen=now))
    return seen


def moment(article: Article, before: datetime) -> datetime:
    """When an article of that date is taken to come in."""
    if article.published is None:
        return before
    day = article.published.date.first_day
    return article.published.at or datetime(day.year, day.month, day.day, tzinfo=UTC)


def cached(name: str, made: Callable[[], Labelled], cache: Path | None) -> Labelled:
    """The set with its pairs, worked out once."""
    if cache is None:
        return made()
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"{name}.pickle"
    if not path.exists():
        path.write_bytes(pickle.dumps(made()))
    kept: Labelled = pickle.loads(path.read_bytes())
    return kept


# ---------------------------------------------------------------- fitting


def fit(sets: Sequence[Labelled]) -> Fitted:
    """The weights of every kind."""
    return {kind: fit_kind(sets, kind) for kind in KINDS}


def fit_kind(sets: Sequence[Labelled], kind: str) -> Weights:
    """The weights of one kind, of the parts that it has in the program."""
    names = tuple(getattr(likeness, kind).parts)
    columns = [PARTS.index(name) for name in names]
    parts, same, weight = [], [], []
    for one in sets:
        chosen = one.sure & np.isin(one.kinds, FITTED_ON[kind])
        if chosen.sum() >= LEAST_PAIRS:
            parts.append(one.parts[chosen][:, columns])
            same.append(one.same[chosen])
            weight.append(np.full(chosen.sum(), one.weight / one.sure.sum()))
    return regression(names, np.concatenate(parts), np.concatenate(same), np.concatenate(weight))


def regression(names: Sequence[str], parts: Floats, same: Floats, weight: Floats) -> Weights:
    """Logistic regression by Newton's method."""
    mean, spread = parts.mean(0), parts.std(0) + 1e-9
    table = np.column_stack([np.ones(len(parts)), (parts - mean) / spread])
    solution, ridge = np.zeros(table.shape[1]), np.eye(table.shape[1]) * RIDGE
    ridge[0, 0] = 1e-6
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ solution, -30, 30)))
        gradient = table.T @ (weight * (same - chance)) - ridge @ solution
        curvature = (table * (weight * chance * (1 - chance))[:, None]).T @ table + ridge
        solution += np.linalg.solve(curvature, gradient)
    weights = solution[1:] / spread
    bias = float(solution[0] - (weights * mean).sum())
    return Weights(bias, {name: float(value) for name, value in zip(names, weights, strict=True)})


def odds_of(one: Labelled, fitted: Fitted) -> Floats:
    """Log-odds of one development for each pair."""
    odds = np.zeros(len(one.pairs))
    for kind, weights in fitted.items():
        chosen = one.kinds == kind
        columns = [PARTS.index(name) for name in weights.parts]
        odds[chosen] = weights.bias + one.parts[chosen][:, columns] @ np.array([*weights.parts.values()])
    return odds


# ---------------------------------------------------------------- judging


def clusters(one: Labelled, odds: Floats, joining: float) -> list[int]:
    """The story of each article, as the program joins them: its first article's number."""
    candidates: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (article, earlier), value in zip(one.pairs, odds, strict=True):
        candidates[article].append((earlier, float(value)))
    story: list[int] = []
    for article in range(len(one.developments)):
        if article in one.copy_of:
            story.append(story[one.copy_of[article]])
            continue
        members: dict[int, list[float]] = defaultdict(list)
        for earlier, value in candidates[article]:
            members[story[earlier]].append(value)
        best = max(((stories.linked(values), number) for number, values in members.items()), default=(-np.inf, -1))
        story.append(best[1] if best[0] >= joining else article)
    return story


def bcubed(one: Labelled, story: Clusters, near: Callable[[int, int], bool]) -> float:
    """B-cubed F1 over the scored articles, each with those that are `near` it."""
    scored = [number for number, is_scored in enumerate(one.scored) if is_scored]
    sides = []
    for own, other in ((story, one.developments), (one.developments, story)):
        shares = []
        for x in scored:
            together = [y for y in scored if own[x] == own[y] and near(x, y)]
            if together:
                shares.append(sum(other[x] == other[y] for y in together) / len(together))
        sides.append(float(np.mean(shares)) if shares else 1.0)
    return 2 * sides[0] * sides[1] / (sum(sides) or 1)


def judged(one: Labelled, fitted: Fitted, joining: float) -> str:
    """How well these weights put the set's articles into stories, in a line."""
    story = clusters(one, odds_of(one, fitted), joining)
    overall = bcubed(one, story, lambda x, y: True)
    across = bcubed(one, story, lambda x, y: one.languages[x] != one.languages[y])
    news = [number for number, told in enumerate(one.told) if told and one.scored[number]]
    starts = Counter(one.developments[number] for number in news if story[number] == number)
    swallowed = len({one.developments[number] for number in news} - set(starts))
    twice = sum(count > 1 for count in starts.values())
    said = f"B3 {overall:.3f}, across languages {across:.3f}" if len(set(one.languages)) > 1 else f"B3 {overall:.3f}"
    return f"{said}; {swallowed} developments start no story, {twice} several"


def report(sets: Sequence[Labelled], joinings: Iterable[float]) -> None:
    """Print the weights as the program has them, and how good they are."""
    fitted = fit(sets)
    for kind, weights in fitted.items():
        parts = "".join(f'        "{part}": {value:.2f},\n' for part, value in weights.parts.items())
        print(f"{kind} = Weights(\n    {weights.bias:.2f},\n    {{\n{parts}    }},\n)")
    for joining in joinings:
        for one in sets:
            print(f"joined from {joining:5.2f}, {one.name}: {judged(one, fitted, joining)}")
            if len(sets) > 1:
                others = fit([other for other in sets if other is not one])
                print(f"    without it in the fit: {judged(one, others, joining)}")


def main() -> None:
    """Read the arguments, fit and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET", help="a folder of labelled documents")
    parser.add_argument("--cases", nargs="*", type=Path, default=[], metavar="CASE", help="folders of small archives")
    parser.add_argument("--cache", type=Path, help="a folder for the pairs, which take minutes")
    parser.add_argument("--joining", type=float, nargs="*", default=[stories.JOINING_ODDS], help="log-odds to try")
    options = parser.parse_args()
    sets = [
        cached(folder.name, partial(lambda folder: labelled(folder.name, *read_set(folder)), folder), options.cache)
        for folder in options.sets
    ]
    if options.cases:
        sets.append(cached("cases", partial(pooled, options.cases), options.cache))
    report(sets, options.joining)


if __name__ == "__main__":
    main()
