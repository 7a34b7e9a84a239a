"""The architecture as a table: who may import what. This test is its document.

config <- watchers <- bot; one owner for each outside library; the decisions know no session, socket or clock.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

MAY_IMPORT = {  # package -> the packages of ours that it may import
    "config": {"config"},
    "watchers": {"config", "watchers"},
    "bot": {"config", "watchers", "bot"},
}

OWNERS = {  # outside library -> the only files that may import it
    "aiohttp": ("bot/discord/client.py", "bot/discord/sender.py"),
    "ahocorasick_rs": ("watchers/matching/name_tables.py",),
    "alembic": ("watchers/storage/*",),
    "apscheduler": ("watchers/polling/ticks.py",),
    "babel": ("watchers/places/gazetteer.py",),
    "chardet": ("watchers/parsing/charset.py",),
    "discord": ("bot/discord/client.py", "bot/commands/*", "bot/discord/sender.py"),
    "dotenv": ("config/settings.py",),
    "feedparser": ("watchers/parsing/parse.py",),
    "fontpkg": ("bot/discord/chart_png.py",),
    "httpcore": ("watchers/polling/fetch*.py",),
    "httpx": ("watchers/polling/fetch*.py",),
    "pebble": ("watchers/polling/worker_pool.py",),
    "procrastinate": ("watchers/polling/fleet.py",),
    "prompt_toolkit": ("bot/terminal/console.py",),
    "psycopg": ("watchers/storage/*",),
    "resvg_py": ("bot/discord/chart_png.py",),
    "rich": ("bot/terminal/console.py",),
    "sqlalchemy": ("watchers/storage/*",),
    "trafilatura": ("watchers/parsing/page_text.py",),
}

PURE = (  # modules that decide: they take values and `now`, and touch nothing
    "match", "sign", "compare", "novelty", "route", "digest", "schedule", "timeline", "dates", "body", "sentences",
    "furniture", "difference", "story_articles", "volume", "firsts", "recurrence", "tokens", "located",
)  # fmt: skip
EFFECTS = {"asyncio", "threading", "socket", "subprocess", "time", "random", "os", "sqlalchemy", "httpx", "logging"}


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file, as dotted names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


FILES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))
NAMED = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in FILES]


@pytest.mark.parametrize("path", NAMED)
def test_imports_point_one_way_config_watchers_bot(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imports_of(path)} & set(MAY_IMPORT)
    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", NAMED)
def test_one_file_owns_each_outside_library(path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    for library in {name.split(".")[0] for name in imports_of(path)} & set(OWNERS):
        assert any(fnmatch(here, owner) for owner in OWNERS[library]), f"{here} imports {library}"


@pytest.mark.parametrize("path", [p for p in FILES if p.relative_to(ROOT).parts[0] == "watchers" and p.stem in PURE])
def test_decisions_touch_neither_network_nor_clock_nor_database(path: Path) -> None:
    names = imports_of(path)
    assert not {name.split(".")[0] for name in names} & EFFECTS
    assert not any(name.startswith("watchers.archive") for name in names)


def test_watchers_know_nothing_of_discord() -> None:
    for path in FILES:
        if path.relative_to(ROOT).parts[0] == "watchers":
            assert not any(name.split(".")[0] == "discord" for name in imports_of(path))
