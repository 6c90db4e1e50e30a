"""Runs tasks that are cached by their inputs, by a key of their own, or not at all, and prints as JSON how often each ran."""

import json
from datetime import timedelta

from prefect import flow, task
from prefect.cache_policies import INPUTS

ran = []


@task(cache_policy=INPUTS, persist_result=True)
def square(number: int):
    ran.append(f"square {number}")
    return number * number


@task(cache_key_fn=lambda _, arguments: f"parity-{arguments['number'] % 2}", persist_result=True)
def parity(number: int):
    ran.append(f"parity {number}")
    return number % 2


@task(cache_policy=INPUTS, cache_expiration=timedelta(seconds=-1), persist_result=True)
def expired(number: int):
    ran.append(f"expired {number}")
    return number


@task(cache_policy=INPUTS, refresh_cache=True, persist_result=True)
def refreshed(number: int):
    ran.append(f"refreshed {number}")
    return number


@flow(name="Compute once")
def compute_once():
    calls = [(square, 3), (square, 3), (parity, 1), (parity, 7), (expired, 1), (expired, 1)]
    calls += [(refreshed, 1), (refreshed, 1)]
    states = [function(number, return_state=True) for function, number in calls]
    return [state.name for state in states]


if __name__ == "__main__":
    print(json.dumps({"states": compute_once(), "ran": ran}))
