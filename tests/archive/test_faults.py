"""Which errors mean that the archive cannot be used, and which are about what was to be written."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

import psycopg
import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from tests.archive.test_long_values import LONG
from watchers.archive import Database, errors, schema


def test_a_row_that_breaks_a_rule_does_not_make_the_archive_unusable(archive: Database) -> None:
    with pytest.raises(DBAPIError) as refused, archive.write() as connection:
        for _ in range(2):
            connection.execute(insert(schema.copied), {"subject": 1, "article": 1})
    assert not errors.concerns_archive(refused.value)


def test_a_row_that_is_too_large_does_not_make_the_archive_unusable(archive: Database) -> None:
    with suppress(DBAPIError), archive.write() as connection:
        try:
            connection.execute(text("INSERT INTO meta (key, value) VALUES (:key, 'x')"), {"key": LONG})
        except DBAPIError as refused:  # on PostgreSQL alone, whose driver calls it operational
            assert isinstance(refused.orig, psycopg.OperationalError)
            assert not errors.concerns_archive(refused)
            raise


@pytest.mark.parametrize(
    "error",
    [
        psycopg.errors.AdminShutdown("terminating connection"),
        psycopg.errors.TooManyConnections("sorry"),
        psycopg.OperationalError("the connection is lost"),
        psycopg.InterfaceError("the connection is closed"),
        psycopg.errors.DiskFull("no space left"),
        psycopg.errors.LockNotAvailable("canceling statement"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_server_that_is_away_or_at_its_end_is_no_fault_of_a_row(error: psycopg.Error) -> None:
    assert errors.concerns_archive(error)
    assert errors.concerns_archive(DBAPIError("SELECT 1", {}, error))


def test_a_statement_that_the_driver_cannot_send_is_a_fault_of_the_programs_own() -> None:
    odd = psycopg.ProgrammingError("cannot adapt type 'set'")
    assert not errors.concerns_archive(DBAPIError("SELECT %(it)s", {}, odd))
    assert errors.concerns_archive(psycopg.ProgrammingError("missing = after host"))
    assert not errors.concerns_archive(sqlite3.ProgrammingError("type 'set' is not supported"))
