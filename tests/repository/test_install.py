"""`make` sets up what it needs from the locks, whatever the index offers besides, and says what went wrong.

Two tests install for real: with the pip that the Python brings, from a folder of wheels that stands for the index. In
the others a program that answers as Python does stands for it, since each environment takes seconds to make.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.settings import CHECKOUT
from tests.support import case_files

FAULTS: Mapping[str, Mapping[str, str]] = case_files.load("install_faults.toml")
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
import shutil

def build_editable(folder, config_settings=None, metadata_directory=None):
    return shutil.copy("actorwatch-1-py3-none-any.whl", folder).rpartition("/")[2]
"""
PYTHON = r"""#!/bin/sh
case "$*" in
"-m venv "*)
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
    printf '#!/bin/sh\necho "actorwatch $1"\n' >"$3/bin/actorwatch" && chmod +x "$3/bin/actorwatch" ;;
"-m pip "*)
    echo "$*" >>calls
    [ ! -f says ] || cat says
    [ ! -f code ] ;;
*print*) cat version ;;
*) [ "$(cat version)" != 3.9 ] ;;
esac
"""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with the project's own Makefile and recipe, and locks of its own."""

    folder: Path
    python: str

    def make(self, goal: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run make as in a new shell, without any setting of pip's."""
        mine = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PIP_CONFIG_FILE": os.devnull}
        return subprocess.run(
            ["make", "--silent", goal, f"PYTHON={self.python}"],
            cwd=self.folder,
            env=mine | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def calls(self) -> list[str]:
        """What pip was asked since the last time."""
        path = self.folder / "calls"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    (tmp_path / "scripts").mkdir()
    for name in ("Makefile", "scripts/install"):
        shutil.copy(CHECKOUT / name, tmp_path / name)
    made = Checkout(tmp_path, sys.executable)
    made.write("pyproject.toml", PROJECT)
    return made


@pytest.fixture
def quick(checkout: Checkout) -> Checkout:
    """One whose Python and pip only say that they have done what was asked."""
    checkout.write("python", PYTHON)
    (checkout.folder / "python").chmod(0o755)
    checkout.write("version", "3.11")
    for part in ("", "-postgres", "-dev"):
        checkout.write(f"requirements{part}.lock", f"thing{part}==1\n")
    return Checkout(checkout.folder, "./python")


@dataclass(frozen=True, slots=True)
class Index:
    """A folder of wheels, as pip reads one instead of an index."""

    folder: Path

    def add(self, name: str, version: str, *metadata: str, entry_points: str = "") -> str:
        """Put a wheel there; gives its line for a lock."""
        path = self.folder / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + "".join(f"{line}\n" for line in metadata)
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"{name}.py", f'VERSION = "{version}"\n\ndef main():\n    print("{name}", VERSION)\n')
            wheel.writestr(f"{info}/METADATA", head)
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/entry_points.txt", entry_points)
            wheel.writestr(f"{info}/RECORD", "")
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def index(checkout: Checkout) -> Index:
    """One that offers the program, what it needs, and a newer version of that, which nobody locked."""
    here = Index(checkout.folder / "index")
    here.folder.mkdir()
    entry = "[console_scripts]\nactorwatch = actorwatch:main\n"
    Index(checkout.folder).add("actorwatch", "1", "Requires-Dist: measure", entry_points=entry)
    checkout.write("backend.py", BACKEND)
    here.add("measure", "2", "Provides-Extra: colour")
    measure = here.add("measure", "1", "Provides-Extra: colour")
    report = here.add("report", "1", "Requires-Dist: measure[colour]")
    checkout.write("requirements.lock", measure + report)
    checkout.write("requirements-dev.lock", measure + report + here.add("trial", "1"))
    return here


def test_what_is_locked_is_installed_although_the_index_offers_newer_versions(checkout: Checkout, index: Index) -> None:
    (checkout.folder / ".venv" / "bin").mkdir(parents=True)  # what a killed start left
    offline = {"PIP_NO_INDEX": "1"}
    started = checkout.make("run", **offline, PIP_FIND_LINKS=str(index.folder))
    assert (started.returncode, started.stdout) == (0, "actorwatch 1\n"), started.stderr
    assert all(line.startswith("actorwatch: ") for line in started.stderr.splitlines())
    assert "unfinished" in started.stderr and "installed 2 packages" in started.stderr
    assert checkout.make("run", **offline).stderr == ""

    assert checkout.make("development", **offline, PIP_FIND_LINKS=str(index.folder)).returncode == 0
    command = [str(checkout.folder / ".venv/bin/python"), "-c", "import measure, trial; print(measure.VERSION)"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "1\n"


def test_a_lock_that_lacks_what_a_package_needs_is_refused(checkout: Checkout, index: Index) -> None:
    checkout.write("requirements.lock", index.add("other", "1"))
    ended = checkout.make("run", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(index.folder))
    assert ended.returncode == 2 and ended.stdout == ""
    assert "the locks do not fit together or lack something" in ended.stderr
    assert "actorwatch 1 requires measure, which is not installed" in ended.stderr


def test_what_is_installed_is_left_alone(quick: Checkout) -> None:
    assert quick.make("run").stdout == "actorwatch run\n"
    assert len(quick.calls()) == 3
    again = quick.make("run")
    assert (again.stdout, again.stderr, quick.calls()) == ("actorwatch run\n", "", [])


def test_running_installs_only_what_running_needs(quick: Checkout) -> None:
    assert quick.make("run").returncode == 0
    assert quick.calls()[0].endswith("-r requirements.lock")
    assert quick.make("worker").stdout == "actorwatch worker\n"
    assert quick.calls()[0].endswith("-r requirements-postgres.lock -r requirements.lock")


def test_an_extra_can_be_asked_for_and_is_kept_when_the_locks_change(quick: Checkout) -> None:
    quick.make("install", EXTRAS="postgres")
    quick.calls()
    quick.write("requirements.lock", "thing==2\n")
    assert quick.make("run").returncode == 0
    assert quick.calls()[0].endswith("-r requirements-postgres.lock -r requirements.lock")


def test_an_unknown_extra_is_named(quick: Checkout) -> None:
    assert "there is no requirements-oracle.lock" in quick.make("install", EXTRAS="oracle").stderr


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_failure_says_what_is_wrong_and_the_next_start_mends_it(quick: Checkout, fault: Mapping[str, str]) -> None:
    quick.write("says", fault["says"])
    quick.write("code", "")
    failed = quick.make("run")
    sentence = failed.stderr.splitlines()[2]
    assert sentence == f"actorwatch: installing failed; {fault['sentence']}, then run make again"
    assert failed.returncode == 2 and failed.stdout == ""
    (quick.folder / "code").unlink()
    assert quick.make("run").stdout == "actorwatch run\n"


def test_what_ran_before_still_runs_when_nothing_new_can_be_fetched(quick: Checkout) -> None:
    quick.make("run")
    quick.write("code", "")
    quick.write("says", "ERROR: No matching distribution found for thing-dev==1\n")
    assert quick.make("test").returncode == 2
    quick.calls()
    assert quick.make("run").stdout == "actorwatch run\n" and quick.calls() == []


def test_an_installation_that_was_cut_off_is_begun_anew(quick: Checkout) -> None:
    quick.make("run")
    quick.write("code", "")
    quick.write("says", "Installing collected packages: thing-dev\n")
    quick.make("test")
    (quick.folder / "code").unlink()
    assert "unfinished" in quick.make("run").stderr


def test_an_environment_of_another_python_is_made_anew(quick: Checkout) -> None:
    quick.make("run")
    quick.write("version", "3.12")
    again = quick.make("run")
    assert "made anew" in again.stderr and "making .venv with Python 3.12" in again.stderr
    assert again.stdout == "actorwatch run\n"


def test_an_environment_whose_python_is_gone_is_made_anew(quick: Checkout) -> None:
    quick.make("run")
    (quick.folder / ".venv/bin/python").unlink()
    assert quick.make("run").stdout == "actorwatch run\n"


def test_an_environment_that_was_moved_with_its_folder_is_made_anew(quick: Checkout, tmp_path: Path) -> None:
    quick.make("run")
    elsewhere = quick.folder.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    assert "made anew" in Checkout(elsewhere, quick.python).make("run").stderr


@pytest.mark.parametrize(
    ("python", "version", "sentence"),
    [
        ("./python", "3.9", "./python is Python 3.9, and 3.11 is needed: install it, or name one: make PYTHON="),
        ("./nowhere", "3.11", "there is no ./nowhere: install Python 3.11 or newer, or name one: make PYTHON="),
    ],
)
def test_a_python_that_will_not_do_is_named(quick: Checkout, python: str, version: str, sentence: str) -> None:
    quick.write("version", version)
    ended = Checkout(quick.folder, python).make("run")
    assert ended.returncode == 2 and ended.stderr.startswith(f"actorwatch: {sentence}")
