"""What another server's feeds brought shows in no answer, message or digest of this one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery import compose
from bot.delivery.plan import Item, Step
from bot.terminal import console
from tests.support.commanding import BOSS, ELSEWHERE, FOREIGNER, HERE, NOW, Office
from watchers.archive import catalogue, outbox
from watchers.model import Actor, Alias, Feed, Report, Team, Watchlist

HAFTAR = Actor("khalifa-haftar", "Khalifa Haftar", "person", (Alias("Khalifa Haftar"), Alias("Khalifa Hifter")))
LAVROV = Actor("sergei-lavrov", "Sergei Lavrov", "person", (Alias("Sergei Lavrov"),))
DESK = Team("desk", "Desk", HERE, "201", watchlist=Watchlist(actors=(HAFTAR.id,)))
THEIRS = Feed("https://secret.example/feed", "Their feed", "en", guild=ELSEWHERE)

OURS = (
    "Khalifa Haftar opened the lighthouse museum of Zafira Bay on 1 March 2026, its keeper Amal Namuna said. The museum"
    " shows forty brass lamps and 240 ship models. He stayed for two hours and drank tea on the gallery."
)
MORE = (
    "Khalifa Hifter and Sergei Lavrov opened the lighthouse museum of Zafira Bay on 1 March 2026. The museum has forty"
    " brass lamps and 240 ship models. They had met before on 14 February 2026 in the harbour office, a guard recalled."
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.at(tmp_path, (HAFTAR, LAVROV), (DESK,))
    with office.database.write() as archive:
        catalogue.save_feed(archive, THEIRS, "discord", NOW)
    yield office
    office.database.close()


@pytest.fixture
def reports(office: Office) -> tuple[Report, Report]:
    """One story: our feed's article, and one more of their feed."""
    ours = office.article("Museum opened", OURS)
    return ours, office.article("Secret outlet on museum", MORE, feed=THEIRS)


@pytest.mark.parametrize(
    ("command", "values"),
    [
        ("actor", {"name": "Haftar"}),
        ("timeline", {"name": "Haftar"}),
        ("compare", {"first": "Haftar", "second": "Lavrov"}),
        ("story", {"id": "1"}),
        ("search", {"text": "museum"}),
        ("digest now", {}),
    ],
)
def test_only_the_server_that_added_a_feed_is_shown_what_it_brings(
    office: Office, reports: tuple[Report, Report], command: str, values: dict[str, str]
) -> None:
    assert reports[0].comparison.story == reports[1].comparison.story
    shown = office.ask(BOSS, command, **values)
    for secret in ("Secret", "secret.example", "Hifter", "14 February", "2026-02-14", "guard"):
        assert secret not in shown
    if command != "digest now":  # the other server has no team
        shown_elsewhere = office.ask(FOREIGNER, command, **values)
        assert any(secret in shown_elsewhere for secret in ("Secret", "2026-02-14"))


def test_a_story_message_names_the_articles_that_its_server_may_see(
    office: Office, reports: tuple[Report, Report]
) -> None:
    with office.database.read() as archive:
        due = outbox.due(archive, NOW + timedelta(days=1), 10)
        (outgoing,) = compose.messages(archive, Step("post", tuple(Item(delivery, DESK) for delivery in due)))
    shown = console.plain(outgoing.message)
    assert "Museum opened" in shown
    assert "Secret" not in shown
    assert "guard" not in shown
