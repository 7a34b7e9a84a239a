"""/why and /whynot: what was decided when an article came is read back, whatever has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commanding import ANALYST, BOSS, FOREIGNER, WIRE, Office
from watchers.errors import UnknownThing

VISIT = "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday, its keeper said. He stayed an hour."
HARVEST = "The olive harvest of the northern hills was the best in years. Presses worked day and night."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.at(tmp_path, teams=())
    made.ask(BOSS, "team create", name="Desk", role="300")
    made.ask(BOSS, "watch add", name="Haftar")
    yield made
    made.database.close()


def test_why_names_every_stage_from_match_to_delivery(office: Office) -> None:
    report = office.article("Visit", VISIT)
    shown = office.ask(ANALYST, "why", id=report.article.id)
    assert "Khalifa Haftar: “Khalifa Haftar” in the text" in shown
    assert "new: " in shown
    assert "Desk: told, new" in shown
    assert "Desk: story due at" in shown


def test_why_takes_the_number_of_a_message(office: Office) -> None:
    report = office.article("Visit", VISIT)
    by_article = office.ask(ANALYST, "why", id=report.article.id)
    assert office.ask(ANALYST, "why", id="delivery 1") == office.ask(ANALYST, "why", id="Delivery #1") == by_article


@pytest.mark.parametrize("id", ["77", "delivery 77", "nothing"])
def test_a_number_of_nothing_is_said(office: Office, id: str) -> None:
    with pytest.raises(UnknownThing):
        office.ask(ANALYST, "why", id=id)


def test_another_servers_messages_are_not_explained(office: Office) -> None:
    office.article("Visit", VISIT)
    with pytest.raises(UnknownThing):
        office.ask(FOREIGNER, "why", id="delivery 1")
    assert "Desk" not in office.ask(FOREIGNER, "why", id="1")


def test_whynot_says_that_nobody_wanted_it(office: Office) -> None:
    report = office.article("Harvest", HARVEST)
    shown = office.ask(ANALYST, "whynot", url=report.article.url)
    assert "nobody on a watchlist was recognised" in shown
    assert "Desk: not told, it names none of the watched actors" in shown


def test_whynot_reads_back_what_was_decided_then(office: Office) -> None:
    report = office.article("Visit", VISIT)
    office.ask(BOSS, "watch remove", name="Haftar")
    assert "Desk: told, new" in office.ask(ANALYST, "whynot", url=report.article.url)


def test_a_team_that_was_made_later_is_said_to_be_so(office: Office) -> None:
    report = office.article("Visit", VISIT)
    office.ask(BOSS, "team create", name="Later", channel="202")
    assert "Later: it was made after the article came" in office.ask(ANALYST, "whynot", url=report.article.url)


def test_an_address_that_no_feed_carried_names_the_feeds_of_that_host(office: Office) -> None:
    shown = office.ask(ANALYST, "whynot", url="https://wire.example/missing")
    assert "no feed has carried that address" in shown and WIRE.url in shown
    assert "no feed of other.example is followed" in office.ask(ANALYST, "whynot", url="https://other.example/1")
