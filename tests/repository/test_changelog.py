"""CHANGELOG.md by version: what is unreleased on top, and the newest release is the one that pyproject.toml names."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise

from tests.test_layers import ROOT

HEADINGS = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
RELEASES = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) - (\d{4}-\d\d-\d\d)", heading) for heading in HEADINGS[1:]]
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_what_is_unreleased_stands_on_top_and_every_release_has_its_date() -> None:
    assert HEADINGS[0] == "Unreleased"
    assert all(RELEASES), HEADINGS
    assert all(date.fromisoformat(release[4]) for release in RELEASES if release)


def test_the_newest_release_is_the_version_of_the_project() -> None:
    newest = RELEASES[0]
    assert newest is not None
    assert ".".join(newest.groups()[:3]) == VERSION


def test_releases_stand_newest_first() -> None:
    versions = [tuple(map(int, release.groups()[:3])) for release in RELEASES if release]
    assert all(newer > older for newer, older in pairwise(versions))
