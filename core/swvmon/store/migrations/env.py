"""How alembic runs: on the connection, and within the transaction, that `swvmon.store.revision` hands over."""

from alembic import context

from swvmon.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
