"""Alembic's folder: `env` runs the revisions in `versions/`, inside the transaction of `Database.upgrade`."""
