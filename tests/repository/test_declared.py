"""What is declared is what is imported, and the locks hold all of it."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.test_layers import FILES, ROOT, TOPS, imports_of

PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
RUNNING: list[str] = tomllib.loads(PROJECT)["project"]["dependencies"]
POSTGRES: list[str] = tomllib.loads(PROJECT)["project"]["optional-dependencies"]["postgres"]
LOCKS = [ROOT / f"requirements{part}.lock" for part in ("", "-postgres", "-dev", "-mutate")]


def normalized(requirement: str) -> str:
    """The distribution that a requirement names, as package indexes spell it: `SQLAlchemy>=2.0` -> `sqlalchemy`."""
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def imported() -> set[str]:
    """The distributions whose modules the program imports anywhere, functions included."""
    providers = packages_distributions()
    modules = {name.split(".")[0] for path in FILES for name in imports_of(path)}
    outside = modules - set(TOPS) - sys.stdlib_module_names
    return {normalized(provider) for module in outside for provider in providers[module]}


IMPORTED = imported()


def explained(requirement: str) -> bool:
    """Whether its line in pyproject.toml ends with a comment that says what it is for."""
    return re.search(rf'"{re.escape(requirement)}", # \w', PROJECT) is not None


def pins(lock: Path) -> dict[str, str]:
    """The version of each distribution in a lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))


def test_what_is_imported_is_declared() -> None:
    assert {normalized(each) for each in (*RUNNING, *POSTGRES)} >= IMPORTED


def test_what_nothing_imports_says_why_it_is_needed() -> None:
    needed_by_others = [each for each in RUNNING if normalized(each) not in IMPORTED]
    assert [each for each in needed_by_others if not explained(each)] == []


def test_the_extra_holds_what_only_postgresql_needs() -> None:
    assert {normalized(each) for each in POSTGRES} == {"procrastinate", "psycopg"}


@pytest.mark.parametrize(("smaller", "larger"), list(pairwise(LOCKS)), ids=["postgres", "dev", "mutate"])
def test_a_lock_holds_the_smaller_one_with_its_versions(smaller: Path, larger: Path) -> None:
    assert pins(smaller).items() < pins(larger).items()


def test_the_locks_hold_what_is_declared_and_the_build_backend() -> None:
    build = tomllib.loads(PROJECT)["build-system"]["requires"]
    assert {normalized(each) for each in (*RUNNING, *build)} <= pins(LOCKS[0]).keys()
    assert {normalized(each) for each in POSTGRES} <= pins(LOCKS[1]).keys() - pins(LOCKS[0]).keys()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text("utf-8")


@pytest.mark.parametrize("verb", ["worker", "status", "run --once"])
def test_without_the_extra_an_address_of_postgresql_says_how_to_get_it(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # importing it fails now
    monkeypatch.setenv("ACTORWATCH_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ACTORWATCH_CONFIG_DIR", str(ROOT / "config"))
    monkeypatch.setenv("ACTORWATCH_DATABASE_URL", "postgresql://user:secret@127.0.0.1:9/archive")
    assert main(verb.split()) == 1
    said = capsys.readouterr().err
    assert said.startswith("actorwatch: ACTORWATCH_DATABASE_URL: PostgreSQL needs what is not installed:")
    assert "make install EXTRAS=postgres" in said and said.count("\n") == 1


def test_without_the_extra_sqlite_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for driver in ("psycopg", "procrastinate"):
        monkeypatch.setitem(sys.modules, driver, None)
    monkeypatch.setenv("ACTORWATCH_DATA_DIR", str(tmp_path))
    assert main(["status"]) == 0
