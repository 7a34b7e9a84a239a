"""The archive: SQLite for one machine, PostgreSQL for many, one code for both.

Functions take a `Connection` first (from `Database.read()` or `Database.write()`), frozen values after it, and give
frozen values back. What a connection is made of is nobody else's business.

    engine       opens, upgrades, locks            dialect     where the two databases differ
    catalogue    actors and teams                  feeds       what is polled, what is known of it
    articles     record and read articles          stories     what reports one development
    outbox       what is to be told, what was      search      full text in every script
    status       counters, coverage, marks         variants    unseen spellings under review
"""

from sqlalchemy import Connection

from watchers.storage.engine import Database

__all__ = ["Connection", "Database"]
