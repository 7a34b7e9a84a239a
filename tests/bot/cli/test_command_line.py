"""The command line as scripts use it: exit codes, one JSON document on stdout, one sentence on stderr."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.__main__ import main
from bot.cli.arguments import COMPARE_HELP, EPILOG, MATCH_HELP
from config.settings import CHECKOUT
from tests.support.recording import NOW, article, record
from watchers.archive import Database, catalogue, schema, stories
from watchers.lookups.answers import ChangeView, Perhaps, StatusAnswer, Step, StoryAnswer, StoryArticle, WhyAnswer
from watchers.model import Actor, Alias, Change

ACTORS = """
[[actor]]
id = "khalifa-haftar"
name = "Khalifa Haftar"
kind = "person"
names = ["Khalifa Haftar", "Haftar"]
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ended]


def configured(path: Path) -> Path:
    """A configuration of one actor, without feeds and teams."""
    config = path / "config"
    config.mkdir()
    (config / "actors.toml").write_text(ACTORS, "utf-8")
    return config


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the program has filled with the catalogue and the seeds, to be copied."""
    path = tmp_path_factory.mktemp("recorded")
    with pytest.MonkeyPatch.context() as patch:
        _point_to(path, configured(path), patch)
        assert main(["status"]) == 0
    return path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return configured(tmp_path)


@pytest.fixture
def run_first(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb, the first one on a new machine."""
    _point_to(tmp_path, folder, monkeypatch)
    monkeypatch.chdir(tmp_path)

    def started(*arguments: str, stdin: str = "") -> Ended:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse's own way to say usage
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return started


@pytest.fixture
def run(tmp_path: Path, recorded: Path, run_first: Run) -> Run:
    """Runs a verb where the program ran before."""
    shutil.copytree(recorded, tmp_path / "data")
    return run_first


def _point_to(path: Path, config: Path, patch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "ACTORWATCH_DATABASE_URL"):
        patch.delenv(name, raising=False)
    patch.setenv("ACTORWATCH_CONFIG_DIR", str(config))
    patch.setenv("ACTORWATCH_DATA_DIR", str(path / "data"))


# ---------------------------------------------------------------- look-ups


def test_a_look_up_on_an_empty_data_folder_loads_the_catalogue_and_the_seeds_with_their_meaning_first(
    run_first: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTORWATCH_MEANING", "use")
    ended = run_first("actor", "Hifter", "--json")
    assert ended.code == 0
    answer = json.loads(ended.out)
    assert answer["actor"] == {"id": "khalifa-haftar", "name": "Khalifa Haftar", "kind": "person"}
    assert (answer["articles"], answer["independent"]) == (5, 4)
    database = Database(f"sqlite:///{tmp_path / 'data' / 'actorwatch.sqlite3'}")
    with database.read() as archive:
        assert archive.scalar(select(func.count()).select_from(schema.vector)) == 5
    database.close()


def test_the_json_of_an_actor_has_the_public_keys_and_no_others(run: Run) -> None:
    answer = json.loads(run("actor", "Haftar", "--json").out)
    assert list(answer) == [
        "actor", "spellings", "articles", "independent", "copies", "events", "with", "recent", "coverage",
        "volume",
    ]  # fmt: skip
    assert set(answer["events"][0]) == {"date", "precision", "basis", "text", "articles"}
    assert set(answer["recent"][0]) == {"story", "title", "url", "published", "novelty", "reason"}
    assert set(answer["coverage"]) == {"feeds", "reached", "silent", "languages"}
    assert set(answer["volume"]) == {
        "days", "since", "week", "weeks", "usual", "least", "most", "verdict", "reason", "joined", "named", "copies",
    }  # fmt: skip


def test_where_no_feed_was_read_nothing_is_said_of_the_volume(run: Run) -> None:
    volume = json.loads(run("actor", "Haftar", "--json").out)["volume"]
    assert (volume["days"], volume["since"], volume["usual"], volume["verdict"]) == ([], None, None, "unknown")
    assert "last 7 days" not in run("actor", "Haftar").out


def test_the_json_of_the_status_has_the_public_keys(run: Run) -> None:
    answer = json.loads(run("status", "--json").out)
    assert set(answer) == {"deliveries", "feeds", "version", "set_aside"}
    assert set(answer["deliveries"]) == {"delivered", "late", "repeated", "lost", "waiting"}
    assert set(answer["feeds"]) == {"reached", "failing", "silent"}


@pytest.mark.parametrize(
    "answer", [StoryAnswer, StoryArticle, ChangeView, Change, Step, Perhaps, StatusAnswer, WhyAnswer]
)
def test_the_help_names_every_key_of_an_answer(answer: type[Any]) -> None:
    assert not [field.name for field in fields(answer) if f'"{field.name}"' not in EPILOG]


@pytest.mark.parametrize(
    ("keys", "described"),
    [
        ("id mentions salience central reason evidence", MATCH_HELP),
        ("id story copy_of containment novelty reason nearest adds changes perhaps", COMPARE_HELP),
    ],
)
def test_the_help_names_every_key_of_a_batch(keys: str, described: str) -> None:
    assert not [key for key in keys.split() if f'"{key}"' not in described]


def test_a_timeline_keeps_to_the_dates_asked_for(run: Run) -> None:
    dates = [
        event["date"] for event in json.loads(run("timeline", "Haftar", "--since", "2018", "--json").out)["events"]
    ]
    assert dates
    assert min(dates) >= "2018"


def test_a_story_and_the_reason_it_was_judged_so_are_found_by_the_id_of_an_article(run: Run) -> None:
    copy = "001_500548fe24c43782.txt"
    story = json.loads(run("story", copy, "--json").out)
    (article,) = (entry for entry in story["articles"] if entry["source"]["id"] == copy)
    assert article["copy_of"] == "000_87236d8818283d6d.txt"
    assert set(article["difference"]) == {"headline", "adds", "leaves_out", "changes", "kept", "sentences", "whole"}
    assert article["difference"]["adds"] and all(passage["note"] for passage in article["difference"]["adds"])
    assert json.loads(run("why", copy, "--json").out)["story"] == story["id"]


def test_a_search_finds_a_phrase(run: Run) -> None:
    hits = json.loads(run("search", "aircraft carrier", "--json").out)["hits"]
    assert "002_6b71cab0791ee481.txt" in {hit["source"]["id"] for hit in hits}


def test_an_address_that_no_feed_carried_is_explained(run: Run) -> None:
    answer = json.loads(run("whynot", "https://nowhere.example/a", "--json").out)
    assert answer["stopped_at"] == "feed"


@pytest.mark.parametrize("verb", [("actor", "Haftar"), ("timeline", "Haftar"), ("status",), ("search", "Moscow")])
def test_without_json_an_answer_is_text_for_people(run: Run, verb: tuple[str, ...]) -> None:
    ended = run(*verb)
    assert ended.code == 0
    assert ended.out.strip()
    assert not ended.out.lstrip().startswith("{")


# ---------------------------------------------------------------- what goes wrong


def test_an_unknown_actor_is_one_sentence_and_exit_1(run: Run) -> None:
    ended = run("actor", "Nobody Atall", "--json")
    assert (ended.code, ended.out) == (1, "")
    assert "nobody called 'Nobody Atall' is tracked" in ended.err


def test_a_misspelt_actor_is_answered_with_the_nearest_name(run: Run) -> None:
    ended = run("actor", "Khalofo Haftarson")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("did you mean Khalifa Haftar?\n")


def test_what_analysts_decided_is_exported_as_pairs(run: Run, tmp_path: Path) -> None:
    assert run("stories", "export").out == ""
    database = Database(f"sqlite:///{tmp_path / 'data' / 'actorwatch.sqlite3'}")
    with database.write() as archive:
        ids = [record(archive, article(title, day="2026-02-28")).article.id for title in ("Cranes", "رافعات")]
    with database.write("100") as archive:
        stories.tell_apart(archive, ids[0], ids[1], "Ann (7)", NOW)
    database.close()
    (line,) = run("stories", "export").out.splitlines()
    pair = json.loads(line)
    assert {name: pair[name] for name in ("same", "by", "at", "server")} == {
        "same": False, "by": "Ann (7)", "at": "2026-03-01T12:00:00Z", "server": "100",
    }  # fmt: skip
    first, second = pair["articles"]
    assert (first["id"], second["id"], second["title"]) == (*ids, "رافعات")
    assert (first["language"], first["published"], first["first_seen"]) == ("en", "2026-02-28", "2026-03-01T12:00:00Z")


@pytest.mark.parametrize("arguments", [(), ("dance",), ("story",), ("feeds", "dance")])
def test_a_wrong_word_is_usage_and_exit_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 2


@pytest.mark.parametrize("what", ["story", "why"])
def test_an_unknown_id_is_exit_1(run: Run, what: str) -> None:
    ended = run(what, "999999")
    assert ended.code == 1
    assert "999999" in ended.err


def test_a_date_that_is_none_is_exit_1_and_says_how_to_write_one(run: Run) -> None:
    ended = run("timeline", "Haftar", "--since", "yesterday")
    assert ended.code == 1
    assert "YYYY-MM-DD" in ended.err


def test_a_broken_catalogue_is_named_with_file_and_line(run: Run, folder: Path) -> None:
    (folder / "actors.toml").write_text(ACTORS + '\n[[actor]]\nid = "x"\nkind = "robot"\nname = "X Y"\n', "utf-8")
    checked = run("check")
    assert checked.code == 1
    assert "actors.toml, line 10" in checked.err
    assert run("actor", "Haftar").code == 1


def test_a_bad_setting_names_the_variable_and_the_value(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTORWATCH_POLL_INTERVAL", "often")
    ended = run("status")
    assert ended.code == 1
    assert "ACTORWATCH_POLL_INTERVAL" in ended.err
    assert "'often'" in ended.err


def test_a_database_that_cannot_be_reached_is_exit_3_without_its_password(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTORWATCH_DATABASE_URL", "postgresql://desk:hunter2@127.0.0.1:9/none")
    ended = run("status")
    assert ended.code == 3
    assert "hunter2" not in ended.err + ended.out
    assert len(ended.err.strip().splitlines()) == 1


def test_an_option_that_no_database_knows_is_exit_3_and_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTORWATCH_DATABASE_URL", "postgresql://desk:hunter2@127.0.0.1:9/none?colour=red")
    ended = run("status")
    assert ended.code == 3
    assert "colour" in ended.err and "hunter2" not in ended.err
    assert len(ended.err.strip().splitlines()) == 1


@pytest.mark.parametrize("verb", [("status",), ("db", "upgrade")])
def test_a_data_folder_that_cannot_be_made_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ACTORWATCH_DATA_DIR", str(tmp_path / "file" / "data"))
    ended = run(*verb)
    assert ended.code == 1
    assert "ACTORWATCH_DATA_DIR" in ended.err
    assert len(ended.err.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["actors.toml", "feeds.toml", "teams.toml"])
def test_a_folder_in_the_place_of_a_file_is_one_sentence(run: Run, folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    ended = run("status", "--json")
    assert (ended.code, ended.out) == (1, "")
    assert name in ended.err
    assert len(ended.err.strip().splitlines()) == 1


@pytest.mark.parametrize("address", ["", "nowhere", "ftp://nowhere.example/a"])
def test_what_is_no_address_was_not_refused_by_any_stage(run: Run, address: str) -> None:
    ended = run("whynot", address)
    assert ended.code == 1
    assert "is no address" in ended.err


def test_workers_need_postgresql(run: Run) -> None:
    ended = run("worker")
    assert ended.code == 1
    assert "PostgreSQL" in ended.err


# ---------------------------------------------------------------- batches


def lines(*documents: object) -> str:
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


DOCUMENT = {"id": "a", "title": "", "text": "Khalifa Haftar arrived on 14 August 2017.", "published": "2017-08-20"}


def test_match_gives_spans_of_the_given_field(run: Run) -> None:
    ended = run("match", stdin=lines(DOCUMENT))
    assert ended.code == 0
    (row,) = ended.rows
    (mention,) = row["mentions"]
    assert DOCUMENT["text"][mention["start"] : mention["end"]] == mention["surface"] == "Khalifa Haftar"
    assert set(mention) >= {"actor", "field", "start", "end", "surface", "rule", "confidence"}


def test_a_bad_line_gives_an_error_and_the_rest_goes_on(run: Run) -> None:
    for verb in (("match",), ("compare",), ("timeline", "--from-stdin", "Haftar")):
        ended = run(*verb, stdin="{nonsense\n" + lines({"title": "without id"}, DOCUMENT))
        assert ended.code == 1
        assert sum("error" in row for row in ended.rows) == 2
        named = "articles" if verb[0] == "timeline" else "id"
        assert [row[named] for row in ended.rows if "error" not in row] == [["a"] if verb[0] == "timeline" else "a"]


def test_compare_knows_a_copy_and_the_seed_corpus(run: Run) -> None:
    text = "The harbour master of the small town opened the new quay on Monday. " * 3 + "Boats whistled for an hour."
    first, second = {"id": "a", "title": "Quay", "text": text}, {"id": "b", "title": "A quay", "text": text}
    rows = run("compare", stdin=lines(first, second)).rows
    assert [row["story"] for row in rows] == ["a", "a"]
    assert [row["copy_of"] for row in rows] == [None, "a"]
    seed = (CHECKOUT / "seeds" / "003_5e47b088289c2b92.txt").read_text("utf-8")
    (row,) = run("compare", "--baseline", stdin=lines({"id": "c", "title": "", "text": seed})).rows
    assert (row["copy_of"], row["novelty"]) == ("003_5e47b088289c2b92.txt", "in-baseline")


def test_a_timeline_from_stdin_needs_no_database(run_first: Run, tmp_path: Path) -> None:
    (row,) = run_first("timeline", "--from-stdin", "Haftar", stdin=lines(DOCUMENT)).rows
    assert (row["date"], row["precision"], row["basis"], row["articles"]) == ("2017-08-14", "day", "stated", ["a"])
    assert not (tmp_path / "data").exists()


def test_an_actor_file_without_any_actor_is_valid(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nobody.toml").write_text("# nobody\n", "utf-8")
    ended = run("match", "--actors", str(tmp_path / "nobody.toml"), stdin=lines(DOCUMENT))
    assert ended.rows == [{"id": "a", "mentions": [], "salience": {}}]


def test_feeds_parse_answers_a_line_a_file_and_goes_on_after_a_bad_one(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xml", tmp_path / "missing.xml"
    good.write_text("<rss><channel><title>T</title><item><title>One</title></item></channel></rss>", "utf-8")
    ended = run("feeds", "parse", str(bad), str(good))
    assert ended.code == 1
    assert [row["file"] for row in ended.rows] == [str(bad), str(good)]
    assert "error" in ended.rows[0]
    assert ended.rows[1]["title"] == "T"


def test_feeds_of_an_opml_file_are_added_once(run: Run, tmp_path: Path, folder: Path) -> None:
    outline = '<outline type="rss" text="News" xmlUrl="https://news.example/rss"/>'
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml version="2.0"><body>{outline}</body></opml>', "utf-8")
    assert run("feeds", "import", str(path)).code == 0
    assert run("feeds", "import", str(path)).code == 0
    assert (folder / "feeds.toml").read_text("utf-8").count("https://news.example/rss") == 1
    listed = json.loads(run("feeds", "list", "--json").out)
    assert [feed["url"] for feed in listed] == ["https://news.example/rss"]


def test_db_upgrade_makes_the_archive(run_first: Run, tmp_path: Path) -> None:
    assert run_first("db", "upgrade").code == 0
    assert list((tmp_path / "data").iterdir())


def test_the_second_program_on_an_archive_is_told_who_tells_and_ends(run: Run, tmp_path: Path) -> None:
    assert run("status").code == 0
    first = Database(f"sqlite:///{tmp_path / 'data' / 'actorwatch.sqlite3'}")
    first.tell_alone(datetime(2026, 3, 1, 12, tzinfo=UTC))
    second = run("run", "--once", "--console")
    assert (second.code, second.out) == (3, "")
    assert f"already (pid {os.getpid()} on " in second.err
    assert "since 2026-03-01 12:00:00 UTC): end it first" in second.err
    assert second.err.count("\n") == 1
    assert run("actor", "Haftar").code == 0
    first.close()
    assert run("run", "--once", "--console").code == 0


# ---------------------------------------------------------------- as a server sees it

SALMA = Actor("5-salma-idris", "Salma Idris", "person", (Alias("Salma Idris"),), guild="5")


def test_look_ups_show_what_is_everybodys_or_what_a_server_sees(run: Run, tmp_path: Path) -> None:
    assert run("status").code == 0
    archive = Database(f"sqlite:///{tmp_path / 'data' / 'actorwatch.sqlite3'}")
    with archive.write() as connection:
        catalogue.save_actor(connection, SALMA, datetime(2026, 3, 1, 12, tzinfo=UTC))
    archive.close()
    assert json.loads(run("actor", "Salma", "Idris", "--server", "5", "--json").out)["actor"]["id"] == SALMA.id
    nobody = run("actor", "Salma", "Idris")
    assert nobody.code == 1 and "nobody called 'Salma Idris' is tracked" in nobody.err
    unknown = run("actor", "Haftar", "--server", "6")
    assert (
        unknown.code == 1 and "--server 6: no server of that id has anything here; those that have are 5" in unknown.err
    )


def test_the_prompt_changes_what_is_everybodys_or_a_servers_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config" / "teams.toml").write_text('[[team]]\nname = "Desk"\nguild = "5"\nchannel = "50"\n', "utf-8")
    line = "/track list Idris\n/track add Salma Idris\n/track list Idris\n"
    shown = run("run", "--console", "--server", "5", stdin=line).out
    assert "Salma Idris is tracked now." in shown and "added here; change it with /track edit" in shown
    assert "nobody called 'Idris' is tracked" in run("run", "--console", stdin="/track list Idris\n").out
    assert "added at the terminal" in run("run", "--console", stdin="/track add Amal Idris\n/track list Idris\n").out
    assert "Amal Idris" in run("run", "--console", "--server", "5", stdin="/track list\n").out
    misplaced = run("run", "--server", "5")
    assert misplaced.code == 1 and "give --console as well" in misplaced.err
