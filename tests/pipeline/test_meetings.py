"""Two stories that turn out to be one are merged by the program, unless analysts said otherwise; on both databases."""

from __future__ import annotations

import pytest

from bot.terminal import command_line
from bot.terminal.console import plain
from tests.bot.commands.test_regrouping import CRANES, MUSEUM
from tests.support.commanding import ELSEWHERE, HERE, NOW, Office
from watchers.archive import Database, catalogue, labelled_pairs, outbox, stories
from watchers.comparing import meetings
from watchers.model import Feed, Report, Team, Watchlist
from watchers.reasons import Comparing

BOTH = (  # what the museum's and the cranes' report say, in other words
    "In Zafira Bay the lighthouse museum was opened on Monday by Khalifa Haftar, who agreed with shipbuilders from"
    " Marsa on three cranes. The northern quay gets them by loan; forty lamps are shown in the museum, said its keeper."
)
WANTS = Watchlist(actors=("khalifa-haftar",))
DESK, AFAR = (Team(f"{guild}-desk", "Desk", guild, f"{guild}1", watchlist=WANTS) for guild in (HERE, ELSEWHERE))
PRIVATE = Feed("https://private.example/feed", "Private", "en", guild=HERE)


@pytest.fixture(autouse=True)
def whatever_is_like_both_brings_them_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """How likely it must be is tested where it is decided; here it always is."""
    monkeypatch.setattr(meetings, "MERGING", 0.0)


@pytest.fixture
def office(archive: Database) -> Office:
    """Two teams on two servers that were told of the museum (article and story 1) and of the cranes (2)."""
    office = Office.over(archive, teams=(DESK, AFAR))
    office.article("Museum opens", MUSEUM)
    office.article("Cranes ordered", CRANES)
    told(office)
    return office


def told(office: Office) -> None:
    with office.database.write() as connection:
        for delivery in outbox.due(connection, office.now, 99):
            outbox.done(connection, delivery.id, f"{delivery.team}'s {delivery.story}", "channel", office.now)


def story_of(office: Office, article: str, guild: str | None = None) -> str:
    with office.database.read(guild) as connection:
        return stories.id_of(connection, article)


def waiting(office: Office) -> list[tuple[str, str | None, bool]]:
    with office.database.read() as connection:
        due = outbox.due(connection, office.now.replace(year=2027), 99)
    return sorted((delivery.team, delivery.story, delivery.edit) for delivery in due)


def bring_together(office: Office) -> Report:
    return office.article("Museum and cranes", BOTH)


def test_an_article_that_is_like_both_makes_them_one(office: Office) -> None:
    assert [story_of(office, article) for article in "12"] == ["1", "2"]
    report = bring_together(office)
    assert report.comparison.story == "1"
    assert [story_of(office, article) for article in "123"] == ["1", "1", "1"]


def test_every_message_about_them_is_put_right(office: Office) -> None:
    bring_together(office)
    edited = {(team, story) for team, story, edit in waiting(office) if edit}
    assert edited == {(team.id, story) for team in (DESK, AFAR) for story in "12"}, "the younger's says where it went"
    assert not [story for _, story, edit in waiting(office) if story == "2" and not edit]


def test_why_is_kept_as_data_and_said_in_words(office: Office) -> None:
    bring_together(office)
    with office.database.read() as connection:
        (decision,) = stories.decisions(connection, "1")
        assert labelled_pairs.of_all(connection) == ()
    assert (decision.kind, decision.story, decision.other, decision.by) == ("merge", "1", "2", "")
    (reason,) = decision.reasons
    assert reason.code is Comparing.ONE_DEVELOPMENT and reason["article"] == "3" and {*reason["articles"]} == {"1", "2"}
    shown = plain(command_line.answer(office.context, "/story 1"))
    assert "story 2 (1 article) was merged into this one · by the program, 2026-03-02T14:02:00Z: " in shown
    assert "The Wire is like both, and their articles are " in shown and " % likely one development, merged if" in shown


def test_what_an_analyst_said_to_be_different_stays_two(office: Office) -> None:
    with office.database.write() as connection:
        stories.tell_apart(connection, "1", "2", "ann", NOW)
    bring_together(office)
    assert story_of(office, "1") != story_of(office, "2")


def test_what_an_analyst_split_stays_two(office: Office) -> None:
    bring_together(office)
    with office.database.write() as connection:
        stories.split(connection, "1", ["2"], "ann", NOW)
    office.article("Again", BOTH.replace("in the museum, said its keeper", "there, as the keeper of it told"))
    assert story_of(office, "1") != story_of(office, "2")


def test_a_server_that_told_them_apart_goes_on_seeing_two(office: Office) -> None:
    with office.database.write(HERE) as connection:
        stories.tell_apart(connection, "1", "2", "ann", NOW)
    bring_together(office)
    assert [story_of(office, article, HERE) for article in "12"] == ["1", "2"]
    assert [story_of(office, article, ELSEWHERE) for article in "12"] == ["1", "1"]
    assert {team for team, story, _ in waiting(office) if story == "2"} <= {AFAR.id, DESK.id}


def test_a_servers_own_article_brings_them_together_for_that_server_alone(office: Office) -> None:
    with office.database.write() as connection:
        catalogue.save_feed(connection, PRIVATE, "discord", NOW)
    report = office.article("Museum and cranes", BOTH, PRIVATE)
    assert report.article.id == "P1"
    assert [story_of(office, article, HERE) for article in ("1", "2", "P1")] == ["1", "1", "1"]
    for guild in (ELSEWHERE, None):
        assert [story_of(office, article, guild) for article in "12"] == ["1", "2"]
    assert {team for team, *_ in waiting(office)} == {DESK.id}


def test_what_the_program_merged_can_be_split_again(office: Office) -> None:
    bring_together(office)
    with office.database.read() as connection:
        (decision,) = stories.decisions(connection, "1")
    with office.database.write() as connection:
        stories.split(connection, "1", decision.articles, "ann", NOW)
    assert [story_of(office, article) for article in "12"] == ["1", "2"]


def test_articles_recorded_after_it_in_one_batch_are_told_in_the_one_story(office: Office) -> None:
    bring_together(office)
    report = office.article("More cranes", CRANES.replace("to be paid by loan", "for which a loan pays"))
    assert report.comparison.story == "1"
