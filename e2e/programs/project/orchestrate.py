"""A flow to deploy: it can succeed, fail, or go on until it is stopped."""

import time

from prefect import flow, task
from prefect.logging.loggers import flow_run_logger


@task(log_prints=True)
def read_data(rows: int):
    print(f"Read {rows} rows.")
    return rows


def clean_up(flow, flow_run, state):
    flow_run_logger(flow_run).info("Cleaned up.")


@flow(on_cancellation=[clean_up], retries=1)
def main_flow(rows: int = 100, seconds: float = 0.0):
    """Reads some rows."""
    read = read_data(rows)
    time.sleep(seconds)
    if read < 0:
        raise ValueError("There are no such rows.")
    return read
