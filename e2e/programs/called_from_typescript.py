"""Flows that a program in TypeScript calls."""

import os
import signal

from prefect import flow, task


@task
def double(number: int) -> int:
    return 2 * number


@flow(persist_result=True, result_serializer="json")
def double_all(numbers: list[int]) -> dict:
    return {"doubled": double.map(numbers).result(), "place": os.environ["PLACE"]}


@flow
def fail_with(message: str):
    raise ValueError(message)


@flow
def be_killed():
    os.kill(os.getpid(), signal.SIGKILL)


@flow
def keep_nothing():
    return 1
