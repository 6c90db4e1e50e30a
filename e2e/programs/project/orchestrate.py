"""A flow to deploy: it can succeed, fail, or go on until it is stopped."""

import time

from prefect import flow, task


@task(log_prints=True)
def read_data(rows: int):
    print(f"Read {rows} rows.")
    return rows


@flow
def main_flow(rows: int = 100, seconds: float = 0.0):
    """Reads some rows."""
    read = read_data(rows)
    time.sleep(seconds)
    if read < 0:
        raise ValueError("There are no such rows.")
    return read
