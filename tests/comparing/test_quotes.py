"""Which sentences are quoted. The texts are invented."""

from __future__ import annotations

import pytest

from tests.support.comparing import article
from watchers.comparing import quotes
from watchers.comparing.article_profile import Profile, read
from watchers.model import QUOTED_FROM

LEAD = "Storms drove eleven ships onto the rocks below the lighthouse on Sunday night."
ODDITY = "A parrot that had learnt four languages was carried ashore in a copper kettle."
NAMED = "Nobody was hurt, said Ines Kolbrandt, who had walked to the shore before dawn."


def of_new_story(profile: Profile, *names: str) -> tuple[str, ...]:
    scores = quotes.of_new_story(profile, [0.9] * len(profile.sentences), names)
    return tuple(scored.text for scored in quotes.as_quoted(profile, scores) if scored.quoted)


def test_a_story_begins_with_its_lead() -> None:
    profile = read(article("a", "Storms in the bay", f"{LEAD}\n{ODDITY}\n{NAMED}"))
    assert of_new_story(profile)[0] == LEAD


def test_who_is_watched_is_named_in_what_is_quoted() -> None:
    profile = read(article("a", "Storms in the bay", f"{LEAD}\n{ODDITY}\n{NAMED}"))
    assert of_new_story(profile, "Ines Kolbrandt") == (LEAD, NAMED)


def test_the_headline_said_again_is_no_lead() -> None:
    profile = read(article("a", "Storms in the wide bay on Sunday", f"Storms in the wide bay on Sunday.\n{LEAD}"))
    assert of_new_story(profile) == (LEAD,)


@pytest.mark.parametrize("text", ["", "Storms in the wide bay on Sunday night."])
def test_what_is_no_more_than_a_headline_is_quoted_for_its_score(text: str) -> None:
    assert of_new_story(read(article("a", "Storms in the wide bay on Sunday night.", text)))


def test_a_caption_is_quoted_in_no_article() -> None:
    caption = "Eleven ships on the rocks below the lighthouse in the wide bay (Getty Images)"
    profile = read(article("a", "Storms in the bay", f"{caption}\n{LEAD}"))
    assert caption not in of_new_story(profile)
    known = quotes.of_known_story(profile, [0.9] * len(profile.sentences), (), ())
    assert [score >= QUOTED_FROM for score in known] == [True, False, True]


def test_every_sentence_is_given_the_headline_last() -> None:
    profile = read(article("a", "Storms in the bay", f"{LEAD}\n{ODDITY}"))
    assert [scored.text for scored in quotes.as_quoted(profile, [0.1, 0.2, 0.3])] == [LEAD, ODDITY, profile.title]


def test_an_unquoted_score_keeps_its_place_below_the_middle() -> None:
    scores = [0.1, 0.3, 0.5, 0.7, 1.0]
    lowered = [quotes.unquoted(score) for score in scores]
    assert lowered == sorted(lowered) and max(lowered) < QUOTED_FROM
