"""What the whole article says about the possible mentions in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from watchers.matching.alias import Name, aliases_of
from watchers.matching.alignment import Alignment
from watchers.matching.languages import Script, script
from watchers.matching.name_tables import Reading
from watchers.matching.names import Folded, fold
from watchers.matching.support import Support
from watchers.model import Actor, TextField

_EVEN_FULL = 9.0  # log-odds of surname and given name together at which they are as likely as not the name
_SLOPE = 2.0
_BARE = ("alone", "title", "other")
Span = tuple[TextField, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A possible mention: a span of a folded field (the surname begins at `anchor`), its reading, and how it stands."""

    field: TextField
    start: int
    end: int
    anchor: int
    name: Name
    reading: Reading
    support: Support


@dataclass(frozen=True, slots=True)
class Scene:
    """What an article says as a whole, by actor id where not said otherwise.

    `full`: actors whose full name it has, `sure`: by a name that needs no context; `rivals`: for each place,
    how likely (log-odds) the actors are that may be meant; `namesakes`: another's given name before the
    surname; `described`: a title or descriptor of the actor; `scripts`: those that its names are written in;
    `excluded`: folded spans that are none, with the words; `small`: words that stand in small letters.
    """

    fields: Mapping[TextField, Folded]
    full: frozenset[str]
    sure: frozenset[str]
    rivals: Mapping[tuple[TextField, int], Mapping[str, float]]
    namesakes: Mapping[str, str]
    described: Mapping[str, str]
    scripts: Mapping[str, frozenset[Script]]
    excluded: Mapping[str, Sequence[tuple[Span, str]]]
    small: frozenset[str]
    language: str | None


def scene_of(
    found: Sequence[Found], fields: Mapping[TextField, Folded], actors: Mapping[str, Actor], language: str | None
) -> Scene:
    """Look at an article once for all that may be mentioned in it."""
    meant = {hit.name.actor: actors[hit.name.actor] for hit in found}
    full = [hit for hit in found if _is_full(hit)]
    return Scene(
        fields=fields,
        full=frozenset(hit.name.actor for hit in full),
        sure=frozenset(hit.name.actor for hit in full if hit.name.strength == "alone" and not hit.name.acronym),
        rivals=_rivals(found),
        namesakes={h.name.actor: h.support.words for h in found if h.support.standing == "other" and h.support.known},
        described={actor_id: _descriptor(actor, fields) for actor_id, actor in meant.items()},
        scripts={actor_id: frozenset(_scripts(actor)) for actor_id, actor in meant.items()},
        excluded={actor_id: _exclusions(actor, fields) for actor_id, actor in meant.items()},
        small=_small_words(fields.values()) if any(h.support.standing in _BARE for h in found) else frozenset(),
        language=language,
    )


def likely(gain: float, even: float) -> float:
    """From log-odds to a probability, `even` being where it is a half."""
    return 1 / (1 + exp(min(50.0, (even - gain) / _SLOPE)))


def full_gain(hit: Found) -> float:
    """The log-odds of a surname together with the words that stand with it."""
    return min(hit.reading.gain, 25.0) + 0.7 * min(hit.support.alignment.gain, 12.0)


def _is_full(hit: Found) -> bool:
    if hit.support.standing == "given":
        return sure_of_full(hit) >= 0.5
    return hit.support.standing == "whole"


def coverage(found: Alignment) -> float:
    """How completely a name and a phrase are the same: words left over on both sides contradict each other."""
    share: float = (
        0.985**found.missing
        * 0.97**found.inside
        * 0.5 ** min(found.missing, found.inside)
        * (0.6 if found.missing else 0.92) ** found.given
    )
    if found.last:  # without the surname, or with another one
        share *= 0.4 if found.spare else 0.8
    if found.first:
        share *= 0.45 if found.spare else 0.95
    if found.follows:
        share *= 0.88
    if not found.ordered:
        share *= 0.8 if found.missing or found.common or not found.turned else 0.98
    return share * (0.9 if found.common and found.missing else 1.0)


def sure_of_full(hit: Found) -> float:
    """How likely a surname with other words of the name is that name."""
    return likely(full_gain(hit), _EVEN_FULL) * coverage(hit.support.alignment)


def _scripts(actor: Actor) -> Iterator[Script]:
    return (script(fold(alias.text[:1]).text) for alias in aliases_of(actor))


def _rivals(found: Iterable[Found]) -> dict[tuple[TextField, int], dict[str, float]]:
    rivals: dict[tuple[TextField, int], dict[str, float]] = {}
    for hit in found:
        near = rivals.setdefault((hit.field, hit.anchor), {})
        near[hit.name.actor] = max(near.get(hit.name.actor, 0.0), hit.reading.gain)
    return rivals


def _small_words(fields: Iterable[Folded]) -> frozenset[str]:
    tokens = {token for folded in fields for token in folded.original.split() if token.islower()}
    return frozenset(token.strip(".,;:!?\"'()«»“”„") for token in tokens)


def _descriptor(actor: Actor, fields: Mapping[TextField, Folded]) -> str:
    for words in (*actor.titles, *actor.context):
        wanted = fold(words).text.strip()
        if wanted and any(wanted in folded.text for folded in fields.values()):
            return words
    return ""


def _exclusions(actor: Actor, fields: Mapping[TextField, Folded]) -> list[tuple[Span, str]]:
    spans: list[tuple[Span, str]] = []
    for words in actor.exclude:
        wanted = fold(words).text.strip()
        for field, folded in fields.items():
            start = folded.text.find(wanted) if wanted else -1
            while start >= 0:
                spans.append(((field, start, start + len(wanted)), words))
                start = folded.text.find(wanted, start + 1)
    return spans
