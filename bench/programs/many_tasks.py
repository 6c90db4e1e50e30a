"""Runs a flow of many small tasks, and prints the flow run's id and when the flow started and ended."""

import json
import sys
import time

from prefect import flow, runtime, task
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings


@task
def echo(number: int) -> int:
    return number


@flow(log_prints=False)
def many_tasks(count: int) -> str:
    futures = echo.map(list(range(count)))
    assert sum(future.result() for future in futures) == sum(range(count))
    return runtime.flow_run.id


if __name__ == "__main__":
    # With heartbeats each run takes about a second longer, in the client; the environment cannot switch them off.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        started = time.time()
        flow_run_id = many_tasks(int(sys.argv[1]))
        ended = time.time()
    print(json.dumps({"flowRunId": flow_run_id, "started": started, "ended": ended}), flush=True)
