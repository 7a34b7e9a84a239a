"""Alembic's entry: runs the migrations on the connection that `Database.upgrade` hands over, in its transaction."""

from alembic import context

from watchers.archive.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
