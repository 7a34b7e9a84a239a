"""How new an article is, and by which steps that was found: the clauses of `watchers.comparing`.

The verdict's clause goes on from the word for its novelty.
"""

from __future__ import annotations

from collections.abc import Mapping

from watchers.reasons import Comparing, Reason
from watchers.wording import changes
from watchers.wording.catalogue import Clause, count
from watchers.wording.names import Names

_ALIKENESSES = {  # parameters of `Comparing.ALIKE`, in the order in which they weigh
    "words": "words",
    "focus": "focus",
    "names_both": "names both",
    "names_either": "names either",
    "figures": "figures",
    "nameless": "nameless",
    "same_year": "same year",
    "other_year": "other year",
}


def _original(reason: Reason, names: Names) -> str:
    return f"the original of the text that {names.article(reason['article'])} has already brought ({_why(reason)})"


def _why(reason: Reason) -> str:
    return f"credited as {reason['credit']!r} in the copy" if reason["credit"] else "published earlier"


def _copies(reason: Reason, names: Names) -> str:
    return f"copies {names.article(reason['article'])} ({reason['percent']} % of the shorter text)"


def _added(reason: Reason, names: Names) -> str:
    sentences = [count(reason["sentences"], "sentence")] if reason["sentences"] else []
    if dict(reason.parameters).get("kind"):
        changed = [f"a change ({changes.of_reason(reason, names)})"]
    else:  # in archives of earlier versions
        changed = [f"the figure {reason['after']} (before: {reason['before']})"] if reason["after"] else []
    return " and ".join((*sentences, *changed))


_PARTS = {  # parameters of `Comparing.LIKELY`
    "same_meaning": "same meaning",
    "same_sentence": "same sentence",
    "focus": "words of headline and lead",
    "actors": "actors",
    "figures": "figures",
    "headline_figures": "headline figures",
    "places": "places",
    "other_countries": "other countries",
    "other_towns": "other towns",
    "other_names": "same words about others",
    "other_figures": "same words with other figures",
    "other_year": "other year",
}


def _how(reason: Reason) -> str:
    parts = dict(reason.parameters)
    shown = [f"{word} {parts[part]:.2f}" for part, word in _PARTS.items() if parts.get(part)]
    common = f"; in common: {', '.join(reason['in_common'])}" if reason["in_common"] else ""
    return ", ".join([f"{reason['days']:.1f} days apart", *shown]) + common


def _one_development(reason: Reason, names: Names) -> str:
    one, other = map(names.article, reason["articles"])
    mean = f", the mean of {reason['pairs']} pairs" if reason["pairs"] > 1 else ""
    likely = f"{reason['percent']} % likely one development{mean}, merged if each pair is from {reason['least']} %"
    alike = f"most alike are {one} and {other} ({_how(reason)})"
    return f"{names.article(reason['article'])} is like both, and their articles are {likely}; {alike}"


def _likely(reason: Reason, names: Names) -> str:
    link = f", the nearest of {reason['members']} articles and their mean" if reason["members"] > 1 else ""
    likely = f"{reason['percent']} % likely one development ({_how(reason)}){link}, joined from {reason['least']} %"
    return f"story: {likely}; nearest {names.article(reason['article'])}"


def _alike(reason: Reason, names: Names) -> str:
    parts = dict(reason.parameters)
    how = ", ".join(f"{word} {parts[part]:.2f}" for part, word in _ALIKENESSES.items() if parts.get(part))
    return _joined(reason, names, how)


def _joined(reason: Reason, names: Names, how: str) -> str:
    odds = f"log-odds {reason['odds']:.1f} of one development ({how}), joined from {reason['least']}"
    return f"story: {odds}; nearest {names.article(reason['article'])}"


CLAUSES: Mapping[Comparing, Clause] = {
    Comparing.NOTHING_LIKE_IT: "no earlier article is like it",
    Comparing.NOT_REPORTED: "no earlier article reports this; the nearest is by {article}",
    Comparing.PERHAPS: "perhaps the same as the story first reported by {article}",
    Comparing.ORIGINAL: _original,
    Comparing.COPIES: _copies,
    Comparing.COPIES_AND_ADDS: lambda reason, names: f"{_copies(reason, names)} and adds {_added(reason, names)}",
    Comparing.ADDS: lambda reason, names: (
        f"adds {_added(reason, names)} to the story first reported by {names.article(reason['article'])}"
    ),
    Comparing.IN_SEEDS: "the seed corpus already says it: {article}",
    Comparing.NOTHING_NEW: "says nothing that is new in the story first reported by {article}",
    Comparing.LIKELY: _likely,
    Comparing.ONE_DEVELOPMENT: _one_development,
    Comparing.ALIKE: _alike,
    Comparing.ALIKE_ACROSS_LANGUAGES: lambda reason, names: _joined(
        reason, names, "other language: actors, names as they sound, figures, days"
    ),
    Comparing.SENTENCES_SCORED: "novelty: {quoted} of {sentences} sentences score {least} or more",
    Comparing.CHANGED: lambda reason, names: (
        f"changed: {changes.of_reason(reason, names)} (before in {names.article(reason['article'])})"
    ),
    Comparing.FIGURE_CHANGED: "figure: {after} (before: {before}) in {article}",
    Comparing.TEXT_SHARED: (
        "copy: {percent} % of the shorter text's five-word runs are in {article}, {cover} % of this article's"
    ),
    Comparing.MERGED_FROM: "merged with {articles}",
    Comparing.CREDITS: lambda reason, names: f"credit: it names {reason['credit']!r}",
    Comparing.ORIGIN: lambda reason, names: f"origin: {_why(reason)}",
}
