"""An earlier article that may be related, with what it says."""

from __future__ import annotations

from dataclasses import dataclass

from watchers.comparing.article_profile import Profile
from watchers.model import Article, Candidate, Meaning


@dataclass(frozen=True, slots=True)
class Relative:
    """A candidate that the archive found, and its article as comparing reads it."""

    candidate: Candidate
    profile: Profile

    @property
    def article(self) -> Article:
        return self.candidate.article

    @property
    def story(self) -> str:
        return self.candidate.story

    @property
    def meaning(self) -> Meaning | None:
        return self.candidate.meaning
