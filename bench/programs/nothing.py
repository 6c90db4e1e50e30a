"""A flow that does nothing, so that what remains is how long it takes until it runs."""

from prefect import flow


@flow
def nothing() -> None:
    pass
