"""Which stories turn out to be one: pairs of their articles decide, not what is like both. The texts are invented."""

from __future__ import annotations

from datetime import timedelta

from tests.comparing.test_stories import (
    NEXT_READOUT,
    ODUYA,
    QUAKE,
    QUAKE_ELSEWHERE,
    QUAKE_RETOLD,
    READOUT,
    RETOLD_READOUT,
)
from tests.support.comparing import START, article
from watchers.comparing import meetings
from watchers.comparing.article_profile import read
from watchers.comparing.meetings import MERGING, Meeting
from watchers.comparing.relative import Relative
from watchers.model import Candidate, Frequencies
from watchers.reasons import Comparing

QUAKES = (
    "Two earthquakes: 4.1 in Ankara, 4.3 in Lima",
    "In Ankara, Turkey, and in Lima, Peru, the ground trembled in the morning: earthquakes of magnitude 4.1 and 4.3"
    " were felt. People ran into the streets; nobody was hurt, said the disaster office and the seismologists.",
)
NOTHING_KNOWN = Frequencies(0, {})


def relative(story: str, text: tuple[str, str], hours: float = 0, id: str = "") -> Relative:
    published = article(id or story, *text, at=START + timedelta(hours=hours))
    return Relative(Candidate(published, ODUYA, story, None, START), read(published))


def meet(*articles: Relative) -> Meeting | None:
    """Of the first one's story and the last one's, which is in a story alone."""
    return meetings.meet(articles[:-1], articles[-1:], NOTHING_KNOWN)


def test_two_stories_that_report_one_development_are_one() -> None:
    meeting = meet(relative("a", READOUT), relative("a", RETOLD_READOUT, 3, "later"), relative("b", RETOLD_READOUT, 1))
    assert meeting is not None
    assert (meeting.story, meeting.other, meeting.pairs) == ("a", "b", 2) and meeting.mean >= MERGING


def test_a_round_up_in_one_of_them_does_not_make_one_of_two_developments() -> None:
    round_up = relative("a", QUAKES, 2, "round-up")
    assert meet(round_up, relative("a", QUAKE_RETOLD), relative("b", QUAKE_ELSEWHERE, 8)) is None
    assert meet(round_up, relative("a", QUAKE_RETOLD), relative("b", QUAKE, 8)) is not None


def test_the_next_of_a_kind_stays_a_story_of_its_own() -> None:
    assert meet(relative("a", READOUT), relative("b", NEXT_READOUT, 6 * 24)) is None


def test_the_reason_names_the_likeliest_pair() -> None:
    meeting = meet(relative("a", RETOLD_READOUT), relative("a", READOUT, 3, "later"), relative("b", READOUT, 3))
    assert meeting is not None
    reason = meeting.reason("brings them together")
    assert (reason.code, reason["article"]) == (Comparing.ONE_DEVELOPMENT, "brings them together")
    assert reason["articles"] == ("later", "b")
    assert reason["percent"] == round(100 * meeting.mean) and reason["pairs"] == 2 and reason["focus"] > 0


def test_relatives_of_stories_that_are_one_are_in_the_story_that_takes_them_in() -> None:
    meeting = meet(relative("a", READOUT, 3), relative("a", READOUT), relative("b", RETOLD_READOUT))
    assert meeting is not None
    others = [relative("b", QUAKE), relative("a", QUAKE), relative("c", QUAKE)]
    assert [one.story for one in meetings.as_one(others, [meeting])] == ["a", "a", "c"]
