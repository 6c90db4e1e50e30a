"""Serves a flow that suspends itself until it is given a name, and one that goes on until it is cancelled."""

import time

from prefect import flow, serve, suspend_flow_run, task
from prefect.input import RunInput
from prefect.states import Completed


class Name(RunInput):
    name: str


@task(persist_result=True)
def prepare():
    print("preparing")
    return 7


@flow(persist_result=True, log_prints=True)
def suspending():
    number = prepare()
    given = suspend_flow_run(wait_for_input=Name, timeout=120)
    return Completed(message=f"{given.name} {number}")


@task
def wait(seconds: int):
    time.sleep(seconds)


@flow
def inner():
    wait(120)


@flow
def endless():
    inner()


if __name__ == "__main__":
    serve(suspending.to_deployment("suspending"), endless.to_deployment("endless"))
