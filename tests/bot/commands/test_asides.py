"""What is no report about a watched actor goes to the digest, says why, and alerts a team that wants it to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.commanding import ANALYST, BOSS, HERE, Office
from watchers.archive import Database
from watchers.model import Asides

DREDGED = (
    "The harbour of Oea was dredged in spring, its cranes were painted in summer, the quay was paved in autumn. " * 4
)
TEAM = f"{HERE}-desk"


@pytest.fixture
def office(archive: Database) -> Iterator[Office]:
    office = Office.over(archive)
    office.ask(BOSS, "team create", name="Desk", role="300")
    office.ask(ANALYST, "watch add", team="Desk", name="Khalifa Haftar")
    yield office


def test_a_mention_in_passing_is_told_by_the_digest_alone_and_whynot_says_so(office: Office) -> None:
    report = office.article("Harbour of Oea reopens", DREDGED + "The quay belongs to Khalifa Haftar.")
    assert office.due(TEAM) == []
    why_not = office.ask(ANALYST, "whynot", url=report.article.url)
    assert "it names Khalifa Haftar in passing alone, which goes to the digest" in why_not
    why = office.ask(ANALYST, "why", id=report.article.id)
    assert "Khalifa Haftar: in passing (neither in the headline nor in the lead, mentioned once)" in why
    assert "Harbour of Oea reopens <" in (shown := office.ask(ANALYST, "digest now", team="Desk"))
    assert "· in passing · 1 article ·" in shown


def test_opinion_is_told_by_the_digest_alone_and_whynot_says_so(office: Office) -> None:
    opinion = office.article("Opinion | Haftar should leave", "Khalifa Haftar has stayed too long in Oea.")
    assert office.due(TEAM) == []
    why_not = office.ask(ANALYST, "whynot", url=opinion.article.url)
    assert "it is opinion (its headline: opinion); it goes to the digest and starts no alert" in why_not
    assert "· opinion · 1 article ·" in office.ask(ANALYST, "digest now", team="Desk")


def test_a_report_in_a_story_that_opinion_began_is_told_and_heads_it(office: Office) -> None:
    office.article("Opinion | Haftar should open bakeries", "Khalifa Haftar should open a bakery in Sirte.")
    report = office.article("Haftar opens a bakery", "Khalifa Haftar opened a bakery with nine ovens in Sirte.")
    assert report.comparison.story == "1" and len(office.due(TEAM)) == 1
    shown = office.ask(ANALYST, "digest now", team="Desk")
    assert "Haftar opens a bakery <" in shown and "should" not in shown and "opinion" not in shown


def test_a_team_that_wants_asides_as_alerts_gets_them(office: Office) -> None:
    answer = office.ask(ANALYST, "watch add", team="Desk", asides="alert")
    assert "Passing mentions, opinion, round-ups and live blogs of team Desk go to its alerts." in answer
    assert office.team(TEAM).watchlist.asides is Asides.ALERT
    assert "go to its alerts" in office.ask(ANALYST, "team show", team="Desk")
    office.article("Harbour of Oea reopens", DREDGED + "The quay belongs to Khalifa Haftar.")
    assert len(office.due(TEAM)) == 1
    office.ask(ANALYST, "team edit", team="Desk", asides="digest")
    assert office.team(TEAM).watchlist.asides is Asides.DIGEST


def test_a_team_without_a_digest_is_told_where_it_finds_them(office: Office) -> None:
    alone = "are in /digest now alone, since the team has no digest"
    for command in ("watch list", "team show"):
        assert alone in office.ask(ANALYST, command)
    assert alone in office.ask(BOSS, "team create", name="Other", channel="999")
    office.ask(ANALYST, "digest schedule", team="Desk", when="daily 08:00")
    assert "live blogs: go to its digest" in office.ask(ANALYST, "team show", team="Desk")
    assert alone in office.ask(ANALYST, "digest off", team="Desk")
