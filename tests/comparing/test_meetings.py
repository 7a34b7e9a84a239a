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
    """Of the first one's story and the last one's; the first article is the one that is like both."""
    return meetings.meet(articles[:-1], articles[-1:], NOTHING_KNOWN)


def test_two_stories_that_report_one_development_are_one() -> None:
    article = relative("a", RETOLD_READOUT, 3, "later")
    meeting = meet(article, relative("a", READOUT), relative("b", RETOLD_READOUT, 1))
    assert meeting is not None
    assert (meeting.story, meeting.other, meeting.pairs) == ("a", "b", 2) and meeting.mean >= MERGING


def test_what_reports_two_developments_does_not_make_one_of_them() -> None:
    round_up = relative("a", QUAKES, 12)
    assert meet(round_up, relative("a", QUAKE_RETOLD), relative("b", QUAKE_ELSEWHERE, 8)) is None
    assert meet(round_up, relative("a", QUAKE_RETOLD), relative("b", QUAKE, 8)) is not None


def test_the_next_of_a_kind_stays_a_story_of_its_own() -> None:
    article = relative("b", NEXT_READOUT, 6 * 24 + 3, "later")
    assert meet(article, relative("b", NEXT_READOUT, 6 * 24), relative("a", READOUT)) is None


def test_the_reason_names_the_likeliest_pair_of_those_that_were_there_before() -> None:
    article = relative("a", READOUT, 3, "later")
    meeting = meet(article, relative("a", RETOLD_READOUT), relative("b", READOUT, 1))
    assert meeting is not None
    reason = meeting.reason("later")
    assert (reason.code, reason["article"], reason["articles"]) == (Comparing.ONE_DEVELOPMENT, "later", ("a", "b"))
    assert reason["percent"] == round(100 * meeting.mean) and reason["pairs"] == 2 and reason["focus"] > 0


def test_relatives_of_stories_that_are_one_are_in_the_story_that_takes_them_in() -> None:
    meeting = meet(relative("a", READOUT, 3), relative("a", READOUT), relative("b", RETOLD_READOUT))
    assert meeting is not None
    others = [relative("b", QUAKE), relative("a", QUAKE), relative("c", QUAKE)]
    assert [one.story for one in meetings.as_one(others, [meeting])] == ["a", "a", "c"]
