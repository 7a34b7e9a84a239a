"""/stories: an analyst's word on which articles make one story, kept for good and shown where it matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.completion import complete
from bot.commands.context import Requester
from bot.commands.table import BY_PATH
from bot.terminal import command_line
from tests.support.commanding import ANALYST, BOSS, ELSEWHERE, FOREIGNER, HERE, NOW, STRANGER, Office
from watchers.archive import catalogue, outbox, stories
from watchers.errors import ConfigError, NotAllowed, UnknownThing
from watchers.lookups.answers import Choice
from watchers.model import Feed

MUSEUM = "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday, its keeper said. It shows forty lamps."
MORE = "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday. Divers brought its forty lamps up."
CRANES = "Khalifa Haftar met shipbuilders in Marsa to agree on three cranes for the northern quay, to be paid by loan."
LOAN = "Shipbuilders in Marsa said that Khalifa Haftar had agreed with them on three cranes for the northern quay."
ANN = replace(ANALYST, name="Ann")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Two stories: the museum (articles 1 and 2) and the cranes (3)."""
    made = Office.at(tmp_path, teams=())
    made.ask(BOSS, "team create", name="Desk", role="300")
    made.ask(BOSS, "watch add", name="Haftar")
    made.ask(FOREIGNER, "team create", name="Afar")
    made.ask(FOREIGNER, "watch add", name="Haftar")
    made.article("Museum opens", MUSEUM)
    made.article("Lamps in a museum", MORE)
    made.article("Cranes ordered", CRANES)
    yield made
    made.database.close()


def story_of(office: Office, article: str, guild: str | None = HERE) -> str:
    with office.database.read(guild) as archive:
        story = stories.get(archive, article)
    assert story is not None
    return story.id


def test_the_newsroom_of_these_tests_holds_two_stories(office: Office) -> None:
    assert [story_of(office, article) for article in "123"] == ["1", "1", "3"]


def test_merged_stories_are_one_for_good(office: Office) -> None:
    answer = office.ask(ANN, "stories merge", first="3", second="story 2", confirm="yes")
    assert "Story 3 is part of story 1 now, which has 3 articles." in answer
    assert "To take it back: /stories split 1, 3" in answer
    office.article("Loan for cranes", LOAN)
    assert [story_of(office, article) for article in "1234"] == ["1", "1", "1", "1"]
    assert "4 articles" in office.ask(ANALYST, "story", id="3")


def test_what_was_split_off_is_a_story_that_its_like_join(office: Office) -> None:
    office.ask(ANN, "stories merge", first="1", second="3", confirm="yes")
    answer = office.ask(ANN, "stories split", story="#1", articles="3")
    assert "1 article of story 1 is story 3 now: “Cranes ordered”." in answer
    assert "To take it back: /stories merge 1, 3" in answer
    office.article("Loan for cranes", LOAN)
    office.article("A museum of lamps", MUSEUM + " Entry is free.")
    assert [story_of(office, article) for article in "45"] == ["3", "1"]


def test_a_copy_of_what_was_split_off_goes_along_and_later_ones_join_it(office: Office) -> None:
    office.article("Museum in Zafira", MORE)
    office.ask(ANN, "stories split", story="1", articles="2")
    assert [story_of(office, article) for article in "124"] == ["1", "2", "2"]
    office.article("Lamps", MORE)
    assert story_of(office, "5") == "2"


def test_who_decided_and_when_is_shown_by_story_and_why(office: Office) -> None:
    office.ask(ANN, "stories merge", first="1", second="3", confirm="yes")
    for command, id in (("story", "3"), ("story", "1"), ("why", "3")):
        assert "story 3 (1 article) was merged into this one · by Ann (2), 2026-03-02T14:03:00Z" in office.ask(
            STRANGER, command, id=id
        )
    office.ask(ANN, "stories split", story="1", articles="3")
    assert "story 3 (1 article) was split from this one · by Ann (2)" in office.ask(STRANGER, "story", id="1")
    assert "this story (1 article then) was split from story 1 · by Ann (2)" in office.ask(STRANGER, "story", id="3")


def test_two_servers_may_hold_different_opinions_of_a_story(office: Office) -> None:
    before = [office.ask(FOREIGNER, command, id=id) for command in ("story", "why") for id in "123"]
    office.ask(ANN, "stories merge", first="1", second="3", confirm="yes")
    assert [story_of(office, article, ELSEWHERE) for article in "123"] == ["1", "1", "3"]
    assert [office.ask(FOREIGNER, command, id=id) for command in ("story", "why") for id in "123"] == before
    office.ask(FOREIGNER, "stories split", story="1", articles="2")
    assert [story_of(office, article, ELSEWHERE) for article in "123"] == ["1", "2", "3"]
    assert [story_of(office, article) for article in "123"] == ["1", "1", "1"]
    assert [story_of(office, article, None) for article in "123"] == ["1", "1", "3"]


def test_what_is_decided_at_the_terminal_holds_for_all_that_have_not_decided_otherwise(office: Office) -> None:
    office.ask(FOREIGNER, "stories split", story="1", articles="2")
    command_line.answer(office.context, "/stories merge 1, 3 confirm:yes")
    assert [story_of(office, article) for article in "123"] == ["1", "1", "1"]
    assert "by whoever runs the program" in office.ask(STRANGER, "story", id="1")
    assert story_of(office, "2", ELSEWHERE) == "2"


def test_at_the_terminal_one_decides_for_a_server_as_its_manager(office: Office) -> None:
    command_line.answer(office.context, "/stories merge 1, 3 confirm:yes", command_line.asker(HERE))
    assert [story_of(office, "3", guild) for guild in (HERE, ELSEWHERE, None)] == ["1", "3", "3"]


def test_only_teams_of_the_server_are_named_and_told(office: Office) -> None:
    with office.database.write() as archive:
        for delivery in outbox.due(archive, office.now, 99):
            outbox.done(archive, delivery.id, f"m{delivery.id}", "200", office.now)
    answer = office.ask(ANN, "stories split", story="1", articles="2")
    assert (
        "1 message will be edited." in answer and "Told as a story of its own: Desk." in answer and "Afar" not in answer
    )
    with office.database.read() as archive:
        due = outbox.due(archive, office.now.replace(year=2027), 99)
    assert sorted((delivery.team, delivery.story) for delivery in due) == [
        ("100-desk", "1"),
        ("100-desk", "2"),
    ]


def test_a_message_that_waits_because_of_an_article_goes_with_it(office: Office) -> None:
    office.ask(ANN, "stories merge", first="1", second="3", confirm="yes")
    office.ask(ANN, "stories split", story="1", articles="3")
    with office.database.read() as archive:
        assert [delivery.cause for delivery in outbox.waiting(archive, "100-desk", "3")] == ["3"]
        assert [delivery.cause for delivery in outbox.waiting(archive, "100-desk", "1")] == ["1"]


@pytest.mark.parametrize("command", ["stories merge", "stories split"])
def test_strangers_decide_nothing(office: Office, command: str) -> None:
    values = {"first": "1", "second": "3"} if command == "stories merge" else {"story": "1", "articles": "2"}
    with pytest.raises(NotAllowed, match="roles and editors of teams here"):
        office.ask(STRANGER, command, **values)


@pytest.mark.parametrize(
    ("command", "values", "error", "says"),
    [
        ("stories merge", {"first": "1", "second": "2"}, ConfigError, "one story already: 1"),
        ("stories merge", {"first": "1", "second": "77"}, UnknownThing, "no story '77'"),
        ("stories split", {"story": "1", "articles": "3, 77"}, UnknownThing, "story 1 has no article 3, 77"),
        ("stories split", {"story": "1", "articles": " , "}, UnknownThing, "no article"),
        ("stories split", {"story": "1", "articles": "1"}, NotAllowed, "gives story 1 its id"),
        ("stories split", {"story": "x", "articles": "1"}, UnknownThing, "no story 'x'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    office: Office, command: str, values: dict[str, str], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        office.ask(ANN, command, **values)


def test_a_story_of_another_servers_feed_cannot_be_named(office: Office) -> None:
    private = Feed("https://private.example/feed", "Private", "en", guild="100")
    with office.database.write() as archive:
        catalogue.save_feed(archive, private, "discord", NOW)
    office.article("Bridge", "Engineers sent pontoons to the bridge at Wadi Kasr, which a flood had closed.", private)
    with pytest.raises(UnknownThing, match="no story 'P1'"):
        office.ask(FOREIGNER, "stories merge", first="1", second="P1", confirm="yes")
    assert "P1" not in [choice.value for choice in offered(office, "", FOREIGNER)]
    assert "P1" in [choice.value for choice in offered(office, "", ANN)]
    assert "is part of story 1 now" in office.ask(ANN, "stories merge", first="1", second="story p1", confirm="yes")


def test_a_servers_own_articles_go_along_with_what_they_copy(office: Office) -> None:
    private = Feed("https://private.example/feed", "Private", "en", guild="100")
    with office.database.write() as archive:
        catalogue.save_feed(archive, private, "discord", NOW)
    office.article("Museum in Zafira", MORE, private)  # a copy of article 2
    assert "2 articles of story 1 are story 2 now" in office.ask(ANN, "stories split", story="1", articles="2")
    assert [story_of(office, article) for article in ("1", "2", "P1")] == ["1", "2", "2"]
    assert [story_of(office, article, ELSEWHERE) for article in "12"] == ["1", "1"]


def offered(office: Office, typed: str, requester: Requester = ANN) -> tuple[Choice, ...]:
    (parameter,) = BY_PATH["story"].parameters
    return complete(office.context, requester, parameter, typed)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("", ["3 · The Wire: Cranes ordered", "1 · The Wire: Museum opens"]),
        ("museum", ["1 · The Wire: Museum opens"]),
        ("story 3", ["3 · The Wire: Cranes ordered"]),
        ("nothing", []),
    ],
)
def test_stories_are_offered_by_number_and_headline(office: Office, typed: str, labels: list[str]) -> None:
    assert [choice.label for choice in offered(office, typed)] == labels


def test_a_long_headline_is_offered_shortened(office: Office) -> None:
    office.article(
        "Very " * 40 + "long", "Engineers sent pontoons to the bridge at Wadi Kasr, which a flood had closed."
    )
    longest = offered(office, "")[0]
    assert (len(longest.label), longest.value) == (100, "4")
