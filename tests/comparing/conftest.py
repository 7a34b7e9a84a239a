"""A desk whose archive is empty."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.comparing import Desk
from watchers.archive import Database
from watchers.batch.document_archive import DocumentArchive


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "documents.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.write() as connection:
        yield Desk(DocumentArchive(connection))
    database.close()
