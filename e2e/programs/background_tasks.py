"""Serves tasks in the background; or puts runs of them there, and may wait and print as JSON how they ended."""

import json
import pathlib
import sys
import time

from prefect import task
from prefect.task_worker import serve


@task
def add(x, y):
    return x + y


def take_long(marker):
    """Takes a minute, the second time no time at all."""
    path = pathlib.Path(marker)
    if not path.exists():
        path.touch()
        time.sleep(60)
    return "done"


@task(retries=1)
def sturdy(marker):
    return take_long(marker)


@task
def fragile(marker):
    return take_long(marker)


@task(log_prints=True, retries=1)
def fail_once(marker):
    print("trying")
    path = pathlib.Path(marker)
    if not path.exists():
        path.touch()
        raise ValueError("not yet")
    return "second time"


TASKS = {each.name: each for each in [add, sturdy, fragile, fail_once]}


def delay(calls):
    """Each call is the name of a task with its arguments."""
    return [TASKS[name].delay(*arguments) for name, *arguments in calls]


def wait_for(futures):
    for future in futures:
        future.wait(timeout=50)
    outcomes = []
    for future in futures:
        result = future.result(raise_on_failure=False)
        value = result if future.state.is_completed() else type(result).__name__
        outcomes.append([str(future.task_run_id), future.state.name, value])
    print(json.dumps(outcomes))


if __name__ == "__main__":
    command, argument = sys.argv[1:]
    if command == "serve":
        serve(*TASKS.values(), limit=int(argument))
    futures = delay(json.loads(argument))
    if command == "await":
        wait_for(futures)
