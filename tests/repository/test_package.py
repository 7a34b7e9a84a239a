"""The program as an installed package: nothing of a checkout is needed, and every file travels with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from config.settings import CHECKOUT

FOLDERS = ("bot", "config", "seeds", "watchers")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that `pip install .` makes, built from a copy so that the checkout stays clean."""
    source = tmp_path_factory.mktemp("source")
    for name in FOLDERS:
        shutil.copytree(CHECKOUT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, source)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-index", "--no-deps")
    subprocess.run((*pip, "--no-build-isolation", "--wheel-dir", source / "dist", source), check=True)
    (built,) = (source / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was unpacked, which is how a wheel of plain Python is installed."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(folder)
    return folder


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Runs a verb of the installed program in an empty folder, for a user whose home is empty."""
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ACTORWATCH_", "DISCORD_"))}
    environment = kept | {"HOME": str(home), "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("XDG_DATA_HOME", None)

    def ended(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", "bot", *arguments)
        return subprocess.run(
            command, cwd=elsewhere, env=environment | variables, input=stdin, capture_output=True, text=True
        )

    return ended


def files_of(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in paths}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_wheel_has_every_file_of_the_source(name: str, installed: Path) -> None:
    assert files_of(CHECKOUT / name) == files_of(installed / name)


def test_an_installed_program_finds_its_own_files(run: Run) -> None:
    checked = run("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "Khalifa Haftar" in checked.stdout


def test_an_installed_program_without_settings_shows_the_samples(run: Run, installed: Path, tmp_path: Path) -> None:
    before = files_of(installed)
    shown = run("run", stdin="/actor Haftar\n")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "SAMPLE" in shown.stdout and "Hifter" in shown.stdout
    data = {path.parent for path in (tmp_path / "home").rglob("*.sqlite3")}
    platform = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    assert data == {tmp_path / "home" / platform / "actorwatch" / "sample"}
    assert files_of(installed) == before


def test_feeds_are_not_imported_into_the_installed_program(run: Run, installed: Path, tmp_path: Path) -> None:
    outlines = tmp_path / "list.opml"
    outlines.write_text('<opml><body><outline xmlUrl="https://a.example/feed"/></body></opml>', "utf-8")
    refused = run("feeds", "import", str(outlines))
    assert refused.returncode == 1
    assert "actorwatch init DIR" in refused.stderr and len(refused.stderr.splitlines()) == 1
    assert (installed / "config" / "feeds.toml").read_text("utf-8") == (CHECKOUT / "config" / "feeds.toml").read_text(
        "utf-8"
    )


def test_an_installed_program_writes_a_first_configuration_and_checks_it(run: Run, tmp_path: Path) -> None:
    context = tmp_path / "desk"
    assert run("init", str(context)).returncode == 0
    checked = run("check", ACTORWATCH_CONFIG_DIR=str(context))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "International Criminal Court" in checked.stdout
