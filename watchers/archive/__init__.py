"""The archive: SQLite for one machine, PostgreSQL for many, one code for both.

Functions take a `Connection` first (from `Database.read()` or `Database.write()`), frozen values after it, and give
frozen values back. What a connection is made of is nobody else's business.

    engine       opens, upgrades, locks            dialect     where the two databases differ
    catalogue    actors, teams, feeds              feeds       what is polled, what is known of it
    articles     recorded, read, related           actors      what is known of an actor
    stories      what reports one development      search      full text in every script
    outbox       what is to be told, what was      status      counters, coverage, marks
    variants     unseen spellings under review    changes      what commands changed, to be undone
"""

from sqlalchemy import Connection

from watchers.archive.engine import Database, ServerView

__all__ = ["Connection", "Database", "ServerView"]
