"""`actorwatch init DIR`: a first folder of configuration that works as it is, and never over somebody's files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.__main__ import main
from config import settings
from watchers.catalogue import actors, feeds, files, teams

CONFIGURATION = Path(settings.__file__)
VARIABLES = set(re.findall(r'"(DISCORD_TOKEN|ACTORWATCH_[A-Z_]+)"', CONFIGURATION.read_text("utf-8")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "first desk"
    assert main(["init", str(path)]) == 0
    return path


def test_check_accepts_the_folder_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACTORWATCH_CONFIG_DIR", str(folder))
    assert main(["check"]) == 0
    assert capsys.readouterr().err == ""


def test_it_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "first desk"
    main(["init", str(folder)])
    output = capsys.readouterr().out
    assert f"export ACTORWATCH_CONFIG_DIR='{folder}'" in output
    names = [path.name for path in folder.iterdir()]
    assert names and not [name for name in names if name not in output]


def test_nothing_is_written_where_one_of_the_files_is_there_already(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "teams.toml").write_text("# ours\n", "utf-8")
    assert main(["init", str(tmp_path)]) == 1
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("teams.toml", "# ours\n")]
    (complaint,) = capsys.readouterr().err.splitlines()
    assert "teams.toml is there already" in complaint


def test_a_file_of_that_name_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "desk").write_text("", "utf-8")
    assert main(["init", str(tmp_path / "desk")]) == 1
    assert "is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("actors.toml", (*actors.KEYS, *actors.NAME_KEYS)),
        ("feeds.toml", feeds.KEYS),
        ("teams.toml", teams.KEYS),
        ("env.example", sorted(VARIABLES - {"ACTORWATCH_CONFIG_DIR"})),  # it is in the folder that this one names
    ],
)
def test_the_comments_explain_every_key(name: str, keys: Sequence[str], folder: Path) -> None:
    text = (folder / name).read_text("utf-8")
    assert [key for key in keys if not re.search(rf"\b{key}\b", text)] == []


def test_the_example_team_is_sound_once_its_marks_are_off(folder: Path) -> None:
    _, example = (folder / "teams.toml").read_text("utf-8").split("\n\n", 1)
    (folder / "teams.toml").write_text(example.replace("# ", "", 1).replace("\n# ", "\n"), "utf-8")
    (team,) = files.load(folder).teams
    assert team.name == "Courts desk"


def test_the_example_environment_changes_nothing_until_its_marks_are_off(folder: Path, tmp_path: Path) -> None:
    example = (folder / "env.example").read_text("utf-8")
    (folder / "seeds").mkdir()
    environment = {"ACTORWATCH_CONFIG_DIR": str(folder)}
    before = settings.load(environment, tmp_path)
    (folder / ".env").write_text(example, "utf-8")
    assert settings.load(environment, tmp_path) == before
    (folder / ".env").write_text(re.sub(r"^# (?=[A-Z_]+=)", "", example, flags=re.MULTILINE), "utf-8")
    assert settings.load(environment, tmp_path).discord_token == "your-token"
