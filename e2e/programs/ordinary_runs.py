"""Runs flows that end in different ways, and prints as JSON under which ids."""

import json
import os
import pathlib
import time

from prefect import flow, get_run_logger, task
from prefect.context import get_run_context

ids = {}


def note(name):
    ids[name] = str(get_run_context().flow_run.id)


@task
def measure(number: int):
    get_run_logger().info("measured %s", number)
    return number


@flow(name="report")
def report():
    note("report")
    return measure(1) + measure(2)


@flow(name="fails-once")
def fails_once():
    note("fails-once")
    path = pathlib.Path(os.environ["MARKER"])
    if not path.exists():
        path.touch()
        raise ValueError("not yet")
    return "now"


@flow(name="too-slow", timeout_seconds=0.5)
def too_slow():
    note("too-slow")
    time.sleep(5)


@task(timeout_seconds=0.5)
def slow_task():
    time.sleep(5)


@flow(name="slow-task")
def waits_for_slow_task():
    note("slow-task")
    return slow_task(return_state=True)


if __name__ == "__main__":
    for each in [report, fails_once, too_slow, waits_for_slow_task]:
        each(return_state=True)
    print(json.dumps(ids))
