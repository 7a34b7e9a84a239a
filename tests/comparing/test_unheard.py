"""What is unheard by its meaning. Meanings are invented: vectors of three directions."""

from __future__ import annotations

import pytest

from tests.support.comparing import article
from watchers.comparing import quotes, unheard
from watchers.comparing.article_profile import read
from watchers.model import QUOTED_FROM, Meaning

STORM, SHIPS, LAW = bytes([100, 0, 0]), bytes([60, 80, 0]), bytes([0, 0, 100])
TOLD = Meaning(STORM, (STORM, STORM, SHIPS))
TEXT = "Eleven ships were driven onto the rocks below.\nParliament passed the law on lighthouse keepers."


def of(*vectors: bytes, abroad: bool = False, days: float = 0.5) -> tuple[unheard.Sentence, ...]:
    return unheard.sentences(Meaning(STORM, vectors), 1, [TOLD], abroad=abroad, days=days)


def test_what_means_the_same_is_likelier_known() -> None:
    _, known, new = of(STORM, SHIPS, LAW)
    assert known.nearest == pytest.approx(1) and new.nearest == pytest.approx(0)
    assert known.odds < 0 < new.odds


def test_time_makes_news_likelier_and_another_language_less_likely() -> None:
    assert of(STORM, SHIPS, days=0)[1].odds < of(STORM, SHIPS, days=1)[1].odds == of(STORM, SHIPS, days=9)[1].odds
    assert of(STORM, SHIPS, abroad=True)[1].odds < of(STORM, SHIPS)[1].odds


def test_background_is_less_likely_news_than_what_the_headline_is_about() -> None:
    central, background = of(SHIPS, SHIPS, LAW)[1:]
    assert central.central > background.central


@pytest.mark.parametrize("known", [True, False])
def test_nothing_is_told_where_a_meaning_is_unknown(known: bool) -> None:
    mine, story = (Meaning(STORM, (STORM,)), []) if known else (None, [TOLD])
    assert unheard.sentences(mine, 1, story, abroad=False, days=0) == ()


def test_a_rewrite_is_not_quoted_however_odd_its_words() -> None:
    profile = read(article("a", "Storms in the bay", TEXT))
    scores = [0.9] * len(profile.sentences)
    quoted = [score >= QUOTED_FROM for score in quotes.of_known_story(profile, scores, of(STORM, SHIPS, SHIPS), ())]
    assert quoted == [False, False, False]


def test_what_is_unheard_is_quoted_however_usual_its_words() -> None:
    profile = read(article("a", "Storms in the bay", TEXT))
    scores = [0.1] * len(profile.sentences)
    quoted = [score >= QUOTED_FROM for score in quotes.of_known_story(profile, scores, of(STORM, SHIPS, LAW), ())]
    assert quoted == [False, False, True]


def test_of_what_is_new_that_tells_most_which_names_who_is_watched() -> None:
    profile = read(article("a", "Storms in the bay", TEXT))
    plain, named = (
        quotes.of_known_story(profile, [0.1] * 3, of(STORM, LAW, LAW), names)[2] for names in ((), ("Parliament",))
    )
    assert plain < named
