"""The words of a verdict: one sentence for people, and the steps that led to it. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from watchers.comparing import attribution, figures
from watchers.comparing.relation import Relation
from watchers.comparing.relative import Relative
from watchers.model import QUOTED_FROM, Adds, Article, Novelty


def reason(
    novelty: Novelty,
    relation: Relation,
    adds: Adds,
    changes: Sequence[figures.Change],
    members: Sequence[Relative],
) -> str:
    """One sentence, without a full stop, that goes on from the verdict's word."""
    if relation.nearest is None:
        return "no earlier article is like it"
    near = label(relation.nearest.article)
    if relation.story is None:
        return f"no earlier article reports this; the nearest is by {near}"
    if relation.origin:
        return f"the original of the text that {near} has already brought ({relation.origin})"
    if relation.copy:
        share = f"copies {near} ({_percent(relation.copy.containment)} of the shorter text)"
        return f"{share} and adds {_added(adds, changes)}" if novelty is Novelty.DEVELOPING else share
    if novelty is Novelty.DEVELOPING:
        return f"adds {_added(adds, changes)} to the story first reported by {_first(relation, members)}"
    if novelty is Novelty.IN_BASELINE:
        return f"the seed corpus already says it: {near}"
    return f"says nothing that is new in the story first reported by {_first(relation, members)}"


def evidence(article: Article, relation: Relation, adds: Adds, changes: Sequence[figures.Change]) -> tuple[str, ...]:
    """The steps of the verdict in order, each with its figures."""
    steps: list[str] = []
    if relation.copy:
        steps += _copying(article, relation)
    elif relation.place:
        steps.append(f"story: {relation.place}; nearest {label(relation.place.nearest.article)}")
    steps.append(f"novelty: {len(adds.quoted)} of {len(adds.sentences)} sentences score {QUOTED_FROM} or more")
    steps += [f"figure: {change} in {label(change.article)}" for change in changes]
    return tuple(steps)


def _copying(article: Article, relation: Relation) -> list[str]:
    assert relation.copy is not None
    overlap, other = relation.copy, relation.copy.relative.article
    steps = [
        f"copy: {_percent(overlap.containment)} of the shorter text's five-word runs are in {label(other)}, "
        f"{_percent(overlap.cover)} of this article's"
    ]
    if overlap.merged:
        steps.append(f"merged with {', '.join(overlap.merged)}")
    if name := attribution.credits(article, other):
        steps.append(f"credit: it names {name!r}")
    if relation.origin:
        steps.append(f"origin: {relation.origin}")
    return steps


def label(article: Article) -> str:
    """How an article is named in a sentence: its outlet, else its host, else its id."""
    return article.outlet or urlsplit(article.url).hostname or article.id


def _first(relation: Relation, members: Sequence[Relative]) -> str:
    assert relation.nearest is not None
    first = next((c.article for c in members if c.article.id == relation.story), relation.nearest.article)
    return label(first)


def _added(adds: Adds, changes: Sequence[figures.Change]) -> str:
    count = len(adds.quoted)
    parts = [f"{count} sentence{'s' if count != 1 else ''}"] if count else []
    if changes:
        parts.append(f"the figure {changes[0]}")
    return " and ".join(parts)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
