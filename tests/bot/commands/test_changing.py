"""What deletes or merges asks first, and what was done is undone for a day, as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands.context import Requester
from bot.commands.table import COMMANDS
from bot.message import Button, Message
from bot.terminal import command_line
from tests.support.commanding import ANALYST, BOSS, FOREIGNER, HERE, STRANGER, WIRE, Office
from watchers.archive import actors, catalogue, feeds, stories, variants
from watchers.errors import ActorwatchError, ConfigError, NotAllowed, UnknownThing
from watchers.model import Variant
from watchers.pipeline.undo import restored
from watchers.polling.probe import Checked
from watchers.reasons import Matching, Reason

YOLANDA, SALMA = "100-yolanda-haftar", "100-salma-idris"
NEWS = "https://news.example/rss"
MUSEUM = "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday, its keeper Yolanda Haftar said."
CRANES = "Shipbuilders in Marsa agreed on three cranes for the northern quay, to be paid by a loan until the summer."

SEEN = (Reason(Matching.SPELLING_SEEN, mentions=1, in_articles=1, percent=83, name="Khalifa Haftar"),)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Two teams follow actors of their own server, one of them a feed too; two stories are known."""
    made = Office.at(tmp_path)
    made.addresses = {NEWS: Checked(NEWS, "The News", "en", 20)}
    made.ask(BOSS, "team create", name="Desk", role="300", digest="daily 08:00")
    made.ask(BOSS, "team create", name="Risk", channel="202")
    made.ask(BOSS, "track add", name="Yolanda Haftar", names="Yoli Haftar", titles="keeper", team="Desk")
    made.ask(BOSS, "track add", name="Salma Idris", team="Desk")
    made.ask(BOSS, "watch add", name="Yolanda Haftar", team="Risk")
    made.ask(BOSS, "feeds add", url=NEWS)
    made.ask(BOSS, "watch add", feeds=NEWS, team="Desk")
    made.article("Museum opens", MUSEUM)
    made.article("Cranes ordered", CRANES)
    yield made
    made.database.close()


def everything(office: Office) -> Any:
    """All that commands may change, as it is now."""
    with office.database.read(HERE) as archive:
        return (
            catalogue.actors(archive),
            catalogue.teams(archive),
            [(state.feed, state.stopped) for state in feeds.states(archive)],
            [
                (spelling.id, spelling.status)
                for spelling in (*variants.pending(archive), *variants.decided(archive, SALMA))
            ],
            actors.counts_of(archive, YOLANDA),
            [len(story.reports) for id in "12" if (story := stories.get(archive, id))],
        )


def button(message: Message, label: str) -> Button:
    return next(button for button in message.buttons if button.label.startswith(label))


def spelling(office: Office) -> str:
    """A spelling that waits for a decision, by its number."""
    with office.database.write(HERE) as archive:
        variants.propose(archive, [Variant(SALMA, "Salmah Idrees", SEEN)], office.now)
        return str(variants.pending(archive)[0].id)


CONFIRMED = [
    ("track remove", {"name": "Yolanda Haftar"}, ["Yolanda Haftar with 2 names, 1 title", "1 article", "Desk, Risk"]),
    ("team delete", {"team": "Desk"}, ["team Desk", "2 actors, 1 feed", "daily 08:00", "Yolanda Haftar, Salma Idris"]),
    ("feeds remove", {"feed": "The News"}, ["The News", NEWS, "Desk"]),
    ("stories merge", {"first": "2", "second": "1"}, ["story 2 “Cranes ordered” (1 article) a part of story 1"]),
]
UNDOABLE = [
    *((command, values | {"confirm": "yes"}) for command, values, _ in CONFIRMED),
    ("track edit", {"name": "Yolanda Haftar", "rename": "Y. Haftar", "remove_names": "Yoli Haftar", "kind": "person"}),
    ("watch remove", {"name": "Yolanda Haftar", "feeds": "The News", "team": "Desk"}),
    (
        "team edit",
        {"team": "Desk", "name": "Newsroom", "no_role": "yes", "digest": "none", "quiet_hours": "22:00-06:00"},
    ),
    ("digest off", {"team": "Desk"}),
]


# ---------------------------------------------------------------- asking


@pytest.mark.parametrize(("command", "values", "says"), CONFIRMED, ids=[command for command, *_ in CONFIRMED])
def test_what_would_be_lost_is_said_and_nothing_is_changed(
    office: Office, command: str, values: dict[str, str], says: list[str]
) -> None:
    before = everything(office)
    question = office.answer(BOSS, command, **values)
    answer = office.ask(BOSS, command, **values)
    assert question.private and everything(office) == before
    assert all(words in answer for words in says), answer
    assert f"To do it: /{command} " in answer and "confirm:yes" in answer


@pytest.mark.parametrize(("command", "values", "says"), CONFIRMED, ids=[command for command, *_ in CONFIRMED])
def test_the_button_and_the_typed_line_do_the_same(
    office: Office, command: str, values: dict[str, str], says: list[str]
) -> None:
    before, (pressed,) = everything(office), office.answer(BOSS, command, **values).buttons
    for requester in (STRANGER, FOREIGNER) if command != "stories merge" else (STRANGER,):  # others may, for themselves
        with pytest.raises(ActorwatchError):
            office.press(requester, pressed)
    assert everything(office) == before
    office.press(BOSS, pressed)
    done = everything(office)
    assert done != before
    office.ask(BOSS, "undo", change=number(office, BOSS))
    assert everything(office) == before
    command_line.answer(office.context, pressed.typed, command_line.asker(HERE))
    assert everything(office) == done


def number(office: Office, requester: Requester) -> str:
    """The number of the newest change, as /undo lists it."""
    return office.answer(requester, "undo").buttons[0].action.removeprefix("undo:c")


def test_an_actor_that_is_a_teams_last_one_is_said_to_be(office: Office) -> None:
    office.ask(BOSS, "watch remove", name="Salma Idris", team="Desk")
    answer = office.ask(BOSS, "track remove", name="Yolanda Haftar")
    assert "Team Desk would have no actor left, and so be told every story of its feeds and tags." in answer
    assert "Team Risk would have nobody left to follow" in answer


def test_whatever_deletes_or_merges_takes_a_confirmation() -> None:
    confirmed = {
        command.path
        for command in COMMANDS
        if any(parameter.name == "confirm" and parameter.choices for parameter in command.parameters)
    }
    assert confirmed == {command for command, *_ in CONFIRMED}


# ---------------------------------------------------------------- undoing


@pytest.mark.parametrize(("command", "values"), UNDOABLE, ids=[command for command, _ in UNDOABLE])
@pytest.mark.parametrize("requester", [BOSS, command_line.asker(HERE)], ids=["manager", "operator"])
def test_what_was_done_is_undone_as_it_was(
    office: Office, requester: Requester, command: str, values: dict[str, str]
) -> None:
    before = everything(office)
    done = office.answer(requester, command, **values)
    assert everything(office) != before
    assert button(done, "Undo").typed == f"/undo {number(office, requester)}"
    assert "Undone" in office.press(requester, button(done, "Undo"))
    assert everything(office) == before
    with pytest.raises(NotAllowed, match="undone already"):
        office.press(requester, button(done, "Undo"))


@pytest.mark.parametrize("verdict", ["confirm", "reject"])
def test_a_decided_spelling_waits_again(office: Office, verdict: str) -> None:
    waiting = spelling(office)
    before = everything(office)
    done = office.answer(BOSS, "variants review", **{verdict: waiting})
    assert everything(office) != before
    office.press(BOSS, button(done, "Undo"))
    assert everything(office) == before


def test_a_split_is_undone(office: Office) -> None:
    office.ask(BOSS, "stories merge", first="1", second="2", confirm="yes")
    before = everything(office)
    office.press(BOSS, button(office.answer(BOSS, "stories split", story="1", articles="2"), "Undo"))
    assert everything(office) == before


def test_what_came_meanwhile_stays(office: Office) -> None:
    removed = office.answer(BOSS, "track remove", name="Yolanda Haftar", confirm="yes")
    office.ask(BOSS, "watch add", name="Haftar", team="Desk")
    office.ask(BOSS, "team edit", team="Desk", name="Newsroom")
    office.article("Lamps", "Yolanda Haftar showed forty lamps of the old lighthouse to the mayors on Tuesday.")
    office.press(BOSS, button(removed, "Undo"))
    team = office.team("100-desk")
    assert (team.name, team.watchlist.actors) == ("Newsroom", (YOLANDA, SALMA, "khalifa-haftar"))
    with office.database.read(HERE) as archive:
        assert actors.counts_of(archive, YOLANDA)[0] == 2, "what came while she was not tracked is found too"


def test_a_feed_that_everybody_left_meanwhile_is_polled_again_for_who_undoes(office: Office) -> None:
    office.ask(FOREIGNER, "feeds add", url=NEWS)
    removed = office.answer(BOSS, "feeds remove", feed=NEWS, confirm="yes")
    office.ask(FOREIGNER, "feeds remove", feed=NEWS, confirm="yes")
    assert NEWS not in office.feed_urls()
    office.press(BOSS, button(removed, "Undo"))
    assert "The News" in office.ask(BOSS, "feeds list") and "The News" not in office.ask(FOREIGNER, "feeds list")


def test_a_removed_actor_that_is_added_again_is_back(office: Office) -> None:
    office.ask(BOSS, "track remove", name="Yolanda Haftar", confirm="yes")
    assert "1 article" in office.ask(BOSS, "track add", name="Yolanda Haftar")


def test_a_name_that_somebody_else_has_by_now_is_not_given_twice(office: Office) -> None:
    removed = office.answer(BOSS, "track remove", name="Yolanda Haftar", confirm="yes")
    office.ask(BOSS, "track add", name="Another Keeper", names="Yoli Haftar")
    before = everything(office)
    with pytest.raises(NotAllowed, match="Another Keeper has a name of Yolanda Haftar by now"):
        office.press(BOSS, button(removed, "Undo"))
    assert everything(office) == before


def test_a_channel_that_another_team_has_by_now_is_not_given_twice(office: Office) -> None:
    deleted = office.answer(BOSS, "team delete", team="Risk", confirm="yes")
    office.ask(BOSS, "team create", name="Successor", channel="202")
    with pytest.raises(NotAllowed, match="team Successor has the name or channel of team Risk by now"):
        office.press(BOSS, button(deleted, "Undo"))


def test_after_a_day_nothing_is_undone(office: Office) -> None:
    removed = office.answer(BOSS, "track remove", name="Yolanda Haftar", confirm="yes")
    office.now += timedelta(days=1, seconds=1)
    with pytest.raises(NotAllowed, match="more than a day ago"):
        office.press(BOSS, button(removed, "Undo"))
    assert "Nothing of the last day can be undone" in office.ask(BOSS, "undo")


def test_who_made_a_change_or_might_make_it_undoes_it_and_nobody_else(office: Office) -> None:
    edited = office.answer(BOSS, "team edit", team="Risk", timezone="Europe/Berlin")
    ann_of_desk = replace(ANALYST, name="Ann")
    for requester, error in ((ann_of_desk, NotAllowed), (STRANGER, NotAllowed), (FOREIGNER, UnknownThing)):
        with pytest.raises(error):
            office.press(requester, button(edited, "Undo"))
        assert "Nothing of the last day" in office.ask(requester, "undo")
    removed = office.answer(ann_of_desk, "track remove", name="Yolanda Haftar", confirm="yes")
    assert "Yolanda Haftar is tracked no longer" in office.ask(ann_of_desk, "undo")
    office.press(ann_of_desk, button(removed, "Undo"))
    assert office.team("100-risk").watchlist.actors == (YOLANDA,)
    office.press(BOSS, button(edited, "Undo"))
    assert office.team("100-risk").timezone == "UTC"


@pytest.mark.parametrize("typed", ["99", "one", "-1", "c", "9" * 30])
def test_a_number_of_no_change_is_said(office: Office, typed: str) -> None:
    with pytest.raises(UnknownThing, match="no change"):
        office.ask(BOSS, "undo", change=typed)


def test_what_a_refused_command_did_not_change_cannot_be_undone(office: Office) -> None:
    with pytest.raises(ConfigError):
        office.ask(BOSS, "watch remove", team="Desk")
    assert "Nothing of the last day" in office.ask(BOSS, "undo")


def test_a_feed_with_a_token_is_asked_about_without_it(office: Office) -> None:
    url = "https://paid.example/feed?token=kite9lamp"
    office.addresses[url] = Checked(url, "", "en", 1)
    office.ask(BOSS, "feeds add", url=url)
    question = office.answer(BOSS, "feeds remove", feed="https://paid.example/feed?token=…")
    assert "kite9lamp" not in str(question)
    assert "kite9lamp" not in office.press(BOSS, question.buttons[0]) + office.ask(BOSS, "undo")
    assert office.feed_urls() == [NEWS, WIRE.url]


@pytest.mark.parametrize(
    ("before", "after", "current", "result"),
    [
        ("a", "b", "b", "a"),
        ("a", "b", "c", "c"),
        ("a", "a", "c", "c"),
        (["x", "y", "z"], ["x", "z"], ["x", "z"], ["x", "y", "z"]),
        (["x", "y", "z"], ["x", "z"], ["z", "new"], ["z", "y", "new"]),
        (["x"], ["x", "added"], ["x", "added", "new"], ["x", "new"]),
        ({"n": 1, "l": ["x"]}, {"n": 2, "l": []}, {"n": 2, "l": ["new"]}, {"n": 1, "l": ["x", "new"]}),
    ],
)
def test_what_is_to_be_follows_from_what_was_was_made_and_is(
    before: Any, after: Any, current: Any, result: Any
) -> None:
    assert restored(current, before, after) == result
