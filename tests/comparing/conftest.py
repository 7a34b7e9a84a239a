"""A desk whose archive is empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.archives import new_sqlite
from tests.support.comparing import Desk
from watchers.batch.document_archive import DocumentArchive


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database = new_sqlite(tmp_path / "documents.db")
    with database.write() as connection:
        yield Desk(DocumentArchive(connection))
    database.close()
