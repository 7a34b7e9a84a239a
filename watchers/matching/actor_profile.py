"""What is looked for in an article that may mention an actor, apart from the names: folded once for an actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watchers.matching.name_parts import aliases_of, names_of
from watchers.model import Actor
from watchers.text.folding import plain
from watchers.text.scripts import Script, script_of


@dataclass(frozen=True, slots=True)
class Term:
    """Words of the catalogue to be looked for in texts: `folded`, and in their `original` spelling."""

    folded: str
    original: str


@dataclass(frozen=True, slots=True)
class Profile:
    """`scripts`: those that the names are written in, `terse`: those of them in which all names are acronyms;
    `descriptors`: titles and words that speak for the actor;
    `exclusions`: names that look alike and mean somebody else.
    """

    scripts: frozenset[Script]
    terse: frozenset[Script]
    descriptors: tuple[Term, ...]
    exclusions: tuple[Term, ...]


def profile_of(actor: Actor) -> Profile:
    """The profile of an actor, in the order of its entries; entries without any letter are left out."""
    scripts = frozenset(script_of(plain(alias.text[:1])) for alias in aliases_of(actor))
    return Profile(
        scripts,
        scripts - {script_of(name.words[0]) for name in names_of(actor) if not name.acronym},
        _terms((*actor.titles, *actor.context)),
        _terms(actor.exclude),
    )


def _terms(entries: Iterable[str]) -> tuple[Term, ...]:
    terms = (Term(plain(words).strip(), words) for words in entries)
    return tuple(term for term in terms if term.folded)
