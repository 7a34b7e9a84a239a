"""The files of config/: what they say, and every way in which they can be wrong."""

from __future__ import annotations

import logging
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.settings import CHECKOUT
from tests.support import case_files
from watchers.catalogue import actors, feeds, files, overview, teams
from watchers.errors import ConfigError
from watchers.model import Alias, Feed, Novelty, QuietHours

CASES = case_files.load("catalog_faults.toml")["case"]
ACTORS = """
[[actor]]
id = "haftar"
name = "Khalifa Haftar"
kind = "person"
names = ["Khalifa  Haftar", { text = "LNA chief", strength = "context" }, { text = "حفتر" }]
titles = ["Field Marshal"]
context = ["Libya"]
exclude = ["Saddam Haftar"]
wikidata = "Q42"
note = "A note."
"""
FEEDS = """
[[feed]]
url = "https://a.example/feed"
title = "A feed"
language = "pt-BR"
tags = ["libya"]
interval = "5m"
pages = false
owner = "A Press"

[[feed]]
url = "https://b.example/feed"
interval = 90
"""
TEAMS = """
[[team]]
name = "Libya desk"
guild = "100"
channel = "200"
role = "300"
timezone = "Europe/Berlin"
actors = ["haftar"]
feeds = ["A feed", "https://b.example/feed"]
tags = ["libya"]
languages = ["en", "AR"]
minimum_novelty = "new"
digest = "weekdays 08:00"
quiet_hours = "22:00-06:30"
"""


def folder(path: Path, **sources: str) -> Path:
    """A folder with the sound files above, or the given ones instead."""
    for name, source in {"actors": ACTORS, "feeds": FEEDS, "teams": TEAMS, **sources}.items():
        (path / f"{name}.toml").write_text(source, "utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_fault_names_file_line_key_and_value(case: dict[str, Any], tmp_path: Path) -> None:
    config = folder(tmp_path, **{"teams": "", case["file"].removesuffix(".toml"): case["source"]})
    faults = [str(fault) for fault in files.read(config).faults]
    assert faults == [f"{config / case['file']}{sentence}" for sentence in case["says"]]


def test_sound_files_become_values(tmp_path: Path) -> None:
    declared = files.load(folder(tmp_path))
    (actor,), (first, second), (team,) = declared.actors, declared.feeds, declared.teams
    assert actor.aliases == (Alias("Khalifa Haftar"), Alias("LNA chief", "context"), Alias("حفتر"))
    assert (actor.kind, actor.titles, actor.context, actor.exclude) == (
        "person",
        ("Field Marshal",),
        ("Libya",),
        ("Saddam Haftar",),
    )
    assert (actor.wikidata, actor.note, actor.guild) == ("Q42", "A note.", None)
    assert first == Feed(
        "https://a.example/feed", "A feed", "pt", ("libya",), timedelta(minutes=5), False, owner="A Press"
    )
    assert second == Feed("https://b.example/feed", interval=timedelta(seconds=90))
    assert (team.id, team.guild, team.channel, team.role) == ("100-libya-desk", "100", "200", "300")
    assert team.watchlist.feeds == ("https://a.example/feed", "https://b.example/feed")
    assert (team.watchlist.actors, team.watchlist.tags) == (("haftar",), ("libya",))
    assert (team.watchlist.languages, team.watchlist.minimum_novelty) == (("en", "ar"), Novelty.NEW)
    assert (team.timezone, team.digest) == ("Europe/Berlin", "weekdays 08:00")
    assert team.quiet_hours == QuietHours(time(22), time(6, 30))


def test_the_display_name_is_a_name_too(tmp_path: Path) -> None:
    source = '[[actor]]\nid = "lna"\nname = "Libyan National Army"\nkind = "organisation"\nnames = ["LNA"]\n'
    declared = files.load(folder(tmp_path, actors=source, teams=""))
    assert [alias.text for alias in declared.actors[0].aliases] == ["LNA", "Libyan National Army"]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    config = folder(tmp_path, actors='[[actor]]\nid = "x"\n', feeds='[[feed]]\nurl = "nowhere"\n', teams="[[team]]\n")
    with pytest.raises(ConfigError) as raised:
        files.load(config)
    lines = str(raised.value).split("\n")
    assert {Path(line.partition(",")[0]).name for line in lines} == {"actors.toml", "feeds.toml", "teams.toml"}
    assert len(lines) == len(files.read(config).faults)


def test_what_is_sound_is_still_read_beside_a_fault(tmp_path: Path) -> None:
    declared = files.read(folder(tmp_path, actors=ACTORS + '\n[[actor]]\nid = "x"\n'))
    assert [actor.id for actor in declared.actors] == ["haftar"]
    assert declared.faults


def test_namesakes_may_share_a_name_that_needs_support(tmp_path: Path) -> None:
    weak = 'names = ["{0} Haftar", {{ text = "Haftar", strength = "context" }}]'
    source = "".join(
        f'[[actor]]\nid = "{name}"\nname = "{name} Haftar"\nkind = "person"\n{weak.format(name)}\n'
        for name in ("Khalifa", "Saddam")
    )
    declared = files.load(folder(tmp_path, actors=source, teams=""))
    assert "Haftar: Khalifa, Saddam" in overview.describe(declared, ())


def test_an_empty_actor_file_is_valid(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text("# nobody yet\n", "utf-8")
    assert files.load(tmp_path) == files.Catalogue()
    assert files.load_actors(tmp_path / "actors.toml") == ()


def test_a_folder_without_any_file_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"holds none of actors\.toml, feeds\.toml, teams\.toml"):
        files.load(tmp_path)


def test_a_file_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "actors.toml").write_bytes("# eins\n# zwölf\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"actors\.toml, line 2: this is not UTF-8"):
        files.load(tmp_path)


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "feeds.toml").unlink()
    (tmp_path / "feeds.toml").mkdir()
    with pytest.raises(ConfigError, match=r"feeds\.toml: it cannot be read"):
        files.load(tmp_path)


def test_a_generated_actor_file_may_hold_namesakes_and_one_letter_names(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "generated.toml"
    path.write_text(
        "".join(
            f'[[actor]]\nid = "p{n}"\nname = "Ali Omar"\nkind = "person"\nnames = ["Ali Omar", "A"]\n' for n in (1, 2)
        ),
        "utf-8",
    )
    with caplog.at_level(logging.WARNING):
        assert [actor.id for actor in files.load_actors(path)] == ["p1", "p2"]
    assert "one letter" in caplog.text


def test_a_missing_actor_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nobody\.toml: there is no such file"):
        files.load_actors(tmp_path / "nobody.toml")


def test_a_broken_actor_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('[[actor]]\nid = "x"\nkind = "person"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"broken\.toml, line 1: name: it is missing"):
        files.load_actors(tmp_path / "broken.toml")


def test_imported_feeds_are_appended_once_and_leave_the_rest_as_it_is(tmp_path: Path) -> None:
    path = folder(tmp_path, feeds="# ours\n" + FEEDS) / "feeds.toml"
    imported = [Feed("https://a.example/feed"), Feed("https://c.example/feed", 'The "C"', "ar", ("x", "y")), Feed("no")]
    assert feeds.add_feeds(path, imported) == (imported[1],)
    assert feeds.add_feeds(path, imported) == ()
    assert path.read_text("utf-8").startswith("# ours\n" + FEEDS)
    assert files.load(tmp_path).feeds[-1] == imported[1]


def test_feeds_are_not_imported_into_a_broken_file(tmp_path: Path) -> None:
    path = folder(tmp_path, feeds="[[feed]\n") / "feeds.toml"
    with pytest.raises(ConfigError, match=r"feeds\.toml, line 1"):
        feeds.add_feeds(path, [Feed("https://c.example/feed")])
    assert path.read_text("utf-8") == "[[feed]\n"


def test_the_files_of_the_project_have_no_fault() -> None:
    declared = files.load(CHECKOUT / "config")
    assert len(declared.actors) >= 30
    assert {feed.language for feed in declared.feeds} >= {"en", "ar", "fr", "ru", "tr"}
    assert declared.teams == ()


def test_every_followed_actor_is_spelt_in_three_scripts() -> None:
    for actor in files.load(CHECKOUT / "config").actors:
        scripts = overview.by_script(alias.text for alias in actor.aliases)
        assert {"Latin", "Arabic", "Cyrillic"} <= scripts.keys(), actor.id


def test_the_example_team_is_sound_once_its_marks_are_off(tmp_path: Path) -> None:
    lines = (CHECKOUT / "config" / "teams.toml").read_text("utf-8").split("\n\n", 1)[1].split("\n")
    config = CHECKOUT / "config"
    sources = {name: (config / f"{name}.toml").read_text("utf-8") for name in ("actors", "feeds")}
    declared = files.load(folder(tmp_path, **sources, teams="\n".join(line.removeprefix("# ") for line in lines)))
    assert [team.name for team in declared.teams] == ["Libya desk"]


def test_check_shows_spellings_by_script_feeds_and_teams(tmp_path: Path) -> None:
    text = overview.describe(files.load(folder(tmp_path)), ())
    assert "Actors: 1 (1 people, 0 organisations)" in text
    assert "Latin: Khalifa Haftar, LNA chief (in context)" in text
    assert "Arabic: حفتر" in text
    assert "A feed https://a.example/feed (pt, libya, every 5m)" in text
    assert "Libya desk: channel 200" in text


def test_every_key_of_the_catalogue_is_documented() -> None:
    documented = (CHECKOUT / "docs" / "configuration.md").read_text("utf-8")
    for key in (*actors.KEYS, *actors.NAME_KEYS, *feeds.KEYS, *teams.KEYS):
        assert f"`{key}`" in documented, key


def test_what_an_index_of_the_archive_would_not_take_is_a_fault(tmp_path: Path) -> None:
    feed = f'[[feed]]\nurl = "https://a.example/{"x" * 2_000}"\n'
    team = TEAMS.replace("Libya desk", "Desk" * 50)
    faults = [str(fault) for fault in files.read(folder(tmp_path, feeds=FEEDS + feed, teams=team)).faults]
    assert ["at most 100 letters" in faults[1], "more than 2,000 letters" in faults[0]] == [True, True], faults
