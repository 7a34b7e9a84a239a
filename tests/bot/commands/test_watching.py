"""What teams follow, and when they are told: /watch, /team, /digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.commands import periods
from bot.terminal.command_line import OPERATOR
from tests.support.commanding import ANALYST, BOSS, FOREIGNER, HERE, NOW, STRANGER, WIRE, Office
from watchers.errors import ActorwatchError, ConfigError, NotAllowed, UnknownActor, UnknownThing
from watchers.model import Novelty, QuietHours

VISIT = "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday, its keeper said. He stayed an hour."
TALKS = "Khalifa Haftar ordered three cranes for the northern quay of Marsa Blue. The builders expect a loan in May."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.at(tmp_path)
    made.ask(BOSS, "team create", name="Libya desk", role="300", timezone="Africa/Tripoli")
    yield made
    made.database.close()


DESK = "100-libya-desk"

# ---------------------------------------------------------------- teams


def test_a_team_is_told_in_the_channel_where_it_was_made(office: Office) -> None:
    team = office.team(DESK)
    assert (team.channel, team.role, team.timezone, team.origin) == ("200", "300", "Africa/Tripoli", "discord")


def test_a_new_team_says_that_its_watchlist_is_empty(office: Office) -> None:
    assert "/watch add" in office.ask(BOSS, "team create", name="Risk", channel="202")


def test_a_team_is_shown_with_everything_about_it(office: Office) -> None:
    office.ask(BOSS, "team edit", quiet_hours="22:00-06:30", digest="daily 08:00")
    shown = office.ask(STRANGER, "team show")
    assert "22:00 to 06:30 (Africa/Tripoli)" in shown
    assert "daily 08:00, next 2026-03-03T06:00:00Z" in shown


def test_only_managers_make_and_delete_teams(office: Office) -> None:
    with pytest.raises(NotAllowed, match="Manage Server"):
        office.ask(ANALYST, "team create", name="Another")
    with pytest.raises(NotAllowed, match="Manage Server"):
        office.ask(ANALYST, "team delete", team="Libya desk")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": "LIBYA DESK"}, "there is a team"),
        ({"name": "!"}, "no name for a team"),
        ({"name": "Risk"}, "Libya desk has that channel"),
        ({"name": "Risk", "channel": "9", "timezone": "Mars/Base"}, "no time zone"),
        ({"name": "Risk", "channel": "9", "digest": "cron 0 8 30 2 *"}, "never comes"),
        ({"name": "Risk", "channel": "9", "quiet_hours": "late"}, "no quiet hours"),
        ({"name": "Risk", "channel": "9", "languages": "xx"}, "no language code"),
    ],
)
def test_a_team_that_cannot_be_is_refused_in_clear_words(office: Office, values: dict[str, str], says: str) -> None:
    with pytest.raises(ActorwatchError, match=says):
        office.ask(BOSS, "team create", **values)


def test_a_team_changes_only_in_what_is_given(office: Office) -> None:
    office.ask(ANALYST, "team edit", quiet_hours="22:00-06:00", minimum_novelty="new", add_editor="7")
    team = office.team(DESK)
    assert team.watchlist.minimum_novelty is Novelty.NEW
    assert (team.channel, team.role, team.editors) == ("200", "300", ("7",))
    office.ask(ANALYST, "team edit", quiet_hours="none", name="Libya", no_role="yes", remove_editor="7")
    team = office.team(DESK)
    assert (team.name, team.quiet_hours, team.role, team.editors) == ("Libya", None, None, ())


def test_nothing_to_change_is_said(office: Office) -> None:
    with pytest.raises(ConfigError, match="nothing to change"):
        office.ask(BOSS, "team edit")


def test_a_deleted_team_is_told_nothing_more(office: Office) -> None:
    office.ask(BOSS, "watch add", name="Haftar")
    office.ask(BOSS, "team delete", team="Libya desk", confirm="yes")
    office.article("Visit", VISIT)
    assert office.due(DESK) == []


def test_teams_of_another_server_do_not_show(office: Office) -> None:
    assert "Libya desk" not in office.ask(FOREIGNER, "watch list")
    with pytest.raises(UnknownThing):
        office.ask(FOREIGNER, "team show", team="Libya desk")


def test_a_team_of_a_file_is_read_only(office: Office) -> None:
    with pytest.raises(NotAllowed, match=r"config/teams\.toml"):
        office.ask(BOSS, "watch add", name="Haftar", team="Filed")


# ---------------------------------------------------------------- watchlists


@pytest.mark.parametrize("name", ["Haftar", "khalifa-haftar", "حَفتَر", "KHALIFA HAFTAR"])
def test_any_name_puts_an_actor_on_the_watchlist(office: Office, name: str) -> None:
    assert "now watches Khalifa Haftar" in office.ask(ANALYST, "watch add", name=name)
    assert office.team(DESK).watchlist.actors == ("khalifa-haftar",)


def test_feeds_tags_languages_and_novelty_can_be_given(office: Office) -> None:
    office.ask(
        ANALYST, "watch add", feeds="the wire", tags="libya, sahel", languages="ar, en-GB", minimum_novelty="new"
    )
    watched = office.team(DESK).watchlist
    assert (watched.feeds, watched.tags, watched.languages) == ((WIRE.url,), ("libya", "sahel"), ("ar", "en"))
    assert watched.minimum_novelty is Novelty.NEW


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "nothing to add"),
        ({"feeds": "Nobody's feed"}, "no feed"),
        ({"languages": "klingon"}, "no language code"),
    ],
)
def test_what_cannot_be_watched_is_said(office: Office, values: dict[str, str], says: str) -> None:
    with pytest.raises(ActorwatchError, match=says):
        office.ask(BOSS, "watch add", **values)


def test_strangers_change_no_watchlist(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.ask(STRANGER, "watch add", name="Haftar", team="Libya desk")


def test_a_name_that_is_only_like_one_is_asked_back(office: Office) -> None:
    offer = office.answer(ANALYST, "watch add", name="Khalifa Hafter")
    assert office.team(DESK).watchlist.actors == ()
    assert offer.private and "Did you mean Khalifa Haftar?" in str(offer.cards)
    watch, *track = offer.buttons
    assert watch.typed == "/watch add khalifa-haftar team:Libya desk" and len(track) == 2
    assert "now watches Khalifa Haftar" in office.press(ANALYST, watch)


def test_only_who_is_named_exactly_is_taken_off(office: Office) -> None:
    office.ask(BOSS, "track add", name="Yolanda Haftar", team="Libya desk")
    with pytest.raises(UnknownActor, match="does not watch Khalifa Haftar"):
        office.ask(BOSS, "watch remove", name="Haftar")
    with pytest.raises(UnknownActor, match=r"did you mean Yolanda Haftar \(/watch remove name:Yolanda Haftar\)"):
        office.ask(BOSS, "watch remove", name="Yolanda Haftr")
    assert office.team(DESK).watchlist.actors == ("100-yolanda-haftar",)


def test_a_name_of_several_is_asked_back_and_chosen_by_id(office: Office) -> None:
    office.ask(BOSS, "track add", name="Salma Idris")
    office.ask(OPERATOR, "track add", name="Salma Haddad", names="Salma Idris")
    with pytest.raises(UnknownActor, match=r"which one\? .*name:100-salma-idris.*name:Salma Haddad"):
        office.ask(BOSS, "track edit", name="Salma Idris", add_titles="doctor")
    office.ask(BOSS, "track edit", name="100-salma-idris", add_titles="doctor")
    assert "titles" not in office.ask(OPERATOR, "track list", name="Salma Haddad")


def test_a_command_in_a_teams_channel_changes_no_other_team(office: Office) -> None:
    in_the_filed_teams_channel = replace(BOSS, channel="201")
    with pytest.raises(NotAllowed, match=r"config/teams\.toml"):
        office.ask(in_the_filed_teams_channel, "digest off")


def test_an_actor_is_taken_off_by_any_name(office: Office) -> None:
    office.ask(BOSS, "watch add", name="Haftar", tags="libya")
    assert "no longer watches Khalifa Haftar" in office.ask(BOSS, "watch remove", name="حفتر")
    assert office.team(DESK).watchlist.tags == ("libya",)
    with pytest.raises(UnknownActor, match="/watch list"):
        office.ask(BOSS, "watch remove", name="Haftar")


def test_the_lists_are_shown_by_name(office: Office) -> None:
    office.ask(BOSS, "watch add", name="Haftar", languages="ar")
    shown = office.ask(STRANGER, "watch list")
    assert "actors: Khalifa Haftar" in shown and "languages: ar" in shown


def test_an_unknown_name_is_offered_to_be_tracked_with_a_preview(office: Office) -> None:
    office.article("Visit", "The keeper, Salma Idris, opened the museum of Zafira Bay on Monday with forty lamps.")
    offer = office.answer(ANALYST, "watch add", name="Salma Idris")
    assert offer.private
    assert [button.label for button in offer.buttons] == ["Track as a person", "Track as an organisation"]
    assert "is not tracked yet" in offer.cards[0].title and "1 match" in offer.cards[0].sections[0].name
    pressed = office.press(ANALYST, offer.buttons[0])
    assert "1 article" in pressed and "now watches Salma Idris" in pressed
    assert "Visit" in office.ask(ANALYST, "actor", name="Salma Idris")


def test_pressing_the_offer_takes_the_same_right_as_the_command(office: Office) -> None:
    offer = office.answer(ANALYST, "watch add", name="Salma Idris")
    with pytest.raises(NotAllowed):
        office.press(STRANGER, offer.buttons[0])


# ---------------------------------------------------------------- pauses and rehearsals


def test_a_pause_says_when_it_ends_and_resuming_tells_what_waited(office: Office) -> None:
    office.ask(BOSS, "watch add", name="Haftar")
    assert "2026-03-03 00:00 (Africa/Tripoli)" in office.ask(BOSS, "watch pause", until="8h")
    office.article("Visit", VISIT)
    assert office.due(DESK) == [NOW + timedelta(hours=8)]
    assert "told again" in office.ask(BOSS, "watch resume")
    assert office.due(DESK) == [office.now]


def test_a_shorter_pause_brings_forward_what_waits(office: Office) -> None:
    office.ask(BOSS, "watch add", name="Haftar")
    office.ask(BOSS, "watch pause", until="3d")
    office.article("Visit", VISIT)
    office.ask(BOSS, "watch pause", until="1h")
    assert office.due(DESK) == [office.now + timedelta(hours=1)]


def test_resuming_respects_quiet_hours(office: Office) -> None:
    office.ask(BOSS, "watch add", name="Haftar")
    office.ask(BOSS, "team edit", quiet_hours="15:00-17:00")
    assert office.team(DESK).quiet_hours == QuietHours(time(15), time(17))
    office.ask(BOSS, "watch pause", until="1d")
    office.article("Visit", VISIT)
    office.ask(BOSS, "watch resume")
    assert office.due(DESK) == [datetime(2026, 3, 2, 15, 0, tzinfo=UTC)]  # 17:00 in Tripoli


def test_a_team_that_is_not_paused_stays_so(office: Office) -> None:
    assert "is not paused" in office.ask(BOSS, "watch resume")


def test_a_rehearsal_shows_what_would_have_been_sent_also_for_another_actor(office: Office) -> None:
    office.article("Cranes", TALKS)
    assert "0 story messages" in office.ask(STRANGER, "watch rehearse", team="Libya desk")
    shown = office.ask(STRANGER, "watch rehearse", team="Libya desk", name="Haftar", days=3)
    assert "1 story message" in shown and "Cranes" in shown
    assert office.team(DESK).watchlist.actors == ()


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("8h", datetime(2026, 3, 2, 22, 0, tzinfo=UTC)),
        ("20:30", datetime(2026, 3, 2, 18, 30, tzinfo=UTC)),
        ("08:00", datetime(2026, 3, 3, 6, 0, tzinfo=UTC)),
        ("2026-03-05", datetime(2026, 3, 4, 22, 0, tzinfo=UTC)),
        ("2026-03-05 08:00", datetime(2026, 3, 5, 6, 0, tzinfo=UTC)),
        ("2026-03-05T08:00Z", datetime(2026, 3, 5, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_end_of_a_pause_is_read_in_the_teams_time(text: str, end: datetime) -> None:
    assert periods.until(text, "Africa/Tripoli", NOW) == end


@pytest.mark.parametrize(
    "text",
    ["never", "", "2025-01-01", "800d", "25:00", "2026-02-30", "0", "0001-01-01T00:00+14", "9999-12-31T23:59-14:00"],
)
def test_an_end_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        periods.until(text, "UTC", NOW)


# ---------------------------------------------------------------- digests


def test_a_digest_on_demand_is_for_the_requester_alone_and_leaves_the_schedule(office: Office) -> None:
    office.ask(BOSS, "watch add", name="Haftar")
    office.article("Cranes", TALKS)
    shown = office.answer(STRANGER, "digest now", team="Libya desk")
    assert shown.private
    assert "Cranes" in office.ask(STRANGER, "digest now", team="Libya desk")
    assert len(office.due(DESK)) == 1  # the story message, and no digest


def test_a_digest_is_scheduled_in_the_teams_time_and_turned_off(office: Office) -> None:
    answer = office.ask(ANALYST, "digest schedule", when="weekly  mon 08:00")
    assert "2026-03-09 at 08:00, which is 2026-03-09T06:00:00Z" in answer
    assert office.team(DESK).digest == "weekly mon 08:00"
    office.ask(ANALYST, "digest off")
    assert office.team(DESK).digest is None


def test_a_schedule_that_is_none_says_what_to_write(office: Office) -> None:
    with pytest.raises(ConfigError, match="daily HH:MM"):
        office.ask(BOSS, "digest schedule", when="sometimes")


def test_the_home_of_a_team_is_the_requesters_server(office: Office) -> None:
    office.ask(FOREIGNER, "team create", name="Libya desk")
    assert office.team("999-libya-desk").guild == "999"
    assert office.team(DESK).guild == HERE
